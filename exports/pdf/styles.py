"""How each piece of text is set, from the theme's colours and sizes; measures are in points."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from exports.pdf.fonts import BOLD, REGULAR
from resources.theme import Colour, Measures, Theme

LEFT_MARGIN = RIGHT_MARGIN = 57.0
TOP_MARGIN = 68.0
FIRST_TOP_MARGIN = 54.0  # the first page has no running head
BOTTOM_MARGIN = 56.0


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a report, the theme behind them, and that of its drawings, where colours mean something.

    `own_colour` is that of whoever reports, empty where reports look as the app has them.
    """

    theme: Theme
    drawings: Theme
    own_colour: str
    organisation: ParagraphStyle
    title: ParagraphStyle
    period: ParagraphStyle
    part: ParagraphStyle
    heading: ParagraphStyle
    minor: ParagraphStyle
    lead: ParagraphStyle
    text: ParagraphStyle
    note: ParagraphStyle
    quote: ParagraphStyle
    item: ParagraphStyle
    caption: ParagraphStyle
    head: ParagraphStyle
    head_number: ParagraphStyle
    cell: ParagraphStyle
    number: ParagraphStyle
    tile: ParagraphStyle
    tile_value: ParagraphStyle
    banner: ParagraphStyle

    def colour(self, colour: Colour) -> Color:
        """The theme's colour as reportlab's."""
        return HexColor(self.theme[colour])


def make_styles(theme: Theme, measures: Measures, own_colour: str = "") -> Styles:
    """The styles of a theme, with headings in the colour of whoever reports where there is one."""
    own = theme.with_accent(own_colour)
    ink, soft, accent = (HexColor(own[colour]) for colour in (Colour.INK, Colour.SOFT_INK, Colour.ACCENT))
    heading = accent if own_colour else ink

    def style(
        size: float, leading: float, before: float = 0, after: float = 0, font: str = REGULAR, **more: object
    ) -> ParagraphStyle:
        options = {"fontName": font, "textColor": ink, "allowWidows": 0, "allowOrphans": 0, **more}
        return ParagraphStyle("", fontSize=size, leading=leading, spaceBefore=before, spaceAfter=after, **options)

    text, small = measures.text, measures.caption - 0.5
    return Styles(
        theme=own,
        drawings=theme,
        own_colour=own_colour,
        organisation=style(measures.card_title, 17, textColor=accent, after=2, font=BOLD),
        title=style(measures.screen_title + 4, 31, after=2, textColor=heading, font=BOLD),
        period=style(measures.card_title, 18, after=7),
        part=style(measures.section, 21, before=16, after=6, textColor=heading, font=BOLD),
        heading=style(measures.card_title - 1, 16, before=10, after=3, textColor=heading, font=BOLD),
        minor=style(text + 0.3, 14.5, before=6, after=1, font=BOLD),
        lead=style(text + 1, 16.5, after=6),
        text=style(text, 14.5, after=5),
        note=style(small, 12.5, after=6, textColor=soft),
        quote=style(text, 14.5, before=1, after=4, leftIndent=12),
        item=style(text, 14.5, after=2, leftIndent=12),
        caption=style(small, 12.5, before=8, after=4, textColor=soft),
        head=style(small, 11.5, textColor=soft, font=BOLD),
        head_number=style(small, 11.5, textColor=soft, alignment=TA_RIGHT, font=BOLD),
        cell=style(small + 0.3, 12),
        number=style(small + 0.3, 12, alignment=TA_RIGHT),
        tile=style(small, 12, textColor=soft),
        tile_value=style(measures.screen_title - 1, 26, font=BOLD),
        banner=style(measures.section, 20, font=BOLD),
    )
