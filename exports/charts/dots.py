"""Numbers in a row of time as dots with their intervals on an axis of any range, with guides; it knows no figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exports.charts.scene import Anchor, Item, Line, Mark, Scene, Shape, Words
from resources.theme import Colour

_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 10.0, 10.0, 34.0
_GUIDED = 82.0
"""What stays free at the right for the words of guides."""
_HIGH = 170.0
_ROOM = 46.0
"""The width that a name needs, in points."""


@dataclass(frozen=True, slots=True)
class DotPoint:
    """One point: its name, its value and bounds (None where there is none), what is said of it, what stands below."""

    name: str
    value: float | None
    lower: float | None
    upper: float | None
    said: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class DotAxis:
    """The range of the axis, the numbers written at it, and dashed guides: (value, its words)."""

    low: float
    high: float
    ticks: tuple[float, ...]
    guides: tuple[tuple[float, str], ...] = ()

    def height(self, value: float, bottom: float) -> float:
        """Where a value stands, clipped to the range."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return bottom - (bottom - _TOP) * share


def dot_chart(points: Sequence[DotPoint], axis: DotAxis, width: float, title: str) -> Scene:
    """Dots joined by a pale line, `width` points wide; `title` begins what a screen reader is told."""
    right, bottom = width - (_GUIDED if axis.guides else _RIGHT), _HIGH - _BOTTOM
    step = (right - _LEFT) / max(len(points), 1)
    places = [_LEFT + step * (number + 0.5) for number in range(len(points))]
    items = [*_axis(axis, right, bottom), *_names(points, places, step, bottom)]
    items += _dots(points, places, axis, bottom)
    told = ". ".join(f"{point.name}: {point.said.removesuffix('.')}" for point in points)
    return Scene(width, _HIGH, tuple(items), f"{title}. {told}.")


def _axis(axis: DotAxis, right: float, bottom: float) -> Iterator[Item]:
    for tick in axis.ticks:
        y = axis.height(tick, bottom)
        yield Line(_LEFT, y, right, y, Colour.LINE, 1.0 if tick == axis.low else 0.6)
        yield Words(f"{tick:g}".replace("-", "−"), _LEFT - 6, y + 3, 8.5, Colour.SOFT_INK, Anchor.END)
    for value, words in axis.guides:
        y = axis.height(value, bottom)
        yield Line(_LEFT, y, right, y, Colour.SOFT_INK, 1.0, dashed=True)
        yield Words(words, right + 5, y + 3, 8.5, Colour.SOFT_INK, room=_GUIDED - 5)


def _names(points: Sequence[DotPoint], places: Sequence[float], step: float, bottom: float) -> Iterator[Item]:
    """Every name where there is room, else every second, third and so on; the newest always."""
    every = max(1, -(-int(_ROOM) // max(int(step), 1)))
    for number, (point, x) in enumerate(zip(points, places, strict=True)):
        if (len(points) - 1 - number) % every == 0:
            room = step * every
            yield Words(point.name, x, bottom + 14, 8.5, Colour.SOFT_INK, Anchor.MIDDLE, room=room)
            yield Words(point.below, x, bottom + 26, 8.5, Colour.SOFT_INK, Anchor.MIDDLE, room=room)


def _dots(points: Sequence[DotPoint], places: Sequence[float], axis: DotAxis, bottom: float) -> Iterator[Item]:
    known = [(point, x, axis.height(point.value, bottom)) for point, x in zip(points, places, strict=True)
             if point.value is not None]  # fmt: skip
    for (_, x1, y1), (_, x2, y2) in pairwise(known):
        yield Line(x1, y1, x2, y2, Colour.LINE, 1.2)
    for point, x, y in known:
        if point.lower is not None and point.upper is not None:
            low, high = axis.height(point.lower, bottom), axis.height(point.upper, bottom)
            yield Line(x, low, x, high, Colour.ACCENT, 1.2)
            yield from (Line(x - 3, end, x + 3, end, Colour.ACCENT, 1.2) for end in (low, high))
        yield Shape(Mark.DOT, x, y, 7, Colour.ACCENT)
