"""What people change of actions on the screen: fields, checkpoints, findings, several made one; each can be undone."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from audit_app.domain.actions import Action, Checkpoint
from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.screens.actions.form import ActionDialog, CheckpointDialog
from audit_app.screens.actions.lines import Line
from audit_app.screens.actions.view import ActionsView
from audit_app.services.actions.editing import change, remove_checkpoint, report
from audit_app.services.actions.joining import join_actions, split_action
from audit_app.services.actions.listing import ActionDetail
from audit_app.services.actions.moved import figure_choices
from audit_app.services.actions.opening import detach, open_decided
from audit_app.store.read_actions import HeldFinding
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext
from exports.plain import one_line, shortened

if TYPE_CHECKING:
    from audit_app.screens.actions.presenter import ActionsPresenter


class ActionChanging(QObject):
    """Lives as long as the presenter, which shows what came of it."""

    def __init__(self, presenter: "ActionsPresenter", view: ActionsView, context: ScreenContext) -> None:
        super().__init__(presenter)
        self._presenter, self._view, self._context = presenter, view, context
        drawer = view.drawer
        view.new_requested.connect(self.open_new)
        view.join_requested.connect(self.join)
        drawer.change_requested.connect(self.change)
        drawer.report_requested.connect(self.report)
        drawer.remove_checkpoint_requested.connect(self.remove_checkpoint)
        drawer.detach_requested.connect(self.detach)
        drawer.split_requested.connect(self.split)

    def open_new(self) -> None:
        """Ask for an action on what was decided, without a finding in an audit."""
        blank = Action("", "", "", "", "")
        made: list[str] = []

        def keep(values: Mapping[str, str]) -> None:
            made.append(self._context.session.write(lambda workspace: open_decided(workspace, values)))

        self._run(ActionDialog("New action", blank, self._figures(blank), keep, yes="&Open the action"))
        if made:
            self._view.choose_standing("current")
            self._presenter.read()
            self._presenter.show(made[0])
            self._view.table.select(lambda line: line.action.id == made[0])

    def change(self) -> None:
        """Ask for all fields of the action that is open."""
        one = self._presenter.shown
        if one is None:
            return
        action = one.action

        def keep(values: Mapping[str, str]) -> None:
            self._context.session.write(lambda workspace: change(workspace, action.id, values))

        self._run(ActionDialog("Edit the action", action, self._figures(action), keep))

    def report(self, before: object) -> None:
        """Ask how far it is: today, or what was said of another day."""
        one = self._presenter.shown
        if one is None:
            return
        start = before if isinstance(before, Checkpoint) else Checkpoint(self._presenter.today(), one.action.status)
        action_id = one.action.id

        def keep(made: Checkpoint) -> None:
            self._context.session.write(lambda workspace: report(workspace, action_id, made))

        self._run(CheckpointDialog("How far is it?", start, keep))

    def remove_checkpoint(self, one: object) -> None:
        """Take away what was said of a day."""
        if isinstance(one, Checkpoint):
            on = one.on
            self._write(lambda workspace, id_: remove_checkpoint(workspace, id_, on), "The checkpoint was taken away.")

    def detach(self, held: object) -> None:
        """Take a finding from the action."""
        if isinstance(held, HeldFinding):
            number = held.number
            self._write(lambda workspace, id_: detach(workspace, id_, [number]), "The finding was taken away.")

    def split(self, held: object) -> None:
        """Make an action of its own of a finding."""
        if isinstance(held, HeldFinding):
            number = held.number
            self._write(
                lambda workspace, id_: split_action(workspace, id_, [number]), "It is an action of its own now."
            )

    def join(self, lines: object) -> None:
        """Make the actions that are marked one: the first takes the findings of the others."""
        if not isinstance(lines, tuple) or len(lines) < 2:
            return
        marked = [line for line in lines if isinstance(line, Line)]
        first = next((line for line in marked if line.action.is_systemic), marked[0])
        others = [line.action.id for line in marked if line is not first]
        text = (
            f"“{shortened(one_line(first.what), 120)}” takes the findings of {counted(len(others), 'other action')}. "
            "These are abandoned with that reason and stay in the count."
        )
        if not self._context.dialogs.confirm("Join into one action", text, "Join them"):
            return
        try:
            self._context.session.write(lambda workspace: join_actions(workspace, first.action.id, others))
        except AppError as error:
            self._view.say(error.message)
            return
        self._presenter.show(first.action.id)
        self._context.notify("They are one action now.")

    def _figures(self, action: Action) -> tuple[tuple[str, str], ...]:
        return self._context.session.read(lambda workspace: figure_choices(workspace, action))

    def _run(self, dialog: Any) -> None:
        self._view.say("")
        self._context.dialogs.run(dialog)
        dialog.deleteLater()

    def _write(self, act: Callable[[Workspace, str], object], said: str) -> None:
        one: ActionDetail | None = self._presenter.shown
        if one is None:
            return
        action_id = one.action.id
        try:
            self._context.session.write(lambda workspace: act(workspace, action_id))
        except AppError as error:
            self._view.say(error.message)
            return
        self._view.say("")
        self._context.notify(said)
