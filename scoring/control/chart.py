"""A control chart of values in time, in stretches between dated re-basings; it knows no unit and draws nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scoring.control.limits import Limits, limits_of
from scoring.control.rules import Signal, signals


@dataclass(frozen=True, slots=True)
class Point:
    """One value with its signal, None for common cause; `moved` is the moving range from the value before it."""

    value: float
    signal: Signal | None
    moved: float | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points under one set of limits: all of them, or those from one re-basing to the next. `first` is a place."""

    first: int
    points: tuple[Point, ...]
    limits: Limits | None


@dataclass(frozen=True, slots=True)
class ControlChart:
    """The stretches of a chart, the earliest first; `screened` is printed with it."""

    stretches: tuple[Stretch, ...]
    screened: bool

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point in time."""
        return tuple(point for stretch in self.stretches for point in stretch.points)

    @property
    def latest(self) -> Stretch | None:
        """The stretch on which variation and assurance are judged, None of a chart without values."""
        return self.stretches[-1] if self.stretches else None


def xmr(values: Sequence[float], *, screened: bool = False, rebased: Sequence[int] = ()) -> ControlChart:
    """The chart of these values; `rebased` are the places (from 0) at which limits are worked out anew.

    To re-base is a person's dated decision with a stated cause and never worked out here. Raises ValueError for a place
    that is not inside the values, or out of order.
    """
    places = [0, *rebased] if values else []
    if any(not 0 < at < len(values) for at in rebased) or list(rebased) != sorted(set(rebased)):
        raise ValueError("A re-basing lies inside the values, each after the one before it.")
    ends = [*places[1:], len(values)]
    return ControlChart(
        tuple(_stretch(values[start:end], start, screened) for start, end in zip(places, ends, strict=False)), screened
    )


def _stretch(values: Sequence[float], first: int, screened: bool) -> Stretch:
    limits = limits_of(values, screened=screened)
    found = signals(values, limits) if limits is not None else (None,) * len(values)
    moved = [None, *(abs(later - earlier) for earlier, later in pairwise(values))]
    points = (Point(value, signal, step) for value, signal, step in zip(values, found, moved, strict=True))
    return Stretch(first, tuple(points), limits)
