"""Who can take part in a round: people of the workspace, and those who only ever score in a place of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from audit_app.domain.people import Act, Agency, Person, Role
from audit_app.domain.problems import AppError
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.read_seats import HeldKeys, keys_held, seats_held
from audit_app.store.workspace import Workspace

ROUND_ROLES = frozenset({Role.AUDITOR, Role.CHAIR, Role.KEYHOLDER})
"""What somebody who never opens this workspace may be trusted with."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can take part: `opens_here` with a passphrase of this workspace, `has_keys` of a place of their own.

    `known_as` are further names by which the register may know them; `rounds` how many they have sat in.
    """

    person: Person
    opens_here: bool
    has_keys: bool
    known_as: tuple[str, ...]
    rounds: int

    @property
    def is_newcomer(self) -> bool:
        """Whether they have sat in no round yet."""
        return self.rounds == 0

    @property
    def can_hold(self) -> bool:
        """Whether a half can be wrapped to them today."""
        return self.opens_here or self.has_keys


def candidates(workspace: Workspace) -> tuple[Candidate, ...]:
    """Everybody who belongs to the workspace today, by name."""
    today = workspace.means.now().date()
    keys, sat = keys_held(workspace.conn), seats_held(workspace.conn)
    opens = {entry.id for entry in workspace.key_file.people}
    found = (one for one in people(workspace.conn).values() if one.is_active(today) and one.roles)
    return tuple(
        sorted(
            (_candidate(one, one.id in opens, keys[one.id], sat.get(one.id, 0)) for one in found),
            key=lambda one: one.person.name.casefold(),
        )
    )


def _candidate(person: Person, opens_here: bool, keys: HeldKeys, rounds: int) -> Candidate:
    return Candidate(person, opens_here, bool(keys.member_box_key), keys.known_as, rounds)


def add_member(
    workspace: Workspace,
    name: str,
    agency: Agency,
    roles: Iterable[Role] = (Role.AUDITOR,),
    known_as: Iterable[str] = (),
    teams: Iterable[str] = (),
) -> str:
    """Put somebody on record who scores, chairs or keeps a key without opening this workspace; returns their id.

    They get no keys to it: a pack gives them a place of their own. Raises AppError where the name is blank or another
    person's, or a role needs this workspace.
    """
    workspace.demand(Act.MANAGE_PEOPLE)
    called = name.strip()
    if not called:
        raise AppError("A member needs a name. Give one.")
    if any(one.name == called for one in people(workspace.conn).values() if one.roles):
        raise AppError(f"There is a {called} already. Choose them from the list, or give this one a name of their own.")
    trusted = frozenset(roles)
    if not trusted or not trusted <= ROUND_ROLES:
        raise AppError("A member without a passphrase here can be auditor, chair or keyholder. Choose one of these.")
    person = workspace.means.random(16).hex()
    today = workspace.means.now().date().isoformat()
    values = {
        "name": called,
        "agency": agency.value,
        "roles": sorted(role.value for role in trusted),
        "teams": _words(teams),
        "period": {"from": today, "to": None},
    }
    ops = [Op("person", person, field, value) for field, value in values.items()]
    if also := _words(known_as):
        ops.append(Op("person", person, "known_as", also))
    workspace.door.write(f"Add {called} as a member of audit groups", ops)
    return person


def name_in_register(workspace: Workspace, person: str, known_as: Iterable[str]) -> None:
    """Say under which further names the register and the advice log know a person; none forgets them."""
    workspace.demand(Act.OPEN_ROUND)
    held = people(workspace.conn).get(person)
    if held is None:
        raise AppError("There is no such person in this workspace.")
    ops = [Op("person", person, "known_as", _words(known_as))]
    workspace.door.write(f"{held.name}: names in the register", ops)


def _words(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, (text.strip() for text in texts))))
