"""A pill: a drawn shape and a word in one small frame, for a grade or a status."""

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from audit_app.ui.marks import draw_mark
from audit_app.ui.theme import RESIZED, colour_of, scaled
from exports.charts.marks import GRADE_MARKS
from exports.charts.scene import Mark
from resources.theme import Colour

_SIDE, _GAP, _MARK = 10, 7, 11


class Status(Enum):
    """What a status pill can say, with its shape and colour; the words are the caller's."""

    GREEN = (Mark.DOT, Colour.GOOD)
    AMBER = (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT)
    RED = (Mark.SQUARE, Colour.INADEQUATE)
    GREY = (Mark.RING, Colour.NOT_GRADED)
    DONE = (Mark.DOT, Colour.ACCENT)
    OPEN = (Mark.RING, Colour.SOFT_INK)


class Pill(QLabel):
    """A shape and words; `grade_pill` and `status_pill` make the usual ones. It is heard as the text that it shows."""

    def __init__(self, mark: Mark, colour: Colour, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_mark(mark, colour, words)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def show_mark(self, mark: Mark, colour: Colour, words: str) -> None:
        """Say something else."""
        self._mark, self._colour, self._words = mark, colour, words
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def show_grade(self, grade: str, words: str) -> None:
        """Show a grade by its value (`good`) and its framework's words."""
        self.show_mark(GRADE_MARKS[grade], Colour(grade), words)

    def show_status(self, status: Status, words: str) -> None:
        """Show a status in the caller's words."""
        self.show_mark(*status.value, words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        around = 2 * _SIDE + scaled(self, _MARK) + _GAP
        return QSize(metrics.horizontalAdvance(self._words) + around, max(26, metrics.lineSpacing() + 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        paint_pill(painter, self.rect().toRectF(), self._mark, colour_of(self, self._colour), self._words, self)


def grade_pill(grade: str, words: str, parent: QWidget | None = None) -> Pill:
    """The pill of a grade by its value (`good`) and its words."""
    return Pill(GRADE_MARKS[grade], Colour(grade), words, parent)


def status_pill(status: Status, words: str, parent: QWidget | None = None) -> Pill:
    """The pill of a status in the caller's words."""
    return Pill(*status.value, words, parent)


def paint_pill(painter: QPainter, rect: QRectF, mark: Mark, colour: QColor, words: str, widget: QWidget) -> None:
    """Paint a pill into a rectangle: a widget of its own, or a table's cell."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(colour_of(widget, Colour.SURFACE))
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
    size = scaled(widget, _MARK)
    centre = QPointF(body.left() + _SIDE + size / 2, body.center().y())
    draw_mark(painter, mark, centre, size, colour)
    painter.setPen(colour_of(widget, Colour.INK))
    room = body.adjusted(_SIDE + size + _GAP, 0, -_SIDE / 2, 0)
    text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
    painter.restore()
