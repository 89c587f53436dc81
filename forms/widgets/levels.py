"""The level control: 3 2 1 0 with their words in view, then NA and no evidence; one choice among six."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from audit_app.ui.announce import announce
from audit_app.ui.icons import Icon, draw
from audit_app.ui.theme import colour_of, measures
from forms.model import Answer, Framework, Marker, NotScore
from forms.widgets.state import spoken_level
from resources.theme import Colour

_PAD = 10
_WRAPS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_SIDE_WIDTH = 124
_WIDE = 88
"""In characters: narrower than this, the levels stand one below the other."""
_TICK = 16


class LevelSegment(QRadioButton):
    """One choice: a bold head, its words below, and a drawn tick where it is chosen."""

    def __init__(self, answer: int | NotScore, parent: QWidget) -> None:
        super().__init__(parent)
        self.answer = answer
        self._head = self._words = self._key = ""
        self._large = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_words(self, head: str, words: str, key: str, spoken: str) -> None:
        """What it says, the key that chooses it where the head does not begin with it, and how it is read aloud."""
        self._head, self._words, self._key = head, words, key
        self.setAccessibleName(spoken)
        self.update()

    def height_for(self, width: int) -> int:
        """How high it must be for all its words at this width."""
        room = QRect(0, 0, max(width - 2 * _PAD, 40), 10_000)
        words = self.fontMetrics().boundingRect(room, _WRAPS, self._words).height() if self._words else 0
        return self._head_height(room.width()) + words + 2 * _PAD + (_TICK - 4 if words else 0)

    def width_for_head(self) -> int:
        """How wide it must be for its bold head and the key beside it to stand in one line."""
        head = QFontMetrics(self._head_font()).horizontalAdvance(self._head)
        return head + self.fontMetrics().horizontalAdvance(self._key) + 2 * _PAD + _TICK

    def sizeHint(self) -> QSize:
        return QSize(_SIDE_WIDTH, self.height_for(_SIDE_WIDTH))

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802 - the name by which Qt calls it
        """The whole of it can be clicked, not a dot alone."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses; everything else belongs to the control and the form."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        border = Colour.ACCENT if chosen or (self.underMouse() and self.isEnabled()) else Colour.SOFT_INK
        if not self.isEnabled() and not chosen:
            border = Colour.LINE
        width = 2 if chosen else 1
        painter.setPen(QPen(colour_of(self, border), width))
        painter.setBrush(colour_of(self, Colour.ACCENT_WASH if chosen else Colour.SURFACE))
        inset = width / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 6, 6)
        self._paint_words(painter, chosen)

    def _paint_words(self, painter: QPainter, chosen: bool) -> None:
        room = self.rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.setFont(self._head_font())
        painter.setPen(colour_of(self, Colour.INK))
        painter.drawText(room, _WRAPS, self._head)
        painter.setFont(self.font())
        corner = QRectF(self.width() - _TICK - 6, self.height() - _TICK - 6, _TICK, _TICK)
        if chosen:
            draw(painter, Icon.DONE, corner, colour_of(self, Colour.ACCENT))
        else:
            painter.setPen(colour_of(self, Colour.SOFT_INK))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), self._key)
        painter.setPen(colour_of(self, Colour.INK if chosen else Colour.SOFT_INK))
        painter.drawText(room.adjusted(0, self._head_height(room.width()), 0, 0), _WRAPS, self._words)

    def _head_font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _head_height(self, width: int) -> int:
        metrics = QFontMetrics(self._head_font())
        return metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAPS, self._head).height() + 4


