"""A control chart as a scene: points in time with their signals as shapes, mean, limits, target, and how it reads.

It counts nothing. Blue is improvement, orange concern, grey common cause, each with a shape of its own; what lies
outside of what is possible is clipped in the drawing alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from exports.charts.control_drawn import ASSURANCE_MARKS, VARIATION_MARKS, Axis, ControlDrawn
from exports.charts.control_words import alternative, letter, told
from exports.charts.scene import Anchor, Item, Line, Mark, Scene, Shape, Words
from resources.theme import Colour
from scoring.control import Assurance, Direction, Signal, Stretch
from scoring.figure_words import rounded

_LEFT, _RIGHT, _TOP, _BOTTOM, _HIGH = 34.0, 64.0, 12.0, 38.0, 178.0
_ROOM = 40.0
"""The width that the name of a point needs, in points."""
_LINE, _ICON = 18.0, 13.0
"""How high a line of icon and words is above the chart, and how large its icon."""
_LETTER = 5.0
"""How wide a letter of the words above the chart is, or less."""
_APART = 10.0
"""How far two words at the right lie apart at least."""


def control_chart(drawn: ControlDrawn, axis: Axis, width: float) -> Scene:
    """The chart, `width` points wide: limits dashed, trial limits paler, points joined within their stretch."""
    top = _TOP + _LINE * (bool(drawn.chart.points) + (drawn.assurance is not None))
    high = top + _HIGH
    points = drawn.chart.points
    step = (width - _RIGHT - _LEFT) / max(len(points), 1)
    places = [_LEFT + step * (at + 0.5) for at in range(len(points))]
    frame = _Frame(axis, width - _RIGHT, top, high - _BOTTOM, step)
    items = [*_axis(frame), *_names(drawn, places, frame), *_breaks(drawn, frame), *_target(drawn, frame)]
    for stretch in drawn.chart.stretches:
        own = places[stretch.first : stretch.first + len(stretch.points)]
        items += [*_limits(stretch, own, frame), *_points(stretch, own, frame, drawn.direction)]
    items += [*_told_right(drawn, frame), *_icons(drawn, frame)]
    return Scene(width, high, tuple(items), alternative(drawn, axis))


@dataclass(frozen=True, slots=True)
class _Frame:
    axis: Axis
    right: float
    top: float
    bottom: float
    step: float

    def height(self, value: float) -> float:
        low, high = self.axis.lowest, self.axis.highest
        inside = min(max(value, low), high)
        return self.bottom - (self.bottom - self.top) * (inside - low) / (high - low)


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


def _breaks(drawn: ControlDrawn, frame: _Frame) -> Iterator[Item]:
    """A line where limits begin anew, with the letter by which the words below the chart name it."""
    for number, one in enumerate(drawn.breaks):
        x = _LEFT + frame.step * one.at
        yield Line(x, frame.top - 2, x, frame.bottom, Colour.INK, 1.0, dashed=True)
        yield Words(letter(number), x + 3, frame.top + 6, 9, bold=True)


def _target(drawn: ControlDrawn, frame: _Frame) -> Iterator[Item]:
    """The target in force at each point, as steps."""
    at = 0
    for target, same in groupby(drawn.targets or (drawn.target,) * len(drawn.names)):
        size = len(list(same))
        if target is not None:
            y = frame.height(target)
            yield Line(_LEFT + frame.step * at, y, _LEFT + frame.step * (at + size), y, Colour.ACCENT, 1.4)
        at += size


def _told_right(drawn: ControlDrawn, frame: _Frame) -> Iterator[Item]:
    """Mean and target at the right of their lines, the target moved away where the two would touch."""
    latest = drawn.chart.latest
    mean = latest.limits.mean if latest is not None and latest.limits is not None else None
    if mean is not None:
        yield Words(f"mean {told(mean, frame.axis)}", frame.right + 4, frame.height(mean) + 3, 8.5, Colour.SOFT_INK)
    if drawn.target is None or not drawn.names:
        return
    y = frame.height(drawn.target)
    if mean is not None and abs(y - frame.height(mean)) < _APART:
        y = frame.height(mean) + (_APART if drawn.target < mean else -_APART)
    yield Words(f"target {told(drawn.target, frame.axis)}", frame.right + 4, y + 3, 8.5, Colour.INK)


def _icons(drawn: ControlDrawn, frame: _Frame) -> Iterator[Item]:
    """How the chart reads, above it: variation as a shape, assurance as a ring with its letter, both with words."""
    if not drawn.chart.points:
        return
    room = frame.right + _RIGHT - _LEFT - _ICON
    mark, colour = VARIATION_MARKS[drawn.variation]
    yield Shape(mark, _LEFT, 8, _ICON * 0.85, colour)
    yield Words(f"Variation: {drawn.variation.value}", _LEFT + _ICON, 11.5, 9, room=room)
    if drawn.assurance is None or drawn.target is None:
        return
    sign, colour = ASSURANCE_MARKS[drawn.assurance]
    yield Shape(Mark.RING, _LEFT, 8 + _LINE, _ICON * 1.2, colour)
    yield Words(sign, _LEFT, 11.2 + _LINE, 8.5, anchor=Anchor.MIDDLE, bold=True)
    said = _against(drawn.assurance, f"Target {told(drawn.target, frame.axis)}", room)
    yield Words(said, _LEFT + _ICON, 11.5 + _LINE, 9, room=room)


def _against(assurance: Assurance, target: str, room: float) -> str:
    """How the target will be met, in fewer words where a narrow chart would cut them."""
    said = f"{target} {assurance.value}"
    if assurance is Assurance.TOO_EARLY:
        return f"{target}: {assurance.value}"
    if assurance is Assurance.HIT_OR_MISS and len(said) * _LETTER > room:
        return f"{target}: met in some, missed in others"
    return said


def _limits(stretch: Stretch, places: Sequence[float], frame: _Frame) -> Iterator[Item]:
    limits = stretch.limits
    if limits is None or not places:
        return
    colour = Colour.LINE if limits.is_trial else Colour.SOFT_INK
    left, right = places[0] - frame.step / 2, places[-1] + frame.step / 2
    for value, dashed in ((limits.mean, False), (limits.lower, True), (limits.upper, True)):
        y = frame.height(value)
        yield Line(left, y, right, y, colour, 1.0, dashed=dashed)


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
