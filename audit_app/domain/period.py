"""A reporting period, read from what a user types; both ends belong to it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.domain.problems import AppError

_FORMS = "2026-W07 (a week), 2026-03 (a month), 2026-01..2026-03 (months) or 2026-01-05..2026-03-29 (days)"
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Nobody reports on other centuries, and a slip such as 0226 would otherwise give an empty report.
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


class PeriodError(AppError):
    """A text is not a period: the sentence says why and what a period looks like."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included; `text` is how it was asked for."""

    first: date
    last: date
    text: str

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period, both ends included."""
        return self.first <= day <= self.last

    @property
    def months(self) -> tuple[str, ...]:
        """Every calendar month that the period touches, as YYYY-MM, in order."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        start = self.first.replace(day=1)
        return tuple(f"{add_months(start, step):%Y-%m}" for step in range(count))

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins with a month's first day and ends with a month's last."""
        return self.first.day == 1 and self.last == _month_end(self.last)


def parse_period(text: str) -> Period:
    """Read YYYY-Www, YYYY-MM, YYYY-MM..YYYY-MM or YYYY-MM-DD..YYYY-MM-DD; raises PeriodError."""
    asked = text.strip()
    if week := _WEEK.fullmatch(asked):
        monday = _week(asked, int(week[1]), int(week[2]))
        return Period(monday, monday + timedelta(days=6), asked)
    if _MONTH.fullmatch(asked):
        first = _month(asked, asked)
        return Period(first, _month_end(first), asked)
    ends = asked.split("..")
    if len(ends) == 2 and all(_MONTH.fullmatch(end) for end in ends):
        return _in_order(_month(ends[0], asked), _month_end(_month(ends[1], asked)), asked)
    if len(ends) == 2 and all(_DAY.fullmatch(end) for end in ends):
        return _in_order(_day(ends[0], asked), _day(ends[1], asked), asked)
    raise PeriodError(f'"{asked}" is not a period. Give {_FORMS}.')


def months_text(first: date, last: date) -> str:
    """Whole months as a period is written: “2026-09..2026-10”, or “2026-09” for one."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first:%Y-%m}..{last:%Y-%m}"


def week_text(day: date) -> str:
    """The week that a day lies in, as a period is written: “2026-W47”."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def rolling_twelve_months(period: Period) -> Period:
    """The twelve months that end on the period's last day.

    After a month's last day they begin with a month's first day; otherwise with the day after the same
    day a year before.
    """
    last = period.last
    if last == _month_end(last):
        first = add_months(last.replace(day=1), -11)
        return Period(first, last, f"{first:%Y-%m}..{last:%Y-%m}")
    first = add_months(last, -12) + timedelta(days=1)
    return Period(first, last, f"{first.isoformat()}..{last.isoformat()}")


def add_months(day: date, months: int) -> date:
    """The same day so many months later (earlier when negative), or the last day of a month that lacks it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _week(asked: str, year: int, week: int) -> date:
    _check_year(year, asked)
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        raise PeriodError(f'"{asked}" is not a period: {year} has no week {week}. Weeks are ISO weeks.') from None


def _month(text: str, asked: str) -> date:
    return _day(f"{text}-01", asked)


def _day(text: str, asked: str) -> date:
    _check_year(int(text[:4]), asked)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PeriodError(f'"{asked}" is not a period: there is no such month or day. Give {_FORMS}.') from None


def _check_year(year: int, asked: str) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise PeriodError(f'"{asked}" is not a period: the year must be {_FIRST_YEAR} to {_LAST_YEAR}.')


def _in_order(first: date, last: date, asked: str) -> Period:
    if first > last:
        raise PeriodError(f'"{asked}" ends before it begins. Give the earlier end first.')
    return Period(first, last, asked)
