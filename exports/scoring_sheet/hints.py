"""What helps in filling a scoring sheet in: lists to choose from, and a colour for cells that are still needed."""

from collections.abc import Callable, Iterator, Sequence

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.scoring_sheet import ANSWERS, CAUSE_WORDS, KIND_WORDS, NEEDED, Column, SheetLine
from resources.theme import Colour, Theme

LetterOf = Callable[[Column], str]


def add_lists(worksheet: Worksheet, letter_of: LetterOf, first: int, last: int) -> None:
    """A list to choose from for answer, kind of evidence and cause, in these rows."""
    for column, words, prompt in (
        (Column.ANSWER, ANSWERS, "3, 2, 1 or 0; NA not applicable; NE evidence not available."),
        (Column.KIND, tuple(KIND_WORDS.values()), "Needed for 0 and 1, and for 3 where What counts says so."),
        (Column.CAUSE, tuple(CAUSE_WORDS.values()), "Where the weakness came from; needed for 0 and 1."),
    ):
        choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        choice.errorTitle, choice.error = "Not in the list", f"Choose one of: {', '.join(words)}."
        choice.promptTitle, choice.prompt = column.value, prompt
        choice.showErrorMessage = choice.showInputMessage = True
        choice.add(f"{letter_of(column)}{first}:{letter_of(column)}{last}")
        worksheet.add_data_validation(choice)


def add_hints(worksheet: Worksheet, letter_of: LetterOf, first: int, lines: Sequence[SheetLine], theme: Theme) -> None:
    """Colour the cells that submission still demands: the answer, then what that answer asks for."""
    if not lines:
        return
    fill = PatternFill(bgColor=theme[Colour.ACCENT_WASH][1:], fill_type="solid")
    last = first + len(lines) - 1
    for column, formula in _hints(letter_of, first):
        reach = f"{letter_of(column)}{first}:{letter_of(column)}{last}"
        worksheet.conditional_formatting.add(reach, FormulaRule(formula=[formula], fill=fill))
    kind, answer = letter_of(Column.KIND), letter_of(Column.ANSWER)
    for start, end in _runs([first + at for at, line in enumerate(lines) if line.marker.limiting]):
        formula = f'AND(${answer}{start}&""="3",${kind}{start}="")'
        worksheet.conditional_formatting.add(f"{kind}{start}:{kind}{end}", FormulaRule(formula=[formula], fill=fill))


def _hints(letter_of: LetterOf, row: int) -> Iterator[tuple[Column, str]]:
    """Each column with when its cell is still needed, in terms of the first row; a formula that only colours."""
    at = {column: f"${letter_of(column)}{row}" for column in Column}
    is_low = f'OR({at[Column.ANSWER]}&""="0",{at[Column.ANSWER]}&""="1")'
    yield Column.ANSWER, f'{at[Column.ANSWER]}=""'
    yield Column.KIND, f'AND({is_low},{at[Column.KIND]}="")'
    yield Column.CAUSE, f'AND({is_low},{at[Column.CAUSE]}="")'
    yield Column.REASON, f'AND({at[Column.ANSWER]}="NA",{at[Column.REASON]}="")'
    for column in (Column.WORDS, Column.WHERE, Column.WHO):
        kinds = ",".join(f'{at[Column.KIND]}="{KIND_WORDS[kind]}"' for kind, needs in NEEDED.items() if column in needs)
        yield column, f'AND(OR({kinds}),{at[column]}="")'


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of rows that follow each other."""
    start = 0
    for at, row in enumerate(rows):
        if at + 1 == len(rows) or rows[at + 1] != row + 1:
            yield rows[start], row
            start = at + 1
