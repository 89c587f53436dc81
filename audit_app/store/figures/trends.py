"""Counts the audits of a cycle month by month, each month as a report of that month alone would count it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import Period, add_months, parse_period
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked, default_framework
from audit_app.store.figures.audits import main_framework, pools
from audit_app.store.figures.presence import present_in
from audit_app.store.figures.quality import EFFECTIVE


@dataclass(frozen=True, slots=True)
class MonthCounted:
    """One month with graded plans, in the framework with most audits: how many are effective, of how many graded.

    `score` is the mean of the plans' percentages, 0 to 100, None where none has any.
    """

    month: date
    framework: str
    effective: int
    graded: int
    score: float | None


@dataclass(frozen=True, slots=True)
class PresenceCounted:
    """One month of a figure of presence: how many plans have it, of how many where that is known."""

    month: date
    framework: str
    present: int
    known: int


def counted_in(conn: Connection, cycle: Cycle, period: Period, as_of: date) -> MonthCounted | None:
    """A period counted as one; None where nothing in it was graded."""
    found = pools(conn, Asked(period, cycle, as_of))
    key = main_framework(found, cycle.value, default_framework(cycle))
    graded = found[cycle.value, key].graded if key is not None else ()
    if key is None or not graded:
        return None
    percentages = [100 * row.score / row.possible for row in graded if row.possible]
    return MonthCounted(
        period.first,
        key,
        sum(row.grade in EFFECTIVE for row in graded),
        len(graded),
        sum(percentages) / len(percentages) if percentages else None,
    )


def months_counted(conn: Connection, cycle: Cycle, last: date, months: int, as_of: date) -> Iterator[MonthCounted]:
    """The calendar months up to that of `last`, the earliest first; those without a graded plan are left out."""
    for month in _months(last, months):
        counted = counted_in(conn, cycle, month, as_of)
        if counted is not None:
            yield counted


def presence_counted(
    conn: Connection, cycle: Cycle, last: date, months: int, as_of: date, figure: str
) -> Iterator[PresenceCounted]:
    """The same months for `presence.health` or `.social_care`; those where nothing is known are left out."""
    for month in _months(last, months):
        found = pools(conn, Asked(month, cycle, as_of))
        key = main_framework(found, cycle.value, default_framework(cycle))
        present, known = present_in(conn, found[cycle.value, key])[figure] if key is not None else (0, 0)
        if known:
            yield PresenceCounted(month.first, key or "", present, known)


def _months(last: date, months: int) -> Iterator[Period]:
    for back in reversed(range(months)):
        yield parse_period(f"{add_months(last.replace(day=1), -back):%Y-%m}")
