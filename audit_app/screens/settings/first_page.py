"""How a report's first page begins, as a picture on white paper in either theme; it reads and draws no report."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from audit_app.ui.theme import RESIZED, colour_of, scaled
from resources.theme import Colour

_LEAST, _WIDE = 240, 480
_SHARE = 0.44
"""How much of the page's width is shown of its height: what lies below the first heading says nothing here."""
_SIDE = 16
_PAPER = "#FFFFFF"


class FirstPage(QLabel):
    """A label with a picture is heard as a graphic; `said` is what is heard of it."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setPixmap(QPixmap(1, 1))  # what is seen is painted below
        self.setAccessibleName("How the first page begins")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fit()

    @property
    def pixels(self) -> int:
        """How wide its picture should be, in pixels of the screen: as wide as it may become."""
        return round(self.maximumWidth() * self.devicePixelRatioF())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * _SHARE)

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), self.heightForWidth(self.maximumWidth()))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.heightForWidth(_LEAST))

    def show_picture(self, image: QImage | None, said: str) -> None:
        """The picture of a whole page, of which the top is shown."""
        self._image = image
        self.setAccessibleDescription(said)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), _PAPER)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            top = QRectF(0, 0, self._image.width(), self._image.width() * self.height() / self.width())
            painter.drawImage(self.rect().toRectF(), self._image, top)
        painter.setPen(QPen(colour_of(self, Colour.LINE), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _fit(self) -> None:
        self.setMaximumWidth(scaled(self, _WIDE))


def swatch(colour: str, widget: QWidget) -> QIcon:
    """A square of a colour beside its name in a list, with a border by which a dark one is seen on a dark ground."""
    side = scaled(widget, _SIDE)
    ratio = widget.devicePixelRatioF()
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(colour))
    painter = QPainter(made)
    painter.setPen(QPen(colour_of(widget, Colour.SOFT_INK), 1))
    painter.drawRect(QRectF(0.5, 0.5, side - 1, side - 1))
    painter.end()
    return QIcon(made)
