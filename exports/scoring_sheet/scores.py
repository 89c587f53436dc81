"""The sheet of a scoring sheet that is filled in: a row a plan and marker, lists to choose from, what is still needed.

It knows nothing of the package around it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.scoring_sheet import FILLED, PRINTED, Column, ScoringSheet, SheetLine
from exports.book import Field, Format
from exports.scoring_sheet.hints import add_hints, add_lists
from exports.xlsx.cells import Look, Pen, cell_text
from exports.xlsx.layout import A4, Rows, row_points
from resources.theme import Colour, Theme

HEADER = 1
_WIDTHS = {
    Column.PLAN: 13,
    Column.MARKER: 9,
    Column.QUESTION: 30,
    Column.WHAT_COUNTS: 36,
    Column.LEVELS: 58,
    Column.ANSWER: 9,
    Column.KIND: 15,
    Column.WORDS: 40,
    Column.WHERE: 16,
    Column.WHO: 16,
    Column.CAUSE: 16,
    Column.REASON: 26,
    Column.NOTE: 26,
}
_SCALE = 72
"""Per cent of the normal size in print: what is read and what is filled in then take a page each beside the other."""


def letter_of(column: Column) -> str:
    """The letter of a column of the sheet."""
    return str(get_column_letter(list(Column).index(column) + 1))


@dataclass(frozen=True, slots=True)
class _Looks:
    """How printed cells, the first of them, and cells to fill in look."""

    printed: Look
    first: Look
    filled: Look


def lay_out_scores(worksheet: Worksheet, sheet: ScoringSheet, pen: Pen, theme: Theme) -> Rows:
    """Prepare the worksheet; returns its rows."""
    rows, lines, looks = Rows(), sheet.lines, _looks(pen, theme)
    fields = [Field(column.value, width=_WIDTHS[column]) for column in Column]
    titles = [field.title for field in fields]
    heads = [pen.cell(f"{letter_of(one)}{HEADER}", one.value, _head(one, pen)) for one in Column]
    rows.add(HEADER, heads, row_points(titles, fields))
    for row, line in enumerate(lines, HEADER + 1):
        rows.add(row, list(_cells(row, line, looks, pen)), row_points(_texts(line), fields))
    last = max(rows.last, HEADER + 1)
    for column in Column:
        worksheet.column_dimensions[letter_of(column)].width = _WIDTHS[column]
    add_lists(worksheet, letter_of, HEADER + 1, last)
    add_hints(worksheet, letter_of, HEADER + 1, lines, theme)
    _protect(worksheet, last)
    _prepare_printing(worksheet, sheet)
    return rows


def _looks(pen: Pen, theme: Theme) -> _Looks:
    line = theme[Colour.LINE][1:]
    printed = replace(pen.looks.text, fill=theme[Colour.CANVAS][1:], line=line)
    filled = replace(pen.looks.text, line=line, is_open=True)
    return _Looks(printed, replace(printed, bold=True, indent=0), filled)


def _head(column: Column, pen: Pen) -> Look:
    return pen.looks.head_first if column in (Column.PLAN, Column.MARKER) else pen.looks.head_text


def _cells(row: int, line: SheetLine, looks: _Looks, pen: Pen) -> Iterator[str]:
    for column, text in line.printed.items():
        look = looks.first if column in (Column.PLAN, Column.MARKER) else looks.printed
        yield pen.cell(f"{letter_of(column)}{row}", text, look)
    filled = _filled(line)
    for column in FILLED:
        # what is typed into a cell of text stays as it is typed: 3-4 is no date, and = begins no formula
        form = Format.GENERAL if column is Column.ANSWER else Format.TEXT
        yield pen.cell(f"{letter_of(column)}{row}", filled.get(column), looks.filled, form)


def _filled(line: SheetLine) -> dict[Column, str]:
    """What is filled in before the member begins."""
    return {Column.ANSWER: "NA", Column.REASON: line.na_reason} if line.na_reason else {}


def _texts(line: SheetLine) -> Sequence[str]:
    filled = _filled(line)
    return [*(line.printed[column] for column in PRINTED), *(filled.get(column, "") for column in FILLED)]


def _protect(worksheet: Worksheet, last: int) -> None:
    """What is printed cannot be changed by accident; filters and the sizes of cells stay free."""
    worksheet.auto_filter.ref = f"A{HEADER}:{letter_of(Column.NOTE)}{last}"
    worksheet.freeze_panes = f"{letter_of(Column.WHAT_COUNTS)}{HEADER + 1}"
    protection = worksheet.protection
    protection.sheet = True
    protection.autoFilter = protection.formatColumns = protection.formatRows = False  # False: not kept from it


def _prepare_printing(worksheet: Worksheet, sheet: ScoringSheet) -> None:
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.scale = _SCALE
    worksheet.col_breaks = ColBreak(brk=[Break(id=len(PRINTED))])
    worksheet.print_title_rows = f"{HEADER}:{HEADER}"
    worksheet.print_title_cols = f"{letter_of(Column.PLAN)}:{letter_of(Column.MARKER)}"
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    worksheet.oddHeader.left.text = cell_text(sheet.round_name)[:200].replace("&", "&&")
    worksheet.oddHeader.right.text = cell_text(sheet.member)[:200].replace("&", "&&")
    worksheet.oddFooter.right.text = "Page &P of &N"
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_view.zoomScale = 90
