"""One sheet of a book as a worksheet: title, facts, a table with a filter, frozen headers, how it prints."""

from collections.abc import Sequence
from math import ceil

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from exports.book import Book, Field, Format, Sheet, Value
from exports.xlsx.cells import Look, Looks, Pen, cell_text

TITLE_POINTS = 24.0
A4 = 9
_LINE_POINTS, _MOST_POINTS = 13.2, 409.0
_CHARACTERS_PER_WIDTH = 1.15
_NUMBERS = frozenset({Format.WHOLE, Format.ONE_PLACE, Format.TWO_PLACES, Format.GENERAL})


def lay_out(worksheet: Worksheet, sheet: Sheet, book: Book, pen: Pen) -> int:
    """Fill the worksheet; returns the row of the table's header."""
    pen.put(worksheet, 1, 1, sheet.title, pen.looks.title)
    worksheet.row_dimensions[1].height = TITLE_POINTS
    row = 2
    for line in sheet.lines:
        pen.put(worksheet, row, 1, line, pen.looks.line)
        row += 1
    for label, value in sheet.facts:
        pen.put(worksheet, row, 1, label, pen.looks.label)
        pen.put(worksheet, row, 2, value, pen.looks.fact)
        row += 1
    header = row + 1
    _table(worksheet, sheet, header, pen)
    _prepare_printing(worksheet, sheet, book, header)
    return header


def _table(worksheet: Worksheet, sheet: Sheet, header: int, pen: Pen) -> None:
    fields = sheet.grid.fields
    for number, field in enumerate(fields, 1):
        worksheet.column_dimensions[get_column_letter(number)].width = field.width
        pen.put(worksheet, header, number, field.title, _head_look(field, number, pen.looks))
    worksheet.row_dimensions[header].height = row_points([field.title for field in fields], fields)
    columns = [(number, field.format, _look(field, number, pen.looks)) for number, field in enumerate(fields, 1)]
    for row, values in enumerate(sheet.grid.rows, header + 1):
        for (number, form, look), value in zip(columns, values, strict=True):
            pen.put(worksheet, row, number, value, look, form)
        worksheet.row_dimensions[row].height = row_points(values, fields)
    # a table without a row below its header is a damaged one to a spreadsheet program
    last = header + max(len(sheet.grid.rows), 1)
    table = Table(displayName=sheet.grid.name, ref=f"A{header}:{get_column_letter(len(fields))}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    worksheet.add_table(table)
    worksheet.freeze_panes = worksheet.cell(header + 1, 2)


def _head_look(field: Field, number: int, looks: Looks) -> Look:
    if field.format in _NUMBERS:
        return looks.head_number
    return looks.head_first if number == 1 else looks.head_text


def _look(field: Field, number: int, looks: Looks) -> Look:
    if field.format is not Format.TEXT:
        return looks.number
    return looks.first if number == 1 else looks.text


def row_points(values: Sequence[Value], fields: Sequence[Field]) -> float:
    """How high a row must be for its wrapped texts, in points; spreadsheet programs do not all work it out."""
    lines = 1
    for value, field in zip(values, fields, strict=True):
        if isinstance(value, str):
            room = max(field.width - 2, 1) * _CHARACTERS_PER_WIDTH
            lines = max(lines, sum(max(ceil(len(line) / room), 1) for line in value.split("\n")))
    return min(lines * _LINE_POINTS + 3, _MOST_POINTS)


def _prepare_printing(worksheet: Worksheet, sheet: Sheet, book: Book, header: int) -> None:
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_title_rows = f"{header}:{header}"
    worksheet.oddHeader.left.text = _printed(book.organisation)
    worksheet.oddHeader.right.text = _printed(sheet.title)
    worksheet.oddFooter.left.text = _printed(book.foot)
    worksheet.oddFooter.right.text = "Page &P of &N"
    worksheet.sheet_view.showGridLines = False


def _printed(text: str) -> str:
    """Text for a header or footer, where & begins a code."""
    return cell_text(text)[:200].replace("&", "&&")
