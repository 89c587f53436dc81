"""What the settings tell of people: their words for roles, and a row for each; it knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from audit_app.domain.people import Person, Role
from audit_app.store.log.people_log import people
from audit_app.store.workspace import Workspace
from audit_app.ui.days import plain_day
from scoring.figures import AGENCY_NAMES

ROLES: Mapping[Role, tuple[str, str]] = MappingProxyType(
    {
        Role.OWNER: ("Owner", "people, settings, register, restoring, erasing"),
        Role.AUDITOR: ("Auditor", "scores and submits audits"),
        Role.MODERATOR: ("Moderator", "reopens, overrides, keeps the register"),
        Role.CHAIR: ("Chair", "draws samples, opens and closes rounds"),
        Role.KEYHOLDER: ("Keyholder", "releases sealed rounds"),
        Role.TEAM_MANAGER: ("Team manager", "scores what is assigned, manages actions"),
        Role.READER: ("Reader", "reads and makes reports"),
    }
)
"""Each role's name and what it is trusted with."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the list shows them; `has_left` once their last day is over, `is_gone` once they were removed."""

    id: str
    name: str
    agency: str
    roles: str
    teams: str
    state: str
    can_open: bool
    has_left: bool
    is_gone: bool
    is_me: bool


def people_rows(workspace: Workspace, today: date) -> tuple[PersonRow, ...]:
    """Everybody the workspace knows, by name; those who cannot open it come last."""
    openers = {entry.id for entry in workspace.key_file.people}
    me = workspace.unlocked.person
    rows = [_person_row(one, today, can_open=one.id in openers, is_me=one.id == me) for one in _everybody(workspace)]
    return tuple(sorted(rows, key=lambda row: (row.has_left or not row.can_open, row.is_gone, row.name.casefold())))


def _everybody(workspace: Workspace) -> list[Person]:
    return list(people(workspace.conn).values())


def _person_row(person: Person, today: date, *, can_open: bool, is_me: bool) -> PersonRow:
    is_gone = not can_open and not person.roles and person.active_to is not None
    return PersonRow(
        id=person.id,
        name=f"{person.name} (you)" if is_me else person.name,
        agency=AGENCY_NAMES[person.agency],
        roles=role_words(person) or "No role",
        teams=", ".join(person.teams),
        state=_state(person, today, can_open=can_open, is_gone=is_gone),
        can_open=can_open,
        has_left=person.has_left(today),
        is_gone=is_gone,
        is_me=is_me,
    )


def role_words(person: Person) -> str:
    """A person's roles by name."""
    return ", ".join(name for role, (name, _) in ROLES.items() if role in person.roles)


def _state(person: Person, today: date, *, can_open: bool, is_gone: bool) -> str:
    day = plain_day(person.active_to.isoformat()) if person.active_to is not None else ""
    if is_gone:
        return f"Removed {day}"
    if not can_open:
        return f"No passphrase here, until {day}" if day else "No passphrase here"
    if not day:
        return "Can open the workspace"
    if person.has_left(today) or not person.roles:
        return f"Ended {day}, keys still here"
    return f"Can open it until {day}"


def names_of_people(workspace: Workspace) -> list[str]:
    """Everybody's name, in order."""
    return sorted((one.name for one in people(workspace.conn).values()), key=str.casefold)
