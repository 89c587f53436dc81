"""The small panel in which a finding becomes an action: filled in already, Enter opens it, Esc leaves.

It is no dialog: what is seen beside it stays in reach. It saves nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

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
_WIDE, _HALVES = 460, (180, 180)
_LINES: Final[Mapping[str, int]] = {"what": 3, "success": 2}
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
        parent.installEventFilter(self)
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
        self.told.setText(f"{counted(number, 'finding')}{about}: {first}" if number != 1 else first)
        self._show_where(proposal)
        self.what.setPlainText(proposal.what)
        self.success.setPlainText(proposal.success)
        self.owner.setText(proposal.owner)
        self.agency.setCurrentIndex(max(self.agency.findData(proposal.agency), 0))
        self.due.setText(plain_day(proposal.due))
        self.fields["due"].hint.setText(_hint(proposal, today))
        self.fields["due"].hint.setVisible(bool(proposal.why))
        self.due.setAccessibleDescription(self.fields["due"].hint.text())
        self.show_problem("", "")
        self._follow()
        self._place()
        self.show()
        self.raise_()
        self._place()  # once more: what is seen has its height now
        (self.what if proposal.what else self.where).setFocus(Qt.FocusReason.OtherFocusReason)
        self.what.selectAll()

    def show_problem(self, field: str, words: str) -> None:
        """Say beside a field what is wrong; where it is none of them, beside what will be done."""
        for name, one in self.fields.items():
            one.show_problems([words] if words and name == (field if field in self.fields else "what") else [])
        self._place()

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
        """Enter in a text opens the action, Shift with it makes a line; the panel stays in its corner."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
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

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        gap = measures().spacing[3]
        wide = min(scaled(self, _WIDE), parent.width() - 2 * gap)
        high = self.heightForWidth(wide) if self.hasHeightForWidth() else self.sizeHint().height()
        high = min(max(high, self.minimumSizeHint().height()), parent.height() - 2 * gap)
        self.setGeometry(QRect(parent.width() - wide - gap, parent.height() - high - gap, wide, high))

    def _lay_out(self) -> None:
        for part in (self.title, self.told, self.fields["where"], self.fields["what"]):
            self.body.addWidget(part)
        self.body.addWidget(Abreast(self.fields["agency"], self.fields["owner"], leasts=_HALVES))
        self.body.addWidget(self.fields["due"])
        self.body.addWidget(self.fields["success"])
        self.body.addWidget(FlowRow(self.no, self.yes))
        for name, edit in (("what", self.what), ("success", self.success)):
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(_LINES[name] * edit.fontMetrics().lineSpacing() + 16)
            edit.installEventFilter(self)
        self.where.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.agency.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        tab_through(self.body)


def _hint(proposal: Proposal, today: date) -> str:
    is_today = proposal.due == today.isoformat()
    return f"Today. {proposal.why}" if is_today and not proposal.why.startswith("Today") else proposal.why


def _is_plain_enter(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return event.type() == QEvent.Type.KeyPress and is_enter and not held
