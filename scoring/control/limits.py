"""The limits of an XmR chart: mean of the values, and how far they move from one to the next.

Source: NHS England, Making Data Count; constants 2.66 and 3.267 of Shewhart's chart of individual values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from statistics import median as middle
from typing import Final

FULL_LIMITS: Final = 13
"""From so many points on limits are more than a trial."""

_TO_LIMIT: Final = 2.66
_TO_RANGE_LIMIT: Final = 3.267


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean, process limits and the near limits two thirds of the way; `range_limit` bounds the moving ranges.

    `is_trial` says that they rest on fewer than 13 points. In the unit of the values, not clipped to what is possible.
    """

    mean: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    mean_range: float
    range_limit: float
    is_trial: bool


def limits_of(values: Sequence[float], *, screened: bool = False) -> Limits | None:
    """The limits of these values in time; None under two of them, where nothing has moved yet.

    With `screened`, moving ranges at or above 3.267 times their mean are left out of the mean range, once.
    """
    if len(values) < 2:
        return None
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    mean_range = fmean(ranges)
    if screened:
        kept = [one for one in ranges if one < _TO_RANGE_LIMIT * mean_range]
        mean_range = fmean(kept) if kept else mean_range
    mean = fmean(values)
    far, near = _TO_LIMIT * mean_range, 2 * _TO_LIMIT / 3 * mean_range
    return Limits(
        *(mean, mean - far, mean + far, mean - near, mean + near),
        mean_range=mean_range,
        range_limit=_TO_RANGE_LIMIT * mean_range,
        is_trial=len(values) < FULL_LIMITS,
    )


def median(values: Sequence[float]) -> float | None:
    """The median, which a run chart draws in place of trial limits; None without values."""
    return middle(values) if values else None
