"""Opening a table of text, CSV or XLSX, recognised by content; it knows no columns of its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from audit_app.domain.problems import Place
from audit_app.intake.content import Content, opened, recognise
from audit_app.intake.csv_table import csv_records
from audit_app.intake.faults import refusal
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.package import Package
from audit_app.intake.sheet import Cell, CellFault, sheet_rows
from audit_app.intake.workbook import read_workbook

__all__ = ["Cell", "CellFault", "Table", "open_table"]


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: headings as they stand in the file, and its rows, to be read once and in order.

    Each row comes with its number as a spreadsheet shows it and has exactly as many cells as there are headings.
    `sheets` are the visible sheets of a workbook, of which `sheet` is one.
    """

    file: str
    sheet: str
    header_row: int
    headings: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[Cell]]]
    sheets: tuple[str, ...] = ()

    def place(self, row: int | None = None, column: str = "") -> Place:
        """The place of a cell, row or column of this table."""
        return Place(file=self.file, sheet=self.sheet, row=row, column=column)


@contextmanager
def open_table(
    path: Path, wanted: Callable[[Sequence[str]], bool], limits: Limits = DEFAULT_LIMITS, *, sheet: str = ""
) -> Iterator[Table]:
    """Open a table and close its file afterwards.

    In a workbook the visible sheet named `sheet` is taken; where there is none of that name, the first whose headings
    are `wanted`, else the first that holds anything. Raises AppError, here or while the rows are read, with file,
    sheet and row where they are known.
    """
    with opened(path, limits) as file:
        if recognise(file, path.name) is Content.WORKBOOK:
            yield _from_workbook(file, path.name, wanted, limits, sheet)
        else:
            yield _table(path.name, "", csv_records(file, path.name, limits), limits)


def _from_workbook(
    file: BinaryIO, name: str, wanted: Callable[[Sequence[str]], bool], limits: Limits, asked: str
) -> Table:
    package = Package(file, name, limits)
    workbook = read_workbook(package, name, limits)
    chosen = ("", "")
    named = [sheet for sheet in workbook.sheets if asked and sheet[0].casefold() == asked.casefold()]
    for sheet in named or workbook.sheets:
        first = next(sheet_rows(package, workbook, sheet, name, limits), None)
        if first is None:
            continue
        chosen = chosen if chosen[1] else sheet
        if wanted([str(cell) for cell in first[1] if isinstance(cell, str)]):
            chosen = sheet
            break
    if not chosen[1]:
        raise refusal("The workbook's visible sheets are empty. Export it again.", Place(file=name))
    table = _table(name, chosen[0], sheet_rows(package, workbook, chosen, name, limits), limits)
    return replace(table, sheets=tuple(sheet for sheet, _ in workbook.sheets))


def _table(file: str, sheet: str, records: Iterator[tuple[int, Sequence[Cell]]], limits: Limits) -> Table:
    first = next(records, None)
    if first is None:
        raise refusal("The file holds no text. Export it again from the case system.", Place(file=file, sheet=sheet))
    number, cells = first
    place = Place(file=file, sheet=sheet, row=number)
    headings = _headings(cells, place, limits)
    return Table(file, sheet, number, headings, _even_rows(records, headings, place, limits))


def _headings(cells: Sequence[Cell], place: Place, limits: Limits) -> tuple[str, ...]:
    headings = [cell.lstrip("\ufeff").strip() if isinstance(cell, str) else "" for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > limits.columns:
        message = f"There are {len(headings):,} columns, and at most {limits.columns:,} are read. Export fewer columns."
        raise refusal(message, place)
    seen: set[str] = set()
    for heading in headings:
        if heading and heading.casefold() in seen:
            named = Place(file=place.file, sheet=place.sheet, row=place.row, column=heading[:100])
            raise refusal("The heading stands twice. Rename or delete one of the two columns.", named)
        seen.add(heading.casefold())
    if not seen - {""}:
        raise refusal("The first row holds no headings. Put the names of the columns there.", place)
    return tuple(headings)


def _even_rows(
    records: Iterator[tuple[int, Sequence[Cell]]], headings: tuple[str, ...], header: Place, limits: Limits
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Give every row the width of the headings; cells beyond them, or under none, would be lost and are refused."""
    width = len(headings)
    bare = [index for index, heading in enumerate(headings) if not heading]
    count = 0
    for number, cells in records:
        count += 1
        if count > limits.rows:
            place = Place(file=header.file, sheet=header.sheet, row=number)
            raise refusal(f"The table has more than {limits.rows:,} rows. Export a shorter period.", place)
        if len(cells) != width or bare:
            cells = _evened(cells, width, bare, Place(file=header.file, sheet=header.sheet, row=number))
        yield number, cells
    if not count:
        raise refusal("The table has headings but no rows under them. Export it again with its rows.", header)


def _evened(cells: Sequence[Cell], width: int, bare: Sequence[int], place: Place) -> Sequence[Cell]:
    for index in range(width, len(cells)):
        if cells[index]:
            message = (
                f"The row has {len(cells)} cells, but there are {width} headings. A comma may stand in a cell unquoted."
            )
            raise refusal(message, place)
    even = [*cells[:width], *[""] * (width - len(cells))]
    if any(even[index] for index in bare):
        raise refusal("A cell is filled in a column without a heading. Give the column a heading or delete it.", place)
    return even
