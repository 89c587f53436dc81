"""Keeping and erasing as widgets: the rules, what is due, and what was erased; it knows no service."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.domain.retention import time_words
from audit_app.screens.settings.parts import Working, moment
from audit_app.services.erasing import ToErase
from audit_app.services.retention import RetentionState, RuleState
from audit_app.ui.card import Card, clear
from audit_app.ui.days import plain_day
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus, tab_first
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, reading

_LEAST_ROWS, _MOST_ROWS = 3, 8
STAYS = (
    "What stays: that something was erased, when, by whom and why; the seals of the change log, so that it can still "
    "be verified; and counts in reports that were issued. A restored backup erases it again."
)


class RetentionCard(Card):
    """`rule_requested` carries the rule whose time shall be another."""

    rule_requested = Signal(object)
    erase_due_requested = Signal()
    erase_plan_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Keeping and erasing")
        self.rules = QVBoxLayout()
        self.rules.setSpacing(measures().spacing[2])
        self.change_buttons: list[QWidget] = []
        self.due_words = label("", "strong")
        empty = EmptyState("Nothing is due", "No rule asks for anything to be erased today.", icon=Icon.DONE)
        self.table = DataTable("Due for erasure", _due_columns(), empty=empty, searchable=False)
        self.table.set_height_in_rows(_LEAST_ROWS, _MOST_ROWS)
        self.erase_button = button("&Erase what is due…", self.erase_due_requested.emit, weight=Weight.DANGER)
        self.plan_button = button("Erase &one plan on request…", self.erase_plan_requested.emit, weight=Weight.DANGER)
        self.why_not = label("", "soft")
        self.working = Working("It is being erased.")
        none = EmptyState("Nothing was erased yet", "Each erasure stands here with its date and reason.")
        self.before = DataTable("Erased before", _before_columns(), empty=none, searchable=False)
        self.before.set_height_in_rows(_LEAST_ROWS - 1, _MOST_ROWS)
        self.body.addLayout(self.rules)
        for part in (
            label("Due today", "cardTitle"), self.due_words, self.table, FlowRow(self.erase_button, self.plan_button),
            self.why_not, self.working, reading(STAYS, "caption"), label("Erased before", "cardTitle"), self.before,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addStretch(1)
        pass_focus(self, self.table.view)

    def show_state(self, state: RetentionState, *, may_change: bool, may_erase: bool, why_not: str) -> None:
        """The rules, what is due, what was erased, and what the person may do about it."""
        clear(self.rules)
        self.change_buttons = []
        for one in state.rules:
            self.rules.addWidget(self._rule(one, may_change=may_change))
        tab_first(self.change_buttons, self.table.view)  # made anew, they would come last
        self._show_due(state.due)
        self.before.set_rows(state.before)
        self.erase_button.setEnabled(may_erase and bool(state.due))
        self.plan_button.setEnabled(may_erase)
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))

    def forget(self) -> None:
        """The workspace is locked."""
        self.show_state(RetentionState((), (), ()), may_change=False, may_erase=False, why_not="")

    def _show_due(self, due: Sequence[ToErase]) -> None:
        self.table.set_rows(due)
        records = sum(len(one.entities) for one in due)
        things = "1 thing is" if len(due) == 1 else f"{len(due):,} things are"
        said = f"{things} due, with {records:,} {'record' if records == 1 else 'records'} in them."
        self.due_words.setText(said if due else "")
        self.due_words.setVisible(bool(due))

    def _rule(self, state: RuleState, *, may_change: bool) -> QWidget:
        """One rule in words: what, how long, since when, why, and how much there is of it."""
        bounds = state.bounds
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(f"{state.rule.words}.", "strong"))
        usual = "" if state.number == bounds.usual else f" The usual time is {time_words(bounds.usual, bounds.unit)}."
        column.addWidget(label(f"{bounds.why}{usual}", "soft"))
        column.addWidget(label(_held(state), "caption"))
        row.addLayout(column, 1)
        name = f"Keep {bounds.what[0].lower()}{bounds.what[1:]} for another time"
        change = button("Another time…", partial(self.rule_requested.emit, state), icon=Icon.EDIT, name=name)
        change.setEnabled(may_change)
        self.change_buttons.append(change)
        row.addWidget(change)
        return made


def _due_columns() -> tuple[Column, ...]:
    return (
        Column("plan", "Plan", lambda row: row.plan_ref or "erased before", width=180),
        Column("what", "What", _what, tip=lambda row: row.why, width=230),
        Column("since", "Counted from", _since, lambda row: row.since, width=160),
        Column("records", "Records", _records, lambda row: len(row.entities), figures=True, width=90),
    )


def _before_columns() -> tuple[Column, ...]:
    return (
        Column("utc", "When", lambda row: moment(row.utc), width=160),
        Column("person", "Who", lambda row: row.person, width=160),
        Column("reason", "Why", lambda row: row.reason, tip=lambda row: row.reason, width=330),
        Column("records", "Records", lambda row: f"{row.records:,}", figures=True, width=90),
    )


def _held(state: RuleState) -> str:
    held = f"{state.held:,} kept here under this rule, {state.due:,} due"
    return f"{held}, the next on {plain_day(state.next_on.isoformat())}." if state.next_on is not None else f"{held}."


def _what(row: ToErase) -> str:
    return row.why.partition(":")[0]


def _since(row: ToErase) -> str:
    return plain_day(row.since.isoformat()) if row.since is not None else ""


def _records(row: ToErase) -> str:
    return f"{len(row.entities):,}"
