"""Timeliness figures over 25,000 plans, against one raw SQL query that gives the same numbers."""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

from audit_app.domain.period import parse_period
from audit_app.services.timeliness.counting import TimelinessAsked, timeliness
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.timeliness import timeliness_figures
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from benchmarks._measure import compare, show
from benchmarks._workspaces import workspace
from scoring.figures import Figure, Scope

AS_OF = date(2026, 11, 22)
PERIOD = parse_period("2025-11..2026-10")
SOURCES = ("education", "psychology", "health", "social_care")
DAYS = "julianday({}) - julianday({})"


def counted(name: str, days: str, limit: int, where: str, bad: str) -> str:
    """A part of the raw query: how many are counted, and how many of them in time."""
    return (
        f"SELECT '{name}', count(*), coalesce(sum(coalesce({days} <= {limit}, 0)), 0), 0 FROM entry "
        f"WHERE erased IS NULL AND {where} AND NOT coalesce({bad}, 0)"
    )


def raw_query() -> str:
    """One statement with a row a figure; bounds that do not depend on a row stand in it as constants."""
    first, last, today = PERIOD.first, PERIOD.last, AS_OF

    def between(column: str, less: int = 0) -> str:
        ends = (day - timedelta(less) for day in (first, last))
        return f"{column} BETWEEN '{{}}' AND '{{}}'".format(*ends)

    issued = (
        f"{between('final_date')} AND request_date <= final_date AND final_date <= '{today}' "
        "AND transferred_in IS NOT 1 AND request_outcome IS NOT 'H' AND assessment_outcome IS NOT 'H'"
    )
    to_final = DAYS.format("final_date", "request_date")
    parts = [
        counted("20_weeks.including_exceptions", to_final, 140, issued, "0"),
        counted("20_weeks.excluding_exceptions", to_final, 140, f"{issued} AND exception IS NULL", "0"),
        f"SELECT 'exceptions', count(*), sum(exception IS NOT NULL), 0 FROM entry WHERE erased IS NULL AND {issued}",
        f"SELECT 'average_weeks', count(*), sum({to_final}), sum(({to_final}) * ({to_final})) FROM entry "
        f"WHERE erased IS NULL AND {issued}",
    ]
    for name, column, limit, which in (
        ("decision_6_weeks", "request_outcome_date", 42, "1"),
        ("no_plan_16_weeks", "assessment_outcome_date", 112, "assessment_outcome = 'N'"),
    ):
        where = f"{between(column)} AND {which} AND request_date <= {column} AND {column} <= '{today}'"
        parts.append(counted(name, DAYS.format(column, "request_date"), limit, where, "request_outcome = 'H'"))
    after = [(f"advice_6_weeks.{one}", f"{one}_advice_date", "advice_requested_date", 42, "1") for one in SOURCES]
    after += [
        ("review_decision_4_weeks", "review_decision_date", "last_review_date", 28, "1"),
        ("review_final_12_weeks", "review_final_date", "last_review_date", 84, "review_outcome = 'A'"),
    ]
    for name, done, begun, limit, which in after:
        where = f"{between(begun, limit)} AND {which} AND {begun} <= '{today - timedelta(limit)}'"
        bad = f"({done} < {begun} OR {done} > '{today}')"
        parts.append(counted(name, DAYS.format(done, begun), limit, where, bad))
    for name, which in (("phase_transfer_15_feb", "NOT LIKE"), ("post16_transfer_31_mar", "LIKE")):
        where = f"{between('phase_transfer_due')} AND phase_transfer_due {which} '%-03-31'"
        late = DAYS.format("phase_transfer_final", "phase_transfer_due")
        bad = f"(ceased_date < phase_transfer_due OR phase_transfer_final > '{today}')"
        parts.append(counted(name, late, 0, where, bad))
    parts.append(
        "SELECT 'over_3_years', count(*), sum(latest < '2023-10-31'), 0 FROM (SELECT max("
        + ", ".join(
            f"CASE WHEN {name} <= '{last}' THEN {name} ELSE '' END"
            for name in ("final_date", "coalesce(review_final_date, '')", "coalesce(phase_transfer_final, '')")
        )
        + f") AS latest FROM entry WHERE erased IS NULL AND final_date <= '{last}' "
        f"AND (ceased_date IS NULL OR ceased_date > '{last}'))"
    )
    return " UNION ALL ".join(parts)


