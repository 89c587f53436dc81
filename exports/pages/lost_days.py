"""Where late plans lost their days, in tables: by stage and agency, by month, by casework team."""

from collections.abc import Callable, Iterator, Mapping

from exports.document import Block, Cell, Column, Heading, Paragraph, Table, Tone
from exports.pages.wording import count
from exports.plain import one_line
from exports.timeliness import FEW_LOST, GroupsTold, TimelinessTold, listed
from scoring.days import MONTHS
from scoring.figures import WITHHELD_BOARD, WITHHELD_TABLE
from scoring.timeliness.delays import RULE
from scoring.timeliness.limits import Stage
from scoring.timeliness.totals import Total
from scoring.timeliness.words import AGENCIES, UNEXPLAINED, agency_words, percent_words


def lost_days(told: TimelinessTold) -> Iterator[Block]:
    """Stage by agency, then by month and by team, then the rule; nothing where no plan was late."""
    if not told.delays.late:
        return
    yield Heading("Where late plans lost their days", 3)
    yield Paragraph(
        f"{count(told.delays.late, 'late plan')} lost {told.delays.days_late:,} days beyond 20 weeks."
        + (f" {count(told.excepted, 'late plan')} with an exception stand apart." if told.excepted else "")
    )
    yield from _by_stage(told)
    for title, column, groups, named, late in (
        ("By month of issue", "Month", told.by_month, month_words, told.late_by_month),
        ("By casework team", "Casework team", told.by_team, one_line, {}),
    ):
        yield from _groups(title, column, groups, named, late if not told.tells_where else None)
    yield Paragraph(RULE, Tone.NOTE)


def _by_stage(told: TimelinessTold) -> Iterator[Block]:
    shown = listed(told.delays, told.audience)
    if shown is None:
        yield Paragraph(WITHHELD_TABLE)
        return
    columns = (
        *(Column("Stage", 2.0), Column("With", 1.8), Column("Plans", 0.7, number=True)),
        *(Column("Days", 0.8, number=True), Column("Share of days", 1.0, number=True)),
    )
    yield Table(columns, tuple(_delay_rows(shown)))
    if shown != told.delays:
        yield Paragraph(FEW_LOST, Tone.NOTE)


def _delay_rows(total: Total) -> Iterator[tuple[Cell, ...]]:
    for stage in Stage:
        for agency in (*AGENCIES, *sorted({of for _, of in total.days} - {*AGENCIES})):
            days = total.days.get((stage, agency), 0)
            if days:
                plans = total.plans[stage, agency]
                yield stage.label, agency_words(agency), str(plans), f"{days:,}", _part(days, total)
    if total.unexplained:
        number = total.unexplained_plans
        yield UNEXPLAINED, "", str(number), f"{total.unexplained:,}", _part(total.unexplained, total)


def _part(days: int, total: Total) -> str:
    return percent_words(100 * days / total.days_late)


def _groups(
    title: str, column: str, told: GroupsTold, named: Callable[[str], str], late: Mapping[str, int] | None
) -> Iterator[Block]:
    """Stages, then agencies, a row a group; one group alone is the whole and stands above.

    With `late` in place of None stages are not told, and late plans are, where another table tells them anyway.
    """
    if len(told.groups) <= 1:
        return
    if told.replaced:
        yield Heading(title, 4)
        yield Paragraph(WITHHELD_TABLE)
        return
    number = [Column(name, 0.85, number=True) for name in ("Late plans", "Days late")]
    of_stage = [Column(stage.label.removeprefix("Consultation and ").capitalize(), 1.0, number=True) for stage in Stage]
    of_agency = [
        Column(words.replace("Educational psychology", "Psychology"), 1.0, number=True) for words in AGENCIES.values()
    ]
    rest = Column("Not explained", 0.9, number=True)
    yield Heading(title, 4)
    first = Column(column, 2.2)
    if late is not None:
        rows = (
            (name, str(one.late), f"{one.days_late:,}") if one else (name, str(late.get(name, "c")), "c")
            for name, one in told.groups.items()
        )
        yield Table((first, *number), tuple((named(name), *cells) for name, *cells in rows))
        if None in told.groups.values():
            yield Paragraph(f"c: withheld. {WITHHELD_BOARD}", Tone.NOTE)
        return
    stages = tuple((named(name), *_stage_cells(total)) for name, total in told.groups.items())
    yield Table((first, *number, *of_stage, rest), stages, "Days lost by stage.")
    agencies = tuple((named(name), *_agency_cells(total)) for name, total in told.groups.items())
    yield Table((first, *of_agency, rest), agencies, "The same days by whom they were lost with.")
    if None in told.groups.values():
        yield Paragraph(f"c: withheld. {WITHHELD_BOARD}", Tone.NOTE)


def _stage_cells(total: Total | None) -> tuple[str, ...]:
    if total is None:
        return ("c",) * (len(Stage) + 3)
    days = (total.of_stage(stage) for stage in Stage)
    return str(total.late), f"{total.days_late:,}", *(f"{one:,}" for one in days), f"{total.unexplained:,}"


def _agency_cells(total: Total | None) -> tuple[str, ...]:
    if total is None:
        return ("c",) * (len(AGENCIES) + 1)
    return *(f"{total.of_agency(agency):,}" for agency in AGENCIES), f"{total.unexplained:,}"


def month_words(month: str) -> str:
    """A month YYYY-MM in words, “September 2026”."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
