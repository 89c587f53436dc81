"""The sheet of an agency's workbook that is filled in: a row an action, blank rows for new ones, a hidden key.

It knows nothing of the package around it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.agency_workbook import FIELDS, MOST_PAIRS, NEW_ROWS, REPORT, Column
from exports.agency_plan import AgencyPlan, OpenAction
from exports.agency_workbook.hints import add_colours, add_lists
from exports.book import Field, Format, Value
from exports.plain import one_line
from exports.xlsx.cells import Look, Pen, cell_text
from exports.xlsx.layout import A4, Rows, row_points
from resources.theme import Colour, Theme
from scoring.days import day

BAND, HEADER = 1, 2
_WIDTHS: Final[Mapping[Column, float]] = {
    Column.NUMBER: 5,
    Column.WHAT: 32,
    Column.ABOUT: 32,
    Column.PLANS: 22,
    Column.STANDING: 20,
    Column.ON: 11,
    Column.STATUS: 10,
    Column.SAID: 30,
    Column.EVIDENCE: 25,
    Column.DUE: 11,
    Column.TIMESCALE: 16,
    Column.OWNER: 20,
    Column.LEADER: 20,
    Column.SUCCESS: 32,
    Column.COMMENTS: 28,
    Column.KEY: 36,
}
_BANDS: Final = {
    Column.NUMBER: "The action",
    Column.ON: "How far is it? Please fill in",
    Column.DUE: "Correct what is wrong",
}
_SCALE: Final = 60
"""Per cent of the normal size in print: what is reported and what is corrected take a page each beside the action."""
_SCALE_WITH_PLANS: Final = 52
_MOST_FOUND: Final = 4
"""So many different findings are told of an action; the rest are counted."""
_DATED: Final = (Column.ON, Column.DUE)
_TITLE_COLUMNS: Final = (Column.NUMBER, Column.WHAT)
_NEW: Final = "new"


def columns_of(plan: AgencyPlan) -> tuple[Column, ...]:
    """The columns of this workbook: plans stand in it where they were asked for."""
    return tuple(one for one in Column if one is not Column.PLANS or plan.with_plans)


@dataclass(frozen=True, slots=True)
class _Looks:
    """How cells look that are printed, that are their row's name, and that are filled in; and the bands."""

    printed: Look
    name: Look
    filled: Look
    band: Look


def lay_out_actions(worksheet: Worksheet, plan: AgencyPlan, pen: Pen, theme: Theme) -> Rows:
    """Prepare the worksheet; returns its rows."""
    columns = columns_of(plan)
    letters = {one: str(get_column_letter(number)) for number, one in enumerate(columns, 1)}
    fields = [Field(one.value, width=_WIDTHS[one]) for one in columns]
    rows, looks = Rows(), _looks(pen, theme)
    rows.add(BAND, [pen.cell(f"{letters[one]}{BAND}", _BANDS.get(one, ""), looks.band) for one in columns], 20)
    heads = [pen.cell(f"{letters[one]}{HEADER}", one.value, _head(one, pen)) for one in columns]
    rows.add(HEADER, heads, row_points([field.title for field in fields], fields))
    values = [_values(number, one) for number, one in enumerate(plan.actions, 1)]
    values += [{Column.NUMBER: _NEW}] * NEW_ROWS
    for row, told in enumerate(values, HEADER + 1):
        is_new = Column.KEY not in told
        cells = [_cell(pen, f"{letters[one]}{row}", one, told.get(one), looks, is_new=is_new) for one in columns]
        rows.add(row, cells, row_points([told.get(one) for one in columns], fields))
    for one in columns:
        worksheet.column_dimensions[letters[one]].width = _WIDTHS[one]
    worksheet.column_dimensions[letters[Column.KEY]].hidden = True
    add_lists(worksheet, letters.__getitem__, HEADER + 1, rows.last)
    add_colours(worksheet, letters.__getitem__, HEADER + 1, rows.last, theme)
    _protect(worksheet, f"A{HEADER}:{letters[Column.COMMENTS]}{rows.last}", f"{letters[Column.ABOUT]}{HEADER + 1}")
    _prepare_printing(worksheet, plan, letters, rows.last)
    return rows


