"""What a consensus says at one marker, as operations; whether it may be said is decided elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit_app.services.consensus.standing import Given, RevealCell, RevealPlan
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import score_value
from forms.model import SCORES, NotScore
from scoring.consensus import How
from scoring.figures import AGENCY_NAMES

LOW = (0, 1)
"""The answers that need evidence and a cause."""


@dataclass(frozen=True, slots=True)
class Settling:
    """What the group says at one marker: evidence as it is stored, or None; `by` are the agencies that agreed."""

    answer: int | NotScore
    how: How
    code: str = ""
    by: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""
    evidence: Json = None
    cause: str = ""
    is_good_practice: bool = False


def consensus_ops(plan: RevealPlan, person: str) -> list[Op]:
    """The consensus of a plan as it begins: the review, what C and D hold, and the advice grid."""
    record = {
        "audit_id": plan.audit_id,
        "reviewer": "consensus",
        "person_id": person,
        "agency": None,
        "kind": "consensus",
        "source": "app",
    }
    ops = [Op("review", plan.review_id, "record", record)]
    ops += [Op("section_state", f"{plan.review_id}.{one}", "state", state) for one, state in plan.states.items()]
    ops += [Op("advice", f"{plan.review_id}.{source}", tick, 1) for source, tick in sorted(plan.ticks)]
    return ops


def score_ops(review_id: str, marker: str, said: Settling) -> Iterator[Op]:
    """Everything of one marker, what is not said emptied."""
    id_ = Ids.score(review_id, marker)
    settled = {"how": said.how.value, "code": said.code or None, "by": list(said.by)}
    values: dict[str, Json] = {
        "score": score_value(said.answer),
        "evidence": said.evidence,
        "cause": said.cause or None,
        "reason": said.reason or None,
        "note": said.note or None,
        "good_practice": 1 if said.is_good_practice else None,
        "settled": settled,
    }
    for field, value in values.items():
        yield Op("score", id_, field, value)


def carried(shown: RevealCell, answer: int | NotScore) -> Settling:
    """What members said for an answer: the first evidence, cause and reason that stand behind it, all notes.

    Evidence and cause go with 0, 1 and 3 alone, as they are asked for; where nobody gave a 0 or 1, with those of the
    other of the two. Evidence is marked with whose it is.
    """
    same = [one for one in shown.given if one.answer == answer and type(one.answer) is type(answer)]
    is_low = answer in LOW
    behind = [*same, *(one for one in shown.given if one.answer in LOW and one not in same)] if is_low else same
    quoted = next((one for one in behind if one.evidence), None) if is_low or answer == SCORES[-1] else None
    return Settling(
        answer=answer,
        how=shown.how,
        by=agencies_of(shown.given),
        note=notes_of(shown.given),
        reason=next((one.reason for one in same if one.reason), ""),
        evidence=whose(quoted) if quoted is not None else None,
        cause=next((one.cause for one in behind if one.cause), "") if is_low else "",
        is_good_practice=any(one.is_good_practice for one in same),
    )


def whose(one: Given) -> Json:
    """The evidence of a member as the consensus keeps it: with the agency that it came from."""
    if isinstance(one.evidence, dict):
        return {**one.evidence, "agency": one.member.agency}
    return {"text": str(one.evidence), "agency": one.member.agency}


def notes_of(given: Sequence[Given]) -> str:
    """The members' notes one below the other, each with its agency."""
    return "\n".join(f"{one.member.label}: {one.note.strip()}" for one in given if one.note.strip())


def agencies_of(given: Sequence[Given]) -> tuple[str, ...]:
    """The agencies that answered, in their order."""
    found = {one.member.agency for one in given}
    return tuple(agency for agency in AGENCY_NAMES if agency in found)
