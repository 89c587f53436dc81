"""The days and the recurrence that a timescale in words means; it knows no action and no clock.

“17 April and 21 August; next 16 May 2019”, “Quarterly, starting April 2018”, “April to June 2018”. A month means its
last day and a span its end. A day without a year takes that of its neighbours: the latest year that keeps it before
the dated day that follows, else the earliest after the one before. What has no year at all is left as words.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from audit_app.domain.recurrence import read_recurrence

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH: Final = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?:,?\s+(?P<{0}>(?:19|20)\d\d)\b)?"
_DATE: Final = re.compile(
    r"(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)"
    r"|(?P<isomonth>\b(?:19|20)\d\d-\d\d\b)"
    r"|\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b"
    rf"|(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b{_MONTH.format('month')}{_YEAR.format('year')}",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(r"\s*(?:to|–|-|until)\s*", re.IGNORECASE)
_PARTS: Final = re.compile(r"[;\n]")


@dataclass(frozen=True, slots=True)
class Timescale:
    """The days in their order, each once, and the code of a recurrence; empty where the words say none."""

    dates: tuple[date, ...] = ()
    recurrence: str = ""


@dataclass(slots=True)
class _Said:
    """One day as it was written; `year` and `day` are 0 where they were not."""

    start: int
    end: int
    year: int
    month: int
    day: int

    def on(self, year: int) -> date:
        return date(year, self.month, self.day or monthrange(year, self.month)[1])


def read_timescale(words: str) -> Timescale:
    """What the words mean; a day that there is not (31 June) is passed over."""
    said = _without_starts(words, [one for found in _DATE.finditer(words) if (one := _said(found)) is not None])
    _give_years(said)
    dates = {one.on(one.year) for one in said if one.year}
    codes = (read_recurrence(part.strip()) for part in _PARTS.split(words))
    return Timescale(tuple(sorted(dates)), next(filter(None, codes), ""))


def checkpoint_day(checkpoint: str) -> date:
    """The day by which a checkpoint (YYYY-MM or YYYY-MM-DD) is: a month means its last. Raises ValueError."""
    if re.fullmatch(r"(?:19|20)\d\d-\d\d", checkpoint):
        year, month = int(checkpoint[:4]), int(checkpoint[5:])
        if not 1 <= month <= 12:
            raise ValueError(f"“{checkpoint}” is no month.")
        return date(year, month, monthrange(year, month)[1])
    if not re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", checkpoint):
        raise ValueError(f"“{checkpoint[:40]}” is no checkpoint: write a month such as 2026-12, or a day.")
    return date.fromisoformat(checkpoint)


def read_checkpoint(words: str) -> str:
    """A checkpoint as people write it (“Mar 2018”, “31/03/2018”, “2018-03”). Raises ValueError."""
    words = words.strip()
    said = [one for found in _DATE.finditer(words) if (one := _said(found)) is not None]
    if len(said) != 1 or not said[0].year or (said[0].start, said[0].end) != (0, len(words)):
        raise ValueError(f"“{words[:40]}” is no checkpoint: write a month such as March 2026, or a day.")
    one = said[0]
    return f"{one.year}-{one.month:02}" + (f"-{one.day:02}" if one.day else "")


def checkpoint_words(checkpoint: str) -> str:
    """“Mar 2018”, or “14 Mar 2018” for a day."""
    day = checkpoint_day(checkpoint)
    month = f"{_MONTHS[day.month - 1][:3].capitalize()} {day.year}"
    return month if len(checkpoint) == 7 else f"{day.day} {month}"


def _said(found: re.Match[str]) -> _Said | None:
    if iso := found["iso"] or found["isomonth"]:
        year, month, day = int(iso[:4]), int(iso[5:7]), int(iso[8:] or 0)
    elif found["d"]:
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    else:
        year, day = int(found["year"] or 0), int(found["day"] or 0)
        month = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(found["month"][:3].casefold()))
    is_day = 1 <= month <= 12 and 0 <= day <= monthrange(year or 2000, month)[1]
    return _Said(found.start(), found.end(), year, month, day) if is_day else None


def _without_starts(words: str, said: list[_Said]) -> list[_Said]:
    """Of “April to June 2018” the end alone."""
    return [
        one
        for at, one in enumerate(said)
        if at + 1 == len(said) or _SPAN.fullmatch(words[one.end : said[at + 1].start]) is None
    ]


def _give_years(said: list[_Said]) -> None:
    for at in range(len(said) - 2, -1, -1):
        one, after = said[at], said[at + 1]
        if not one.year and after.year:
            one.year = after.year if (one.month, one.day) <= (after.month, after.day or 31) else after.year - 1
    for before, one in pairwise(said):
        if not one.year and before.year:
            one.year = before.year if (one.month, one.day or 31) >= (before.month, before.day) else before.year + 1
    for one in said:  # 29 February in a year that has none
        if one.year and one.day > monthrange(one.year, one.month)[1]:
            one.year = 0