class LevelControl(QWidget):
    """The six segments; side by side where there is room, else one below the other.

    `answer_chosen` carries 0 to 3 or a `NotScore`. `show_marker` and `set_answer` emit nothing.
    """

    answer_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marker: Marker | None = None
        self._laid: dict[int, list[QRect]] = {}
        self.segments = tuple(LevelSegment(answer, self) for answer in (3, 2, 1, 0, NotScore.NA, NotScore.NE))
        for segment in self.segments:
            segment.clicked.connect(self._chosen)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_marker(self, marker: Marker, framework: Framework) -> None:
        """Show the levels of a marker in its framework's words."""
        self._marker = marker
        self.setAccessibleName(f"{marker.id}: level")
        for segment in self.segments:
            if isinstance(segment.answer, NotScore):
                head, words, key = _OTHERS[segment.answer]
                segment.show_words(head, words, key, f"{marker.id} {words}")
            else:
                score = segment.answer
                spoken = spoken_level(marker, framework, score)
                segment.show_words(f"{score}  {framework.scale[score]}", marker.levels[score], "", spoken)
        self._laid.clear()
        self.updateGeometry()
        self._place()

    def set_answer(self, answer: Answer) -> None:
        """Show what is chosen; None takes every choice away."""
        for segment in self.segments:
            segment.setAutoExclusive(False)
            segment.setChecked(answer is not None and segment.answer == answer and type(segment.answer) is type(answer))
            segment.setAutoExclusive(True)

    def set_read_only(self, is_read_only: bool) -> None:
        """Whether it only shows."""
        for segment in self.segments:
            segment.setEnabled(not is_read_only)

    def announce(self, answer: Answer) -> None:
        """Have a screen reader say what was chosen, wherever its focus is."""
        for segment in self.segments:
            if segment.answer == answer and type(segment.answer) is type(answer):
                announce(self, segment.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move along without choosing; for Tab the six are one."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        here = next((at for at, one in enumerate(self.segments) if one.hasFocus()), None)
        if here is None or not step:
            event.ignore()
        else:
            there = min(max(here + step, 0), len(self.segments) - 1)
            self.segments[there].setFocus(Qt.FocusReason.TabFocusReason)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((rect.bottom() + 1 for rect in self._rects(width)), default=0)

    def sizeHint(self) -> QSize:
        return QSize(760, self.heightForWidth(760))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of type needs other places."""
        super().changeEvent(event)
        self._laid.clear()

    def _place(self) -> None:
        for segment, rect in zip(self.segments, self._rects(self.width()), strict=True):
            segment.setGeometry(rect)

    def _rects(self, width: int) -> list[QRect]:
        """Where the segments stand at this width; layouts ask for the same width many times."""
        if width not in self._laid:
            self._laid[width] = self._measured(width)
        return self._laid[width]

    def _measured(self, width: int) -> list[QRect]:
        gap = measures().spacing[0] + 2
        levels, others = self.segments[:4], self.segments[4:]
        if width < _WIDE * self.fontMetrics().averageCharWidth():
            return _stacked(levels, others, width, gap)
        words = (one.fontMetrics().horizontalAdvance(_LONGEST) + 2 * _PAD + _TICK for one in others)
        side = max(_SIDE_WIDTH, *words, *(one.width_for_head() for one in others))
        each = (width - side - 4 * gap) // 4
        low = [one.height_for(side) for one in others]
        high = max(*(one.height_for(each) for one in levels), sum(low) + gap)
        rects = [QRect(n * (each + gap), 0, each, high) for n in range(4)]
        left = 4 * (each + gap)
        half = (high - gap) // 2
        return [*rects, QRect(left, 0, width - left, half), QRect(left, half + gap, width - left, high - half - gap)]

    def _chosen(self) -> None:
        sender = self.sender()
        if isinstance(sender, LevelSegment):
            self.answer_chosen.emit(sender.answer)


def _stacked(levels: tuple[LevelSegment, ...], others: tuple[LevelSegment, ...], width: int, gap: int) -> list[QRect]:
    rects, top = [], 0
    for one in levels:
        rects.append(QRect(0, top, width, one.height_for(width)))
        top = rects[-1].bottom() + 1 + gap
    half = (width - gap) // 2
    high = max(one.height_for(half) for one in others)
    return [*rects, QRect(0, top, half, high), QRect(half + gap, top, width - half - gap, high)]


_LONGEST = "No evidence"
_OTHERS = {
    NotScore.NA: ("NA", "Not applicable", "n"),
    NotScore.NE: ("No evidence", "Not available", "e"),
}
