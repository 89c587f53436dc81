"""A document's blocks as pieces of pages, in the same order."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak

from exports import document
from exports.document import Block, Bullets, Chart, Document, Facts, GradeBanner, Heading, Quote, Tiles, Tone
from exports.pdf.boxes import banner, tiles
from exports.pdf.flowables import FigureBox, paragraph, paragraph_of
from exports.pdf.fonts import fragments
from exports.pdf.styles import Styles
from exports.pdf.tables import facts, table
from exports.pdf.tags import Tag
from resources.theme import Colour

# How much of the page must be left for a heading and for what follows it, in points.
_HEADING, _LINES, _TABLE, _BOX = 40, 56, 90, 80


def story(asked: Document, styles: Styles, width: float) -> list[Flowable]:
    """Everything that the document says, on pages `width` points wide."""
    pieces: list[Flowable] = []
    room = 0.0
    for block in reversed(asked.blocks):
        pieces[:0] = _heading(block, room, styles) if isinstance(block, Heading) else _pieces(block, styles, width)
        room = _HEADING + room if isinstance(block, Heading) else _room(block)
    return [*_title(asked, styles, width), *pieces]


def _title(asked: Document, styles: Styles, width: float) -> Iterator[Flowable]:
    title = asked.title
    yield paragraph(title.organisation, styles.organisation, Tag("P"))
    heading = paragraph(title.heading, styles.title, Tag("H1"))
    heading.outline = (title.heading, 0)
    yield heading
    if title.part:
        yield paragraph(title.part, styles.part.clone("", spaceBefore=2, spaceAfter=3), Tag("P"))
    yield paragraph(title.period, styles.period, Tag("P"))
    if title.facts:
        yield from facts(Facts(title.facts), styles, width)


def _pieces(block: Block, styles: Styles, width: float) -> list[Flowable]:
    match block:
        case Heading():
            return _heading(block, 0, styles)
        case document.Paragraph():
            style = {Tone.LEAD: styles.lead, Tone.NOTE: styles.note}.get(block.tone, styles.text)
            return [paragraph(block.text, style, Tag("P"))]
        case Quote():
            return _quote(block, styles)
        case Bullets():
            return _bullets(block, styles)
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


def _heading(block: Heading, room: float, styles: Styles) -> list[Flowable]:
    """The heading, on the next page where less than `room` would be left below it on this."""
    style = {2: styles.part, 3: styles.heading}.get(block.level, styles.minor)
    made = paragraph(block.text, style, Tag(f"H{block.level}"))
    if block.level < 4:
        made.outline = (block.bookmark or block.text, block.level - 1)
    return [PageBreak() if block.new_page else CondPageBreak(_HEADING + room), made]


def _room(block: Block) -> float:
    """How much of this block must stand on the page of its heading."""
    match block:
        case Chart():
            return block.scene.height + 40
        case document.Table() | Facts():
            return _TABLE
        case Tiles() | GradeBanner():
            return _BOX
        case _:
            return _LINES


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


def _chart(block: Chart, styles: Styles) -> Flowable:
    pieces = [
        paragraph(block.title, styles.caption, Tag("P")),
        FigureBox(block.scene, styles.theme),
    ]
    if block.note:
        pieces.append(paragraph(block.note, styles.note, Tag("P")))
    return KeepTogether(pieces)
