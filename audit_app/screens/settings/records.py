"""The behaviour of the audit trail and the access log: read in the background, and reading them is itself noted."""

from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.settings.reading import access_rows, trail_rows
from audit_app.screens.settings.view import ACCESS, TRAIL, SettingsView
from audit_app.store.log.people_log import people
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


class RecordsPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._reading: Job | None = None
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.stop)
        view.trail.wanted.connect(self.read_trail)

    def come_up(self, part: str) -> None:
        """Read what came into view."""
        if not self._context.session.is_open or part not in (TRAIL, ACCESS):
            return
        try:
            self._note("the change log" if part == TRAIL else "the access log")
            names = self._context.session.read(_names)
        except AppError as error:
            self._view.say(error.message)
            return
        if part == TRAIL:
            self._view.trail.begin(self._context.clock().date(), names)
            self.read_trail()
        else:
            self._context.read(
                lambda workspace, _progress: access_rows(workspace),
                on_success=self._view.access.show_rows,
                on_failure=self._fail,
            )

    def read_trail(self) -> None:
        """Read the changes of these days by this person; an earlier reading that still runs is given up."""
        if not self._context.session.is_open:
            return
        self.stop()
        person, first, last = self._view.trail.asked()
        self._view.say("" if first <= last else "The first day is after the last. Choose an earlier one.")
        self._reading = self._context.read(
            lambda workspace, progress: trail_rows(workspace, person, first, last, progress),
            on_success=self._show_trail,
            on_failure=self._fail,
        )

    def stop(self) -> None:
        """Give up what is being read."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _show_trail(self, rows: Any) -> None:
        self._view.trail.show_rows(rows)

    def _note(self, thing: str) -> None:
        session = self._context.session
        session.read(_demand_read)
        session.note_access("read", thing)

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)


def _demand_read(workspace: Workspace) -> None:
    workspace.demand(Act.READ)


def _names(workspace: Workspace) -> list[str]:
    return sorted((one.name for one in people(workspace.conn).values()), key=str.casefold)
