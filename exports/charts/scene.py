"""Shapes of a drawing, in points from its top left corner; colours are roles of the theme, never values."""

from dataclasses import dataclass
from enum import StrEnum

from resources.theme import Colour


class Anchor(StrEnum):
    """Which point of a text its position means."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Mark(StrEnum):
    """A shape that stands beside a word or a value, so that colour is never the only sign."""

    STAR = "star"
    DOT = "dot"
    TRIANGLE = "triangle"
    SQUARE = "square"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; (x, y) is its top left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark of `size` points across, centred on (x, y)."""

    mark: Mark
    x: float
    y: float
    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Words:
    """A text on the baseline y; painters shorten it to `room` points where that is given."""

    text: str
    x: float
    y: float
    size: float
    colour: Colour = Colour.INK
    anchor: Anchor = Anchor.START
    bold: bool = False
    room: float | None = None


Item = Box | Line | Shape | Words


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing of a fixed size, its items in the order of painting, and `alternative`: all that it says, in words."""

    width: float
    height: float
    items: tuple[Item, ...]
    alternative: str


def polygon(mark: Mark, size: float) -> tuple[tuple[float, float], ...]:
    """The corners of a mark around (0, 0) with y downwards, `size` points across; none for what is round."""
    half = size / 2
    if mark is Mark.TRIANGLE:
        return ((0, -half), (half, half * 0.85), (-half, half * 0.85))
    if mark is Mark.SQUARE:
        side = half * 0.9
        return ((-side, -side), (side, -side), (side, side), (-side, side))
    if mark is Mark.STAR:
        return tuple((x * half * 1.1, y * half * 1.1) for x, y in _STAR)
    return ()


# The ten corners of a five-pointed star of radius 1, its point up.
_STAR = (
    (0.0, -1.0), (0.2245, -0.309), (0.9511, -0.309), (0.3633, 0.118), (0.5878, 0.809),
    (0.0, 0.382), (-0.5878, 0.809), (-0.3633, 0.118), (-0.9511, -0.309), (-0.2245, -0.309),
)  # fmt: skip
