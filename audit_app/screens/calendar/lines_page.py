"""Reporting lines: the list of bodies with how often and for whom, and what can be done with one; it reads nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.domain.governance import ReportingLine
from audit_app.screens.calendar.wording import line_columns
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, label

_HOW = (
    "A line says who is told what, how often, and for which readers. The days before and after a meeting are working "
    "days of England; a meeting that would fall on a weekend or bank holiday is planned for the next working day."
)
_LEAST_ROWS = 8


class LinesPage(QWidget):
    """`change_requested`, `end_requested` and `remove_requested` carry the line that is marked."""

    add_requested = Signal()
    usual_requested = Signal()
    change_requested = Signal(object)
    end_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        nothing = EmptyState("No reporting line yet", "Take in the usual ones of a local area, or add one.")
        self.table = DataTable("Reporting lines", line_columns(), empty=nothing)
        self.table.set_height_in_rows(_LEAST_ROWS)
        self.add_button = button("&Add a line…", self.add_requested.emit, icon=Icon.ADD)
        self.usual_button = button("Take in the &usual lines…", self.usual_requested.emit, icon=Icon.IMPORT)
        self.change_button = button("&Change…", self._change)
        self.end_button, self.remove_button = button("E&nd…", self._end), button("Re&move…", self._remove)
        self._may_change = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        row = (self.add_button, self.usual_button, self.change_button, self.end_button, self.remove_button)
        outer.addWidget(label(_HOW, "soft"))
        outer.addWidget(FlowRow(*row))
        outer.addWidget(self.table, 1)
        self.table.row_chosen.connect(self.change_requested)
        self.table.row_current.connect(self._mark)

    def show_lines(self, lines: Sequence[ReportingLine]) -> None:
        """Show the lines."""
        self.table.set_rows(tuple(lines))
        if lines and self.table.current() is None:
            self.table.view.selectRow(0)  # so that what is done with one is there before the keys come to the list
        self._mark()

    def show_rights(self, *, may_change: bool) -> None:
        """Whether the person may change lines."""
        self._may_change = may_change
        for made in (self.add_button, self.usual_button):
            made.setEnabled(may_change)
        self._mark()

    def _mark(self, _line: object = None) -> None:
        is_there = self._may_change and self.table.current() is not None
        for made in (self.change_button, self.end_button, self.remove_button):
            made.setEnabled(is_there)

    def _change(self) -> None:
        self.change_requested.emit(self.table.current())

    def _end(self) -> None:
        self.end_requested.emit(self.table.current())

    def _remove(self) -> None:
        self.remove_requested.emit(self.table.current())
