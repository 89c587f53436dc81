"""One theme of an improvement plan from its sheet: outcomes, actions and what was reported; blank is not reported."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Final

from audit_app.domain.improvement import PlanAction, Reported, RequiredOutcome, Theme
from audit_app.domain.plan_workbook import (
    ACTION_COLUMNS,
    KEY,
    LATER_COLUMNS,
    OUTCOME_COLUMNS,
    OUTCOME_KEY,
    comment_heading,
    evidence_heading,
)
from audit_app.domain.status import Status
from audit_app.domain.timescale import read_checkpoint, read_timescale
from audit_app.intake.plan_cells import Line, Reader, Sheet

_CELLS: Final = {**ACTION_COLUMNS, **LATER_COLUMNS}
_TITLE: Final = re.compile(r"([A-Za-z0-9]{1,4})[.:)]\s+(\S.*)")
_NUMBERED: Final = re.compile(r"(\d{1,2})[.)]\s*(\S.*)", re.DOTALL)
_LETTER: Final = re.compile(r"theme\s+([A-Za-z0-9]{1,4})", re.IGNORECASE)
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "required outcomes": "Required outcome",
    "actions": "Action",
    "action owner": "Owners",
    "action owners": "Owners",
    "action owner/accountable leader": "Owners",
    "owner": "Owners",
    "accountable leader": "Accountable leaders",
    "number": "No.",
    "no": "No.",
}
"""Headings of other people's workbooks, in lower case without blanks around a slash, and ours."""


@dataclass(slots=True)
class _Outcome:
    """An outcome while its rows come: where it was first seen, and which keys its rows have, how often each."""

    number: str
    words: str
    line: Line
    keys: Counter[str] = field(default_factory=Counter)
    actions: list[PlanAction] = field(default_factory=list)


def is_theme_table(headings: Sequence[str]) -> bool:
    """Whether these, as ours are written, are the headings of a theme's table."""
    return {"Required outcome", "Action"} <= {*headings}


def our_heading(heading: str) -> str:
    """A heading as ours is written, whatever its case and whichever of the usual words it has."""
    said = re.sub(r"\s*/\s*", "/", heading.casefold())
    ours = (*OUTCOME_COLUMNS, *ACTION_COLUMNS, *LATER_COLUMNS, KEY, OUTCOME_KEY)
    by_name = {one.casefold(): one for one in ours}
    return by_name.get(said) or _OTHER_NAMES.get(said, heading)


def letter_and_title(sheet: Sheet) -> tuple[str, str]:
    """A theme's letter and title from what stands above its table, else from the sheet's name."""
    for _, cells in sheet.above:
        first = cells[0] if cells else ""
        if isinstance(first, str) and (found := _TITLE.fullmatch(first.strip())):
            return found[1].upper(), found[2]
    found = _LETTER.fullmatch(sheet.name.strip()) or re.match(r"([A-Za-z0-9])(?:[.:) -]|$)", sheet.name)
    return (found[1].upper() if found else ""), sheet.name


