"""What helps in filling an agency's workbook in: lists, bounds of days and texts, and colours beside the letters."""

from collections.abc import Callable

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.actions import MOST_IN_LINE, MOST_LETTERS
from audit_app.domain.agency_workbook import FIELDS, Column
from audit_app.domain.status import LETTERS, Status
from resources.theme import Colour, Theme

LetterOf = Callable[[Column], str]

STATUS_WORDS = {status: f"{LETTERS[status]} {status.value.capitalize()}" for status in Status}
"""What the list of statuses offers: a letter and a word, so that no colour is needed."""
_INK = {
    Status.GREEN: Colour.GOOD,
    Status.AMBER: Colour.REQUIRES_IMPROVEMENT,
    Status.RED: Colour.INADEQUATE,
    Status.GREY: Colour.NOT_GRADED,
}
_FIRST_DAY, _LAST_DAY = "36526", "73050"  # 1 January 2000 and 2100, as a workbook counts days
_MOST_SAID = 2_000


def add_lists(worksheet: Worksheet, letter_of: LetterOf, first: int, last: int) -> None:
    """A list for the status, days for the days, and how long texts may be, in these rows."""
    status = DataValidation(type="list", formula1=f'"{",".join(STATUS_WORDS.values())}"', allow_blank=True)
    _say(status, Column.STATUS, f"Choose one of: {', '.join(STATUS_WORDS.values())}.", "How far the action is.")
    _put(worksheet, status, letter_of(Column.STATUS), first, last)
    for column, prompt in (
        (Column.ON, "The day of which you report, such as 31/03/2027."),
        (Column.DUE, "The day by which it will be done, such as 31/03/2027."),
    ):
        dated = DataValidation(
            type="date", operator="between", formula1=_FIRST_DAY, formula2=_LAST_DAY, allow_blank=True
        )
        _say(dated, column, "Write a day such as 31/03/2027, or leave the cell empty.", prompt)
        _put(worksheet, dated, letter_of(column), first, last)
    lengths = {Column.WHAT: MOST_LETTERS["what"], Column.SAID: _MOST_SAID}
    lengths |= {column: MOST_LETTERS.get(name, MOST_IN_LINE) for column, name in FIELDS.items() if name != "due"}
    for column, most in lengths.items():
        short = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(most), allow_blank=True)
        _say(short, column, f"Say it in {most:,} letters at most.")
        _put(worksheet, short, letter_of(column), first, last)


def add_colours(worksheet: Worksheet, letter_of: LetterOf, first: int, last: int, theme: Theme) -> None:
    """Each status in its colour, and the cells that a report still needs."""
    status, on, said = (letter_of(column) for column in (Column.STATUS, Column.ON, Column.SAID))
    for one, words in STATUS_WORDS.items():
        font = Font(color=theme[_INK[one]][1:], bold=True)
        _colour(worksheet, f"{status}{first}:{status}{last}", f'${status}{first}="{words}"', font=font)
    wash = PatternFill(bgColor=theme[Colour.ACCENT_WASH][1:], fill_type="solid")
    is_said = f'OR(${status}{first}<>"",${said}{first}<>"")'
    _colour(worksheet, f"{on}{first}:{on}{last}", f'AND({is_said},${on}{first}="")', fill=wash)
    is_bad = f'OR(LEFT(${status}{first},1)="R",LEFT(${status}{first},1)="A")'
    _colour(worksheet, f"{said}{first}:{said}{last}", f'AND({is_bad},${said}{first}="")', fill=wash)


def _colour(worksheet: Worksheet, reach: str, formula: str, **look: object) -> None:
    worksheet.conditional_formatting.add(reach, FormulaRule(formula=[formula], **look))


def _say(rule: DataValidation, column: Column, error: str, prompt: str = "") -> None:
    rule.errorTitle, rule.error = column.value, error
    rule.showErrorMessage = True
    if prompt:
        rule.promptTitle, rule.prompt, rule.showInputMessage = column.value, prompt, True


def _put(worksheet: Worksheet, rule: DataValidation, letter: str, first: int, last: int) -> None:
    rule.add(f"{letter}{first}:{letter}{last}")
    worksheet.add_data_validation(rule)
