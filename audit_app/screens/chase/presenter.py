"""The behaviour of the chase list: reads what is owed in the background, opens plans, saves what is listed."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.chase.saving import save_chase_list
from audit_app.screens.chase.view import ChaseView
from audit_app.services.actions.seen import Seen, seen_late
from audit_app.services.advice.chasing import ADDRESSEES, chased
from audit_app.session import EVERYTHING
from audit_app.store.workspace import Workspace
from audit_app.ui.action_opening import ActionOpening
from audit_app.ui.file_saving import FileSaving
from audit_app.ui.screen import ScreenContext
from exports.chase import ChaseLine, ChaseTold

_MOVING = EVERYTHING | {"advice_request", "entry", "register_import"}


class ChasePresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: ChaseView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._told: ChaseTold | None = None
        self._job: Job | None = None
        self._is_noted = False
        self.saving = FileSaving(context, self, refuse=view.say)
        self.acting = ActionOpening(view, context, self._seen, view.say, "chase list")
        view.show_action_button(self.acting.make_button())
        view.shown.connect(self.read)
        view.dropped.connect(self.forget)
        view.plan_requested.connect(self.open_plan)
        view.import_requested.connect(self.import_log)
        view.save_requested.connect(self.save)
        context.session.changed.connect(self.follow)

    def read(self) -> None:
        """Read what is owed today; an earlier reading that still runs is given up."""
        if not self._context.session.is_open:
            return
        self._stop()
        self._show_rights()
        today = self._today()
        try:
            job = self._context.read(
                lambda workspace, _progress: chased(workspace, today), on_success=self._show, on_failure=self._fail
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._fail(error)

    def follow(self, kinds: object) -> None:
        """Something was saved: the list is old where it touches plans or advice."""
        if isinstance(kinds, frozenset) and kinds & _MOVING and self._view.isVisible():
            self.read()

    def forget(self) -> None:
        """The workspace is locked."""
        self._stop()
        self._told = None
        self._is_noted = False
        self.saving.forget()

    def open_plan(self, line: ChaseLine) -> None:
        """The plan's details, where what has come is noted."""
        self._context.go("plans", plan_ref=line.plan_ref)

    def import_log(self) -> None:
        """To where files come in."""
        self._context.go("plans", import_advice=True)

    def save(self) -> None:
        """Save the lines that are shown."""
        if self._told is not None:
            self._view.say("")
            save_chase_list(self.saving, replace(self._told, lines=self._view.listed()))

    def _seen(self, _workspace: Workspace) -> tuple[Seen, ...]:
        """What is late of the lines that are marked; advice that is not due yet is no finding."""
        return seen_late(line for line in self._view.marked() if line.is_overdue)

    def _show(self, told: ChaseTold) -> None:
        self._job = None
        self._told = told
        self._view.say("")
        if not told.lines and len(told.without_dates) == len(ADDRESSEES):
            text = (
                "Neither the register nor an advice log says when advice was asked for. A log has a row for each "
                "request: plan_ref, agency, service, provider, requested, due, received, outcome. It can be Excel or "
                "CSV; requests can also be added to each plan by hand."
            )
            self._view.show_nothing("No advice is logged yet", text, may_import=True)
            return
        self._view.show_told(told)
        if not self._is_noted:
            self._is_noted = True
            self._context.session.note_access("read", "the chase list")

    def _fail(self, error: AppError) -> None:
        self._job = None
        self._told = None
        self._view.show_nothing("", "")
        self._view.say(error.message)

    def _show_rights(self) -> None:
        session = self._context.session
        person = session.workspace.person
        may_save, may_import = (
            session.can_write and holds_right(person, act) for act in (Act.EXPORT, Act.EDIT_REGISTER)
        )
        self._view.show_rights(may_save=may_save, may_import=may_import)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
