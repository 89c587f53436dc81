"""Which audits of a period count: a plan once in each cycle and framework, by its consensus or its only review."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked

UNSEALED = (
    "NOT EXISTS (SELECT 1 FROM round d WHERE d.name = a.round AND d.sealed = '1' "
    "AND coalesce(d.state, 'open') = 'open')"
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
    "SELECT count(DISTINCT a.round) FROM audit a JOIN round d ON d.name = a.round "
    "WHERE a.date BETWEEN ? AND ? AND d.sealed = '1' AND coalesce(d.state, 'open') = 'open'"
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

    @property
    def graded(self) -> tuple[ReviewRow, ...]:
        """The counted audits with a grade."""
        return tuple(row for row in self.counted if row.grade != "not_graded")


def pools(conn: Connection, asked: Asked) -> dict[tuple[str, str], Pool]:
    """The pool of every cycle and framework with a submitted review in the period."""
    rows = [ReviewRow(*row) for row in conn.execute(_REVIEWS, (asked.first, asked.last, asked.round, asked.round))]
    counted: dict[tuple[str, str], list[ReviewRow]] = {}
    awaiting: Counter[tuple[str, str]] = Counter()
    audits: Counter[tuple[str, str]] = Counter()
    for _, group in groupby(rows, key=attrgetter("audit")):
        reviews = list(group)
        key = (reviews[0].cycle, reviews[0].framework)
        audits[key] += 1
        standing = standing_review(reviews)
        if standing is None:
            awaiting[key] += 1
        else:
            counted.setdefault(key, []).append(standing)
    return {
        key: Pool(*key, tuple(_latest_of_each_plan(counted.get(key, ()))), awaiting[key], number)
        for key, number in sorted(audits.items())
    }


def standing_review(reviews: Sequence[ReviewRow]) -> ReviewRow | None:
    """The review by which an audit counts: its consensus, else its only review; None while it awaits consensus."""
    consensus = [row for row in reviews if row.kind == "consensus"]
    if consensus:
        return consensus[-1]
    return reviews[0] if len(reviews) == 1 else None


def _latest_of_each_plan(rows: Iterable[ReviewRow]) -> list[ReviewRow]:
    latest: dict[str, ReviewRow] = {}
    for row in rows:
        held = latest.get(row.plan)
        if held is None or _when(row) > _when(held):
            latest[row.plan] = row
    return list(latest.values())


def _when(row: ReviewRow) -> tuple[str, str, int]:
    return (row.date, row.submitted, row.review_no)


def sealed_rounds(conn: Connection, asked: Asked) -> int:
    """How many rounds of the period are still sealed, and so left out."""
    return int(conn.execute(_SEALED, (asked.first, asked.last)).fetchone()[0])


def main_framework(found: Mapping[tuple[str, str], Pool], cycle: str, default: str) -> str | None:
    """The framework with most audits in a cycle, a tie going to the default's newest; None without any audit."""
    keys = [key for key in found if key[0] == cycle]
    if not keys:
        return None
    return max(keys, key=lambda key: (found[key].audits, key[1].split("/")[0] == default, _version(key[1]), key[1]))[1]


def _version(key: str) -> int:
    number = key.rpartition("/")[2]
    return int(number) if number.isdigit() else 0
