"""Quantiles of Student's t distribution, in the standard library's arithmetic; knows nothing of plans or figures."""

import math
from functools import lru_cache

_TINY = 1e-300
_STEPS = 10_000


@lru_cache(maxsize=4096)
def two_sided_quantile(confidence: float, df: int) -> float:
    """The t with P(−t ≤ T ≤ t) = confidence, for `df` degrees of freedom; about twelve digits.

    Newton's method on the upper tail, which is convex and falling for t > 0; it starts at the normal
    quantile, below the root for every df, and so climbs to it without overshooting.
    Raises ValueError for a confidence outside 0 to 1 (both excluded) or df under 1.
    """
    if not 0.0 < confidence < 1.0:
        raise ValueError("A confidence lies between 0 and 1, both excluded.")
    if df < 1:
        raise ValueError("Student's t needs at least one degree of freedom.")
    wanted = 1.0 - confidence
    t = _normal_two_sided(wanted)
    for _ in range(200):
        step = (_two_sided_tail(t, df) - wanted) / (2.0 * _density(t, df))
        t += step
        if step <= 1e-12 * t:  # it only climbs: what no longer climbs is rounding
            break
    return t


def _two_sided_tail(t: float, df: int) -> float:
    """P(|T| > t) = I_x(df/2, 1/2) at x = df/(df + t²)."""
    return incomplete_beta(df / 2.0, 0.5, df / (df + t * t))


def _density(t: float, df: int) -> float:
    log_scale = math.lgamma((df + 1) / 2.0) - math.lgamma(df / 2.0) - 0.5 * math.log(df * math.pi)
    return math.exp(log_scale - (df + 1) / 2.0 * math.log1p(t * t / df))


def _normal_two_sided(tail: float) -> float:
    """The z with P(|Z| > z) = tail, by Newton from 0, where the tail is convex too."""
    z = 0.0
    for _ in range(200):
        density = math.exp(-z * z / 2.0) / math.sqrt(2.0 * math.pi)
        step = (math.erfc(z / math.sqrt(2.0)) - tail) / (2.0 * density)
        z += step
        if abs(step) <= 1e-14:
            break
    return z


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), a and b over 0, x from 0 to 1.

    Continued fraction (DLMF 8.17.22), on the side where it converges fast.
    Raises ValueError for arguments outside these ranges.
    """
    if a <= 0.0 or b <= 0.0 or not 0.0 <= x <= 1.0:
        raise ValueError("The incomplete beta function needs a > 0, b > 0 and 0 ≤ x ≤ 1.")
    if x in (0.0, 1.0):
        return x
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log_front + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _fraction(a, b, x) / a
    return 1.0 - front * _fraction(b, a, 1.0 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """1/(1 + d1/(1 + d2/(1 + …))) by Lentz's method."""
    value, upper, lower = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        term = _coefficient(a, b, x, step)
        lower = 1.0 / _away_from_zero(1.0 + term * lower)
        upper = _away_from_zero(1.0 + term / upper)
        change = upper * lower
        value *= change
        if abs(change - 1.0) < 1e-16:
            break
    return 1.0 / value


def _coefficient(a: float, b: float, x: float, step: int) -> float:
    """d_step of the continued fraction, from step 1."""
    m = step // 2
    if step % 2 == 0:
        return m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
    return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
