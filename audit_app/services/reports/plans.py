"""One audited plan as a report tells it: what fell short with its words, what would mend it, by when."""

from collections.abc import Iterator
from datetime import date

from audit_app.domain.follow_up import due
from audit_app.store.log.canonical import Json
from audit_app.store.read_plan_pages import PlanReview, PlanScore
from exports.care import care_words
from exports.content import Deadline, Extract, GoodPractice, PlanPage, Shortfall
from exports.plain import one_line
from forms.model import Answer, EvidenceKind, FollowUp, Framework, Grade, Marker, NotScore
from scoring.change import WhatWouldChange, what_would_change
from scoring.figures import SECTIONS
from scoring.grade import Grader

ERASED = "(erased)"
_SOUND = 2
_MOST_CHANGES = 4


def plan_page(review: PlanReview, grader: Grader) -> PlanPage:
    """The page of one plan, graded anew from its scores for limits and what would change it."""
    framework = grader.framework
    answers: dict[str, Answer] = {
        marker: held.answer for marker, held in review.scores.items() if marker in framework and held.answer is not None
    }
    result = grader.grade(answers)
    final = Grade(review.override_grade or review.grade or result.grade.value)
    held = [(marker, review.scores[marker.id]) for marker in framework.markers if marker.id in review.scores]
    ref = review.plan_ref or ERASED
    return PlanPage(
        plan_ref=ref,
        team=review.team,
        audited_on=date.fromisoformat(review.date),
        by_consensus=review.kind == "consensus",
        grade=final.value,
        grade_words=framework.label(final),
        percent=float(result.percentage) if result.percentage is not None else None,
        before_limits=framework.label(result.band),
        limits=tuple(_limit(one.words, one.markers) for one in result.limits),
        override=_override(review, framework),
        shortfalls=tuple(_shortfall(framework, marker, score) for marker, score in held if score.answer in (0, 1)),
        without_evidence=tuple((marker.id, marker.question) for marker, score in held if score.answer == NotScore.NE),
        changes=tuple(_changes(what_would_change(framework, answers))),
        good_practice=tuple(
            GoodPractice(marker.id, marker.question, extract(score.evidence))
            for marker, score in held
            if score.good_practice
        ),
        deadlines=tuple(deadlines(framework, ref, date.fromisoformat(review.date), final, answers)),
        care=_care(review),
        paper=review.paper,
    )


def _care(review: PlanReview) -> tuple[tuple[str, str], ...]:
    """Sections C and D in words; nothing where the audit says nothing of either, as one of advice alone."""
    if not any(one.is_known for one in review.care):
        return ()
    return tuple((one.section, care_words(one.section, one.state, one.score)) for one in review.care)


def _limit(words: str, markers: tuple[str, ...]) -> str:
    return f"{words} Markers: {', '.join(markers)}." if markers else words


def _override(review: PlanReview, framework: Framework) -> str:
    if not review.override_grade:
        return ""
    given, scored = framework.label(Grade(review.override_grade)), framework.label(Grade(review.grade))
    return f"{given} instead of {scored}. Reason: {one_line(review.override_reason)}"


def _shortfall(framework: Framework, marker: Marker, held: PlanScore) -> Shortfall:
    score = held.answer if isinstance(held.answer, int) else 0
    return Shortfall(
        marker=marker.id,
        section=marker.section,
        question=marker.question,
        score=score,
        level=framework.scale[score],
        words=marker.levels[score],
        evidence=extract(held.evidence),
        cause=held.cause,
        note=held.note,
        sound=marker.levels[_SOUND],
    )


def extract(evidence: Json) -> Extract | None:
    """The words behind a score and where they stand; None without evidence."""
    if not isinstance(evidence, dict):
        return Extract(str(evidence), "") if evidence else None
    text, where, by, on = (str(evidence.get(part) or "") for part in ("text", "where", "by", "on"))
    match evidence.get("kind"):
        case EvidenceKind.NOT_FOUND.value:
            return Extract(text, f"Looked for, not found. Searched: {where}" if where else "Looked for, not found")
        case EvidenceKind.QUOTATION.value if where in SECTIONS:
            return Extract(text, f"Section {where}")
        case EvidenceKind.RECORD.value:
            return Extract(text, f"Record: {_joined(where, on)}")
        case EvidenceKind.SAID.value:
            return Extract(text, f"Said: {_joined(by, where)}")
        case _:
            return Extract(text, where) if text or where else None


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _changes(change: WhatWouldChange) -> Iterator[str]:
    yield from (one.words for one in change.up[:_MOST_CHANGES])
    if not change.up:
        yield from change.words


def deadlines(
    framework: Framework, plan_ref: str, audited_on: date, grade: Grade, answers: dict[str, Answer]
) -> Iterator[Deadline]:
    """What the framework's follow-up rules ask of a plan with this grade and these answers, in their order."""
    for rule in framework.follow_up:
        score = answers.get(rule.marker) if rule.marker else None
        by_marker = isinstance(score, int) and rule.score_at_most is not None and score <= rule.score_at_most
        if by_marker or (rule.grade is not None and rule.grade is grade):
            yield _deadline(rule, plan_ref, audited_on)


def _deadline(rule: FollowUp, plan_ref: str, audited_on: date) -> Deadline:
    return Deadline(plan_ref, due(audited_on, rule.within, rule.unit), rule.action)
