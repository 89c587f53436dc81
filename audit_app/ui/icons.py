"""One family of icons, drawn as strokes in a square of 20 by 20 with the colour of the text; no files, no fonts."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication

SIDE = 20
_STROKE = 1.6


class Icon(Enum):
    """The icons by what they stand for; the value is the drawing: strokes, rounded boxes and circles.

    `M x y L x y …` is a stroke, `Z` closes it, `R x y w h r` a rounded box, `O x y r` a circle.
    """

    HOME = "M 3 9.5 L 10 3.5 L 17 9.5|M 5 8.5 L 5 16.5 L 15 16.5 L 15 8.5|M 8.5 16.5 L 8.5 12 L 11.5 12 L 11.5 16.5"
    PLANS = "R 4 2.5 12 15 1.5|M 7 7 L 13 7|M 7 10.5 L 13 10.5|M 7 14 L 10.5 14"
    SAMPLES = "R 3 3 6 6 1.5|R 11 3 6 6 1.5|R 3 11 6 6 1.5|M 12 14 L 13.6 15.8 L 16.8 12.2"
    AUDIT = "R 3 3 14 14 2|M 6.4 10.2 L 9 13 L 13.8 7.2"
    THREAD = "O 4 5 1.8|O 4 15 1.8|O 16 10 1.8|M 5.8 5.3 L 10 6.2 L 14.4 9.2|M 5.8 14.7 L 10 13.8 L 14.4 10.8"
    REPORTS = "M 3 17 L 17 17|M 5.5 14 L 5.5 10|M 10 14 L 10 4|M 14.5 14 L 14.5 7.5"
    SETTINGS = "M 3 6 L 9 6|M 13 6 L 17 6|O 11 6 2|M 3 14 L 5 14|M 9 14 L 17 14|O 7 14 2"
    LOCK = "R 4.5 9 11 8 1.5|M 7 9 L 7 6.5 L 8 4.4 L 10 3.5 L 12 4.4 L 13 6.5 L 13 9"
    SEARCH = "O 8.8 8.8 5.3|M 12.8 12.8 L 17 17"
    UNDO = "M 7.5 4 L 3.5 8 L 7.5 12|M 3.5 8 L 12 8 L 15 9.2 L 16.5 12 L 15 14.8 L 12 16 L 9 16"
    REDO = "M 12.5 4 L 16.5 8 L 12.5 12|M 16.5 8 L 8 8 L 5 9.2 L 3.5 12 L 5 14.8 L 8 16 L 11 16"
    ADD = "M 10 4 L 10 16|M 4 10 L 16 10"
    OPEN = "M 3 16 L 3 4.5 L 8 4.5 L 9.8 6.8 L 17 6.8 L 17 16 Z"
    IMPORT = "M 10 3 L 10 12|M 6.2 8.4 L 10 12.2 L 13.8 8.4|M 3.5 13 L 3.5 16.5 L 16.5 16.5 L 16.5 13"
    EXPORT = "M 10 12 L 10 3|M 6.2 6.8 L 10 3 L 13.8 6.8|M 3.5 13 L 3.5 16.5 L 16.5 16.5 L 16.5 13"
    RESTORE = "M 3.6 4 L 3.6 8 L 7.6 8|M 3.9 8 L 6.4 4.7 L 10.5 3.6 L 14.4 5.2 L 16.5 9 L 15.6 13.3 L 12.2 16.1 L 8 16"
    BACKUP = "R 3 4 14 4.5 1|R 3 11.5 14 4.5 1|M 6 6.2 L 6.1 6.2|M 6 13.7 L 6.1 13.7"
    PRINT = "M 6 7 L 6 3 L 14 3 L 14 7|M 6 14 L 3 14 L 3 7 L 17 7 L 17 14 L 14 14|R 6 11.5 8 5.5 0.5"
    PERSON = "O 10 6.5 3.2|M 3.5 17 L 4.6 13.9 L 7.6 12.2 L 12.4 12.2 L 15.4 13.9 L 16.5 17"
    PEOPLE = "O 7.2 7 2.7|M 2 16 L 3 13.2 L 5.4 12 L 9 12 L 11.4 13.2 L 12.4 16|M 12.4 4.6 L 14.4 5.4 L 14.9 7.4 L 13.6 9.2|M 14 12.2 L 16.6 13.4 L 17.8 16"  # noqa: E501 - one drawing
    FILTER = "M 3 4.5 L 17 4.5 L 12 10.5 L 12 16.5 L 8 14.5 L 8 10.5 Z"
    COLUMNS = "R 3 3.5 14 13 1.5|M 7.7 3.5 L 7.7 16.5|M 12.3 3.5 L 12.3 16.5"
    COPY = "R 7 7 10 10 1.5|M 4.5 13 L 3 13 L 3 3 L 13 3 L 13 4.5"
    CLOSE = "M 5 5 L 15 15|M 15 5 L 5 15"
    NEXT = "M 8 4.5 L 13.5 10 L 8 15.5"
    BACK = "M 12 4.5 L 6.5 10 L 12 15.5"
    DOWN = "M 4.5 7.5 L 10 13 L 15.5 7.5"
    UP = "M 4.5 12.5 L 10 7 L 15.5 12.5"
    DONE = "M 4 10.5 L 8.2 15 L 16 5.5"
    WARN = "M 10 3 L 18 16.5 L 2 16.5 Z|M 10 8 L 10 12|M 10 14.2 L 10 14.3"
    INFO = "O 10 10 7.2|M 10 9 L 10 14|M 10 6.2 L 10 6.3"
    HELP = "O 10 10 7.2|M 7.8 8 L 8.4 6.6 L 10 6 L 11.7 6.7 L 12.2 8.2 L 11.4 9.6 L 10 10.6 L 10 12|M 10 14.2 L 10 14.3"
    KEYS = "R 2 5 16 10 1.5|M 5 8.2 L 5.1 8.2|M 8.3 8.2 L 8.4 8.2|M 11.6 8.2 L 11.7 8.2|M 15 8.2 L 15.1 8.2|M 6.5 11.8 L 13.5 11.8"  # noqa: E501 - one drawing
    CALENDAR = "R 3 4.5 14 12.5 1.5|M 3 8.5 L 17 8.5|M 6.8 2.8 L 6.8 6|M 13.2 2.8 L 13.2 6"
    DOCUMENT = "M 11.5 2.5 L 5 2.5 L 5 17.5 L 15 17.5 L 15 6 Z|M 11.5 2.5 L 11.5 6 L 15 6"
    EDIT = "M 4 16 L 4.8 12.4 L 13.2 4 L 16 6.8 L 7.6 15.2 Z"
    DELETE = "M 4 6 L 16 6|M 8 6 L 8 3.5 L 12 3.5 L 12 6|M 5.5 6 L 6.3 17 L 13.7 17 L 14.5 6"
    HISTORY = "O 10 10 7.2|M 10 5.8 L 10 10.2 L 13.2 12"
    SHIELD = (
        "M 10 2.5 L 16.5 4.8 L 16 10.5 L 14 14.2 L 10 17.5 L 6 14.2 L 4 10.5 L 3.5 4.8 Z|M 7 9.8 L 9.3 12.2 L 13 7.6"
    )
    THEME = "O 10 10 4|M 10 2 L 10 3.5|M 10 16.5 L 10 18|M 2 10 L 3.5 10|M 16.5 10 L 18 10|M 4.3 4.3 L 5.4 5.4|M 14.6 14.6 L 15.7 15.7|M 4.3 15.7 L 5.4 14.6|M 14.6 5.4 L 15.7 4.3"  # noqa: E501 - one drawing
    BELL = "M 4.5 14 L 15.5 14 L 14 12 L 14 8.5 L 12.7 5.6 L 10 4.2 L 7.3 5.6 L 6 8.5 L 6 12 Z|M 8.6 16.6 L 11.4 16.6"
    FLAG = "M 5 17.5 L 5 3|M 5 3.5 L 15.5 3.5 L 13 7.2 L 15.5 11 L 5 11"
    STAR = "M 10 2.8 L 12.2 7.6 L 17.4 8.2 L 13.6 11.8 L 14.6 17 L 10 14.4 L 5.4 17 L 6.4 11.8 L 2.6 8.2 L 7.8 7.6 Z"


def path_of(icon: Icon) -> QPainterPath:
    """The icon's strokes in its square of 20 by 20."""
    path = QPainterPath()
    for part in icon.value.split("|"):
        _add(path, part.split())
    return path


