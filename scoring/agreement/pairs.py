"""Agreement between two: quadratic weighted kappa, and the signed gaps between agencies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from scoring.agreement.coefficients import NO_PAIRS, NO_VARIATION, Coefficient
from scoring.agreement.ratings import SCALE, Unit


@dataclass(frozen=True, slots=True)
class Gap:
    """Mean over units of how much higher `first` scored than `second`, in levels; `second` empty: than the others."""

    first: str
    second: str
    mean: float
    units: int


def weighted_kappa(pairs: Iterable[tuple[str, int, int]], scale: Sequence[int] = SCALE) -> Coefficient:
    """Cohen's kappa with quadratic weights for two raters, from (plan, first, second) of each complete pair.

    1 − Σ d²O / Σ d²E over the declared scale, its values taken as equally spaced.
    Raises ValueError for a value off the scale.
    """
    place = {value: index for index, value in enumerate(scale)}
    taken = list(pairs)
    off = [value for _, a, b in taken for value in (a, b) if value not in place]
    if off:
        raise ValueError(f"{off[0]} is not on the declared scale {list(scale)}.")
    n, plans = len(taken), len({plan for plan, _, _ in taken})
    first, second = [0] * len(scale), [0] * len(scale)
    observed = 0
    for _, a, b in taken:
        first[place[a]] += 1
        second[place[b]] += 1
        observed += (place[a] - place[b]) ** 2
    expected = sum(x * y * (i - j) ** 2 for i, x in enumerate(first) for j, y in enumerate(second))
    if not taken or not expected:
        return Coefficient(None, NO_VARIATION if taken else NO_PAIRS, n, 2 * n, n, plans)
    return Coefficient(1.0 - n * observed / expected, "", n, 2 * n, n, plans)


def pair_gaps(units: Iterable[Unit], agency_of: Mapping[str, str]) -> tuple[Gap, ...]:
    """For each two agencies that share units: mean over those units of first minus second, in order of name.

    Several raters of one agency in one unit count with their mean. Raises KeyError for a rater without an agency.
    """
    sums: defaultdict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for unit in units:
        means = _agency_means(unit, agency_of)
        for first, second in combinations(sorted(means), 2):
            sums[first, second].append(means[first] - means[second])
    return tuple(_gap(first, second, found) for (first, second), found in sorted(sums.items()))


def agency_gaps(units: Iterable[Unit], agency_of: Mapping[str, str]) -> tuple[Gap, ...]:
    """For each agency: mean over units shared with another of its mean minus the mean of the other agencies' means."""
    sums: defaultdict[str, list[Fraction]] = defaultdict(list)
    for unit in units:
        means = _agency_means(unit, agency_of)
        if len(means) < 2:
            continue
        whole = sum(means.values(), Fraction(0))
        for agency, mean in means.items():
            sums[agency].append(mean - (whole - mean) / (len(means) - 1))
    return tuple(_gap(agency, "", found) for agency, found in sorted(sums.items()))


def _agency_means(unit: Unit, agency_of: Mapping[str, str]) -> dict[str, Fraction]:
    scores: defaultdict[str, list[int]] = defaultdict(list)
    for rater, value in unit.ratings:
        if value is not None:
            scores[agency_of[rater]].append(value)
    return {agency: Fraction(sum(given), len(given)) for agency, given in scores.items()}


def _gap(first: str, second: str, found: Sequence[Fraction]) -> Gap:
    return Gap(first, second, float(sum(found, Fraction(0)) / len(found)), len(found))
