"""Intervals around proportions, differences and means; counts come in, nothing is known of plans or storage.

Proportions and their bounds run from 0 to 1; multiply by 100 for a percentage. Confidence is 95 % throughout.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from sys import float_info

from scoring.student import two_sided_quantile

Z = 1.959964
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A lower and an upper bound, in the unit of the value that they surround."""

    lower: float
    upper: float

    def times(self, factor: float) -> "Interval":
        """The same interval in another unit, for example times(100) for percentages; factor over 0."""
        return Interval(self.lower * factor, self.upper * factor)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Sums over plans that have at least one item, x of the m items counting; integers, so sums are exact."""

    plans: int
    x: int
    m: int
    x_squared: int
    x_times_m: int
    m_squared: int


def wilson(count: float, n: float) -> Interval:
    """Wilson's score interval for `count` of `n`; both may be fractions of a count (weights, effective n).

    Source: OHID, Fingertips technical guidance, proportions.
    Raises ValueError where count < 0, n ≤ 0 or count > n.
    """
    if n <= 0 or count < 0 or count > n:
        raise ValueError(f"{count} of {n} is no proportion.")
    rest = 1.0 - count / n
    middle = 2.0 * count + Z * Z
    half = Z * math.sqrt(Z * Z + 4.0 * count * rest)
    below = 2.0 * (n + Z * Z)
    lower = 0.0 if count == 0 else max(0.0, (middle - half) / below)
    upper = 1.0 if count == n else min(1.0, (middle + half) / below)
    return Interval(lower, upper)


def wilson_at(p: float, n_eff: float) -> Interval:
    """Wilson on p · n_eff of n_eff. Raises ValueError for p outside 0 to 1 or n_eff ≤ 0."""
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"{p} is no proportion.")
    return wilson(min(p * n_eff, n_eff), n_eff)


def newcombe(count_a: int, n_a: int, count_b: int, n_b: int) -> Interval:
    """Newcombe's hybrid score interval for the difference a − b of two proportions, −1 to 1.

    Raises ValueError as `wilson` does.
    """
    a, b = wilson(count_a, n_a), wilson(count_b, n_b)
    p, q = count_a / n_a, count_b / n_b
    lower = p - q - math.hypot(p - a.lower, b.upper - q)
    upper = p - q + math.hypot(a.upper - p, q - b.lower)
    return Interval(max(-1.0, lower), min(1.0, upper))


def corrected_wilson(count: int, n: int, frame: int) -> Interval:
    """Wilson for a draw of n from a frame of N, with √((N − n)/(N − 1)) on the standard error.

    The factor is the same as Wilson on n · (N − 1)/(N − n); a whole frame audited has no sampling error left.
    Raises ValueError where the frame is smaller than n, or as `wilson` does.
    """
    plain = wilson(count, n)
    narrowing = _narrowing(n, frame)
    if narrowing == 1.0:
        return plain
    return wilson_at(count / n, n / narrowing) if narrowing else Interval(count / n, count / n)


def _narrowing(n: int, frame: int) -> float:
    """(N − n)/(N − 1), the factor on a variance."""
    if frame < n:
        raise ValueError(f"A draw of {n} does not fit into a frame of {frame}.")
    return (frame - n) / (frame - 1) if frame > 1 else 0.0


def kish(weights: Iterable[float]) -> float:
    """Kish's effective n, (Σw)²/Σw². Raises ValueError without a weight over 0 or with one under 0."""
    taken = list(weights)
    if not taken or min(taken) < 0 or max(taken) == 0:
        raise ValueError("Weights are 0 or more, and one at least is over 0.")
    return math.fsum(taken) ** 2 / math.fsum(weight * weight for weight in taken)


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """A share 0 to 1 over weighted plans: how many plans, the share, and Kish's effective n for its interval."""

    plans: int
    share: Fraction
    effective: float


def weighted_share(weights: Sequence[Fraction], counting: Sequence[bool]) -> WeightedShare:
    """The share of plans that count, each with its weight: Σ of the weights that count ÷ Σ of all, exactly.

    With weights of 1 ÷ chance of being drawn this is Hájek's estimator (1971) of the share among all that could be
    drawn; the interval is Wilson's on Kish's effective n (Survey Sampling, 1965). Equal weights give plain shares.
    Raises ValueError without a plan, with a weight of 0 or less, or where the two do not belong together.
    """
    total = sum(weights, Fraction(0))
    if not weights or min(weights) <= 0:
        raise ValueError("A weighted share needs plans, each with a weight over 0.")
    counted = sum((weight for weight, counts in zip(weights, counting, strict=True) if counts), Fraction(0))
    return WeightedShare(len(weights), counted / total, kish(map(float, weights)))


