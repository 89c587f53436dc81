"""An agency's workbook of actions: its cells, and what became of each since it was sent; knows no file and no store.

`exports.agency_workbook` writes it, `audit_app.intake.agency_workbook` reads it back.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from audit_app.domain.canonical_json import encode

FORMAT: Final = 1
FRONT_SHEET, ACTIONS_SHEET, CLOSED_SHEET, SENT_SHEET = "Read me", "Actions", "Closed lately", "About this workbook"
NEW_ROWS: Final = 15
"""How many blank rows stand below the actions, for new ones."""
MOST_PAIRS: Final = 50
"""So many cells of an action stand in one row of the hidden sheet, each as its field and its text."""


class Column(StrEnum):
    """The columns of the actions by their titles."""

    NUMBER = "No."
    WHAT = "What will be done"
    ABOUT = "What was found"
    PLANS = "Plans"
    STANDING = "How it stands"
    ON = "Reported on"
    STATUS = "Status"
    SAID = "What happened"
    EVIDENCE = "Evidence"
    DUE = "Due"
    TIMESCALE = "Timescale"
    OWNER = "Owner (role)"
    LEADER = "Accountable leader (role)"
    SUCCESS = "Measure of success"
    COMMENTS = "Comments"
    KEY = "Key"


FIELDS: Final[Mapping[Column, str]] = {
    Column.EVIDENCE: "evidence",
    Column.DUE: "due",
    Column.TIMESCALE: "timescale",
    Column.OWNER: "owner",
    Column.LEADER: "leader",
    Column.SUCCESS: "success",
    Column.COMMENTS: "comments",
}
"""The cells that an agency may change, each a field of the action."""
REPORT: Final = (Column.ON, Column.STATUS, Column.SAID)
"""The cells that say how far an action is: they go out blank, and a blank one says nothing."""
WHAT: Final = "what"
STATUS_AT, COMMENT_AT = "status@{}", "comment@{}"
"""The cells of a checkpoint by its day (ISO)."""


class Verdict(StrEnum):
    """What became of one cell: as it was sent, as it is now, as it came back."""

    UNCHANGED = "unchanged"
    SAME = "same"
    OFFERED = "offered"
    KEPT = "kept"
    CONFLICT = "conflict"
    CLOSED = "closed"
    """It was changed there, and the action is closed, abandoned or gone here."""


Cells = Mapping[str, str]
"""The cells of one action by field; a field that is not among them is empty."""


@dataclass(frozen=True, slots=True)
class SentMark:
    """By what a workbook is known again; days are ISO."""

    workspace: str
    agency: str
    sent_on: str
    back_by: str

    def digest(self, cells: Mapping[str, Cells]) -> str:
        """What proves that these cells were sent under this mark."""
        told = sorted([action, field, text] for action, those in cells.items() for field, text in those.items() if text)
        plain = encode([FORMAT, self.workspace, self.agency, self.sent_on, self.back_by, sorted(cells), told])
        return sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class BackRow:
    """A row as it came back: its number in the sheet, its action (empty for a new one) and its cells."""

    row: int
    action: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that is not as it was sent, or not as it is now."""

    row: int
    action: str
    field: str
    verdict: Verdict
    sent: str
    now: str
    back: str

    @property
    def key(self) -> str:
        """Its own name among the others."""
        return f"{self.action}/{self.field}"

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say what is to become of it."""
        return self.verdict in (Verdict.OFFERED, Verdict.CONFLICT)


def verdict(sent: str, now: str, back: str) -> Verdict:
    """What became of a cell with these three values."""
    if back == now:
        return Verdict.UNCHANGED if back == sent else Verdict.SAME
    if back == sent:
        return Verdict.KEPT
    return Verdict.OFFERED if now == sent else Verdict.CONFLICT


def changes(
    sent: Mapping[str, Cells], now: Mapping[str, Cells], back: Sequence[BackRow], ended: Collection[str] = ()
) -> Iterator[CellChange]:
    """Every cell of actions that were sent which moved anywhere, row by row.

    `ended` are actions that take nothing more; one that is not in `now` is gone and takes nothing either.
    """
    for row in back:
        if row.action not in sent:
            continue
        takes = row.action in now and row.action not in ended
        was, stands = sent[row.action], now.get(row.action, sent[row.action])
        for field, text in row.cells.items():
            before, present = was.get(field, ""), stands.get(field, "")
            found = verdict(before, present, text)
            if found is Verdict.UNCHANGED:
                continue
            if not takes and found in (Verdict.OFFERED, Verdict.CONFLICT):
                found = Verdict.CLOSED
            yield CellChange(row.row, row.action, field, found, before, present, text)


def missing(sent: Mapping[str, Cells], back: Sequence[BackRow]) -> tuple[str, ...]:
    """The actions that were sent and have no row any more: that is told, and changes nothing."""
    there = {row.action for row in back}
    return tuple(action for action in sent if action not in there)


def new_rows(back: Sequence[BackRow]) -> tuple[BackRow, ...]:
    """The rows that the agency added."""
    return tuple(row for row in back if not row.action)


def checkpoint_day(field: str) -> str:
    """The day (ISO) of a checkpoint's cell, empty for a field of the action."""
    return field.partition("@")[2]
