"""Shares month by month as dots with their intervals, and the target in force as steps; it knows no figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from exports.charts.scene import Anchor, Item, Line, Mark, Scene, Shape, Words
from resources.theme import Colour

_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 10.0, 10.0, 34.0
_HIGH = 170.0
_ROOM = 34.0
"""The width that a month's name needs, in points."""


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month: its name, its share and bounds in percent (None where nothing was counted), its count in words.

    `below` is what stands small under the name, `target` the target in force in percent, None where there is none.
    """

    name: str
    share: float | None
    lower: float | None
    upper: float | None
    counted: str
    below: str = ""
    target: float | None = None


def month_chart(points: Sequence[MonthPoint], width: float) -> Scene:
    """Dots on an axis from 0 to 100 %, `width` points wide; a thin line is the 95 % interval, dashes the target."""
    right, bottom = width - _RIGHT, _HIGH - _BOTTOM
    step = (right - _LEFT) / max(len(points), 1)
    places = [_LEFT + step * (number + 0.5) for number in range(len(points))]
    items = [*_axis(right, bottom), *_names(points, places, step, bottom)]
    items += _targets(points, places, step, bottom)
    items += _dots(points, places, bottom)
    return Scene(width, _HIGH, tuple(items), _alternative(points))


def _height(percent: float, bottom: float) -> float:
    return bottom - (bottom - _TOP) * min(max(percent, 0), 100) / 100


def _axis(right: float, bottom: float) -> Iterator[Item]:
    for percent in (0, 25, 50, 75, 100):
        y = _height(percent, bottom)
        yield Line(_LEFT, y, right, y, Colour.LINE, 1.0 if not percent else 0.6)
        yield Words(str(percent), _LEFT - 6, y + 3, 8.5, Colour.SOFT_INK, Anchor.END)


def _names(points: Sequence[MonthPoint], places: Sequence[float], step: float, bottom: float) -> Iterator[Item]:
    """Every name where there is room, else every second, third and so on; the newest always."""
    every = max(1, -(-int(_ROOM) // max(int(step), 1)))
    for number, (point, x) in enumerate(zip(points, places, strict=True)):
        if (len(points) - 1 - number) % every == 0:
            yield Words(point.name, x, bottom + 14, 8.5, Colour.SOFT_INK, Anchor.MIDDLE)
            yield Words(point.below, x, bottom + 26, 8.5, Colour.SOFT_INK, Anchor.MIDDLE)


def _targets(points: Sequence[MonthPoint], places: Sequence[float], step: float, bottom: float) -> Iterator[Item]:
    pairs = zip(points, places, strict=True)
    for target, group in groupby(pairs, key=lambda pair: pair[0].target):
        if target is None:
            continue
        xs = [x for _, x in group]
        y = _height(target, bottom)
        yield Line(xs[0] - step / 2, y, xs[-1] + step / 2, y, Colour.SOFT_INK, 1.2, dashed=True)
        yield Words(f"{target:g} %", xs[0] - step / 2 + 2, y - 3, 8.5, Colour.SOFT_INK)


def _dots(points: Sequence[MonthPoint], places: Sequence[float], bottom: float) -> Iterator[Item]:
    known = [(point, x, _height(point.share, bottom)) for point, x in zip(points, places, strict=True)
             if point.share is not None]  # fmt: skip
    for (_, x1, y1), (_, x2, y2) in pairwise(known):
        yield Line(x1, y1, x2, y2, Colour.LINE, 1.2)
    for point, x, y in known:
        if point.lower is not None and point.upper is not None:
            low, high = _height(point.lower, bottom), _height(point.upper, bottom)
            yield Line(x, low, x, high, Colour.ACCENT, 1.2)
            yield from (Line(x - 3, end, x + 3, end, Colour.ACCENT, 1.2) for end in (low, high))
        yield Shape(Mark.DOT, x, y, 7, Colour.ACCENT)


def _alternative(points: Sequence[MonthPoint]) -> str:
    return f"Shares by month. {'. '.join(map(_told, points))}."


def _told(point: MonthPoint) -> str:
    target = f", target {point.target:g} %" if point.target is not None else ""
    return f"{point.name}: {point.counted.removesuffix('.')}{target}"
