"""What families said, quoted where they agreed to it; how many answered how stands among the figures."""

from collections.abc import Iterator

from exports.content import Content
from exports.document import Block, Bullets, Heading, Paragraph, Tone
from exports.plain import one_line
from exports.voice import Quoted

WHO = {"parent": "a parent or carer", "young person": "a young person"}


def voice(content: Content) -> Iterator[Block]:
    """The quotes, the latest first; nothing where there are none."""
    if not content.quotes:
        return
    yield Heading("In families' own words")
    yield Bullets(tuple(quote_words(one) for one in content.quotes))
    yield Paragraph(
        "Each family agreed to be quoted. The counts of their answers stand under further figures.", Tone.NOTE
    )


def quote_words(quoted: Quoted) -> str:
    """A quote with who said it."""
    return f"“{one_line(quoted.words)}” ({WHO.get(quoted.who, 'a family')})"
