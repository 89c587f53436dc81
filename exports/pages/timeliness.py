"""Timeliness beside quality: years of issue, bands, where late plans lost their days, targets, the country."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from exports.charts.control import control_chart
from exports.charts.control_words import reading
from exports.content import Content
from exports.document import Block, Cell, Chart, Column, Heading, IntervalCell, Paragraph, Table, Tone
from exports.pages.country import beside_the_country
from exports.pages.lost_days import lost_days, month_words
from exports.pages.summary import CHART_WIDTH
from exports.pages.trends import PERCENT
from exports.pages.wording import MISSING, count
from exports.plain import one_line
from exports.timeliness import LatePlanTold, TimelinessTold
from scoring.days import day
from scoring.timeliness.clock import Band
from scoring.timeliness.issued import Issued
from scoring.timeliness.steps import LeftOut
from scoring.timeliness.windows import ABOUT
from scoring.timeliness.words import basis_words, percent_words, share_words, standing_words, weeks_words

_MOST_LATE: Final = 20
_MOST_YEARS: Final = 6


def timeliness(content: Content, *, new_page: bool = False) -> Iterator[Block]:
    """Everything told of timeliness; nothing where the report tells nothing of it."""
    told = content.timeliness
    if told is None:
        return
    yield Heading("Timeliness", new_page=new_page)
    yield Paragraph(_lead(told), Tone.LEAD)
    yield Paragraph("From the register's dates. It does not enter the grades.", Tone.NOTE)
    yield from _years(told)
    yield from _bands(told)
    yield from lost_days(told)
    yield from _late(told.late)
    yield from _windows(told)
    yield from _targets(told)
    if told.country is not None:
        yield from beside_the_country(told.country)


def _lead(told: TimelinessTold) -> str:
    if not told.issued.including.n:
        return "No plan of this period can be counted: none was made final with both dates."
    return (
        f"Issued within 20 weeks: {share_words(told.issued.including.within)}. Without the plans that have an "
        f"exception: {share_words(told.issued.excluding.within)}. With an exception: "
        f"{share_words(told.issued.exceptions)}."
    )


def _years(told: TimelinessTold) -> Iterator[Block]:
    if not told.years:
        return
    yield Heading("By calendar year of issue", 3)
    columns = (
        *(Column("Issued in", 1.2), Column("Plans", 0.7, number=True), Column("Within 20 weeks", 1.6)),
        *(Column("Without exceptions", 1.6), Column("Exceptions", 1.0), Column("Average", 0.9, number=True)),
        Column("Median", 0.9, number=True),
    )
    rows = tuple(
        _issued_row(str(one.year) if one.is_over else f"{one.year}, so far", one.issued)
        for one in told.years[-_MOST_YEARS:]
    )
    yield Table(columns, rows, "As the official statistics count: in the year in which the plan was issued.")


def _issued_row(name: str, issued: Issued) -> tuple[Cell, ...]:
    return (
        name,
        str(issued.including.n),
        _percent_of(issued.including.within.percent, issued.including.within.count, issued.including.n),
        _percent_of(issued.excluding.within.percent, issued.excluding.within.count, issued.excluding.n),
        percent_words(issued.exceptions.percent),
        weeks_words(issued.including.average).removesuffix(" weeks"),
        weeks_words(issued.including.median).removesuffix(" weeks"),
    )


def _percent_of(percent: float | None, some: int, every: int) -> str:
    return MISSING if percent is None else f"{percent_words(percent)} ({some} of {every})"


def _bands(told: TimelinessTold) -> Iterator[Block]:
    if not told.issued.including.n:
        return
    yield Heading("How long plans took in this period", 3)
    columns = (Column("From request to final plan", 2.0), Column("All plans", 2.3), Column("Without exceptions", 2.3))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            f"{band.value[0].upper()}{band.value[1:]}",
            share_words(told.issued.including.share(band)),
            share_words(told.issued.excluding.share(band)),
        )
        for band in Band
    )
    average: tuple[Cell, ...] = (
        "Average and median",
        f"{weeks_words(told.issued.including.average)}, median {weeks_words(told.issued.including.median)}",
        f"{weeks_words(told.issued.excluding.average)}, median {weeks_words(told.issued.excluding.median)}",
    )
    yield Table(columns, (*rows, average))
    waiting = f" {count(told.waiting, 'request')} over 20 weeks old had no plan yet." if told.waiting else ""
    yield Paragraph(
        f"A year is 52 weeks. In brackets the count and its 95 % interval.{_out(told.left_out)}{waiting}", Tone.NOTE
    )


def _out(left: Mapping[LeftOut, int]) -> str:
    """What was left out and why, to end a note with; empty without any."""
    said = "; ".join(f"{number} {why.value}" for why, number in sorted(left.items()))
    return f" Left out: {said}." if said else ""


def _late(late: Sequence[LatePlanTold]) -> Iterator[Block]:
    if not late:
        return
    yield Heading("Plans with most days late", 3)
    columns = (
        *(Column("Plan", 1.1), Column("Team", 1.7), Column("Final", 1.1), Column("Days late", 0.7, number=True)),
        Column("Where they went", 2.6),
    )
    rows = tuple(
        (
            one_line(one.plan_ref),
            one_line(one.team),
            day(one.final),
            str(one.days_late),
            one.where + (". With an exception" if one.has_exception else ""),
        )
        for one in late[:_MOST_LATE]
    )
    yield Table(columns, rows)
    if len(late) > _MOST_LATE:
        yield Paragraph(f"{len(late) - _MOST_LATE} more stand in the workbook.", Tone.NOTE)


def _windows(told: TimelinessTold) -> Iterator[Block]:
    if not told.windows.kept.of:
        return
    yield Heading("Fifteen days to comment on the draft", 3)
    yield Paragraph(f"Final plan fifteen days or more after the draft: {share_words(told.windows.kept)}.")
    yield Paragraph(f"{ABOUT}{_out(told.windows.left_out)}", Tone.NOTE)


def _targets(told: TimelinessTold) -> Iterator[Block]:
    for one in told.targets:
        yield Heading(f"Against the target: {one_line(one.trajectory.name)}", 3)
        columns = (
            *(Column("Month", 1.4), Column("Target", 0.8, number=True), Column("Reached", 2.3)),
            *(Column("0 to 100 %", 1.5), Column("Against it", 1.5)),
        )
        rows: list[tuple[Cell, ...]] = []
        for month in told.months_of(one):
            reached, (lower, upper) = month.actual.percent, month.actual.interval or (None, None)
            bar = None if reached is None else IntervalCell(reached, lower, upper, 0, 100)
            target = MISSING if month.target is None else f"{month.target:g} %"
            rows.append((month_words(month.month), target, share_words(month.actual), bar, standing_words(month)))
        yield Table(columns, tuple(rows), basis_words(one.trajectory))
        course = told.course_of(one)
        if course is not None and len(course.names) > 1:
            title = f"{one_line(one.trajectory.name)}, month by month"
            yield Chart(title, control_chart(course, PERCENT, CHART_WIDTH), reading(course, PERCENT))
        yield Paragraph(f"Source of the target: {one_line(one.trajectory.source)}.", Tone.NOTE)
