"""Fields for text that is drafted as it is typed and saved on leaving; Enter leaves, Shift and Enter is a new line."""

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from audit_app.ui.theme import RESIZED, measures, scaled

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_MOST_LINES = 8
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class TextField(QPlainTextEdit):
    """A few lines that grow with the text. `finished` tells that Enter or Esc was pressed, `left` that focus went."""

    typed = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, name: str, *, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)
        self._fit()

    def text(self) -> str:
        """What stands in it, as typed."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show this without telling anybody; a field that shows it already keeps its cursor."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc leave the field, with Ctrl or Alt they belong to the form."""
        is_enter = event.key() in _ENTER
        if is_enter and event.modifiers() & _COMMANDS:
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape or (is_enter and event.modifiers() != Qt.KeyboardModifier.ShiftModifier):
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left; another window on top of it is no leaving."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def _changed(self) -> None:
        self._fit()
        self.typed.emit()

    def _fit(self) -> None:
        """As high as the text, within bounds."""
        count = int(self.document().size().height())
        lines = min(max(count, self._lines), _MOST_LINES)
        edges = self.contentsMargins()
        around = edges.top() + edges.bottom() + int(self.document().documentMargin() * 2) + 1
        line = ceil(QFontMetricsF(self.font()).lineSpacing())
        high = max(lines * line + around, scaled(self, measures().target))
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)


class LineField(QLineEdit):
    """One line. `typed`, `finished` and `left` as for `TextField`."""

    typed = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder or name)
        self.textEdited.connect(self._edited)

    def show_text(self, text: str) -> None:
        """Show this without telling anybody; a field that shows it already keeps its cursor."""
        if text != self.text():
            self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc leave the field, with Ctrl or Alt they belong to the form."""
        is_enter = event.key() in _ENTER
        if is_enter and event.modifiers() & _COMMANDS:
            event.ignore()
        elif is_enter or event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left; another window on top of it is no leaving."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    def _edited(self, _text: str) -> None:
        self.typed.emit()
