"""The clock of one issued plan: days from request to final plan, its band and by how many days it was late.

Days of the calendar are counted, so that leap years count theirs and a change of clocks is nothing.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.timeliness.limits import FINAL_DAYS, YEAR_DAYS
from scoring.timeliness.steps import LeftOut, Row, issue


class Band(StrEnum):
    """How the official statistics divide issued plans (DfE, Education, health and care plans, from 2023)."""

    WITHIN = "within 20 weeks"
    TO_A_YEAR = "over 20 weeks, up to a year"
    OVER_A_YEAR = "over a year"


@dataclass(frozen=True, slots=True)
class Clock:
    """A counted plan: the day of its final plan, the days since the request, whether an exception is recorded."""

    final: date
    days: int
    has_exception: bool

    @property
    def month(self) -> str:
        """The month of issue, YYYY-MM."""
        return self.final.isoformat()[:7]

    @property
    def weeks(self) -> float:
        """The days in weeks."""
        return self.days / 7

    @property
    def days_late(self) -> int:
        """Days beyond twenty weeks; 0 where it was in time."""
        return max(0, self.days - FINAL_DAYS)

    @property
    def band(self) -> Band:
        """Its band; a year is 52 weeks."""
        if self.days <= FINAL_DAYS:
            return Band.WITHIN
        return Band.TO_A_YEAR if self.days <= YEAR_DAYS else Band.OVER_A_YEAR


def clock(row: Row, as_of: date) -> Clock | LeftOut | None:
    """The clock of an entry, why it is not counted, or None where it has no final plan.

    Any letter or yes in `exception` is one; a blank is none. `as_of` is the day of the data.
    """
    step = issue(row, as_of)
    if step is None:
        return None
    if step.days is None:
        return step.left_out
    return Clock(step.counted_on, step.days, row.get("exception") is not None)
