"""Turning the text of a cell into a value, each column with its own rule; it knows no file and no field."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from audit_app.intake.encoding import bad_character
from audit_app.intake.tables import Cell, CellFault

LONGEST_TEXT: Final = 10_000
LONGEST_REFERENCE: Final = 64
EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2100

_MOST_REMEMBERED: Final = 50_000
_MIDNIGHT: Final = r"(?:[T ]00?:00(?::00(?:\.0+)?)?Z?)?"
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})" + _MIDNIGHT)
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})" + _MIDNIGHT)
_WORDED: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})[ -]([0-9]{4})" + _MIDNIGHT)
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_YEAR_GROUP: Final = re.compile(r"(?:year|yr|y)?\s*([0-9]{1,2})(?:\.0)?", re.IGNORECASE)
_YEAR_NAMES: Final = {"r": 0, "reception": 0, "n2": -1, "n1": -2}
_SPACES: Final = re.compile(r"[\s_-]+")
_ON_ONE_LINE: Final = re.compile(r"[\t\n\r]")
_FLAGS: Final = {"1": True, "yes": True, "true": True, "y": True, "1.0": True} | {
    "0": False,
    "no": False,
    "false": False,
    "n": False,
    "0.0": False,
}

Rule = Callable[[str], str | int | None]
"""What becomes of a trimmed text that is not empty: a value, or None for nothing. ValueError when it is wrong."""


class Converter(dict[Cell, str | int | None]):
    """Turns cells into values by one rule: `converter[cell]`. Short texts are remembered and worked out once.

    A cell that the rule refuses gives None, and what is wrong goes into `faults`, each time anew; the converters of
    one table share that list.
    """

    __slots__ = ("_faults", "_rule")

    def __init__(self, rule: Rule, faults: list[str]) -> None:
        super().__init__({"": None})
        self._faults = faults
        self._rule = rule

    def __missing__(self, cell: Cell) -> str | int | None:
        if isinstance(cell, CellFault):
            self._faults.append(cell.message)
            return None
        text = cell.strip()
        try:
            value = self._rule(text) if text else None
        except ValueError as error:
            self._faults.append(str(error))
            return None
        if len(cell) <= LONGEST_REFERENCE and len(self) < _MOST_REMEMBERED:
            self[cell] = value
        return value


def parse_date(text: str) -> str:
    """Turn a date into ISO text: ISO, or day first in figures or with the month's name, with a four-digit year.

    A time of day is taken only when it is midnight. Raises ValueError for anything else, for days that never were, and
    for years before 1900 or after 2100.
    """
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]), text)
    figures = _DAY_FIRST.fullmatch(text)
    if figures is not None:
        return _checked(int(figures[4]), int(figures[3]), int(figures[1]), text)
    worded = _WORDED.fullmatch(text)
    if worded is not None:
        return _checked(int(worded[3]), _month(worded[2], text), int(worded[1]), text)
    raise ValueError(f"{_quoted(text)} is not a date that can be read. Write 2024-03-31 or 31/03/2024.")


def _checked(year: int, month: int, day: int, text: str) -> str:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"{_quoted(text)} lies outside the years {EARLIEST_YEAR} to {LATEST_YEAR}. Correct the year.")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise ValueError(f"There is no such day as {_quoted(text)}. Write the day first, as in 31/03/2024.") from None


def _month(word: str, text: str) -> int:
    for number, name in enumerate(_MONTHS, start=1):
        if word.lower() in (name, name[:3]) or (number == 9 and word.lower() == "sept"):
            return number
    raise ValueError(f"{_quoted(text)} names no month. Write 31 March 2024 or 31/03/2024.")


def parse_yes_no(text: str) -> int | None:
    """Turn yes into 1 and no into None. Raises ValueError for anything but 1, 0, yes, no, true, false."""
    flag = _FLAGS.get(text.lower())
    if flag is None:
        raise ValueError(f"{_quoted(text)} is neither yes nor no. Write 1, 0, yes, no, true, false, or leave it empty.")
    return 1 if flag else None


def parse_exception(text: str) -> int | str | None:
    """Turn an exception to the 20 weeks into 1, None, or the letter a to d of regulation 10(4)."""
    letter = text.lower().strip("()")
    if letter in ("a", "b", "c", "d"):
        return letter
    if text.lower() in _FLAGS:
        return parse_yes_no(text)
    raise ValueError(f"{_quoted(text)} is no exception. Write yes, no, or a to d (regulation 10(4)).")


def parse_year_group(text: str) -> int:
    """Turn a national curriculum year into a number: R is 0, N2 is -1, N1 is -2, Y9 is 9, at most 20."""
    named = _YEAR_NAMES.get(text.lower())
    if named is not None:
        return named
    found = _YEAR_GROUP.fullmatch(text)
    if found is not None and int(found[1]) <= 20:
        return int(found[1])
    if text in ("-1", "-2"):
        return int(text)
    raise ValueError(f"{_quoted(text)} is no year group. Write a number, R for reception, or N1 or N2 for nursery.")


def parse_text(text: str) -> str:
    """Let free text through. Raises ValueError over 10,000 characters and for control characters."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"The text has {len(text):,} characters, and at most {LONGEST_TEXT:,} are kept. Shorten it.")
    bad = bad_character(text)
    if bad:
        raise ValueError(f"The text holds a control character ({bad}). Type it again.")
    return text


def parse_reference(text: str) -> str:
    """Let a reference of 1 to 64 characters on one line through. Raises ValueError for anything else."""
    if len(text) > LONGEST_REFERENCE:
        raise ValueError(
            f"The reference has {len(text):,} characters, and at most {LONGEST_REFERENCE} are kept. Shorten it."
        )
    if _ON_ONE_LINE.search(text):
        raise ValueError("The reference runs over a tab or a line break. Write it on one line.")
    return parse_text(text)


def code_rule(codes: Mapping[str, str]) -> Callable[[str], str]:
    """Make a rule for a closed list: how a code may be written, case and hyphens aside, and what it becomes."""
    known = {squeezed(written): code for written, code in codes.items()}
    shown = ", ".join(dict.fromkeys(codes.values()))

    def rule(text: str) -> str:
        code = known.get(squeezed(text))
        if code is None:
            raise ValueError(f"{_quoted(text)} is not in the list. Write one of: {shown}.")
        return code

    return rule


def preferring(codes: Mapping[str, str]) -> Callable[[str], str]:
    """Make a rule that writes known codes in one way and lets any other text through."""
    known = {squeezed(written): code for written, code in codes.items()}
    return lambda text: known.get(squeezed(text)) or parse_text(text)


def squeezed(text: str) -> str:
    """Make headings and codes comparable: case, spaces, hyphens and underscores aside."""
    return _SPACES.sub("_", text.strip().casefold())


def _quoted(text: str) -> str:
    short = text if len(text) <= 40 else f"{text[:40]}…"
    return f"“{short}”" if short.isprintable() else "The text"
