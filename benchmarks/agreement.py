"""Agreement: 1,000 bootstrap replicates over 5 raters × 2,000 units, and the whole screen's reading of two years."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from audit_app.services.agreement.measuring import AgreementAsked, agreement
from audit_app.services.demo import make_demo
from audit_app.services.reports.reporting import ReportAsked, looked_at
from audit_app.store.figures.agreement_units import round_name
from audit_app.store.ids import Ids
from audit_app.store.opening import open_workspace
from benchmarks._workspaces import means
from scoring.agreement import Unit, between, between_bootstrap, bootstrap, tally

PLANS, MARKERS, RATERS = 50, 40, 5
GOAL, RUNS = 1.0, 9


def units() -> Iterator[Unit]:
    """Every rater on every marker of every plan: most of them give the plan's level, some one beside it."""
    chance = random.Random(1)  # noqa: S311 - made-up scores, not secrets
    for plan in range(PLANS):
        level = chance.choice((0, 1, 2, 2, 3))
        for marker in range(MARKERS):
            ratings = tuple(
                (f"rater {one}", min(3, max(0, level + chance.choice((-1, 0, 0, 0, 1))))) for one in range(RATERS)
            )
            yield Unit(f"plan {plan:02}", f"marker {marker}", ratings)


def median(work: Callable[[], object]) -> float:
    """Seconds, the median of nine runs after one that does not count."""
    taken = []
    for _ in range(RUNS + 1):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken[1:])


def pair_rows(made: list[Unit]) -> list[tuple[str, list[int], list[int]]]:
    """The first rater against the second, as counts of each level."""

    def counts(value: int | None) -> list[int]:
        return [int(level == value) for level in range(4)]

    return [(one.plan, counts(one.ratings[0][1]), counts(one.ratings[1][1])) for one in made]


def of_scores() -> None:
    """The goal of the issue, with adding up the units and without."""
    made = list(units())
    sums, pair = tally(made), between(pair_rows(made))
    size = f"{RATERS} raters × {len(made):,} units in {PLANS} plans"
    both = median(lambda: bootstrap(tally(made), 1))
    print(f"agreement with 1,000 replicates, {size}: {both * 1e3:.0f} ms (goal: at most {GOAL:g} s)")
    print(f"  of it the replicates: {median(lambda: bootstrap(sums, 1)) * 1e3:.0f} ms")
    print(f"  two of them, kappa and gap: {median(lambda: between_bootstrap(pair, 1)) * 1e3:.0f} ms")
    assert both <= GOAL


def of_demo() -> None:
    """Everything that the screen shows of the demo's twelve rounds, of one of them, and the two-monthly figures."""
    with TemporaryDirectory() as name:
        fixed = datetime(2026, 11, 18, 9, tzinfo=UTC)
        machine = replace(means(Path(name)), clock=lambda: fixed)
        demo = make_demo(Path(name), machine)
        with open_workspace(demo.workspace_path, demo.passphrase, machine) as place:
            one = round_name(place.conn, Ids(place.id).round("2026-09"))
            every = median(lambda: agreement(place))
            single = median(lambda: agreement(place, AgreementAsked(one)))
            report = median(lambda: looked_at(place, ReportAsked("two-monthly", "2026-09..2026-10")))
    print(f"the agreement screen of the demo, all twelve rounds: {every * 1e3:.0f} ms; one: {single * 1e3:.0f} ms")
    print(f"every figure of its two-monthly report: {report * 1e3:.0f} ms")


def main() -> None:
    """Measure and print."""
    of_scores()
    of_demo()


if __name__ == "__main__":
    main()
