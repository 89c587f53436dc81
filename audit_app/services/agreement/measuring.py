"""How far members agreed in one round or in all: whole, by section, pair of agencies, marker, and round by round.

Every number is a figure of the reports, counted by the same functions.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from audit_app.domain.cycles import DEFAULTS, Cycle
from audit_app.domain.period import Period
from audit_app.services.agreement.basis import Basis, basis_of
from audit_app.services.agreement.rewording import Reworded, to_reword
from audit_app.store.figures.agreement import AC2, ALPHA, EXACT, WITHIN_ONE, four_figures
from audit_app.store.figures.agreement_cuts import (
    GAP,
    KAPPA,
    cuts_of,
    round_figures,
    tally_of,
    unit_counts,
)
from audit_app.store.figures.agreement_units import APART, Cell, Compared, cells, frameworks_compared
from audit_app.store.figures.asked import Asked
from audit_app.store.grades import stored_framework
from audit_app.store.workspace import Workspace
from forms.model import Framework, Marker
from scoring.figures import Figure, FigureId, Scope, pair_of

_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)
EVER = Period(_FIRST, _LAST, "every round")
"""Every audit that there is."""


@dataclass(frozen=True, slots=True)
class AgreementAsked:
    """Which audits: a round by its name, empty for every one; a way of scoring, empty for packs and imports.

    `framework` is an id with version, empty for the one with most audits. `period` bounds the audits' dates.
    """

    round: str = ""
    method: str = ""
    framework: str = ""
    period: Period = EVER


@dataclass(frozen=True, slots=True)
class Measures:
    """The four figures of some units."""

    exact: Figure
    within_one: Figure
    alpha: Figure
    ac2: Figure


@dataclass(frozen=True, slots=True)
class SectionAgreed:
    """A section of the plan, by its id."""

    section: str
    measures: Measures


@dataclass(frozen=True, slots=True)
class PairAgreed:
    """Two agencies; `gap` is how much higher the first scores, in levels."""

    first: str
    second: str
    exact: Figure
    within_one: Figure
    gap: Figure
    kappa: Figure


@dataclass(frozen=True, slots=True)
class MarkerAgreed:
    """A marker that two or more people scored: `widest` is the widest difference on one plan in levels, `apart` the
    plans on which two of them lie two levels apart or more.
    """

    marker: Marker
    exact: Figure
    within_one: Figure
    widest: int
    apart: int


@dataclass(frozen=True, slots=True)
class RoundAgreed:
    """One round, and the day of its first audit (ISO)."""

    name: str
    on: str
    plans: int
    measures: Measures


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far members agreed. `rounds` are all rounds of this framework, whatever round is asked for, and `rewording`
    looks at the latest of them; `frameworks` and `methods` are what else can be asked for, with audits and reviews.
    """

    asked: AgreementAsked
    framework: Framework
    frameworks: Mapping[str, int]
    methods: tuple[str, ...]
    basis: Basis
    whole: Measures
    sections: tuple[SectionAgreed, ...]
    pairs: tuple[PairAgreed, ...]
    markers: tuple[MarkerAgreed, ...]
    rounds: tuple[RoundAgreed, ...]
    rewording: tuple[Reworded, ...]

    @property
    def is_compared(self) -> bool:
        """Whether any marker was scored by two people in what was asked for."""
        return bool(self.whole.exact.denominator)


