"""The performance framework as sheets: a row a measure, a row a value, charts of those that matter, schools."""

from collections.abc import Iterator

from exports.book import Bars, Field, Format, Grid, Sheet, Value
from exports.charts.periods import reading_by
from exports.content import Content
from exports.measure_words import axis_of, direction_words
from exports.pages.scorecard import MOST_CHARTS
from exports.scorecard import MeasureTold

_FIELDS = (
    *(Field("Theme", width=24), Field("Measure", width=46), Field("Period", width=13)),
    *(Field("Value", Format.ONE_PLACE, 11), Field("Numerator", Format.GENERAL, 11)),
    *(
        Field("Denominator", Format.GENERAL, 12),
        Field("Lower", Format.ONE_PLACE, 9),
        Field("Upper", Format.ONE_PLACE, 9),
    ),
    *(Field("Unit", width=20), Field("Better", width=9), Field("Target", Format.ONE_PLACE, 10)),
    *(Field("Status", width=16), Field("Why", width=50), Field("Variation", width=26), Field("Assurance", width=34)),
    *(Field("Note", width=60), Field("Who answers for it", width=28), Field("Value missing for", width=17)),
    Field("Code", width=24),
)
_VALUES = (
    *(Field("Code", width=24), Field("Measure", width=46), Field("Period", width=13)),
    *(Field("Value", Format.ONE_PLACE, 11), Field("Target", Format.ONE_PLACE, 10)),
    *(Field("Mean", Format.ONE_PLACE, 10), Field("Lower limit", Format.ONE_PLACE, 12)),
    *(Field("Upper limit", Format.ONE_PLACE, 12), Field("Point", width=28)),
)
_SCHOOLS = (
    *(Field("School", width=40), Field("Days", Format.ONE_PLACE, 10), Field("SEMH days", Format.ONE_PLACE, 11)),
    Field("Pupils", Format.WHOLE, 9),
)


def scorecard(content: Content) -> Iterator[Sheet]:
    """Two or three sheets; none where the report tells nothing of measures."""
    told = content.scorecard
    if told is None:
        return
    about = ("Each status follows from value, counts, target and control chart by rule; the rules stand in the PDF.",)
    rows = tuple(_row(one) for one in told.measures)
    yield Sheet("Scorecard", "Performance framework", about, Grid("Scorecard", _FIELDS, rows))
    course = tuple(row for one in told.measures for row in _course(one))
    limits = ("Every value behind the control charts. Under 13 values limits are a trial.",)
    if course:
        yield Sheet("Measures over time", "Measures over time", limits, Grid("MeasuresOverTime", _VALUES, course))
    yield from (_chart(one, number) for number, one in enumerate(told.charted[:MOST_CHARTS]))
    if told.schools is not None and told.schools.schools:
        schools = tuple((one.name, one.days, one.semh, one.pupils) for one in told.schools.schools)
        lines = tuple(part for part in (told.schools.sentence,) if part)
        title = f"Highest excluding schools, {told.schools.period}"
        yield Sheet("Schools", title, lines, Grid("Schools", _SCHOOLS, schools))


def _chart(one: MeasureTold, number: int) -> Sheet:
    """A measure that a report draws, with its values in bars."""
    measure, axis, how = one.measure, axis_of(one.measure, one.drawn), one.measure.frequency.value
    rows = tuple(row[2:] for row in _course(one))
    high = axis.highest if measure.is_share else None
    bars = Bars(measure.title, "Period", "Value", measure.unit, 0, high, len(rows))
    lines = tuple(part for part in (one.judged.why, reading_by(how, one.drawn, axis)) if part)
    name = f"{number + 1} {measure.code}"[:31]
    grid = Grid(f"Measure{chr(ord('A') + number)}", _VALUES[2:], rows)
    return Sheet(name, f"{measure.title}, by {how}", lines, grid, charts=(bars,))


def _row(one: MeasureTold) -> tuple[Value, ...]:
    measure, value, drawn = one.measure, one.value, one.drawn
    lower, upper = (value.interval if value is not None else None) or (None, None)
    words, owner = one.note or ("", measure.owner)
    return (
        *(measure.theme, measure.title, value.period.name if value is not None else ""),
        *((value.value, value.numerator, value.denominator) if value is not None else (None, None, None)),
        *(lower, upper, measure.unit, direction_words(measure), one.target),
        *(one.judged.standing.value.capitalize(), one.judged.why),
        drawn.variation.value.capitalize() if drawn.chart.points else "",
        drawn.assurance.value.capitalize() if drawn.assurance is not None else "",
        *(words, owner, one.due, measure.code),
    )


def _course(one: MeasureTold) -> Iterator[tuple[Value, ...]]:
    targets = one.drawn.targets or (None,) * len(one.drawn.names)
    ends = [(stretch, at) for stretch in one.drawn.chart.stretches for at in range(len(stretch.points))]
    for (stretch, at), name, target in zip(ends, one.drawn.names, targets, strict=True):
        point, limits = stretch.points[at], stretch.limits
        kept = (limits.mean, limits.lower, limits.upper) if limits is not None else (None, None, None)
        said = point.signal.value if point.signal is not None else "common cause"
        yield (one.measure.code, one.measure.title, name, point.value, target, *kept, said)
