"""The behaviour of saving the audit trail or the access log: what is asked for, as one file, in the background."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.settings.access_page import AccessCard
from audit_app.screens.settings.trail_page import TrailCard
from audit_app.screens.settings.view import TRAIL, SettingsView
from audit_app.services.progress import Progress
from audit_app.services.record_files import access_file, trail_file
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Choice, Weight
from audit_app.ui.screen import ScreenContext
from exports.lists import ListFile, write_list

_KINDS = {"xlsx": "Workbook (*.xlsx)", "csv": "CSV (*.csv)"}
_WHICH = (
    "What is asked for above is saved, every value in a row of its own. A workbook is easier to read; CSV takes any "
    "number of rows."
)


class RecordSaving(QObject):
    """Lives as long as its view; one file at a time."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._saving: Job | None = None
        view.dropped.connect(self.stop)
        for page in (view.trail, view.access):
            page.save_requested.connect(self.save)
            page.cancelled.connect(self.stop)

    def save(self) -> None:
        """Write what is asked for as a file; it is on record."""
        path = self._asked_path("Audit trail" if self._view.part == TRAIL else "Access log")
        if path is None:
            return
        page = self._page()
        self._view.say("")
        try:
            self._context.policy.demand_export(path)
            job = self._context.write(
                self._work(path),
                on_success=self._tell_saved,
                on_failure=self._fail,
                on_progress=page.working.show_progress,
                on_finished=self._end,
            )
        except AppError as error:
            self._fail(error)
            return
        if job.is_running:
            self._saving = job
            page.working.begin()
            page.save_button.setEnabled(False)

    def stop(self) -> None:
        """No file is left half written."""
        if self._saving is not None:
            self._saving.cancel()

    def _asked_path(self, stem: str) -> Path | None:
        """Which kind of file, and where; None where they think better of it."""
        dialogs, title = self._context.dialogs, f"Save the {stem.lower()}"
        kind = dialogs.choose(title, _WHICH, [Choice("xlsx", "Workbook", Weight.MAIN), Choice("csv", "CSV")])
        if kind is None:
            return None
        suggested = self._context.policy.usual_export(Path.home()) / f"{stem} {self._today().isoformat()}.{kind}"
        return dialogs.save_file(title, suggested, [_KINDS[kind]])

    def _work(self, path: Path) -> Callable[[Workspace, Progress], Path]:
        """What the job does, with what is asked for now."""
        is_trail, today = self._view.part == TRAIL, self._today()
        trail, access = self._view.trail.asked(), self._view.access.asked()

        def work(workspace: Workspace, progress: Progress) -> Path:
            made: ListFile = (
                trail_file(workspace, trail, path, progress)
                if is_trail
                else access_file(workspace, access, path, progress)
            )
            write_list(path, made, today)
            return path

        return work

    def _page(self) -> TrailCard | AccessCard:
        return self._view.trail if self._view.part == TRAIL else self._view.access

    def _tell_saved(self, path: Path) -> None:
        self._context.notify(f"Saved as {path.name} in {path.parent}. It stands in the access log.")

    def _end(self) -> None:
        self._saving = None
        for page in (self._view.trail, self._view.access):
            page.working.hide()
            page.save_button.setEnabled(page.table.model.total > 0)

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
