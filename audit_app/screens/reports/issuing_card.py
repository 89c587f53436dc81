"""The card that says whether a report was issued, issues it, and lists the reports that were."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.reports.issuing_lines import IssuedLine
from audit_app.ui.card import Card, clear
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_MOST = 6


class IssuingCard(Card):
    """`issue_requested` is a wish; `chosen` carries the line of an issued report that is to be looked at."""

    issue_requested = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Draft or issued", parent)
        self.state, self.may = label(""), label("", "caption")
        self.issue_button = button("&Issue…", self.issue_requested.emit, icon=Icon.DONE)
        self.listed = label("Issued before", "strong")
        self.reports = QVBoxLayout()
        self.reports.setSpacing(measures().spacing[0])
        for part in (self.state, self.issue_button, self.may, self.listed):
            self.body.addWidget(part)
        self.body.addLayout(self.reports)
        self.forget()

    def forget(self) -> None:
        """Nothing is known."""
        self.show_state("", can_issue=False, why_not="")
        self.show_issued(())

    def show_state(self, words: str, *, can_issue: bool, why_not: str, again: bool = False) -> None:
        """Whether the report was issued; `why_not` says why it cannot be issued now, empty where it can."""
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.issue_button.setText("&Issue again…" if again else "&Issue…")
        self.issue_button.setAccessibleName("Issue the report again" if again else "Issue the report")
        self.issue_button.setEnabled(can_issue)
        self.may.setText(why_not)
        self.may.setVisible(bool(why_not))

    def show_issued(self, lines: Sequence[IssuedLine]) -> None:
        """The reports that were issued, the latest first; one that the form can ask for is a button."""
        clear(self.reports)
        self.listed.setVisible(bool(lines))
        for one in lines[:_MOST]:
            if one.asked is None:
                self.reports.addWidget(label(one.words))
            else:
                name = f"Look at {one.words}"
                self.reports.addWidget(button(one.words, partial(self._choose, one), weight="quiet", name=name))
            self.reports.addWidget(label(one.when, "caption"))
        if len(lines) > _MOST:
            self.reports.addWidget(label(f"and {len(lines) - _MOST} earlier ones", "caption"))

    def _choose(self, one: IssuedLine) -> None:
        self.chosen.emit(one)
