"""A marker that is not being worked on: one painted line with its question, its answer and what is still missing."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from audit_app.ui.icons import Icon, draw
from audit_app.ui.theme import colour_of, measures, scaled
from forms.model import Framework, Marker
from forms.widgets.state import LACK_WORDS, Given, answer_words
from resources.theme import Colour

_PAD = 12
_ICON, _ID = 16, 44


class MarkerRow(QPushButton):
    """A click opens the marker; its name says all that it shows."""

    def __init__(self, marker: Marker, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marker = marker
        self._framework = framework
        self._given = Given()
        self.setToolTip(marker.question)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.show_given(Given())

    def show_given(self, given: Given) -> None:
        """Show what is given now."""
        self._given = given
        lacks = ", ".join(LACK_WORDS[lack] for lack in given.lacks if given.answer is not None)
        said = ", ".join(part for part in (self._answer(), lacks, self._shared()) if part)
        self.setAccessibleName(f"{self.marker.id}, {self.marker.question} {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, max(measures().row + 4, self.fontMetrics().lineSpacing() + 16))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour_of(self, Colour.ACCENT if self.underMouse() else Colour.LINE), 1))
        painter.setBrush(colour_of(self, Colour.SURFACE))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        right = self._paint_state(painter, self.rect().adjusted(_PAD, 0, -_PAD, 0))
        self._paint_question(painter, QRect(_PAD, 0, right - 2 * _PAD, self.height()))

    def _paint_question(self, painter: QPainter, room: QRect) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(colour_of(self, Colour.INK))
        painter.setFont(self._bold())
        painter.drawText(room, middle, self.marker.id)
        painter.setFont(self.font())
        painter.setPen(colour_of(self, Colour.SOFT_INK if self._given.is_done else Colour.INK))
        room = room.adjusted(max(_ID, QFontMetrics(self._bold()).horizontalAdvance("H1a ") + 8), 0, 0, 0)
        text = self.fontMetrics().elidedText(self.marker.question, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, text)

    def _paint_state(self, painter: QPainter, room: QRect) -> int:
        """The answer, a tick or what is missing; returns where they begin."""
        given, icon = self._given, scaled(self, _ICON)
        spot = QRectF(room.right() - icon, room.center().y() - icon / 2, icon, icon)
        if given.is_done:
            draw(painter, Icon.DONE, spot, colour_of(self, Colour.ACCENT))
        elif given.answer is not None:
            draw(painter, Icon.WARN, spot, colour_of(self, Colour.REQUIRES_IMPROVEMENT))
        right = room.right() - icon - 8
        if given.good_practice:
            draw(painter, Icon.STAR, QRectF(right - icon, spot.top(), icon, icon), colour_of(self, Colour.ACCENT))
            right -= icon + 8
        lacks = ", ".join(LACK_WORDS[lack] for lack in given.lacks) if given.answer is not None else ""
        right = self._right(painter, lacks, room, right, Colour.REQUIRES_IMPROVEMENT, self.font())
        if given.shown is None:
            return right
        return self._right(painter, self._answer(), room, right, Colour.INK, self._bold())

    def _right(self, painter: QPainter, words: str, room: QRect, right: int, colour: Colour, font: QFont) -> int:
        if not words:
            return right
        painter.setFont(font)
        painter.setPen(colour_of(self, colour))
        wide = painter.fontMetrics().horizontalAdvance(words)
        place = QRect(right - wide, room.top(), wide + 1, room.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
        return right - wide - _PAD

    def _answer(self) -> str:
        given = self._given
        if given.by_rule and given.shown is not None and given.answer in (None, given.shown):
            return "NA by rule"
        return answer_words(self._framework, given.answer)

    def _shared(self) -> str:
        return "shared as good practice" if self._given.good_practice else ""

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font
