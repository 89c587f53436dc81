"""What a report's pages on single plans need: which reviews count, what they say, and how samples were drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import pools
from audit_app.store.grades import stored_answer
from audit_app.store.log.canonical import Json, decode, encode
from audit_app.store.read_care import CareSaid, care_said
from audit_app.store.read_draws import paper_in
from forms.model import Answer


class PlanScore(NamedTuple):
    """What a review says at one marker; `evidence` is the stored object or None."""

    answer: Answer
    evidence: Json
    cause: str
    note: str
    good_practice: bool


@dataclass(frozen=True, slots=True)
class PlanReview:
    """The review by which a plan counts, with its scores by marker; an erased plan's reference is empty.

    `grade` is as it was recorded, before an override. `date` is ISO text;
    `care` is what it found in sections C and D; `paper` the review or report of its plan that it looked at, in words.
    """

    plan_id: str
    plan_ref: str
    team: str
    framework: str
    date: str
    kind: str
    grade: str
    override_grade: str
    override_reason: str
    scores: dict[str, PlanScore]
    care: tuple[CareSaid, ...] = ()
    paper: str = ""


_REVIEWS: Final = (
    "SELECT r.id, a.plan_id, e.plan_ref, e.casework_team, a.framework, a.date, r.kind, r.grade, r.override_grade, "
    "r.override_reason, a.place_id, r.no FROM review r JOIN audit a ON a.id = r.audit_id "
    "LEFT JOIN entry e ON e.id = a.plan_id WHERE r.no IN (SELECT value FROM json_each(?)) "
    "ORDER BY a.date, e.plan_ref, r.no"
)
_SCORES: Final = (
    "SELECT s.review_id, s.marker, s.score, s.evidence, s.cause, s.note, s.good_practice FROM score s "
    "JOIN review r ON r.id = s.review_id WHERE r.no IN (SELECT value FROM json_each(?))"
)


def counted_plans(conn: Connection, asked: Asked, framework: str) -> list[PlanReview]:
    """The reviews behind the figures of the cycle and framework asked for, by date and reference."""
    if asked.cycle is None:
        return []
    pool = pools(conn, asked).get((asked.cycle.value, framework))
    if pool is None:
        return []
    numbers = encode([row.review_no for row in pool.counted])
    scores: dict[str, dict[str, PlanScore]] = {}
    for review, *held in conn.execute(_SCORES, (numbers,)):
        scores.setdefault(review, {})[held[0]] = _score(held[1:])
    care = care_said(conn, framework, [row.review_no for row in pool.counted])
    rows = conn.execute(_REVIEWS, (numbers,)).fetchall()
    return [_review(conn, row, scores.get(row[0], {}), care[row[-1]]) for row in rows]


def _score(row: Sequence[Json]) -> PlanScore:
    score, evidence, cause, note, good_practice = row
    return PlanScore(
        stored_answer(score), decode(evidence) if evidence else None, cause or "", note or "", bool(good_practice)
    )


def _review(
    conn: Connection, row: Sequence[Json], scores: dict[str, PlanScore], care: tuple[CareSaid, ...]
) -> PlanReview:
    *texts, place_id = (value or "" for value in row[1:-1])
    plan_id, plan_ref, team, framework, day, kind, grade, override, reason = texts
    paper = paper_in(conn, place_id)
    words = paper.words if paper is not None else ""
    return PlanReview(plan_id, plan_ref, team, framework, day, kind, grade, override, reason, scores, care, words)


_DRAWS: Final = (
    "SELECT id FROM draw WHERE cycle = ? AND on_date BETWEEN ? AND ? AND erased IS NULL ORDER BY on_date, id"
)


def draws_in(conn: Connection, asked: Asked) -> list[str]:
    """The ids of the draws of the cycle asked for whose day is in the period, in order."""
    if asked.cycle is None:
        return []
    return [row[0] for row in conn.execute(_DRAWS, (asked.cycle.value, asked.first, asked.last))]
