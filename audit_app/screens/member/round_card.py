"""One round that a member scores: its plans with how far each is, and what is to be done with the round."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from audit_app.screens.member.wording import NOT_SEALED, about, act_words, next_words, plan_words
from audit_app.services.member.assignments import Assignment, MyPlan
from audit_app.ui.card import Card
from audit_app.ui.dialogs import Weight
from audit_app.ui.elided import ElidedLabel
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, rule

Asked = Callable[[str, str], object]
"""Called with what is asked for and what it is about: a review, or a round."""

OPEN, SEND, AGAIN, CARD, REMOVE = "open", "send", "again", "card", "remove"


class RoundCard(Card):
    """`buttons` holds the buttons of the round by what they ask for, `plans` those of its plans by their review."""

    def __init__(self, one: Assignment, today: date, ask: Asked, *, can_write: bool, is_first: bool) -> None:
        super().__init__(f"Round {one.name}")
        self.buttons: dict[str, QPushButton] = {}
        self.plans: dict[str, QPushButton] = {}
        self.body.addWidget(label(about(one, today), "caption"))
        self.body.addWidget(_progress(one))
        if not one.is_sealed:
            self.body.addWidget(label(NOT_SEALED, "problem"))
        first_open = next((plan for plan in one.plans if not plan.is_submitted), None)
        for plan in one.plans:
            is_main = is_first and plan is first_open and not one.ready
            self.body.addWidget(self._plan(plan, one.returned_on, ask, is_main=is_main))
        self.body.addWidget(rule())
        self.next = label(next_words(one, today))
        self.body.addWidget(self.next)
        self.body.addWidget(self._foot(one, ask, can_write=can_write, is_first=is_first))

    def _plan(self, plan: MyPlan, returned_on: str, ask: Asked, *, is_main: bool) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ElidedLabel(plan.plan_ref, "strong"))
        text.addWidget(label(plan_words(plan, returned_on), "soft"))
        row.addLayout(text, 1)
        words = act_words(plan)
        weight = Weight.MAIN if is_main else Weight.PLAIN
        opens = button(words, partial(ask, OPEN, plan.review_id), weight=weight, name=f"{words} {plan.plan_ref}")
        self.plans[plan.review_id] = opens
        row.addWidget(opens, 0, Qt.AlignmentFlag.AlignVCenter)
        row.setSpacing(measures().spacing[2])
        return made

    def _foot(self, one: Assignment, ask: Asked, *, can_write: bool, is_first: bool) -> QWidget:
        row = FlowRow()
        if not one.is_over:
            weight = Weight.MAIN if is_first and one.ready else Weight.PLAIN
            words = "Send back what is done…"
            sends = self._button(row, SEND, words, ask, one, weight=weight, icon=Icon.EXPORT)
            sends.setEnabled(can_write and one.can_return)
        if one.returned_on:
            self._button(row, AGAIN, "Save the last pack again…", ask, one, weight="quiet")
        if one.result_there:
            weight = Weight.MAIN if is_first else Weight.PLAIN
            self._button(row, CARD, "See your calibration card", ask, one, weight=weight, icon=Icon.COLUMNS)
        if one.is_over:
            removes = self._button(
                row, REMOVE, "Remove this round from this computer…", ask, one, weight=Weight.DANGER, icon=Icon.DELETE
            )
            removes.setEnabled(can_write)
        return row

    def _button(
        self,
        row: FlowRow,
        act: str,
        words: str,
        ask: Asked,
        one: Assignment,
        *,
        weight: Weight | str,
        icon: Icon | None = None,
    ) -> QPushButton:
        name = f"{words.rstrip('…')}: round {one.name}"
        made = button(words, partial(ask, act, one.round_id), weight=weight, icon=icon, name=name)
        self.buttons[act] = made
        row.add(made)
        return made


def _progress(one: Assignment) -> QWidget:
    """How many of all markers have an answer, in words and as a bar."""
    words = f"{one.answered} of {one.asked} markers"
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(measures().spacing[2])
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setFixedHeight(6)
    bar.setRange(0, max(one.asked, 1))
    bar.setValue(one.answered)
    bar.setAccessibleName(f"{words} have an answer")
    row.addWidget(bar, 1, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(label(words, "soft", wraps=False))
    return made
