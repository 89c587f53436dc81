"""Reading one review whole, as the audit screen shows it; it works out nothing."""

from dataclasses import dataclass
from typing import NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.grades import stored_answer
from audit_app.store.log.canonical import Json, decode
from forms.model import Answer


class SaidAt(NamedTuple):
    """Everything that a review says at one marker; `evidence` is its stored value or None."""

    answer: Answer
    evidence: Json
    cause: str
    reason: str
    note: str
    good_practice: bool


def said_in(conn: Connection, review_id: str) -> dict[str, SaidAt]:
    """What a review says, by marker."""
    rows = conn.execute(
        "SELECT marker, score, evidence, cause, reason, note, good_practice FROM score WHERE review_id = ?",
        (review_id,),
    )
    return {
        marker: SaidAt(
            stored_answer(score),
            decode(evidence) if evidence else None,
            cause or "",
            reason or "",
            note or "",
            bool(shared),
        )
        for marker, score, evidence, cause, reason, note, shared in rows
    }


_TICKS = ("listed", "dated", "current", "specific")


def advice_ticks(conn: Connection, review_id: str) -> frozenset[tuple[str, str]]:
    """The ticks of a review's advice grid, as source and tick."""
    rows = conn.execute(f"SELECT source, {', '.join(_TICKS)} FROM advice WHERE review_id = ?", (review_id,))
    return frozenset(
        (source, tick) for source, *values in rows for tick, value in zip(_TICKS, values, strict=True) if value
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a review: when it was last locked or reopened and why, and a moderator's override."""

    on: str = ""
    reopened_because: str = ""
    override_grade: str = ""
    override_reason: str = ""
    override_by: str = ""


def decided_on(conn: Connection, review_id: str) -> Decided:
    """The decisions on a review, all empty where there are none."""
    row = conn.execute(
        "SELECT r.state_detail, r.override_grade, r.override_reason, coalesce(p.name, r.override_by) FROM review r "
        "LEFT JOIN person p ON p.id = r.override_by WHERE r.id = ?",
        (review_id,),
    ).fetchone()
    if row is None:
        return Decided()
    detail = decode(row[0]) if row[0] else {}
    return Decided(detail.get("on", ""), detail.get("reason", ""), *(text or "" for text in row[1:]))
