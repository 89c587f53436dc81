"""What a member said of one plan without the app, as the operations that its box holds; it writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError, Place, Problem
from audit_app.domain.scoring_sheet import LONGEST_TEXT
from audit_app.services.answering import Evidence
from audit_app.services.audit_opening import na_ops
from audit_app.services.plan_facts import facts_on
from audit_app.services.sheets_of_round.seats import PlanAsked, SeatAsked
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import score_value
from exports.plain import visible
from forms.model import Answer, Missing, NotScore, PlanFacts, missing, na_by_rule

_TOO_LONG = f"A text here has more than {LONGEST_TEXT:,} characters. Shorten it."


@dataclass(frozen=True, slots=True)
class Said:
    """What was said at one marker; `cause` is a cause's value, empty for none."""

    answer: Answer = None
    evidence: Evidence | None = None
    cause: str = ""
    reason: str = ""
    note: str = ""
    good_practice: bool = False


@dataclass(frozen=True, slots=True)
class PlanSaid:
    """What was said of one plan: at each marker, ticks of the advice grid, states of sections."""

    said: Mapping[str, Said] = field(default_factory=dict, repr=False)
    ticks: frozenset[tuple[str, str]] = frozenset()
    states: Mapping[str, str] = field(default_factory=dict, repr=False)

    def facts(self, plan: PlanAsked) -> PlanFacts:
        """What is known of the plan with what was said of its sections."""
        return facts_on(plan.entry, plan.on, plan.register_day, self.states)


def by_rule(asked: SeatAsked, facts: PlanFacts) -> dict[str, str]:
    """The markers of the seat that do not apply by rule, with the reason."""
    return {one.id: reason for one in asked.asked.markers if (reason := na_by_rule(one, facts)) is not None}


def lacking(asked: SeatAsked, plan: PlanAsked, told: PlanSaid) -> tuple[Missing, ...]:
    """What submission still demands of a plan."""
    said = told.said
    return missing(
        asked.asked,
        {marker: one.answer for marker, one in said.items() if one.answer is not None},
        {marker for marker, one in said.items() if one.evidence is not None},
        {marker for marker, one in said.items() if one.cause},
        told.facts(plan),
        na_reasons={marker for marker, one in said.items() if one.reason.strip()},
    )


def answer_ops(review_id: str, asked: SeatAsked, plan: PlanAsked, told: PlanSaid) -> tuple[Op, ...]:
    """The answers as their box holds them; what the reveal works out itself (record, result, state) is not among them.

    Raises AppError with a problem for everything that is missing or too long.
    """
    faults = [Problem(one.words, Place(column=one.marker)) for one in lacking(asked, plan, told)]
    faults += [Problem(_TOO_LONG, Place(column=marker)) for marker, one in told.said.items() if _is_too_long(one)]
    if faults:
        many = counted(len(faults), "thing is", "things are")
        raise AppError(f"The scores of plan {plan.plan_ref} cannot be sealed yet: {many} to be put right.", faults)
    return tuple(_answers(review_id, asked, plan, told))


def _answers(review: str, asked: SeatAsked, plan: PlanAsked, told: PlanSaid) -> Iterator[Op]:
    reasons = by_rule(asked, told.facts(plan))
    for marker in asked.asked.markers:
        one = told.said.get(marker.id, Said())
        if one.answer is None:  # by rule: `lacking` lets no other go unanswered
            yield from na_ops(review, {marker.id: reasons[marker.id]})
        for name, value in _fields(one, reasons.get(marker.id, "")):
            yield Op("score", Ids.score(review, marker.id), name, value)
    for section, state in told.states.items():
        yield Op("section_state", f"{review}.{section}", "state", state)
    for source, tick in sorted(told.ticks):
        yield Op("advice", f"{review}.{source}", tick, 1)


def _fields(one: Said, rule: str) -> Iterator[tuple[str, Json]]:
    """What is kept at a marker; a rule's reason goes with an NA alone."""
    if one.answer is not None:
        yield "score", score_value(one.answer)
    if one.evidence is not None:
        yield "evidence", _evidence(one.evidence)
    if one.cause:
        yield "cause", one.cause
    reason = visible(one.reason).strip() or (rule if one.answer is NotScore.NA else "")
    if reason and (one.answer is not None) and (one.answer is NotScore.NA or reason != rule):
        yield "reason", reason
    if one.note.strip():
        yield "note", visible(one.note).strip()
    if one.good_practice:
        yield "good_practice", 1


def _is_too_long(one: Said) -> bool:
    found = one.evidence
    parts = (found.text, found.where, found.by) if found is not None else ()
    return any(len(text) > LONGEST_TEXT for text in (*parts, one.reason, one.note))


def _evidence(evidence: Evidence) -> Json:
    """Evidence as it is stored, with visible marks for what no file can hold; a sheet may hold anything."""
    return {name: visible(part) if isinstance(part, str) else part for name, part in evidence.value().items()}
