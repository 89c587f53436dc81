"""What a report tells of change over time: two control charts and the period beside the one before it; no counting."""

from dataclasses import dataclass
from datetime import date

from exports.charts.control import ControlDrawn
from scoring.comparison import Comparison


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One month: plans that are effective of those graded, and the mean of their percentages, 0 to 100 or None."""

    month: date
    framework: str
    effective: int
    graded: int
    score: float | None


@dataclass(frozen=True, slots=True)
class TrendsTold:
    """`points` are the months shown; `few` months are left out for this audience; `before` are the first and last
    day of the period that this one is compared with. `charts` is how many charts were looked at."""

    points: tuple[TrendPoint, ...]
    effective: ControlDrawn
    score: ControlDrawn
    comparison: Comparison
    before: tuple[date, date]
    few: int
    charts: int = 2
