"""The behaviour of the tamper check: run with progress, its outcome shown, explained and remembered."""

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.settings.view import CHECK, SettingsView
from audit_app.services.tamper import last_check, run_check
from audit_app.store.check import Finding
from audit_app.ui.screen import ScreenContext


class CheckPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context, self._page = view, context, view.check
        self._job: Job | None = None
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        self._page.check_requested.connect(self.check)
        self._page.cancelled.connect(self.cancel)

    def come_up(self, part: str) -> None:
        """Show when everything was checked last."""
        if part == CHECK and self._context.session.is_open:
            try:
                self._page.show_last(self._context.session.read(last_check))
            except AppError as error:
                self._fail(error)

    def forget(self) -> None:
        """The workspace is locked."""
        self.cancel()
        self._page.forget()

    def check(self) -> None:
        """Check everything; where the workspace can be written, nothing is saved meanwhile, so that nothing moves."""
        session = self._context.session
        gap = session.workspace.gap
        start = self._context.write if session.can_write else self._context.read
        self._page.show_findings(())
        self._view.say("")
        try:
            job = start(
                lambda workspace, progress: run_check(workspace, gap, progress),
                on_success=self._show_findings,
                on_failure=self._fail,
                on_progress=self._page.working.show_progress,
                on_finished=self._end,
            )
        except AppError as error:
            self._fail(error)
            return
        if job.is_running:
            self._job = job
            self._page.working.begin()
            self._page.check_button.setEnabled(False)

    def cancel(self) -> None:
        """Stop the check; what it has found so far is not shown."""
        if self._job is not None:
            self._job.cancel()

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        self._page.show_findings(findings)
        self.come_up(CHECK)
        faults = sum(len(one.faults) for one in findings)
        if not faults:
            self._context.notify("Everything was checked: nothing is wrong.")
            return
        said = f"The check found {counted(faults, 'fault', 'faults')}. What to do stands below each."
        if not self._context.session.workspace.can_write:
            said += " The outcome could not be noted, since nothing can be written here."
        self._view.say(said)

    def _end(self) -> None:
        self._job = None
        self._page.working.hide()
        self._page.check_button.setEnabled(True)

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)
