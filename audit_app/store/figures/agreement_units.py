"""Reads what is compared: each marker of each audit of one cycle and framework, by agency; it computes nothing.

Every opened or imported review is read but the consensus, reviews that came after their round was opened, and those of
rounds that are still sealed. What was scored by sheet or round a table stands apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import UNSEALED

APART = ("sheet", "table")
"""Ways of scoring that are blind by procedure and not by encryption, and so are counted apart."""

_AUDITS = (
    "FROM audit a JOIN review r ON r.audit_id = a.id {facts} "
    "WHERE a.purpose = 'sample' AND a.cycle = ? AND a.framework = ? AND a.date BETWEEN ? AND ? "
    "AND a.abandoned IS NULL AND a.erased IS NULL AND r.state = 'submitted' AND r.kind = 'single' "
    f"AND (? = '' OR a.round = ?) AND {{which}} AND {UNSEALED} "
)
_IN_TIME = "coalesce(r.late, 0) = 0"
_VALUES = "JOIN score_fact f ON f.review_no = r.no AND f.value >= 0"
_COUNTS = "sum(f.value = 0), sum(f.value = 1), sum(f.value = 2), sum(f.value = 3)"
_SHARED = "SELECT 1 " + _AUDITS.format(facts="", which="{which}") + "GROUP BY a.id HAVING count(*) > 1 LIMIT 1"
_UNITS = f"SELECT a.plan_id, {_COUNTS} " + _AUDITS.format(facts=_VALUES, which="{which}") + "GROUP BY a.id, f.marker_no"
_CELLS = (
    f"SELECT a.plan_id, a.id, coalesce(a.round, ''), a.date, m.marker, coalesce(r.agency, ''), {_COUNTS} "
    + _AUDITS.format(facts=f"{_VALUES} JOIN fact_marker m ON m.no = f.marker_no", which="{which}")
    + "GROUP BY a.id, f.marker_no, coalesce(r.agency, '') ORDER BY a.id, f.marker_no, 6"
)
_REVIEWS = (
    "SELECT a.plan_id, a.id, r.source, coalesce(r.late, 0), r.sealed IS NOT NULL AND EXISTS (SELECT 1 FROM round d "
    "WHERE d.name = a.round AND coalesce(d.cycle, a.cycle) = a.cycle AND d.sealed = '1'), coalesce(a.round, ''), "
    "coalesce(r.agency, '') " + _AUDITS.format(facts="", which="1") + "ORDER BY a.id, r.no"
)
_FRAMEWORKS = (
    "SELECT a.framework, count(DISTINCT a.id) FROM audit a JOIN review r ON r.audit_id = a.id "
    "WHERE a.purpose = 'sample' AND a.cycle = ? "
    "AND a.date BETWEEN ? AND ? AND a.abandoned IS NULL AND a.erased IS NULL AND r.state = 'submitted' "
    f"AND r.kind = 'single' AND (? = '' OR a.round = ?) AND {UNSEALED} GROUP BY a.framework"
)
# Whoever was to score in a round: its seats, or for a round that had none yet its members.
_ABSENT = (
    "WITH held AS (SELECT id, name, members FROM round d WHERE coalesce(d.cycle, ?) = ? AND d.name IN "
    "(SELECT a.round FROM audit a WHERE a.purpose = 'sample' AND a.cycle = ? AND a.framework = ? AND a.date BETWEEN ? "
    f"AND ? AND a.abandoned IS NULL AND a.erased IS NULL AND (? = '' OR a.round = ?) AND {UNSEALED})), "
    "asked AS (SELECT h.name, s.person_id AS person, s.agency FROM held h JOIN seat s ON s.round_id = h.id "
    "UNION ALL SELECT h.name, m.value, p.agency FROM held h, json_each(h.members) m "
    "LEFT JOIN person p ON p.id = m.value WHERE NOT EXISTS (SELECT 1 FROM seat s WHERE s.round_id = h.id)) "
    "SELECT name, coalesce(agency, ''), count(*) FROM asked WHERE NOT EXISTS (SELECT 1 FROM review r JOIN audit a "
    "ON a.id = r.audit_id JOIN score_fact f ON f.review_no = r.no AND f.value >= 0 WHERE a.round = asked.name "
    f"AND r.person_id = asked.person AND r.state = 'submitted' AND r.kind = 'single' AND {_IN_TIME}) "
    "GROUP BY name, coalesce(agency, '') ORDER BY name, 2"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: the audits of one cycle and one framework version, by one way of scoring.

    `method` is empty for packs and imports, else `sheet` or `table`.
    """

    cycle: str
    framework: str
    method: str = ""

    def values(self, asked: Asked) -> tuple[str, ...]:
        """What the queries are bound to."""
        return (self.cycle, self.framework, asked.first, asked.last, asked.round, asked.round)

    @property
    def which(self) -> str:
        """The reviews of this way of scoring that came in time, as a condition."""
        way = f"r.source = '{APART[APART.index(self.method)]}'" if self.method else f"r.source NOT IN {APART}"
        return f"{way} AND {_IN_TIME}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One agency's scores of one marker of one audit: how many of its raters gave 0, 1, 2 and 3."""

    plan: str
    audit: str
    round: str
    date: str
    marker: str
    agency: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    """One review that was opened or imported, late ones too: of which plan, how it was scored, in which round.

    `was_sealed` says that it came out of a box of a round that nobody could open alone.
    """

    plan: str
    audit: str
    source: str
    is_late: bool
    was_sealed: bool
    round: str
    agency: str


