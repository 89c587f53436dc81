"""The data table: search, choices, sort, columns to choose, copy, and words where there is nothing to show."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table_columns import TableColumns
from audit_app.ui.table_model import Column, TableModel
from audit_app.ui.table_view import View
from audit_app.ui.theme import RESIZED, measures
from audit_app.ui.words import icon_button, label

_SEARCH_WIDTH = 240
_ENDLESS = 16_777_215
"""What Qt takes for no greatest height."""


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
        self._rows_in_view: tuple[int, int | None] | None = None
        self.model = TableModel(columns, self)
        self.view = View()
        self.view.setAccessibleName(name)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName(f"Search in {name}")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(_SEARCH_WIDTH)
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
        """Go to the first row that fits, with its neighbours above and below it; whether there is one."""
        number = self.model.number_of(wanted)
        if number >= 0:
            self.view.selectRow(number)
            self.view.scrollTo(self.model.index(number, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        return number >= 0

    def set_height_in_rows(self, least: int, most: int | None = None) -> None:
        """At least, and at most, as high as so many rows, at any size of type: then the page scrolls, not the table."""
        self._rows_in_view = (least, most)
        self.setMinimumHeight(self.view.height_of(least))
        self.setMaximumHeight(_ENDLESS if most is None else self.view.height_of(most))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED and self._rows_in_view is not None:
            self.set_height_in_rows(*self._rows_in_view)

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
        return self._columns.menu(self)

    def show_column(self, column: str, is_shown: bool) -> None:
        """Show or hide the column of this id, whatever was chosen before."""
        number = next(at for at, one in enumerate(self.model.columns) if one.id == column)
        self._columns.show(number, is_shown)

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
        row.setContentsMargins(0, space[0], 0, space[0])
        row.setSpacing(space[1])
        chosen = [self._choice(column) for column in self.model.columns if column.choices]
        row.addWidget(FlowRow(self.search, *chosen), 1)
        self.tools.addWidget(self.count)
        self.tools.addWidget(self.columns_button)
        row.addLayout(self.tools)
        row.setAlignment(self.tools, Qt.AlignmentFlag.AlignTop)
        if not searchable:
            self.bar.hide()  # shown without a parent it would be a window of its own
        outer.addWidget(self.bar)
        self._pages = QStackedLayout()
        outer.addLayout(self._pages, 1)  # before its pages: a stack without a parent shows its first as a window
        for page in (self.view, self._nothing, self._empty):
            self._pages.addWidget(page)
        self.search.textChanged.connect(self._search)

    def _set_up_view(self) -> None:
        view = self.view
        view.set_model(self.model)
        self._columns = TableColumns(view, self.model.columns)
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
