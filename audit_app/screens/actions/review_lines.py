"""What a workbook that came back would change, as rows with what becomes of each; no widget here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from audit_app.domain.agency_workbook import CellChange, Verdict
from audit_app.domain.counting import counted
from audit_app.services.actions.returned import NewAction, Returned
from audit_app.services.actions.returned_words import EMPTY, VERDICT_WORDS, field_words, notes, value_words
from audit_app.ui.days import plain_day
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from exports.plain import one_line
from resources.theme import Colour

MOST_NOTES: Final = 3


class Choice(Enum):
    """What becomes of a row, in words, with its mark."""

    TAKE = ("Take in", Mark.DOT, Colour.GOOD)
    LEAVE = ("Leave", Mark.RING, Colour.SOFT_INK)
    ASK = ("Choose", Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT)
    NONE = ("Nothing to do", Mark.RING, Colour.NOT_GRADED)

    @property
    def words(self) -> str:
        """What the table says."""
        return str(self.value[0])


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One cell, or a row that was added, with its three values; `is_conflict` where a choice has to be made."""

    key: str
    what: str
    field: str
    kind: str
    sent: str
    now: str
    back: str
    is_open: bool
    is_conflict: bool
    choice: Choice


def first_choices(returned: Returned) -> dict[str, Choice]:
    """What is offered is taken in unless somebody says otherwise; of a conflict nothing is decided."""
    return {**dict.fromkeys(returned.offers, Choice.TAKE), **dict.fromkeys(returned.conflicts, Choice.ASK)}


def review_lines(returned: Returned, choices: Mapping[str, Choice]) -> tuple[ReviewLine, ...]:
    """What asks for a choice first, then what is offered, then what is told; what is the same on both sides is not."""
    cells = [_cell_line(one, returned, choices) for one in returned.changes if one.verdict is not Verdict.SAME]
    new = [_new_line(one, choices) for one in returned.new if not one.is_here]
    return tuple(sorted((*cells, *new), key=lambda line: (not line.is_conflict, not line.is_open)))


def taken(choices: Mapping[str, Choice]) -> tuple[str, ...]:
    """The keys of what is to be taken in."""
    return tuple(key for key, choice in choices.items() if choice is Choice.TAKE)


def undecided(choices: Mapping[str, Choice]) -> int:
    """How many conflicts nobody has decided."""
    return sum(choice is Choice.ASK for choice in choices.values())


def told_words(returned: Returned) -> str:
    """What came back, in a few sentences."""
    sent = plain_day(returned.sent.sent_on)
    said = [
        f"The workbook of {returned.agency_words}, sent on {sent}: {counted(len(returned.offers), 'change')} offered."
    ]
    if returned.conflicts:
        said.append(f"{counted(len(returned.conflicts), 'cell')} changed on both sides: choose which value counts.")
    if same := returned.count(Verdict.SAME):
        said.append(f"{counted(same, 'cell')} changed there as they stand here.")
    if returned.came_before:
        said.append("This file was taken in before.")
    listed = list(notes(returned))
    said += [f"{one}." for one in listed[:MOST_NOTES]]
    if len(listed) > MOST_NOTES:
        said.append(f"{counted(len(listed) - MOST_NOTES, 'more row')} like this.")
    return " ".join(said)


def main_words(choices: Mapping[str, Choice]) -> str:
    """What the button says that ends the review."""
    number = len(taken(choices))
    return f"Take &in {counted(number, 'change')}" if number else "Note it as &in, take nothing"


def review_columns() -> tuple[Column, ...]:
    """The choice first, then which action and cell, and its three values."""
    return (
        Column("choice", "What becomes of it", lambda one: one.choice.words, mark=_mark, choices=True, width=150),
        Column("what", "Action", lambda one: one.what, tip=lambda one: one.what, width=320),
        Column("field", "Cell", lambda one: one.field, choices=True, width=160),
        Column("sent", "As sent", lambda one: _shown(one.sent), tip=lambda one: one.sent, width=180, yields=2),
        Column("now", "Now here", lambda one: _shown(one.now), tip=lambda one: one.now, width=180),
        Column("back", "Came back", lambda one: _shown(one.back), tip=lambda one: one.back, width=260),
        Column("kind", "Why", lambda one: one.kind, choices=True, width=170, yields=1),
    )


def with_choice(choices: Mapping[str, Choice], lines: Iterable[ReviewLine], wanted: Choice | None) -> dict[str, Choice]:
    """The choices with these lines decided; None turns each round. What asks for no choice stays."""
    made = dict(choices)
    for line in lines:
        if line.is_open:
            made[line.key] = wanted or (Choice.LEAVE if made.get(line.key) is Choice.TAKE else Choice.TAKE)
    return made


def _cell_line(one: CellChange, returned: Returned, choices: Mapping[str, Choice]) -> ReviewLine:
    return ReviewLine(
        key=one.key,
        what=one_line(returned.names.get(one.action, "")),
        field=field_words(one.field),
        kind=VERDICT_WORDS[one.verdict],
        sent=value_words(one.field, one.sent),
        now=value_words(one.field, one.now),
        back=value_words(one.field, one.back),
        is_open=one.is_open,
        is_conflict=one.verdict is Verdict.CONFLICT,
        choice=choices.get(one.key, Choice.NONE),
    )


def _new_line(one: NewAction, choices: Mapping[str, Choice]) -> ReviewLine:
    told = [
        f"{field_words(name)}: {value_words(name, text)}" for name, text in one.cells.items() if text and name != "what"
    ]
    back = "\n".join([one.cells["what"], *told])
    what = one_line(one.cells["what"])
    choice = choices.get(one.key, Choice.NONE)
    return ReviewLine(one.key, what, "New action", "Added there", "", "", back, True, False, choice)


def _shown(text: str) -> str:
    return one_line(text) or EMPTY


def _mark(one: ReviewLine) -> tuple[Mark, Colour]:
    return one.choice.value[1], one.choice.value[2]