class ThemeSheet:
    """Reads one sheet; `checkpoints` are those that its columns name, in their order."""

    def __init__(self, sheet: Sheet, reader: Reader) -> None:
        self._sheet, self._reader = sheet, reader
        self.checkpoints = {at: heading for heading in sheet.headings if (at := _checkpoint(heading))}
        self._outcomes: list[_Outcome] = []

    @property
    def absent(self) -> frozenset[str]:
        """The fields of an action, and COMMENT or EVIDENCE with a checkpoint, for which the sheet has no column."""
        columns = _CELLS.items()
        texts = {name for heading, name in columns if heading not in self._sheet.headings}
        said = {
            f"{name}@{at}"
            for at in self.checkpoints
            for name, heading in (("comment", comment_heading(at)), ("evidence", evidence_heading(at)))
            if self._written(heading) not in self._sheet.headings
        }
        return frozenset(texts | said)

    def theme(self, letter: str, told: Mapping[str, Any]) -> Theme:
        """The theme; `told` is what the plan's own sheet says of it, which counts before the sheet's title."""
        for line in self._sheet.lines:
            self._take(line)
        title = str(told.get("title") or letter_and_title(self._sheet)[1])
        for one in self._outcomes:
            if not one.words:
                said = "The words of this outcome are missing. Write what is required."
                self._fault(said, one.line, "Required outcome")
        keys = _keys_of(self._outcomes)
        outcomes = (
            RequiredOutcome(keys.get(one.number, ""), one.number, one.words, tuple(one.actions))
            for one in _in_order(self._outcomes)
        )
        return Theme(str(told.get("id") or ""), letter, title, str(told.get("aims") or ""), tuple(outcomes))

    def _take(self, line: Line) -> None:
        outcome = self._outcome(line)
        action = {name: self._value(line, heading, name) for heading, name in _CELLS.items()}
        reported = {at: self._reported(line, at, heading) for at, heading in self.checkpoints.items()}
        reported = {at: told for at, told in reported.items() if not told.is_empty}
        id_ = self._reader.key(self._sheet.name, line, KEY)
        if not any(action.values()) and not reported:
            if id_:
                self._fault("The row has a key and no action. Write the action, or delete the row.", line, "Action")
            return
        if not action["words"]:
            self._fault("The action is missing. Write what is to be done, or empty the row.", line, "Action")
        elif outcome is None:
            self._fault("Required outcome and number are missing, and no row above has them.", line, "Required outcome")
        else:
            outcome.actions.append(_action(id_, action, reported))

    def _outcome(self, line: Line) -> _Outcome | None:
        """The outcome that the row belongs to: its own, or that of the row above where it says none."""
        number, words = self._text(line, "No."), self._text(line, "Required outcome")
        if not number and (found := _NUMBERED.fullmatch(words)):
            number, words = found[1], found[2].strip()
        if not number and not words:
            return self._outcomes[-1] if self._outcomes else None
        found_one = next(
            (one for one in self._outcomes if (one.number == number if number else words == one.words)), None
        )
        if found_one is None:
            found_one = _Outcome(number or self._free_number(), words, line)
            self._outcomes.append(found_one)
        elif words and found_one.words and words != found_one.words:
            said = f"Outcome {number} has other words in row {found_one.line.number}. Give one number one wording."
            self._fault(said, line, "Required outcome")
        found_one.words = found_one.words or words
        found_one.keys.update(filter(None, [self._text(line, OUTCOME_KEY)]))
        return found_one

    def _free_number(self) -> str:
        taken = {one.number for one in self._outcomes}
        return next(number for at in count(1) if (number := str(at)) not in taken)

    def _reported(self, line: Line, at: str, heading: str) -> Reported:
        status = self._value(line, heading, "status")
        comment = self._value(line, self._written(comment_heading(at)), "comment")
        evidence = self._value(line, self._written(evidence_heading(at)), "evidence_at")
        return Reported(Status(status) if status else None, comment or "", evidence or "")

    def _value(self, line: Line, heading: str, name: str) -> Any:
        return self._reader.value(self._sheet.name, line, heading, name)

    def _text(self, line: Line, heading: str) -> str:
        return str(self._value(line, heading, "text") or "")

    def _written(self, heading: str) -> str:
        """The heading as it is written in this sheet, whatever its case."""
        return next((one for one in self._sheet.headings if one.casefold() == heading.casefold()), heading)

    def _fault(self, message: str, line: Line, column: str) -> None:
        self._reader.fault(message, self._sheet.name, line.number, column)


def _keys_of(outcomes: Sequence[_Outcome]) -> dict[str, str]:
    """Whose key is whose: a row that was moved to another number brought the key of the one that it left."""
    claims = sorted(
        ((-times, at, key) for at, one in enumerate(outcomes) for key, times in one.keys.items()),
        key=lambda one: one[:2],
    )
    found: dict[str, str] = {}
    for _, at, key in claims:
        if outcomes[at].number not in found and key not in found.values():
            found[outcomes[at].number] = key
    return found


def _in_order(outcomes: Sequence[_Outcome]) -> Sequence[_Outcome]:
    """By their numbers where all of them are numbers, else as they were first seen."""
    if all(one.number.isdecimal() for one in outcomes):
        return sorted(outcomes, key=lambda one: int(one.number))
    return outcomes


def _checkpoint(heading: str) -> str:
    try:
        return read_checkpoint(heading)
    except ValueError:
        return ""


def _action(id_: str, told: Mapping[str, Any], reported: Mapping[str, Reported]) -> PlanAction:
    timescale = told["timescale"] or ""
    read = read_timescale(timescale)
    dates = tuple(sorted({date.fromisoformat(one) for one in told["dates"] or ()})) or None
    recurrence = told["recurrence"]
    if dates is None and recurrence is None:
        dates, recurrence = read.dates, read.recurrence
    return PlanAction(
        id_,
        told["words"],
        timescale,
        dates or (),
        recurrence or "",
        tuple(told["owners"] or ()),
        tuple(told["leaders"] or ()),
        tuple(told["measures"] or ()),
        told["evidence"] or "",
        told["impact"] or "",
        told["comments"] or "",
        dict(reported),
    )