def found_words(one: OpenAction) -> str:
    """What the action is about, a finding a line."""
    lines = [one_line(words) for words in one.found[:_MOST_FOUND]]
    more = len(one.found) - len(lines)
    return "\n".join([*lines, *([f"and {more:,} more"] if more else [])])


def standing_text(one: OpenAction) -> str:
    """How it stands: by when, and what was last reported."""
    said = f"{one.standing[:1].upper()}{one.standing[1:]}."
    if one.reported_on is None:
        return f"{said}\nNobody has reported yet."
    reported = f"{one.status_words}, on {day(one.reported_on)}."
    return "\n".join(part for part in (said, reported, one_line(one.said)) if part)


def _values(number: int, one: OpenAction) -> dict[Column, Value]:
    told: dict[Column, Value] = {column: one.cells.get(name) or None for column, name in FIELDS.items()}
    return {
        **told,
        Column.DUE: one.due,
        Column.NUMBER: str(number),
        Column.WHAT: one.what,
        Column.ABOUT: found_words(one),
        Column.PLANS: "\n".join(", ".join(one.plans[at : at + 2]) for at in range(0, len(one.plans), 2)),
        Column.STANDING: standing_text(one),
        Column.KEY: one.id,
    }


def _cell(pen: Pen, place: str, column: Column, value: Value, looks: _Looks, *, is_new: bool) -> str:
    """One cell; below the actions what will be done is filled in too."""
    if column in FIELDS or column in REPORT or (is_new and column is Column.WHAT):
        return pen.cell(place, value, looks.filled, Format.DATE if column in _DATED else Format.TEXT)
    return pen.cell(place, value or "", looks.name if column in _TITLE_COLUMNS else looks.printed)


def _looks(pen: Pen, theme: Theme) -> _Looks:
    line = theme[Colour.LINE][1:]
    printed = replace(pen.looks.text, fill=theme[Colour.CANVAS][1:], line=line)
    filled = replace(pen.looks.text, line=line, is_open=True, stays_text=True)
    band = Look(theme[Colour.ACCENT][1:], 11, bold=True, fill=theme[Colour.ACCENT_WASH][1:], wraps=False, side="left")
    return _Looks(printed, replace(printed, bold=True, indent=0), filled, band)


def _head(column: Column, pen: Pen) -> Look:
    return pen.looks.head_first if column in _TITLE_COLUMNS else pen.looks.head_text


def _protect(worksheet: Worksheet, reach: str, frozen: str) -> None:
    """What is printed cannot be changed by accident; filters and the sizes of cells stay free."""
    worksheet.auto_filter.ref = reach
    worksheet.freeze_panes = frozen
    protection = worksheet.protection
    protection.sheet = True
    protection.autoFilter = protection.formatColumns = protection.formatRows = False  # False: not kept from it


def _prepare_printing(worksheet: Worksheet, plan: AgencyPlan, letters: Mapping[Column, str], last: int) -> None:
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.scale = _SCALE_WITH_PLANS if plan.with_plans else _SCALE
    before_report = list(letters).index(Column.EVIDENCE) + 1
    worksheet.col_breaks = ColBreak(brk=[Break(id=before_report)])
    worksheet.print_area = f"A1:{letters[Column.COMMENTS]}{last}"
    worksheet.print_title_rows = f"{BAND}:{HEADER}"
    worksheet.print_title_cols = f"{letters[Column.NUMBER]}:{letters[Column.WHAT]}"
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    worksheet.oddHeader.left.text = _printed(plan.organisation)
    worksheet.oddHeader.right.text = _printed(f"Actions: {plan.agency_name}, {day(plan.sent_on)}")
    worksheet.oddFooter.left.text = _printed(f"Send back by {day(plan.back_by)}")
    worksheet.oddFooter.right.text = "Page &P of &N"
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_view.zoomScale = 90


def _printed(text: str) -> str:
    """Text for a header or footer, where & begins a code."""
    return cell_text(text)[:200].replace("&", "&&")


def sent_rows(plan: AgencyPlan) -> Iterator[tuple[str, ...]]:
    """The cells that were sent: an action, then field and text in turn; one with many cells has several rows."""
    for action in sorted(plan.sent):
        told = [(field, text) for field, text in sorted(plan.sent[action].items()) if text]
        for at in range(0, max(len(told), 1), MOST_PAIRS):
            yield action, *(part for pair in told[at : at + MOST_PAIRS] for part in pair)
