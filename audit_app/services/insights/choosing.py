"""Which audits the filters leave: one cycle and framework, a plan once in each month and once in the period."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import compress

from audit_app.domain.cycles import DEFAULTS, Cycle
from audit_app.services.insights.asked import InsightsAsked, InsightsRead
from audit_app.store.figures.audits import ReviewRow
from audit_app.store.figures.groups import need_of, phase_of, team_of
from audit_app.store.figures.insights import PoolRead
from forms.model import Framework
from scoring.figures import AGENCIES, SECTIONS


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in this period: cycles, and of the cycle and framework chosen all the rest."""

    cycles: tuple[str, ...]
    frameworks: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The places of the audits that are left, of `pool.rows`: a plan once in each month, and once in the period.

    `in_months` is in the order of the months, `months` the month of each of them, YYYY-MM. `elsewhere` audits of the
    cycle were made with another framework and are not counted.
    """

    asked: InsightsAsked
    pool: PoolRead
    framework: Framework
    in_months: tuple[int, ...]
    months: tuple[str, ...]
    in_period: tuple[int, ...]
    choices: Choices
    elsewhere: int

    @property
    def places(self) -> dict[str, int]:
        """Where each marker that is looked at stands in `pool.levels`."""
        held = {marker: at for at, marker in enumerate(self.pool.markers)}
        agency = self.asked.agency
        return {
            marker.id: held[marker.id]
            for marker in self.framework.markers
            if marker.id in held and (not agency or marker.is_scored_by(agency))
        }

    @property
    def titles(self) -> dict[str, str]:
        """What each section that can be drawn is called, in the order in which sections stand."""
        titles = _titles(self.framework)
        return {section: titles[section] for section in self.choices.sections}

    def rows(self, places: tuple[int, ...]) -> Iterator[ReviewRow]:
        """The audits at these places."""
        return map(self.pool.rows.__getitem__, places)


def choose(read: InsightsRead, asked: InsightsAsked) -> Chosen | None:
    """What the filters leave; None where no audit of the period counts.

    A cycle or framework that the period lacks gives way to the usual cycle and its most used framework; another
    filter's value that it lacks gives way to all.
    """
    first, last = asked.period.first.isoformat(), asked.period.last.isoformat()
    masks = {key: bytes(first <= row.date <= last for row in pool.rows) for key, pool in read.audits.pools.items()}
    sizes = {key: mask.count(1) for key, mask in masks.items() if mask.count(1)}
    if not sizes:
        return None
    cycle = _cycle(sizes, asked.cycle)
    frameworks = {key[1]: size for key, size in sizes.items() if key[0] == cycle}
    framework = asked.framework if asked.framework in frameworks else _main(frameworks, cycle)
    pool = read.audits.pools[cycle, framework]
    inside = list(compress(range(len(pool.rows)), masks[cycle, framework]))
    known = _choices(read.frameworks[framework], pool, inside)
    choices = replace(known, cycles=_cycles(sizes), frameworks=tuple(sorted(frameworks)))
    kept = _kept(replace(asked, cycle=cycle, framework=framework), choices)
    places = _filtered(kept, pool, inside)
    by_month = {(pool.rows[at].date[:7], pool.rows[at].plan): at for at in places}
    ordered = sorted(by_month.items(), key=lambda one: one[0][0])
    return Chosen(
        *(kept, pool, read.frameworks[framework]),
        in_months=tuple(at for _, at in ordered),
        months=tuple(key[0] for key, _ in ordered),
        in_period=tuple({pool.rows[at].plan: at for at in places}.values()),
        choices=choices,
        elsewhere=sum(frameworks.values()) - frameworks[framework],
    )


def _filtered(asked: InsightsAsked, pool: PoolRead, inside: list[int]) -> list[int]:
    filters = ((asked.team, team_of), (asked.need, need_of), (asked.phase, phase_of))
    for value, name_of in filters:
        if value:
            inside = [at for at in inside if name_of(pool.rows[at]) == value]
    return inside


def _choices(framework: Framework, pool: PoolRead, inside: list[int]) -> Choices:
    rows = [pool.rows[at] for at in inside]
    marked = {marker.section for marker in framework.markers}
    return Choices(
        cycles=(),
        teams=tuple(sorted({team_of(row) for row in rows})),
        needs=tuple(sorted({need_of(row) for row in rows})),
        phases=tuple(sorted({phase_of(row) for row in rows})),
        agencies=tuple(one for one in AGENCIES if any(marker.is_scored_by(one) for marker in framework.markers)),
        sections=tuple(section for section in _titles(framework) if section in marked),
    )


def _titles(framework: Framework) -> dict[str, str]:
    """A plan's sections in their order, then those that are the framework's own; all by the framework's titles."""
    return dict(SECTIONS) | {one.id: one.title for one in framework.sections}


def _kept(asked: InsightsAsked, choices: Choices) -> InsightsAsked:
    def known(value: str, values: tuple[str, ...]) -> str:
        return value if value in values else ""

    return replace(
        asked,
        team=known(asked.team, choices.teams),
        need=known(asked.need, choices.needs),
        phase=known(asked.phase, choices.phases),
        agency=known(asked.agency, choices.agencies),
    )


def _cycles(sizes: dict[tuple[str, str], int]) -> tuple[str, ...]:
    there = {key[0] for key in sizes}
    known = [cycle.value for cycle in Cycle if cycle.value in there]
    return (*known, *sorted(there.difference(known)))


def _cycle(sizes: dict[tuple[str, str], int], asked: str) -> str:
    cycles = _cycles(sizes)
    return asked if asked in cycles else cycles[0]


def _main(frameworks: dict[str, int], cycle: str) -> str:
    """The one with most audits; a tie goes to the cycle's default, then to the later name."""
    usual = DEFAULTS[Cycle(cycle)].framework_id if cycle in set(Cycle) else ""
    return max(frameworks, key=lambda key: (frameworks[key], key.split("/")[0] == usual, key))
