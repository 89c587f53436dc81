"""One sheet of a book as a worksheet and its rows: title, facts, a table with a filter, frozen headers, printing."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from exports.book import Book, Field, Format, Scale, Sheet, Value
from exports.xlsx.cells import Look, Looks, Pen, cell_text
from exports.xlsx.logo import add_logo
from resources.theme import Colour

TITLE_POINTS = 24.0
A4 = 9
_LINE_POINTS, _MOST_POINTS = 13.2, 409.0
_CHARACTERS_PER_WIDTH = 1.15
_TOGETHER = 200
"""So many rows are packed together."""
_NUMBERS = frozenset({Format.WHOLE, Format.ONE_PLACE, Format.TWO_PLACES, Format.GENERAL})


@dataclass(slots=True)
class Rows:
    """A worksheet's rows as they stand in its file, and how far they reach.

    They are packed as they come: as they stand they take over ten times as much memory as what they say.
    """

    last: int = 0
    columns: int = 1
    _fresh: list[str] = field(default_factory=list)
    _packed: list[bytes] = field(default_factory=list)

    def add(self, number: int, cells: Sequence[str], points: float | None = None) -> None:
        """One more row below the others, `points` high where that is given."""
        height = f' ht="{points:g}" customHeight="1"' if points is not None else ""
        self._fresh.append(f'<row r="{number}"{height}>{"".join(cells)}</row>')
        self.last, self.columns = number, max(self.columns, len(cells))
        if len(self._fresh) == _TOGETHER:
            self._packed.append(zlib.compress("".join(self._fresh).encode(), 1))
            self._fresh.clear()

    @property
    def reach(self) -> str:
        """All cells, as “A1:H20”."""
        return f"A1:{get_column_letter(self.columns)}{max(self.last, 1)}"

    def xml(self) -> Iterator[bytes]:
        """The element that holds them, piece by piece."""
        yield b"<sheetData>"
        yield from map(zlib.decompress, self._packed)
        yield "".join(self._fresh).encode() + b"</sheetData>"


def lay_out(worksheet: Worksheet, sheet: Sheet, book: Book, pen: Pen) -> tuple[Rows, int]:
    """Prepare the worksheet; returns its rows and the number of the row of the table's header."""
    rows = Rows()
    logo = book.look.logo
    if logo is not None and sheet is book.sheets[0]:
        rows.add(1, [], add_logo(worksheet, logo))
    top = rows.last + 1
    rows.add(top, [pen.cell(f"A{top}", sheet.title, pen.looks.title)], TITLE_POINTS)
    for row, line in enumerate(sheet.lines, top + 1):
        rows.add(row, [pen.cell(f"A{row}", line, pen.looks.line)])
    for row, (label, value) in enumerate(sheet.facts, rows.last + 1):
        rows.add(row, [pen.cell(f"A{row}", label, pen.looks.label), pen.cell(f"B{row}", value, pen.looks.fact)])
    header = rows.last + 2
    _table(worksheet, sheet, header, pen, rows)
    _prepare_printing(worksheet, sheet, book, header)
    if sheet.printed:
        worksheet.print_area = f"A1:{get_column_letter(sheet.printed)}{max(rows.last, header + 1)}"
    return rows, header


def _table(worksheet: Worksheet, sheet: Sheet, header: int, pen: Pen, rows: Rows) -> None:
    fields = sheet.grid.fields
    letters = [get_column_letter(number) for number in range(1, len(fields) + 1)]
    for letter, one in zip(letters, fields, strict=True):
        worksheet.column_dimensions[letter].width = one.width
    titles = [one.title for one in fields]
    heads = [
        pen.cell(f"{letter}{header}", one.title, _head_look(one, letter, pen.looks))
        for letter, one in zip(letters, fields, strict=True)
    ]
    rows.add(header, heads, row_points(titles, fields))
    columns = [(letter, one.format, _look(one, letter, pen.looks)) for letter, one in zip(letters, fields, strict=True)]
    for row, values in enumerate(sheet.grid.rows, header + 1):
        cells = [
            pen.cell(f"{letter}{row}", value, look, form)
            for (letter, form, look), value in zip(columns, values, strict=True)
        ]
        rows.add(row, cells, row_points(values, fields))
    # a table without a row below its header is a damaged one to a spreadsheet program
    last = max(rows.last, header + 1)
    _add_table(worksheet, sheet, f"A{header}:{letters[-1]}{last}")
    if sheet.scale is not None:
        _colour(worksheet, sheet.scale, dict(zip(titles, letters, strict=True)), (header + 1, last), pen)
    worksheet.freeze_panes = f"B{header + 1}"


def _add_table(worksheet: Worksheet, sheet: Sheet, reach: str) -> None:
    table = Table(displayName=sheet.grid.name, ref=reach)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    table._initialise_columns()  # openpyxl would read the names from cells, of which it knows none here
    for column, one in zip(table.tableColumns, sheet.grid.fields, strict=True):
        column.name = cell_text(one.title)
    worksheet.add_table(table)


def _colour(worksheet: Worksheet, scale: Scale, letters: dict[str, str], rows: tuple[int, int], pen: Pen) -> None:
    """A scale of colours that follows the cells when they are edited; it ends where ink can still be read on it."""
    ends = [pen.theme[colour][1:] for colour in (Colour.HEAT_1, Colour.HEAT_4)]
    rule = ColorScaleRule("num", scale.low, ends[0], end_type="num", end_value=scale.high, end_color=ends[1])
    first, last = letters[scale.fields[0]], letters[scale.fields[-1]]
    worksheet.conditional_formatting.add(f"{first}{rows[0]}:{last}{rows[1]}", rule)


def _head_look(column: Field, letter: str, looks: Looks) -> Look:
    if column.format in _NUMBERS:
        return looks.head_number
    return looks.head_first if letter == "A" else looks.head_text


def _look(column: Field, letter: str, looks: Looks) -> Look:
    if column.format is not Format.TEXT:
        return looks.number
    return looks.first if letter == "A" else looks.text


def row_points(values: Sequence[Value], fields: Sequence[Field]) -> float:
    """How high a row must be for its wrapped texts, in points; spreadsheet programs do not all work it out."""
    lines = 1
    for value, one in zip(values, fields, strict=True):
        # a text of fewer characters than the column is wide, and without a line end, takes one line
        if isinstance(value, str) and (len(value) >= one.width - 2 or "\n" in value):
            room = max(one.width - 2, 1) * _CHARACTERS_PER_WIDTH
            lines = max(lines, sum(max(ceil(len(line) / room), 1) for line in value.split("\n")))
    return min(lines * _LINE_POINTS + 3, _MOST_POINTS)


def _prepare_printing(worksheet: Worksheet, sheet: Sheet, book: Book, header: int) -> None:
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_title_rows = f"{header}:{header}"
    print_heads(worksheet, sheet.title, book)
    worksheet.sheet_view.showGridLines = False


def print_heads(worksheet: Worksheet, title: str, book: Book) -> None:
    """Whose it is, what it is and which page, at the head and foot of each printed page."""
    worksheet.oddHeader.left.text = _printed(book.organisation)
    worksheet.oddHeader.right.text = _printed(title)
    worksheet.oddFooter.left.text = _printed(book.foot)
    worksheet.oddFooter.right.text = "Page &P of &N"


def _printed(text: str) -> str:
    """Text for a header or footer, where & begins a code."""
    return cell_text(text)[:200].replace("&", "&&")
