"""What a report tells of change over time: control charts and the period beside the one before it; no counting."""

from dataclasses import dataclass
from datetime import date

from exports.charts.control_drawn import ControlDrawn
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
class TrendChart:
    """One chart with its title."""

    title: str
    drawn: ControlDrawn


@dataclass(frozen=True, slots=True)
class TrendsTold:
    """`points` are the months shown; `few` months are left out for this audience; `before` are the first and last
    day of the period that this one is compared with. `presence` are the charts of presence that have a target."""

    points: tuple[TrendPoint, ...]
    effective: ControlDrawn
    score: ControlDrawn
    comparison: Comparison
    before: tuple[date, date]
    few: int
    presence: tuple[TrendChart, ...] = ()

    @property
    def charts_shown(self) -> tuple[TrendChart, ...]:
        """Every chart, in the order in which a report shows them."""
        own = TrendChart("Effective plans, by month", self.effective), TrendChart("Average score, by month", self.score)
        return (*own, *self.presence)

    @property
    def charts(self) -> int:
        """How many charts were looked at."""
        return len(self.charts_shown)
