"""A control chart ready to be drawn: its numbers, names and target, and the shapes and letters of how it reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from exports.charts.scene import Mark
from resources.theme import Colour
from scoring.control import Assurance, ControlChart, Direction, Variation

VARIATION_MARKS: Mapping[Variation, tuple[Mark, Colour]] = MappingProxyType(
    {
        Variation.IMPROVEMENT: (Mark.STAR, Colour.IMPROVEMENT),
        Variation.CONCERN: (Mark.TRIANGLE, Colour.CONCERN),
        Variation.CHANGE: (Mark.SQUARE, Colour.COMMON_CAUSE),
        Variation.COMMON_CAUSE: (Mark.DOT, Colour.COMMON_CAUSE),
        Variation.TOO_EARLY: (Mark.RING, Colour.COMMON_CAUSE),
    }
)
"""The shape and colour of each reading, as the points have them."""
ASSURANCE_MARKS: Mapping[Assurance, tuple[str, Colour]] = MappingProxyType(
    {
        Assurance.MEETS: ("P", Colour.IMPROVEMENT),
        Assurance.FAILS: ("F", Colour.CONCERN),
        Assurance.HIT_OR_MISS: ("?", Colour.COMMON_CAUSE),
        Assurance.TOO_EARLY: ("–", Colour.COMMON_CAUSE),
    }
)
"""The letter and colour of each reading against a target, in a ring: pass, fail, hit and miss, too early."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What the values can be, and the unit behind a number on the axis (“ %”)."""

    lowest: float
    highest: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """Limits begin anew at the point `at` (from 0): why, and the day it was decided, empty where nobody had to."""

    at: int
    cause: str
    decided_on: str = ""


@dataclass(frozen=True, slots=True)
class ControlDrawn:
    """A chart ready to be drawn: the name of each point and its n, what is better, the target, and how it reads.

    `target` is the one in force at the latest point, `targets` that at each point, None before the first.
    """

    chart: ControlChart
    names: tuple[str, ...]
    counted: tuple[str, ...]
    direction: Direction
    variation: Variation
    assurance: Assurance | None = None
    target: float | None = None
    targets: tuple[float | None, ...] = ()
    breaks: tuple[Break, ...] = ()
