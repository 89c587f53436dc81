"""One page of a report on screen: white paper, its picture once that is made, and its words for screen readers."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from audit_app.ui.theme import colour_of
from exports.pdf.pictures import PageTold
from resources.theme import Colour

_PAPER = "#ffffff"
_RING = 2


class PageSheet(QLabel):
    """A page of `told`, number `number` of `count` from 1; `show_width` says how wide it is shown.

    A label, because screen readers read those; the one that is in view can have the focus.
    """

    def __init__(self, told: PageTold, number: int, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        self._picture: QImage | None = None
        self.picture_width = 0
        """How wide the picture was asked to be, in pixels of the screen; 0 without one."""
        self.number = number
        self.setAccessibleName(f"Page {number} of {count}")
        self.setAccessibleDescription(told.text)

    def be_in_view(self, is_in_view: bool) -> None:
        """Whether Tab leads here: to the page in view, and to no other."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_in_view else Qt.FocusPolicy.NoFocus)

    @property
    def words(self) -> str:
        """What the page says."""
        return self._told.text

    def show_width(self, width: int) -> None:
        """Be so wide, and as high as the paper is then; the picture that is there is stretched meanwhile."""
        high = round(width * self._told.height / self._told.width)
        if self.size() != QSize(width, high):
            self.setFixedSize(width, high)

    def show_picture(self, picture: QImage, width: int) -> None:
        """The page's picture, asked for in that width."""
        self._picture, self.picture_width = picture, width
        self.update()

    def drop_picture(self) -> None:
        """Let the picture go: the page is far out of view."""
        self._picture, self.picture_width = None, 0

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        whole = self.rect()
        painter.fillRect(whole, _PAPER)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(whole, self._picture)
        ring = _RING if self.hasFocus() else 1
        painter.setPen(QPen(colour_of(self, Colour.FOCUS if self.hasFocus() else Colour.LINE), ring))
        painter.drawRect(QRect(ring // 2, ring // 2, whole.width() - ring, whole.height() - ring))
