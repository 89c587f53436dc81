"""A document's blocks as pieces of pages, in the same order."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak

from exports import document
from exports.document import Block, Bullets, Chart, Document, Facts, GradeBanner, Heading, Links, Quote, Tiles, Tone
from exports.pdf.boxes import banner, tiles
from exports.pdf.cover import room_of
from exports.pdf.flowables import FigureBox, paragraph, paragraph_of
from exports.pdf.fonts import fragments
from exports.pdf.styles import Styles
from exports.pdf.tables import facts, height_of, table
from exports.pdf.tags import Tag
from resources.theme import Colour

_HEADINGS = {2: 46.0, 3: 32.0, 4: 22.0}
"""About how high a heading of each level is with the space above it, in points."""
_TABLE, _BOX = 90.0, 80.0
_LINES = 3
"""So many lines of a long text stand on the page of its heading."""
_LETTER = 5.2
"""The width of a letter of the text, on average, in points."""
_SHORT, _MOST_WHOLE = 7, 360.0
"""A table of so many rows, and no higher, is not torn apart."""
_MINOR, _MOST_KEPT = 4, 160.0
"""What stands below a heading of this level is kept together, unless it is higher than that."""

Text = document.Paragraph | Quote | Bullets | Links | Facts | document.Table | Tiles | GradeBanner | Chart
"""Every block but a heading."""


def story(asked: Document, styles: Styles, width: float) -> Iterator[Iterable[Flowable]]:
    """What the document says, on pages `width` points wide: its title, then each block, made when it is asked for."""
    yield _title(asked, styles, width)
    ahead, follows_heading = _Ahead(asked.blocks, width), False
    while (coming := ahead.at(0)) is not None:
        block = coming.block
        if isinstance(block, Heading):
            yield _heading(block, ahead, styles)
        else:
            yield [*_broken(block, ahead, follows_heading), *_pieces(block, styles, width)]
        follows_heading = isinstance(block, Heading)
        ahead.leave()


@dataclass(slots=True)
class _Coming:
    """A block, and about how high it is, once that was asked for."""

    block: Block
    room: float | None = None


class _Ahead:
    """The present block and, as far as is asked, those behind it: a heading needs room for what follows it too."""

    def __init__(self, blocks: Iterable[Block], width: float) -> None:
        self._rest, self._width = iter(blocks), width
        self._waiting: deque[_Coming] = deque()

    def at(self, place: int) -> _Coming | None:
        """The present block (0) or one behind it; None where there is no more."""
        while len(self._waiting) <= place:
            block = next(self._rest, None)
            if block is None:
                return None
            self._waiting.append(_Coming(block))
        return self._waiting[place]

    def leave(self) -> None:
        """Go on to the next block."""
        self._waiting.popleft()

    def room(self, place: int) -> float:
        """About how high at least the beginning of a block is, in points, of a heading with what it needs below."""
        coming = self.at(place)
        if coming is None:
            return 0.0
        if coming.room is None:
            coming.room = self._room(coming.block, place)
        return coming.room

    def _room(self, block: Block, place: int) -> float:
        if not isinstance(block, Heading):
            return _room(block, self._width)
        return _HEADINGS[block.level] + self.room(place + 1)

    def kept(self) -> float:
        """About how high all is up to the next heading, as far as it is to be kept together."""
        whole, place = 0.0, 1
        while whole < _MOST_KEPT and (coming := self.at(place)) and not isinstance(coming.block, Heading):
            whole += self.room(place)
            place += 1
        return min(whole, _MOST_KEPT)


def _broken(block: Block, ahead: _Ahead, follows_heading: bool) -> list[Flowable]:
    """A step to the next page where a table would begin with too little of it, or a quotation lose what introduces it.

    A heading has seen to that already.
    """
    if follows_heading:
        return []
    if isinstance(block, document.Table | Facts):
        return [CondPageBreak(ahead.room(0))]
    coming = ahead.at(1)
    if isinstance(block, document.Paragraph) and coming is not None and isinstance(coming.block, Quote):
        return [CondPageBreak(ahead.room(0) + ahead.room(1))]
    return []


def _title(asked: Document, styles: Styles, width: float) -> Iterator[Flowable]:
    title = asked.title
    beside_logo = styles.organisation.clone("", rightIndent=room_of(asked.look.logo))
    yield paragraph(title.organisation, beside_logo, Tag("P"))
    heading = paragraph(title.heading, styles.title, Tag("H1"))
    heading.outline = (title.heading, 0)
    yield heading
    if title.part:
        yield paragraph(title.part, styles.part.clone("", spaceBefore=2, spaceAfter=3), Tag("P"))
    yield paragraph(title.period, styles.period, Tag("P"))
    if title.facts:
        yield from facts(Facts(title.facts), styles, width)


def _pieces(block: Text, styles: Styles, width: float) -> list[Flowable]:
    match block:
        case document.Paragraph():
            style = {Tone.LEAD: styles.lead, Tone.NOTE: styles.note}.get(block.tone, styles.text)
            return [paragraph(block.text, style, Tag("P"))]
        case Quote():
            return _quote(block, styles)
        case Bullets():
            return _bullets(block, styles)
        case Links():
            return _links(block, styles)
        case Facts():
            return facts(block, styles, width)
        case document.Table():
            return table(block, styles, width)
        case Tiles():
            return [tiles(block, styles, width)]
        case GradeBanner():
            return [banner(block, styles, width)]
        case Chart():
            return [_chart(block, styles)]


def _heading(block: Heading, ahead: _Ahead, styles: Styles) -> list[Flowable]:
    """The heading, on the next page where too little of what follows it would be left on this."""
    style = {2: styles.part, 3: styles.heading}.get(block.level, styles.minor)
    made = paragraph(block.text, style, Tag(f"H{block.level}"))
    if block.level < _MINOR:
        made.outline = (block.bookmark or block.text, block.level - 1)
    needed = ahead.room(0) if block.level < _MINOR else max(ahead.room(0), _HEADINGS[block.level] + ahead.kept())
    return [PageBreak() if block.new_page else CondPageBreak(needed), made]


def _room(block: Block, width: float) -> float:
    """About how high a block is, in points; of a long table and of a list, how high its beginning is."""
    match block:
        case Chart():
            return block.scene.height + 40
        case document.Table() if len(block.rows) <= _SHORT and (height := height_of(block, width)) <= _MOST_WHOLE:
            return height
        case document.Table() | Facts():
            return _TABLE
        case Tiles() | GradeBanner():
            return _BOX
        case document.Paragraph() | Quote():
            return 14.5 * min(ceil(len(block.text) * _LETTER / width), _LINES) + 6
        case _:
            return 14.5 * _LINES


def _quote(block: Quote, styles: Styles) -> list[Flowable]:
    whole = Tag("BlockQuote")
    words = fragments(block.text, styles.quote)
    if block.place:
        words += fragments(f"  ({block.place})", styles.quote, styles.colour(Colour.SOFT_INK))
    made = paragraph_of(words, styles.quote, Tag("P", whole))
    made.theme, made.rule = styles.theme, Colour.ACCENT
    return [made]


def _bullets(block: Bullets, styles: Styles) -> list[Flowable]:
    whole = Tag("L")
    pieces = []
    for text in block.items:
        made = paragraph(text, styles.item, Tag("LBody", Tag("LI", whole)))
        made.theme, made.bullet = styles.theme, True
        pieces.append(made)
    return pieces


def _links(block: Links, styles: Styles) -> list[Flowable]:
    """Each a list item with a link in it, in the colour of links."""
    whole = Tag("L")
    pieces = []
    for text, target in block.items:
        words = fragments(text, styles.item, styles.colour(Colour.ACCENT))
        made = paragraph_of(words, styles.item, Tag("Link", Tag("LBody", Tag("LI", whole)), alternative=text))
        made.theme, made.bullet, made.target = styles.theme, True, target
        pieces.append(made)
    return pieces


def _chart(block: Chart, styles: Styles) -> Flowable:
    pieces = [
        paragraph(block.title, styles.caption, Tag("P")),
        FigureBox(block.scene, styles.drawings),
    ]
    if block.note:
        pieces.append(paragraph(block.note, styles.note, Tag("P")))
    return KeepTogether(pieces)
