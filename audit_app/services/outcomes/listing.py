"""What the screen of outcomes lists: every outcome with its plan, reviews due or late, young people near adulthood."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from audit_app.domain.outcomes import Adulthood, Outcome, followed_births, late_adulthood
from audit_app.domain.people import Act
from audit_app.domain.plan_dates import Step, steps_due
from audit_app.store.figures.groups import NOT_RECORDED, phase_of_year
from audit_app.store.read_outcomes import near_adulthood, outcomes, plans_to_review
from audit_app.store.workspace import Workspace

AHEAD: Final = timedelta(days=92)
"""So far ahead a review is listed as due."""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome with what its plan is grouped by."""

    outcome: Outcome
    team: str
    need: str
    phase: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A plan whose annual review is due by a day, or was; `last` is the last review, None where there was none."""

    plan_id: str
    plan_ref: str
    by: date
    last: date | None
    team: str
    need: str
    phase: str
    outcomes: int

    def days_late(self, on: date) -> int:
        """How many days it is late on a day; 0 or less where it is not."""
        return (on - self.by).days


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything listed on a day."""

    on: date
    outcomes: tuple[OutcomeRow, ...]
    reviews: tuple[ReviewRow, ...]
    people: tuple[Adulthood, ...]

    @property
    def late(self) -> int:
        """How many reviews are late."""
        return sum(one.by < self.on for one in self.reviews)


def listed(workspace: Workspace, on: date) -> Listed:
    """Read it all at once; the screen filters in memory."""
    workspace.demand(Act.READ)
    conn = workspace.conn
    kept = outcomes(conn)
    open_ones: dict[str, int] = {}
    for one in kept:
        open_ones[one.plan_id] = open_ones.get(one.plan_id, 0) + (not one.has_ended)
    plans = {one.id: one for one in plans_to_review(conn)}
    rows = []
    for one in kept:
        plan = plans[one.plan_id]
        rows.append(OutcomeRow(one, plan.team or NOT_RECORDED, plan.need or NOT_RECORDED, phase_of_year(plan.year)))
    reviews = []
    for plan in plans.values():
        due = next((due for due in steps_due(plan.fields, on) if due.step is Step.REVIEW), None)
        if due is not None and due.by <= on + AHEAD:
            groups = (plan.team or NOT_RECORDED, plan.need or NOT_RECORDED, phase_of_year(plan.year))
            reviews.append(ReviewRow(plan.id, plan.ref, due.by, plan.last, *groups, open_ones.get(plan.id, 0)))
    people = late_adulthood(near_adulthood(conn, on, *followed_births(on)), on)
    return Listed(on, tuple(rows), tuple(sorted(reviews, key=lambda one: (one.by, one.plan_ref))), people)
