"""Pages: margins, the running head and foot, and how many pages there are; none of it is read out."""

from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from exports.document import Document
from exports.pdf import fonts
from exports.pdf.styles import BOTTOM_MARGIN, LEFT_MARGIN, RIGHT_MARGIN, TOP_MARGIN, Styles
from exports.pdf.tags import ARTIFACT, TaggedCanvas
from exports.plain import one_line
from resources.theme import Colour

WIDTH = A4[0] - LEFT_MARGIN - RIGHT_MARGIN
_SIZE = 8.5
_ROOM_FOR_TOTAL = 16
TOTAL = "total"
"""The name of the piece that holds the number of pages, drawn on each before it is known."""


class CountingCanvas(TaggedCanvas):
    """A canvas that fills in the number of pages when the last is done."""

    def save(self) -> None:
        """Define the piece that every page's foot refers to, then save."""
        self.beginForm(TOTAL)
        self.setFillColor(self.foot_colour)
        fonts.draw(self, str(self.getPageNumber() - 1), 0, 0, fonts.REGULAR, _SIZE)
        self.endForm()
        super().save()


class Pages(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A document on A4 whose first page has no running head: its title block says the same."""

    def __init__(self, target: object, asked: Document, styles: Styles, tell: Callable[[], None]) -> None:
        title = asked.title
        super().__init__(
            target,
            pagesize=A4,
            invariant=1,
            pageCompression=0,  # the streams are packed when the structure is written
            lang=asked.language,
            title=one_line(", ".join(part for part in (title.heading, title.part, title.period) if part)),
            author=one_line(title.organisation),
            subject=one_line(asked.subject),
            initialFontName=fonts.REGULAR,
            leftMargin=LEFT_MARGIN,
            rightMargin=RIGHT_MARGIN,
            topMargin=TOP_MARGIN,
            bottomMargin=BOTTOM_MARGIN,
        )
        self.asked, self.styles, self._tell = asked, styles, tell
        height = A4[1] - TOP_MARGIN - BOTTOM_MARGIN
        frame = Frame(LEFT_MARGIN, BOTTOM_MARGIN, WIDTH, height, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("page", [frame], onPage=self._furnish)])

    def afterFlowable(self, _flowable: Flowable) -> None:  # noqa: N802  the name is reportlab's
        """Say that one piece more is done."""
        self._tell()

    def _furnish(self, canvas: CountingCanvas, _template: BaseDocTemplate) -> None:
        canvas.foot_colour = self.styles.colour(Colour.SOFT_INK)
        with canvas.marked(ARTIFACT):
            canvas.saveState()
            canvas.setFillColor(canvas.foot_colour)
            canvas.setStrokeColor(self.styles.colour(Colour.LINE))
            canvas.setLineWidth(0.6)
            if canvas.getPageNumber() > 1:
                self._head(canvas)
            self._foot(canvas)
            canvas.restoreState()

    def _head(self, canvas: CountingCanvas) -> None:
        y = A4[1] - 45
        title = self.asked.title
        whose = f"{title.organisation} · {title.part}" if title.part else title.organisation
        organisation = fonts.fitted(whose, fonts.BOLD, _SIZE, WIDTH)
        fonts.draw(canvas, organisation, LEFT_MARGIN, y + 11.5, fonts.BOLD, _SIZE)
        fonts.draw(
            canvas, fonts.fitted(self.asked.running, fonts.REGULAR, _SIZE, WIDTH), LEFT_MARGIN, y, fonts.REGULAR, _SIZE
        )
        canvas.line(LEFT_MARGIN, y - 8, LEFT_MARGIN + WIDTH, y - 8)

    def _foot(self, canvas: CountingCanvas) -> None:
        y = 34
        number = f"Page {canvas.getPageNumber()} of "
        right = LEFT_MARGIN + WIDTH - _ROOM_FOR_TOTAL
        start = right - fonts.width(number, fonts.REGULAR, _SIZE)
        foot = fonts.fitted(self.asked.foot, fonts.REGULAR, _SIZE, start - LEFT_MARGIN - 20)
        canvas.line(LEFT_MARGIN, y + 14, LEFT_MARGIN + WIDTH, y + 14)
        fonts.draw(canvas, foot, LEFT_MARGIN, y, fonts.REGULAR, _SIZE)
        fonts.draw(canvas, number, start, y, fonts.REGULAR, _SIZE)
        canvas.saveState()
        canvas.translate(right, y)
        canvas.doForm(TOTAL)
        canvas.restoreState()
