"""What a review still lacks before it can be submitted. It does not know how answers are kept."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum

from forms.model.answers import Answer, NotScore
from forms.model.facts import PlanFacts, na_by_rule
from forms.model.framework import Framework, Marker


class Lack(StrEnum):
    """What is missing at a marker."""

    SCORE = "score"
    EVIDENCE = "evidence"
    CAUSE = "cause"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that submission demands, with a sentence for the auditor."""

    marker: str
    lack: Lack
    words: str


def missing(
    framework: Framework,
    answers: Mapping[str, Answer],
    evidence: Container[str],
    causes: Container[str],
    facts: PlanFacts,
    *,
    na_reasons: Container[str] = (),
    agency: str | None = None,
) -> tuple[Missing, ...]:
    """Return what submission still demands, in the framework's order (framework.md §1).

    `evidence`, `causes` and `na_reasons` hold the ids of markers that have one. A marker that does not apply
    by rule needs no answer and no reason. With `agency`, only the markers that it scores are asked for.
    """
    asked = framework.markers if agency is None else framework.scored_by(agency)
    found: list[Missing] = []
    for marker in asked:
        by_rule = na_by_rule(marker, facts) is not None
        lacks = _lacks(marker, answers.get(marker.id), by_rule)
        held = {Lack.EVIDENCE: evidence, Lack.CAUSE: causes, Lack.REASON: na_reasons, Lack.SCORE: ()}
        found += [Missing(marker.id, lack, words) for lack, words in lacks.items() if marker.id not in held[lack]]
    return tuple(found)


def _lacks(marker: Marker, answer: Answer, by_rule: bool) -> dict[Lack, str]:
    """Return everything that this answer demands, whether it is there or not."""
    name = marker.id
    if answer is None:
        return {} if by_rule else {Lack.SCORE: f"{name} has no score yet. Score it, or answer NA or NE."}
    if answer == NotScore.NA:
        return {} if by_rule else {Lack.REASON: f"{name} is NA. Say why it does not apply."}
    if answer == NotScore.NE:
        return {}
    if answer in (0, 1):
        return {
            Lack.EVIDENCE: f"{name} is at {answer}. Show the evidence.",
            Lack.CAUSE: f"{name} is at {answer}. Name the cause.",
        }
    if answer == 3 and marker.limiting:
        return {Lack.EVIDENCE: f"{name} is at 3 and can limit the grade. Show the evidence."}
    return {}
