"""Past audits in memory: a score as it stands in a row, and the audits and reviews that the rows make up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from forms.model.answers import Answer

CONSENSUS: Final = "consensus"
"""The reviewer's name under which a group's agreed scores stand."""


class PastScore(NamedTuple):
    """One row of the file. A named tuple, as a file holds hundreds of thousands of them.

    `audit_date` is ISO text; `round`, `agency`, `evidence` and `cause` may be empty; `framework` is an id in small
    letters, with `/n` when the file names a version; `reviewer` is `consensus` for the group's scores. `grade` is the
    grade that the file itself gives the plan, empty where it gives none.
    """

    row: int
    plan_ref: str
    audit_date: str
    cycle: str
    round: str
    reviewer: str
    agency: str
    framework: str
    marker: str
    answer: Answer
    evidence: str
    cause: str
    grade: str = ""


class AuditKey(NamedTuple):
    """What makes two rows one audit: plan, cycle, round (else the date) and framework."""

    plan_ref: str
    cycle: str
    round: str
    date: str
    framework: str


def audit_key(score: PastScore) -> AuditKey:
    """The audit that a score belongs to; the date counts only where no round is named."""
    round_name = score.round
    return AuditKey(score.plan_ref, score.cycle, round_name, "" if round_name else score.audit_date, score.framework)


@dataclass(frozen=True, slots=True)
class PastReview:
    """One reviewer's scores of one audit, by marker as it is written in the file; `row` is the first of them."""

    reviewer: str
    agency: str
    row: int
    scores: dict[str, PastScore]

    @property
    def is_consensus(self) -> bool:
        """Whether these are the group's agreed scores."""
        return self.reviewer == CONSENSUS

    @property
    def grade(self) -> str:
        """The grade that the file itself gives, empty where it gives none."""
        return next((score.grade for score in self.scores.values() if score.grade), "")

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers by marker."""
        return {marker: score.answer for marker, score in self.scores.items()}


@dataclass(frozen=True, slots=True)
class PastAudit:
    """One audit with its reviews, in the order of the file; `row` is its first row."""

    plan_ref: str
    audit_date: str
    cycle: str
    round: str
    framework: str
    row: int
    reviews: tuple[PastReview, ...]


def group_audits(scores: Iterable[PastScore]) -> list[PastAudit]:
    """Put validated scores together as audits and reviews, in the order in which each first appears."""
    audits: dict[AuditKey, dict[str, list[PastScore]]] = {}
    for score in scores:
        audits.setdefault(audit_key(score), {}).setdefault(score.reviewer, []).append(score)
    return [_audit(list(reviews.values())) for reviews in audits.values()]


def _audit(reviews: list[list[PastScore]]) -> PastAudit:
    first = reviews[0][0]
    return PastAudit(
        plan_ref=first.plan_ref,
        audit_date=first.audit_date,
        cycle=first.cycle,
        round=first.round,
        framework=first.framework,
        row=first.row,
        reviews=tuple(map(_review, reviews)),
    )


def _review(scores: list[PastScore]) -> PastReview:
    agency = next((score.agency for score in scores if score.agency), "")
    return PastReview(scores[0].reviewer, agency, scores[0].row, {score.marker: score for score in scores})
