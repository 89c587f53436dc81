"""Figures shown large and a plan's grade: boxes that stand out from the text."""

from reportlab.platypus import Flowable, Table

from exports import document
from exports.charts.marks import GRADE_MARKS
from exports.charts.scene import Shape
from exports.pdf.canvas import INSIDE
from exports.pdf.flowables import MarkedText, paragraph, paragraph_of
from exports.pdf.fonts import fragments
from exports.pdf.styles import Styles
from exports.pdf.tables import EMBEDDED, BoxTags
from exports.pdf.tags import Tag
from resources.theme import Colour

_GAP = 10.0


def tiles(asked: document.Tiles, styles: Styles, width: float) -> Flowable:
    """Figures beside each other, each with its label above and what it rests on below."""
    number = len(asked.tiles)
    wide = (width - _GAP * (number - 1)) / number
    cells: list[list[Flowable]] = []
    widths: list[float] = []
    for tile in asked.tiles:
        if cells:
            cells.append([])
            widths.append(_GAP)
        cells.append(_tile(tile, styles))
        widths.append(wide)
    commands = [
        command
        for column in range(0, 2 * number, 2)
        for command in (
            ("BACKGROUND", (column, 0), (column, 0), styles.colour(Colour.CANVAS)),
            ("LINEABOVE", (column, 0), (column, 0), 2, styles.colour(Colour.ACCENT), "butt"),
            ("LEFTPADDING", (column, 0), (column, 0), 10),
            ("RIGHTPADDING", (column, 0), (column, 0), 8),
        )
    ]
    padding = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 8)]
    return _box([cells], widths, [*padding, ("BOTTOMPADDING", (0, 0), (-1, -1), 10), *commands])


def _tile(tile: document.Tile, styles: Styles) -> list[Flowable]:
    value = styles.tile_value if len(tile.value) <= 12 else styles.tile_value.clone("", fontSize=14, leading=18)
    return [
        _label(tile, styles),
        paragraph(tile.value, value),
        paragraph(tile.detail, styles.tile),
    ]


def _label(tile: document.Tile, styles: Styles) -> Flowable:
    """The figure's label, a link in the colour of links where another part of the report says more."""
    if not tile.leads_to:
        return paragraph(tile.label, styles.tile)
    said = f"{tile.label}: {tile.value}. More under {tile.leads_to}"
    words = fragments(tile.label, styles.tile, styles.colour(Colour.ACCENT))
    made = paragraph_of(words, styles.tile, Tag("Link", Tag("P"), alternative=said))
    made.target = f"{INSIDE}{tile.leads_to}"
    return made


def banner(asked: document.GradeBanner, styles: Styles, width: float) -> Flowable:
    """A grade with its shape, and beside it what it rests on."""
    style = styles.banner.clone("", leftIndent=22)
    words = MarkedText("", style, frags=fragments(asked.words, style))
    words.theme = styles.theme
    words.shape = Shape(GRADE_MARKS[asked.grade], 8, style.leading * 0.55, 14, Colour(asked.grade))
    cells = [[words], [paragraph(asked.detail, styles.text.clone("", spaceAfter=0))]]
    commands = [
        ("BACKGROUND", (0, 0), (-1, -1), styles.colour(Colour.CANVAS)),
        ("LINEBEFORE", (0, 0), (0, -1), 4, styles.colour(Colour(asked.grade)), "butt"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("TOPPADDING", (0, 0), (-1, -1), 9),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
    ]
    return _box([cells], [width * 0.45, width * 0.55], commands)


def _box(rows: list[list[list[Flowable]]], widths: list[float], commands: list[tuple[object, ...]]) -> Flowable:
    made = Table(rows, colWidths=widths, style=[EMBEDDED, *commands], renderCB=BoxTags())
    made.spaceBefore, made.spaceAfter = 6, 8
    return made
