"""The performance framework: how many measures stand how, each by theme, what is off track, charts, schools."""

from collections.abc import Iterator
from typing import Final

from audit_app.domain.measures import RULES, Standing
from exports.charts.periods import chart_by, reading_by
from exports.content import Content
from exports.document import Block, Bullets, Chart, Column, GradeCell, Heading, Paragraph, Quote, Table, Tone
from exports.measure_words import GRADE_OF_STANDING, axis_of, target_words, value_in_full
from exports.pages.summary import CHART_WIDTH
from exports.pages.wording import count
from exports.plain import one_line
from exports.scorecard import MeasureTold, SchoolsTold, ScorecardTold
from scoring.figures import rounded

MOST_CHARTS: Final = 6
"""So many charts stand in a report."""
_COLUMNS = (Column("Measure", 0.33), Column("Latest value", 0.27), Column("Target", 0.19), Column("Status", 0.21))
_SCHOOLS = (Column("School", 0.52), Column("Days", 0.16, True), Column("SEMH days", 0.16, True))
_PUPILS = Column("Pupils", 0.16, True)


def scorecard(content: Content) -> Iterator[Block]:
    """The section; nothing where the report tells nothing of measures."""
    if content.scorecard is None:
        return
    yield Heading("Performance framework", new_page=True)
    yield from scorecard_blocks(content.scorecard)


def scorecard_blocks(told: ScorecardTold) -> Iterator[Block]:
    """Everything below its heading."""
    yield Paragraph(_lead(told), Tone.LEAD)
    for theme, measures in told.themes.items():
        yield Heading(one_line(theme), 3)
        yield Table(_COLUMNS, tuple(_row(one) for one in measures), caption=f"Measures: {one_line(theme)}")
    yield from _exceptions(told)
    yield from _charts(told)
    if told.schools is not None:
        yield from _schools(told.schools)
    yield Heading("How a status is worked out", 3)
    yield Bullets(tuple(f"{standing.value.capitalize()}: {RULES[standing]}" for standing in Standing))


def _lead(told: ScorecardTold) -> str:
    parts = [f"{told.number(standing)} {standing.value}" for standing in Standing if told.number(standing)]
    missing = sum(bool(one.due) for one in told.measures)
    late = f" {count(missing, 'measure has', 'measures have')} no value for the last period yet." if missing else ""
    return f"{count(len(told.measures), 'measure')}: {', '.join(parts)}.{late}"


def _row(one: MeasureTold) -> tuple[str | GradeCell, ...]:
    lead, detail = value_in_full(one.measure, one.value)
    period = one.value.period.name if one.value is not None else ""
    value = "; ".join(part for part in (lead, detail, period) if part)
    late = f" ({one.due} missing)" if one.due else ""
    standing = one.judged.standing
    return (
        one_line(one.measure.title),
        f"{value}{late}",
        target_words(one.measure, one.target),
        GradeCell(GRADE_OF_STANDING[standing], standing.value.capitalize()),
    )


def _exceptions(told: ScorecardTold) -> Iterator[Block]:
    if not told.off_track:
        return
    yield Heading("What is off track", 3)
    for one in told.off_track:
        lead, detail = value_in_full(one.measure, one.value)
        said = f"{lead} ({detail})" if detail else lead
        target = target_words(one.measure, one.target)
        period = one.value.period.name if one.value is not None else ""
        yield Paragraph(f"{one_line(one.measure.title)}, {period}: {said}; target {target}.")
        if one.note is None:
            yield Paragraph(f"No note was given by {one_line(one.measure.owner) or 'its owner'}.", Tone.NOTE)
        else:
            yield Quote(one_line(one.note[0]), one_line(one.note[1]))


def _charts(told: ScorecardTold) -> Iterator[Block]:
    charted = told.charted
    for one in charted[:MOST_CHARTS]:
        axis, how = axis_of(one.measure, one.drawn), one.measure.frequency.value
        yield Chart(
            f"{one_line(one.measure.title)}, by {how}",
            chart_by(how, one.drawn, axis, CHART_WIDTH),
            reading_by(how, one.drawn, axis),
        )
    if charted:
        more = len(charted) - MOST_CHARTS
        rest = f" {count(more, 'further chart stands', 'further charts stand')} in the app." if more > 0 else ""
        yield Paragraph(
            "Drawn are measures that are off track or at risk, or whose latest value is better or worse than chance "
            "explains; "
            f"{count(len(told.measures), 'measure')} looked at.{rest}",
            Tone.NOTE,
        )


def _schools(told: SchoolsTold) -> Iterator[Block]:
    yield Heading(f"Highest excluding schools, {told.period}", 3)
    if told.schools:
        rows = tuple((one_line(one.name), _days(one.days), _days(one.semh), str(one.pupils)) for one in told.schools)
        columns = (*_SCHOOLS, _PUPILS)
        yield Table(columns, rows, caption=f"Days lost to fixed term exclusions by school, {told.period}")
    if told.sentence:
        yield Paragraph(told.sentence, Tone.NOTE)


def _days(days: float | None) -> str:
    return "–" if days is None else rounded(days, 0 if float(days).is_integer() else 1)
