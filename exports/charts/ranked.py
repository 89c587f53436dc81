"""Shares one below the other, each a dot with its interval on one axis from 0 to 100 %; it knows no figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.charts.scene import Anchor, Item, Line, Mark, Scene, Shape, Words
from resources.theme import Colour

ROW = 19.0
_NAMES, _COUNTS, _AXIS = 44.0, 176.0, 26.0
_SIZE = 9.0


@dataclass(frozen=True, slots=True)
class RankedShare:
    """One row: its short name, its share and bounds in percent (None where there is none), its count in words."""

    name: str
    share: float | None
    lower: float | None
    upper: float | None
    counted: str


def ranked_chart(rows: Sequence[RankedShare], width: float, unit: str) -> Scene:
    """The rows in their order, `width` points wide; a thin line is the 95 % interval."""
    left, right, bottom = _NAMES, width - _COUNTS, ROW * len(rows) + 6
    items = list(_axis(left, right, bottom, unit))
    for number, row in enumerate(rows):
        items += _row(row, 4 + ROW * (number + 0.5), left, right, width)
    told = " ".join(f"{row.name}: {row.counted.removesuffix('.')}." for row in rows)
    return Scene(width, bottom + _AXIS, tuple(items), f"Shares with their intervals. {told}")


def _axis(left: float, right: float, bottom: float, unit: str) -> Iterator[Item]:
    for percent in (0, 25, 50, 75, 100):
        x = left + (right - left) * percent / 100
        yield Line(x, 2, x, bottom, Colour.LINE, 0.6 if percent else 1.0)
        yield Words(str(percent), x, bottom + 11, 8.5, Colour.SOFT_INK, Anchor.MIDDLE)
    yield Words(unit, (left + right) / 2, bottom + 23, 8.5, Colour.SOFT_INK, Anchor.MIDDLE)


def _row(row: RankedShare, middle: float, left: float, right: float, width: float) -> Iterator[Item]:
    scale = (right - left) / 100
    yield Words(row.name, 0, middle + 3.2, _SIZE, room=_NAMES - 8)
    yield Words(row.counted, width, middle + 3.2, _SIZE, Colour.SOFT_INK, Anchor.END, room=_COUNTS - 12)
    if row.lower is not None and row.upper is not None:
        low, high = left + row.lower * scale, left + row.upper * scale
        yield Line(low, middle, high, middle, Colour.ACCENT, 1.2)
        yield from (Line(x, middle - 3, x, middle + 3, Colour.ACCENT, 1.2) for x in (low, high))
    if row.share is not None:
        yield Shape(Mark.DOT, left + row.share * scale, middle, 7, Colour.ACCENT)
