"""Resampling by plan: sums of whole plans drawn with replacement, and percentiles of what follows from them.

It knows no statistic. Each plan's sums are packed into one integer with a lane for each; a replicate is then one
addition a plan.
"""

from collections.abc import Iterator, Sequence
from random import Random
from struct import unpack

from scoring.intervals import Interval

REPLICATES = 1_000
_LEAST = 40
_TAIL = 0.025
_ENOUGH = 0.5


def resampled(rows: Sequence[Sequence[int]], seed: int, replicates: int = REPLICATES) -> Iterator[list[int]]:
    """For each replicate the sums, column by column, over as many rows as there are, drawn with replacement.

    A row holds one plan's sums, whole numbers of 0 or more; the same seed gives the same draws. Raises ValueError for
    fewer than 40 replicates, which have no 2.5 % tail.
    """
    if replicates < _LEAST:
        raise ValueError(f"A percentile interval needs at least {_LEAST} replicates.")
    if not rows:
        return
    k = len(rows)
    lane = max((k * max(max(row) for row in rows)).bit_length(), 1)
    packed = [sum(field << (lane * place) for place, field in enumerate(row)) for row in rows]
    shifts = [lane * place for place in range(len(rows[0]))]
    mask = (1 << lane) - 1
    for chosen in _draws(k, seed, replicates):
        whole = sum([packed[index] for index in chosen])
        yield [whole >> shift & mask for shift in shifts]


def percentiles(values: list[float], replicates: int) -> Interval | None:
    """2.5 to 97.5 % of the values, which are sorted in place; None where half of the replicates or more gave none.

    The quantile interpolates linearly between order statistics at (values − 1) · p (Hyndman and Fan's type 7).
    """
    if len(values) <= _ENOUGH * replicates:
        return None
    values.sort()
    return Interval(_quantile(values, _TAIL), _quantile(values, 1.0 - _TAIL))


def _draws(k: int, seed: int, replicates: int) -> Iterator[list[int]]:
    """k plan numbers for each replicate: 32 random bits u become u · k ÷ 2³², whose bias is under k ÷ 2³².

    Only `getrandbits` of the Mersenne Twister is used, which Python keeps the same across versions.
    """
    bits = Random(seed).getrandbits  # noqa: S311 - resampling, not secrecy
    form = f"<{k}I"
    for _ in range(replicates):
        words = unpack(form, bits(32 * k).to_bytes(4 * k, "little"))
        yield [word * k >> 32 for word in words]


def _quantile(ordered: list[float], p: float) -> float:
    position = (len(ordered) - 1) * p
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
