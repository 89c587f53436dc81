"""The two years of the demo, counted back from now: when the workspace was made, the weeks, the rounds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

WEEKS = 104
ROUNDS = 12
DRAW_AT = time(9, 0)
_TUESDAY = 1
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Span:
    """The demo's days; `open_week` is the Monday of the week that is under way, `weeks` are those before it.

    Each of `rounds` is the day on which a multi-agency round was opened, `revealed_round` that of one which is revealed
    and not closed yet. The workspace was made on `began`.
    """

    now: datetime
    began: date
    weeks: tuple[date, ...]
    open_week: date
    rounds: tuple[date, ...]
    revealed_round: date

    def progress(self, day: date) -> float:
        """How far a day lies between the beginning, 0, and the open week, 1; cut off at both."""
        return min(max((day - self.began).days / (self.open_week - self.began).days, 0.0), 1.0)


def span_to(now: datetime) -> Span:
    """The two years that end now; the open week is that of the last Monday whose draw lies before now (UTC)."""
    today = now.astimezone(UTC)
    monday = today.date() - timedelta(days=today.weekday())
    if moment(monday, DRAW_AT) >= today:
        monday -= timedelta(days=7)
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS, 0, -1)]
    weeks = tuple(day for day in mondays if not _is_christmas(day))
    rounds = tuple(_round_day(monday, 2 * back) for back in range(ROUNDS, 0, -1))
    began = min(weeks[0], rounds[0]) - timedelta(days=7)
    began -= timedelta(days=began.weekday())
    return Span(today, began, weeks, monday, rounds, _round_day(monday, 1))


def moment(day: date, at: time) -> datetime:
    """A moment in UTC."""
    return datetime.combine(day, at, tzinfo=UTC)


def school_year(day: date) -> int:
    """The calendar year in which the school year of a day began, on 1 September."""
    return day.year if day.month >= 9 else day.year - 1


def year_group(born: date, on: date) -> int:
    """The year group of a child of usual progress: 0 is reception, at the age of four on 31 August; from -2 to 20."""
    return min(max(school_year(on) - school_year(born) - 5, -2), 20)


def working_day(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def months_before(day: date, months: int) -> date:
    """The first of the month so many months before."""
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)


def _is_christmas(monday: date) -> bool:
    return monday.month == 12 and monday.day >= 21


def _round_day(day: date, months: int) -> date:
    """The second Tuesday of the month so many months before."""
    first = months_before(day, months)
    return first + timedelta(days=(_TUESDAY - first.weekday()) % 7 + 7)
