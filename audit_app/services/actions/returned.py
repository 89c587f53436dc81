"""An agency's workbook that came back: what it would change is told cell by cell; nothing is written here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from audit_app.domain.actions import TOLD, Checkpoint
from audit_app.domain.agency_workbook import (
    ACTIONS_SHEET,
    COMMENT_AT,
    FIELDS,
    REPORT,
    STATUS_AT,
    WHAT,
    BackRow,
    CellChange,
    Cells,
    Column,
    Verdict,
    changes,
    checkpoint_day,
    missing,
    new_rows,
)
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Place
from audit_app.domain.status import Status
from audit_app.intake.agency_workbook import AgencyReading, read_agency_workbook
from audit_app.intake.faults import FaultList
from audit_app.services.actions.agency_plans import cells_of
from audit_app.services.actions.editing import MOST_COMMENT
from audit_app.services.actions.holding import fit, tidied
from audit_app.services.refusals import refused
from audit_app.store.ids import Ids
from audit_app.store.read_actions import action_held, action_rows
from audit_app.store.read_sent import SentWorkbook, checkpoints_by_action, sent_by_digest
from audit_app.store.workspace import Workspace
from scoring.figures import AGENCIES, AGENCY_NAMES

_COLUMN_OF: Final = {**{name: column for column, name in FIELDS.items()}, WHAT: Column.WHAT}


@dataclass(frozen=True, slots=True)
class NewAction:
    """A row that the agency added: an offer of an action. `is_here` where it was taken in before."""

    row: int
    id: str
    cells: Cells
    is_here: bool

    @property
    def key(self) -> str:
        """Its own name among what is offered."""
        return f"new/{self.id}"

    @property
    def values(self) -> dict[str, str]:
        """What was filled in, by field of the action."""
        return {name: text for name, text in self.cells.items() if "@" not in name and text}

    @property
    def checkpoint(self) -> Checkpoint | None:
        """What was reported of it at once."""
        return next(iter(checkpoints_in(self.cells).values()), None)


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back. `names` are the words of its actions, `missing` and `altered` are ids.

    `changes` are all cells that moved anywhere; `altered` had their words changed, which the workbook cannot do.
    """

    reading: AgencyReading
    sent: SentWorkbook
    changes: tuple[CellChange, ...]
    new: tuple[NewAction, ...]
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    names: Mapping[str, str]

    @property
    def agency_name(self) -> str:
        """Whose it is, as a title says it."""
        return AGENCY_NAMES.get(self.sent.agency, self.sent.agency)

    @property
    def agency_words(self) -> str:
        """The same as a sentence says it: “the SEN team”."""
        return AGENCIES.get(self.sent.agency, self.sent.agency)

    @property
    def offers(self) -> tuple[str, ...]:
        """The keys of what can be taken in without overwriting anything: cells changed there alone, and new actions."""
        return (*self._keys(Verdict.OFFERED), *(one.key for one in self.new if not one.is_here))

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The keys of cells that were changed on both sides: each asks for a choice."""
        return self._keys(Verdict.CONFLICT)

    @property
    def came_before(self) -> bool:
        """Whether this very file was taken in already."""
        return self.sent.returned_digest == self.reading.file_digest

    def count(self, verdict: Verdict) -> int:
        """How many cells have this verdict."""
        return sum(one.verdict is verdict for one in self.changes)

    def _keys(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple(one.key for one in self.changes if one.verdict is verdict)


def read_returned(workspace: Workspace, path: Path) -> Returned:
    """Read a workbook and say what it would change.

    Raises AppError where it is damaged, another workspace's, not one that was sent from here, made by a newer app, or
    has faults, each with its row and column; then nothing of it can be taken.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    reading = read_agency_workbook(path)
    _sent(workspace, reading)
    if reading.problems:
        raise refused(reading.file, reading.problems)
    return compared(workspace, reading)


