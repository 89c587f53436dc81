"""The four rules by which points of a control chart are told from common cause; it draws nothing."""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise
from typing import Final

from scoring.control.limits import Limits

_SHIFT: Final = 7
_TREND: Final = 7


class Signal(Enum):
    """Why a point is special cause; where several fit, the first in this order is told."""

    OUTSIDE = "outside the limits"
    TREND = "trend"
    TWO_OF_THREE = "two of three near a limit"
    SHIFT = "shift"


def signals(values: Sequence[float], limits: Limits) -> tuple[Signal | None, ...]:
    """The signal at each value, None for common cause.

    Outside: strictly beyond a process limit. Shift: seven in a row on one side of the mean, where a value on the mean
    belongs to neither. Trend: seven values with six strict rises or falls; a tie breaks it. Two of three: two of three
    in a row in the outer third of the same side, between near limit and limit, and only these are marked. All points of
    a shift or trend are marked.
    """
    found: list[Signal | None] = [None] * len(values)
    marked = (
        (Signal.SHIFT, _shifts(values, limits.mean)),
        (Signal.TWO_OF_THREE, _two_of_three(values, limits)),
        (Signal.TREND, _trends(values)),
        (Signal.OUTSIDE, (at for at, value in enumerate(values) if not limits.lower <= value <= limits.upper)),
    )
    for signal, places in marked:
        for at in places:
            found[at] = signal
    return tuple(found)


def _runs(sides: Sequence[int], least: int) -> Iterator[int]:
    """The places of every run of so many equal sides or more; 0 is no side."""
    start = 0
    for at in range(1, len(sides) + 1):
        if at == len(sides) or sides[at] != sides[start]:
            if sides[start] and at - start >= least:
                yield from range(start, at)
            start = at


def _shifts(values: Sequence[float], mean: float) -> Iterator[int]:
    return _runs([_side(value - mean) for value in values], _SHIFT)


def _trends(values: Sequence[float]) -> Iterator[int]:
    steps = [_side(later - earlier) for earlier, later in pairwise(values)]
    for step in _runs(steps, _TREND - 1):
        yield from (step, step + 1)


def _two_of_three(values: Sequence[float], limits: Limits) -> Iterator[int]:
    sides = [_outer_third(value, limits) for value in values]
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        for side in (1, -1):
            near = [at for at in window if sides[at] == side]
            if len(near) >= 2:
                yield from near


def _outer_third(value: float, limits: Limits) -> int:
    if limits.near_upper < value <= limits.upper:
        return 1
    return -1 if limits.lower <= value < limits.near_lower else 0


def _side(difference: float) -> int:
    return (difference > 0) - (difference < 0)