def agreement(workspace: Workspace, asked: AgreementAsked | None = None) -> Agreement | None:
    """How far members of multi-agency rounds agreed; None where no round has an opened or imported review.

    A round that is not there any more gives nothing to compare, never an error; where nobody scored in the way that is
    asked for, another way is taken that somebody used.
    """
    wanted = asked or AgreementAsked()
    conn, cycle = workspace.conn, Cycle.MULTI_AGENCY
    every = Asked(wanted.period, cycle, wanted.period.last)
    frameworks = frameworks_compared(conn, every, cycle.value)
    key = wanted.framework if wanted.framework in frameworks else _most(frameworks, DEFAULTS[cycle].framework_id)
    if not key:
        return None
    by_method = {method: cells(conn, every, Compared(cycle.value, key, method)) for method in ("", *APART)}
    method = _method(by_method, wanted)
    framework = stored_framework(conn, key)
    found, scope = by_method[method], Scope(wanted.period.text, cycle.value, key)
    here = [one for one in found if not wanted.round or one.round == wanted.round]
    figures = {figure.id: figure for figure in cuts_of(here, framework, scope, method)}
    over = Asked(wanted.period, cycle, wanted.period.last, wanted.round)
    return Agreement(
        asked=AgreementAsked(wanted.round, method, key, wanted.period),
        framework=framework,
        frameworks=MappingProxyType(frameworks),
        methods=tuple(name for name, of_method in by_method.items() if of_method),
        basis=basis_of(conn, over, Compared(cycle.value, key)),
        whole=_measures(here, scope, {"method": method} if method else {}),
        sections=_sections(figures.values()),
        pairs=_pairs(figures.values()),
        markers=_markers(figures, here, framework),
        rounds=_rounds(found, scope, method),
        rewording=to_reword(found, framework),
    )


def _most(frameworks: Mapping[str, int], default: str) -> str:
    """The version with most audits; of as many the default's, the newest."""

    def rank(key: str) -> tuple[int, bool, int, str]:
        id_, _, version = key.partition("/")
        return frameworks[key], id_ == default, int(version) if version.isdigit() else 0, key

    return max(frameworks, key=rank, default="")


def _method(by_method: Mapping[str, Sequence[Cell]], asked: AgreementAsked) -> str:
    """The way that is asked for, else the first by which anything was scored in what is asked for."""
    used = [
        method
        for method, found in by_method.items()
        if any(not asked.round or cell.round == asked.round for cell in found)
    ]
    return asked.method if asked.method in used else next(iter(used), "")


def _measures(found: Iterable[Cell], scope: Scope, parts: Mapping[str, str]) -> Measures:
    ids = {base: FigureId(base).with_(**parts) for base in (EXACT, WITHIN_ONE, ALPHA, AC2)}
    return Measures(*four_figures(ids, tally_of(found), scope))


def _by(figures: Iterable[Figure], dimension: str) -> dict[str, dict[str, Figure]]:
    """The figures of one dimension by its value and then by what they measure, in their order."""
    found: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        asked = FigureId.parse(figure.id)
        if value := asked.value(dimension):
            found.setdefault(value, {})[asked.base] = figure
    return found


def _sections(figures: Iterable[Figure]) -> tuple[SectionAgreed, ...]:
    return tuple(
        SectionAgreed(section, Measures(of[EXACT], of[WITHIN_ONE], of[ALPHA], of[AC2]))
        for section, of in _by(figures, "section").items()
    )


def _pairs(figures: Iterable[Figure]) -> tuple[PairAgreed, ...]:
    return tuple(
        PairAgreed(*pair_of(pair), of[EXACT], of[WITHIN_ONE], of[GAP], of[KAPPA])
        for pair, of in _by(figures, "pair").items()
    )


def _markers(figures: Mapping[str, Figure], found: Iterable[Cell], framework: Framework) -> tuple[MarkerAgreed, ...]:
    """Every marker that was compared, the least exact first."""
    widest: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    for (_, _, marker), counts in unit_counts(found).items():
        levels = [level for level, number in enumerate(counts) if number]
        spread = levels[-1] - levels[0]
        widest[marker] = max(widest[marker], spread)
        apart[marker] += spread > 1
    made = (
        MarkerAgreed(framework.marker(id_), of[EXACT], of[WITHIN_ONE], widest[id_], apart[id_])
        for id_, of in _by(figures.values(), "marker").items()
    )
    return tuple(sorted(made, key=lambda one: (one.exact.value or 0.0, one.within_one.value or 0.0)))


def _rounds(found: Sequence[Cell], scope: Scope, method: str) -> tuple[RoundAgreed, ...]:
    made = []
    for name, figures in round_figures(found, scope, method).items():
        of_round = [one for one in found if one.round == name]
        plans, on = len({one.plan for one in of_round}), min(one.date for one in of_round)
        made.append(RoundAgreed(name, on, plans, Measures(*figures)))
    return tuple(made)
