"""Bootstrap intervals for agreement: whole plans are drawn with replacement, so that scores of one plan stay together.

Each plan's sums are packed into one integer with a lane for each sum; a replicate is then one addition a plan.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from struct import unpack

from scoring.agreement.coefficients import Metric, ac2_of, alpha_of
from scoring.agreement.ratings import PlanSums, Tally
from scoring.intervals import Interval

REPLICATES = 1_000
_TAIL = 0.025
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class AgreementIntervals:
    """95 % percentile intervals; exact and within_one as shares 0 to 1; None where there is none."""

    exact: Interval | None
    within_one: Interval | None
    alpha: Interval | None
    ac2: Interval | None


def bootstrap(tally: Tally, seed: int, replicates: int = REPLICATES) -> AgreementIntervals:
    """Percentile intervals, 2.5 to 97.5 %, over `replicates` resamples by plan; the same seed gives the same bounds.

    Plans without a compared marker still count for AC2, whose chance term sees them. The quantile interpolates
    linearly between order statistics at (replicates − 1) · p (Hyndman and Fan's type 7). A replicate in which a
    statistic is not estimable is left out of that one; where half of them or more are left out, there is no interval.
    None under two plans with a compared marker. Raises ValueError for fewer than 40 replicates (no 2.5 % tail).
    """
    if replicates < 40:
        raise ValueError("A percentile interval needs at least 40 replicates.")
    if tally.paired_plans < 2:
        return AgreementIntervals(None, None, None, None)
    sums = list(_replicates(tally, seed, replicates))
    q, divisor = len(tally.scale), tally.divisor

    def bounds(statistic: Callable[[PlanSums], float | None]) -> Interval | None:
        values = [statistic(one) for one in sums if one.paired]
        return _percentiles([value for value in values if value is not None], replicates)

    return AgreementIntervals(
        exact=bounds(lambda one: one.exact / (divisor * one.paired)),
        within_one=bounds(lambda one: one.within / (divisor * one.paired)),
        alpha=bounds(lambda one: alpha_of(one, tally.scale, divisor, Metric.ORDINAL)),
        ac2=bounds(lambda one: ac2_of(one, q, divisor)),
    )


def _replicates(tally: Tally, seed: int, replicates: int) -> Iterator[PlanSums]:
    rows = [sums.fields() for _, sums in tally.plans]
    k, q = len(rows), len(tally.scale)
    lane = (k * max(max(row) for row in rows)).bit_length()
    packed = [sum(field << (lane * place) for place, field in enumerate(row)) for row in rows]
    shifts = [lane * place for place in range(len(rows[0]))]
    mask = (1 << lane) - 1
    for chosen in _draws(k, seed, replicates):
        whole = sum([packed[index] for index in chosen])
        yield PlanSums.from_fields([whole >> shift & mask for shift in shifts], q)


def _draws(k: int, seed: int, replicates: int) -> Iterator[list[int]]:
    """k plan numbers for each replicate: 32 random bits u become u · k ÷ 2³², whose bias is under k ÷ 2³².

    Only `getrandbits` of the Mersenne Twister is used, which Python keeps the same across versions.
    """
    bits = Random(seed).getrandbits  # noqa: S311 - resampling, not secrecy
    form = f"<{k}I"
    for _ in range(replicates):
        words = unpack(form, bits(32 * k).to_bytes(4 * k, "little"))
        yield [word * k >> 32 for word in words]


def _percentiles(values: list[float], replicates: int) -> Interval | None:
    if len(values) <= _ENOUGH * replicates:
        return None
    values.sort()
    return Interval(_quantile(values, _TAIL), _quantile(values, 1.0 - _TAIL))


def _quantile(ordered: list[float], p: float) -> float:
    position = (len(ordered) - 1) * p
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
