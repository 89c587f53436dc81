"""How often something is due, as codes that a calendar can follow. Knows no meeting and no clock.

A code is `once`, or EVERY-UNIT with a whole number before week, month or year: "1w", "6w", "1m", "2m", "3m", "6m",
"12m". Months are counted by the calendar from the first day: one that begins on the 31st falls on the last day of a
shorter month and is back on the 31st in the next.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from audit_app.domain.period import add_months

ONCE: Final = "once"
_CODE: Final = re.compile(r"([1-9]\d?)([wm])")
_MOST: Final = 2_000
"""Occurrences that anybody can ask for: forty years of weeks."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        ONCE: "once",
        "1w": "weekly",
        "2w": "every two weeks",
        "6w": "every six weeks",
        "1m": "monthly",
        "2m": "every two months",
        "3m": "quarterly",
        "6m": "every six months",
        "12m": "yearly",
    }
)
"""The usual ones, in the order in which a person chooses among them."""

_READ: Final = {
    **{words: code for code, words in WORDS.items()},
    "every week": "1w",
    "fortnightly": "2w",
    "six weekly": "6w",
    "every month": "1m",
    "bi-monthly": "2m",
    "two-monthly": "2m",
    "every 2 months": "2m",
    "every three months": "3m",
    "termly": "4m",
    "half-yearly": "6m",
    "half yearly": "6m",
    "6 monthly": "6m",
    "bi-annually": "6m",
    "bi-annual": "6m",
    "annually": "12m",
    "annual": "12m",
    "every year": "12m",
    "every 6 weeks": "6w",
}


def is_recurrence(code: str) -> bool:
    """Whether this is a code."""
    return code == ONCE or _CODE.fullmatch(code) is not None


def recurrence_words(code: str) -> str:
    """The code in words: "every two months", "every 5 weeks"; raises ValueError for no code."""
    if code in WORDS:
        return WORDS[code]
    number, unit = _parts(code)
    return f"every {number} {'weeks' if unit == 'w' else 'months'}"


def read_recurrence(words: str) -> str | None:
    """The code that words begin with ("Quarterly, starting April 2018"), None where they say none."""
    said = " ".join(words.split()).casefold()
    if is_recurrence(said):
        return said
    for known in sorted(_READ, key=len, reverse=True):
        if re.match(rf"{re.escape(known)}\b", said):
            return _READ[known]
    return None


def occurrences(code: str, first: date, until: date, since: date | None = None) -> Iterator[date]:
    """The days, from `first` on, that lie in `since` to `until`, both included; at most 2,000 are looked at.

    Raises ValueError for no code.
    """
    if code == ONCE:
        days: Iterator[date] = iter((first,))
    else:
        number, unit = _parts(code)
        days = (
            first + timedelta(weeks=number * step) if unit == "w" else _months_on(first, number * step)
            for step in range(_MOST)
        )
    for day in days:
        if day > until:
            return
        if since is None or day >= since:
            yield day


def _months_on(first: date, months: int) -> date:
    begin = add_months(first.replace(day=1), months)
    end = add_months(begin, 1) - timedelta(days=1)
    return begin.replace(day=min(first.day, end.day))


def _parts(code: str) -> tuple[int, str]:
    found = _CODE.fullmatch(code)
    if found is None:
        raise ValueError(f"“{code}” is no recurrence: once, or a number with w or m, such as 6w.")
    return int(found[1]), found[2]
