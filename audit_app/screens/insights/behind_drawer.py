"""The drawer of a point of Insights: the plans behind it, each opened by Enter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.screens.insights.columns import plan_columns
from audit_app.screens.insights.wording import behind_words
from audit_app.services.insights.behind import LEVEL, PERCENT, PlansBehind
from audit_app.ui.drawer import Drawer
from audit_app.ui.feedback import EmptyState
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, label

_MOST_ROWS = 12


class BehindDrawer(Drawer):
    """`plan_chosen` carries a `PlanBehind`."""

    plan_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = label("", "soft")
        self.tables = {unit: self._table(unit) for unit in (PERCENT, LEVEL)}
        self.open_button = button("&Open", self._open, icon=Icon.AUDIT, name="Open the audit or plan")
        for part in (self.told, *self.tables.values(), self.open_button):
            self.body.addWidget(part)
        self.table = self.tables[PERCENT]
        self.forget()

    def show_plans(self, title: str, told: PlansBehind) -> None:
        """Come up with these plans, the keys on the first of them."""
        self.told.setText(behind_words(told))
        for unit, table in self.tables.items():
            table.setVisible(unit == told.unit)
            table.set_rows(told.plans if unit == told.unit else ())
        self.table = self.tables[told.unit]
        shown = min(max(len(told.plans), 4), _MOST_ROWS)
        self.table.set_height_in_rows(shown, shown)
        self.open_with(title)
        self.table.select(lambda _row: True)
        self.table.view.setFocus()

    def forget(self) -> None:
        """Show nothing, and go."""
        self.told.clear()
        self.title.clear()
        self.setAccessibleName("")
        for table in self.tables.values():
            table.set_rows(())
        self.hide()

    def _table(self, unit: str) -> DataTable:
        made = DataTable(
            "Plans behind the point", plan_columns(unit), searchable=False, empty=EmptyState("No plan", "")
        )
        made.row_chosen.connect(self.plan_chosen)
        return made

    def _open(self) -> None:
        if (row := self.table.current()) is not None:
            self.plan_chosen.emit(row)
