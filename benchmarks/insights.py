"""Insights over 10,000 audits (420,000 scores) of 24 months: reading once, then each filter in at most 100 ms."""

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from audit_app.domain.period import add_months, parse_period
from audit_app.services.insights.answering import insights
from audit_app.services.insights.asked import EVERY_SECTION, InsightsAsked, read_insights
from audit_app.services.progress import in_silence
from audit_app.store.driver import Connection
from benchmarks._workspaces import fill, workspace

PERIOD = parse_period("2024-12..2026-11")
GOAL, RUNS = 0.1, 9
TEAMS = ("North", "South", "East", "West")
NEEDS = ("ASD", "SEMH", "SLCN", "MLD", "PD")
BARE = (
    "SELECT substr(a.date, 1, 7), f.marker_no, sum(f.value >= 0), sum(f.value >= 2) FROM score_fact f "
    "JOIN review r ON r.no = f.review_no JOIN audit a ON a.id = r.audit_id JOIN entry e ON e.id = a.plan_id "
    "WHERE e.casework_team = 'North' GROUP BY 1, 2"
)
FILTERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("nothing chosen", {}),
    ("a team", {"team": "North"}),
    ("a team and a need", {"team": "North", "need": "ASD"}),
    ("a phase", {"phase": "primary"}),
    ("an agency", {"agency": "health"}),
    ("every section drawn", {"section": EVERY_SECTION}),
    ("every section, an agency, a team", {"section": EVERY_SECTION, "agency": "health", "team": "North"}),
)


def spread(conn: Connection) -> None:
    """Give the audits months, and the plans teams, needs and years: past the door, in a folder that goes."""
    chance = random.Random(1)  # noqa: S311 - made-up plans, not secrets
    days = [add_months(date(2024, 12, 1), month) for month in range(24)]
    audits = conn.execute("SELECT id, plan_id FROM audit").fetchall()
    conn.executemany(
        "UPDATE audit SET date = ? WHERE id = ?", [(chance.choice(days).isoformat(), audit) for audit, _ in audits]
    )
    conn.executemany(
        "UPDATE entry SET casework_team = ?, primary_need = ?, year_group = ? WHERE id = ?",
        [(chance.choice(TEAMS), chance.choice(NEEDS), chance.randint(-1, 13), plan) for _, plan in audits],
    )


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds: the median and the worst of nine runs after one that does not count."""
    found = []
    for _ in range(RUNS + 1):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return statistics.median(found[1:]), max(found[1:])


def main() -> None:
    """Measure over 10,000 audits, or as many as the first argument says."""
    audits = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with workspace() as place:
        fill(place, audits)
        spread(place.conn)
        begun = time.perf_counter()
        read = read_insights(place, in_silence)
        print(f"reading {audits:,} audits once: {time.perf_counter() - begun:.2f} s")
        bare, _ = taken(lambda: place.conn.execute(BARE).fetchall())
        print(f"one bare SQL pass by month and marker for one team: {bare * 1e3:.0f} ms")
        asked = InsightsAsked(PERIOD)
        for words, chosen in FILTERS:
            median, worst = taken(lambda chosen=chosen: insights(read, replace(asked, **chosen)))  # type: ignore[misc]  # a lambda's default
            missed = "" if median <= GOAL else ", missed"
            print(f"{words}: {median * 1e3:.0f} ms, worst {worst * 1e3:.0f} ms (goal 100 ms{missed})")


if __name__ == "__main__":
    main()
