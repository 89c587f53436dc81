"""The demo's performance framework: its catalogue, two years of typed and imported values, targets and notes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Final

from audit_app.domain.measure_periods import Frequency, MeasurePeriod, due_period, period_holding
from audit_app.domain.measures import Measure
from audit_app.domain.period import add_months
from audit_app.services.demo.changes import Change
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.span import Span, moment, working_day
from audit_app.services.measures.keeping import STEP, measure_record, shipped
from audit_app.services.measures.schools import School, detail_of
from audit_app.services.measures.survey import Question, Survey
from audit_app.services.measures.values import Typed, record_of_value
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from resources.demo.measures import Course, MeasureStory, SurveyCourse, measure_story

MONTHS: Final = 24
_LOADED, _TYPED = time(8, 30), time(15, 10)
_SOURCE: Final = "Improvement plan of the SEND Programme Board"


def measure_changes(span: Span, by: str, ids: Ids, seed: str) -> Iterator[Change]:
    """The catalogue at the beginning, then each month what was known by then, in the second week of the next."""
    entries = [one.measure for one in shipped()]
    measures, story = {one.code: one for one in entries}, measure_story()
    ops = [
        Op("measure", ids.measure(one.code), "record", measure_record(one, at * STEP))
        for at, one in enumerate(entries, start=1)
    ]
    targets = [_target(course, measures[course.code], span, ids) for course in story.courses if course.target]
    label = f"Load the catalogue of measures: {len(ops)} new"
    yield Change(moment(span.began, _LOADED), by, label, (*ops, *targets))
    yield from _months(span, by, measures, story, ids, seed)


def _months(
    span: Span, by: str, measures: Mapping[str, Measure], story: MeasureStory, ids: Ids, seed: str
) -> Iterator[Change]:
    today = span.now.date()
    last = due_period(today, Frequency.MONTH)
    for back in reversed(range(MONTHS)):
        month = last.step(-back)
        told = working_day(month.last + timedelta(days=9))
        if not span.began < told <= today:
            continue
        ops = [*_values(month, span, measures, story, ids, seed)]
        notes = _notes(month, measures, story, ids) if not back else []
        label = f"Measures of {month.name}: {len(ops)} values"
        yield Change(moment(told, _TYPED), by, label, (*ops, *notes))


def _values(
    month: MeasurePeriod, span: Span, measures: Mapping[str, Measure], story: MeasureStory, ids: Ids, seed: str
) -> Iterator[Op]:
    """What is known once a month is over: the month's own values, and those of periods that ended with it."""
    for course in story.courses:
        measure = measures[course.code]
        when = period_holding(month.last, measure.frequency)
        if when.last == month.last and not _is_gap(course, when, span):
            yield _op(measure, when, _typed(course, measure, when, span, seed), ids)
    for survey in story.surveys:
        measure = measures[survey.code]
        when = period_holding(month.last, measure.frequency)
        if when.last == month.last:
            yield _op(measure, when, _answers(survey, when, span, seed), ids)
    year = period_holding(month.last, Frequency.ACADEMIC_YEAR)
    if year.last == month.last:
        yield from _schools(year, span, measures, story, ids)


def _is_gap(course: Course, when: MeasurePeriod, span: Span) -> bool:
    return bool(course.gap) and when > due_period(span.now.date(), when.frequency).step(-course.gap)


def _typed(course: Course, measure: Measure, when: MeasurePeriod, span: Span, seed: str) -> Typed:
    dice = Dice(seed, "measure", course.code, when.text)
    value = course.first + (course.last - course.first) * span.progress(when.last) + course.swing * dice.bell()
    if not measure.is_share:
        return Typed(float(max(round(value), 0)), note=course.note)
    of = round(course.of * dice.between(0.92, 1.08))
    return Typed(numerator=min(max(round(of * value / 100), 0), of), denominator=of, note=course.note)


def _answers(survey: SurveyCourse, when: MeasurePeriod, span: Span, seed: str) -> Typed:
    dice = Dice(seed, "survey", survey.code, when.text)
    share = survey.first + (survey.last - survey.first) * span.progress(when.last) + survey.swing * dice.bell()
    answered = round(survey.answered * dice.between(0.8, 1.15))
    positive = min(max(round(answered * share / 100), 0), answered)
    question = Question(survey.question, positive, answered, round(survey.asked * dice.between(0.95, 1.05)))
    told = Survey((question,), question)
    return Typed(None, positive, answered, told.note, told.detail, "imported")


def _schools(
    year: MeasurePeriod, span: Span, measures: Mapping[str, Measure], story: MeasureStory, ids: Ids
) -> Iterator[Op]:
    """The schools' days of an academic year, fewer each year."""
    falls = story.schools.falls ** (1 if span.progress(year.last) > 0.5 else 0)
    schools = [
        School(name, f"90{at:04}", float(round(days * falls)), float(round(days * falls * 0.54)), pupils)
        for at, (name, (days, pupils)) in enumerate(zip(story.schools.names, story.schools.days, strict=True), start=1)
    ]
    note = f"{len(schools)} schools."
    whole = Typed(sum(one.days for one in schools), note=note, detail=detail_of(schools), source="imported")
    semh = Typed(sum(one.semh or 0 for one in schools), note=note, source="imported")
    yield _op(measures[story.schools.code], year, whole, ids)
    yield _op(measures[story.schools.semh_code], year, semh, ids)


def _notes(month: MeasurePeriod, measures: Mapping[str, Measure], story: MeasureStory, ids: Ids) -> list[Op]:
    found = []
    for note in story.notes:
        measure = measures[note.code]
        topic, text = measure.topic, due_period(month.last, measure.frequency).period.text
        value: dict[str, Json] = {"period": text, "topic": topic, "words": note.words, "owner": note.owner}
        found.append(Op("commentary", ids.commentary(text, topic), "record", value))
    return found


def _target(course: Course, measure: Measure, span: Span, ids: Ids) -> Op:
    """Half-yearly steps from the first target to the last."""
    name = f"{measure.title}: our target"[:80]
    low, high = course.target
    places = 1 if measure.is_share else 0
    points = [[day.isoformat(), _step(low, high, at, places)] for at, day in enumerate(_half_years(span.began))]
    value: dict[str, Json] = {
        "name": name,
        "figure": measure.topic,
        "basis": "measured",
        "started_from": None,
        "points": points,
        "source": _SOURCE,
    }
    return Op("trajectory", ids.trajectory(" ".join(name.split()).casefold()), "record", value)


def _half_years(began: date) -> Sequence[date]:
    first = began.replace(day=1)
    return [add_months(first, 6 * at) for at in range(5)]


def _step(low: float, high: float, at: int, places: int) -> float:
    return float(round(low + (high - low) * at / 4, places))


def _op(measure: Measure, when: MeasurePeriod, typed: Typed, ids: Ids) -> Op:
    return Op(
        "measure_value", Ids.part(ids.measure(measure.code), when.text), "record", record_of_value(measure, typed)
    )
