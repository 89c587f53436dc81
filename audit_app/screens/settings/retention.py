"""The behaviour of keeping and erasing: the rules, what is due, erasing with a reason after a second look."""

from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.settings.erase_dialogs import EraseDueDialog, ErasePlanDialog, TimeDialog
from audit_app.screens.settings.view import RETENTION, SettingsView
from audit_app.services.drill import backups
from audit_app.services.erasing import Erased, ToErase, erase, of_one_plan
from audit_app.services.progress import Progress
from audit_app.services.retention import RetentionState, RuleState, keep_for, retention_state
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


class RetentionPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context, self._page = view, context, view.retention
        self._due: tuple[ToErase, ...] = ()
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        self._page.rule_requested.connect(self.change_rule)
        self._page.erase_due_requested.connect(self.erase_due)
        self._page.erase_plan_requested.connect(self.erase_plan)
        context.session.changed.connect(self.follow)
        context.session.returned.connect(self.show_all)

    def come_up(self, part: str) -> None:
        """Show the rules and what is due."""
        if part == RETENTION:
            self.show_all()

    def forget(self) -> None:
        """The workspace is locked."""
        self._due = ()
        self._page.forget()

    def follow(self, kinds: frozenset[str]) -> None:
        """A rule, the register, an audit or a document is another."""
        if kinds & {"workspace", "entry", "audit", "review", "document", "everything"}:
            self.show_all()

    def show_all(self) -> None:
        """Read the rules and what is due anew, while they are in view."""
        session = self._context.session
        if session.is_open and self._view.part == RETENTION and self._view.isVisible():
            self._context.read(_all_of_it, on_success=self._show, on_failure=self._fail)

    def change_rule(self, state: Any) -> None:
        """Ask for another time, and why."""
        if not isinstance(state, RuleState):
            return
        dialog = TimeDialog(state, self._view)
        if self._context.dialogs.run(dialog):
            number, reason = dialog.number.value(), dialog.reason
            try:
                self._context.session.write(lambda workspace: keep_for(workspace, state.rule.kept, number, reason))
            except AppError as error:
                self._fail(error)
            else:
                self._view.say("")
        dialog.deleteLater()

    def erase_due(self) -> None:
        """A second look at what is due, then erase it."""
        due = self._due
        if not due:
            return
        dialog = EraseDueDialog(due, self._backups(), self._view)
        if self._context.dialogs.run(dialog):
            self._erase(due, dialog.reason)
        dialog.deleteLater()

    def erase_plan(self) -> None:
        """Ask which plan, then take a second look, then erase it."""
        said = "The reference of the plan, as the register has it:"
        plan_ref = self._context.dialogs.ask_text("Erase one plan", said, yes="Look at it")
        if plan_ref is None:
            return
        try:
            thing = self._context.session.read(lambda workspace: of_one_plan(workspace, plan_ref))
        except AppError as error:
            self._fail(error)
            return
        self._view.say("")
        dialog = ErasePlanDialog(plan_ref, len(thing.entities), self._backups(), self._view)
        if self._context.dialogs.run(dialog):
            self._erase((thing,), dialog.reason)
        dialog.deleteLater()

    def _erase(self, things: tuple[ToErase, ...], reason: str) -> None:
        def work(workspace: Workspace, _progress: Progress) -> Erased:
            return erase(workspace, things, reason)

        try:
            job = self._context.write(
                work, on_success=self._tell_erased, on_failure=self._fail, on_finished=self._end, words="Erasing"
            )
        except AppError as error:
            self._fail(error)
            return
        if job.is_running:
            self._page.working.begin()
            for one in (self._page.erase_button, self._page.plan_button):
                one.setEnabled(False)

    def _tell_erased(self, erased: Erased) -> None:
        said = f"{counted(erased.records, 'record is', 'records are')} erased."
        if erased.backups:
            said += f" {counted(len(erased.backups), 'older backup holds', 'older backups hold')} them until thinned."
        self._context.notify(said)
        self._view.say(" ".join(erased.notes))

    def _end(self) -> None:
        self._page.working.hide()
        self.show_all()

    def _show(self, found: Any) -> None:
        state, may_change, may_erase = found
        can = self._context.session.can_write
        self._due = state.due
        why_not = "" if may_erase else "Only an owner erases, and sets how long things are kept."
        self._page.show_state(state, may_change=may_change and can, may_erase=may_erase and can, why_not=why_not)

    def _backups(self) -> int:
        return len(self._context.session.read(backups).rows)

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)


def _all_of_it(workspace: Workspace, _progress: Progress) -> tuple[RetentionState, bool, bool]:
    person = workspace.person
    may_change, may_erase = (holds_right(person, act) for act in (Act.EDIT_WORKSPACE, Act.ERASE))
    return retention_state(workspace), may_change, may_erase
