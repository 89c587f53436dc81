"""Makes an action of a finding from whichever screen shows it: one key, a panel that is filled in, Enter."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid

from audit_app.domain.counting import counted
from audit_app.domain.findings import Finding
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.services.actions.opening import attach, open_action
from audit_app.services.actions.proposing import Proposal, propose
from audit_app.services.actions.seen import Seen
from audit_app.store.workspace import Workspace
from audit_app.ui.action_panel import ActionPanel
from audit_app.ui.card import Page
from audit_app.ui.focus import bring_into_view
from audit_app.ui.icons import Icon
from audit_app.ui.screen import Screen, ScreenContext
from audit_app.ui.shortcuts import KeyLine
from audit_app.ui.words import button

KEYS: Final = "Ctrl+Shift+N"
KEY_LINE: Final = KeyLine(KEYS, "Make an action of the finding; Enter opens it")
WORDS: Final = "Open an action…"

Look = Callable[[Workspace], Sequence[Seen]]
"""What is seen where the person is, as findings; raises AppError where there is none."""
Fill = Callable[[Workspace, Proposal], Proposal]
"""Fills in what is known beyond the findings before the proposal is shown."""
Open = Callable[[Workspace, Proposal], str]
"""Opens the action that was proposed, and returns its id."""
Attach = Callable[[Workspace, str, Sequence[Finding]], int]
"""Gives findings to an action that is there, and returns how many it did not have."""


class ActionOpening(QObject):
    """One for each screen that shows findings. `look` asks what is found, `refuse` shows a sentence on the screen.

    `keep` and `join` take the places of opening and attaching where something else is to be kept with them; `fill` adds
    to the proposal what the screen knows.
    """

    def __init__(
        self,
        view: Screen,
        context: ScreenContext,
        look: Look,
        refuse: Callable[[str], object],
        source: str,
        *,
        fill: Fill | None = None,
        keep: Open = open_action,
        join: Attach = attach,
    ) -> None:
        super().__init__(view)
        self._fill, self._keep, self._join = fill, keep, join
        self._view, self._context, self._look, self._refuse, self._source = view, context, look, refuse, source
        self._proposal: Proposal | None = None
        self._before: QWidget | None = None
        self.panel = ActionPanel(view)
        page = view.findChild(Page)
        layout = page.body if page is not None else view.layout()
        if layout is not None:
            layout.addWidget(self.panel)  # below what is seen, so that it covers nothing of it
        self.panel.opened.connect(self.open)
        self.panel.attached.connect(self.attach)
        self.panel.left.connect(self._go_back)
        key = QShortcut(QKeySequence(KEYS), view)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.propose)
        context.session.locked.connect(self.panel.forget)

    @property
    def may_open(self) -> bool:
        """Whether the person may open actions now."""
        session = self._context.session
        return session.is_open and session.can_write and holds_right(session.workspace.person, Act.MANAGE_ACTIONS)

    def make_button(self) -> QPushButton:
        """A button that does what the key does."""
        made = button(WORDS, self.propose, icon=Icon.DONE)
        made.setToolTip(KEYS)
        return made

    def propose(self) -> None:
        """Show what an action on the finding would be."""
        if not self.may_open:
            self._refuse("You may read here, but not open actions. Ask somebody who manages them.")
            return
        try:
            found = self._context.session.read(self._propose)
        except AppError as error:
            self._refuse(error.message)
            return
        if not self.panel.isVisible():
            self._before = QApplication.focusWidget()
        self._proposal = found
        self.panel.show_proposal(found, self._context.clock().astimezone().date())
        QTimer.singleShot(0, self.panel, self._bring_into_view)  # once it has its place

    def open(self, proposal: Proposal) -> None:
        """Open the action, and say so with the way to it."""
        try:
            action_id = self._context.session.write(lambda workspace: self._keep(workspace, proposal))
        except AppError as error:
            self.panel.show_problem("what", error.message)
            return
        self._end("The action was opened.", action_id)

    def attach(self, action_id: str) -> None:
        """Give the findings to an action that is there."""
        proposal = self._proposal
        if proposal is None:
            return
        try:
            new = self._context.session.write(lambda workspace: self._join(workspace, action_id, proposal.findings))
        except AppError as error:
            self.panel.show_problem("where", error.message)
            return
        said = (
            f"{counted(new, 'finding was', 'findings were')} added to the action." if new else "It was there already."
        )
        self._end(said, action_id)

    def _propose(self, workspace: Workspace) -> Proposal:
        seen = tuple(self._look(workspace))
        if not seen:
            raise AppError("There is no finding here to act on.")
        made = propose(workspace, seen, source=self._source)
        return made if self._fill is None else self._fill(workspace, made)

    def _bring_into_view(self) -> None:
        bring_into_view(self.panel)

    def _end(self, said: str, action_id: str) -> None:
        self.panel.forget()
        self._go_back()
        go = self._context.go
        self._context.notify(said, button="Show it", on_click=lambda: go("actions", action_id=action_id))

    def _go_back(self) -> None:
        """The focus goes back to what was looked at, where that is still there."""
        self._proposal = None
        before, self._before = self._before, None
        target = before if before is not None and isValid(before) and before.isVisible() else self._view
        target.setFocus(Qt.FocusReason.OtherFocusReason)
