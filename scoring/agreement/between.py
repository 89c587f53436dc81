"""Agreement between two agencies: exact, within one, signed gap and quadratic weighted kappa, with their intervals.

A unit counts once, however many raters of an agency scored it: its pairs across the two agencies share its weight. With
one rater of each this is Cohen's weighted kappa over complete pairs. Sums are whole numbers in parts of one divisor.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import lcm

from scoring.agreement.coefficients import Coefficient, Share
from scoring.agreement.ratings import SCALE
from scoring.agreement.resampling import REPLICATES, percentiles, resampled
from scoring.intervals import Interval

NO_SHARED = "No marker was scored by both, so there is nothing to compare."
NO_VARIATION = "Both gave the same score to every marker that they share, so there is no variation to measure against."

PairRow = tuple[str, Sequence[int], Sequence[int]]
"""A unit: its plan, and how many raters of the first and of the second agency gave each value of the scale."""


@dataclass(frozen=True, slots=True)
class MeanGap:
    """Mean over units of the first agency's mean score minus the second's, in levels; None with its reason."""

    value: float | None
    reason: str
    units: int


@dataclass(frozen=True, slots=True)
class _Sums:
    """One plan's part, or several plans' together; all but `units` and `values` in parts of the divisor."""

    units: int
    values: int
    exact: int
    within: int
    apart: int
    first: tuple[int, ...]
    second: tuple[int, ...]

    @classmethod
    def read(cls, row: Sequence[int], q: int) -> "_Sums":
        units, values, same, near, apart = row[:5]
        return cls(units, values, same, near, apart, tuple(row[5 : 5 + q]), tuple(row[5 + q :]))


@dataclass(frozen=True, slots=True)
class Between:
    """What two agencies' shared units add up to, plan by plan, on one declared scale."""

    scale: tuple[int, ...]
    divisor: int
    plans: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> _Sums:
        """The sums over all plans."""
        width = 5 + 2 * len(self.scale)
        return _Sums.read([sum(column) for column in zip(*self.plans, strict=True)] or [0] * width, len(self.scale))

    @property
    def exact(self) -> Share:
        """Mean over shared units of the share of pairs across that gave the same value."""
        return _share(self.total.exact, self.total.units, self.divisor)

    @property
    def within_one(self) -> Share:
        """Mean over shared units of the share of pairs across whose values lie at most 1 apart."""
        return _share(self.total.within, self.total.units, self.divisor)

    @property
    def gap(self) -> MeanGap:
        """How much higher the first agency scores."""
        value = _gap(self.total, self.scale, self.divisor)
        return MeanGap(value, NO_SHARED if value is None else "", self.total.units)

    @property
    def kappa(self) -> Coefficient:
        """Quadratic weighted kappa: 1 − Σ d²O / Σ d²E over the declared scale (Cohen 1968)."""
        total = self.total
        value = _kappa(total, self.divisor)
        reason = "" if value is not None else NO_VARIATION if total.units else NO_SHARED
        return Coefficient(value, reason, total.units, total.values, total.units, len(self.plans))


@dataclass(frozen=True, slots=True)
class BetweenIntervals:
    """95 % percentile intervals by plan; exact and within_one as shares 0 to 1, gap in levels; None without one."""

    exact: Interval | None
    within_one: Interval | None
    gap: Interval | None
    kappa: Interval | None


def between(rows: Iterable[PairRow], scale: Sequence[int] = SCALE) -> Between:
    """Adds up the units that both agencies scored; the others are left out.

    Raises ValueError where a row has another width than the scale, or a count under 0.
    """
    shared: list[PairRow] = []
    for plan, first, second in rows:
        if any(len(counts) != len(scale) or min(counts) < 0 for counts in (first, second)):
            raise ValueError(f"{list(first)} and {list(second)} do not count the values of the scale {list(scale)}.")
        if any(first) and any(second):
            shared.append((plan, first, second))
    divisor = lcm(*(sum(first) * sum(second) for _, first, second in shared))
    of_plans: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for plan, first, second in shared:
        of_plans[plan].append(_fields(first, second, scale, divisor))
    plans = (tuple(map(sum, zip(*found, strict=True))) for _, found in sorted(of_plans.items()))
    return Between(tuple(scale), divisor, tuple(plans))


def between_bootstrap(pair: Between, seed: int, replicates: int = REPLICATES) -> BetweenIntervals:
    """Percentile intervals over resamples by plan, as `bootstrap` gives them; None under two plans with a shared unit.

    Raises ValueError for fewer than 40 replicates.
    """
    if len(pair.plans) < 2:
        return BetweenIntervals(None, None, None, None)
    divisor = pair.divisor
    sums = [_Sums.read(row, len(pair.scale)) for row in resampled(pair.plans, seed, replicates)]

    def bounds(statistic: Callable[[_Sums], float | None]) -> Interval | None:
        return percentiles([value for one in sums if (value := statistic(one)) is not None], replicates)

    return BetweenIntervals(
        exact=bounds(lambda one: one.exact / (divisor * one.units)),
        within_one=bounds(lambda one: one.within / (divisor * one.units)),
        gap=bounds(lambda one: _gap(one, pair.scale, divisor)),
        kappa=bounds(lambda one: _kappa(one, divisor)),
    )


def _fields(first: Sequence[int], second: Sequence[int], scale: Sequence[int], divisor: int) -> tuple[int, ...]:
    """One unit's part, in the order of `_Sums`."""
    a, b = sum(first), sum(second)
    a_pair = divisor // (a * b)
    same = near = apart = 0
    for i, x in enumerate(first):
        for j, y in enumerate(second):
            pairs = a_pair * x * y
            same += pairs * (i == j)
            near += pairs * (abs(scale[i] - scale[j]) <= 1)
            apart += pairs * (i - j) ** 2
    margins = (*(divisor // a * x for x in first), *(divisor // b * y for y in second))
    return (1, a + b, same, near, apart, *margins)


def _share(parts: int, units: int, divisor: int) -> Share:
    if not units:
        return Share(None, NO_SHARED, 0.0, 0)
    return Share(parts / (divisor * units), "", parts / divisor, units)


def _gap(sums: _Sums, scale: Sequence[int], divisor: int) -> float | None:
    if not sums.units:
        return None
    pairs = zip(scale, sums.first, sums.second, strict=True)
    return sum(value * (x - y) for value, x, y in pairs) / (divisor * sums.units)


def _kappa(sums: _Sums, divisor: int) -> float | None:
    expected = sum(x * y * (i - j) ** 2 for i, x in enumerate(sums.first) for j, y in enumerate(sums.second))
    return 1.0 - sums.units * sums.apart * divisor / expected if expected else None
