"""A scoring sheet as the bytes of an XLSX file: what to do, the lines to score, and hidden, by what it is known again.

No macro, no link, no formula in a cell; only the cells to fill are open, and no password keeps anybody out.
"""

from dataclasses import asdict

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.scoring_sheet import FORMAT, MARK_SHEET, README_SHEET, SCORES_SHEET, ScoringSheet
from exports.scoring_sheet.read_me import parts
from exports.scoring_sheet.scores import lay_out_scores
from exports.xlsx.cells import Pen, cell_text
from exports.xlsx.front_sheet import lay_out_front
from exports.xlsx.layout import Rows
from exports.xlsx.package import packed
from resources.theme import Theme


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
    line = f"For {sheet.member}, {sheet.agency}. To be sent back by {sheet.due:%d/%m/%Y}."
    return lay_out_front(worksheet, pen, f"Scoring sheet: {sheet.round_name}", line, parts(sheet))


def _mark(worksheet: Worksheet, sheet: ScoringSheet, pen: Pen) -> Rows:
    """By what the sheet is known again, a name and a value a row."""
    rows = Rows()
    facts = {"format": str(FORMAT), **{name: str(value) for name, value in asdict(sheet.mark).items()}}
    for row, (name, value) in enumerate(facts.items(), 1):
        rows.add(row, [pen.cell(f"A{row}", name, pen.looks.line), pen.cell(f"B{row}", value, pen.looks.line)])
    worksheet.sheet_state = "hidden"
    worksheet.protection.sheet = True
    return rows
