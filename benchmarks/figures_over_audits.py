"""Figures over 10,000 audits (420,000 scores), against the best raw SQL that gives the same numbers."""

import sys
from datetime import date

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import parse_period
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.counting import count_figures
from benchmarks._measure import compare, show
from benchmarks._workspaces import core_42, fill, workspace

COUNTED = "SELECT no FROM review WHERE state = 'submitted'"
MARKERS = (
    "SELECT marker_no, sum(value >= 0), sum(max(value, 0)), sum(max(value, 0) * max(value, 0)), sum(value >= 2), "
    f"sum(value = -1), sum(value = -2) FROM score_fact WHERE review_no IN ({COUNTED}) GROUP BY marker_no"
)
GRADES = (
    "SELECT r.grade, count(*), sum(100.0 * r.score / r.possible), sum((100.0 * r.score / r.possible) "
    "* (100.0 * r.score / r.possible)) FROM review r JOIN audit a ON a.id = r.audit_id "
    "WHERE r.state = 'submitted' AND a.date BETWEEN '2026-09-01' AND '2026-10-31' GROUP BY r.grade"
)
PARTS = (
    "WITH kept(no, part, weight, size) AS MATERIALIZED (VALUES {rows}), "
    "sums AS (SELECT k.part AS part, 100.0 * sum(max(f.value, 0) * k.weight) AS points, "
    "3.0 * sum((f.value >= 0) * k.weight) AS possible, sum(f.value >= 0) AS scored, sum(f.value = -1) AS na, "
    "max(k.size) AS size FROM score_fact f JOIN kept k ON k.no = f.marker_no "
    f"WHERE f.review_no IN ({COUNTED}) GROUP BY f.review_no, k.part) "
    "SELECT part, count(*), sum(points / possible), sum(points / possible * (points / possible)) FROM sums "
    "WHERE scored > 0 AND 100 * (size - na - scored) <= 15 * (size - na) GROUP BY part"
)
PRESENCE = (
    "SELECT m.marker, count(*), sum(f.value >= 2) FROM fact_marker m JOIN score_fact f ON f.marker_no = m.no "
    "WHERE m.marker IN ('C1', 'D1', 'G1', 'H1a', 'H2a') AND f.value >= 0 "
    f"AND f.review_no IN ({COUNTED}) GROUP BY m.marker"
)


def raw_sql(conn: Connection) -> None:
    """The sums behind the same figures and nothing else: no intervals, no labels, no register figures."""
    numbers = dict(conn.execute("SELECT marker, no FROM fact_marker").fetchall())
    markers = core_42().markers
    for part_of in (
        {marker.id: marker.section for marker in markers},
        {marker.id: marker.sole_agency for marker in markers if marker.sole_agency},
    ):
        sizes = [
            (numbers[id_], part, core_42_weight[id_], list(part_of.values()).count(part))
            for id_, part in part_of.items()
        ]
        rows = ", ".join(f"({no}, '{part}', {weight}, {size})" for no, part, weight, size in sizes)
        conn.execute(PARTS.format(rows=rows)).fetchall()
    for sql in (MARKERS, GRADES, PRESENCE):
        conn.execute(sql).fetchall()


core_42_weight = {marker.id: marker.weight for marker in core_42().markers}


def main() -> None:
    """Measure over 10,000 audits, or as many as the first argument says."""
    audits = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    asked = Asked(parse_period("2026-09..2026-10"), Cycle.MULTI_AGENCY, date(2026, 11, 22))
    with workspace() as place:
        fill(place, audits)
        name = f"every figure over {audits:,} audits"
        show(compare(name, lambda: count_figures(place.conn, asked), lambda: raw_sql(place.conn), runs=9, goal=1.5))


if __name__ == "__main__":
    main()
