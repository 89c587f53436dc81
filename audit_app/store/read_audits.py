"""Reading audits and reviews as the services need them; counting figures is `store.figures`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.grades import stored_answer
from audit_app.store.log.canonical import Json, decode
from audit_app.store.log.settle import Settled, fields_of_review, in_order, settle_fields
from audit_app.store.transaction import rows_in
from forms.model import Answer, NotScore


def framework_keys(conn: Connection) -> list[str]:
    """The keys of the frameworks that the workspace keeps, `core-42/1`."""
    return [row[0] for row in conn.execute("SELECT id FROM framework WHERE text IS NOT NULL ORDER BY id")]


def framework_text(conn: Connection, key: str) -> str | None:
    """The text of a framework that the workspace keeps, None where it lacks it."""
    row = conn.execute("SELECT text FROM framework WHERE id = ?", (key,)).fetchone()
    return None if row is None else row[0]


@dataclass(frozen=True, slots=True)
class HeldAudit:
    """An audit as it is held; `abandoned` is the reason, empty where it was not."""

    id: str
    plan_id: str
    framework: str
    cycle: str
    round: str
    date: str
    purpose: str
    place_id: str
    abandoned: str


_AUDIT: Final = (
    "SELECT id, plan_id, framework, cycle, round, date, purpose, place_id, abandoned FROM audit "
    "WHERE erased IS NULL AND "
)


def audit_of(conn: Connection, audit_id: str) -> HeldAudit | None:
    """One audit, None where there is none."""
    row = conn.execute(f"{_AUDIT} id = ?", (audit_id,)).fetchone()
    return None if row is None else _audit(row)


def audits_among(conn: Connection, ids: Sequence[str]) -> dict[str, HeldAudit]:
    """Those of these audits that the workspace holds."""
    return {row[0]: _audit(row) for row in rows_in(conn, _AUDIT + "id IN ({marks})", ids)}


def erased_audits(conn: Connection) -> frozenset[str]:
    """The ids of audits that were erased under a retention rule."""
    return frozenset(row[0] for row in conn.execute("SELECT id FROM audit WHERE erased IS NOT NULL"))


def _audit(row: Sequence[Json]) -> HeldAudit:
    return HeldAudit(*(text or "" for text in row))


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review as it is held; `person_id` is empty for an imported one, `grade` until it is first submitted.

    `markers` are those that it answers, none where it answers all.
    """

    id: str
    audit_id: str
    reviewer: str
    person_id: str
    agency: str
    kind: str
    source: str
    state: str
    grade: str
    override_grade: str
    markers: tuple[str, ...] = ()

    @property
    def is_submitted(self) -> bool:
        """Whether the review is locked."""
        return self.state == "submitted"


_REVIEW: Final = (
    "SELECT id, audit_id, reviewer, person_id, agency, kind, source, coalesce(state, 'open'), grade, override_grade, "
    "markers FROM review WHERE kind IS NOT NULL AND "
)


def review_of_id(conn: Connection, review_id: str) -> HeldReview | None:
    """One review, None where there is none or it was erased."""
    row = conn.execute(f"{_REVIEW} id = ?", (review_id,)).fetchone()
    return None if row is None else _review(row)


def reviews_of(conn: Connection, audit_ids: Sequence[str]) -> dict[str, HeldReview]:
    """Every review of these audits, by id."""
    return {row[0]: _review(row) for row in rows_in(conn, _REVIEW + "audit_id IN ({marks})", audit_ids)}


def _review(row: Sequence[Json]) -> HeldReview:
    *texts, markers = row
    values: list[Json] = [*(value or "" for value in texts), tuple(decode(markers)) if markers else ()]
    return HeldReview(*values)


class HeldScore(NamedTuple):
    """Everything that a review says at one marker."""

    answer: Answer
    evidence: Json
    cause: str
    reason: str
    note: str


_SCORES: Final = (
    "SELECT review_id, marker, score, evidence, cause, reason, note FROM score WHERE review_id IN ({marks})"
)


def score_value(answer: Answer) -> Json:
    """The value of a score's `score` field: a number, `NA`, `NE`, or None for not yet scored."""
    return answer.value if isinstance(answer, NotScore) else answer


def scores_of(conn: Connection, review_ids: Sequence[str]) -> Iterator[tuple[str, str, HeldScore]]:
    """Review, marker and what is held there, of all these reviews."""
    for review, marker, score, evidence, cause, reason, note in rows_in(conn, _SCORES, review_ids):
        held = HeldScore(
            stored_answer(score), decode(evidence) if evidence else None, cause or "", reason or "", note or ""
        )
        yield review, marker, held


def section_states(conn: Connection, review_id: str) -> dict[str, str]:
    """The state given to each section of a review."""
    rows = conn.execute(
        "SELECT section, state FROM section_state WHERE review_id = ? AND state IS NOT NULL", (review_id,)
    )
    return dict(rows.fetchall())


def late_fields(conn: Connection, review_id: str) -> list[tuple[str, Settled]]:
    """What was written elsewhere without knowing of the review's lock: each field's kind, and how it stands."""
    fields = fields_of_review(conn, review_id)
    return [(one.kind, one) for one in settle_fields(conn, in_order(fields)) if one.late]
