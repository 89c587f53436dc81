"""The behaviour of the audit trail and the access log: read by page in the background; reading them is noted."""

from collections.abc import Callable
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
from audit_app.services.trail import TrailRow, trail_page, values_of
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

_MOST_VALUES = 500


class RecordsPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._reading: Job | None = None
        self._detail: Job | None = None
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.trail.wanted.connect(self.read_first)
        view.trail.page_wanted.connect(self.read)
        view.trail.table.row_current.connect(self.read_values)
        view.access.wanted.connect(self.read_first)
        view.access.page_wanted.connect(self.read)

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
        for job in (self._reading, self._detail):
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

    def _page(self) -> TrailCard | AccessCard:
        return self._view.trail if self._view.part == TRAIL else self._view.access

    def _show_trail(self, page: Any) -> None:
        self._view.trail.show_page(page)

    def _show_access(self, page: Any) -> None:
        self._view.access.show_page(page)

    def _show_values(self, found: Any) -> None:
        lines, total = found
        self._view.trail.show_values(lines, total)

    def _note(self, thing: str) -> None:
        session = self._context.session
        if session.workspace.can_write:
            session.note_access("read", thing)

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)


def _demand_read(workspace: Workspace) -> None:
    workspace.demand(Act.READ)
