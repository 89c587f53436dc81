"""The behaviour of the audit trail and the access log: read by page in the background; reading them is noted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.settings.access_page import AccessCard
from audit_app.screens.settings.reading import names_of_people
from audit_app.screens.settings.trail_page import TrailCard
from audit_app.screens.settings.view import ACCESS, TRAIL, SettingsView
from audit_app.services.access_log import access_page
from audit_app.services.progress import Progress
from audit_app.services.record_files import access_file, trail_file
from audit_app.services.trail import TrailRow, trail_page, values_of
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Choice, Weight
from audit_app.ui.screen import ScreenContext
from exports.lists import ListFile, write_list

_KINDS = {"xlsx": "Workbook (*.xlsx)", "csv": "CSV (*.csv)"}
_MOST_VALUES = 500
_WHICH = (
    "What is asked for above is saved, every value in a row of its own. A workbook is easier to read; CSV takes any "
    "number of rows."
)


class RecordsPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._reading: Job | None = None
        self._detail: Job | None = None
        self._saving: Job | None = None
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.trail.wanted.connect(self.read_first)
        view.trail.page_wanted.connect(self.read)
        view.trail.table.row_current.connect(self.read_values)
        view.access.wanted.connect(self.read_first)
        view.access.page_wanted.connect(self.read)
        for page in (view.trail, view.access):
            page.save_requested.connect(self.save)
            page.cancelled.connect(self.stop_saving)

    def come_up(self, part: str) -> None:
        """Read what came into view."""
        if not self._context.session.is_open or part not in (TRAIL, ACCESS):
            return
        try:
            self._context.session.read(_demand_read)
            self._note("the change log" if part == TRAIL else "the access log")
            names = self._context.session.read(names_of_people)
        except AppError as error:
            self._fail(error)
            return
        self._page().begin(self._context.clock().astimezone().date(), names)
        self.read_first()

    def forget(self) -> None:
        """The workspace is locked: what is being read is not wanted any more."""
        for job in (self._reading, self._detail, self._saving):
            if job is not None:
                job.cancel()
        self._reading = self._detail = None
        self._view.trail.forget()
        self._view.access.forget()

    def read_first(self) -> None:
        """Read the newest of what is asked for."""
        self.read(0)

    def read(self, first: int) -> None:
        """Read a page, from the `first` row on; an earlier reading that still runs is given up."""
        if not self._context.session.is_open:
            return
        if self._reading is not None:
            self._reading.cancel()
        self._view.say("")
        is_trail = self._view.part == TRAIL
        trail, access = self._view.trail.asked(), self._view.access.asked()
        asked = trail if is_trail else access
        if asked.first is not None and asked.last is not None and asked.first > asked.last:
            self._view.say("The first day is after the last. Choose an earlier one.")

        def work(workspace: Workspace, _progress: Progress) -> Any:
            return trail_page(workspace, trail, first) if is_trail else access_page(workspace, access, first)

        show: Callable[[Any], None] = self._show_trail if is_trail else self._show_access
        self._reading = self._context.read(work, on_success=show, on_failure=self._fail)

    def read_values(self, row: Any) -> None:
        """Read every value of the change that the arrow keys are on."""
        if self._detail is not None:
            self._detail.cancel()
            self._detail = None
        if not isinstance(row, TrailRow):
            self._view.trail.show_values((), 0)
            return
        if self._context.session.is_open:
            asked = self._view.trail.asked()
            self._detail = self._context.read(
                lambda workspace, _progress: values_of(workspace, asked, row.head, _MOST_VALUES),
                on_success=self._show_values,
                on_failure=self._fail,
            )

    def save(self) -> None:
        """Write what is asked for as a file; it is on record."""
        is_trail, policy = self._view.part == TRAIL, self._context.policy
        stem = "Audit trail" if is_trail else "Access log"
        today = self._context.clock().astimezone().date()
        title = f"Save the {stem.lower()}"
        kind = self._context.dialogs.choose(
            title, _WHICH, [Choice("xlsx", "Workbook", Weight.MAIN), Choice("csv", "CSV")]
        )
        if kind is None:
            return
        suggested = policy.usual_export(Path.home()) / f"{stem} {today.isoformat()}.{kind}"
        path = self._context.dialogs.save_file(title, suggested, [_KINDS[kind]])
        if path is None:
            return
        trail, access = self._view.trail.asked(), self._view.access.asked()

        def work(workspace: Workspace, progress: Progress) -> Path:
            made: ListFile = (
                trail_file(workspace, trail, path, progress)
                if is_trail
                else access_file(workspace, access, path, progress)
            )
            write_list(path, made, today)
            return path

        page = self._page()
        self._view.say("")
        try:
            policy.demand_export(path)
            job = self._context.write(
                work,
                on_success=self._tell_saved,
                on_failure=self._fail,
                on_progress=page.working.show_progress,
                on_finished=self._end_saving,
            )
        except AppError as error:
            self._fail(error)
            return
        if job.is_running:
            self._saving = job
            page.working.begin()
            page.save_button.setEnabled(False)

    def stop_saving(self) -> None:
        """No file is left half written."""
        if self._saving is not None:
            self._saving.cancel()

    def _page(self) -> TrailCard | AccessCard:
        return self._view.trail if self._view.part == TRAIL else self._view.access

    def _show_trail(self, page: Any) -> None:
        self._view.trail.show_page(page)

    def _show_access(self, page: Any) -> None:
        self._view.access.show_page(page)

    def _show_values(self, found: Any) -> None:
        lines, total = found
        self._view.trail.show_values(lines, total)

    def _tell_saved(self, path: Path) -> None:
        self._context.notify(f"Saved as {path.name} in {path.parent}. It stands in the access log.")

    def _end_saving(self) -> None:
        self._saving = None
        for page in (self._view.trail, self._view.access):
            page.working.hide()
            page.save_button.setEnabled(page.table.model.total > 0)

    def _note(self, thing: str) -> None:
        session = self._context.session
        if session.workspace.can_write:
            session.note_access("read", thing)

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)


def _demand_read(workspace: Workspace) -> None:
    workspace.demand(Act.READ)
