"""One plan on the screen: its grid and evidence side by side, the consensus below, and what is done with the plan."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from audit_app.domain.counting import counted
from audit_app.screens.reveal.consensus_card import ConsensusCard
from audit_app.screens.reveal.evidence_card import EvidenceCard
from audit_app.screens.reveal.grid import GridCard
from audit_app.screens.reveal.wording import grade_of, plan_state, told_words
from audit_app.services.consensus.standing import RevealPlan
from audit_app.ui.abreast import Abreast
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_first
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from exports.charts.scene import Mark
from resources.theme import Colour

_LEASTS = (722, 296)
"""What the grid and the evidence need beside each other, in pixels at the normal size of type."""


class PlanPart(QWidget):
    """The presenter fills it; what is asked for is told by signals."""

    lower_requested = Signal()
    submit_requested = Signal()
    reopen_requested = Signal()
    give_up_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = label("", "strong", wraps=False)
        self.grade = Pill(Mark.RING, Colour.SOFT_INK, "")
        self.lower_button = button("Take the lower score", self.lower_requested.emit, icon=Icon.DOWN)
        self.submit_button = button("S&ubmit the consensus", self.submit_requested.emit, icon=Icon.DONE)
        self.reopen_button = button("&Reopen the consensus…", self.reopen_requested.emit, icon=Icon.UNDO)
        self.give_up_button = button("&Give the plan up…", self.give_up_requested.emit, icon=Icon.CLOSE)
        self.grid, self.evidence, self.consensus = GridCard(), EvidenceCard(), ConsensusCard()
        self.both = Abreast(self.grid, self.evidence, shares=(5, 3), leasts=_LEASTS)
        self._lay_out()

    def show_plan(self, plan: RevealPlan | None, *, may_write: bool, is_closed: bool) -> None:
        """A plan with what may be done with it; the current marker stays."""
        if self.grid.show_plan(plan):
            tab_first([self.grid.table.view], self.evidence.area)
        if plan is None:
            return
        told, is_open = plan.told, not plan.is_done and not is_closed
        grade, words = grade_of(plan)
        if grade:
            self.grade.show_grade(grade, words)
        self.grade.setVisible(bool(grade))
        state = f"Given up: {plan.abandoned}" if plan.abandoned else plan_state(plan)
        self.told.setText(f"{state}, {counted(told.left, 'marker')} left" if is_open and told.left else state)
        self.told.setToolTip(told_words(told))
        close = sum(one.cell.kind.value == "close" and not one.is_settled for one in plan.cells)
        lower = f"Take the lo&wer of {counted(close, 'marker')} one level apart"
        self.lower_button.setText(lower)
        self.lower_button.setAccessibleName(lower.replace("&", ""))
        self.lower_button.setVisible(is_open and close > 0)
        self.submit_button.setVisible(is_open)
        self.give_up_button.setVisible(is_open)
        self.reopen_button.setVisible(plan.is_submitted and not is_closed)
        if self.action_button is not None:
            self.action_button.setVisible(plan.is_submitted)
        self.submit_button.setEnabled(may_write and not told.left)
        for made in (self.lower_button, self.give_up_button, self.reopen_button):
            made.setEnabled(may_write)

    def show_action_button(self, made: QPushButton) -> None:
        """The button that makes an action of what falls short."""
        self.action_button = made
        made.hide()
        self._row.add(made)
        QWidget.setTabOrder(self.give_up_button, made)

    action_button: QPushButton | None = None

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[2])
        buttons = (self.lower_button, self.submit_button, self.reopen_button, self.give_up_button)
        self._row = FlowRow(self.told, self.grade, *buttons)
        outer.addWidget(self._row)
        outer.addWidget(self.both, 1)
        outer.addWidget(self.consensus)
