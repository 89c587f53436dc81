"""Chips, the small choices of the form, and the row in which one of them is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from audit_app.ui.flow import FlowRow
from audit_app.ui.theme import RESIZED, colour_of, measures, scaled
from resources.theme import Colour

_PAD = 12
_KEY_GAP = 8
_CAPTION = 86
TAKE_KEY = "y"
"""Takes what is suggested: yes."""


@dataclass(frozen=True, slots=True)
class Option:
    """One chip: its value, its words, and the key that chooses it."""

    value: str
    words: str
    key: str = ""


class Chip(QPushButton):
    """A choice in a small frame, with its key beside it in soft ink; a heavier frame and a wash where it is chosen."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self.setText(option.words)
        self.setAccessibleName(option.words)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.text()) + 2 * _PAD
        if self.option.key:
            wide += _KEY_GAP + metrics.horizontalAdvance(self.option.key)
        return QSize(wide, chip_height(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right and Space are its own; everything else belongs to the form."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        lively = self.isEnabled() and self.underMouse()
        width = 2 if chosen else 1
        edge = Colour.ACCENT if chosen or lively else (Colour.SOFT_INK if self.isEnabled() else Colour.LINE)
        painter.setPen(QPen(colour_of(self, edge), width))
        painter.setBrush(colour_of(self, Colour.ACCENT_WASH if chosen else Colour.SURFACE))
        inset = width / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 6, 6)
        room = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        key_wide = self.fontMetrics().horizontalAdvance(self.option.key) + _KEY_GAP if self.option.key else 0
        painter.setPen(colour_of(self, Colour.INK if self.isEnabled() or chosen else Colour.SOFT_INK))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() - key_wide + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.setPen(colour_of(self, Colour.SOFT_INK))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self.option.key)


class Caption(QLabel):
    """What stands at the left of a row of the form; as wide in every row, so that what follows is in one line."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("role", "soft")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def _fit(self) -> None:
        wide = max(caption_width(self), self.sizeHint().width())
        self.setFixedSize(wide, chip_height(self))


def caption_width(widget: QWidget) -> int:
    """How wide what stands at the left of a row is at least, in pixels."""
    return scaled(widget, _CAPTION)


def chip_height(widget: QWidget) -> int:
    """How high a chip is in the widget's font."""
    return max(scaled(widget, measures().target), widget.fontMetrics().lineSpacing() + 10)


class ChipRow(FlowRow):
    """One choice among chips. `chosen` carries its value, or nothing where the choice was taken back.

    `arm` waits for a chip's key alone: until then every other key but Esc does nothing.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, words: str, options: Sequence[Option], *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.caption = Caption(words)
        self.add(self.caption)
        self.is_armed = False
        self._suggested = ""
        self.chips = tuple(Chip(option) for option in options)
        for chip in self.chips:
            chip.setAccessibleName(f"{words}: {chip.option.words}")
            chip.clicked.connect(self._clicked)
            self.add(chip)

    def set_value(self, value: str) -> None:
        """Show which is chosen; empty for none."""
        for chip in self.chips:
            chip.setChecked(chip.option.value == value)

    def set_read_only(self, is_read_only: bool) -> None:
        """Whether it only shows."""
        for chip in self.chips:
            chip.setEnabled(not is_read_only)

    def suggest(self, value: str) -> None:
        """What Y chooses while the row is armed; empty for nothing."""
        self._suggested = value

    def take_suggested(self) -> None:
        """Choose what is suggested."""
        if self._suggested:
            self._choose(self._suggested)

    def arm(self) -> None:
        """Take the focus and wait for the key of a chip."""
        self.is_armed = True
        (next((chip for chip in self.chips if chip.isChecked()), self.chips[0])).setFocus(
            Qt.FocusReason.ShortcutFocusReason
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key of a chip, while it is armed."""
        found = next((chip for chip in self.chips if chip.option.key == event.text().lower() != ""), None)
        if not self.is_armed or event.modifiers() & _COMMANDS:
            event.ignore()
        elif found is not None:
            self._choose(found.option.value)
        elif event.text().lower() == TAKE_KEY and self._suggested:
            self.take_suggested()
        elif event.key() == Qt.Key.Key_Escape:
            self.is_armed = False
            self.left.emit()
        elif not event.text().isalnum():
            self.is_armed = False
            event.ignore()

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Chip):
            self._choose(sender.option.value if sender.isChecked() else "")

    def _choose(self, value: str) -> None:
        self.is_armed = False
        self.set_value(value)
        self.chosen.emit(value)
        self.left.emit()


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
