"""Reads every counted audit once, with a byte a marker, so that filters can be answered from memory; it counts nothing.

One pass over the counted scores; a pass for each filter would take longer than a person waits (docs/performance.md).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import groupby
from typing import Final, NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import ReviewRow, is_later, reviews_by_audit, sealed_rounds, standing_review
from audit_app.store.log.canonical import encode

UNSCORED: Final = 0
LEVEL_0: Final = 3
"""What stands for level 0; NE is 1, NA is 2, levels 1 to 3 are 4 to 6."""
_STEP: Final = 65_536

_FACTS = (
    "SELECT f.review_no, f.marker_no, f.value FROM score_fact f WHERE f.review_no IN (SELECT value FROM json_each(?))"
)
_BEHIND = (
    "SELECT r.no, r.id, coalesce(e.plan_ref, '') FROM review r JOIN audit a ON a.id = r.audit_id "
    "LEFT JOIN entry e ON e.id = a.plan_id WHERE r.no IN (SELECT value FROM json_each(?))"
)


class Behind(NamedTuple):
    """What opens a counted audit: its review, and its plan's reference (empty where the register has none)."""

    review_id: str
    plan_ref: str


@dataclass(frozen=True, slots=True)
class PoolRead:
    """The counted audits of one cycle and framework version, the later one after the earlier one of the same plan.

    `levels` has a text of bytes for each marker, a byte for each of `rows`. `awaiting` says of how many audits, by
    month (YYYY-MM), the consensus is not there yet.
    """

    cycle: str
    framework: str
    rows: tuple[ReviewRow, ...]
    markers: tuple[str, ...]
    levels: tuple[bytes, ...]
    awaiting: dict[str, int]


@dataclass(frozen=True, slots=True)
class AuditsRead:
    """Every pool by (cycle, framework), and how many rounds of each cycle are sealed and so left out."""

    pools: dict[tuple[str, str], PoolRead]
    sealed: dict[str, int]


def read_audits(conn: Connection, asked: Asked, progress: Callable[[int, int], None]) -> AuditsRead:
    """Everything of a period, by the same rules as the figures' own pools; `progress` counts audits."""
    counted: defaultdict[tuple[str, str], list[ReviewRow]] = defaultdict(list)
    awaiting: defaultdict[tuple[str, str], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for reviews in reviews_by_audit(conn, asked):
        key = (reviews[0].cycle, reviews[0].framework)
        standing = standing_review(reviews)
        if standing is not None:
            counted[key].append(standing)
        else:
            awaiting[key][reviews[0].date[:7]] += 1
    whole, done = sum(len(rows) for rows in counted.values()), 0
    pools = {}
    for key in sorted({*counted, *awaiting}):
        progress(done, whole)
        pools[key] = _pool(conn, key, counted[key], dict(awaiting[key]))
        done += len(counted[key])
    return AuditsRead(pools, sealed_rounds(conn, asked))


def behind(conn: Connection, reviews: Collection[int]) -> dict[int, Behind]:
    """What opens each of these reviews, by its number."""
    found = conn.execute(_BEHIND, (encode(list(reviews)),))
    return {number: Behind(review, plan_ref) for number, review, plan_ref in found}


def _pool(conn: Connection, key: tuple[str, str], rows: Sequence[ReviewRow], awaiting: dict[str, int]) -> PoolRead:
    ordered = tuple(_in_order(conn, rows))
    numbers = conn.execute("SELECT no, marker FROM fact_marker WHERE framework = ? ORDER BY no", (key[1],)).fetchall()
    size = len(ordered)
    columns = {number: bytearray(size) for number, _ in numbers}
    place = {row.review_no: at for at, row in enumerate(ordered)}
    facts = conn.execute(_FACTS, (encode(list(place)),))
    while part := facts.fetchmany(_STEP):
        for review, marker, value in part:
            columns[marker][place[review]] = value + LEVEL_0
    return PoolRead(
        *key, ordered, tuple(marker for _, marker in numbers), tuple(bytes(one) for one in columns.values()), awaiting
    )


def _in_order(conn: Connection, rows: Sequence[ReviewRow]) -> Iterator[ReviewRow]:
    """By day and submission, the earlier first; the log is asked only of one plan's audits of the same moment."""

    def moment(row: ReviewRow) -> tuple[str, str, str]:
        return row.date, row.submitted, row.plan

    def compare(one: ReviewRow, other: ReviewRow) -> int:
        return 1 if is_later(conn, one, other) else -1

    for _, same in groupby(sorted(rows, key=moment), key=moment):
        yield from sorted(same, key=cmp_to_key(compare))
