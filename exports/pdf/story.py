"""A document's blocks as pieces of pages, in the same order."""

from collections.abc import Iterable, Iterator, Sequence
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
_NEAR = 2
"""So far back a block's height may still be asked for."""

Text = document.Paragraph | Quote | Bullets | Links | Facts | document.Table | Tiles | GradeBanner | Chart
"""Every block but a heading."""


def story(asked: Document, styles: Styles, width: float) -> Iterator[Iterable[Flowable]]:
    """What the document says, on pages `width` points wide: its title, then each block, made when it is asked for."""
    yield _title(asked, styles, width)
    rooms = _Rooms(asked.blocks, width)
    for at, block in enumerate(asked.blocks):
        if isinstance(block, Heading):
            yield _heading(block, rooms, at, styles)
        else:
            yield [*_broken(rooms, at), *_pieces(block, styles, width)]


class _Rooms:
    """About how high each block is, in points, asked of blocks near each other; of a heading, with what it needs."""

    def __init__(self, blocks: Sequence[Block], width: float) -> None:
        self.blocks, self._width = blocks, width
        self._known: dict[int, float] = {}

    def of(self, at: int) -> float:
        """How high at least the beginning of a block is; nothing stands behind the last."""
        if at >= len(self.blocks):
            return 0.0
        if at not in self._known:
            self._known = {known: room for known, room in self._known.items() if known > at - _NEAR}
            self._known[at] = self._of(self.blocks[at], at)
        return self._known[at]

    def _of(self, block: Block, at: int) -> float:
        return _HEADINGS[block.level] + self.of(at + 1) if isinstance(block, Heading) else _room(block, self._width)

    def below(self, at: int) -> float:
        """How much of what follows a heading must stand on its page: all up to the next where it is a minor one."""
        block, whole, next_ = self.blocks[at], 0.0, at + 1
        if isinstance(block, Heading) and block.level >= _MINOR:
            while next_ < len(self.blocks) and not isinstance(self.blocks[next_], Heading) and whole < _MOST_KEPT:
                whole += self.of(next_)
                next_ += 1
        return max(self.of(at + 1), min(whole, _MOST_KEPT))


def _broken(rooms: _Rooms, at: int) -> list[Flowable]:
    """A step to the next page where a table would begin with too little of it; a heading has seen to that already."""
    follows_heading = at > 0 and isinstance(rooms.blocks[at - 1], Heading)
    if follows_heading or not isinstance(rooms.blocks[at], document.Table | Facts):
        return []
    return [CondPageBreak(rooms.of(at))]


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


def _heading(block: Heading, rooms: _Rooms, at: int, styles: Styles) -> list[Flowable]:
    """The heading, on the next page where too little of what follows it would be left on this."""
    style = {2: styles.part, 3: styles.heading}.get(block.level, styles.minor)
    made = paragraph(block.text, style, Tag(f"H{block.level}"))
    if block.level < _MINOR:
        made.outline = (block.bookmark or block.text, block.level - 1)
    needed = _HEADINGS[block.level] + rooms.below(at)
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
