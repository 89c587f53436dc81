"""Dates as plans write them, each with the days that it may mean; it knows nobody's birthday."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_BETWEEN: Final = r"[\s,./-]{1,4}"
_DATE: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<year>\d{{4}})\s?[-./]\s?(?P<month>\d{{1,2}})\s?[-./]\s?(?P<day>\d{{1,2}})"
    rf"|(?P<d>\d{{1,2}})\s?(?:st|nd|rd|th)?(?:\s+of)?(?:\s?[./-]\s?(?P<m>\d{{1,2}})\s?[./-]\s?"
    rf"|{_BETWEEN}(?P<name>{_NAMED}){_BETWEEN}|(?P<short>{_NAMED}))(?P<y>\d{{4}}|\d{{2}})"
    rf"|(?P<name2>{_NAMED})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<y2>\d{{4}}))(?!\d)",
    re.IGNORECASE,
)
_CENTURY: Final = 2000


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date at a place of folded text; `day` as ISO text."""

    start: int
    end: int
    day: str


def dates_in(text: str) -> Iterator[DateFound]:
    """Every date of folded text, day first; a year of two figures is of this century."""
    for found in _DATE.finditer(text):
        part = found.groupdict()
        year = part["year"] or part["y"] or part["y2"]
        name = part["name"] or part["short"] or part["name2"]
        month = str(_MONTHS.index(name[:3].lower()) + 1) if name else part["month"] or part["m"]
        day = part["day"] or part["d"] or part["d2"]
        try:
            whole = date(int(year) + (_CENTURY if len(year) == 2 else 0), int(month), int(day))
        except ValueError:
            continue
        yield DateFound(found.start(), found.end(), whole.isoformat())
