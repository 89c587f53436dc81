"""Which audits of a period count: a plan once in each cycle and framework, by its consensus or its only review."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked

UNSEALED = (
    "NOT EXISTS (SELECT 1 FROM round d WHERE d.name = a.round AND coalesce(d.cycle, a.cycle) = a.cycle "
    "AND d.sealed = '1' AND coalesce(d.state, 'open') = 'open')"
)
"""Leaves out audits whose round is still sealed; the audit is `a`."""

_REVIEWS = (
    "SELECT a.id, a.plan_id, a.date, a.cycle, a.framework, r.no, r.kind, r.source, "
    "coalesce(r.override_grade, r.grade), r.score, r.possible, coalesce(r.state_detail ->> 'on', ''), "
    "coalesce(e.casework_team, ''), coalesce(e.primary_need, ''), e.year_group "
    "FROM audit a JOIN review r ON r.audit_id = a.id LEFT JOIN entry e ON e.id = a.plan_id "
    "WHERE a.purpose = 'sample' AND a.date BETWEEN ? AND ? AND a.abandoned IS NULL AND a.erased IS NULL "
    f"AND r.state = 'submitted' AND (? = '' OR a.round = ?) AND {UNSEALED} ORDER BY a.id, r.no"
)
_SEALED = (
    f"SELECT a.cycle, count(DISTINCT a.round) FROM audit a WHERE a.purpose = 'sample' AND a.date BETWEEN ? AND ? "
    f"AND a.abandoned IS NULL AND a.erased IS NULL AND (? = '' OR a.round = ?) AND a.round IS NOT NULL "
    f"AND NOT ({UNSEALED}) GROUP BY a.cycle"
)
_ABANDONED = (
    "SELECT a.cycle, a.framework, count(*) FROM audit a WHERE a.purpose = 'sample' AND a.date BETWEEN ? AND ? "
    "AND a.abandoned IS NOT NULL AND a.erased IS NULL AND (? = '' OR a.round = ?) GROUP BY a.cycle, a.framework"
)
_SUBMITTED = (
    "SELECT c.lamport, c.writer, r.id FROM review r JOIN op o ON o.id = r.id AND o.field = 'state' AND o.leaf = 1 "
    "JOIN change c ON c.writer = o.writer AND c.seq = o.seq WHERE r.no = ? ORDER BY 1 DESC, 2 DESC LIMIT 1"
)


class ReviewRow(NamedTuple):
    """One submitted review of an audit in the period, with what its plan is grouped by."""

    audit: str
    plan: str
    date: str
    cycle: str
    framework: str
    review_no: int
    kind: str
    source: str
    grade: str
    score: int
    possible: int
    submitted: str
    team: str
    need: str
    year_group: int | None


@dataclass(frozen=True, slots=True)
class Pool:
    """The audits of one cycle and one framework version: they alone are counted together."""

    cycle: str
    framework: str
    counted: tuple[ReviewRow, ...]
    awaiting: int
    audits: int
    abandoned: int = 0

    @property
    def graded(self) -> tuple[ReviewRow, ...]:
        """The counted audits with a grade."""
        return tuple(row for row in self.counted if row.grade != "not_graded")


def pools(conn: Connection, asked: Asked) -> dict[tuple[str, str], Pool]:
    """The pool of every cycle and framework with a submitted review in the period."""
    values = (asked.first, asked.last, asked.round, asked.round)
    abandoned = {(cycle, framework): count for cycle, framework, count in conn.execute(_ABANDONED, values)}
    counted: dict[tuple[str, str], list[ReviewRow]] = {}
    awaiting: Counter[tuple[str, str]] = Counter()
    audits: Counter[tuple[str, str]] = Counter()
    for reviews in reviews_by_audit(conn, asked):
        key = (reviews[0].cycle, reviews[0].framework)
        audits[key] += 1
        standing = standing_review(reviews)
        if standing is None:
            awaiting[key] += 1
        else:
            counted.setdefault(key, []).append(standing)
    return {
        key: Pool(
            *key, tuple(_latest_of_each_plan(conn, counted.get(key, ()))), awaiting[key], number, abandoned.get(key, 0)
        )
        for key, number in sorted(audits.items())
    }


def reviews_by_audit(conn: Connection, asked: Asked) -> Iterator[list[ReviewRow]]:
    """The submitted reviews of every audit of the period's samples that counts or awaits its consensus."""
    values = (asked.first, asked.last, asked.round, asked.round)
    rows = (ReviewRow(*row) for row in conn.execute(_REVIEWS, values))
    for _, reviews in groupby(rows, key=attrgetter("audit")):
        yield list(reviews)


def standing_review(reviews: Sequence[ReviewRow]) -> ReviewRow | None:
    """The review by which an audit counts: its consensus, else its only review; None while it awaits consensus."""
    consensus = [row for row in reviews if row.kind == "consensus"]
    if consensus:
        return consensus[-1]
    return reviews[0] if len(reviews) == 1 else None


def _latest_of_each_plan(conn: Connection, rows: Iterable[ReviewRow]) -> list[ReviewRow]:
    latest: dict[str, ReviewRow] = {}
    for row in rows:
        held = latest.get(row.plan)
        if held is None or is_later(conn, row, held):
            latest[row.plan] = row
    return list(latest.values())


def is_later(conn: Connection, row: ReviewRow, held: ReviewRow) -> bool:
    """Whether a plan's audit is the later one; of one day the later submitted, by the log where the days are equal."""
    if (row.date, row.submitted) != (held.date, held.submitted):
        return (row.date, row.submitted) > (held.date, held.submitted)
    return _submission(conn, row) > _submission(conn, held)


def _submission(conn: Connection, row: ReviewRow) -> tuple[int, str, str]:
    """The place of a submission in the log, the same in every copy of the workspace; row numbers are not."""
    lamport, writer, id_ = conn.execute(_SUBMITTED, (row.review_no,)).fetchone() or (0, "", "")
    return (lamport, writer, id_)


def sealed_rounds(conn: Connection, asked: Asked) -> dict[str, int]:
    """How many rounds of each cycle in the period are still sealed, and so left out."""
    return dict(conn.execute(_SEALED, (asked.first, asked.last, asked.round, asked.round)).fetchall())


def main_framework(found: Mapping[tuple[str, str], Pool], cycle: str, default: str) -> str | None:
    """The framework with most audits in a cycle, a tie going to the default's newest; None without any audit."""
    keys = [key for key in found if key[0] == cycle]
    if not keys:
        return None
    return max(keys, key=lambda key: (found[key].audits, key[1].split("/")[0] == default, _version(key[1]), key[1]))[1]


def _version(key: str) -> int:
    number = key.rpartition("/")[2]
    return int(number) if number.isdigit() else 0
