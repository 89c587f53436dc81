"""The tamper check as widgets: a card that tells what a person wishes, and knows no service."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.settings.parts import Working, moment
from audit_app.services.tamper import LOOKED_FOR, WHAT_TO_DO, LastCheck
from audit_app.store.check import Finding
from audit_app.ui.card import Card, clear
from audit_app.ui.dialogs import Weight
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, reading

_MOST_FAULTS = 20
_SAID = (
    "The check reads everything again: the file, the keys, every signed change, the figures counted from them, each "
    "grade, the access log and the documents. Nothing can be saved while it runs."
)


class CheckCard(Card):
    """Whether anything was changed behind the app's back."""

    check_requested = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("Tamper check")
        self.when = label("", "strong")
        self.check_button = button("&Check everything", self.check_requested.emit, weight=Weight.MAIN, icon=Icon.SHIELD)
        self.working = Working("Everything is being checked.", self.cancelled.emit)
        self.findings = QVBoxLayout()
        self.findings.setSpacing(measures().spacing[2])
        for part in (reading(_SAID, "soft"), self.when, self.check_button, self.working):
            self.body.addWidget(part)
        self.body.addLayout(self.findings)
        self.body.addStretch(1)
        pass_focus(self, self.check_button)

    def show_last(self, last: LastCheck | None) -> None:
        """When everything was checked last, and what was found."""
        said = "Never checked yet." if last is None else f"Last checked {moment(last.utc)}: {last.found}."
        self.when.setText(said)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Each part with what was looked at, every fault in it, and what to do."""
        clear(self.findings)
        for one in findings:
            group = QVBoxLayout()
            group.setSpacing(2)
            self.findings.addLayout(group)
            for part in _told(one):
                group.addWidget(part)

    def forget(self) -> None:
        """The workspace is locked."""
        self.show_findings(())
        self.when.setText("")


def _told(one: Finding) -> Iterator[QWidget]:
    """One part of the check: good or not, what was looked at and for, each fault, and what to do."""
    status, words = (Status.GREEN, "Good") if one.is_good else (Status.RED, f"Faults: {len(one.faults):,}")
    yield FlowRow(status_pill(status, words), label(f"{one.name.capitalize()}: {one.looked_at}", wraps=False))
    if one.is_good:
        yield reading(LOOKED_FOR.get(one.name, ""), "caption")
        return
    for fault in one.faults[:_MOST_FAULTS]:
        yield label(f"{fault[0].upper()}{fault[1:]}.".replace("..", "."), "problem")
    if (more := len(one.faults) - _MOST_FAULTS) > 0:
        yield label(f"And {more:,} more.", "problem")
    yield reading(f"What to do: {WHAT_TO_DO.get(one.name, 'Tell support.')}")
