"""What a period's counted reviews fell short in, with its stored cause: markers, and items of confirmed threads."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode, encode

_AMONG: Final = "r.no IN (SELECT value FROM json_each(?))"
_MARKERS: Final = (
    "SELECT r.no, s.marker, coalesce(s.cause, ''), s.evidence FROM score s JOIN review r ON r.id = s.review_id "
    f"WHERE {_AMONG} AND s.score IN ('0', '1') ORDER BY r.no, s.marker"
)
_CONFIRMED: Final = "JOIN thread t ON t.review_id = r.id AND t.confirmed_by IS NOT NULL AND t.erased IS NULL"
_ITEMS: Final = (
    f"SELECT r.no, i.role, coalesce(i.section, ''), coalesce(i.words, ''), i.cause FROM review r {_CONFIRMED} "
    "JOIN thread_item i ON i.review_id = r.id AND i.state = 'accepted' AND i.erased IS NULL "
    f"WHERE {_AMONG} AND i.cause IS NOT NULL ORDER BY r.no, i.position, i.item"
)
_THREADS: Final = f"SELECT count(*) FROM review r {_CONFIRMED} WHERE {_AMONG}"


class MarkerShort(NamedTuple):
    """A marker at 0 or 1; `cause` is empty where nobody said one, `evidence` the stored value or None."""

    review_no: int
    marker: str
    cause: str
    evidence: Json


class ItemShort(NamedTuple):
    """An item of a confirmed thread that somebody named a cause for; `cause` is its stored object."""

    review_no: int
    role: str
    section: str
    words: str
    cause: Json


def markers_short(conn: Connection, review_numbers: Iterable[int]) -> list[MarkerShort]:
    """The markers at 0 or 1 of these reviews, in their order."""
    rows = conn.execute(_MARKERS, (encode(sorted(review_numbers)),)).fetchall()
    return [MarkerShort(no, marker, cause, decode(held) if held else None) for no, marker, cause, held in rows]


def items_short(conn: Connection, review_numbers: Iterable[int]) -> list[ItemShort]:
    """The items with a cause in the confirmed threads of these reviews, in the order of their boards."""
    rows = conn.execute(_ITEMS, (encode(sorted(review_numbers)),)).fetchall()
    return [ItemShort(no, role, section, words, decode(cause)) for no, role, section, words, cause in rows]


def threads_confirmed(conn: Connection, review_numbers: Iterable[int]) -> int:
    """How many of these reviews have a confirmed thread."""
    return int(conn.execute(_THREADS, (encode(sorted(review_numbers)),)).fetchone()[0])
