"""What is other than it was issued: each restated figure as it was, as it is, and why."""

from collections.abc import Iterator
from typing import Final

from exports.content import Content
from exports.document import Block, Column, Heading, Paragraph, Table, Tone
from exports.issued import RestatedTold
from exports.plain import one_line
from scoring.days import day

MOST: Final = 40
"""So many restated figures stand on pages; the workbook has them all."""
NOT_YET: Final = "not issued again yet"

_COLUMNS = (Column("Figure", 2.1), Column("Was, as issued", 2.0), Column("Is now", 2.0), Column("Why", 1.9))


def issued(content: Content) -> Iterator[Block]:
    """The restated figures, those that stand first; nothing where none is other than it was issued."""
    told = content.issued
    if told is None or not told.restated:
        return
    yield Heading("Restated")
    for words in told.lead():
        yield Paragraph(words)
    ordered = sorted(told.restated, key=lambda one: not one.stands)
    yield Table(_COLUMNS, tuple(_row(one) for one in ordered[:MOST]))
    if len(ordered) > MOST:
        yield Paragraph(f"{len(ordered) - MOST} more stand in the workbook.", Tone.NOTE)


def why_words(one: RestatedTold) -> str:
    """Why, and on which day it was issued again."""
    if one.now_on is None:
        return NOT_YET
    return f"{one_line(one.why)} ({day(one.now_on)})"


def _row(one: RestatedTold) -> tuple[str, ...]:
    now = one.now if one.stands else f"{one.now}; restated again since"
    return one_line(one.label), f"{one.was} ({day(one.was_on)})", now, why_words(one)
