"""The plan as a table: filters, every action with its statuses at the checkpoints, and one of them in the drawer."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.status import Status
from audit_app.screens.improvement.choosing import ONLY, SILENT, Line, Wanted, owners_of
from audit_app.screens.improvement.drawer import RowDrawer
from audit_app.screens.improvement.lines import action_columns
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_through
from audit_app.ui.icons import Icon
from audit_app.ui.statuses import status_words
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button

_LETTERS, _LEAST_ROWS = 12, 7
_NOTHING = "No action of the plan fits these choices. Choose others, or every action."


class TablePage(QWidget):
    """`wanted_changed` that others are asked for; `line_requested` and `line_changed` carry a `Line`."""

    wanted_changed = Signal()
    line_requested = Signal(object)
    line_changed = Signal(object)
    add_action_requested = Signal()
    add_outcome_requested = Signal()
    add_theme_requested = Signal()
    checkpoint_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, ...], str] = ((), "")
        self._held = ""
        self.theme, self.owner, self.status, self.only = (QComboBox() for _ in range(4))
        names = ("Theme", "Owner or leader", "Last status", "Which actions")
        for box, name in zip((self.theme, self.owner, self.status, self.only), names, strict=True):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LETTERS)
            box.activated.connect(self._ask)
        self.only.setMinimumContentsLength(2 * _LETTERS)
        self._fill_fixed()
        self.action_button = button("Add an &action…", self.add_action_requested.emit, icon=Icon.ADD)
        self.outcome_button = button("Add an &outcome…", self.add_outcome_requested.emit)
        self.theme_button = button("Add a t&heme…", self.add_theme_requested.emit)
        self.checkpoint_button = button("Add a checkpo&int…", self.checkpoint_requested.emit)
        self.drawer = RowDrawer()
        self.table: DataTable = self._table()
        self._body, self._across = QVBoxLayout(self), QHBoxLayout()
        self._lay_out()

    def wanted(self) -> Wanted:
        """Which actions are asked for."""
        boxes = (self.theme, self.owner, self.status, self.only)
        return Wanted(*(str(box.currentData() or "") for box in boxes))

    def show_plan(self, plan: ImprovementPlan) -> None:
        """What there is to choose from, and the columns for its checkpoints."""
        themes = [(f"{one.letter}. {one.title}", one.id) for one in plan.themes]
        _fill(self.theme, [("Every theme", ""), *themes])
        _fill(self.owner, [("Everybody", ""), *((one, one) for one in owners_of(plan))])
        if (plan.checkpoints, plan.current) != self._shown:
            self._shown = (plan.checkpoints, plan.current)
            self._renew()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """The rows that are asked for; the current one stays where it is still there."""
        before = self.current()
        held = before.id if before is not None else self._held
        self._held = ""
        self.table.set_rows(lines)
        if held:
            self.table.select(lambda line: line.id == held)

    def show_rights(self, *, may_edit: bool) -> None:
        """Whether the person may change the plan."""
        for made in (self.action_button, self.outcome_button, self.theme_button, self.checkpoint_button):
            made.setEnabled(may_edit)

    def current(self) -> Line | None:
        """The row that the arrow keys are on."""
        line = self.table.current()
        return line if isinstance(line, Line) else None

    def forget(self) -> None:
        """Show nothing, and ask for everything."""
        self.table.set_rows(())
        self.drawer.forget()
        for box in (self.theme, self.owner):
            box.clear()
        for box in (self.status, self.only):
            box.setCurrentIndex(0)

    def _renew(self) -> None:
        """A table with the columns of these checkpoints in the place of the one before."""
        old, current = self.table, self.current()
        made = self._table()
        made.search.setText(old.search.text())
        self._held = current.id if current is not None else ""
        self._across.replaceWidget(old, made)
        self._body.replaceWidget(old.bar, made.bar)
        self.table = made
        for part in (old.bar, old):
            part.hide()
            part.deleteLater()
        tab_through(self._body)

    def _table(self) -> DataTable:
        made = DataTable(
            "Actions of the plan", action_columns(*self._shown), empty=EmptyState("None of these", _NOTHING)
        )
        made.search.setPlaceholderText("Search the plan")
        made.set_height_in_rows(_LEAST_ROWS)
        made.row_chosen.connect(self.line_requested)
        made.row_current.connect(self._follow)
        return made

    def _lay_out(self) -> None:
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(measures().spacing[1])
        self._body.addWidget(
            FlowRow(self.action_button, self.outcome_button, self.theme_button, self.checkpoint_button)
        )
        self._body.addWidget(FlowRow(self.theme, self.owner, self.status, self.only))
        self._body.addWidget(self.table.bar)
        self._across.setSpacing(measures().spacing[3])
        self._across.addWidget(self.table, 1)
        self._across.addWidget(self.drawer)
        self._body.addLayout(self._across, 1)
        self.drawer.closed.connect(self._return)

    def _fill_fixed(self) -> None:
        self.status.addItem("Any status", "")
        for status in Status:
            self.status.addItem(status_words(status), status.value)
        self.status.addItem("Not reported", SILENT)
        for value, words in ONLY.items():
            self.only.addItem(words, value)

    def _ask(self) -> None:
        self.wanted_changed.emit()

    def _follow(self, line: Any) -> None:
        """The drawer follows the arrow keys while it is open."""
        if line is not None and self.drawer.isVisible():
            self.line_changed.emit(line)

    def _return(self) -> None:
        self.table.view.setFocus()


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    before = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        for words, value in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(before), 0))
