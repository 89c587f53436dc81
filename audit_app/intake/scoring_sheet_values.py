"""What the member filled in at one line of a scoring sheet, cell by cell; it knows no other line and no rule."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from audit_app.domain.scoring_sheet import CAUSE_WORDS, FILLED, KIND_WORDS, LONGEST_TEXT, NEEDED, Column, SheetAnswer
from audit_app.intake.cells import parse_date, squeezed
from audit_app.intake.sheet import Cell, CellFault
from forms.model import Answer, Cause, EvidenceKind, parse_answer

_WHOLE: Final = re.compile(r"([0-9])[.,]0+")
_NOT_APPLICABLE: Final = re.compile(r"n\s*[/.]\s*a\.?", re.IGNORECASE)
_LETTERS: Final = 26
_SAID: Final[Mapping[Column, str]] = {
    Column.WORDS: "This kind of evidence needs the words quoted.",
    Column.WHERE: "This kind of evidence needs where it stands: the section, the sections searched, the system or the "
    "meeting.",
    Column.WHO: "This kind of evidence needs the date of the record, or the role of who said it.",
}
_NO_KIND: Final = "Evidence is given without its kind. Choose the kind from the list, or empty the cells."
_TOO_LONG: Final = f"This text has more than {LONGEST_TEXT:,} characters. Shorten it."
_NO_DATE: Final = "A record needs its date. Write it as day, month and year: 23/11/2026."

Found = TypeVar("Found", Cause, EvidenceKind)


@dataclass(frozen=True, slots=True)
class Filled:
    """What one line says, with what is wrong at which column; a fault never repeats what was answered."""

    answer_given: Answer = None
    kind: EvidenceKind | None = None
    words: str = ""
    where: str = ""
    who: str = ""
    on: date | None = None
    cause: Cause | None = None
    reason: str = ""
    note: str = ""
    faults: tuple[tuple[Column, str], ...] = ()

    @property
    def has_evidence(self) -> bool:
        """Whether there is evidence of a kind, complete or not."""
        return self.kind is not None

    def answer(self, plan_ref: str, marker: str) -> SheetAnswer:
        """The line's answer, once nothing is wrong with it."""
        return SheetAnswer(
            plan_ref,
            marker,
            self.answer_given,
            self.kind,
            self.words,
            self.where,
            "" if self.kind is EvidenceKind.RECORD else self.who,
            self.on,
            self.cause,
            self.reason,
            self.note,
        )


def filled_in(cell: Callable[[Column], Cell]) -> Filled:
    """What stands in the cells to fill in; a cell that cannot be read is a fault and counts as empty."""
    faults: list[tuple[Column, str]] = []
    texts = {column: _text(column, cell(column), faults) for column in FILLED}
    found = Filled(
        _answer(texts[Column.ANSWER], faults),
        _choice(texts, Column.KIND, KIND_WORDS, faults),
        texts[Column.WORDS],
        texts[Column.WHERE],
        texts[Column.WHO],
        None,
        _choice(texts, Column.CAUSE, CAUSE_WORDS, faults),
        texts[Column.REASON],
        texts[Column.NOTE],
    )
    on = _evidence(found, texts, faults)
    return replace(found, on=on, faults=tuple(faults))


def _text(column: Column, cell: Cell, faults: list[tuple[Column, str]]) -> str:
    if isinstance(cell, CellFault):
        faults.append((column, cell.message))
        return ""
    if len(cell) > LONGEST_TEXT:
        faults.append((column, _TOO_LONG))
        return ""
    return cell.strip()


def _answer(text: str, faults: list[tuple[Column, str]]) -> Answer:
    whole = _WHOLE.fullmatch(text)
    plain = whole[1] if whole is not None else "NA" if _NOT_APPLICABLE.fullmatch(text) else text
    try:
        return parse_answer(plain)
    except ValueError:
        faults.append((Column.ANSWER, "This is not an answer. Choose 3, 2, 1, 0, NA or NE from the list."))
        return None


def _choice(
    texts: Mapping[Column, str], column: Column, words: Mapping[Found, str], faults: list[tuple[Column, str]]
) -> Found | None:
    text = texts[column]
    if not text:
        return None
    found = next((one for one, said in words.items() if squeezed(text) in (squeezed(said), one.value)), None)
    if found is None:
        faults.append((column, f"This is not in the list. Choose one of: {', '.join(words.values())}."))
    return found


def _evidence(found: Filled, texts: Mapping[Column, str], faults: list[tuple[Column, str]]) -> date | None:
    """The day of a record; faults are what the kind needs and is not there."""
    if any(column is Column.KIND for column, _ in faults):
        return None
    if found.kind is None:
        if any(texts[column] for column in (Column.WORDS, Column.WHERE, Column.WHO)):
            faults.append((Column.KIND, _NO_KIND))
        return None
    wrong = {column for column, _ in faults}
    lacking = [column for column in NEEDED[found.kind] if not texts[column] and column not in wrong]
    is_record = found.kind is EvidenceKind.RECORD
    faults += [(one, _NO_DATE if is_record and one is Column.WHO else _SAID[one]) for one in lacking]
    if not is_record or not found.who:
        return None
    try:
        return date.fromisoformat(parse_date(found.who.split("T")[0].split(" 00:")[0]))
    except ValueError:
        faults.append((Column.WHO, _NO_DATE))
        return None


def cell_of(at: int, column: Column) -> str:
    """The column as it is found in the sheet: its letter and title, “F (Answer)”."""
    return f"{_letters(at)} ({column.value})"


def _letters(at: int) -> str:
    """The letters of a column, counted from 0."""
    return (_letters(at // _LETTERS - 1) if at >= _LETTERS else "") + chr(ord("A") + at % _LETTERS)
