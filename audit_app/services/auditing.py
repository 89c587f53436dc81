"""One audit from opening to submission, and what may be done to it afterwards; `answering` writes its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError, Place, Problem
from audit_app.services.answering import Evidence, give, set_section_state, tick_advice
from audit_app.services.audit_opening import Opened, na_ops, open_audit
from audit_app.services.member.returned import demand_here, demand_own
from audit_app.services.open_reviews import OpenReview, found_audit, found_review, open_review
from audit_app.services.plan_facts import facts_on
from audit_app.services.refusals import demand_reason
from audit_app.store.grades import result_value
from audit_app.store.log.canonical import decode
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import HeldScore, late_fields, reviews_of, scores_of, section_states
from audit_app.store.read_consensus import closed_round_of
from audit_app.store.read_register import plan_entry, register_day
from audit_app.store.workspace import Workspace
from forms.model import Answer, Grade, NotScore, PlanFacts, missing, na_by_rule
from scoring.change import WhatWouldChange, what_would_change
from scoring.grade import Grader, GradeResult

__all__ = [
    "Evidence",
    "Opened",
    "Submitted",
    "abandon",
    "give",
    "open_audit",
    "override",
    "reopen",
    "set_section_state",
    "submit",
    "tick_advice",
]


@dataclass(frozen=True, slots=True)
class Submitted:
    """The grade as it was recorded, and what would change it."""

    result: GradeResult
    change: WhatWouldChange


def submit(workspace: Workspace, review_id: str) -> Submitted:
    """Lock the review, record its grade and sign it.

    Raises AppError with a problem for everything that is missing; then nothing is written.
    """
    found = open_review(workspace, review_id)
    states = section_states(workspace.conn, review_id)
    facts = _facts(workspace, found, states)
    held = {marker: score for _, marker, score in scores_of(workspace.conn, [review_id])}
    answers: dict[str, Answer] = {marker: score.answer for marker, score in held.items() if score.answer is not None}
    _refuse_missing(found, held, answers, facts)
    by_rule = {
        marker.id: reason
        for marker in found.asked.markers
        if marker.id not in answers and (reason := na_by_rule(marker, facts)) is not None
    }
    answers.update(dict.fromkeys(by_rule, NotScore.NA))
    result = Grader(found.framework).grade(answers)
    detail = {"on": workspace.means.now().date().isoformat()}
    ops = [
        *na_ops(review_id, by_rule),
        Op("review", review_id, "result", result_value(result)),
        Op("review", review_id, "state", {"state": "submitted", "detail": detail}),
    ]
    workspace.door.write("Submit the review", ops, touches=found.audit.id, sign="submit")
    return Submitted(result, what_would_change(found.framework, answers))


def reopen(workspace: Workspace, review_id: str, reason: str) -> int:
    """Unlock a submitted review, with a reason; returns how many late edits from elsewhere were set aside.

    What somebody wrote elsewhere without knowing of the lock stays in the log; the locked values stand on. Raises
    AppError where the review is open or went back to the chair of a round, and where a moderator reopens another's
    review that has such edits.
    """
    why = demand_reason(reason, "Reopening a review")
    found = found_review(workspace, review_id)
    if not found.review.is_submitted:
        raise AppError("This review is open already. Go on with it.")
    demand_here(workspace, found.audit.id, review_id)
    closed = closed_round_of(workspace.conn, found.audit.id) if found.review.kind == "consensus" else ""
    if closed:
        raise AppError(f"The round {closed} is closed. Reopen it with a reason before changing a consensus.")
    late = late_fields(workspace.conn, review_id)
    if late and found.review.person_id not in ("", workspace.person.id):
        raise AppError(
            f"Answers for this review came in after it was submitted, so {found.review.reviewer} has to reopen it."
        )
    detail = {"on": workspace.means.now().date().isoformat(), "reason": why}
    ops = [Op("review", review_id, "state", {"state": "open", "detail": detail})]
    ops += [Op(kind, one.id, one.field, decode(one.value) if one.value else None) for kind, one in late]
    workspace.door.write("Reopen the review", ops, reason=why, touches=found.audit.id)
    return len(late)


def override(workspace: Workspace, review_id: str, grade: Grade, reason: str) -> None:
    """Set another grade beside the one that the scores give, as a moderator, with a reason; both stand.

    Raises AppError where the review is not submitted.
    """
    why = demand_reason(reason, "Overriding a grade")
    found = found_review(workspace, review_id)
    if not found.review.is_submitted:
        raise AppError("This review is not submitted, so it has no grade to override yet.")
    value = {"grade": grade.value, "reason": why, "by": workspace.person.id}
    label = f"Override the grade: {found.framework.label(grade)}"
    workspace.door.write(label, [Op("review", review_id, "override", value)], reason=why, touches=found.audit.id)


def abandon(workspace: Workspace, audit_id: str, reason: str) -> None:
    """Give an audit up, with a reason: it counts nowhere, and its plan can be drawn again.

    Raises AppError where it was abandoned already or a review of it is submitted.
    """
    why = demand_reason(reason, "Abandoning an audit")
    audit = found_audit(workspace, audit_id)
    if audit.abandoned:
        raise AppError(f"This audit was abandoned already: {audit.abandoned}")
    demand_own(workspace, audit_id)
    submitted = [one for one in reviews_of(workspace.conn, [audit_id]).values() if one.is_submitted]
    if submitted:
        names = ", ".join(one.reviewer for one in submitted)
        raise AppError(f"This audit has a submitted review ({names}). Reopen it with a reason first.")
    workspace.door.write("Abandon the audit", [Op("audit", audit_id, "abandoned", why)], reason=why, touches=audit_id)


def _facts(workspace: Workspace, found: OpenReview, states: Mapping[str, str]) -> PlanFacts:
    entry = plan_entry(workspace.conn, plan_id=found.audit.plan_id)
    if entry is None:
        raise AppError("The plan of this audit is not in the register any more. Abandon the audit with a reason.")
    return facts_on(entry, date.fromisoformat(found.audit.date), register_day(workspace.conn), states)


def _refuse_missing(
    found: OpenReview, held: Mapping[str, HeldScore], answers: Mapping[str, Answer], facts: PlanFacts
) -> None:
    evidence = {marker for marker, score in held.items() if score.evidence}
    causes = {marker for marker, score in held.items() if score.cause}
    reasons = {marker for marker, score in held.items() if score.reason}
    lacking = missing(found.asked, answers, evidence, causes, facts, na_reasons=reasons)
    if lacking:
        problems = [Problem(one.words, Place(column=one.marker)) for one in lacking]
        raise AppError(
            f"The review cannot be submitted yet: {counted(len(lacking), 'thing is', 'things are')} missing.", problems
        )
