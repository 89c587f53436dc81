"""What somebody is called, scores for and may do, and until when: changed with a reason, on record like all else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from audit_app.domain.people import Act, Agency, Person, Role
from audit_app.domain.problems import AppError
from audit_app.services.refusals import demand_reason
from audit_app.store import keyring
from audit_app.store.log.canonical import Json
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PersonWish:
    """A person as they shall be; `last_day` is the last on which they open and write, None while there is none."""

    name: str
    agency: Agency
    roles: frozenset[Role]
    teams: tuple[str, ...] = ()
    last_day: date | None = None


def wish_of(person: Person) -> PersonWish:
    """A person as they are."""
    return PersonWish(person.name, person.agency, person.roles, person.teams, person.active_to)


def change_person(workspace: Workspace, person_id: str, wish: PersonWish, reason: str) -> tuple[str, ...]:
    """Bring a person in line with a wish, in one change; returns what became another, in words; nothing may have.

    Raises AppError where the person changing may not, no reason is given, the name is another's, no role is left, the
    last day lies before the first or, for oneself, before today, or no owner without a last day would remain.
    """
    workspace.demand(Act.MANAGE_PEOPLE)
    everybody = people(workspace.conn)
    person = everybody.get(person_id)
    if person is None:
        raise AppError("There is no such person in this workspace.")
    wish = replace(wish, name=wish.name.strip(), teams=tuple(dict.fromkeys(filter(None, map(str.strip, wish.teams)))))
    changed = tuple(_differences(person, wish))
    if changed:
        _demand_sense(workspace, person, wish)
        after = replace(person, roles=wish.roles, active_to=wish.last_day)
        keyring.demand_lasting_owner(workspace, {**everybody, person_id: after}.values())
        words = ", ".join(words for words, _, _ in changed)
        ops = [Op("person", person_id, field, value) for _, field, value in changed]
        workspace.door.write(f"Change {person.name}: {words}", ops, reason=demand_reason(reason, "To change a person"))
    keyring.name_as_logged(workspace, person_id)  # a change that was cut short is made whole by asking again
    return tuple(words for words, _, _ in changed)


def _differences(person: Person, wish: PersonWish) -> Iterator[tuple[str, str, Json]]:
    """What is asked to be another: in words, as a field of the log, and its value."""
    if wish.name != person.name:
        yield "name", "name", wish.name
    if wish.agency is not person.agency:
        yield "agency", "agency", wish.agency.value
    if wish.roles != person.roles:
        yield "roles", "roles", sorted(role.value for role in wish.roles)
    if wish.teams != person.teams:
        yield "teams", "teams", list(wish.teams)
    if wish.last_day != person.active_to:
        last = wish.last_day.isoformat() if wish.last_day is not None else None
        yield "last day", "period", {"from": person.active_from.isoformat(), "to": last}


def _demand_sense(workspace: Workspace, person: Person, wish: PersonWish) -> None:
    if not wish.name:
        raise AppError("A person needs a name. Give one.")
    if any(entry.name == wish.name and entry.id != person.id for entry in workspace.key_file.people):
        raise AppError(f"{wish.name} can open this workspace already. Give the second one a name of their own.")
    if not wish.roles:
        raise AppError("A person needs at least one role. To take all of them away, remove the person.")
    if wish.last_day is None:
        return
    if wish.last_day < person.active_from:
        raise AppError(f"The last day lies before {person.active_from:%d/%m/%Y}, the first. Choose a later one.")
    if person.id == workspace.unlocked.person and wish.last_day < workspace.means.now().date():
        raise AppError("Your own last day cannot lie before today. Choose today or a later day.")
