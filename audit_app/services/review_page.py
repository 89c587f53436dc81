"""One review as the audit screen shows it: answers, what does not apply, what is missing, the grade once locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.services.member.returned import SentBy, sent_by
from audit_app.services.open_reviews import OpenReview, found_review
from audit_app.services.plan_facts import facts_on
from audit_app.services.samples.papers import paper_words
from audit_app.store.read_audits import section_states
from audit_app.store.read_register import plan_entry, register_day
from audit_app.store.read_review import Decided, SaidAt, advice_ticks, decided_on, said_in
from audit_app.store.workspace import Workspace
from forms.model import FollowUp, Grade, Missing, PlanFacts, missing, na_by_rule
from scoring.change import WhatWouldChange, what_would_change
from scoring.grade import Grader, GradeResult


@dataclass(frozen=True, slots=True)
class Verdict:
    """The grade of a submitted review with its reasons; an override stands beside it and changes nothing of it."""

    result: GradeResult
    change: WhatWouldChange
    follow_up: tuple[FollowUp, ...]
    override: Grade | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything about one review. `by_rule` says why markers do not apply, `verdict` is None until submission.

    `locked_because` is why nothing may be given here, in a sentence; empty where the person may go on. `sent_by` is the
    round that the review was sent here for, None for an audit of this workspace's own. `paper` says which review or
    report of the plan is audited, in the cycles that are about one.
    """

    found: OpenReview
    plan_ref: str
    facts: PlanFacts
    said: Mapping[str, SaidAt]
    ticks: frozenset[tuple[str, str]]
    states: Mapping[str, str]
    by_rule: Mapping[str, str]
    lacking: tuple[Missing, ...]
    decided: Decided
    verdict: Verdict | None
    locked_because: str
    sent_by: SentBy | None = None
    paper: str = ""

    @property
    def is_part(self) -> bool:
        """Whether the review answers some of the markers only, so that it has no grade of its own."""
        return len(self.found.asked.markers) < len(self.found.framework.markers)

    @property
    def breaches(self) -> tuple[FollowUp, ...]:
        """What a low score on one marker asks for at once: another child's data in the plan."""
        return tuple(one for one in self.found.framework.follow_up if one.marker and self._is_at(one))

    def _is_at(self, rule: FollowUp) -> bool:
        said = self.said.get(rule.marker)
        at_most = rule.score_at_most if rule.score_at_most is not None else 0
        return said is not None and type(said.answer) is int and said.answer <= at_most


def review_page(workspace: Workspace, review_id: str) -> ReviewPage:
    """Read a review; raises AppError where there is none."""
    found = found_review(workspace, review_id)
    conn = workspace.conn
    entry = plan_entry(conn, plan_id=found.audit.plan_id)
    states = section_states(conn, review_id)
    facts = PlanFacts()
    if entry is not None:
        facts = facts_on(entry, date.fromisoformat(found.audit.date), register_day(conn), states)
    said = said_in(conn, review_id)
    by_rule = {marker.id: reason for marker in found.asked.markers if (reason := na_by_rule(marker, facts)) is not None}
    return ReviewPage(
        found,
        entry.plan_ref if entry is not None else "(erased)",
        facts,
        said,
        advice_ticks(conn, review_id),
        states,
        by_rule,
        _lacking(found, said, facts),
        decided_on(conn, review_id),
        _verdict(found, said) if found.review.is_submitted else None,
        locked_because(workspace, found),
        sent_by(workspace, found.audit.id, review_id),
        paper_words(conn, found.audit, entry),
    )


def _lacking(found: OpenReview, said: Mapping[str, SaidAt], facts: PlanFacts) -> tuple[Missing, ...]:
    answers = {marker: one.answer for marker, one in said.items() if one.answer is not None}
    evidence = {marker for marker, one in said.items() if one.evidence}
    causes = {marker for marker, one in said.items() if one.cause}
    reasons = {marker for marker, one in said.items() if one.reason}
    return missing(found.asked, answers, evidence, causes, facts, na_reasons=reasons)


def _verdict(found: OpenReview, said: Mapping[str, SaidAt]) -> Verdict:
    answers = {marker: one.answer for marker, one in said.items() if marker in found.framework}
    result = Grader(found.framework).grade(answers)
    override = Grade(found.review.override_grade) if found.review.override_grade else None
    counts = override or result.grade
    follow_up = tuple(one for one in found.framework.follow_up if one.grade is counts)
    return Verdict(result, what_would_change(found.framework, answers), follow_up, override)


def locked_because(workspace: Workspace, found: OpenReview) -> str:
    """Why the unlocked person may change nothing in this review, in a sentence; empty where they may."""
    review = found.review
    if found.audit.abandoned:
        return f"This audit was abandoned: {found.audit.abandoned}"
    if review.source == "import":
        return "This review was imported, so it can only be read."
    if review.person_id != workspace.person.id:
        return f"This is the review of {review.reviewer}. You can read it."
    if not workspace.can_write:
        return "The workspace is open for reading only, so nothing can be given here."
    return "This review is submitted and locked." if review.is_submitted else ""