def compared(workspace: Workspace, reading: AgencyReading) -> Returned:
    """What the workbook would change now. Raises AppError as `read_returned` does."""
    sent, faults = _sent(workspace, reading), FaultList(reading.file, "error")
    rows = tuple(BackRow(row.row, row.action, _tidied(row.cells)) for row in reading.rows)
    every = {row.action.id: row.action for row in action_rows(workspace.conn)}
    held = [id_ for id_ in reading.sent if id_ in every]
    told = checkpoints_by_action(workspace.conn, held)
    now = {id_: _tidied(cells_of(every[id_], told.get(id_, ()))) for id_ in held}
    before = {id_: _tidied(cells) for id_, cells in reading.sent.items()}
    ended = {id_ for id_ in held if not every[id_].is_open}
    found = tuple(changes(before, now, rows, ended))
    new = tuple(_new(workspace, sent, row) for row in new_rows(rows))
    _check(workspace, found, new, faults)
    if faults.count:
        raise refused(reading.file, faults.result())
    names = {id_: cells.get(WHAT, "") for id_, cells in before.items()}
    return Returned(reading, sent, found, new, missing(before, rows), reading.altered, MappingProxyType(names))


def checkpoints_in(cells: Cells) -> dict[str, Checkpoint]:
    """The checkpoints that cells say, by day (ISO)."""
    days = dict.fromkeys(day for name in cells if (day := checkpoint_day(name)))
    return {
        day: Checkpoint(
            date.fromisoformat(day),
            Status(cells[STATUS_AT.format(day)]) if cells.get(STATUS_AT.format(day)) else None,
            cells.get(COMMENT_AT.format(day), ""),
        )
        for day in days
    }


def _sent(workspace: Workspace, reading: AgencyReading) -> SentWorkbook:
    """The workbook in the log; raises AppError where it is none that was sent from here."""
    if reading.mark.workspace != workspace.id:
        raise AppError("This workbook belongs to another partnership's workspace. Take it in there.")
    found = sent_by_digest(workspace.conn, reading.digest)
    if found is None or (found.agency, found.sent_on) != (reading.mark.agency, reading.mark.sent_on):
        raise AppError(
            "The log of this workspace does not know that this workbook was sent. The workspace may have been "
            "restored from a backup, the workbook sent from another machine whose changes are not in yet, or its "
            "hidden sheet changed. Bring the changes in, or send the agency a new workbook."
        )
    return found


def _tidied(cells: Cells) -> dict[str, str]:
    """Every cell as the services keep it, so that a blank more or less is no change."""
    plain = tidied({name: text for name, text in cells.items() if name in TOLD})
    said = {name: tidied({"comments": text})["comments"] for name, text in cells.items() if name not in TOLD}
    return {**plain, **said}


def _new(workspace: Workspace, sent: SentWorkbook, row: BackRow) -> NewAction:
    """The same row of the same workbook is the same action, however often it comes back."""
    words = " ".join(row.cells[WHAT].split()).casefold()
    id_ = Ids(workspace.id).within(sent.id, "action", words)
    return NewAction(row.row, id_, row.cells, action_held(workspace.conn, id_) is not None)


def _check(workspace: Workspace, found: Sequence[CellChange], new: Sequence[NewAction], faults: FaultList) -> None:
    """Whether each cell that could be taken in is fit, each fault at its cell."""
    today = workspace.means.now().date().isoformat()
    told = [(one.row, one.field, one.back) for one in found if one.is_open]
    told += [(one.row, field, text) for one in new for field, text in one.cells.items() if text]
    for row, field, text in told:
        for message in _faults(workspace, field, text, today):
            place = Place(file=faults.file, sheet=ACTIONS_SHEET, row=row, column=_column(field))
            faults.add(message, place)


def _column(field: str) -> str:
    return _COLUMN_OF[field] if field in _COLUMN_OF else REPORT[2 if field.startswith("comment@") else 0]


def _faults(workspace: Workspace, field: str, text: str, today: str) -> Iterator[str]:
    day = checkpoint_day(field)
    if day > today:
        yield f"The {date.fromisoformat(day):%d/%m/%Y} lies ahead. Report how far the action is on a day that was."
    if day and len(text) > MOST_COMMENT:
        yield f"What happened has {len(text):,} letters. Say it in {MOST_COMMENT:,} at most."
    if field in TOLD or field.startswith("comment@"):
        try:
            fit(workspace, {field if field in TOLD else "comments": text})
        except AppError as error:
            yield error.message
