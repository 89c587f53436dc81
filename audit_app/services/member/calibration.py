"""A member's calibration card: their scores beside the consensus, in one round and over all; theirs alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.services.member.results import AgreedScore, Result, read_result
from audit_app.services.open_reviews import found_review
from audit_app.store.log.canonical import Json
from audit_app.store.read_assignments import AssignedPlan, HeldAssignment, assignment_of, assignments_held
from audit_app.store.read_review import SaidAt, said_in
from audit_app.store.workspace import Workspace
from forms.model import Answer, Framework
from scoring.calibration import Calibration, Closeness, Compared, calibration, closeness
from scoring.consensus import How

READ_CARD = "read a calibration card"
"""The access log's act."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One marker of one plan: the member's answer and words beside the agreed ones, how and why it was agreed."""

    round: str
    plan_ref: str
    marker: str
    own: Answer
    agreed: Answer
    own_words: str
    agreed_words: str
    how: str
    code: str


@dataclass(frozen=True, slots=True)
class ToRevisit:
    """A marker to look at again, with its question, and where it was off, the furthest first."""

    marker: str
    question: str
    is_far: bool
    rounds: int
    places: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class CalibrationCard:
    """A member's scores beside the consensus of one round; `sections` are titles, `over_rounds` the earliest first.

    `lines` are all markers that could be compared. `revisit` looks at every round there is: a marker that is off again
    and again shows only there.
    """

    round_id: str
    name: str
    organisation: str
    person: str
    plans: int
    here: Calibration
    is_sealed: bool
    lines: tuple[Beside, ...]
    sections: tuple[tuple[str, Closeness], ...]
    revisit: tuple[ToRevisit, ...]
    over_rounds: tuple[tuple[str, Closeness], ...]
    together: Closeness


@dataclass(frozen=True, slots=True)
class _Pair:
    compared: Compared
    beside: Beside


def card(workspace: Workspace, round_id: str) -> CalibrationCard:
    """The card of one round. Raises AppError where the result of the round has not come, or the round is void."""
    held = assignment_of(workspace.conn, round_id)
    if held is None or held.result is None or held.is_void:
        raise AppError("The result of this round is not here yet. The chair sends it once the round is closed.")
    rounds = sorted(
        (one for one in assignments_held(workspace.conn) if one.result is not None and not one.is_void),
        key=lambda one: (one.due, one.name),
    )
    pairs = {one.id: tuple(_pairs(workspace, one)) for one in rounds}
    here = calibration(pair.compared for pair in pairs[round_id])
    every = calibration(pair.compared for one in rounds for pair in pairs[one.id])
    framework, plans = _framework(workspace, held), {pair.compared.plan for pair in pairs[round_id]}
    titles = {section.id: section.title for section in framework.sections}
    beside = [pair for one in rounds for pair in pairs[one.id]]
    return CalibrationCard(
        *(held.id, held.name, held.organisation, workspace.person.name, len(plans)),
        here=here,
        is_sealed=held.is_sealed,
        lines=tuple(pair.beside for pair in pairs[round_id]),
        sections=tuple((f"{id_}  {titles.get(id_, '')}".strip(), found) for id_, found in here.sections.items()),
        revisit=tuple(
            _revisit(one.marker, one.is_far, one.rounds, one.off, beside, framework) for one in every.revisit
        ),
        over_rounds=tuple((one.name, closeness([pair.compared for pair in pairs[one.id]])) for one in rounds),
        together=every.overall,
    )


def _framework(workspace: Workspace, held: HeldAssignment) -> Framework:
    return found_review(workspace, held.plans[0].review_id).framework


def _pairs(workspace: Workspace, held: HeldAssignment) -> Iterator[_Pair]:
    """Every marker that the member and somebody else scored, of plans they sent in; alone one agrees with nobody."""
    result: Result = read_result(held.result)
    for plan in held.plans:
        found = found_review(workspace, plan.review_id)
        if not found.review.is_submitted:
            continue
        said = said_in(workspace.conn, plan.review_id)
        agreed = {one.marker: one for one in result.plans.get(plan.audit_id, ())}
        for marker in found.asked.markers:
            if marker.id in said and marker.id in agreed and agreed[marker.id].how != How.SINGLE:
                yield _pair(held, plan, marker.section, said[marker.id], agreed[marker.id])


def _pair(held: HeldAssignment, plan: AssignedPlan, section: str, said: SaidAt, agreed: AgreedScore) -> _Pair:
    compared = Compared(held.name, plan.plan_ref, agreed.marker, section, _level(said.answer), _level(agreed.answer))
    own = "\n".join(part for part in (evidence_words(said.evidence), said.note, said.reason) if part)
    beside = Beside(
        *(held.name, plan.plan_ref, agreed.marker, said.answer, agreed.answer, own),
        *(agreed.words, agreed.how, agreed.code),
    )
    return _Pair(compared, beside)


def _level(answer: Answer) -> int | None:
    return answer if isinstance(answer, int) else None


def _revisit(
    marker: str, is_far: bool, rounds: int, off: Sequence[Compared], pairs: Sequence[_Pair], framework: Framework
) -> ToRevisit:
    places = tuple(pair.beside for one in off for pair in pairs if pair.compared is one)
    question = framework.marker(marker).question if marker in framework else ""
    return ToRevisit(marker, question, is_far, rounds, places)


def evidence_words(value: Json) -> str:
    """Stored evidence in one line."""
    if not isinstance(value, dict):
        return str(value or "")
    return " · ".join(str(value[name]) for name in ("text", "where", "by", "on") if value.get(name))
