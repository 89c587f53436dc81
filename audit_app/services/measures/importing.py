"""Values of measures from a file, whole or not at all, as one change; importing it again changes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.measure_periods import MeasurePeriod
from audit_app.domain.people import Act
from audit_app.intake.faults import MOST_SHOWN, FaultList
from audit_app.intake.measure_file import MeasureReading, Row, read_measure_file
from audit_app.intake.measure_shapes import Shape
from audit_app.services.measures.schools import CODES as SCHOOL_CODES
from audit_app.services.measures.schools import School, detail_of
from audit_app.services.measures.survey import CODES as SURVEY_CODES
from audit_app.services.measures.survey import survey_of
from audit_app.services.measures.values import Typed, record_of_value, value_faults
from audit_app.services.refusals import refused
from audit_app.services.reports.no_plans import plan_named
from audit_app.store.figures.caseload import is_of_the_present
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_measures import HeldMeasure, HeldValue, held_measures, held_values
from audit_app.store.workspace import Workspace

MOST_SCHOOLS: Final = 500
_UNKNOWN: Final = "There is no measure with this code. Load the catalogue, add the measure, or correct the code."


@dataclass(frozen=True, slots=True)
class MeasuresImported:
    """What an import did, or would do; `notes` are sentences. `changes` is False where nothing was to be written."""

    file: str
    shape: str
    rows: int
    new: int
    changed: int
    unchanged: int
    notes: tuple[str, ...]
    changes: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A value that a file holds, and where: the row, and the field that is named in a fault."""

    code: str
    when: MeasurePeriod
    typed: Typed
    row: int


@dataclass(slots=True)
class _Found:
    ops: list[Op] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    passed_over: int = 0


def import_measures(
    workspace: Workspace, path: Path, *, dry_run: bool = False, most_problems: int = MOST_SHOWN
) -> MeasuresImported:
    """Take values, schools' days or a survey in; a dry run writes nothing. Raises AppError with every fault."""
    workspace.demand(Act.MANAGE_MEASURES)
    reading = read_measure_file(path, most_problems=most_problems)
    if reading.problems:
        raise refused(reading.file, reading.problems)
    faults = FaultList(reading.file, "error", most_problems)
    wanted = list(_WANTED[reading.shape](reading, faults))
    found = _compared(workspace, reading, wanted, faults)
    if faults.count:
        raise refused(reading.file, faults.result())
    if found.ops and not dry_run:
        label = f"Import measures: {found.new:,} new, {found.changed:,} changed"
        workspace.door.write(label, found.ops)
    return MeasuresImported(
        reading.file,
        reading.shape.value,
        len(reading.rows),
        found.new,
        found.changed,
        found.unchanged,
        (*reading.notices, *_notes(wanted, reading, found)),
        bool(found.ops),
    )


def _compared(workspace: Workspace, reading: MeasureReading, wanted: Iterable[_Wanted], faults: FaultList) -> _Found:
    measures = {one.code: one for one in held_measures(workspace.conn)}
    held, today = held_values(workspace.conn), workspace.means.now().date()
    found = _Found()
    for one in wanted:
        measure = measures.get(one.code)
        fault = _fault(measure, reading.shape)
        if measure is None or fault:
            faults.add(fault, reading.place(one.row, _NAMED[reading.shape]))
            continue
        if measure.source in ("audits", "register") and not _keeps(measure):
            found.passed_over += 1
            continue
        for name, message in value_faults(measure, one.when, one.typed, today):
            faults.add(message, reading.place(one.row, name))
        if called := plan_named(workspace.conn, one.typed.note):
            faults.add(f"The note names the plan {called}. Leave it out.", reading.place(one.row, "note"))
        _take(measure, one, held.get(measure.id, {}).get(one.when.text), found)
    return found


def _fault(measure: HeldMeasure | None, shape: Shape) -> str:
    if measure is not None:
        return ""
    return _UNKNOWN if shape is Shape.VALUES else "The workspace lacks the measure for this. Load the catalogue."


def _keeps(measure: HeldMeasure) -> bool:
    """Whether a counted measure takes values of the past, which the register does not know."""
    return is_of_the_present(measure.figure)


