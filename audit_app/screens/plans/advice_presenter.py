"""The behaviour of a plan's advice in its drawer: a request added, changed, received, taken away, each undoable."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from audit_app.domain.advice import AdviceAsked, settled, state_of
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.plans.advice import AdviceList
from audit_app.screens.plans.advice_dialog import AdviceDialog
from audit_app.screens.plans.advice_words import whom_words
from audit_app.services.advice.log import (
    AdviceGiven,
    add_advice,
    advice_of_plan,
    change_advice,
    faults_of,
    mark_received,
    remove_advice,
)
from audit_app.store.read_plans import PlanDetail
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


class PlanAdvice(QObject):
    """The advice asked for on the plan that the drawer shows."""

    def __init__(self, shown: AdviceList, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._shown, self._context = shown, context
        self._detail: PlanDetail | None = None
        shown.add_requested.connect(self.add)
        shown.received_requested.connect(self.receive)
        shown.change_requested.connect(self.change)
        shown.remove_requested.connect(self.remove)
        shown.log_requested.connect(self.put_into_log)

    def show(self, detail: PlanDetail) -> None:
        """Show the advice asked for on a plan."""
        self._detail = detail
        self._shown.say("")
        self.read()

    def read(self) -> None:
        """Show it as it stands now."""
        detail, session = self._detail, self._context.session
        if detail is None or not session.is_open:
            return
        try:
            found = session.read(lambda workspace: advice_of_plan(workspace, detail))
        except AppError as error:
            self._shown.say(error.message)
            return
        today = self._today()
        states = [(one, state_of(one, today, is_settled=settled(detail.fields, one.requested, today))) for one in found]
        self._shown.show_requests(states, today, may_write=self._may_write)

    def forget(self) -> None:
        """The workspace is locked."""
        self._detail = None
        self._shown.say("")
        self._shown.show_requests((), self._today(), may_write=False)

    def add(self) -> None:
        """Ask for a new line."""
        self._ask("Ask for advice", AdviceGiven("", requested=self._today()), add_advice)

    def put_into_log(self, asked: AdviceAsked) -> None:
        """Ask for a line that says what the register says, and may say more; it then stands for that agency."""
        self._ask("Put into the advice log", AdviceGiven.of(asked), add_advice)

    def change(self, asked: AdviceAsked) -> None:
        """Ask what a line is to say."""
        self._ask(
            "Change the request for advice",
            AdviceGiven.of(asked),
            lambda workspace, _plan, given: change_advice(workspace, asked.id, given),
        )

    def receive(self, asked: AdviceAsked) -> None:
        """It came today."""
        today = self._today()
        self._write(
            lambda workspace: mark_received(workspace, asked.id, today), f"{whom_words(asked)}: received today."
        )

    def remove(self, asked: AdviceAsked) -> None:
        """Take a line away; the message offers to take that back."""
        self._write(lambda workspace: remove_advice(workspace, asked.id), f"{whom_words(asked)}: the line was removed.")

    @property
    def _may_write(self) -> bool:
        session = self._context.session
        return session.can_write and holds_right(session.workspace.person, Act.EDIT_REGISTER)

    def _ask(self, title: str, given: AdviceGiven, save: Callable[[Workspace, str, AdviceGiven], object]) -> None:
        detail, today = self._detail, self._today()
        if detail is None:
            return
        dialog = AdviceDialog(f"{title}: {detail.plan_ref}", given, lambda said: faults_of(said, today))
        is_meant, said = self._context.dialogs.run(dialog), dialog.given
        dialog.deleteLater()
        if is_meant:
            self._write(lambda workspace: save(workspace, detail.id, said), "")

    def _write(self, act: Callable[[Workspace], object], said: str) -> None:
        try:
            self._context.session.write(act)
        except AppError as error:
            self._shown.say(error.message)
            return
        self._shown.say("")
        if said:
            self._context.notify(said, button="Undo", on_click=self._undo)

    def _undo(self) -> None:
        try:
            done = self._context.session.undo()
        except AppError as error:
            self._shown.say(error.message)
            return
        if done:
            self._context.notify(f"Undone: {done}")

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