def _add(path: QPainterPath, words: Sequence[str]) -> None:
    numbers = [float(word) for word in words if not word.isalpha()]
    if words[0] == "R":
        x, y, wide, high, radius = numbers
        path.addRoundedRect(QRectF(x, y, wide, high), radius, radius)
    elif words[0] == "O":
        x, y, radius = numbers
        path.addEllipse(QPointF(x, y), radius, radius)
    else:
        points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
        if words[-1] == "Z":
            path.closeSubpath()


def draw(painter: QPainter, icon: Icon, rect: QRectF, colour: QColor) -> None:
    """Draw the icon into the middle of a rectangle, as large as its smaller side."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / SIDE, side / SIDE)
    pen = QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path_of(icon))
    painter.restore()


class _Engine(QIconEngine):
    """Draws at the moment of painting, so that the colour is the theme's of that moment."""

    def __init__(self, icon: Icon, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._icon, self._role = icon, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        side = min(rect.width(), rect.height())  # at the left: what is left over stands between it and the words
        square = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
        draw(painter, self._icon, square, QApplication.palette().color(group, self._role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._icon, self._role)


def icon_of(icon: Icon, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The icon for a button or an action, in the colour that the palette gives this role when it is painted."""
    return QIcon(_Engine(icon, role))
