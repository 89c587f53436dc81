"""The table of a mapping: rows of two lines, a field to choose painted as one can press it, all of it by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from audit_app.screens.plans.mapping_delegate import LINES, PAD, MappingDelegate
from audit_app.screens.plans.mapping_draft import MappedColumn
from audit_app.screens.plans.mapping_model import HEADING, INTO, SAID, SAMPLES, TAKEN, TITLES, MappingModel
from audit_app.ui.theme import RESIZED, measures, scaled

_SHARES = ((HEADING, 0.19), (SAMPLES, 0.2), (INTO, 0.27), (SAID, 0.34))
_TICK_WIDTH = 76


class MappingTable(QTableView):
    """Enter, a letter or a click opens the fields, Space ticks, Delete leaves out.

    `open_requested` carries a heading and what was typed, `leave_out_requested` a heading, `current_changed` the row.
    """

    open_requested = Signal(str, str)
    leave_out_requested = Signal(str)
    current_changed = Signal(object)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "Columns of the file",
        titles: Sequence[str] = TITLES,
        has_ticks: bool = True,
    ) -> None:
        super().__init__(parent)
        self._has_ticks = has_ticks
        self.rows = MappingModel(self, titles)
        self.setModel(self.rows)
        self.setItemDelegate(MappingDelegate(self))
        self.setAccessibleName(name)
        self.setColumnHidden(TAKEN, not has_ticks)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.rows.modelReset.connect(self._begin)
        self.rows.dataChanged.connect(self._tell_current)
        self._fit()

    def current(self) -> MappedColumn | None:
        """The row that the arrow keys are on."""
        return self.rows.row_at(self.currentIndex().row())

    def go_to(self, heading: str) -> None:
        """Go to the row of a column, where it is shown."""
        number = self.rows.number_of(heading)
        if number >= 0:
            self.setCurrentIndex(self.rows.index(number, INTO))

    def cell_of(self, heading: str, within: QWidget) -> QRect:
        """Where the field of a column is chosen, in the coordinates of a widget around the table."""
        rect = self.visualRect(self.rows.index(max(self.rows.number_of(heading), 0), INTO))
        return QRect(self.viewport().mapTo(within, rect.topLeft()), rect.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or row is None:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not _is_command(event):
            self.open_requested.emit(row.heading, "")
        elif key == Qt.Key.Key_Space and row.is_taken is not None:
            self.rows.take_requested.emit(row.heading, not row.is_taken)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.leave_out_requested.emit(row.heading)
        elif text.isalnum() and not _is_command(event):
            self.open_requested.emit(row.heading, text)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row_at(index.row())
        if row is not None and index.column() == INTO and event.button() is Qt.MouseButton.LeftButton:
            self.open_requested.emit(row.heading, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def _fit(self) -> None:
        """Rows of two lines, and the columns in the room there is."""
        height = round(self.fontMetrics().height() * LINES + PAD)
        self.verticalHeader().setDefaultSectionSize(max(height, scaled(self, measures().target) + 8))
        tick = scaled(self, _TICK_WIDTH) if self._has_ticks else 0
        room = max(self.viewport().width() - tick, 1)
        for column, share in _SHARES:
            self.setColumnWidth(column, int(room * share))
        if self._has_ticks:
            self.setColumnWidth(TAKEN, tick)

    def _begin(self) -> None:
        self.setCurrentIndex(self.rows.index(0, INTO))
        self._tell_current()

    def _tell_current(self) -> None:
        self.current_changed.emit(self.current())


def _is_command(event: QKeyEvent) -> bool:
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return bool(event.modifiers() & commands)
