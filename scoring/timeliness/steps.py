"""Every statutory step of one entry of the register, taken or missed: the same rules as the figures count by in SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from scoring.timeliness.limits import (
    ADVICE_DAYS,
    AMENDED_DAYS,
    DECIDE_DAYS,
    FINAL_DAYS,
    NO_PLAN_DAYS,
    REVIEW_DECISION_DAYS,
)

Row = Mapping[str, str | int | None]
"""An entry of the register by its fields: dates as ISO text, yes as 1; what is empty is absent or None."""

TWENTY_WEEKS: Final = "20_weeks"
ADVICE_FIELDS: Final[Mapping[str, str]] = {
    "education": "education_advice_date",
    "psychology": "psychology_advice_date",
    "health": "health_advice_date",
    "social_care": "social_care_advice_date",
}
"""The field in which the register keeps when an agency's advice came."""


class LeftOut(StrEnum):
    """Why a row that belongs to a figure is not counted in it; said in the figure's note."""

    TRANSFERRED_IN = "transferred in"
    HISTORICAL = "historical"
    DATE_MISSING = "date missing"
    IMPOSSIBLE = "impossible dates"
    NOT_YET_DUE = "not yet due"
    CEASED = "ceased before due"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is (the figure's id after `timeliness.`), the day by which it falls into a period, its days.

    `days` is None where it was not taken, which counts as late; `limit` is how many are in time. For a phase transfer
    the days are those after the due date, and 0 or less is in time.
    """

    id: str
    counted_on: date
    days: int | None
    limit: int
    left_out: LeftOut | None = None

    @property
    def in_time(self) -> bool:
        """Whether it is counted and was taken within its limit, the last day included."""
        return self.left_out is None and self.days is not None and self.days <= self.limit

    @property
    def days_late(self) -> int | None:
        """By how many days it was late, 0 in time; None where it is not counted or not taken."""
        if self.left_out is not None or self.days is None:
            return None
        return max(0, self.days - self.limit)


def steps(row: Row, as_of: date) -> Iterator[Step]:
    """The steps that an entry has dates for; `as_of` is the day of the data, after which dates are in the future."""
    yield from _from_request(row, as_of)
    yield from _advice(row, as_of)
    yield from _after_review(row, as_of)
    moved = transfer(row, as_of)
    if moved is not None:
        yield moved


def issue(row: Row, as_of: date) -> Step | None:
    """The step from request to final plan; None where there is no final plan."""
    final = day_of(row, "final_date")
    if final is None:
        return None
    if row.get("transferred_in") == 1:
        return Step(TWENTY_WEEKS, final, None, FINAL_DAYS, LeftOut.TRANSFERRED_IN)
    if row.get("assessment_outcome") == "H":
        return Step(TWENTY_WEEKS, final, None, FINAL_DAYS, LeftOut.HISTORICAL)
    return _since_request(row, TWENTY_WEEKS, final, FINAL_DAYS, as_of)


def transfer(row: Row, as_of: date) -> Step | None:
    """The step to a plan for a phase transfer; None where none is due.

    Due on 31 March is a move to post-16, any other day another transfer: the boundary is data.
    """
    due, done, ceased = (day_of(row, name) for name in ("phase_transfer_due", "phase_transfer_final", "ceased_date"))
    if due is None:
        return None
    id_ = "post16_transfer_31_mar" if (due.month, due.day) == (3, 31) else "phase_transfer_15_feb"
    left_out = None
    if ceased is not None and ceased < due:
        left_out = LeftOut.CEASED
    elif done is not None and done > as_of:
        left_out = LeftOut.IMPOSSIBLE
    elif due > as_of:
        left_out = LeftOut.NOT_YET_DUE
    return Step(id_, due, None if done is None or left_out else (done - due).days, 0, left_out)


def day_of(row: Row, field: str) -> date | None:
    """The date in a field, None where it is empty."""
    value = row.get(field)
    return date.fromisoformat(str(value)) if value else None


def _from_request(row: Row, as_of: date) -> Iterator[Step]:
    issued = issue(row, as_of)
    if issued is not None:
        yield issued
    decided = day_of(row, "request_outcome_date")
    if decided is not None:
        yield _since_request(row, "decision_6_weeks", decided, DECIDE_DAYS, as_of)
    refused = day_of(row, "assessment_outcome_date")
    if refused is not None and row.get("assessment_outcome") == "N":
        yield _since_request(row, "no_plan_16_weeks", refused, NO_PLAN_DAYS, as_of)


def _since_request(row: Row, id_: str, done: date, limit: int, as_of: date) -> Step:
    asked = day_of(row, "request_date")
    if row.get("request_outcome") == "H":
        return Step(id_, done, None, limit, LeftOut.HISTORICAL)
    if asked is None:
        return Step(id_, done, None, limit, LeftOut.DATE_MISSING)
    if asked > done or done > as_of:
        return Step(id_, done, None, limit, LeftOut.IMPOSSIBLE)
    return Step(id_, done, (done - asked).days, limit)


def _advice(row: Row, as_of: date) -> Iterator[Step]:
    asked = day_of(row, "advice_requested_date")
    if asked is not None:
        for source, field in ADVICE_FIELDS.items():
            yield _due(f"advice_6_weeks.{source}", asked, day_of(row, field), ADVICE_DAYS, as_of)


def _after_review(row: Row, as_of: date) -> Iterator[Step]:
    met = day_of(row, "last_review_date")
    if met is not None:
        decided = day_of(row, "review_decision_date")
        yield _due("review_decision_4_weeks", met, decided, REVIEW_DECISION_DAYS, as_of)
        if row.get("review_outcome") == "A":
            amended = day_of(row, "review_final_date")
            yield _due("review_final_12_weeks", met, amended, AMENDED_DAYS, as_of)


def _due(id_: str, begun: date, done: date | None, limit: int, as_of: date) -> Step:
    due = begun + timedelta(limit)
    if begun > as_of or (done is not None and (done < begun or done > as_of)):
        return Step(id_, due, None, limit, LeftOut.IMPOSSIBLE)
    if due > as_of:
        return Step(id_, due, None, limit, LeftOut.NOT_YET_DUE)
    return Step(id_, due, None if done is None else (done - begun).days, limit)
