"""A control chart as a scene: points in time with their signals as shapes, mean, limits and target; it counts nothing.

Blue is improvement, orange concern, grey common cause, each with a shape of its own; what lies outside of what is
possible is clipped in the drawing alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exports.charts.scene import Anchor, Item, Line, Mark, Scene, Shape, Words
from resources.theme import Colour
from scoring.control import Assurance, ControlChart, Direction, Limits, Signal, Stretch, Variation
from scoring.figure_words import rounded

_LEFT, _RIGHT, _TOP, _BOTTOM, _HIGH = 34.0, 64.0, 12.0, 38.0, 190.0
_ROOM = 40.0
"""The width that the name of a point needs, in points."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What the values can be, and the unit behind a number on the axis (“ %”)."""

    lowest: float
    highest: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ControlDrawn:
    """A chart ready to be drawn: the name of each point and its n, what is better, the target, and how it reads."""

    chart: ControlChart
    names: tuple[str, ...]
    counted: tuple[str, ...]
    direction: Direction
    variation: Variation
    assurance: Assurance | None = None
    target: float | None = None


def control_chart(drawn: ControlDrawn, axis: Axis, width: float) -> Scene:
    """The chart, `width` points wide: limits dashed, trial limits paler, points joined within their stretch."""
    right, bottom = width - _RIGHT, _HIGH - _BOTTOM
    points = drawn.chart.points
    step = (right - _LEFT) / max(len(points), 1)
    places = [_LEFT + step * (at + 0.5) for at in range(len(points))]
    frame = _Frame(axis, right, bottom, step)
    items = [*_axis(frame), *_names(drawn, places, frame), *_target(drawn, frame)]
    for stretch in drawn.chart.stretches:
        own = places[stretch.first : stretch.first + len(stretch.points)]
        items += [*_limits(stretch, own, frame), *_points(stretch, own, frame, drawn.direction)]
    return Scene(width, _HIGH, tuple(items), alternative(drawn, axis))


@dataclass(frozen=True, slots=True)
class _Frame:
    axis: Axis
    right: float
    bottom: float
    step: float

    def height(self, value: float) -> float:
        low, high = self.axis.lowest, self.axis.highest
        inside = min(max(value, low), high)
        return self.bottom - (self.bottom - _TOP) * (inside - low) / (high - low)


def _axis(frame: _Frame) -> Iterator[Item]:
    low, high = frame.axis.lowest, frame.axis.highest
    for quarter in range(5):
        value = low + (high - low) * quarter / 4
        y = frame.height(value)
        yield Line(_LEFT, y, frame.right, y, Colour.LINE, 1.0 if not quarter else 0.5)
        yield Words(rounded(value, 0 if high - low > 4 else 1), _LEFT - 6, y + 3, 8.5, Colour.SOFT_INK, Anchor.END)


def _names(drawn: ControlDrawn, places: Sequence[float], frame: _Frame) -> Iterator[Item]:
    """Every name where there is room, else every second, third and so on; the newest always."""
    every = max(1, -(-int(_ROOM) // max(int(frame.step), 1)))
    told = zip(drawn.names, drawn.counted, places, strict=True)
    for at, (name, counted, x) in enumerate(told):
        if (len(places) - 1 - at) % every == 0:
            yield Words(name, x, frame.bottom + 15, 8.5, Colour.SOFT_INK, Anchor.MIDDLE)
            yield Words(counted, x, frame.bottom + 27, 8.5, Colour.SOFT_INK, Anchor.MIDDLE)


def _target(drawn: ControlDrawn, frame: _Frame) -> Iterator[Item]:
    if drawn.target is None:
        return
    y = frame.height(drawn.target)
    yield Line(_LEFT, y, frame.right, y, Colour.CONCERN, 1.2, dashed=True)
    yield Words(f"target {_told(drawn.target, frame.axis)}", frame.right + 4, y + 3, 8.5, Colour.INK)


def _limits(stretch: Stretch, places: Sequence[float], frame: _Frame) -> Iterator[Item]:
    limits = stretch.limits
    if limits is None or not places:
        return
    colour = Colour.LINE if limits.is_trial else Colour.SOFT_INK
    left, right = places[0] - frame.step / 2, places[-1] + frame.step / 2
    for value, dashed in ((limits.mean, False), (limits.lower, True), (limits.upper, True)):
        y = frame.height(value)
        yield Line(left, y, right, y, colour, 1.0, dashed=dashed)
    if right >= frame.right - 1:
        y = frame.height(limits.mean)
        yield Words(f"mean {_told(limits.mean, frame.axis)}", frame.right + 4, y + 3, 8.5, Colour.SOFT_INK)


def _points(stretch: Stretch, places: Sequence[float], frame: _Frame, direction: Direction) -> Iterator[Item]:
    drawn = [(point, x, frame.height(point.value)) for point, x in zip(stretch.points, places, strict=True)]
    for (_, x1, y1), (_, x2, y2) in pairwise(drawn):
        yield Line(x1, y1, x2, y2, Colour.COMMON_CAUSE, 1.0)
    for at, (_, x, y) in enumerate(drawn):
        mark, colour = mark_of(stretch, at, direction)
        yield Shape(mark, x, y, 8 if mark is Mark.DOT else 10, colour)


def mark_of(stretch: Stretch, at: int, direction: Direction) -> tuple[Mark, Colour]:
    """The shape and colour of a point: a grey dot for common cause, a blue star for better, an orange triangle."""
    point = stretch.points[at]
    if point.signal is None or stretch.limits is None or direction is Direction.NEITHER:
        return (Mark.DOT if point.signal is None else Mark.SQUARE), Colour.COMMON_CAUSE
    goes_up = point.value > stretch.limits.mean
    if point.signal is Signal.TREND:
        near = stretch.points[at - 1] if at else stretch.points[at + 1]
        goes_up = (point.value > near.value) is bool(at)
    if goes_up is (direction is Direction.HIGHER):
        return Mark.STAR, Colour.IMPROVEMENT
    return Mark.TRIANGLE, Colour.CONCERN


def alternative(drawn: ControlDrawn, axis: Axis) -> str:
    """Everything that the drawing says, in words."""
    points = drawn.chart.points
    if not points:
        return "Control chart without a point."
    told = zip(drawn.names, points, drawn.counted, strict=True)
    each = "; ".join(
        f"{name} {_told(point.value, axis)}{f' ({counted})' if counted else ''}"
        f"{f', {point.signal.value}' if point.signal else ''}"
        for name, point, counted in told
    )
    latest = drawn.chart.latest
    limits = _limits_told(latest.limits, axis) if latest is not None else ""
    target = (
        f" Target {_told(drawn.target, axis)}: {drawn.assurance.value}."
        if drawn.target is not None and drawn.assurance
        else ""
    )
    return f"Control chart. {each}. {limits} Variation: {drawn.variation.value}.{target}"


def _limits_told(limits: Limits | None, axis: Axis) -> str:
    if limits is None:
        return "One point has no limits."
    kind = "Trial limits" if limits.is_trial else "Limits"
    return f"Mean {_told(limits.mean, axis)}. {kind} {_told(limits.lower, axis)} to {_told(limits.upper, axis)}."


def _told(value: float, axis: Axis) -> str:
    return f"{rounded(value, 0 if axis.highest - axis.lowest > 4 else 2)}{axis.unit}"
