"""Whose audits a report is about: the kind's usual cycle, or another; the field is away for a kind that has none."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from audit_app.domain.cycles import Cycle
from audit_app.services.reports.reporting import usual_cycle
from audit_app.ui.fields import Field
from exports.pages.wording import CYCLES


class CycleChoice(QWidget):
    """`changed` tells that another cycle was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setMinimumContentsLength(18)
        self.field = Field("C&ycle", self.box)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.box.activated.connect(lambda _at: self.changed.emit())

    def cycle(self) -> str:
        """The cycle that was chosen, empty for the kind's usual one."""
        return str(self.box.currentData() or "")

    def choose(self, cycle: str) -> None:
        """Choose a cycle; empty for the usual one."""
        self.box.setCurrentIndex(max(self.box.findData(cycle), 0))

    def show_kind(self, kind: str) -> None:
        """The cycles of a kind of report, its usual one first; another that was chosen stays."""
        usual, chosen = usual_cycle(kind), self.cycle()
        with QSignalBlocker(self.box):
            self.box.clear()
            if usual:
                self.box.addItem(f"{_words(usual)}, as usual", "")
            for one in Cycle:
                if usual and one != usual:
                    self.box.addItem(_words(one), one.value)
            self.choose(chosen)
        self.setVisible(bool(usual))


def _words(cycle: str) -> str:
    return CYCLES.get(cycle, cycle).capitalize()
