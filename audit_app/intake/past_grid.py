"""All cells of one sheet as they stand, titles, merged cells and all; it does not know which row holds headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Final

from audit_app.domain.problems import Place
from audit_app.intake.content import Content, opened, recognise
from audit_app.intake.csv_table import csv_records
from audit_app.intake.faults import refusal
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.package import Package
from audit_app.intake.sheet import Cell, column_number, sheet_rows
from audit_app.intake.workbook import Workbook, read_workbook

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 400
_MOST_CELLS: Final = 2_000_000
_ROWS_PEEKED_AT: Final = 40
_SHEETS_PEEKED_AT: Final = 30
_AREA_ENDS: Final = 2

Rows = tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area: rows by their numbers in the sheet, columns from 0, both ends counted in."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet that hold anything, each with its number; a merged area's cells all hold its text.

    `sheets` are a workbook's visible ones. `merged` are the areas of several cells.
    """

    file: str
    sheet: str
    sheets: tuple[str, ...]
    rows: Rows = field(repr=False)  # they tell of children
    merged: tuple[Area, ...] = ()

    def place(self, row: int | None = None, column: str = "") -> Place:
        """The place of a row, or of a cell under a heading."""
        return Place(file=self.file, sheet=self.sheet, row=row, column=column)


def read_grids(path: Path, sheet: str = "") -> tuple[Grid, ...]:
    """The sheet of this name, else the beginning of each sheet of the file, up to 40 rows of up to 30 sheets.

    A text file is one sheet and comes whole. Raises AppError where the file is no table that can be read, or has over
    20,000 rows, 400 columns or 2,000,000 cells.
    """
    limits = replace(DEFAULT_LIMITS, rows=MOST_ROWS, columns=MOST_COLUMNS, cells=_MOST_CELLS)
    with opened(path, limits) as file:
        if recognise(file, path.name) is Content.WORKBOOK:
            return tuple(_from_workbook(file, path.name, limits, sheet))
        return (_grid(Grid(path.name, "", (), ()), csv_records(file, path.name, limits), []),)


def _from_workbook(file: BinaryIO, name: str, limits: Limits, asked: str) -> Iterator[Grid]:
    package = Package(file, name, limits)
    workbook = read_workbook(package, name, limits)
    names = tuple(sheet for sheet, _ in workbook.sheets)
    chosen = [one for one in workbook.sheets if asked and one[0].casefold() == asked.casefold()]
    if asked and not chosen:
        raise refusal(f"There is no sheet “{asked}”. There are: {', '.join(names)}.", Place(file=name))
    for sheet in chosen or workbook.sheets[:_SHEETS_PEEKED_AT]:
        empty = Grid(name, sheet[0], names, ())
        if chosen:
            yield _whole_sheet(package, workbook, sheet, empty, limits)
        else:
            rows = sheet_rows(package, workbook, sheet, name, limits, [])
            yield _grid(empty, (row for row, _ in zip(rows, range(_ROWS_PEEKED_AT), strict=False)), [])


def _whole_sheet(package: Package, workbook: Workbook, sheet: tuple[str, str], empty: Grid, limits: Limits) -> Grid:
    merged: list[str] = []
    rows = sheet_rows(package, workbook, sheet, empty.file, limits, merged)
    return _grid(empty, rows, merged)


def _grid(empty: Grid, records: Iterator[tuple[int, Sequence[Cell]]], merged: list[str]) -> Grid:
    rows: list[tuple[int, list[Cell]]] = []
    cells = 0
    for number, row in records:
        cells += len(row)
        _refuse_large(empty, number, len(rows), row, cells)
        rows.append((number, list(row)))
    areas = tuple(_areas(merged))  # behind the rows, as a sheet names them last
    _fill(empty, rows, areas)
    width = max((len(row) for _, row in rows), default=0)
    even = tuple((number, (*row, *[""] * (width - len(row)))) for number, row in rows)
    return replace(empty, rows=even, merged=areas)


def _refuse_large(grid: Grid, number: int, rows: int, row: Sequence[Cell], cells: int) -> None:
    if rows >= MOST_ROWS or cells > _MOST_CELLS:
        message = f"The sheet has more than {MOST_ROWS:,} rows, or too many cells. Import a year at a time."
        raise refusal(message, grid.place(number))
    if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
        message = f"There are more than {MOST_COLUMNS:,} columns. Delete what is not part of the audits."
        raise refusal(message, grid.place(number))


def _areas(references: Sequence[str]) -> Iterator[Area]:
    """Merged areas of several cells; what is no area is passed over, as Excel does."""
    for reference in references:
        ends = reference.replace("$", "").split(":")
        found = [_corner(one) for one in ends]
        if len(found) == _AREA_ENDS and found[0] is not None and found[1] is not None:
            (top, left), (bottom, right) = found[0], found[1]
            if top <= bottom and left <= right:
                yield Area(top, left, bottom, right)


def _corner(reference: str) -> tuple[int, int] | None:
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    try:
        return (int(digits), column_number(letters) - 1) if digits else None
    except ValueError:
        return None


def _fill(grid: Grid, rows: list[tuple[int, list[Cell]]], areas: Sequence[Area]) -> None:
    """Put the text of each merged area's first cell into all its cells, as far as rows and columns go."""
    by_number = dict(rows)
    room = _MOST_CELLS
    for area in areas:
        first = by_number.get(area.top, [])
        text = first[area.left] if area.left < len(first) else ""
        numbers = [number for number in range(area.top, area.bottom + 1) if number in by_number] if text else []
        right = min(area.right, MOST_COLUMNS - 1)
        room -= len(numbers) * (right - area.left + 1)
        if room < 0:
            raise refusal("The sheet's merged areas cover too many cells. Unmerge them.", grid.place(area.top))
        for number in numbers:
            row = by_number[number]
            row.extend([""] * (right + 1 - len(row)))
            row[area.left : right + 1] = [text] * (right + 1 - area.left)
