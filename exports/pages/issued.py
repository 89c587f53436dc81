"""What is other than it was issued: said at the front with why, and each figure as it was and as it is at the end."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from exports.content import Content
from exports.document import Block, Column, Heading, Paragraph, Table, Tone
from exports.issued import RestatedTold
from exports.pages.wording import count, sentence
from exports.plain import one_line
from scoring.days import day

MOST: Final = 300
"""So many restated figures stand on pages; the workbook has them all."""
NOT_YET: Final = "not issued again yet"
_HEADING: Final = "Restated figures"


def issued_in_brief(content: Content) -> Iterator[Block]:
    """How many figures are other than issued, and why; nothing where none is."""
    told = content.issued
    if told is None or not told.restated:
        return
    yield Heading("Restated")
    for words in told.lead():
        yield Paragraph(words)
    for key, lines in groupby(_ordered(told.restated), key=_step):
        yield Paragraph(f"{_step_words(*key)}: {count(len(list(lines)), 'figure')}.")
    yield Paragraph(f"Each stands under “{_HEADING}”, as it was and as it is.", Tone.NOTE)


def issued(content: Content) -> Iterator[Block]:
    """The restated figures, the latest step first; nothing where none is other than it was issued."""
    told = content.issued
    if told is None or not told.restated:
        return
    yield Heading(_HEADING, new_page=True)
    ordered = _ordered(told.restated)
    for key, lines in groupby(ordered[:MOST], key=_step):
        yield Heading(_step_words(*key), 3)
        by_day = groupby(lines, key=lambda one: day(one.was_on))
        for on, those in by_day:
            columns = (Column("Figure", 3.0), Column(f"Was, as issued on {on}", 2.0), Column(_became(key[0]), 2.0))
            yield Table(columns, tuple(_row(one) for one in those))
    if len(ordered) > MOST:
        yield Paragraph(f"{len(ordered) - MOST} more stand in the workbook.", Tone.NOTE)


def _ordered(lines: tuple[RestatedTold, ...]) -> list[RestatedTold]:
    """What differs and was not issued again, then the restatements, the latest first; figures in the report's order."""
    steps = list(dict.fromkeys(_step(one) for one in lines))
    return sorted(lines, key=lambda one: (-steps.index(_step(one)), one.was_on))


def _step(one: RestatedTold) -> tuple[str, str]:
    return (day(one.now_on) if one.now_on else "", one.why)


def _step_words(on: str, why: str) -> str:
    """“Restated on 28 September 2026 (two audits came in late)”."""
    return f"Restated on {on}. {sentence(one_line(why))}".removesuffix(".") if on else f"Other now, {NOT_YET}"


def _became(on: str) -> str:
    return "Restated as" if on else "Is now"


def _row(one: RestatedTold) -> tuple[str, ...]:
    return one_line(one.label), one.was, one.now if one.stands else f"{one.now}; restated again since"
