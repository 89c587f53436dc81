"""A list of the improvement plan with its buttons: risks, escalations, versions, or what a workbook would change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from audit_app.domain.plan_rows import Difference
from audit_app.services.improvement.versions import Version
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_LEAST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: its id, its words, and which rows it is for; without a rule it needs none."""

    id: str
    words: str
    fits: Callable[[Any], bool] | None = None
    is_main: bool = False
    needs_right: bool = True


class ListPage(QWidget):
    """`asked` carries an offer's id and the current row; `chosen` the row that Enter opened."""

    asked = Signal(str, object)
    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        offers: Sequence[Offer],
        nothing: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._may = False
        self._offers = tuple(offers)
        self.told = label("", "soft")
        self.told.hide()
        self.table = DataTable(name, columns, empty=nothing)
        self.table.set_height_in_rows(_LEAST_ROWS)
        self.table.row_chosen.connect(self.chosen)
        self.table.row_current.connect(self._follow)
        self.buttons = {one.id: self._button(one) for one in offers}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[2])
        for part in (self.told, FlowRow(*self.buttons.values()), self.table):
            outer.addWidget(part)

    def show_rows(self, rows: Sequence[Any], told: str = "") -> None:
        """Show these; the current row stays where it is still there, else the first is: the buttons are about one."""
        before = self.table.current()
        self.table.set_rows(rows)
        if before is None or not self.table.select(lambda row: _id(row) == _id(before)):
            self.table.select(lambda _row: True)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self._follow(self.table.current())

    def show_rights(self, *, may: bool) -> None:
        """Whether the person may do what the buttons say."""
        self._may = may
        self._follow(self.table.current())

    def forget(self) -> None:
        """Show nothing."""
        self.show_rows(())

    def _button(self, one: Offer) -> QPushButton:
        weight = Weight.MAIN if one.is_main else Weight.PLAIN
        return button(one.words, lambda: self.asked.emit(one.id, self.table.current()), weight=weight)

    def _follow(self, row: Any) -> None:
        for one in self._offers:
            fits = one.fits is None or (row is not None and one.fits(row))
            self.buttons[one.id].setEnabled(fits and (self._may or not one.needs_right))


def _id(row: Any) -> str:
    """By what a row is known again: a risk, an escalation, a version, a difference."""
    if isinstance(row, Version):
        return row.held.id
    return row.key if isinstance(row, Difference) else str(getattr(row, "id", ""))
