"""Reading what members of a round gave on its plans, once that is open to see, and what the group settled on.

A sealed round has no reviews of members in these tables: they lie in boxes until the reveal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.grades import stored_answer
from audit_app.store.log.canonical import Json, decode
from audit_app.store.transaction import rows_in
from forms.model import Answer


@dataclass(frozen=True, slots=True)
class GroupReview:
    """A member's submitted review, or the group's consensus; `grade` is empty until it is submitted.

    `source` is app, sheet or table; `is_late` says that it came after the reveal.
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
    is_late: bool

    @property
    def is_consensus(self) -> bool:
        """Whether it is the group's."""
        return self.kind == "consensus"

    @property
    def is_submitted(self) -> bool:
        """Whether it is locked."""
        return self.state == "submitted"


_REVIEWS: Final = (
    "SELECT id, audit_id, coalesce(reviewer, ''), coalesce(person_id, ''), coalesce(agency, ''), kind, "
    "coalesce(source, ''), coalesce(state, 'open'), coalesce(override_grade, grade, ''), coalesce(late, 0) FROM review "
    "WHERE kind IN ('single', 'consensus') AND (kind = 'consensus' OR state = 'submitted') "
    "AND erased IS NULL AND deleted IS NULL AND audit_id IN ({marks})"
)


def group_reviews(conn: Connection, audit_ids: Sequence[str]) -> tuple[GroupReview, ...]:
    """The submitted reviews of members and the consensus, open or not, by audit, agency, name and id."""
    rows = [_review(row) for row in rows_in(conn, _REVIEWS, audit_ids)]
    return tuple(sorted(rows, key=lambda one: (one.audit_id, one.agency, one.reviewer, one.id)))


def _review(row: Sequence[Json]) -> GroupReview:
    *texts, late = row
    values: list[Json] = [*texts, bool(late)]
    return GroupReview(*values)


@dataclass(frozen=True, slots=True)
class Settled:
    """How the group came to a score: `how` is agreed, single or talked, `code` a reason's, `by` the agencies."""

    how: str
    code: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Everything that one review says at one marker; `settled` in a consensus alone."""

    answer: Answer
    evidence: Json
    cause: str
    reason: str
    note: str
    good_practice: bool
    settled: Settled | None


_SCORES: Final = (
    "SELECT review_id, marker, score, evidence, cause, reason, note, good_practice, settled_how, settled_code, "
    "settled_by FROM score WHERE erased IS NULL AND deleted IS NULL AND review_id IN ({marks})"
)


def group_scores(conn: Connection, review_ids: Sequence[str]) -> dict[str, dict[str, GroupScore]]:
    """What these reviews say, by review and marker."""
    found: dict[str, dict[str, GroupScore]] = {id_: {} for id_ in review_ids}
    for review, marker, score, evidence, cause, reason, note, good, how, code, by in rows_in(conn, _SCORES, review_ids):
        found[review][marker] = GroupScore(
            *(stored_answer(score), decode(evidence) if evidence else None, cause or "", reason or "", note or ""),
            good_practice=bool(good),
            settled=Settled(how, code or "", tuple(decode(by)) if by else ()) if how else None,
        )
    return found


_STATES: Final = (
    "SELECT review_id, section, state FROM section_state WHERE state IS NOT NULL AND review_id IN ({marks})"
)
_TICKS: Final = (
    "SELECT review_id, source, listed, dated, current, specific FROM advice WHERE deleted IS NULL "
    "AND review_id IN ({marks})"
)
TICKS: Final = ("listed", "dated", "current", "specific")


@dataclass(frozen=True, slots=True)
class GroupRest:
    """What a review says beside its scores: states of sections by section, ticks as (source, tick)."""

    states: dict[str, str]
    ticks: frozenset[tuple[str, str]]


def group_rest(conn: Connection, review_ids: Sequence[str]) -> dict[str, GroupRest]:
    """The section states and the advice grid of these reviews."""
    states: dict[str, dict[str, str]] = {id_: {} for id_ in review_ids}
    ticks: dict[str, set[tuple[str, str]]] = {id_: set() for id_ in review_ids}
    for review, section, state in rows_in(conn, _STATES, review_ids):
        states[review][section] = state
    for review, source, *given in rows_in(conn, _TICKS, review_ids):
        ticks[review].update((source, tick) for tick, is_on in zip(TICKS, given, strict=True) if is_on)
    return {id_: GroupRest(states[id_], frozenset(ticks[id_])) for id_ in review_ids}


def state_detail(conn: Connection, round_id: str) -> dict[str, Json]:
    """What was noted with the state of a round: `on`, the day, and `reason` where it was reopened."""
    row = conn.execute("SELECT state_detail FROM round WHERE id = ?", (round_id,)).fetchone()
    return dict(decode(row[0])) if row is not None and row[0] else {}


def closed_round_of(conn: Connection, audit_id: str) -> str:
    """The name of the closed round that an audit belongs to; empty where it belongs to none."""
    row = conn.execute(
        "SELECT d.name FROM audit a JOIN round d ON d.name = a.round AND coalesce(d.cycle, a.cycle) = a.cycle "
        "WHERE a.id = ? AND d.state = 'closed'",
        (audit_id,),
    ).fetchone()
    return "" if row is None else str(row[0])


@dataclass(frozen=True, slots=True)
class PageSent:
    """A learning page that went out: to whom, on which day (ISO)."""

    agency: str
    sent_on: str
    sent_to: str


def pages_sent(conn: Connection, round_id: str) -> dict[str, PageSent]:
    """The learning pages of a round that were sent, by agency."""
    rows = conn.execute(
        "SELECT agency, sent_on, coalesce(sent_to, '') FROM learning_page "
        "WHERE round_id = ? AND sent_on IS NOT NULL AND erased IS NULL AND deleted IS NULL",
        (round_id,),
    )
    return {row[0]: PageSent(*row) for row in rows}
