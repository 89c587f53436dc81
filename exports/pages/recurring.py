"""What recurs across plans: breaks of the golden thread, and phrases that leave room for doubt."""

from collections.abc import Iterator

from exports.content import Content, Recurs
from exports.document import Block, Column, Heading, Paragraph, Table, Tone
from exports.plain import one_line

MOST_PHRASES = 20
_MOST_NAMED = 6


def recurring(content: Content) -> Iterator[Block]:
    """Two tables, as far as there is something to tell."""
    told = content.recurring
    if told is None or not (told.breaks or told.phrases):
        return
    yield Heading("What recurs across plans")
    if told.breaks:
        yield Heading("Breaks of the golden thread", 3)
        yield _table(told.breaks, ("Break", "Section", "Items"))
        yield Paragraph(f"From {_plans(told.threads)} whose thread an auditor confirmed.", Tone.NOTE)
    if told.phrases:
        yield Heading("Most frequent phrases that leave room for doubt", 3)
        yield _table(told.phrases[:MOST_PHRASES], ("Phrase", "Kind", "Times"))
        more = len(told.phrases) - MOST_PHRASES
        left = f" {more} rarer phrases stand in the workbook." if more > 0 else ""
        unread = f" {_plans(told.unread)} could not be read." if told.unread else ""
        yield Paragraph(
            f"From the texts of {_plans(told.texts)}.{left}{unread} A flag is a question and no ruling: in its place a "
            "phrase can be right.",
            Tone.NOTE,
        )


def _table(rows: tuple[Recurs, ...], titles: tuple[str, str, str]) -> Table:
    what, kind, times = titles
    columns = [Column(what, 2.4), Column(kind, 1.6), Column(times, 0.7, number=True), Column("Plans", 0.7, number=True)]
    named = any(row.plans for row in rows)
    if named:
        columns.append(Column("Which", 2.0))
    told = tuple(
        (one_line(row.what), row.kind, str(row.times), str(row.plan_count), *([_which(row.plans)] if named else []))
        for row in rows
    )
    return Table(tuple(columns), told)


def _which(plans: tuple[str, ...]) -> str:
    more = len(plans) - _MOST_NAMED
    return ", ".join(plans[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _plans(number: int) -> str:
    return "1 plan" if number == 1 else f"{number} plans"
