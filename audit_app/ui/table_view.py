"""The widget of a data table: Qt's view with our keys, rows as high as the type, and cells that carry a shape."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from audit_app.ui.marks import draw_mark
from audit_app.ui.table_model import MARK_ROLE
from audit_app.ui.theme import RESIZED, colour_of, measures, scaled
from resources.theme import Colour

_MARK, _PAD, _GAP, _BAR = 11, 10, 8, 3
_Index = QModelIndex | QPersistentModelIndex


class MarkDelegate(QStyledItemDelegate):
    """Paints the shape of a cell before its words; words that have no room stand whole in the tooltip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The cell's ground as the style has it, then shape and words."""
        mark = index.data(MARK_ROLE)
        if mark is None or not isinstance(widget := option.widget, QWidget):
            super().paint(painter, option, index)
            return
        shape, colour = mark
        rect: QRect = option.rect
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        size = scaled(widget, _MARK)
        centre = QPointF(rect.left() + _PAD + size / 2, rect.center().y() - 0.5)
        draw_mark(painter, shape, centre, size, colour_of(widget, colour))
        painter.save()
        painter.setPen(widget.palette().color(QPalette.ColorRole.Text))
        room = rect.adjusted(_PAD + size + _GAP, 0, -4, -1)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        size = super().sizeHint(option, index)
        if index.data(MARK_ROLE) is None or not isinstance(widget := option.widget, QWidget):
            return size
        return size + QSize(scaled(widget, _MARK) + _GAP, 0)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """The tooltip of the cell, or all its words where some of them are left out."""
        is_cut = index.isValid() and view.sizeHintForIndex(index).width() > view.visualRect(index).width()
        if is_cut and event.type() == QEvent.Type.ToolTip and not index.data(Qt.ItemDataRole.ToolTipRole):
            QToolTip.showText(event.globalPos(), str(index.data()), view)
            return True
        return super().helpEvent(event, view, option, index)


class View(QTableView):
    """Qt's table with Enter for the current row and Ctrl+C for the rows chosen; Tab goes on to what follows."""

    entered_row = Signal()
    copy_requested = Signal()
    room_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(MarkDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()

    def set_model(self, model: QAbstractItemModel) -> None:
        """Show this model in the order in which its rows come."""
        self.setModel(model)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setSectionsMovable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit_rows()
            self.room_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar at the left of each row that is marked: its wash alone is too near to the ground."""
        super().paintEvent(event)
        painter, marked = QPainter(self.viewport()), self.selectionModel()
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        bottom = last if last >= 0 else (self.model().rowCount() - 1 if self.model() is not None else -1)
        for row in range(max(first, 0), bottom + 1):
            if marked.isRowSelected(row, QModelIndex()):
                bar = QRect(0, self.rowViewportPosition(row), _BAR, self.rowHeight(row))
                painter.fillRect(bar, colour_of(self, Colour.ACCENT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def height_of(self, rows: int) -> int:
        """How high it is with its head and so many rows, in pixels."""
        head = self.horizontalHeader().sizeHint().height()
        return self.verticalHeader().defaultSectionSize() * rows + head + 2 * self.frameWidth() + 4

    def _fit_rows(self) -> None:
        """Rows as high as the type asks for."""
        self.verticalHeader().setDefaultSectionSize(max(measures().row, round(self.fontMetrics().height() * 1.8)))