def entries(number: int) -> Iterator[dict[str, str | int]]:
    """Plans of five years with every date, one in ten with an exception, one in three with a phase transfer."""
    chance = random.Random(1)  # noqa: S311 - made-up dates, not secrets
    for at in range(number):
        asked = date(2021, 1, 1) + timedelta(chance.randrange(2_000))
        decided, draft = asked + timedelta(chance.randrange(20, 60)), asked + timedelta(chance.randrange(90, 150))
        final = draft + timedelta(chance.randrange(10, 60))
        met = final + timedelta(chance.randrange(300, 380))
        row: dict[str, str | int | date] = {"plan_ref": f"P-{at}", "casework_team": chance.choice("NESW")}
        row |= {"request_date": asked, "request_outcome": "Y", "request_outcome_date": decided}
        row |= {"advice_requested_date": decided, "draft_date": draft, "final_date": final, "last_review_date": met}
        row |= {f"{one}_advice_date": decided + timedelta(chance.randrange(20, 80)) for one in SOURCES}
        row |= {"review_outcome": chance.choice("AMC"), "review_decision_date": met + timedelta(chance.randrange(40))}
        if row["review_outcome"] == "A":
            row |= {"review_final_date": met + timedelta(chance.randrange(40, 120))}
        row |= {"exception": "a"} if chance.random() < 0.1 else {}
        if chance.random() < 0.3:
            row |= {"phase_transfer_due": chance.choice(("2026-02-15", "2026-03-31"))}
            row |= {"phase_transfer_final": date(2026, 1, 1) + timedelta(chance.randrange(120))}
        yield {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def fill(place: Workspace, number: int) -> None:
    """The register, a thousand entries a change."""
    rows = [Op("entry", f"p{at:05}", "row", row) for at, row in enumerate(entries(number))]
    for start in range(0, number, 1_000):
        place.door.write("Import the register", rows[start : start + 1_000], sign="import")


def demand_same(figures: list[Figure], conn: Connection, query: str) -> None:
    """Both ways give the same numbers, or the comparison is worth nothing."""
    raw = {name: (n, count) for name, n, count, _ in conn.execute(query)}
    for figure in figures:
        name = figure.id.partition(".")[2]
        n, count = raw[name]
        if name == "average_weeks":
            assert figure.value is not None
            assert abs(figure.value - count / n / 7) < 1e-9
        else:
            assert (figure.denominator, figure.numerator) == (n, count), figure.id


def main() -> None:
    """Measure over 25,000 plans, or as many as the first argument says."""
    plans = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
    asked, scope, query = Asked(PERIOD, None, AS_OF), Scope(PERIOD.text, "", ""), raw_query()
    with workspace() as place:
        fill(place, plans)
        conn = place.conn
        demand_same(list(timeliness_figures(conn, asked, scope)), conn, query)
        show(
            compare(
                f"timeliness figures over {plans:,} plans, against one raw query with the same numbers",
                lambda: list(timeliness_figures(conn, asked, scope)),
                lambda: conn.execute(query).fetchall(),
                runs=15,
                goal=1.5,
            ),
            compare(
                "the same with months, bands, days lost, targets: all that the screen shows, against the same query",
                lambda: timeliness(place, TimelinessAsked(PERIOD, as_of=AS_OF)),
                lambda: conn.execute(query).fetchall(),
                runs=5,
                goal=None,
            ),
        )


if __name__ == "__main__":
    main()
