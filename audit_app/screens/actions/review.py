"""The pane in which a workbook that came back is looked at: a row a change, its three values whole below, the end."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from audit_app.screens.actions.review_lines import Choice, ReviewLine, review_columns
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_through
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_LEAST_ROWS, _LINES = 5, 3


class ReviewPane(QWidget):
    """`chosen` carries lines and what becomes of them (None turns each round); `ended` whether it is taken in."""

    chosen = Signal(object, object)
    ended = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = label("", "strong")
        nothing = EmptyState("Nothing would change", "The workbook says what stands here already.")
        self.table = DataTable("What the workbook would change", review_columns(), empty=nothing)
        self.table.set_height_in_rows(_LEAST_ROWS)
        self.take = button("&Take marked in", self._take)
        self.leave = button("&Leave marked", self._leave)
        self.all = button("Take &all that is offered", self._take_all)
        self.end = button("", self._end, weight=Weight.MAIN)
        self.cancel = button("&Back, change nothing", self._turn_away)
        self.asks = label("", "problem")
        self.values = {
            name: Field(words, _text())
            for name, words in (("sent", "As sent"), ("now", "Now here"), ("back", "Came back"))
        }
        self._lay_out()
        self.table.row_chosen.connect(self._turn)
        self.table.row_current.connect(self._show_values)
        self.table.view.selectionModel().selectionChanged.connect(self._mark)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._turn_marked)
        self.hide()

    def show_lines(self, lines: Sequence[ReviewLine], told: str) -> None:
        """Show these."""
        self._lines = tuple(lines)
        self.table.set_rows(lines)
        self.told.setText(told)
        self._mark()
        self._show_values(self.table.current())

    def show_end(self, words: str, *, undecided: str) -> None:
        """What the main button says; it waits while something is undecided."""
        self.end.setText(words)
        self.end.setAccessibleName(words.replace("&", ""))
        self.end.setEnabled(not undecided)
        self.asks.setText(undecided)
        self.asks.setVisible(bool(undecided))

    def forget(self) -> None:
        """Show nothing."""
        self.show_lines((), "")
        self.table.clear_search()
        self.hide()

    _lines: tuple[ReviewLine, ...] = ()

    def _marked(self) -> tuple[ReviewLine, ...]:
        return tuple(one for one in self.table.chosen() if isinstance(one, ReviewLine) and one.is_open)

    def _mark(self) -> None:
        for one in (self.take, self.leave):
            one.setEnabled(bool(self._marked()))
        self.all.setEnabled(any(one.is_open and not one.is_conflict for one in self._lines))

    def _show_values(self, line: Any) -> None:
        for name, field in self.values.items():
            widget = field.widget
            if isinstance(widget, QPlainTextEdit):
                widget.setPlainText(getattr(line, name) if isinstance(line, ReviewLine) else "")

    def _turn(self, line: object) -> None:
        if isinstance(line, ReviewLine):
            self.chosen.emit((line,), None)

    def _turn_marked(self) -> None:
        self.chosen.emit(self._marked(), None)

    def _take(self) -> None:
        self.chosen.emit(self._marked(), Choice.TAKE)

    def _leave(self) -> None:
        self.chosen.emit(self._marked(), Choice.LEAVE)

    def _take_all(self) -> None:
        self.chosen.emit(tuple(one for one in self._lines if one.is_open and not one.is_conflict), Choice.TAKE)

    def _end(self) -> None:
        self.ended.emit(True)

    def _turn_away(self) -> None:
        self.ended.emit(False)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[2])
        outer.addWidget(self.told)
        outer.addWidget(FlowRow(self.all, self.take, self.leave))
        outer.addWidget(self.table, 1)
        values = QHBoxLayout()
        values.setSpacing(measures().spacing[2])
        for field in self.values.values():
            values.addWidget(field, 1)
        outer.addLayout(values)
        outer.addWidget(self.asks)
        outer.addWidget(FlowRow(self.end, self.cancel))
        tab_through(outer)


def _text() -> QPlainTextEdit:
    """A text to read whole and to copy from, however long."""
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setFixedHeight(_LINES * made.fontMetrics().lineSpacing() + 16)
    return made
