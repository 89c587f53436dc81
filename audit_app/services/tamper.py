"""The tamper check: everything verified again, its date and outcome noted, and what each kind of fault asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from audit_app.domain.counting import counted
from audit_app.services.progress import Progress, in_silence
from audit_app.store.access import last_event
from audit_app.store.check import PARTS, Finding, check
from audit_app.store.driver import Connection, sqlite3
from audit_app.store.read_trail import plan_ref_of
from audit_app.store.workspace import Workspace

CHECKED: Final = "check"
"""The access log's act for a tamper check; its thing says what was found."""

_ENTITY: Final = re.compile(r"\b([a-z_]+) ([0-9a-f]{32}(?:\.\S+)?)")

NOTHING_WRONG: Final = "nothing wrong"

LOOKED_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file": "Each encrypted page is what was written, and every table holds together.",
        "keys": "The key file opens this database, and holds the keys that the workspace recorded, for nobody else.",
        "change log": "Each change follows from the one before it, and every signature is its writer's.",
        "replay": "What the tables hold is what the change log says, value by value.",
        "counted scores": "The numbers that reports are counted from are the scores that were given.",
        "grades": "Each submitted review, graded again from its scores, has the grade that was recorded.",
        "sealed scores": "What members sealed is signed by them, and what was opened of it stands unchanged.",
        "access log": "Each event follows from the one before it.",
        "documents": "Each plan document that is kept can be opened, and is what was added.",
    }
)
"""What each part of the check makes sure of."""

WHAT_TO_DO: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file": (
            "The file on the disk is damaged, mostly by the disk itself. Save nothing more here. Restore the newest "
            "good backup into a new folder, on another disk."
        ),
        "keys": (
            "Somebody changed keys.json, or a removal that came from another computer is not done here yet. If the "
            "fault names a person who left, remove them again under People and roles. Otherwise restore the newest "
            "good backup and find out who can write into the workspace's folder."
        ),
        "change log": (
            "Somebody changed the record past the app, or put an older copy of the file into its place. Save nothing "
            "more here, keep this folder as evidence, and restore the newest good backup into a new folder."
        ),
        "replay": (
            "A value was changed past the app, and the change log does not know of it. Keep this folder as evidence "
            "and restore the newest good backup into a new folder."
        ),
        "counted scores": (
            "Figures counted now would be wrong, while the scores themselves are whole. Make no report; restore the "
            "newest good backup into a new folder and tell support."
        ),
        "grades": (
            "A recorded grade is not what its scores give. The fault names the review: compare it with the papers, "
            "reopen it with a reason, and submit it again."
        ),
        "sealed scores": (
            "Somebody put other scores in the place of a member's past the app, or a box is damaged. Do not close the "
            "round. Restore the newest good backup into a new folder; where the round is still open, hand the scores "
            "back to be sent again."
        ),
        "access log": (
            "Somebody removed or changed a line of who read and exported what. Nothing of the audits is touched. Tell "
            "your data protection officer, and keep a backup as evidence."
        ),
        "documents": (
            "The file of a plan document is missing or damaged; audits and figures are whole. Add the document again "
            "from the case system, or restore the newest good backup into a new folder and take it from there."
        ),
    }
)
"""What each kind of fault means and asks for."""


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When everything was checked last (UTC text), by whom, and what was found in words."""

    utc: str
    person: str
    found: str

    @property
    def is_good(self) -> bool:
        """Whether nothing was wrong."""
        return self.found == NOTHING_WRONG


def run_check(workspace: Workspace, gap: str = "", progress: Progress = in_silence) -> tuple[Finding, ...]:
    """Check everything, and note in the access log what was found, where it can be written.

    `gap` is what this machine has seen and the file lacks, as the first connection knows it.
    """
    found: list[Finding] = []
    for finding in check(workspace):
        is_log = finding.name == "change log" and gap and gap not in finding.faults
        faults = (*finding.faults, gap) if is_log else finding.faults
        found.append(replace(finding, faults=tuple(_with_plan(workspace.conn, fault) for fault in faults)))
        progress(len(found), len(PARTS))
    workspace.note_access(CHECKED, outcome(found))
    return tuple(found)


def _with_plan(conn: Connection, fault: str) -> str:
    """A fault that names an entity by its id alone names its plan too, as far as the tables still know it."""
    for found in _ENTITY.finditer(fault):
        try:
            plan_ref = plan_ref_of(conn, found[1].replace(" ", "_"), found[2])
        except sqlite3.DatabaseError:
            return fault  # what is damaged cannot be asked
        if plan_ref and plan_ref not in fault:
            return f"{fault} (plan {plan_ref})"
    return fault


def outcome(findings: Sequence[Finding]) -> str:
    """What a check found, in words."""
    faults = sum(len(one.faults) for one in findings)
    if not faults:
        return NOTHING_WRONG
    where = ", ".join(one.name for one in findings if not one.is_good)
    return f"{counted(faults, 'fault', 'faults')} found: {where}"


def last_check(workspace: Workspace) -> LastCheck | None:
    """When everything was checked last and what was found; None where it never was."""
    event = last_event(workspace.conn, CHECKED)
    return LastCheck(event.utc, event.person, event.thing) if event is not None else None
