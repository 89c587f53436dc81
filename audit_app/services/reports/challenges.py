"""Challenges of a period's counted audits with their decisions, for the audit group."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from audit_app.services.reports.plans import ERASED
from audit_app.store.driver import Connection
from audit_app.store.grades import Graders
from audit_app.store.read_inspection import Overridden, overrides_of
from audit_app.store.read_plan_pages import PlanReview
from exports.challenges import DAYS, ChallengeTold
from forms.model import Framework, Grade


def challenges_told(conn: Connection, reviews: Iterable[PlanReview], graders: Graders) -> tuple[ChallengeTold, ...]:
    """Every decision on the reviews by which plans count, the earliest first; each says who, when and why."""
    found = [
        one
        for review in reviews
        if review.override_grade
        for one in _of_review(conn, review, graders.of(review.framework).framework)
    ]
    return tuple(sorted(found, key=lambda one: (one.decided_on, one.plan_ref)))


def _of_review(conn: Connection, review: PlanReview, framework: Framework) -> Iterator[ChallengeTold]:
    for one in overrides_of(conn, review.plan_id):
        if (one.audited_on, one.framework, one.is_consensus) == (
            review.date, review.framework, review.kind == "consensus",
        ) and one.grade:  # fmt: skip
            yield _told(one, review, framework)


def _told(one: Overridden, review: PlanReview, framework: Framework) -> ChallengeTold:
    submitted = date.fromisoformat(one.submitted_on) if one.submitted_on else None
    decided = date.fromisoformat(one.utc[:10])
    return ChallengeTold(
        plan_ref=review.plan_ref or ERASED,
        team=review.team,
        submitted_on=submitted,
        decided_on=decided,
        by=one.person,
        scored=framework.label(Grade(review.grade)),
        given=framework.label(Grade(one.grade)),
        reason=one.reason,
        is_in_time=None if submitted is None else decided <= submitted + timedelta(days=DAYS),
    )
