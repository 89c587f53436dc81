"""The sheet over a row of the mapping where its field is chosen: type to search, Enter takes, Esc changes nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from audit_app.screens.plans.mapping_targets import Target
from audit_app.ui.theme import measures, scaled
from exports.plain import one_line, shortened

_WIDE, _HIGH, _EDGE = 380, 340, 8
_MOVES = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown))
_PAGE, _LONGEST_NAME = 8, 60
_TARGET = int(Qt.ItemDataRole.UserRole)


class FieldPicker(QFrame):
    """`picked` carries the heading and the field (None: leave the column out); `closed` that it went."""

    picked = Signal(str, object)
    closed = Signal()

    def __init__(self, parent: QWidget, what: str = "fields") -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._what = what
        self._targets: tuple[Target, ...] = ()
        self._heading = ""
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[1], space[1], space[1], space[1])
        outer.setSpacing(space[1])
        self.line = QLineEdit()
        self.line.setPlaceholderText(f"Search the {what}")
        self.list = QListWidget()
        self.list.setProperty("role", "plain")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self.line)
        outer.addWidget(self.list, 1)
        self.line.textChanged.connect(self.search)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.hide()

    def open_for(
        self, heading: str, targets: Sequence[Target], chosen: str | None, cell: QRect, text: str = ""
    ) -> None:
        """Show it below a cell, given in the parent's coordinates, with the field that is chosen now."""
        self._heading, self._targets = heading, tuple(targets)
        parts = ((self, "Goes into"), (self.line, f"Search the {self._what} for"), (self.list, "Choices for"))
        for part, words in parts:
            part.setAccessibleName(f"{words} “{shortened(one_line(heading), _LONGEST_NAME)}”")
        self.line.setText(text)
        self.search(text)
        if not text:
            self._go_to(chosen)
        self._place(cell)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Close it and change nothing."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def search(self, text: str) -> None:
        """Show the fields that fit, under their groups where nothing is searched for."""
        self.list.clear()
        group = ""
        for target in (one for one in self._targets if one.fits(text)):
            if target.group != group and not text.strip():
                group = target.group
                self._add_group(group)
            holder = f"   ·   “{one_line(target.holder)[:_LONGEST_NAME]}” goes there" if target.holder else ""
            item = QListWidgetItem(f"{target.label}{holder}")
            item.setData(_TARGET, target)
            self.list.addItem(item)
        if not self.list.count():
            self._add_group("Nothing fits. Type another word.")
        self._step(0, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line keeps the focus; arrows move in the list."""
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            self.close_sheet()
        if watched is not self.line or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self.list.currentItem())
        elif event.key() in _MOVES:
            is_up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp)
            far = _PAGE if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) else 1
            self._step(self.list.currentRow() + (-far if is_up else far), -1 if is_up else 1)
        else:
            return False
        return True

    def _take(self, item: QListWidgetItem | None) -> None:
        target: Target | None = item.data(_TARGET) if item is not None else None
        if target is None:
            return
        heading = self._heading
        self.close_sheet()
        self.picked.emit(heading, target.field)

    def _add_group(self, words: str) -> None:
        item = QListWidgetItem(words)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _step(self, row: int, way: int) -> None:
        """Go to a row, past the titles of groups in the given direction."""
        last = self.list.count() - 1
        row = min(max(row, 0), last)
        while 0 <= row <= last and self.list.item(row).data(_TARGET) is None:
            row += way
        if 0 <= row <= last:
            self.list.setCurrentRow(row)

    def _go_to(self, field: str | None) -> None:
        for row in range(self.list.count()):
            target = self.list.item(row).data(_TARGET)
            if target is not None and target.field == field:
                self.list.setCurrentRow(row)

    def _place(self, cell: QRect) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        wide = min(max(scaled(self, _WIDE), cell.width()), parent.width() - 2 * _EDGE)
        high = min(scaled(self, _HIGH), parent.height() - 2 * _EDGE)
        at = QPoint(min(cell.left(), parent.width() - wide - _EDGE), cell.bottom() + 2)
        if at.y() + high > parent.height() - _EDGE:
            at.setY(max(min(cell.top() - high - 2, parent.height() - high - _EDGE), _EDGE))
        self.setGeometry(QRect(at.x(), at.y(), wide, high))
