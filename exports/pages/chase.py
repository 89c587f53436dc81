"""The chase list as pages: for each addressee a table of the advice that is owed, the most overdue first."""

from collections.abc import Iterator

from exports.chase import ChaseLine
from exports.chase_list import chase_lines, counts_words
from exports.content import Content
from exports.document import Block, Column, Heading, Paragraph, Table, Tone
from exports.pages.wording import MISSING
from exports.plain import one_line
from scoring.days import MONTHS

_COLUMNS = (
    Column("Plan", 1.1),
    Column("Week of 20", 0.6, number=True),
    Column("Service and provider", 2.2),
    Column("Asked for", 0.9),
    Column("Due", 0.9),
    Column("Standing", 1.1),
)


def chase(content: Content) -> Iterator[Block]:
    """A table for each addressee; nothing in reports that have no such list."""
    told = content.chase
    if told is None:
        return
    yield Heading("Advice that is owed")
    for line in chase_lines(told):
        yield Paragraph(line, Tone.NOTE)
    if not told.lines:
        yield Paragraph("No advice is overdue or due in these days.")
    for addressee, lines in told.groups:
        yield Heading(f"{addressee}: {counts_words(lines)}", 3, bookmark=addressee)
        yield Table(_COLUMNS, tuple(_row(line) for line in lines))


def _row(line: ChaseLine) -> tuple[str, ...]:
    whose = one_line(", ".join(part for part in (line.service, line.provider) if part)) or MISSING
    week = MISSING if line.week is None else str(line.week)
    asked = MISSING if line.requested is None else _short(line.requested.isoformat())
    return one_line(line.plan_ref), week, whose, asked, _short(line.due.isoformat()), line.standing


def _short(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1][:3]} {year}"
