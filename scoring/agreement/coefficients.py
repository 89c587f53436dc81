"""The agreement statistics, each a function of a tally; "not estimable" is a result with its reason, never an error."""

from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from scoring.agreement.ratings import PlanSums, Tally

MINIMUM_PLANS = 8
MINIMUM_PAIRABLE = 50
RELIABLE, TENTATIVE = 0.80, 0.667

NO_PAIRS = "No marker was scored by two or more people, so there is nothing to compare."
NO_VARIATION = "Every compared score is the same, so there is no variation to measure agreement against."
TOO_FEW = f"Fewer than {MINIMUM_PLANS} plans or {MINIMUM_PAIRABLE} pairable values: too few for a coefficient."


class Metric(Enum):
    """The distance between two values; ORDINAL is Krippendorff's, not Gwet's ordinal weights."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient (1 is full agreement, 0 is chance) or None with its reason, and what it rests on.

    units: those with two or more values; pairable: the values in them; rated: units with any value;
    plans: plans with a unit of two or more values.
    """

    value: float | None
    reason: str
    units: int
    pairable: int
    rated: int
    plans: int


@dataclass(frozen=True, slots=True)
class Share:
    """Σ over units of the share of agreeing pairs, and the units; value is their quotient, 0 to 1, or None."""

    value: float | None
    reason: str
    numerator: float
    units: int


def exact(tally: Tally) -> Share:
    """Mean over units of the share of pairs that gave the same value."""
    total = tally.total
    return _share(total.exact, total.paired, tally.divisor)


def within_one(tally: Tally) -> Share:
    """Mean over units of the share of pairs whose values lie at most 1 apart."""
    total = tally.total
    return _share(total.within, total.paired, tally.divisor)


def alpha(tally: Tally, metric: Metric = Metric.ORDINAL) -> Coefficient:
    """Krippendorff's alpha; units with fewer than two values drop out.

    α = 1 − (n − 1) · Σ o_ck δ²_ck / Σ n_c n_k δ²_ck (Krippendorff 2011); not estimable without variation.
    """
    total = tally.total
    if not total.paired:
        return _coefficient(tally, total, None, NO_PAIRS)
    value = alpha_of(total, tally.scale, tally.divisor, metric)
    return _coefficient(tally, total, value, NO_VARIATION if value is None else "")


def ac2_quadratic(tally: Tally) -> Coefficient:
    """Gwet's AC2 with quadratic weights over the declared scale, its values taken as equally spaced."""
    total = tally.total
    if not total.paired:
        return _coefficient(tally, total, None, NO_PAIRS)
    return _coefficient(tally, total, ac2_of(total, len(tally.scale), tally.divisor), "")


def publishable(coefficient: Coefficient) -> Coefficient:
    """The coefficient, or not estimable under 8 plans or 50 pairable values: then the counts are printed instead."""
    enough = coefficient.plans >= MINIMUM_PLANS and coefficient.pairable >= MINIMUM_PAIRABLE
    if coefficient.value is None or enough:
        return coefficient
    c = coefficient
    return Coefficient(None, TOO_FEW, c.units, c.pairable, c.rated, c.plans)


def reading(value: float) -> str:
    """The customary reading of alpha, in words."""
    if value >= RELIABLE:
        return "reliable"
    return "tentative" if value >= TENTATIVE else "draw no conclusions"


def alpha_of(sums: PlanSums, scale: tuple[int, ...], divisor: int, metric: Metric) -> float | None:
    """Alpha from summed plans, in integers up to the last division; None where the expected disagreement is 0."""
    observed = expected = 0
    for (c, k), mixed in zip(combinations(range(len(scale)), 2), sums.coincidences, strict=True):
        distance = _distance(sums.values, scale, c, k, metric)
        observed += mixed * distance
        expected += sums.values[c] * sums.values[k] * distance
    if expected == 0:
        return None
    return 1.0 - (sum(sums.values) - 1) * observed / (divisor * expected)


def ac2_of(sums: PlanSums, q: int, divisor: int) -> float:
    """AC2 from summed plans with at least one paired unit, for q categories."""
    span = (q - 1) ** 2
    agreed = 1.0 - sums.apart / (span * divisor * sums.paired)
    weights = q * q - 2.0 * sum((k - c) ** 2 for c, k in combinations(range(q), 2)) / span
    rated = divisor * sums.rated
    spread = sum(share * (rated - share) for share in sums.shares) / (rated * rated)
    chance = weights / (q * (q - 1)) * spread
    return (agreed - chance) / (1.0 - chance)


def _distance(values: tuple[int, ...], scale: tuple[int, ...], c: int, k: int, metric: Metric) -> int:
    """δ² between categories c < k; the ordinal one is doubled before squaring, which cancels in alpha."""
    if metric is Metric.NOMINAL:
        return 1
    if metric is Metric.INTERVAL:
        return (scale[k] - scale[c]) ** 2
    return (2 * sum(values[c : k + 1]) - values[c] - values[k]) ** 2


def _share(parts: int, units: int, divisor: int) -> Share:
    if not units:
        return Share(None, NO_PAIRS, 0.0, 0)
    return Share(parts / (divisor * units), "", parts / divisor, units)


def _coefficient(tally: Tally, total: PlanSums, value: float | None, reason: str) -> Coefficient:
    return Coefficient(value, reason, total.paired, sum(total.values), total.rated, tally.paired_plans)
