"""Narrow integer rows of the scores in submitted reviews, derived for counting figures; rebuilt by `check`.

Values are 0 to 3, -1 for not applicable, -2 for no evidence; a marker that was not scored has no row.
"""

from collections.abc import Iterable

from audit_app.store.driver import Connection
from audit_app.store.transaction import rows_in

NOT_APPLICABLE = -1
NO_EVIDENCE = -2

MOVED_BY = frozenset(
    {
        *(("review", "state"), ("review", "record"), ("review", "erased")),
        *(("audit", "record"), ("audit", "erased"), ("score", "erased")),
    }
)
"""The fields outside a locked review's answers whose change moves the counted scores."""

# Anything but a score is not counted, rather than counted as 0.
_COUNTED = "s.score IN ('0', '1', '2', '3', 'NA', 'NE')"
_SUBMITTED_SCORES = f"""
FROM review r JOIN audit a ON a.id = r.audit_id JOIN score s ON s.review_id = r.id
WHERE r.state = 'submitted' AND {_COUNTED} AND a.framework IS NOT NULL
"""
_VALUE = "CASE s.score WHEN 'NA' THEN -1 WHEN 'NE' THEN -2 ELSE CAST(s.score AS INTEGER) END"
_ADD_MARKERS = "INSERT OR IGNORE INTO fact_marker (framework, marker) SELECT DISTINCT a.framework, s.marker "
_ADD_SCORES = (
    f"INSERT INTO score_fact (review_no, marker_no, value) SELECT r.no, m.no, {_VALUE} "
    "FROM review r JOIN audit a ON a.id = r.audit_id JOIN score s ON s.review_id = r.id "
    "JOIN fact_marker m ON m.framework = a.framework AND m.marker = s.marker "
    f"WHERE r.state = 'submitted' AND {_COUNTED}"
)


def moved(conn: Connection, fields: Iterable[tuple[str, str, str]]) -> list[str]:
    """The reviews whose counted scores a change of these (kind, id, field) can move."""
    reviews: list[str] = []
    audits: list[str] = []
    for kind, id_, field in fields:
        if (kind, field) in MOVED_BY:
            (audits if kind == "audit" else reviews).append(id_.split(".", 1)[0])
    found = rows_in(conn, "SELECT id FROM review WHERE state = 'submitted' AND audit_id IN ({marks})", audits)
    return [*reviews, *(row[0] for row in found)]


def refresh(conn: Connection, review_ids: Iterable[str]) -> None:
    """Make the rows of these reviews anew; the caller holds the transaction."""
    ids = [(id_,) for id_ in dict.fromkeys(review_ids)]
    if not ids:
        return
    conn.executemany("DELETE FROM score_fact WHERE review_no = (SELECT no FROM review WHERE id = ?)", ids)
    conn.executemany(f"{_ADD_MARKERS}{_SUBMITTED_SCORES} AND r.id = ?", ids)
    conn.executemany(f"{_ADD_SCORES} AND r.id = ?", ids)


def rebuild(conn: Connection) -> None:
    """Make every row anew from the logged tables; the caller holds the transaction."""
    conn.execute("DELETE FROM score_fact")
    conn.execute("DELETE FROM fact_marker")
    conn.execute(f"{_ADD_MARKERS}{_SUBMITTED_SCORES}")
    conn.execute(_ADD_SCORES)


def wrong_rows(conn: Connection) -> int:
    """How many rows differ from what the logged tables say; 0 where the derived table is right."""
    fact = (
        "SELECT f.review_no, m.framework, m.marker, f.value FROM score_fact f JOIN fact_marker m ON m.no = f.marker_no"
    )
    truth = f"SELECT r.no, a.framework, s.marker, {_VALUE} {_SUBMITTED_SCORES}"
    sql = f"SELECT (SELECT count(*) FROM ({fact} EXCEPT {truth})) + (SELECT count(*) FROM ({truth} EXCEPT {fact}))"
    return int(conn.execute(sql).fetchone()[0])
