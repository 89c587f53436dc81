"""Pages: margins, the running head and foot, and how many pages there are; none of it is read out."""

from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from exports.document import Document
from exports.pdf import fonts
from exports.pdf.styles import BOTTOM_MARGIN, FIRST_TOP_MARGIN, LEFT_MARGIN, RIGHT_MARGIN, TOP_MARGIN, Styles
from exports.pdf.tags import ARTIFACT, TaggedCanvas
from exports.plain import one_line
from resources.theme import Colour

WIDTH = A4[0] - LEFT_MARGIN - RIGHT_MARGIN
_SIZE = 8.5
_NUMBER_ROOM = 90


class CountingCanvas(TaggedCanvas):
    """A canvas that fills in each page's number when the last is done and their count is known."""

    def number_here(self) -> None:
        """Put the page's number here, its right end at the origin."""
        self.doForm(f"page{self.getPageNumber()}")

    def save(self) -> None:
        """Draw the pieces that the pages' feet refer to, then save."""
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            number = f"Page {page} of {pages}"
            self.beginForm(f"page{page}", lowerx=-_NUMBER_ROOM, lowery=-4, upperx=4, uppery=_SIZE)
            self.setFillColor(self.foot_colour)
            fonts.draw(self, number, -fonts.width(number, fonts.REGULAR, _SIZE), 0, fonts.REGULAR, _SIZE)
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
        self.addPageTemplates([self._template("first", FIRST_TOP_MARGIN), self._template("page", TOP_MARGIN)])

    def afterFlowable(self, _flowable: Flowable) -> None:  # noqa: N802  the name is reportlab's
        """Say that one piece more is done."""
        self._tell()

    def _template(self, name: str, top: float) -> PageTemplate:
        height = A4[1] - top - BOTTOM_MARGIN
        frame = Frame(LEFT_MARGIN, BOTTOM_MARGIN, WIDTH, height, 0, 0, 0, 0)
        return PageTemplate(name, [frame], onPage=self._furnish, autoNextPageTemplate="page")

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
        right = LEFT_MARGIN + WIDTH
        foot = fonts.fitted(self.asked.foot, fonts.REGULAR, _SIZE, WIDTH - _NUMBER_ROOM)
        canvas.line(LEFT_MARGIN, y + 14, right, y + 14)
        fonts.draw(canvas, foot, LEFT_MARGIN, y, fonts.REGULAR, _SIZE)
        canvas.saveState()
        canvas.translate(right, y)
        canvas.number_here()
        canvas.restoreState()
