"""What the law expects of one entry of the register and by when: steps taken in time or late, and those that are due.

The lengths and their sources stand in `scoring.timeliness.limits`; the year between reviews is s.44 of the Children and
Families Act 2014. Rates over many plans are counted elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Final

from audit_app.domain.register import ceased, is_plan
from scoring.timeliness.limits import (
    ADVICE_DAYS,
    AMENDED_DAYS,
    DECIDE_DAYS,
    FINAL_DAYS,
    NO_PLAN_DAYS,
    REVIEW_DECISION_DAYS,
)

Row = Mapping[str, str | int]

ADVICE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "education_advice_date": "education",
        "psychology_advice_date": "psychology",
        "health_advice_date": "health",
        "social_care_advice_date": "social care",
    }
)
"""The dates on which advice came, by whose it is."""

_LIMITS: Final = (
    ("request_outcome_date", "request_date", DECIDE_DAYS),
    *((name, "advice_requested_date", ADVICE_DAYS) for name in ADVICE),
    ("final_date", "request_date", FINAL_DAYS),
    ("review_decision_date", "last_review_date", REVIEW_DECISION_DAYS),
    ("review_final_date", "last_review_date", AMENDED_DAYS),
    ("phase_transfer_final", "phase_transfer_due", 0),
)


class Step(Enum):
    """What an entry may be waiting for."""

    DECIDE_TO_ASSESS = "decision whether to assess"
    ADVICE = "advice"
    FINAL_PLAN = "final plan"
    REVIEW = "annual review"
    REVIEW_DECISION = "decision after the review"
    AMENDED_PLAN = "amended final plan"
    PHASE_TRANSFER = "plan for the phase transfer"


@dataclass(frozen=True, slots=True)
class Due:
    """A step that is due by a day, the day included; `of` says whose, for advice."""

    step: Step
    by: date
    of: str = ""

    def days_late(self, today: date) -> int:
        """How many days it is overdue; 0 or less where it is not."""
        return (today - self.by).days


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: the field of its date, how many days after the date of another field, of how many."""

    field: str
    since: str
    days: int
    limit: int

    @property
    def days_late(self) -> int:
        """How many days beyond the limit; 0 or less where it was in time."""
        return self.days - self.limit


def steps_taken(row: Row) -> dict[str, Taken]:
    """The steps whose both dates are known and stand in a possible order, by the field of the later one.

    A decision that there will be no plan has 16 weeks; any other outcome of an assessment has no limit of its own.
    """
    limits = _LIMITS
    if row.get("assessment_outcome") == "N":
        limits = (*limits, ("assessment_outcome_date", "request_date", NO_PLAN_DAYS))
    found = {}
    for field, since, limit in limits:
        start, end = _day(row, since), _day(row, field)
        if start is not None and end is not None and (end >= start or not limit):
            found[field] = Taken(field, since, (end - start).days, limit)
    return found


def steps_due(row: Row, today: date) -> tuple[Due, ...]:
    """What an entry waits for on a day, the earliest first; nothing of one that has ceased or was refused."""
    if ceased(row, today):
        return ()
    found = _of_plan(row) if is_plan(row, today) else _of_request(row)
    return tuple(sorted(found, key=lambda due: due.by))


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def a_year_before(day: date) -> date:
    """The last day of which the same day of the next year is not after this one."""
    try:
        before = day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
    leap = before + timedelta(1)
    return leap if (leap.month, leap.day) == (2, 29) else before


def _of_request(row: Row) -> Iterator[Due]:
    if row.get("request_outcome") == "N" or row.get("assessment_outcome") == "N":
        return
    asked, advice = _day(row, "request_date"), _day(row, "advice_requested_date")
    if asked is not None:
        is_decided = any(row.get(name) for name in ("request_outcome", "request_outcome_date", "advice_requested_date"))
        if not is_decided and not row.get("draft_date"):
            yield Due(Step.DECIDE_TO_ASSESS, asked + timedelta(DECIDE_DAYS))
        yield Due(Step.FINAL_PLAN, asked + timedelta(FINAL_DAYS))
    if advice is not None and not row.get("draft_date"):
        for name, agency in ADVICE.items():
            if not row.get(name):
                yield Due(Step.ADVICE, advice + timedelta(ADVICE_DAYS), agency)


def _of_plan(row: Row) -> Iterator[Due]:
    final, met = _day(row, "final_date"), _day(row, "last_review_date")
    reviewed = met or final
    if reviewed is not None:
        yield Due(Step.REVIEW, a_year_after(reviewed))
    if met is not None:
        decided, amended = _day(row, "review_decision_date"), _day(row, "review_final_date")
        outcome = row.get("review_outcome")
        is_amended = amended is not None and amended >= met
        if not is_amended and not outcome and (decided is None or decided < met):
            yield Due(Step.REVIEW_DECISION, met + timedelta(REVIEW_DECISION_DAYS))
        elif not is_amended and outcome == "A":
            yield Due(Step.AMENDED_PLAN, met + timedelta(AMENDED_DAYS))
    transfer, done = _day(row, "phase_transfer_due"), _day(row, "phase_transfer_final")
    if transfer is not None and done is None:
        yield Due(Step.PHASE_TRANSFER, transfer)


def _day(row: Row, field: str) -> date | None:
    value = row.get(field)
    return date.fromisoformat(str(value)) if value else None
