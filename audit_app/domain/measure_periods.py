"""Periods that a measure's value stands for: months, quarters, terms, academic and calendar years; it knows no value.

They are written 2026-10, 2026-Q4, 2026-autumn, 2026/27 and 2026. Terms are counted as four months each (September to
December, January to April, May to August), so that no day belongs to none; a quarter is one of the calendar year.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from audit_app.domain.period import Period, PeriodError, add_months, months_text
from scoring.days import MONTHS

FORMS: Final = (
    "2026-10 (a month), 2026-Q4 (a quarter), 2026-autumn (a term), 2026/27 (an academic year) or 2026 (a year)"
)


class Frequency(StrEnum):
    """How often a measure has a value."""

    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    ACADEMIC_YEAR = "academic year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many calendar months one of its periods has."""
        return _MONTHS[self]


_MONTHS: Final = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.TERM: 4,
    Frequency.ACADEMIC_YEAR: 12,
    Frequency.YEAR: 12,
}
_TERMS: Final = {"spring": 1, "summer": 5, "autumn": 9}
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_QUARTER: Final = re.compile(r"(\d{4})[- ]?q([1-4])")
_TERM: Final = re.compile(r"(\d{4})[- ](spring|summer|autumn)|(spring|summer|autumn)[- ](\d{4})")
_ACADEMIC: Final = re.compile(r"(\d{4})/(\d{2}|\d{4})")
_YEAR: Final = re.compile(r"\d{4}")
_NAMED: Final = re.compile(r"([a-z]{3,9})[ -](\d{4})")
_FIRST_YEAR, _LAST_YEAR = 1990, 2999


@dataclass(frozen=True, slots=True, order=True)
class MeasurePeriod:
    """One period of a frequency, by its first day."""

    first: date
    frequency: Frequency

    @property
    def last(self) -> date:
        """Its last day."""
        return add_months(self.first, self.frequency.months) - timedelta(days=1)

    @property
    def text(self) -> str:
        """As it is written and kept."""
        year, month = self.first.year, self.first.month
        match self.frequency:
            case Frequency.MONTH:
                return f"{self.first:%Y-%m}"
            case Frequency.QUARTER:
                return f"{year}-Q{(month + 2) // 3}"
            case Frequency.TERM:
                return f"{year}-{_term_of(month)}"
            case Frequency.ACADEMIC_YEAR:
                return f"{year}/{(year + 1) % 100:02}"
        return f"{year}"

    @property
    def name(self) -> str:
        """As people say it: “Oct 2026”, “Q4 2026”, “autumn 2026”, “2026/27”, “2026”."""
        year, month = self.first.year, self.first.month
        match self.frequency:
            case Frequency.MONTH:
                return f"{MONTHS[month - 1][:3]} {year}"
            case Frequency.QUARTER:
                return f"Q{(month + 2) // 3} {year}"
            case Frequency.TERM:
                return f"{_term_of(month)} {year}"
        return self.text

    @property
    def short(self) -> str:
        """The same for the foot of a chart: “Oct 26”, “Q4 26”, “aut 26”."""
        if self.frequency in (Frequency.ACADEMIC_YEAR, Frequency.YEAR):
            return self.text
        word, _, year = self.name.partition(" ")
        return f"{word[:3]} {year[2:]}"

    @property
    def period(self) -> Period:
        """The same as reports write a period: whole months."""
        return Period(self.first, self.last, months_text(self.first, self.last))

    def step(self, periods: int) -> "MeasurePeriod":
        """The one so many periods later, earlier where negative."""
        return MeasurePeriod(add_months(self.first, periods * self.frequency.months), self.frequency)


def parse_measure_period(text: str) -> MeasurePeriod:
    """Read a period as it is written, or said (“October 2026”, “autumn 2026”, “Q4 2026”). Raises PeriodError."""
    asked = " ".join(text.split()).casefold()
    found = _month(asked) or _of_quarter(asked) or _of_term(asked) or _of_years(asked)
    if found is None:
        raise PeriodError(f"“{text.strip()[:40]}” is no period. Write {FORMS}.")
    if not _FIRST_YEAR <= found.first.year <= _LAST_YEAR:
        raise PeriodError(f"“{text.strip()[:40]}”: the year must be {_FIRST_YEAR} to {_LAST_YEAR}.")
    return found


def period_holding(day: date, frequency: Frequency) -> MeasurePeriod:
    """The period of this frequency that a day lies in."""
    year, month = day.year, day.month
    match frequency:
        case Frequency.MONTH:
            first = date(year, month, 1)
        case Frequency.QUARTER:
            first = date(year, (month - 1) // 3 * 3 + 1, 1)
        case Frequency.TERM:
            first = date(year, _TERMS[_term_of(month)], 1)
        case Frequency.ACADEMIC_YEAR:
            first = date(year if month >= 9 else year - 1, 9, 1)
        case Frequency.YEAR:
            first = date(year, 1, 1)
    return MeasurePeriod(first, frequency)


def due_period(day: date, frequency: Frequency) -> MeasurePeriod:
    """The last period that was over on a day: what can be known of it by then is due."""
    held = period_holding(day, frequency)
    return held if held.last == day else held.step(-1)


def _month(asked: str) -> MeasurePeriod | None:
    if found := _MONTH.fullmatch(asked):
        return _made(int(found[1]), int(found[2]), Frequency.MONTH)
    if found := _NAMED.fullmatch(asked):
        names = [name.casefold() for name in MONTHS]
        at = next((at for at, name in enumerate(names) if name.startswith(found[1])), None)
        return None if at is None else _made(int(found[2]), at + 1, Frequency.MONTH)
    return None


def _of_quarter(asked: str) -> MeasurePeriod | None:
    turned = re.sub(r"^q([1-4])[- ](\d{4})$", r"\2-q\1", asked)
    found = _QUARTER.fullmatch(turned)
    return _made(int(found[1]), int(found[2]) * 3 - 2, Frequency.QUARTER) if found else None


def _of_term(asked: str) -> MeasurePeriod | None:
    found = _TERM.fullmatch(asked)
    if found is None:
        return None
    return _made(int(found[1] or found[4]), _TERMS[found[2] or found[3]], Frequency.TERM)


def _of_years(asked: str) -> MeasurePeriod | None:
    if found := _ACADEMIC.fullmatch(asked):
        year, end = int(found[1]), int(found[2])
        is_next = end in ((year + 1) % 100, year + 1)
        return _made(year, 9, Frequency.ACADEMIC_YEAR) if is_next else None
    return _made(int(asked), 1, Frequency.YEAR) if _YEAR.fullmatch(asked) else None


def _made(year: int, month: int, frequency: Frequency) -> MeasurePeriod | None:
    return MeasurePeriod(date(year, month, 1), frequency) if 1 <= month <= 12 and year >= 1 else None


def _term_of(month: int) -> str:
    return "spring" if month < 5 else "summer" if month < 9 else "autumn"
