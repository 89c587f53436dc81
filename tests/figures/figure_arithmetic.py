"""The formulas of the figures, worked out a second time from their published form; nothing of the app is used."""

import math
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations
from statistics import fmean, stdev

Z = 1.959964
SCALE = (0, 1, 2, 3)


def wilson(count: float, n: float) -> tuple[float, float]:
    """Wilson's bounds, 0 to 1: (2O + z² ∓ z√(z² + 4Oq)) / (2(n + z²)) with q = 1 − O/n."""
    q = 1 - count / n
    root = Z * math.sqrt(Z**2 + 4 * count * q)
    return tuple((2 * count + Z**2 + sign * root) / (2 * (n + Z**2)) for sign in (-1, 1))  # type: ignore[return-value]  # two bounds


def wilson_of_a_draw(count: int, n: int, frame: int) -> tuple[float, float]:
    """Wilson's bounds with the standard error times √((N − n)/(N − 1)): as if the n were larger by its square."""
    if n == frame:
        return count / n, count / n
    larger = (frame - 1) / (frame - n)
    return wilson(count * larger, n * larger)


@cache
def student(freedom: int) -> float:
    """t with 95 % between −t and t, found by halving on the finite series for whole degrees of freedom."""
    low, high = 0.0, 20.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if _between(middle, freedom) < 0.95 else (low, middle)
    return low


def _between(t: float, freedom: int) -> float:
    """P(−t < T < t), Abramowitz and Stegun 26.7.3 and 26.7.4."""
    angle = math.atan(t / math.sqrt(freedom))
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    terms = [term] if freedom > 1 else []
    for k in range(2 + odd, freedom - 1, 2):
        term *= (k - 1) / k * math.cos(angle) ** 2
        terms.append(term)
    series = math.sin(angle) * math.fsum(terms)
    return 2 / math.pi * (angle + series) if odd else series


def mean_bounds(
    values: list[float], low: float, high: float | None, narrowing: float = 1.0
) -> tuple[float, float] | None:
    """mean ± t(n − 1) · s/√n, clipped to the scale; None under two values. `narrowing` is a factor on s/√n."""
    n = len(values)
    if n < 2:
        return None
    half = student(n - 1) * stdev(values) / math.sqrt(n) * narrowing
    upper = fmean(values) + half
    return max(low, fmean(values) - half), upper if high is None else min(high, upper)


def clustered(pairs: list[tuple[int, int]]) -> tuple[float, float] | None:
    """Bounds for Σx of Σm items that come in k plans; None under two plans with items."""
    taken = [(x, m) for x, m in pairs if m]
    k, x, m = len(taken), sum(x for x, _ in taken), sum(m for _, m in taken)
    if k < 2:
        return None
    p = Fraction(x, m)
    if p in (0, 1):
        n = Fraction(min(k, m))
    else:
        var = Fraction(k, k - 1) * sum((x - p * m) ** 2 for x, m in taken) / m**2
        n = m / max(Fraction(1), var * m / (p * (1 - p)))
    return wilson(float(p * n), float(n))


Unit = list[int]
"""What the raters of one marker of one audit gave, those without a number left out."""


def pairs_within(units: list[Unit], most: int) -> float:
    """Σ over units of the share of pairs that lie at most so far apart."""
    shares = []
    for unit in (unit for unit in units if len(unit) > 1):
        pairs = list(combinations(unit, 2))
        shares.append(Fraction(sum(abs(a - b) <= most for a, b in pairs), len(pairs)))
    return float(sum(shares, Fraction(0)))


def alpha_ordinal(units: list[Unit], scale: tuple[int, ...] = SCALE) -> float | None:
    """Krippendorff's α with his ordinal distance; None where nothing varies."""
    paired = [unit for unit in units if len(unit) > 1]
    together = {(c, k): Fraction(0) for c in scale for k in scale}
    for unit in paired:
        for a, b in permutations(unit, 2):
            together[a, b] += Fraction(1, len(unit) - 1)
    of = {c: sum((together[c, k] for k in scale), Fraction(0)) for c in scale}
    n = sum(of.values())

    def distance(c: int, k: int) -> Fraction:
        between = sum((of[g] for g in scale if min(c, k) <= g <= max(c, k)), Fraction(0))
        return (between - (of[c] + of[k]) / 2) ** 2

    observed = sum((together[c, k] * distance(c, k) for c in scale for k in scale), Fraction(0))
    expected = sum((of[c] * of[k] * distance(c, k) for c in scale for k in scale), Fraction(0))
    return None if expected == 0 else float(1 - (n - 1) * observed / expected)


Sides = tuple[list[int], list[int]]
"""What the raters of one and of the other agency gave to one marker of one audit; none of them empty."""


def sides_within(units: list[Sides], most: int) -> float:
    """Σ over units of the share of pairs across that lie at most so far apart."""
    shares = (
        Fraction(sum(abs(a - b) <= most for a in one for b in other), len(one) * len(other)) for one, other in units
    )
    return float(sum(shares, Fraction(0)))


def mean_gap(units: list[Sides]) -> float | None:
    """The mean over units of the one side's mean minus the other's."""
    gaps = [Fraction(sum(one), len(one)) - Fraction(sum(other), len(other)) for one, other in units]
    return float(sum(gaps, Fraction(0)) / len(gaps)) if gaps else None


def kappa_quadratic(units: list[Sides], scale: tuple[int, ...] = SCALE) -> float | None:
    """Cohen's κ with quadratic weights, from the table of shares that each unit spreads over its pairs across."""
    table = {(i, j): Fraction(0) for i in scale for j in scale}
    for one, other in units:
        for a in one:
            for b in other:
                table[a, b] += Fraction(1, len(one) * len(other) * len(units))
    rows = {i: sum((table[i, j] for j in scale), Fraction(0)) for i in scale}
    columns = {j: sum((table[i, j] for i in scale), Fraction(0)) for j in scale}
    observed = sum((table[i, j] * (i - j) ** 2 for i in scale for j in scale), Fraction(0))
    expected = sum((rows[i] * columns[j] * (i - j) ** 2 for i in scale for j in scale), Fraction(0))
    return None if expected == 0 else float(1 - observed / expected)


def ac2_quadratic(units: list[Unit], scale: tuple[int, ...] = SCALE) -> float | None:
    """Gwet's AC2 with quadratic weights over the whole scale; None where no two raters share a unit."""
    q = len(scale)
    rated = [unit for unit in units if unit]
    paired = [unit for unit in units if len(unit) > 1]
    if not paired:
        return None
    weight = {(k, m): 1 - Fraction((scale.index(k) - scale.index(m)) ** 2, (q - 1) ** 2) for k in scale for m in scale}
    agreed = Fraction(0)
    for unit in paired:
        r = len(unit)
        for k in scale:
            near = sum((weight[k, m] * unit.count(m) for m in scale), Fraction(0))
            agreed += unit.count(k) * (near - 1) / (r * (r - 1))
    agreed /= len(paired)
    shares = [sum((Fraction(unit.count(k), len(unit)) for unit in rated), Fraction(0)) / len(rated) for k in scale]
    chance = sum(weight.values(), Fraction(0)) / (q * (q - 1)) * sum((s * (1 - s) for s in shares), Fraction(0))
    return float((agreed - chance) / (1 - chance))
