"""The behaviour of the coverage: counts it in the background, opens a plan, saves what is shown."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.samples.coverage_view import CoverageView
from audit_app.services.samples.coverage import Coverage, coverage
from audit_app.services.samples.coverage_lists import coverage_list, waiting_list
from audit_app.store.workspace import Workspace
from audit_app.ui.file_saving import FileAsked, FileSaving
from audit_app.ui.screen import ScreenContext
from exports.lists import ListFile

_Make = Callable[[Workspace, Coverage], ListFile]


class Covering(QObject):
    """Lives as long as its view."""

    def __init__(self, view: CoverageView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._made: Coverage | None = None
        self._job: Job | None = None
        self._saving = FileSaving(context, self)
        self._is_noted = False
        view.plan_chosen.connect(self.open_plan)
        view.table_save_requested.connect(self.save_table)
        view.list_save_requested.connect(self.save_list)

    def come_up(self) -> None:
        """Show the coverage; counted anew only where something moved since."""
        if self._made is None and self._job is None:
            self.read()

    def read(self) -> None:
        """Count in the background."""
        if not self._context.session.is_open:
            return
        self._stop()
        self._view.say("Counting the coverage…")
        today = self._today()
        try:
            job = self._context.read(
                lambda workspace, progress: coverage(workspace, today, progress=progress),
                on_success=self._show,
                on_failure=self._fail,
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._fail(error)

    def grow_old(self) -> None:
        """What was counted is no longer so."""
        self._stop()
        self._made = None

    def forget(self) -> None:
        """The workspace is locked."""
        self.grow_old()
        self._saving.forget()
        self._is_noted = False
        self._view.forget()

    def open_plan(self, plan_ref: str) -> None:
        """Go to a plan."""
        self._context.go("plans", plan_ref=plan_ref)

    def save_table(self) -> None:
        """Save how many plans of each kind were looked at."""
        self._save("coverage", "the coverage of the register", coverage_list)

    def save_list(self) -> None:
        """Save which plans were never looked at."""
        self._save("never-looked-at", "the plans never looked at", waiting_list)

    def _save(self, stem: str, what: str, make: _Make) -> None:
        made = self._made
        if made is None:
            return
        asked = FileAsked("Save the list", f"{stem}-{made.on.isoformat()}.xlsx", what, notes_kind=True)
        self._saving.save_list(asked, lambda workspace: make(workspace, made))

    def _show(self, made: Coverage) -> None:
        self._job, self._made = None, made
        self._view.show_coverage(made)
        if not self._is_noted:
            self._is_noted = True
            self._context.session.note_access("read", "the coverage of the register")

    def _fail(self, error: AppError) -> None:
        self._job = None
        self._view.say(error.message)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
