"""The decisions that limits are worked out anew, in rows: each can be taken back; targets are one step away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.screens.insights.columns import limits_columns
from audit_app.services.reports.rebasing import Rebasing
from audit_app.ui.card import Card
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, label

_WHY = (
    "Limits are worked out anew only where the cause of a change is known and seven months lie on one side of the mean "
    "before. Charts and reports say since when and why; reports that were issued before stay as they are. With a team, "
    "need, phase or agency chosen, charts are drawn without these decisions and without targets."
)
_NOTHING = ("Nothing was decided", "Mark a month above and work limits out anew from it, where a change is known.")
_MOST_ROWS, _EMPTY_ROWS = 6, 4


class LimitsCard(Card):
    """`take_back_requested` carries the decision (a `Rebasing`) whose row is marked."""

    take_back_requested = Signal(object)
    targets_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Limits worked out anew, and targets", parent)
        self.told = label(_WHY, "caption")
        self.table = DataTable(
            "Limits worked out anew", limits_columns(), searchable=False, empty=EmptyState(*_NOTHING)
        )
        self.table.row_current.connect(self._follow)
        self.back_button = button("Take &back", self._take_back, icon=Icon.UNDO, name="Take the decision back")
        self.targets_button = button("&Targets…", self.targets_requested.emit, weight="quiet", name="Targets of charts")
        self.why_not = label("", "soft")
        for part in (self.told, self.table, FlowRow(self.back_button, self.targets_button), self.why_not):
            self.body.addWidget(part)
        self._may = False
        self.forget()

    def show_decided(self, rows: Sequence[Rebasing]) -> None:
        """Show these decisions."""
        self.table.set_rows(tuple(rows))
        shown = min(max(len(rows), 2), _MOST_ROWS) if rows else _EMPTY_ROWS
        self.table.set_height_in_rows(shown, shown)
        self.table.select(lambda _row: True)
        self._follow()

    def show_rights(self, may: bool, why_not: str = "") -> None:
        """Whether the person may decide, and why not."""
        self._may = may
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))
        self._follow()

    def forget(self) -> None:
        """Show nothing."""
        self.show_decided(())
        self.show_rights(False)

    def _follow(self, _row: object = None) -> None:
        self.back_button.setEnabled(self._may and self.table.current() is not None)

    def _take_back(self) -> None:
        if (row := self.table.current()) is not None:
            self.take_back_requested.emit(row)
