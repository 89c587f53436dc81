"""What went wrong: each rule that was crossed as a sentence, with what the owner says of it."""

from collections.abc import Iterator
from typing import Final

from exports.content import Content
from exports.document import Block, Column, Heading, Paragraph, Table, Tone
from exports.exceptions import ExceptionsTold, ExceptionTold
from exports.pages.wording import count
from exports.plain import one_line

NO_COMMENTARY: Final = "no commentary yet"
_COLUMNS = (Column("What crossed its rule", 4.2), Column("What its owner says", 2.8))


def exceptions(content: Content) -> Iterator[Block]:
    """The list, or that nothing crossed its rule; nothing where the report does not look."""
    told = content.exceptions
    if told is None:
        return
    yield Heading("What went wrong")
    if told.found:
        yield Table(_COLUMNS, tuple((one_line(one.sentence), said(one)) for one in told.found))
    yield Paragraph(looked_at(told), Tone.NOTE if told.found else Tone.TEXT)


def said(one: ExceptionTold) -> str:
    """What the owner says, with their role."""
    if one.comment is None:
        return NO_COMMENTARY
    return f"{one_line(one.comment.words)} ({one_line(one.comment.owner)})"


def looked_at(told: ExceptionsTold) -> str:
    """How many figures and charts were looked at, and what follows from that."""
    if not told.looked_at:
        return f"Nothing could be looked at: no figure of this period has plans enough for one of {told.rules} rules."
    seen = f"{count(told.looked_at, 'figure or chart', 'figures and charts')} looked at by {told.rules} rules"
    if not told.found:
        return f"Nothing crossed its rule: {seen}."
    return f"{seen}, which are the same each time. Of so many, one or another crosses its rule by chance."
