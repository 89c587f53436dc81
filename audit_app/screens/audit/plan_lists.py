"""The flags of a plan as a list beside its text: each with its class, why, and what would mend it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from audit_app.ui.plan_marks import NEVER_RULES, FlagMark
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_BESIDE, _ABOVE = 28, 12
"""In pixels: what the style leaves free at the sides of a line's words and above and below them together."""
_ENDLESS = 1 << 16
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Whole(QStyledItemDelegate):
    """Rows high enough for their words: the style's own reckoning leaves out the line at the left of a chosen row."""

    def __init__(self, lines: QListWidget) -> None:
        super().__init__(lines)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        wide = max(self._lines.viewport().width() - _BESIDE, 1)
        room = QRect(0, 0, wide, _ENDLESS)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        high = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
        return QSize(wide, max(high + _ABOVE, super().sizeHint(option, index).height()))


class Lines(QListWidget):
    """Lines that wrap. Tells Enter and D, and leaves every other key of the form alone."""

    entered = Signal()
    dismissed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Whole(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)  # narrower lines wrap to more rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_D, Qt.Key.Key_Delete):
            self.dismissed.emit()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_P):
            self.left.emit()
        elif not event.text().isalnum():
            super().keyPressEvent(event)


class FlagList(QWidget):
    """`flag_chosen` carries the `FlagMark` to be shown in the text, `dismiss_requested` the one to be dismissed."""

    flag_chosen = Signal(object)
    dismiss_requested = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flags: tuple[FlagMark, ...] = ()
        self.count = label("", "strong")
        self.list = Lines()
        self.list.setAccessibleName("Flagged phrases")
        self.told = label("")
        self.show_button = button("Show in the text", self._choose)
        self.dismiss_button = button("Dismiss…  D", self._dismiss, name="Dismiss this flag with a reason")
        self.list.entered.connect(self._choose)
        self.list.itemDoubleClicked.connect(self._choose)
        self.list.dismissed.connect(self._dismiss)
        self.list.left.connect(self.left)
        self.list.currentRowChanged.connect(self._tell)
        self._lay_out()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[1])
        outer.addWidget(self.count)
        outer.addWidget(label(NEVER_RULES, "soft"))
        outer.addWidget(self.list, 1)
        outer.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[1])
        row.addWidget(self.show_button)
        row.addWidget(self.dismiss_button)
        row.addStretch(1)
        outer.addLayout(row)

    def show_flags(self, flags: Sequence[FlagMark], *, can_write: bool) -> None:
        """List these, those that count first; the line that was chosen stays so."""
        at = self.current()
        self._flags = tuple(sorted(flags, key=lambda flag: bool(flag.dismissed)))
        is_open = sum(not flag.dismissed for flag in flags)
        gone = f", {len(flags) - is_open} dismissed" if is_open < len(flags) else ""
        self.count.setText(f"{is_open} flagged phrase{'' if is_open == 1 else 's'}{gone}")
        self.list.blockSignals(True)
        self.list.clear()
        for flag in self._flags:
            words = " ".join(flag.words.split())
            state = "dismissed" if flag.dismissed else flag.severity
            item = QListWidgetItem(f"{flag.section}  “{words}”\n{flag.title} · {state}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Section {flag.section}. {flag.told}")
            self.list.addItem(item)
        self.list.blockSignals(False)
        numbers = [number for number, flag in enumerate(self._flags) if at is not None and flag.id == at.id]
        self.list.setCurrentRow(numbers[0] if numbers else 0 if self._flags else -1)
        self.dismiss_button.setEnabled(can_write and bool(flags))
        self.show_button.setEnabled(bool(flags))
        self._tell(self.list.currentRow())

    def current(self) -> FlagMark | None:
        """The flag that is chosen."""
        row = self.list.currentRow()
        return self._flags[row] if 0 <= row < len(self._flags) else None

    def _tell(self, _row: int) -> None:
        flag = self.current()
        self.told.setText(flag.told if flag is not None else "")
        self.dismiss_button.setText("Flag again  D" if flag is not None and flag.dismissed else "Dismiss…  D")

    def _choose(self) -> None:
        flag = self.current()
        if flag is not None:
            self.flag_chosen.emit(flag)

    def _dismiss(self) -> None:
        flag = self.current()
        if flag is not None and self.dismiss_button.isEnabled():
            self.dismiss_requested.emit(flag)
