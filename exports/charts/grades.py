"""The grades of a sample as bars with their intervals: one row a grade, its count in words at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.charts.marks import GRADE_MARKS
from exports.charts.scene import Anchor, Item, Line, Scene, Shape, Words
from exports.charts.scene import Box as Bar
from resources.theme import Colour

ROW = 23.0
_LABELS = 132.0
_COUNTS = 160.0
_AXIS = 28.0
_SIZE = 9.5


@dataclass(frozen=True, slots=True)
class GradeShare:
    """One grade: its words, its share and bounds in percent (None where withheld or not known), its count in words."""

    grade: str
    label: str
    share: float | None
    lower: float | None
    upper: float | None
    counted: str


def grade_chart(shares: Sequence[GradeShare], width: float, unit: str = "% of graded plans") -> Scene:
    """Bars on an axis from 0 to 100 %, `width` points wide; a thin line is the 95 % interval."""
    left, right = _LABELS, width - _COUNTS
    bottom = ROW * len(shares) + 6
    items: list[Item] = list(_axis(left, right, bottom, unit))
    for number, share in enumerate(shares):
        items += _row(share, ROW * number + 6, left, right, width)
    return Scene(width, bottom + _AXIS, tuple(items), _alternative(shares))


def _axis(left: float, right: float, bottom: float, unit: str) -> list[Item]:
    items: list[Item] = []
    for percent in (0, 25, 50, 75, 100):
        x = left + (right - left) * percent / 100
        items.append(Line(x, 2, x, bottom, Colour.LINE, 0.6 if percent else 1.0))
        items.append(Words(str(percent), x, bottom + 12, 8.5, Colour.SOFT_INK, Anchor.MIDDLE))
    items.append(Words(unit, (left + right) / 2, bottom + 25, 8.5, Colour.SOFT_INK, Anchor.MIDDLE))
    return items


def _row(share: GradeShare, top: float, left: float, right: float, width: float) -> list[Item]:
    middle, colour = top + (ROW - 6) / 2, Colour(share.grade)
    items: list[Item] = [
        Shape(GRADE_MARKS[share.grade], 6, middle, 9, colour),
        Words(share.label, 17, middle + 3.3, _SIZE, room=left - 25),
        Words(share.counted, width, middle + 3.3, _SIZE, anchor=Anchor.END, room=_COUNTS - 10),
    ]
    scale = (right - left) / 100
    if share.share:
        items.append(Bar(left, middle - 6, share.share * scale, 12, colour))
    if share.lower is not None and share.upper is not None:
        low, high = left + share.lower * scale, left + share.upper * scale
        # first a wider line of the ground's colour, so that the part that lies over the bar is seen too
        for line, wide, reach in ((Colour.SURFACE, 2.6, 3.8), (Colour.INK, 1.0, 3.0)):
            items.append(Line(low, middle, high, middle, line, wide))
            items += [Line(x, middle - reach, x, middle + reach, line, wide) for x in (low, high)]
    return items


def _alternative(shares: Sequence[GradeShare]) -> str:
    return "Bar chart of the grades. " + " ".join(f"{share.label}: {share.counted}." for share in shares)
