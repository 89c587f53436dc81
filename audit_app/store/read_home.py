"""Reading what the first screen shows: draws with their places, and a person's reviews in progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.read_draws import HeldDraw, HeldPlace, draw_of, places_of


def organisation(conn: Connection) -> str:
    """What the partnership calls itself; empty where it has no name."""
    row = conn.execute("SELECT organisation FROM workspace").fetchone()
    return str(row[0] or "") if row else ""


def entry_count(conn: Connection) -> int:
    """How many entries the register holds, erased ones aside."""
    row = conn.execute("SELECT count(*) FROM entry WHERE plan_ref IS NOT NULL AND erased IS NULL").fetchone()
    return int(row[0])


_DRAWS: Final = "SELECT id FROM draw WHERE erased IS NULL AND cycle IS NOT NULL ORDER BY on_date DESC, id"


def all_draws(conn: Connection) -> list[tuple[HeldDraw, list[HeldPlace]]]:
    """Every recorded draw with its places, the newest day first."""
    found = []
    for (draw_id,) in conn.execute(_DRAWS).fetchall():
        held = draw_of(conn, draw_id)
        if held is not None:
            found.append((held, places_of(conn, draw_id)))
    return found


@dataclass(frozen=True, slots=True)
class ReviewInProgress:
    """A person's review that is not submitted; `scored` counts the markers with an answer, NA by rule among them.

    `plan_ref` and `place_id` are empty where there is none, `date` is ISO text.
    """

    review_id: str
    plan_ref: str
    cycle: str
    framework: str
    date: str
    place_id: str
    scored: int


# A review's fields are logged under its id, its scores under REVIEW.MARKER: "/" comes right after "." in the order.
_TOUCHED: Final = (
    "SELECT max(c.lamport) FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
    "WHERE o.id >= r.id AND o.id < r.id || '/'"
)
_IN_PROGRESS: Final = (
    "SELECT r.id, e.plan_ref, a.cycle, a.framework, a.date, a.place_id, "
    "(SELECT count(*) FROM score s WHERE s.review_id = r.id AND s.score IS NOT NULL) "
    "FROM review r JOIN audit a ON a.id = r.audit_id LEFT JOIN entry e ON e.id = a.plan_id "
    "WHERE r.person_id = ? AND r.kind IS NOT NULL AND r.erased IS NULL AND coalesce(r.state, 'open') = 'open' "
    f"AND a.abandoned IS NULL AND a.erased IS NULL ORDER BY ({_TOUCHED}) DESC, r.id"
)


def reviews_in_progress(conn: Connection, person_id: str) -> list[ReviewInProgress]:
    """The person's reviews that are not submitted, the one worked on last first."""
    return [_in_progress(row) for row in conn.execute(_IN_PROGRESS, (person_id,)).fetchall()]


def _in_progress(row: Sequence[Json]) -> ReviewInProgress:
    *texts, scored = row
    review, ref, cycle, framework, day, place = (text or "" for text in texts)
    return ReviewInProgress(review, ref, cycle, framework, day, place, scored)
