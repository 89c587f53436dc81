"""All plans of a round: how many markers each still has to talk through, and the first step, to carry over."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.screens.reveal.wording import grade_of, plan_state, told_words
from audit_app.services.consensus.reveal_table import RevealTable
from audit_app.services.consensus.standing import RevealPlan
from audit_app.ui.card import Card
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, label
from exports.charts.marks import GRADE_MARKS
from exports.charts.scene import Mark
from resources.theme import Colour

_ROWS = 8
_STATES: Mapping[str, tuple[Mark, Colour]] = MappingProxyType(
    {
        "Submitted": (Mark.DOT, Colour.GOOD),
        "Ready to submit": (Mark.RING, Colour.ACCENT),
        "Open": (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
        "Given up": (Mark.RING, Colour.SOFT_INK),
    }
)


class OverviewCard(Card):
    """`plan_opened` carries the plan that Enter was pressed on."""

    carry_requested = Signal()
    plan_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("All plans", parent)
        self.told = label("", "soft")
        self.carry_button = button(
            "Carr&y over what is agreed", self.carry_requested.emit, weight=Weight.MAIN, icon=Icon.NEXT
        )
        self.table = DataTable(
            "Plans of the round", _columns(), empty=EmptyState("No plan", "This round has no plan."), searchable=False
        )
        self.table.set_height_in_rows(_ROWS)
        self.table.row_chosen.connect(self.plan_opened)
        self.body.addWidget(self.told)
        self.body.addWidget(FlowRow(self.carry_button))
        self.body.addWidget(self.table, 1)

    def show_table(self, found: RevealTable, *, may_write: bool) -> None:
        """Every plan, the current one kept."""
        before = self.table.current()
        self.told.setText(told_words(found.told))
        self.table.set_rows(found.plans)
        held = before.audit_id if isinstance(before, RevealPlan) else ""
        if not self.table.select(lambda plan: plan.audit_id == held):
            self.table.select(lambda _plan: True)
        self.carry_button.setEnabled(may_write)
        self.carry_button.setVisible(not found.is_closed)

    def forget(self) -> None:
        """No plan stays."""
        self.told.clear()
        self.table.set_rows(())


def _columns() -> tuple[Column, ...]:
    return (
        Column("plan", "Plan", lambda plan: plan.plan_ref, width=130),
        Column("talk", "To talk", _talk, sort=lambda plan: plan.told.to_talk - plan.told.talked, width=110),
        _count("left", "Left", 64),
        _count("agreed", "Agreed", 80, yields=2),
        _count("single", "One agency", 104, yields=2),
        Column("state", "Consensus", plan_state, mark=lambda plan: _STATES[plan_state(plan)], tip=_why, width=160),
        Column("grade", "Grade", lambda plan: grade_of(plan)[1], mark=_grade, width=180, yields=1),
    )


def _count(name: str, title: str, width: int, *, yields: int = 0) -> Column:
    def number(plan: RevealPlan) -> int:
        return int(getattr(plan.told, name))

    return Column(name, title, lambda plan: f"{number(plan):,}", sort=number, figures=True, width=width, yields=yields)


def _talk(plan: RevealPlan) -> str:
    told = plan.told
    return f"{told.talked} of {told.to_talk}" if told.to_talk else "none"


def _why(plan: RevealPlan) -> str:
    return plan.abandoned


def _grade(plan: RevealPlan) -> tuple[Mark, Colour] | None:
    grade = grade_of(plan)[0]
    return (GRADE_MARKS[grade], Colour(grade)) if grade else None
