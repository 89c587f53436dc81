"""A scoring sheet as the bytes of an XLSX file: what to do, the lines to score, and hidden, by what it is known again.

No macro, no link, no formula in a cell; only the cells to fill are open, and no password keeps anybody out.
"""

from dataclasses import asdict
from itertools import count

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.scoring_sheet import FORMAT, MARK_SHEET, README_SHEET, SCORES_SHEET, ScoringSheet
from exports.book import Field
from exports.scoring_sheet.read_me import parts
from exports.scoring_sheet.scores import lay_out_scores
from exports.xlsx.cells import Pen, cell_text
from exports.xlsx.layout import A4, TITLE_POINTS, Rows, row_points
from exports.xlsx.package import packed
from resources.theme import Theme

_READ_ME = (Field("", width=76),)
"""As wide as a sheet of A4: a column that is wider is cut in print, not made smaller."""


def scoring_sheet_bytes(sheet: ScoringSheet, theme: Theme) -> bytes:
    """The workbook for one member; `sheet.made_on` stands as the file's date. The same sheet gives the same bytes."""
    workbook = Workbook()
    pen = Pen(workbook, theme)
    workbook.remove(workbook.active)
    workbook.properties.title = cell_text(f"Scoring sheet: {sheet.round_name}")
    workbook.properties.creator = cell_text(sheet.organisation)
    workbook.security.lockStructure = True
    rows = {
        README_SHEET: _read_me(workbook.create_sheet(README_SHEET), sheet, pen),
        SCORES_SHEET: lay_out_scores(workbook.create_sheet(SCORES_SHEET), sheet, pen, theme),
        MARK_SHEET: _mark(workbook.create_sheet(MARK_SHEET), sheet, pen),
    }
    return packed(workbook, rows, sheet.made_on, ())


def _read_me(worksheet: Worksheet, sheet: ScoringSheet, pen: Pen) -> Rows:
    rows, looks = Rows(), pen.looks
    rows.add(1, [pen.cell("A1", f"Scoring sheet: {sheet.round_name}", looks.title)], TITLE_POINTS)
    line = f"For {sheet.member}, {sheet.agency}. To be sent back by {sheet.due:%d/%m/%Y}."
    rows.add(2, [pen.cell("A2", line, looks.first)], row_points((line,), _READ_ME))
    numbers = count(4)
    for heading, lines in parts(sheet):
        at = next(numbers)
        rows.add(at, [pen.cell(f"A{at}", heading, looks.label)])
        for words in lines:
            at = next(numbers)
            rows.add(at, [pen.cell(f"A{at}", words, looks.text)], row_points((words,), _READ_ME))
        next(numbers)
    worksheet.column_dimensions["A"].width = _READ_ME[0].width
    worksheet.sheet_view.showGridLines = False
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 1
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.protection.sheet = True
    return rows


def _mark(worksheet: Worksheet, sheet: ScoringSheet, pen: Pen) -> Rows:
    """By what the sheet is known again, a name and a value a row."""
    rows = Rows()
    facts = {"format": str(FORMAT), **{name: str(value) for name, value in asdict(sheet.mark).items()}}
    for row, (name, value) in enumerate(facts.items(), 1):
        rows.add(row, [pen.cell(f"A{row}", name, pen.looks.line), pen.cell(f"B{row}", value, pen.looks.line)])
    worksheet.sheet_state = "hidden"
    worksheet.protection.sheet = True
    return rows
