"""Days lost over many late plans: stage by agency, by month of issue and by team; plans with an exception apart."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scoring.timeliness.delays import Delay
from scoring.timeliness.limits import Stage


@dataclass(frozen=True, slots=True)
class Late:
    """One late plan without an exception, as totals need it."""

    month: str
    team: str
    delay: Delay


@dataclass(frozen=True, slots=True)
class Total:
    """Late plans and the days that they lost.

    `days` are by (stage, agency); `plans` how many plans lost days there. `days_late` is the sum of `days` and
    `unexplained`, of which `unexplained_plans` have some.
    """

    late: int
    days_late: int
    days: Mapping[tuple[Stage, str], int]
    plans: Mapping[tuple[Stage, str], int]
    unexplained: int
    unexplained_plans: int

    def of_stage(self, stage: Stage) -> int:
        """The days lost in a stage."""
        return sum(days for (of, _), days in self.days.items() if of is stage)

    def of_agency(self, agency: str) -> int:
        """The days lost with an agency."""
        return sum(days for (_, of), days in self.days.items() if of == agency)


@dataclass(frozen=True, slots=True)
class Totals:
    """Of all late plans, by month of issue (YYYY-MM) and by casework team, both in order."""

    total: Total
    by_month: Mapping[str, Total]
    by_team: Mapping[str, Total]


def totals(plans: Iterable[Late]) -> Totals:
    """Sum the late plans that have no exception."""
    every = list(plans)
    return Totals(_total(every), _by(every, lambda one: one.month), _by(every, lambda one: one.team))


def _by(plans: list[Late], key: Callable[[Late], str]) -> dict[str, Total]:
    groups: defaultdict[str, list[Late]] = defaultdict(list)
    for one in plans:
        groups[key(one)].append(one)
    return {name: _total(groups[name]) for name in sorted(groups)}


def _total(plans: list[Late]) -> Total:
    days: Counter[tuple[Stage, str]] = Counter()
    lost_by: Counter[tuple[Stage, str]] = Counter()
    for one in plans:
        for lost in one.delay.lost:
            days[lost.stage, lost.agency] += lost.days
            lost_by[lost.stage, lost.agency] += 1
    return Total(
        late=len(plans),
        days_late=sum(one.delay.days_late for one in plans),
        days=dict(days),
        plans=dict(lost_by),
        unexplained=sum(one.delay.unexplained for one in plans),
        unexplained_plans=sum(one.delay.unexplained > 0 for one in plans),
    )
