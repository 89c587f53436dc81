"""What the monthly and quarterly reports tell of the performance framework, and its measures as their figures."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from audit_app.domain.measure_periods import Frequency
from audit_app.services.measures.reading import read_measures
from audit_app.services.measures.schools import schools_of, schools_told
from audit_app.services.measures.scorecard import Line, scorecard
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


def scorecard_told(workspace: Workspace, kind: str, on: date, audience: Audience) -> ScorecardTold | None:
    """Every measure that goes on, up to the last day of a report; the public is told its figures alone.

    None where no measure is kept, or the kind of report tells of none.
    """
    if kind not in WITH_MEASURES or audience is Audience.PUBLIC or not held_measures(workspace.conn):
        return None
    return told_of(scorecard(read_measures(workspace, on)), audience)


def told_of(lines: tuple[Line, ...], audience: Audience) -> ScorecardTold:
    """The lines as a page and a sheet tell them."""
    return ScorecardTold(tuple(_told(one) for one in lines), _schools(lines, audience))


def measure_figures(workspace: Workspace, kind: str, on: date, audience: Audience) -> Iterator[Figure]:
    """Measures that no other figure counts, `measure.CODE`, each at the last period that was over by then."""
    if kind not in WITH_MEASURES or not held_measures(workspace.conn):
        return
    for line in scorecard(read_measures(workspace, on)):
        if line.measure.topic.startswith("measure."):
            yield _figure(line, audience)


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
        line.due.name if line.is_missing else "",
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
