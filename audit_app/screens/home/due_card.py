"""The card of what is due from the person: the audit in progress first, then each place that is their turn."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.home.wording import (
    due_line,
    progress_words,
)
from audit_app.services.home import Due, Home, InProgress
from audit_app.ui.card import Card, clear
from audit_app.ui.dialogs import Weight
from audit_app.ui.elided import ElidedLabel, in_the_middle_of
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_SHOWN = 22


class DueCard(Card):
    """What is due from the person: the audit in progress first, then each place that is their turn."""

    continue_requested = Signal(str)
    open_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Due from you", parent)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(measures().spacing[2])
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_due(self, home: Home, today: date) -> None:
        """Show these; the newest work is the one button of the screen."""
        clear(self._lines)
        begun = {one.review.review_id: one for one in home.in_progress}
        first = home.in_progress[0] if home.in_progress else None
        if first is not None:
            self._lines.addWidget(self._continue(first))
        for due in home.due:
            if due.review is not None and first is not None and due.review.review_id == first.review.review_id:
                self._lines.addWidget(label(due_line(due, today), "soft"))
                continue
            self._lines.addWidget(self._due(due, begun, today, is_first=first is None and due is home.due[0]))
        placed = {due.review.review_id for due in home.due if due.review is not None}
        for made in home.in_progress[1:]:
            if made.review.review_id not in placed:
                self._lines.addWidget(self._other(made))
        if not home.due and not home.in_progress:
            self._lines.addWidget(label("Nothing is due from you.", "soft"))

    def forget(self) -> None:
        """Show nothing."""
        clear(self._lines)

    def _continue(self, made: InProgress) -> QWidget:
        ref = made.review.plan_ref or "the erased plan"
        shown = in_the_middle_of(ref, _SHOWN).replace("&", "&&")
        go_on = button(f"&Continue {shown}", weight=Weight.MAIN, icon=Icon.AUDIT, name=f"Continue {ref}")
        review = made.review.review_id
        go_on.clicked.connect(lambda _checked=False: self.continue_requested.emit(review))
        return _line(go_on, label(progress_words(made), "soft", wraps=False))

    def _due(self, due: Due, begun: dict[str, InProgress], today: date, *, is_first: bool) -> QWidget:
        turn = due.turn
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ElidedLabel(turn.plan_ref or "(erased)", "strong"))
        said = due_line(due, today)
        if due.review is not None and due.review.review_id in begun:
            said = f"{said}, {progress_words(begun[due.review.review_id])}"
        text.addWidget(label(said, "soft"))
        words = "Continue" if due.review is not None else "Open"
        opens = button(
            words, weight=Weight.MAIN if is_first else Weight.PLAIN, name=f"{words} the audit of {turn.plan_ref}"
        )
        place = turn.place_id
        opens.clicked.connect(lambda _checked=False: self.open_requested.emit(place))
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(text, 1)
        across.addWidget(opens, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _other(self, made: InProgress) -> QWidget:
        opens = button("Continue", name=f"Continue: {made.review.plan_ref}")
        review = made.review.review_id
        opens.clicked.connect(lambda _checked=False: self.continue_requested.emit(review))
        words = f"{made.review.plan_ref or '(erased)'}, {progress_words(made)}"
        return _line(ElidedLabel(words), opens)


def _line(*parts: QWidget) -> QWidget:
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(measures().spacing[2])
    for part in parts:
        across.addWidget(part)
    across.addStretch(1)
    return made
