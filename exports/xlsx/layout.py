"""One sheet of a book as a worksheet: title, facts, a table with a filter, frozen headers, how it prints."""

from collections.abc import Sequence
from math import ceil

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from exports.book import Book, Field, Format, Sheet, Value
from exports.xlsx.cells import cell_text, put
from resources.theme import Colour, Theme

FAMILY = "Calibri"
_A4 = 9
_TITLE_POINTS, _LINE_POINTS, _MOST_POINTS = 24.0, 13.2, 409.0
_CHARACTERS_PER_WIDTH = 1.15
_INDENTED = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_NUMBERS = frozenset({Format.WHOLE, Format.ONE_PLACE, Format.TWO_PLACES, Format.GENERAL})


def lay_out(worksheet: Worksheet, sheet: Sheet, book: Book, theme: Theme) -> int:
    """Fill the worksheet; returns the row of the table's header."""
    ink, soft = theme[Colour.INK][1:], theme[Colour.SOFT_INK][1:]
    _line(worksheet, 1, sheet.title, Font(name=FAMILY, size=16, bold=True, color=ink))
    row = 2
    for line in sheet.lines:
        _line(worksheet, row, line, Font(name=FAMILY, size=10, color=soft))
        row += 1
    for label, value in sheet.facts:
        put(worksheet, row, 1, label).font = Font(name=FAMILY, size=10, bold=True, color=soft)
        fact = put(worksheet, row, 2, value)
        fact.alignment = Alignment(wrap_text=False, vertical="top")
        row += 1
    worksheet.row_dimensions[1].height = _TITLE_POINTS
    header = row + 1
    _table(worksheet, sheet, header, theme)
    _prepare_printing(worksheet, sheet, book, header)
    return header


def _line(worksheet: Worksheet, row: int, text: str, font: Font) -> None:
    cell = put(worksheet, row, 1, text)
    cell.font = font
    cell.alignment = Alignment(wrap_text=False, vertical="top")


def _table(worksheet: Worksheet, sheet: Sheet, header: int, theme: Theme) -> None:
    grid = sheet.grid
    text = Font(name=FAMILY, size=10, color=theme[Colour.INK][1:])
    line = Border(bottom=Side("thin", color=theme[Colour.LINE][1:]))
    worksheet.row_dimensions[header].height = row_points([field.title for field in grid.fields], grid.fields)
    for number, field in enumerate(grid.fields, 1):
        worksheet.column_dimensions[get_column_letter(number)].width = field.width
        _head(put(worksheet, header, number, field.title), field, theme)
    for offset, values in enumerate(grid.rows, 1):
        for number, (field, value) in enumerate(zip(grid.fields, values, strict=True), 1):
            cell = put(worksheet, header + offset, number, value, field.format)
            cell.font, cell.border = text, line
            if isinstance(value, str) and number > 1:
                cell.alignment = _INDENTED
        worksheet.row_dimensions[header + offset].height = row_points(values, grid.fields)
    # a table without a row below its header is a damaged one to a spreadsheet program
    last = header + max(len(grid.rows), 1)
    table = Table(displayName=grid.name, ref=f"A{header}:{get_column_letter(len(grid.fields))}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    worksheet.add_table(table)
    worksheet.freeze_panes = worksheet.cell(header + 1, 2)


def _head(cell: Cell, field: Field, theme: Theme) -> None:
    cell.font = Font(name=FAMILY, size=10, bold=True, color=theme[Colour.ON_ACCENT][1:])
    cell.fill = PatternFill("solid", start_color=theme[Colour.ACCENT][1:])
    cell.border = Border(bottom=Side("thin", color=theme[Colour.INK][1:]))
    side = "right" if field.format in _NUMBERS else "left"
    indent = 0 if side == "right" or cell.column == 1 else 1
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=indent)


def row_points(values: Sequence[Value], fields: Sequence[Field]) -> float:
    """How high a row must be for its wrapped texts, in points; spreadsheet programs do not all work it out."""
    lines = 1
    for value, field in zip(values, fields, strict=True):
        if isinstance(value, str):
            room = max(field.width - 2, 1) * _CHARACTERS_PER_WIDTH
            lines = max(lines, sum(max(ceil(len(line) / room), 1) for line in value.split("\n")))
    return min(lines * _LINE_POINTS + 3, _MOST_POINTS)


def _prepare_printing(worksheet: Worksheet, sheet: Sheet, book: Book, header: int) -> None:
    worksheet.page_setup.paperSize = _A4
    worksheet.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_title_rows = f"{header}:{header}"
    worksheet.oddHeader.left.text = _printed(book.organisation)
    worksheet.oddHeader.right.text = _printed(sheet.title)
    worksheet.oddFooter.left.text = _printed(book.foot)
    worksheet.oddFooter.right.text = "Page &P of &N"
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_view.zoomScale = 100


def _printed(text: str) -> str:
    """Text for a header or footer, where & begins a code."""
    return cell_text(text)[:200].replace("&", "&&")
