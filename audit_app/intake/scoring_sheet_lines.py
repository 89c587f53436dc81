"""What the lines of a scoring sheet answer, or every fault with its cell; whole or not at all.

Faults are read by others than the member, so they never repeat what was answered.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError, Place
from audit_app.domain.scoring_sheet import PRINTED, Column, ScoringSheet, SheetAnswer, SheetLine
from audit_app.intake.faults import FaultList, refusal
from audit_app.intake.scoring_sheet import SheetFile
from audit_app.intake.scoring_sheet_values import Filled, cell_of, filled_in
from audit_app.intake.sheet import Cell
from forms.model import Lack, missing

Key = tuple[str, str]
"""Plan reference and marker."""

_HEADING_ROWS: Final = 20
_COLUMN_OF: Final[Mapping[Lack, Column]] = {
    Lack.SCORE: Column.ANSWER,
    Lack.EVIDENCE: Column.KIND,
    Lack.CAUSE: Column.CAUSE,
    Lack.REASON: Column.REASON,
}
_LACKS: Final[Mapping[Lack, str]] = {
    Lack.SCORE: "This marker is not answered yet. Choose 3, 2, 1 or 0, or NA or NE.",
    Lack.EVIDENCE: "This answer needs evidence. Choose its kind and fill in what it needs.",
    Lack.CAUSE: "This answer needs a cause. Choose one from the list.",
    Lack.REASON: "This NA needs a reason. Say why the marker does not apply.",
}
_UNLIKE: Final = re.compile(r"[\W_]+")
_COMPARED: Final = 20_000  # below the most that a cell holds


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below the headings, and in which place each column stands."""

    file: SheetFile
    header: int
    at: Mapping[Column, int]

    def place(self, row: int, column: Column | None = None) -> Place:
        where = cell_of(self.at[column], column) if column is not None else ""
        return Place(file=self.file.file, sheet=self.file.sheet, row=row, column=where)

    def cell(self, cells: Sequence[Cell], column: Column) -> Cell:
        at = self.at[column]
        return cells[at] if at < len(cells) else ""


def answers_in(file: SheetFile, sheet: ScoringSheet) -> tuple[SheetAnswer, ...]:
    """What the sheet answers, in the order in which it was asked; lines may stand in any order.

    Raises AppError with every fault: an answer outside its list, what submission demands and is missing, lines of
    other plans or markers, lines gone or twice, printed text changed, formulas.
    """
    table = _table(file)
    faults = FaultList(file.file, "error")
    asked = {(line.plan_ref, line.marker.id): line for line in sheet.lines}
    found = _read(table, asked, faults)
    for plan, marker in asked:
        if (plan, marker) not in found:
            message = (
                f"The line of plan {plan} and marker {marker} is missing. Put it back, or ask for the sheet again."
            )
            faults.add(message, Place(file=file.file, sheet=file.sheet))
    _check_whole(table, sheet, found, faults)
    if faults.count:
        raise AppError(
            f"The scoring sheet was not taken in: {counted(faults.count, 'thing has', 'things have')} to be corrected. "
            "Nothing of it was kept.",
            faults.result(),
        )
    return tuple(found[key][1].answer(*key) for key in asked)


def _read(table: _Table, asked: Mapping[Key, SheetLine], faults: FaultList) -> dict[Key, tuple[int, Filled]]:
    """The lines found, each with its row; rows of no line, lines twice and changed print are faults."""
    found: dict[Key, tuple[int, Filled]] = {}
    for row, cells in table.file.rows:
        line = _line(table, row, cells, asked, faults) if row > table.header and any(cells) else None
        if line is None:
            continue
        key = (line.plan_ref, line.marker.id)
        if key in found:
            faults.add(f"This line stands in row {found[key][0]} already. Keep one of them.", table.place(row))
            continue
        _check_printed(table, row, cells, line, faults)
        filled = filled_in(partial(table.cell, cells))
        found[key] = row, filled
        for column, message in filled.faults:
            faults.add(message, table.place(row, column))
    return found


def _table(file: SheetFile) -> _Table:
    """Find the headings, in whatever order they stand. Raises AppError where one is gone."""
    best: tuple[int, dict[Column, int]] = (0, {})
    for row, cells in file.rows[:_HEADING_ROWS]:
        titles = {str(cell).strip(): at for at, cell in reversed(list(enumerate(cells))) if isinstance(cell, str)}
        at = {column: titles[column.value] for column in Column if column.value in titles}
        if len(at) > len(best[1]):
            best = row, at
    lost = [column.value for column in Column if column not in best[1]]
    if lost:
        place = Place(file=file.file, sheet=file.sheet, row=best[0] or None)
        raise refusal(f"The headings {', '.join(lost)} are gone. Put them back, or ask for the sheet again.", place)
    return _Table(file, *best)


def _line(
    table: _Table, row: int, cells: Sequence[Cell], asked: Mapping[Key, SheetLine], faults: FaultList
) -> SheetLine | None:
    """The line that a row answers; None, with a fault, where it is none of this seat."""
    plan, marker = (_words(table.cell(cells, column)) for column in (Column.PLAN, Column.MARKER))
    line = asked.get((plan, marker))
    if line is not None:
        return line
    if not plan or not marker:
        faults.add("The row says no plan and marker. Put them back as they were sent, or delete it.", table.place(row))
    elif plan not in {ref for ref, _ in asked}:
        message = "This plan is not one that the member was asked to score. Delete the row."
        faults.add(message, table.place(row, Column.PLAN))
    else:
        message = "This marker is not one that the member was asked to score. Delete the row."
        faults.add(message, table.place(row, Column.MARKER))
    return None


def _words(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _check_printed(table: _Table, row: int, cells: Sequence[Cell], line: SheetLine, faults: FaultList) -> None:
    """Words that were changed ask something else than was asked; letters and digits alone are compared."""
    for column in PRINTED[2:]:
        cell = table.cell(cells, column)
        if not isinstance(cell, str) or _folded(cell) != _folded(line.printed[column]):
            message = "The text of this cell was changed. Put it back as it was sent, or ask for the sheet again."
            faults.add(message, table.place(row, column))


def _folded(text: str) -> str:
    return _UNLIKE.sub("", text).casefold()[:_COMPARED]


def _check_whole(
    table: _Table, sheet: ScoringSheet, found: Mapping[Key, tuple[int, Filled]], faults: FaultList
) -> None:
    """What submission demands of each plan (`forms.model.missing`), where it is not a fault already."""
    for plan in sheet.plans:
        lines = {marker: one for (ref, marker), one in found.items() if ref == plan.plan_ref}
        given = {marker: filled for marker, (_, filled) in lines.items()}
        lacking = missing(
            sheet.framework.only(given),
            {marker: one.answer_given for marker, one in given.items()},
            {marker for marker, one in given.items() if one.has_evidence},
            {marker for marker, one in given.items() if one.cause is not None},
            plan.facts,
            na_reasons={marker for marker, one in given.items() if one.reason},
        )
        for one in lacking:
            row, filled = lines[one.marker]
            column = _COLUMN_OF[one.lack]
            if column not in {at for at, _ in filled.faults}:
                faults.add(_LACKS[one.lack], table.place(row, column))
