"""One page of a report on screen: white paper with its picture once that is made, and its words for screen readers."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from audit_app.ui.theme import colour_of
from exports.pdf.pictures import PageTold
from resources.theme import Colour

_PAPER = "#ffffff"


class PageSheet(QWidget):
    """A page of `told`, number `number` of `count` from 1; `show_width` says how wide it is shown."""

    def __init__(self, told: PageTold, number: int, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        self._picture: QImage | None = None
        self.number = number
        self.setAccessibleName(f"Page {number} of {count}")
        self.setAccessibleDescription(told.text)

    @property
    def text(self) -> str:
        """What the page says."""
        return self._told.text

    @property
    def picture_width(self) -> int:
        """How wide its picture is, in pixels of the screen; 0 without one."""
        return self._picture.width() if self._picture is not None else 0

    def show_width(self, width: int) -> None:
        """Be so wide, and as high as the paper is then; the picture that is there is stretched meanwhile."""
        high = round(width * self._told.height / self._told.width)
        if self.size() != QSize(width, high):
            self.setFixedSize(width, high)

    def show_picture(self, picture: QImage) -> None:
        """The page's picture."""
        self._picture = picture
        self.update()

    def drop_picture(self) -> None:
        """Let the picture go: the page is far out of view."""
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        whole = self.rect()
        painter.fillRect(whole, _PAPER)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(whole, self._picture)
        painter.setPen(colour_of(self, Colour.LINE))
        painter.drawRect(QRect(0, 0, whole.width() - 1, whole.height() - 1))
