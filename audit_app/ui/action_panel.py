"""The panel in which a finding becomes an action: filled in already, Enter opens it, Esc leaves.

It is no dialog: it stands at the foot of a screen, and what is seen above stays in reach. It saves nothing.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from audit_app.domain.counting import counted
from audit_app.intake.cells import parse_date
from audit_app.services.actions.proposing import Proposal
from audit_app.ui.abreast import Abreast
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_through
from audit_app.ui.theme import measures, scaled
from audit_app.ui.words import button, label
from exports.plain import one_line, shortened
from scoring.figures import AGENCY_NAMES

NO_CHILD: Final = "Name no child and no plan here: the finding keeps the plan."
_HALVES: Final = (300, 300)
_LINES: Final = 2
_LETTERS, _AGENCY_LETTERS, _OWNER_WIDE = 24, 12, 220
_NEW: Final = "A new action"


class ActionPanel(QFrame):
    """`opened` carries the proposal as it was changed, `attached` the id of an open action that takes the findings."""

    opened = Signal(object)
    attached = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._proposal: Proposal | None = None
        space = measures().spacing
        body = self.body = QVBoxLayout(self)
        body.setContentsMargins(space[3], space[2], space[3], space[2])
        body.setSpacing(space[1])
        self.title, self.told = label("", "cardTitle"), label("", "soft")
        self.where, self.agency = QComboBox(), QComboBox()
        for agency, words in AGENCY_NAMES.items():
            self.agency.addItem(words, agency)
        self.what, self.success, self.owner, self.due = QPlainTextEdit(), QPlainTextEdit(), QLineEdit(), QLineEdit()
        self.fields = {
            "where": Field("It beco&mes", self.where),
            "what": Field("&What will be done", self.what, hint=NO_CHILD),
            "agency": Field("&Agency", self.agency),
            "owner": Field("&Owner (role)", self.owner),
            "due": Field("&Due", self.due),
            "success": Field("Measure of &success", self.success),
        }
        self.yes = button("Open the action", self.accept, weight=Weight.MAIN)
        self.no = button("Cancel", self.leave)
        self._lay_out()
        self.where.currentIndexChanged.connect(self._follow)
        self.hide()

    def show_proposal(self, proposal: Proposal, today: date) -> None:
        """Come up with what is proposed; the focus is on what will be done."""
        self._proposal = proposal
        number = len(proposal.findings)
        plans = len({one.plan_id for one in proposal.findings if one.plan_id})
        self.title.setText("Open an action")
        self.setAccessibleName("Open an action")
        about = f" in {counted(plans, 'plan')}" if plans > 1 else ""
        first = shortened(one_line(proposal.findings[0].words), 120) if number else ""
        seen = f"{counted(number, 'finding')}{about}: {first}" if number != 1 else first
        self.told.setText(" ".join(filter(None, (seen, _due_words(proposal, today)))))
        self._show_where(proposal)
        self.what.setPlainText(proposal.what)
        self.success.setPlainText(proposal.success)
        self.owner.setText(proposal.owner)
        self.owner.setCursorPosition(0)
        self.agency.setCurrentIndex(max(self.agency.findData(proposal.agency), 0))
        self.due.setText(plain_day(proposal.due))
        self.show_problem("", "")
        self._follow()
        self.show()
        (self.what if proposal.what else self.where).setFocus(Qt.FocusReason.OtherFocusReason)
        self.what.selectAll()

    def show_problem(self, field: str, words: str) -> None:
        """Say beside a field what is wrong; where it is none of them, beside what will be done."""
        for name, one in self.fields.items():
            one.show_problems([words] if words and name == (field if field in self.fields else "what") else [])

    def accept(self) -> None:
        """Ask that the action is opened, or that the one that was chosen takes the findings."""
        if self._proposal is None:
            return
        if chosen := str(self.where.currentData() or ""):
            self.attached.emit(chosen)
            return
        try:
            due = parse_date(self.due.text()) if self.due.text().strip() else ""
        except ValueError as error:
            self.show_problem("due", str(error))
            self.due.setFocus()
            return
        self.opened.emit(
            replace(
                self._proposal,
                what=self.fields["what"].text(),
                agency=str(self.agency.currentData()),
                owner=self.fields["owner"].text(),
                success=self.fields["success"].text(),
                due=due,
                timescale=self._proposal.timescale if due == self._proposal.due else "",
            )
        )

    def leave(self) -> None:
        """Go without opening anything."""
        if not self.isHidden():
            self.forget()
            self.left.emit()

    def forget(self) -> None:
        """Show nothing of any finding."""
        self._proposal = None
        for edit in (self.what, self.success, self.owner, self.due):
            edit.clear()
        self.told.clear()
        self.where.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a text opens the action, Shift with it makes a line."""
        if watched in (self.what, self.success) and isinstance(event, QKeyEvent) and _is_plain_enter(event):
            self.accept()
            return True
        return False

    def _show_where(self, proposal: Proposal) -> None:
        self.where.blockSignals(True)
        self.where.clear()
        self.where.addItem(_NEW, "")
        for row in proposal.same:
            plans = f", {counted(row.about.plans, 'plan')}" if row.about.plans else ""
            self.where.addItem(f"Part of: {shortened(one_line(row.action.what), 70)}{plans}", row.action.id)
        self.where.setCurrentIndex(0)
        self.where.blockSignals(False)
        self.fields["where"].setVisible(bool(proposal.same))

    def _follow(self) -> None:
        is_new = not self.where.currentData()
        for name in ("what", "agency", "owner", "due", "success"):
            self.fields[name].setEnabled(is_new)
        words = "Open the action" if is_new else "Add to that action"
        self.yes.setText(words)
        self.yes.setAccessibleName(words)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(measures().spacing[2])
        top.addWidget(self.title)
        top.addWidget(self.told, 1)
        self.body.addLayout(top)
        self.body.addWidget(Abreast(self.fields["what"], self.fields["success"], leasts=_HALVES))
        asked = (self.fields[name] for name in ("where", "agency", "owner", "due"))
        self.body.addWidget(FlowRow(*asked, self.no, self.yes))
        for edit in (self.what, self.success):
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(_LINES * edit.fontMetrics().lineSpacing() + 16)
            edit.installEventFilter(self)
        for box, letters in ((self.where, _LETTERS), (self.agency, _AGENCY_LETTERS)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
        self.owner.setMinimumWidth(scaled(self, _OWNER_WIDE))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        tab_through(self.body)


def _due_words(proposal: Proposal, today: date) -> str:
    """Why it is due on that day: “Due within 10 working days, by the follow-up rules.”."""
    if not proposal.why:
        return ""
    is_today = proposal.due == today.isoformat() and not proposal.why.startswith("Today")
    return f"Due {'today, ' if is_today else ''}{proposal.why[:1].lower()}{proposal.why[1:]}"


def _is_plain_enter(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return event.type() == QEvent.Type.KeyPress and is_enter and not held
