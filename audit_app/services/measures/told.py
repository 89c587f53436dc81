"""What the monthly and quarterly reports tell of the performance framework, and its measures as their figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from audit_app.domain.measure_periods import Frequency
from audit_app.domain.measures import Measure
from audit_app.domain.period import Period
from audit_app.services.measures.reading import MeasureRow, read_measures
from audit_app.services.measures.schools import schools_of, schools_told
from audit_app.services.measures.scorecard import Line, scorecard
from audit_app.services.reports.board_months import months_for_no_board
from audit_app.store.read_measures import held_measures
from audit_app.store.workspace import Workspace
from exports.measure_words import figure_of
from exports.scorecard import MeasureTold, SchoolsTold, SchoolTold, ScorecardTold
from scoring.figures import Audience, Figure

WITH_MEASURES: Final = ("monthly", "quarterly")
"""The kinds of report that tell of measures."""
_SCHOOLS: Final = ("days_lost", "days_lost_month")
_FINER: Final = "The public sees figures over twelve months; this measure is reported more often."
_YEARLY: Final = (Frequency.YEAR, Frequency.ACADEMIC_YEAR)


def scorecard_told(
    workspace: Workspace, kind: str, period: Period, audience: Audience, before: Period
) -> ScorecardTold | None:
    """Every measure that goes on, up to the last day of a report; the public is told its figures alone.

    None where no measure is kept, or the kind of report tells of none. `before` is the period beside which it stands.
    """
    if kind not in WITH_MEASURES or audience is Audience.PUBLIC or not held_measures(workspace.conn):
        return None
    read = read_measures(workspace, period.last)
    if audience is Audience.BOARD:
        spans = (period.months, before.months)
        read = replace(read, rows=tuple(_for_board(row, spans) for row in read.rows))
    return told_of(scorecard(read), audience)


def _for_board(row: MeasureRow, spans: Iterable[Sequence[str]]) -> MeasureRow:
    """A counted share without the periods of few plans, as the other charts of a board's report leave them out."""
    if not (row.measure.source.is_counted and row.measure.is_share):
        return row
    counts = {one.value.period.first: int(one.value.denominator or 0) for one in row.points if one.held is None}
    hidden = months_for_no_board(counts, spans)
    kept = tuple(one for one in row.points if one.held is not None or one.value.period.first not in hidden)
    return replace(row, points=kept, is_cut=len(kept) < len(row.points) and row.points[-1] not in kept)


def told_of(lines: tuple[Line, ...], audience: Audience) -> ScorecardTold:
    """The lines as a page and a sheet tell them."""
    return ScorecardTold(tuple(_told(one) for one in lines), _schools(lines, audience))


def measure_figures(workspace: Workspace, kind: str, on: date, audience: Audience) -> Iterator[Figure]:
    """Measures that no other figure counts, `measure.CODE`, each at the last period that was over by then."""
    if kind not in WITH_MEASURES or not held_measures(workspace.conn):
        return
    for line in scorecard(read_measures(workspace, on, only=_has_own_figure)):
        yield _figure(line, audience)


def _has_own_figure(measure: Measure) -> bool:
    return measure.topic.startswith("measure.")


def _figure(line: Line, audience: Audience) -> Figure:
    measure = line.measure
    if audience is Audience.PUBLIC and measure.frequency not in _YEARLY:
        return figure_of(measure, None, _FINER, withheld="z")
    due = next((one.value for one in line.points if one.value.period == line.due), None)
    return figure_of(measure, due, f"No value is known for {line.due.name}.")


def _told(line: Line) -> MeasureTold:
    return MeasureTold(
        line.measure,
        line.latest,
        line.target,
        line.judged,
        line.drawn,
        line.note,
        line.due.name if line.is_missing and not line.row.is_cut else "",
    )


def _schools(lines: tuple[Line, ...], audience: Audience) -> SchoolsTold | None:
    """Those behind the newest days lost of which schools are known, the academic year before a month."""
    for code in _SCHOOLS:
        line = next((one for one in lines if one.measure.code == code), None)
        for point in reversed(line.points if line is not None else ()):
            schools = schools_of(point.held.detail) if point.held is not None else ()
            if schools:
                found = schools_told(schools, audience)
                told = tuple(SchoolTold(one.name, one.days, one.semh, one.pupils) for one in found.schools)
                return SchoolsTold(point.value.period.name, told, found.sentence)
    return None
