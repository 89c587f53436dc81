"""What a report tells of the performance framework: measures with value, target, status and note; no counting."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.domain.measures import Judged, Measure, Standing, Value
from exports.charts.control_drawn import ControlDrawn
from scoring.control import Variation


@dataclass(frozen=True, slots=True)
class SchoolTold:
    """A school that lost days to exclusions; `semh` is None where it is not told."""

    name: str
    days: float
    semh: float | None
    pupils: int


@dataclass(frozen=True, slots=True)
class SchoolsTold:
    """The highest excluding schools of a period; `sentence` says what is left out, or stands in place of them."""

    period: str
    schools: tuple[SchoolTold, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """One measure: its latest value and target, how it stands and why; `note` is words and role, `due` the period
    that has no value yet, empty where it has one."""

    measure: Measure
    value: Value | None
    target: float | None
    judged: Judged
    drawn: ControlDrawn
    note: tuple[str, str] | None
    due: str

    @property
    def is_charted(self) -> bool:
        """Whether its course is drawn: it stands badly, or its latest value is better or worse than chance explains."""
        badly = self.judged.standing in (Standing.OFF_TRACK, Standing.AT_RISK)
        moved = self.drawn.variation in (Variation.IMPROVEMENT, Variation.CONCERN)
        return len(self.drawn.chart.points) > 1 and (badly or moved)


@dataclass(frozen=True, slots=True)
class ScorecardTold:
    """Every measure in the framework's order, and the schools behind days lost."""

    measures: tuple[MeasureTold, ...]
    schools: SchoolsTold | None = None

    @property
    def themes(self) -> dict[str, list[MeasureTold]]:
        """The measures by theme."""
        found: dict[str, list[MeasureTold]] = {}
        for one in self.measures:
            found.setdefault(one.measure.theme, []).append(one)
        return found

    @property
    def off_track(self) -> Sequence[MeasureTold]:
        """Those that need a note."""
        return [one for one in self.measures if one.judged.needs_note]

    @property
    def charted(self) -> list[MeasureTold]:
        """Those whose course is drawn, what is off track first, then what is at risk."""
        order = {Standing.OFF_TRACK: 0, Standing.AT_RISK: 1}
        return sorted(
            (one for one in self.measures if one.is_charted), key=lambda one: order.get(one.judged.standing, 2)
        )

    def number(self, standing: Standing) -> int:
        """How many stand so."""
        return sum(one.judged.standing is standing for one in self.measures)
