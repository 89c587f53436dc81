"""Pages: margins, band and logo of the first, running head and foot; the logo alone is read out."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from exports.document import Document
from exports.pdf import fonts
from exports.pdf.canvas import NUMBER_ROOM, SIZE, ReportCanvas
from exports.pdf.cover import draw_cover
from exports.pdf.file import Out
from exports.pdf.styles import BOTTOM_MARGIN, FIRST_TOP_MARGIN, LEFT_MARGIN, RIGHT_MARGIN, TOP_MARGIN, Styles
from exports.pdf.tags import ARTIFACT
from resources.theme import Colour

WIDTH = A4[0] - LEFT_MARGIN - RIGHT_MARGIN
_OWN_RULE = 1.5
"""How thick the line under a running head is in the colour of whoever reports."""


class Pages(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A document on A4 whose first page has a band and a logo for a running head: its title block says the same."""

    def __init__(self, asked: Document, styles: Styles) -> None:
        super().__init__(
            None,
            pagesize=A4,
            invariant=1,
            initialFontName=fonts.REGULAR,
            leftMargin=LEFT_MARGIN,
            rightMargin=RIGHT_MARGIN,
            topMargin=TOP_MARGIN,
            bottomMargin=BOTTOM_MARGIN,
        )
        self.asked, self.styles = asked, styles
        self.addPageTemplates([self._template("first", FIRST_TOP_MARGIN), self._template("page", TOP_MARGIN)])

    def write(self, pieces: Iterable[Flowable], out: Out, made_on: date) -> None:
        """Set the pieces and write the pages; of what is done, nothing is kept.

        Reportlab's own `build` wants all pieces at once.
        """
        self._startBuild(out, partial(ReportCanvas, out=out, about=self.asked, made_on=made_on))
        self.canv._doctemplate = self  # where pieces that are kept together look for the room that is left
        for piece in pieces:
            waiting = [piece]
            while waiting:
                self.clean_hanging()
                self.handle_flowable(waiting)
        self._endBuild()

    def _template(self, name: str, top: float) -> PageTemplate:
        height = A4[1] - top - BOTTOM_MARGIN
        frame = Frame(LEFT_MARGIN, BOTTOM_MARGIN, WIDTH, height, 0, 0, 0, 0)
        return PageTemplate(name, [frame], onPage=self._furnish, autoNextPageTemplate="page")

    def _furnish(self, canvas: ReportCanvas, _template: BaseDocTemplate) -> None:
        canvas.foot_colour = self.styles.colour(Colour.SOFT_INK)
        if canvas.getPageNumber() == 1:
            draw_cover(canvas, self.asked.look, A4)
        with canvas.marked(ARTIFACT):
            canvas.saveState()
            canvas.setFillColor(canvas.foot_colour)
            canvas.setStrokeColor(self.styles.colour(Colour.LINE))
            canvas.setLineWidth(0.6)
            if canvas.getPageNumber() > 1:
                self._head(canvas)
            self._foot(canvas)
            canvas.restoreState()

    def _head(self, canvas: ReportCanvas) -> None:
        y = A4[1] - 45
        title = self.asked.title
        whose = f"{title.organisation} · {title.part}" if title.part else title.organisation
        organisation = fonts.fitted(whose, fonts.BOLD, SIZE, WIDTH)
        fonts.draw(canvas, organisation, LEFT_MARGIN, y + 11.5, fonts.BOLD, SIZE)
        fonts.draw(
            canvas, fonts.fitted(self.asked.running, fonts.REGULAR, SIZE, WIDTH), LEFT_MARGIN, y, fonts.REGULAR, SIZE
        )
        if self.styles.own_colour:
            canvas.saveState()
            canvas.setStrokeColor(self.styles.own_colour)
            canvas.setLineWidth(_OWN_RULE)
            canvas.line(LEFT_MARGIN, y - 8, LEFT_MARGIN + WIDTH, y - 8)
            canvas.restoreState()
        else:
            canvas.line(LEFT_MARGIN, y - 8, LEFT_MARGIN + WIDTH, y - 8)

    def _foot(self, canvas: ReportCanvas) -> None:
        y = 34
        right = LEFT_MARGIN + WIDTH
        foot = fonts.fitted(self.asked.foot, fonts.REGULAR, SIZE, WIDTH - NUMBER_ROOM)
        canvas.line(LEFT_MARGIN, y + 14, right, y + 14)
        fonts.draw(canvas, foot, LEFT_MARGIN, y, fonts.REGULAR, SIZE)
        canvas.saveState()
        canvas.translate(right, y)
        canvas.number_here()
        canvas.restoreState()
