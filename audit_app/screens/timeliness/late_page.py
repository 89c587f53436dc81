"""Late plans and where their days went: by agency, month or team, and each plan with its stage; it names no child."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from audit_app.screens.timeliness.columns import (
    BY_AGENCY,
    BY_MONTH,
    BY_TEAM,
    late_columns,
    lost_columns,
    lost_rows,
)
from audit_app.screens.timeliness.wording import plans
from audit_app.services.timeliness.counting import LatePlan, Timeliness
from audit_app.ui.card import Card
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from scoring.timeliness.delays import RULE

_MOST_LOST, _LEAST_LATE, _MOST_LATE = 12, 10, 14


class LatePage(QWidget):
    """`plan_chosen` carries a `LatePlan`; `save_requested` asks for the list as a file."""

    plan_chosen = Signal(object)
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Timeliness | None = None
        self._may_save = True
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        outer.addWidget(self._where())
        outer.addWidget(self._which(), 1)

    @property
    def late(self) -> tuple[LatePlan, ...]:
        """The late plans that are listed."""
        return self._found.late if self._found is not None else ()

    def show_late(self, found: Timeliness) -> None:
        """Show where the days of this period went."""
        self._found = found
        counted = found.delays.total
        said = f"{plans(counted.late)} without an exception lost {counted.days_late:,} days beyond 20 weeks."
        if found.excepted:
            said += (
                f" {plans(found.excepted)} with an exception {'is' if found.excepted == 1 else 'are'} left out of it."
            )
        self.said.setText(said)
        self._show_lost()
        self.table.set_rows(found.late)
        self._follow()

    def show_rights(self, may: bool, why_not: str = "") -> None:
        """Whether the person may save the list, and why not."""
        self._may_save = may
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))
        self._follow()

    def forget(self) -> None:
        """Show nothing."""
        self._found = None
        self.said.clear()
        self.lost.set_rows(())
        self.table.set_rows(())

    def _where(self) -> QWidget:
        card = Card("Where the days went")
        self.by = QComboBox()
        self.by.setAccessibleName("Days lost by")
        for words, by in (("By agency", BY_AGENCY), ("By month of issue", BY_MONTH), ("By casework team", BY_TEAM)):
            self.by.addItem(words, by)
        self.by.currentIndexChanged.connect(self._show_lost)
        self.said = label("", "strong")
        self.lost = DataTable("Days lost", lost_columns(), searchable=False, empty=EmptyState("No day was lost", ""))
        card.head.addWidget(self.by)
        for part in (self.said, self.lost, label(RULE, "caption")):
            card.body.addWidget(part)
        return card

    def _which(self) -> QWidget:
        card = Card("Late plans")
        self.table = DataTable(
            "Late plans", late_columns(), empty=EmptyState("No plan was late", "Every plan of the period was in time.")
        )
        self.table.set_height_in_rows(_LEAST_LATE, _MOST_LATE)
        self.table.row_chosen.connect(self.plan_chosen)
        self.open_button = button("O&pen the plan", self._open, icon=Icon.PLANS)
        self.save_button = button("&Save the list…", self.save_requested.emit, icon=Icon.EXPORT)
        card.body.addWidget(self.table)
        self.why_not = label("", "soft")
        self.why_not.hide()
        card.body.addWidget(FlowRow(self.open_button, self.save_button))
        card.body.addWidget(self.why_not)
        return card

    def _follow(self) -> None:
        self.save_button.setEnabled(self._may_save and bool(self.late))

    def _show_lost(self) -> None:
        rows = lost_rows(self._found, str(self.by.currentData())) if self._found is not None else ()
        is_by_agency = self.by.currentData() == BY_AGENCY  # a plan can have lost days with several
        for column in ("plans", "unexplained"):
            self.lost.show_column(column, not is_by_agency)
        self.lost.set_rows(rows)
        shown = min(max(len(rows), 2), _MOST_LOST)
        self.lost.set_height_in_rows(shown, shown)

    def _open(self) -> None:
        if (one := self.table.current()) is not None:
            self.plan_chosen.emit(one)
