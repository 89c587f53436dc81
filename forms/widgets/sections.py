"""The sections of the form as a list: letter, title, and a drawn tick where it is done, else how far it is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from audit_app.ui.icons import Icon, draw
from audit_app.ui.theme import colour_of, measures, scaled
from forms.widgets.state import FormState
from resources.theme import Colour

_SECTION, _TITLE, _DONE, _TOTAL = (Qt.ItemDataRole.UserRole + n for n in range(4))
_PAD, _ICON, _LETTER, _GAP = 10, 16, 30, 8
_Index = QModelIndex | QPersistentModelIndex


class _SectionDelegate(QStyledItemDelegate):
    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(160, max(measures().row, self._view.fontMetrics().lineSpacing() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        here = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour_of(self._view, Colour.ACCENT_WASH))
            painter.drawRoundedRect(rect.toRectF().adjusted(0, 1, 0, -1), 6, 6)
            painter.setPen(QPen(colour_of(self._view, Colour.ACCENT), 3))
            painter.drawLine(rect.left() + 2, rect.top() + 8, rect.left() + 2, rect.bottom() - 8)
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        right = self._paint_progress(painter, room, index)
        self._paint_title(painter, QRect(room.left(), room.top(), right - room.left() - 8, room.height()), index, here)
        painter.restore()

    def _paint_progress(self, painter: QPainter, room: QRect, index: _Index) -> int:
        done, total = int(index.data(_DONE) or 0), int(index.data(_TOTAL) or 0)
        icon = scaled(self._view, _ICON)
        if total and done == total:
            spot = QRectF(room.right() - icon, room.center().y() - icon / 2, icon, icon)
            draw(painter, Icon.DONE, spot, colour_of(self._view, Colour.ACCENT))
            return int(spot.left())
        words = f"{done}/{total}" if done else ""
        painter.setPen(colour_of(self._view, Colour.INK))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
        return room.right() - max(icon, painter.fontMetrics().horizontalAdvance(words))

    def _paint_title(self, painter: QPainter, room: QRect, index: _Index, here: bool) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        bold = QFont(self._view.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(colour_of(self._view, Colour.ACCENT if here else Colour.INK))
        painter.drawText(room, middle, str(index.data(_SECTION)))
        painter.setFont(self._view.font())
        painter.setPen(colour_of(self._view, Colour.INK if here else Colour.SOFT_INK))
        room = room.adjusted(max(_LETTER, QFontMetrics(bold).horizontalAdvance("H1 ") + _GAP), 0, 0, 0)
        title = self._view.fontMetrics().elidedText(str(index.data(_TITLE)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, title)


class SectionList(QListWidget):
    """`section_chosen` carries the section's id; `show_state` and `show_current` emit nothing."""

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sections")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "sections")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_SectionDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(self._moved)
        self.itemClicked.connect(self._clicked)

    def show_state(self, state: FormState) -> None:
        """Show how far each section is; the list is made anew only for another framework."""
        wanted = [section for section in state.framework.sections if state.progress(section.id)[1]]
        if [self.item(n).data(_SECTION) for n in range(self.count())] != [section.id for section in wanted]:
            self.blockSignals(True)
            self.clear()
            for section in wanted:
                item = QListWidgetItem()
                item.setData(_SECTION, section.id)
                item.setData(_TITLE, section.title)
                item.setToolTip(section.title)
                self.addItem(item)
            self.blockSignals(False)
        for number, section in enumerate(wanted):
            self._show_progress(self.item(number), *state.progress(section.id))

    def show_current(self, section: str) -> None:
        """Mark the section that is being worked on."""
        for number in range(self.count()):
            if self.item(number).data(_SECTION) == section and self.currentRow() != number:
                self.blockSignals(True)
                self.setCurrentRow(number)
                self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the form."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _show_progress(self, item: QListWidgetItem, done: int, total: int) -> None:
        if item.data(_DONE) == done and item.data(_TOTAL) == total:
            return
        item.setData(_DONE, done)
        item.setData(_TOTAL, total)
        words = "done" if done == total else f"{done} of {total} done"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.data(_SECTION)}, {item.data(_TITLE)}, {words}")

    def _moved(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.section_chosen.emit(str(item.data(_SECTION)))

    def _clicked(self, item: QListWidgetItem) -> None:
        self.section_chosen.emit(str(item.data(_SECTION)))
