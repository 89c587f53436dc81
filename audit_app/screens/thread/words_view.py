"""The words of an item, to be read whole: flagged phrases underlined, words found on a wash; nothing is typed here."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from audit_app.screens.thread.cards import Span
from audit_app.ui.theme import RESIZED, colour_of
from resources.theme import Colour

_MOST_LINES, _ROOM = 12, 18


class WordsView(QPlainTextEdit):
    """As high as its words, up to twelve lines; arrows move in them, Tab goes on."""

    def __init__(self, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._flags: tuple[Span, ...] = ()
        self._found: tuple[Span, ...] = ()

    def mark(self, flags: Sequence[Span], found: Sequence[Span]) -> None:
        """Underline flagged phrases, and put words found on a wash."""
        self._flags, self._found = tuple(flags), tuple(found)
        self.setExtraSelections([*map(self._washed, self._found), *map(self._flagged, self._flags)])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self.mark(self._flags, self._found)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def _height(self) -> int:
        lines = max(1, round(self.document().size().height()))  # in lines, for plain text
        is_long = lines > _MOST_LINES
        bars = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bars)
        return self.fontMetrics().lineSpacing() * min(lines, _MOST_LINES) + _ROOM

    def _fit(self) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())

    def _washed(self, span: Span) -> QTextEdit.ExtraSelection:
        looks = QTextCharFormat()
        looks.setBackground(colour_of(self, Colour.ACCENT_WASH))
        looks.setFontUnderline(True)
        return self._selection(span, looks)

    def _flagged(self, span: Span) -> QTextEdit.ExtraSelection:
        looks = QTextCharFormat()
        looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        looks.setUnderlineColor(colour_of(self, Colour.REQUIRES_IMPROVEMENT))
        return self._selection(span, looks)

    def _selection(self, span: Span, looks: QTextCharFormat) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(span[0], len(self.toPlainText())))
        cursor.setPosition(min(span[1], len(self.toPlainText())), QTextCursor.MoveMode.KeepAnchor)
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = cursor, looks
        return made
