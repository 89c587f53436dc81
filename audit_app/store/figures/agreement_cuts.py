"""Agreement by section, by pair of agencies, by marker and by round; what is read stands in `agreement_units`.

A section is there where anything of it was scored, a pair where both agencies scored anything, a marker where two
people scored it, and rounds where there is more than one. Nobody is named but agencies.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from audit_app.store.driver import Connection
from audit_app.store.figures.agreement import (
    AC2,
    ALPHA,
    EXACT,
    SEED,
    WITHIN_ONE,
    four_figures,
    share_note,
)
from audit_app.store.figures.agreement_units import Cell, Compared, cells
from audit_app.store.figures.asked import Asked
from forms.model import Framework
from scoring.agreement import (
    SCALE,
    Between,
    Tally,
    between,
    between_bootstrap,
    exact,
    share_bootstrap,
    tally_counts,
    within_one,
)
from scoring.figures import (
    AGENCIES,
    SECTIONS,
    Figure,
    FigureId,
    Scope,
    coefficient_figure,
    counted_note,
    gap_figure,
    joined,
    pair_id,
    share_figure,
)

KAPPA, GAP = "agreement.kappa_quadratic", "agreement.gap"
_FOUR, _OF_PAIRS = (EXACT, WITHIN_ONE, ALPHA, AC2), (EXACT, WITHIN_ONE, GAP, KAPPA)
_FEWEST_ROUNDS = 2


def agreement_cuts(
    conn: Connection, asked: Asked, compared: Compared, framework: Framework, scope: Scope
) -> Iterator[Figure]:
    """The figures of agreement in parts, for the audits of one cycle and framework version."""
    found = cells(conn, asked, compared)
    yield from cuts_of(found, framework, scope, compared.method)
    if len(rounds_among(found)) >= _FEWEST_ROUNDS:
        yield from (figure for of in round_figures(found, scope, compared.method).values() for figure in of)


def cuts_of(found: Iterable[Cell], framework: Framework, scope: Scope, method: str = "") -> Iterator[Figure]:
    """The same from what was read, but rounds."""
    order = {marker.id: place for place, marker in enumerate(framework.markers)}
    sections = {marker.id: marker.section for marker in framework.markers}
    known = [cell for cell in found if cell.marker in order]

    def id_of(base: str, dimension: str, value: str) -> FigureId:
        return FigureId(base).with_(**{dimension: value}, **({"method": method} if method else {}))

    by_section = _tallies(known, lambda cell: sections[cell.marker])
    # a framework of one's own may have sections that no plan has: they follow the plan's, in its order
    ranks = {section: place for place, section in enumerate(dict.fromkeys((*SECTIONS, *sections.values())))}
    for section in sorted(by_section, key=ranks.__getitem__):
        ids = {base: id_of(base, "section", section) for base in _FOUR}
        yield from four_figures(ids, by_section[section], scope)
    for first, second in pairs_among(known):
        ids = {base: id_of(base, "pair", pair_id(first, second)) for base in _OF_PAIRS}
        yield from _pair_figures(ids, pair_units(known, first, second), scope)
    by_marker = _tallies(known, lambda cell: cell.marker)
    for marker in sorted(by_marker, key=order.__getitem__):
        if by_marker[marker].total.paired:
            ids = {base: id_of(base, "marker", marker) for base in (EXACT, WITHIN_ONE)}
            yield from _share_figures(ids, by_marker[marker], scope)


def round_figures(found: Sequence[Cell], scope: Scope, method: str = "") -> dict[str, tuple[Figure, ...]]:
    """Exact, within one, alpha and AC2 of each round by its name, the earliest first."""
    tallies = _tallies(found, lambda cell: cell.round)
    parts = {"method": method} if method else {}
    return {
        name: tuple(
            four_figures({base: FigureId(base).with_(round=name, **parts) for base in _FOUR}, tallies[name], scope)
        )
        for name in rounds_among(found)
    }


def pairs_among(found: Iterable[Cell]) -> list[tuple[str, str]]:
    """Every two agencies that scored anything, in the order of agencies; who has none is in no pair."""
    present = {cell.agency for cell in found}
    return list(combinations([agency for agency in AGENCIES if agency in present], 2))


def rounds_among(found: Iterable[Cell]) -> list[str]:
    """The rounds by their names, the earliest first; audits that belong to no round are in none."""
    first: dict[str, str] = {}
    for cell in found:
        if cell.round:
            first[cell.round] = min(first.get(cell.round, cell.date), cell.date)
    return sorted(first, key=lambda name: (first[name], name))


def pair_units(found: Iterable[Cell], first: str, second: str) -> Between:
    """What two agencies both scored."""
    of_units: defaultdict[tuple[str, str, str], dict[str, tuple[int, ...]]] = defaultdict(dict)
    for cell in found:
        if cell.agency in (first, second):
            of_units[cell.plan, cell.audit, cell.marker][cell.agency] = cell.counts
    both = (
        (plan, given[first], given[second]) for (plan, _, _), given in of_units.items() if {first, second} <= set(given)
    )
    return between(both, SCALE)


def unit_counts(found: Iterable[Cell]) -> Mapping[tuple[str, str, str], tuple[int, ...]]:
    """Each marker of each audit (plan, audit, marker) with how many raters of any agency gave each level."""
    of_units: defaultdict[tuple[str, str, str], list[tuple[int, ...]]] = defaultdict(list)
    for cell in found:
        of_units[cell.plan, cell.audit, cell.marker].append(cell.counts)
    return {unit: tuple(map(sum, zip(*given, strict=True))) for unit, given in of_units.items()}


def tally_of(found: Iterable[Cell]) -> Tally:
    """The units of these cells, added up plan by plan."""
    return tally_counts(((plan, counts) for (plan, _, _), counts in unit_counts(found).items()), SCALE)


def _tallies(found: Sequence[Cell], part_of: Callable[[Cell], str]) -> dict[str, Tally]:
    parts: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in found:
        parts[part_of(cell)].append(cell)
    return {part: tally_of(of_part) for part, of_part in parts.items()}


def _pair_figures(ids: Mapping[str, FigureId], pair: Between, scope: Scope) -> Iterator[Figure]:
    bounds = between_bootstrap(pair, SEED)
    kappa = pair.kappa
    note = counted_note((kappa.plans, "plan" if kappa.plans == 1 else "plans"))
    both = joined(f"{kappa.pairable} pairable values, {kappa.units} units", note)
    yield share_figure(ids[EXACT], pair.exact, bounds.exact, scope, note=note)
    yield share_figure(ids[WITHIN_ONE], pair.within_one, bounds.within_one, scope, note=note)
    yield gap_figure(ids[GAP], pair.gap, bounds.gap, scope, note=note)
    yield coefficient_figure(ids[KAPPA], kappa, bounds.kappa, scope, note=both)


def _share_figures(ids: Mapping[str, FigureId], found: Tally, scope: Scope) -> Iterator[Figure]:
    bounds, note = share_bootstrap(found, SEED), share_note(found)
    yield share_figure(ids[EXACT], exact(found), bounds.exact, scope, note=note)
    yield share_figure(ids[WITHIN_ONE], within_one(found), bounds.within_one, scope, note=note)
