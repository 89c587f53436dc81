"""The card of actions: what calls for one today, how many are late or due soon, and the first of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.domain.counting import counted
from audit_app.services.actions.at_home import ActionsAtHome
from audit_app.services.actions.told import standing_words
from audit_app.store.read_actions import ActionRow, LowScore
from audit_app.ui.card import Card, clear
from audit_app.ui.elided import ElidedLabel
from audit_app.ui.focus import tab_through
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from exports.plain import one_line
from scoring.figures import AGENCY_NAMES


class ActionsCard(Card):
    """`action_requested` carries an action's id, `list_requested` which are to be listed, `act_requested` a score."""

    action_requested = Signal(str)
    list_requested = Signal(str)
    act_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Actions", parent)
        self.all_button = button("See the actions", self._see_all, weight="quiet")
        self.head.addWidget(self.all_button)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(measures().spacing[1])
        self.body.addLayout(self._lines)

    def show_actions(self, found: ActionsAtHome | None) -> None:
        """Show these; nothing where there is none."""
        clear(self._lines)
        self.setVisible(found is not None and not found.is_empty)
        if found is None or found.is_empty:
            return
        for one in found.today:
            self._lines.addWidget(self._today(one, may_open=found.may_open))
        self._lines.addWidget(label(told_words(found), "soft"))
        for row in found.first:
            self._lines.addWidget(self._line(row, found))
        tab_through(self._lines)

    def forget(self) -> None:
        """Show nothing."""
        clear(self._lines)
        self.hide()

    def _today(self, one: LowScore, *, may_open: bool) -> QWidget:
        words = f"{one.plan_ref}: {one.marker} is {one.score}. This calls for an action the same day."
        if not may_open:
            return label(words, "strong")
        opens = button("Open an action…", name=f"Open an action on {one.marker} of {one.plan_ref}")
        opens.clicked.connect(lambda _checked=False: self.act_requested.emit(one))
        return _row(label(words, "strong"), opens)

    def _line(self, row: ActionRow, found: ActionsAtHome) -> QWidget:
        action = row.action
        text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(one_line(action.what), "strong"))
        standing = standing_words(action, found.on)
        about = row.about.plan_refs.replace(",", ", ") if not action.is_systemic else "practice"
        agency = AGENCY_NAMES.get(action.agency, "")
        said = ", ".join(part for part in (f"{standing[:1].upper()}{standing[1:]}", agency, about) if part)
        column.addWidget(label(said, "soft"))
        opens = button("Open", name=f"Open the action: {one_line(action.what)[:80]}")
        action_id = action.id
        opens.clicked.connect(lambda _checked=False: self.action_requested.emit(action_id))
        return _row(text, opens)

    def _see_all(self) -> None:
        self.list_requested.emit("current")


def told_words(found: ActionsAtHome) -> str:
    """“15 open: 6 overdue, 1 due soon, 2 wait for a second person to close them.”."""
    parts = [f"{found.overdue:,} overdue", f"{found.soon:,} due soon"]
    if found.asked:
        parts.append(f"{counted(found.asked, 'waits', 'wait')} for a second person")
    return f"{found.current:,} open: {', '.join(parts)}."


def _row(left: QWidget, right: QWidget) -> QWidget:
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(measures().spacing[2])
    across.addWidget(left, 1)
    across.addWidget(right)
    return made
