"""Everything that a scorecard is made from, read once: measures, values, counts, targets, notes; it judges nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.domain.measure_periods import Frequency, MeasurePeriod, parse_measure_period
from audit_app.domain.measures import DIRECTIONS, Measure, Source, Value
from audit_app.domain.people import Act
from audit_app.services.measures.counting import count_measures
from audit_app.services.progress import Progress
from audit_app.services.reports.data_stand import where_data_stand
from audit_app.services.reports.monthly import Decided
from audit_app.store.read_measures import HeldMeasure, HeldValue, held_measures, held_values, notes_said
from audit_app.store.read_rebasings import held_rebasings
from audit_app.store.read_trajectories import HeldTrajectory, held_trajectories
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Point:
    """A value with the framework of its audits, and what is kept of it (None where it was counted)."""

    value: Value
    framework: str = ""
    held: HeldValue | None = None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure that is kept, with its values, the earliest first; `ended` is empty while it goes on.

    `is_cut` says that its newest value is kept from these readers.
    """

    id: str
    measure: Measure
    ended: str
    points: tuple[Point, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class MeasuresRead:
    """What was read; `notes` by topic and period as reports write it, `on` the day up to which it looks."""

    on: date
    rows: tuple[MeasureRow, ...]
    targets: tuple[HeldTrajectory, ...]
    decided: Decided
    notes: Mapping[tuple[str, str], tuple[str, str]]

    def row(self, code: str) -> MeasureRow | None:
        """The measure of a code."""
        return next((one for one in self.rows if one.measure.code == code), None)


def read_measures(
    workspace: Workspace, on: date, progress: Progress | None = None, *, only: Callable[[Measure], bool] | None = None
) -> MeasuresRead:
    """Read all of it and count what is counted, up to a day; `progress` counts measures, and may stop it.

    `only` says which measures are wanted, where not all are.
    """
    workspace.demand(Act.READ)
    conn = workspace.conn
    values = held_values(conn)
    held = [one for one in held_measures(conn) if only is None or only(measure_of(one))]
    measures = [measure_of(one) for one in held]
    going = [measure for one, measure in zip(held, measures, strict=True) if not one.ended]
    counted = count_measures(conn, going, on, where_data_stand(conn)[1], progress)
    rows = []
    for one, measure in zip(held, measures, strict=True):
        by_period = {point.value.period: Point(point.value, point.framework) for point in counted.get(one.code, ())}
        for text, value in values.get(one.id, {}).items():
            when = parse_measure_period(text)
            by_period.setdefault(when, Point(_value(when, value), held=value))  # a count goes before what was typed
        rows.append(MeasureRow(one.id, measure, one.ended, tuple(by_period[when] for when in sorted(by_period))))
    targets = held_trajectories(conn)
    decided = Decided(held_rebasings(conn), tuple(one.trajectory for one in targets if one.trajectory.is_for_quality))
    return MeasuresRead(on, tuple(rows), targets, decided, notes_said(conn))


def measure_of(held: HeldMeasure) -> Measure:
    """A measure that is kept as the rules know it."""
    return Measure(
        code=held.code,
        title=held.title,
        theme=held.theme,
        unit=held.unit,
        direction=DIRECTIONS[held.direction],
        frequency=Frequency(held.frequency),
        source=Source(held.source),
        figure=held.figure,
        definition=held.definition,
        owner=held.owner,
    )


def _value(when: MeasurePeriod, held: HeldValue) -> Value:
    return Value(when, held.value, held.numerator, held.denominator, held.note)