def is_shared(conn: Connection, asked: Asked, compared: Compared) -> bool:
    """Whether any plan has two reviews: most cycles have one auditor a plan, and nothing to compare."""
    sql = _SHARED.format(which=compared.which)
    return conn.execute(sql, compared.values(asked)).fetchone() is not None


def units(conn: Connection, asked: Asked, compared: Compared) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each marker of each audit with a score: its plan, and how many raters gave 0, 1, 2 and 3."""
    for plan, *counts in conn.execute(_UNITS.format(which=compared.which), compared.values(asked)):
        yield plan, tuple(counts)


def cells(conn: Connection, asked: Asked, compared: Compared) -> list[Cell]:
    """The same, agency by agency."""
    rows = conn.execute(_CELLS.format(which=compared.which), compared.values(asked))
    return [
        Cell(plan, audit, round_, date, marker, agency, tuple(counts))
        for plan, audit, round_, date, marker, agency, *counts in rows
    ]


def reviews_seen(conn: Connection, asked: Asked, compared: Compared) -> list[ReviewSeen]:
    """Every review of the audits, whichever way it was scored."""
    rows = conn.execute(_REVIEWS, compared.values(asked))
    return [
        ReviewSeen(plan, audit, source, bool(late), bool(sealed), *rest)
        for plan, audit, source, late, sealed, *rest in rows
    ]


def frameworks_compared(conn: Connection, asked: Asked, cycle: str) -> dict[str, int]:
    """The framework versions by which the cycle's plans were scored, and how many audits each has."""
    values = (cycle, asked.first, asked.last, asked.round, asked.round)
    return dict(conn.execute(_FRAMEWORKS, values).fetchall())


def absent_members(conn: Connection, asked: Asked, compared: Compared) -> list[tuple[str, str, int]]:
    """Members of rounds who gave no score in time: round, agency (empty where none is known), how many of them."""
    values = (compared.cycle, compared.cycle, *compared.values(asked))
    return [(name, agency, number) for name, agency, number in conn.execute(_ABSENT, values)]


def round_name(conn: Connection, round_id: str) -> str:
    """What a round is called, by its id; empty where there is none."""
    row = conn.execute("SELECT name FROM round WHERE id = ?", (round_id,)).fetchone()
    return str(row[0] or "") if row else ""