def _take(measure: HeldMeasure, one: _Wanted, before: HeldValue | None, found: _Found) -> None:
    record = record_of_value(measure, one.typed)
    if before is None:
        found.new += 1
    elif _same(before, record):
        found.unchanged += 1
        return
    else:
        found.changed += 1
    found.ops.append(Op("measure_value", Ids.part(measure.id, one.when.text), "record", record))


def _same(before: HeldValue, record: dict[str, Json]) -> bool:
    """Whether it is held just so; a file of values has no tables, and the one behind an equal value stays."""
    kept = (before.value, before.numerator, before.denominator, before.note)
    is_equal = kept == (record["value"], record["numerator"], record["denominator"], record["note"] or "")
    return is_equal and record["detail"] in (None, list(before.detail))


def _of_values(reading: MeasureReading, _faults: FaultList) -> Iterator[_Wanted]:
    for row in reading.rows:
        amounts = (row.amount("value"), row.amount("numerator"), row.amount("denominator"))
        typed = Typed(*amounts, note=row.fields["note"], source="imported")
        yield _Wanted(row.fields["code"], row.period, typed, row.number)


def _of_schools(reading: MeasureReading, faults: FaultList) -> Iterator[_Wanted]:
    for when, rows in _by_period(reading.rows).items():
        codes = SCHOOL_CODES.get(when.frequency)
        if codes is None:
            message = f"Days lost are kept by month or academic year, and {when.text} is neither. Correct the period."
            faults.add(message, reading.place(rows[0].number, "period"))
            continue
        if len(rows) > MOST_SCHOOLS:
            message = f"{when.name} has {len(rows):,} schools, and {MOST_SCHOOLS} are taken at most."
            faults.add(message, reading.place(rows[MOST_SCHOOLS].number, "school"))
            continue
        schools = [_school(row) for row in rows]
        days, semh = sum(one.days for one in schools), [one.semh for one in schools if one.semh is not None]
        note = f"{counted(len(schools), 'school')}."
        yield _Wanted(
            codes[0], when, Typed(days, note=note, detail=detail_of(schools), source="imported"), rows[0].number
        )
        if semh:
            told = note if len(semh) == len(schools) else f"Known of {len(semh)} of {len(schools)} schools."
            yield _Wanted(codes[1], when, Typed(sum(semh), note=told, source="imported"), rows[0].number)


def _school(row: Row) -> School:
    pupils = int(row.amount("pupils") or 0)
    return School(row.fields["school"], row.fields["urn"], row.amount("days") or 0, row.amount("semh_days"), pupils)


def _of_survey(reading: MeasureReading, faults: FaultList) -> Iterator[_Wanted]:
    for when, rows in _by_period(reading.rows).items():
        for who in dict.fromkeys(row.fields["who"] for row in rows):
            own = [row for row in rows if row.fields["who"] == who]
            answers = ((row.fields["question"], row.fields["answer"], int(row.amount("count") or 0)) for row in own)
            survey = survey_of(answers)
            if survey is None:
                faults.add(
                    f"Nobody answered in {when.name}. Leave its rows out.", reading.place(own[0].number, "answer")
                )
                continue
            main = survey.main
            typed = Typed(None, main.positive, main.answered, survey.note[:300], survey.detail, "imported")
            yield _Wanted(SURVEY_CODES[who], when, typed, own[0].number)


def _by_period(rows: Iterable[Row]) -> dict[MeasurePeriod, list[Row]]:
    found: dict[MeasurePeriod, list[Row]] = {}
    for row in rows:
        found.setdefault(row.period, []).append(row)
    return found


def _notes(wanted: Iterable[_Wanted], reading: MeasureReading, found: _Found) -> Iterator[str]:
    if found.passed_over:
        were = counted(found.passed_over, "row is of a measure", "rows are of measures")
        yield f"{were} that the app counts itself, and left out."
    if reading.shape is Shape.SURVEY:
        for one in list(wanted)[:20]:
            yield f"{one.code}, {one.when.name}: {one.typed.note}"


_NAMED: Final = {Shape.VALUES: "code", Shape.SCHOOLS: "period", Shape.SURVEY: "who"}
_WANTED: Final = {Shape.VALUES: _of_values, Shape.SCHOOLS: _of_schools, Shape.SURVEY: _of_survey}
