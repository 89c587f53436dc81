"""The first sheet of a workbook that people fill in: a title, whose it is and by when, and what to do. Nothing is open.

It knows neither scores nor actions.
"""

from collections.abc import Iterable, Sequence
from itertools import count

from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.report_look import NO_LOOK, ReportLook
from exports.book import Field
from exports.xlsx.cells import Pen
from exports.xlsx.layout import A4, TITLE_POINTS, Rows, row_points
from exports.xlsx.logo import add_logo

_COLUMN = (Field("", width=76),)
"""As wide as a sheet of A4: a column that is wider is cut in print, not made smaller."""


def lay_out_front(
    worksheet: Worksheet,
    pen: Pen,
    title: str,
    line: str,
    parts: Iterable[tuple[str, Sequence[str]]],
    look: ReportLook = NO_LOOK,
) -> Rows:
    """Lay it out; `parts` are headings with their lines below."""
    rows, looks = Rows(), pen.looks
    if look.logo is not None:
        rows.add(1, [], add_logo(worksheet, look.logo))
    top = rows.last + 1
    rows.add(top, [pen.cell(f"A{top}", title, looks.title)], TITLE_POINTS)
    rows.add(top + 1, [pen.cell(f"A{top + 1}", line, looks.first)], row_points((line,), _COLUMN))
    numbers = count(top + 3)
    for heading, lines in parts:
        at = next(numbers)
        rows.add(at, [pen.cell(f"A{at}", heading, looks.label)])
        for words in lines:
            at = next(numbers)
            rows.add(at, [pen.cell(f"A{at}", words, looks.text)], row_points((words,), _COLUMN))
        next(numbers)
    worksheet.column_dimensions["A"].width = _COLUMN[0].width
    worksheet.sheet_view.showGridLines = False
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 1
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.protection.sheet = True
    return rows
