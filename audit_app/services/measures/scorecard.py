"""The scorecard: each measure with its latest value, target, status by rule, chart and note; it reads nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.measure_periods import MeasurePeriod, due_period
from audit_app.domain.measures import Judged, Measure, Standing, Value, judge
from audit_app.services.measures.reading import MeasureRow, MeasuresRead, Point
from audit_app.services.reports.monthly import Month, breaks_of
from audit_app.store.figures.caseload import is_of_the_present
from exports.charts.control_drawn import ControlDrawn
from scoring.control import Direction, assurance, variation, xmr
from scoring.figures import FigureId
from scoring.timeliness.trajectories import Basis, Trajectory

_AGO: Final = 1
"""A value of the period that is due, or of so many before it, is judged; an older one says nothing of now."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure on the scorecard.

    `latest` is the last point, `due` the last period that was over, `is_missing` whether it has no value yet.
    `target` is the one in force at the end of the latest point's period, `note` what its owner says of that period:
    words and role.
    """

    row: MeasureRow
    points: tuple[Point, ...]
    due: MeasurePeriod
    trajectory: Trajectory | None
    target: float | None
    drawn: ControlDrawn
    judged: Judged
    note: tuple[str, str] | None

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.row.measure

    @property
    def latest(self) -> Value | None:
        """The last value, None where there is none yet."""
        return self.points[-1].value if self.points else None

    @property
    def is_missing(self) -> bool:
        """Whether the period that is due has no value."""
        return not self.row.ended and (self.latest is None or self.latest.period < self.due)

    @property
    def takes_past(self) -> bool:
        """Whether it is counted of the present alone, so that people keep what it was."""
        return is_of_the_present(self.measure.figure)

    @property
    def note_missing(self) -> bool:
        """Whether the owner has to say something and has not."""
        return self.judged.needs_note and self.note is None


def scorecard(read: MeasuresRead, on: date | None = None, *, with_ended: bool = False) -> tuple[Line, ...]:
    """Every measure that goes on, in its place, as things stood at the end of a day."""
    day = on or read.on
    rows = (row for row in read.rows if with_ended or not row.ended or row.ended > day.isoformat())
    return tuple(line_of(read, row, day) for row in rows)


def line_of(read: MeasuresRead, row: MeasureRow, on: date) -> Line:
    """One measure up to a day; a year that is still going on counts as far as it is known."""
    measure, due = row.measure, due_period(on, row.measure.frequency)
    points = tuple(one for one in row.points if one.value.value is not None and one.value.period.first <= on)
    trajectory = target_of(read, measure)
    latest = points[-1].value if points else None
    targets = tuple(_target_in(trajectory, one.value.period) for one in points)
    target = targets[-1] if targets else _target_in(trajectory, due)
    drawn = _drawn(read, measure, points, targets)
    is_fresh = latest is not None and latest.period >= due.step(-_AGO)
    judged = judge(
        latest if is_fresh else None,
        target,
        measure.direction,
        variation=drawn.variation,
        assurance=drawn.assurance,
    )
    note = read.notes.get((measure.topic, latest.period.period.text)) if latest is not None else None
    return Line(row, points, due, trajectory, target, drawn, judged, note)


def target_of(read: MeasuresRead, measure: Measure) -> Trajectory | None:
    """The target of a measure: for its own cycle before every cycle, of plans issued before those started."""
    asked = FigureId.parse(measure.topic)
    if asked.value("cycle"):
        return read.decided.target(asked.base, asked.value("cycle"))
    fitting = [one.trajectory for one in read.targets if one.trajectory.figure == measure.topic]
    return min(fitting, key=lambda one: (one.basis is Basis.STARTED, one.name), default=None)


def themes_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The themes in the order in which they stand."""
    return tuple(dict.fromkeys(one.measure.theme for one in lines))


def missing_notes(lines: Sequence[Line]) -> Iterator[Line]:
    """Those that are off track and of which their owner says nothing."""
    return (one for one in lines if one.note_missing)


def count_of(lines: Sequence[Line], standing: Standing) -> int:
    """How many stand so."""
    return sum(one.judged.standing is standing for one in lines)


def _target_in(trajectory: Trajectory | None, when: MeasurePeriod) -> float | None:
    return trajectory.target_on(when.last) if trajectory is not None else None


def _drawn(
    read: MeasuresRead, measure: Measure, points: Sequence[Point], targets: tuple[float | None, ...]
) -> ControlDrawn:
    asked = FigureId.parse(measure.topic)
    months = [Month(f"{one.value.period.first:%Y-%m}", one.value.value or 0, 0, one.framework) for one in points]
    breaks = breaks_of(months, read.decided.causes(asked.base, asked.value("cycle")).values())
    chart = xmr([one.value for one in months], rebased=[one.at for one in breaks])
    target = targets[-1] if targets else None
    limits = chart.latest.limits if chart.latest is not None else None
    is_held = target is not None and measure.direction is not Direction.NEITHER
    return ControlDrawn(
        chart,
        names=tuple(one.value.period.short for one in points),
        counted=tuple(_counted(one.value) for one in points),
        direction=measure.direction,
        variation=variation(chart.latest, measure.direction),
        assurance=assurance(limits, target, measure.direction) if is_held and target is not None else None,
        target=target if is_held else None,
        targets=targets if is_held else (),
        breaks=breaks,
    )


def _counted(value: Value) -> str:
    return f"n {value.denominator:g}" if value.denominator is not None else ""
