"""What settings tell of a workspace: people, backups, the last check, the trail and the access log; it knows no Qt."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from audit_app.domain.people import Agency, Person, Role
from audit_app.services.progress import Progress
from audit_app.services.refusals import counted
from audit_app.services.trail_values import MOST_VALUES, Values
from audit_app.store import access
from audit_app.store.backup import root_in, second_place
from audit_app.store.check import PARTS, Finding, check
from audit_app.store.log.people_log import people
from audit_app.store.newest_backup import backup_names, made_at
from audit_app.store.read_trail import TrailChange, TrailFilter, plan_ref_of, trail
from audit_app.store.workspace import BACKUPS, Workspace
from audit_app.ui.days import plain_day

MOST_CHANGES = 1_000
MOST_EVENTS = 5_000
CHECK = "check"
"""The access log's act for a tamper check; its thing says what was found."""

AGENCIES: Mapping[Agency, str] = MappingProxyType(
    {
        Agency.EDUCATION: "Education",
        Agency.HEALTH: "Health",
        Agency.SOCIAL_CARE: "Social care",
        Agency.COORDINATOR: "SEN team",
        Agency.PARENT_CARER: "Parent carers",
    }
)
ROLES: Mapping[Role, tuple[str, str]] = MappingProxyType(
    {
        Role.OWNER: ("Owner", "people, register, restoring, erasing"),
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
    """One person as the list shows them."""

    id: str
    name: str
    agency: str
    roles: str
    state: str
    can_open: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One verified backup: when, and in which place it lies."""

    made: datetime
    place: str
    folder: Path


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One change: when (UTC text), who, what, why, which plans, and each value as old → new."""

    utc: str
    person: str
    label: str
    reason: str
    plans: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One thing that somebody read, exported or unlocked."""

    utc: str
    person: str
    act: str
    thing: str


def people_rows(workspace: Workspace) -> tuple[PersonRow, ...]:
    """Everybody the workspace knows, by name; those who were removed come last."""
    openers = {entry.id for entry in workspace.key_file.people}
    known = sorted(people(workspace.conn).values(), key=lambda one: (one.id not in openers, one.name.casefold()))
    return tuple(_person_row(one, one.id in openers, one.id == workspace.unlocked.person) for one in known)


def _person_row(person: Person, can_open: bool, is_me: bool) -> PersonRow:
    roles = ", ".join(name for role, (name, _) in ROLES.items() if role in person.roles) or "No role"
    state = "Can open the workspace" if can_open else "Cannot open it"
    if person.active_to is not None:
        state = f"Removed {plain_day(person.active_to.isoformat())}"
    name = f"{person.name} (you)" if is_me else person.name
    return PersonRow(person.id, name, AGENCIES[person.agency], roles, state, can_open, is_me)


def backup_rows(workspace: Workspace) -> tuple[BackupRow, ...]:
    """Every backup of this workspace in both places, the newest first."""
    places = [("Beside the workspace", workspace.folder / BACKUPS)]
    if (second := second_place(workspace)) is not None:
        places.append(("Second place", root_in(second, workspace)))
    found = [
        BackupRow(at, words, root / name)
        for words, root in places
        for name in backup_names(root, workspace.id)
        if (at := made_at(name)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.made, one.place), reverse=True))


def run_check(workspace: Workspace, gap: str, progress: Progress) -> tuple[Finding, ...]:
    """Check everything and note in the access log when and what was found.

    `gap` is what this machine has seen and the file lacks, as the first connection knows it.
    """
    found: list[Finding] = []
    for finding in check(workspace):
        is_log = finding.name == "change log" and gap and gap not in finding.faults
        found.append(replace(finding, faults=(*finding.faults, gap)) if is_log else finding)
        progress(len(found), len(PARTS))
    workspace.note_access(CHECK, outcome(found))
    return tuple(found)


def outcome(findings: list[Finding]) -> str:
    """What a check found, in words."""
    faults = sum(len(one.faults) for one in findings)
    return f"{counted(faults, 'fault', 'faults')} found" if faults else "nothing wrong"


def last_check(workspace: Workspace) -> tuple[str, str]:
    """When everything was checked last (UTC text) and what was found; two empty texts where it never was."""
    checks = deque((one for one in access.events(workspace.conn) if one.act == CHECK), maxlen=1)
    return (checks[0].utc, checks[0].thing) if checks else ("", "")


def trail_rows(workspace: Workspace, person: str, first: date, last: date, progress: Progress) -> tuple[TrailRow, ...]:
    """The changes of these days, both included, by this person or (empty) anybody; the newest MOST_CHANGES."""
    values = Values(workspace.conn)
    rows: list[TrailRow] = []
    wanted = TrailFilter(person=person, first=first.isoformat(), last=last.isoformat())
    for change in islice(trail(workspace.conn, wanted), MOST_CHANGES):
        rows.append(_trail_row(workspace, values, change))
        progress(len(rows), MOST_CHANGES)
    return tuple(rows)


def _trail_row(workspace: Workspace, values: Values, change: TrailChange) -> TrailRow:
    shown = change.ops[:MOST_VALUES]
    lines = [values.line(op) for op in shown]
    if (more := len(change.ops) - len(shown)) > 0:
        lines.append(f"and {more:,} more values")
    plans = dict.fromkeys(ref for op in shown if (ref := plan_ref_of(workspace.conn, op.kind, op.id)))
    return TrailRow(
        change.utc, change.person, change.label or "(erased)", change.reason, ", ".join(plans), tuple(lines)
    )


def access_rows(workspace: Workspace) -> tuple[AccessRow, ...]:
    """The newest MOST_EVENTS of the access log, the newest first."""
    names = {id_: one.name for id_, one in people(workspace.conn).items()}
    newest = deque(access.events(workspace.conn), maxlen=MOST_EVENTS)
    return tuple(AccessRow(one.utc, names.get(one.person, one.person), one.act, one.thing) for one in reversed(newest))


def moment(utc: str) -> str:
    """A UTC moment in local time: “22 Nov 2026, 14:02”; empty for an empty text."""
    if not utc:
        return ""
    at = datetime.fromisoformat(utc).astimezone()
    return f"{plain_day(at.date().isoformat())}, {at:%H:%M}"
