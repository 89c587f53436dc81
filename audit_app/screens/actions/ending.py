"""The end of actions on the screen: closure asked for and given, taken back, given up, gone on with."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.screens.actions.view import ActionsView
from audit_app.services.actions.closing import (
    abandon_action,
    ask_closure,
    close_action,
    reopen_action,
    withdraw_ask,
)
from audit_app.services.actions.listing import ActionDetail
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

if TYPE_CHECKING:
    from audit_app.screens.actions.presenter import ActionsPresenter


class ActionEnding(QObject):
    """Lives as long as the presenter, which shows what came of it."""

    def __init__(self, presenter: "ActionsPresenter", view: ActionsView, context: ScreenContext) -> None:
        super().__init__(presenter)
        self._presenter, self._view, self._context = presenter, view, context
        drawer = view.drawer
        drawer.ask_requested.connect(self.ask)
        drawer.withdraw_requested.connect(self.withdraw)
        drawer.close_requested.connect(self.close)
        drawer.abandon_requested.connect(self.abandon)
        drawer.reopen_requested.connect(self.reopen)

    def ask(self) -> None:
        """Ask that somebody else closes it."""
        self._write(ask_closure, "Closure is asked for. Somebody else closes the action.")

    def withdraw(self) -> None:
        """There is more to do."""
        self._write(withdraw_ask, "The action stays open.")

    def close(self) -> None:
        """Close it; where its figure did not move, why all the same."""
        one = self._presenter.shown
        if one is None:
            return
        why = self._why_closed(one)
        if why is not None:
            self._write(lambda workspace, id_: close_action(workspace, id_, why), "The action was closed.")

    def abandon(self) -> None:
        """Give it up, with a reason."""
        asked = "It stays in the count of the actions. &Why is it given up?"
        why = self._context.dialogs.ask_text("Abandon the action", asked, yes="Abandon", lines=3, danger=True)
        if why is not None:
            self._write(lambda workspace, id_: abandon_action(workspace, id_, why), "The action was abandoned.")

    def reopen(self) -> None:
        """Go on with it, with a reason."""
        why = self._context.dialogs.ask_text("Reopen the action", "&Why does it go on?", yes="Reopen", lines=3)
        if why is not None:
            self._write(lambda workspace, id_: reopen_action(workspace, id_, why), "The action is open again.")

    def _why_closed(self, one: ActionDetail) -> str | None:
        """What the closing person says; None where they turned away."""
        dialogs = self._context.dialogs
        if one.moved is None or one.moved.has_moved:
            said = one.moved.sentence if one.moved is not None else "It leaves the open actions; it can be reopened."
            return "" if dialogs.confirm("Close the action", said, "Close it") else None
        asked = f"{one.moved.sentence} &Why does the action close all the same?"
        return dialogs.ask_text("Close the action", asked, yes="Close it", lines=3)

    def _write(self, act: Callable[[Workspace, str], object], said: str) -> None:
        one = self._presenter.shown
        if one is None:
            return
        action_id = one.action.id
        try:
            self._context.session.write(lambda workspace: act(workspace, action_id))
        except AppError as error:
            problems = " ".join(problem.message for problem in error.problems)
            self._view.say(f"{error.message} {problems}".strip())
            return
        self._view.say("")
        self._context.notify(said)
