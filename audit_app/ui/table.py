"""The data table: search, choices, sort, columns to choose, copy, and words where there is nothing to show."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from audit_app.ui.feedback import EmptyState
from audit_app.ui.icons import Icon
from audit_app.ui.marks import draw_mark
from audit_app.ui.table_model import MARK_ROLE, Column, TableModel
from audit_app.ui.theme import colour_of, measures
from audit_app.ui.words import icon_button, label

_MARK, _PAD = 11, 10


class MarkDelegate(QStyledItemDelegate):
    """Paints the shape of a cell before its words."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell's ground as the style has it, then shape and words."""
        mark = index.data(MARK_ROLE)
        if mark is None or not isinstance(widget := option.widget, QWidget):
            super().paint(painter, option, index)
            return
        shape, colour = mark
        rect: QRect = option.rect
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        centre = QPointF(rect.left() + _PAD + _MARK / 2, rect.center().y() - 0.5)
        draw_mark(painter, shape, centre, _MARK, colour_of(widget, colour))
        painter.save()
        painter.setPen(widget.palette().color(QPalette.ColorRole.Text))
        room = rect.adjusted(_PAD + _MARK + 8, 0, -4, -3)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return size + QSize(_MARK + 12, 0) if index.data(MARK_ROLE) is not None else size


class View(QTableView):
    """Qt's table with Enter for the current row and Ctrl+C for the rows chosen."""

    entered_row = Signal()
    copy_requested = Signal()

    def fit_rows(self) -> None:
        """Rows as high as the type asks for."""
        self.verticalHeader().setDefaultSectionSize(max(measures().row, round(self.fontMetrics().height() * 1.8)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)


class DataTable(QWidget):
    """A table of frozen rows. `row_chosen` carries the row that Enter or a double click opened, `row_current` the one
    that the arrow keys are on (None for none).

    `empty` makes what is shown where there are no rows at all; where a search finds none, the table says so itself.
    """

    row_chosen = Signal(object)
    row_current = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        empty: EmptyState | None = None,
        searchable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = TableModel(columns, self)
        self.view = View()
        self.view.setAccessibleName(name)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName(f"Search in {name}")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self.count = label("", "soft", wraps=False)
        self.choices: dict[str, QComboBox] = {}
        self.tools = QHBoxLayout()
        self.tools.setSpacing(measures().spacing[1])
        self.columns_button = icon_button(Icon.COLUMNS, "Choose columns", self.ask_columns)
        self._nothing = EmptyState(
            "Nothing matches",
            "No row has these words and choices. Clear the search.",
            words="Clear the search",
            on_click=self.clear_search,
        )
        self._empty = empty or EmptyState("Nothing here yet", "")
        self._lay_out(searchable)
        self._set_up_view()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; search, order and columns stay, and the current row where it is still there."""
        self.model.set_rows(rows)
        for column in self.model.columns:
            if column.choices:
                self._fill(column)
        self._show_state()

    def current(self) -> Any:
        """The row that the arrow keys are on, None for none."""
        return self.model.row_at(self.view.currentIndex().row())

    def chosen(self) -> list[Any]:
        """The rows that are marked, in their order."""
        return [self.model.row_at(index.row()) for index in sorted(self.view.selectionModel().selectedRows())]

    def select(self, wanted: Callable[[Any], bool]) -> bool:
        """Go to the first row that fits; whether there is one."""
        number = self.model.number_of(wanted)
        if number >= 0:
            self.view.selectRow(number)
            self.view.scrollTo(self.model.index(number, 0))
        return number >= 0

    def copy(self) -> str:
        """Put the marked rows on the clipboard, cells apart by tabs; returns them too."""
        columns = [column for at, column in enumerate(self.model.columns) if not self.view.isColumnHidden(at)]
        lines = ["\t".join(column.text(row) for column in columns) for row in self.chosen()]
        text = "\n".join(lines)
        if text:
            QGuiApplication.clipboard().setText(text)
        return text

    def ask_columns(self) -> None:
        """Show the columns to choose from."""
        menu = self.columns_menu()
        menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    def columns_menu(self) -> QMenu:
        """A menu with every column, ticked where it is shown; the first one always is."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self.model.columns[1:], start=1):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(number))
            action.toggled.connect(partial(self.show_column, number))
            menu.addAction(action)
        return menu

    def show_column(self, number: int, is_shown: bool) -> None:
        """Show or hide a column."""
        self.view.setColumnHidden(number, not is_shown)

    def clear_search(self) -> None:
        """Show everything again."""
        self.search.clear()
        for box in self.choices.values():
            box.setCurrentIndex(0)

    def _lay_out(self, searchable: bool) -> None:
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space[1])
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(space[1])
        row.addWidget(self.search, 1)
        for column in self.model.columns:
            if column.choices:
                row.addWidget(self._choice(column))
        row.addLayout(self.tools)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addWidget(self.columns_button)
        if not searchable:
            self.bar.hide()  # shown without a parent it would be a window of its own
        outer.addWidget(self.bar)
        self._pages = QStackedLayout()
        outer.addLayout(self._pages, 1)  # before its pages: a stack without a parent shows its first as a window
        for page in (self.view, self._nothing, self._empty):
            self._pages.addWidget(page)
        self.search.textEdited.connect(self._search)
        self.search.textChanged.connect(self._search)

    def _set_up_view(self) -> None:
        view, model = self.view, self.model
        view.setModel(model)
        view.setItemDelegate(MarkDelegate(view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.fit_rows()
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setSectionsMovable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        for number, column in enumerate(model.columns):
            view.setColumnHidden(number, column.hidden)
            view.setColumnWidth(
                number, column.width or max(90, view.fontMetrics().horizontalAdvance(column.title) + 44)
            )
        view.selectionModel().currentRowChanged.connect(self._tell_current)
        view.doubleClicked.connect(self._open_current)
        view.entered_row.connect(self._open_current)
        view.copy_requested.connect(self.copy)
        self._show_state()

    def _choice(self, column: Column) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"Filter by {column.title}")
        box.setToolTip(column.title)
        box.addItem(f"{column.title}: all", "")
        box.setMinimumContentsLength(12)
        box.currentIndexChanged.connect(partial(self._choose, column.id))
        self.choices[column.id] = box
        return box

    def _fill(self, column: Column) -> None:
        box = self.choices[column.id]
        before = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for value in self.model.values(column):
            box.addItem(value, value)
        box.setCurrentIndex(max(box.findData(before), 0))
        box.blockSignals(False)
        if box.currentData() != before:
            self.model.choose(column.id, "")

    def _choose(self, column: str, _number: int) -> None:
        self.model.choose(column, self.choices[column].currentData() or "")
        self._show_state()

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._show_state()

    def _show_state(self) -> None:
        shown, total = len(self.model.rows), self.model.total
        self.count.setText(f"{total:,}" if shown == total else f"{shown:,} of {total:,}")
        self.bar.setEnabled(total > 0)
        self._pages.setCurrentWidget(self.view if shown else self._nothing if total else self._empty)

    def _tell_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.row_current.emit(self.model.row_at(index.row()))

    def _open_current(self) -> None:
        row = self.current()
        if row is not None:
            self.row_chosen.emit(row)
