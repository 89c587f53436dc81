"""An agency's actions as the bytes of an XLSX file: what to do, the cells to fill in, and hidden, what was sent.

No macro, no link, no formula in a cell; only the cells to fill are open, and no password keeps anybody out.
"""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.agency_workbook import ACTIONS_SHEET, CLOSED_SHEET, FORMAT, FRONT_SHEET, MOST_PAIRS, SENT_SHEET
from exports.agency_plan import AgencyPlan
from exports.agency_workbook.actions import lay_out_actions, sent_rows
from exports.agency_workbook.read_me import parts
from exports.book import Field, Format, Value
from exports.xlsx.cells import Pen, cell_text
from exports.xlsx.front_sheet import lay_out_front
from exports.xlsx.layout import A4, TITLE_POINTS, Rows, row_points
from exports.xlsx.package import packed
from resources.theme import Theme
from scoring.days import day

_CLOSED = (
    Field("What was done", width=56),
    Field("Owner (role)", width=26),
    Field("Closed on", Format.DATE, 13),
    Field("What a later sample shows, and why it was closed", width=70),
)


def agency_workbook_bytes(plan: AgencyPlan, theme: Theme) -> bytes:
    """The workbook for one agency; `plan.sent_on` stands as the file's date. The same plan gives the same bytes."""
    theme = theme.with_accent(plan.look.colour)
    workbook = Workbook()
    pen = Pen(workbook, theme)
    workbook.remove(workbook.active)
    workbook.properties.title = cell_text(f"Actions: {plan.agency_name}")
    workbook.properties.creator = cell_text(plan.organisation)
    workbook.security.lockStructure = True
    rows = {
        FRONT_SHEET: _read_me(workbook.create_sheet(FRONT_SHEET), plan, pen),
        ACTIONS_SHEET: lay_out_actions(workbook.create_sheet(ACTIONS_SHEET), plan, pen, theme),
        CLOSED_SHEET: _closed(workbook.create_sheet(CLOSED_SHEET), plan, pen),
        SENT_SHEET: _sent(workbook.create_sheet(SENT_SHEET), plan, pen),
    }
    return packed(workbook, rows, plan.sent_on, ())


def _read_me(worksheet: Worksheet, plan: AgencyPlan, pen: Pen) -> Rows:
    line = f"{plan.organisation}, {day(plan.sent_on)}. To be sent back to {plan.contact} by {day(plan.back_by)}."
    return lay_out_front(worksheet, pen, f"Actions: {plan.agency_name}", line, parts(plan), plan.look)


def _closed(worksheet: Worksheet, plan: AgencyPlan, pen: Pen) -> Rows:
    """What was closed lately, for reading."""
    rows, letters = Rows(), "ABCD"
    since = f"Closed since {day(plan.closed_since)}, for reading. Nothing on this sheet is read back."
    rows.add(1, [pen.cell("A1", "Closed lately", pen.looks.title)], TITLE_POINTS)
    rows.add(2, [pen.cell("A2", since if plan.closed else f"None since {day(plan.closed_since)}.", pen.looks.line)])
    heads = [
        pen.cell(f"{letter}4", one.title, pen.looks.head_first if letter == "A" else pen.looks.head_text)
        for letter, one in zip(letters, _CLOSED, strict=True)
    ]
    rows.add(4, heads, row_points([one.title for one in _CLOSED], _CLOSED))
    for row, one in enumerate(plan.closed, 5):
        values: tuple[Value, ...] = (one.what, one.owner, one.closed_on, one.shown)
        cells = [
            pen.cell(f"{letter}{row}", value, pen.looks.first if letter == "A" else pen.looks.text, field.format)
            for letter, value, field in zip(letters, values, _CLOSED, strict=True)
        ]
        rows.add(row, cells, row_points(values, _CLOSED))
    for letter, field in zip(letters, _CLOSED, strict=True):
        worksheet.column_dimensions[letter].width = field.width
    worksheet.freeze_panes = "B5"
    worksheet.page_setup.paperSize, worksheet.page_setup.orientation = A4, "landscape"
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_title_rows = "4:4"
    worksheet.sheet_view.showGridLines = False
    worksheet.protection.sheet = True
    return rows


def _sent(worksheet: Worksheet, plan: AgencyPlan, pen: Pen) -> Rows:
    """By what the workbook is known again, a name and a value a row; then the cells as they were sent."""
    rows, mark = Rows(), plan.mark
    letters = [str(get_column_letter(number)) for number in range(1, 2 * MOST_PAIRS + 2)]
    facts = {
        "format": str(FORMAT),
        "workspace": mark.workspace,
        "agency": mark.agency,
        "sent_on": mark.sent_on,
        "back_by": mark.back_by,
        "digest": plan.digest,
    }
    for row, values in enumerate((*facts.items(), *sent_rows(plan)), 1):
        told = zip(letters, values, strict=False)
        rows.add(row, [pen.cell(f"{letter}{row}", text, pen.looks.line) for letter, text in told])
    worksheet.sheet_state = "hidden"
    worksheet.protection.sheet = True
    return rows