def mean_interval(
    n: int, mean: float, deviation: float, low: float | None = None, high: float | None = None
) -> Interval | None:
    """mean ± t(n − 1) · s/√n, clipped to the scale low to high; None under two values.

    `deviation` is the sample's standard deviation (divisor n − 1), in the unit of the mean.
    Raises ValueError for n or deviation under 0.
    """
    if n < 0 or deviation < 0:
        raise ValueError("A mean needs a count and a deviation of 0 or more.")
    if n < 2:
        return None
    half = two_sided_quantile(CONFIDENCE, n - 1) * deviation / math.sqrt(n)
    lower = mean - half if low is None else max(low, mean - half)
    upper = mean + half if high is None else min(high, mean + half)
    return Interval(lower, upper)


def mean_interval_from_sums(
    n: int,
    total: float,
    squares: float,
    low: float | None = None,
    high: float | None = None,
    frame: int | None = None,
) -> Interval | None:
    """As `mean_interval`, from n, Σx and Σx² as SQL adds them up; with a frame of N, √((N − n)/(N − 1)) on s/√n.

    A spread within the rounding error of such sums counts as none: equal values have an interval of no width.
    Raises ValueError where the sums cannot belong to n values, or the frame is smaller than n.
    """
    if n < 2:
        return mean_interval(n, 0.0, 0.0)
    exact = Fraction(squares) - Fraction(total) ** 2 / n
    noise = 4.0 * n * (float_info.epsilon * squares + float_info.min)
    if exact < -noise:
        raise ValueError("Σx² is less than (Σx)²/n: these sums do not belong together.")
    # Integers add up without rounding, so that any spread of theirs is real.
    whole = isinstance(total, int) and isinstance(squares, int)
    spread = float(exact) if whole or exact > noise else 0.0
    narrowing = 1.0 if frame is None else _narrowing(n, frame)
    return mean_interval(n, total / n, math.sqrt(spread / (n - 1) * narrowing), low, high)


def clusters(pairs: Iterable[tuple[int, int]]) -> Clusters:
    """Sums of (x, m) per plan; a plan without items (m = 0) says nothing of items and is left out.

    Raises ValueError where x < 0 or x > m.
    """
    taken = [pair for pair in pairs if pair != (0, 0)]
    if any(not 0 <= x <= m for x, m in taken):
        raise ValueError("In each plan, x of m items needs 0 ≤ x ≤ m.")
    return Clusters(
        plans=len(taken),
        x=sum(x for x, _ in taken),
        m=sum(m for _, m in taken),
        x_squared=sum(x * x for x, _ in taken),
        x_times_m=sum(x * m for x, m in taken),
        m_squared=sum(m * m for _, m in taken),
    )


def clustered(sums: Clusters, frame: int | None = None) -> Interval | None:
    """Interval for x of m items that come in k plans; None under two plans.

    p = Σx/Σm; var = k/(k−1) · Σ(x − pm)²/(Σm)²; n_eff = Σm ÷ max(1, var · Σm/(p(1−p))); Wilson on p of n_eff.
    Where p is 0 or 1 there is no variance to see, and n_eff = min(k, Σm). With a frame of N plans, the correction
    for a draw of k plans. Raises ValueError for impossible sums or a frame under k.
    """
    k, x, m = sums.plans, sums.x, sums.m
    if k < 0 or not 0 <= x <= m or m < k:
        raise ValueError("These sums do not belong to x of m items in k plans.")
    if k < 2:
        return None
    effective = _effective_items(sums)
    narrowing = 1.0 if frame is None else _narrowing(k, frame)
    return wilson_at(x / m, effective / narrowing) if narrowing else Interval(x / m, x / m)


def _effective_items(sums: Clusters) -> float:
    k, x, m = sums.plans, sums.x, sums.m
    if x in (0, m):
        return min(k, m)
    # Σ(x − pm)² in exact integers over m², so that the order of the plans cannot matter.
    residue = m * m * sums.x_squared - 2 * x * m * sums.x_times_m + x * x * sums.m_squared
    variance = Fraction(k, k - 1) * Fraction(residue, m**4)
    inflation = variance * m / (Fraction(x, m) * Fraction(m - x, m))
    return float(m / max(Fraction(1), inflation))
