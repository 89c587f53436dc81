"""Dates of past audits: a day, or a month alone, which stands for its first day; it knows no column."""

import re
from typing import Final

from audit_app.intake.cells import parse_date

_WORDED: Final = re.compile(r"([A-Za-z]{3,9})[\s,.'’/-]+((?:20)?[0-9]{2})")
_FIGURES: Final = re.compile(r"(?:([0-9]{1,2})[/.-](20[0-9]{2})|(20[0-9]{2})[/.-]([0-9]{1,2}))")
_MIDDAY: Final = re.compile(r"(.+?)[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?")


def parse_audit_date(text: str) -> tuple[str, bool]:
    """The day of an audit as ISO text, and whether the cell named a month alone. A time of day is not looked at.

    Raises ValueError with a sentence where it is neither.
    """
    timed = _MIDDAY.fullmatch(text)
    try:
        return parse_date(timed[1] if timed is not None else text), False
    except ValueError:
        month = _first_of_month(text)
        if month is None:
            raise
        return month, True


def is_audit_date(text: str) -> bool:
    """Whether a text can be read as the day or month of an audit."""
    try:
        parse_audit_date(text)
    except ValueError:
        return False
    return True


def _first_of_month(text: str) -> str | None:
    worded = _WORDED.fullmatch(text)
    if worded is not None:
        year = worded[2] if len(worded[2]) == 4 else f"20{worded[2]}"
        return _day(f"1 {worded[1]} {year}")
    figures = _FIGURES.fullmatch(text)
    if figures is None:
        return None
    month, year = (figures[1], figures[2]) if figures[1] else (figures[4], figures[3])
    return _day(f"1/{month}/{year}")


def _day(text: str) -> str | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
