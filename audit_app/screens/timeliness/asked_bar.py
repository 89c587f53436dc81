"""What the timeliness screen is asked for: a period, and one casework team or all."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from audit_app.domain.period import add_months
from audit_app.services.timeliness.counting import TimelinessAsked
from audit_app.ui.fields import Field
from audit_app.ui.period_choice import PeriodChoice

EVERY_TEAM = "Every team"


class AskedBar(PeriodChoice):
    """`changed` tells that something else is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.team = QComboBox()
        self.team.setMinimumContentsLength(16)
        self.team.addItem(EVERY_TEAM, "")
        self.add(Field("Casework t&eam", self.team))
        self.team.activated.connect(self._tell)

    def show_twelve_months(self, last: date) -> None:
        """The twelve months that end with this one, without telling of it."""
        self.show_months(add_months(last.replace(day=1), -11), last)
        self.show_week(last)

    def show_teams(self, teams: Sequence[str]) -> None:
        """The teams to choose from, the one chosen kept."""
        chosen = self.team.currentData()
        with QSignalBlocker(self.team):
            self.team.clear()
            self.team.addItem(EVERY_TEAM, "")
            for name in teams:
                self.team.addItem(name, name)
            self.team.setCurrentIndex(max(self.team.findData(chosen), 0))

    def asked(self) -> TimelinessAsked | None:
        """What the fields ask for; None, said at its field, where the period ends before it begins."""
        period = self.period()
        return None if period is None else TimelinessAsked(period, str(self.team.currentData() or ""))
