"""Saves the calendar as a file for office programs, and a meeting's papers into a folder; it makes neither itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths

from audit_app.domain.calendar import Source
from audit_app.domain.period import add_months
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.services.governance.calendar import EVERY
from audit_app.services.governance.ics import NOTED, calendar_file, write_calendar
from audit_app.services.governance.packs import meeting_told, noted
from audit_app.store.workspace import Workspace
from audit_app.ui.file_saving import FileAsked, FileSaving, Write
from audit_app.ui.screen import ScreenContext
from exports.meeting import MeetingTold
from exports.meeting_files import MEETING_FORMATS, write_meeting

_MONTHS: Final = 12


def save_calendar(saving: FileSaving, first: date, source: str, line: str) -> None:
    """Ask where, note it and write the calendar of a year from a day on, as the filters have it."""
    last = add_months(first, _MONTHS) - date.resolution
    sources = (Source(source),) if source else EVERY

    def make(workspace: Workspace) -> Write:
        made = calendar_file(workspace, first, last, sources, line)
        return lambda path: write_calendar(path, made)

    name = f"calendar-{first:%Y-%m}-to-{last:%Y-%m}.ics"
    saving.save(FileAsked("Export the calendar", name, NOTED, "calendar", ("Calendar (*.ics)",)), make)


class PapersSaving(QObject):
    """Saves agenda and minutes of one meeting as PDF and Word; where they cannot be written they may be tried again."""

    def __init__(self, context: ScreenContext, parent: QObject, refuse: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._context, self._refuse = context, refuse
        self._waiting: tuple[Path, MeetingTold] | None = None
        self._job: Job | None = None

    def save(self, line_id: str, planned: date) -> None:
        """Ask for a folder, note it and write the papers; nothing where the person turns away or may not."""
        context = self._context
        folder = context.dialogs.choose_folder("Folder for agenda and minutes", _usual(context))
        if folder is None:
            return
        try:
            context.policy.demand_export(folder)
            told = context.session.read(lambda workspace: meeting_told(workspace, line_id, planned))
            context.session.note_access("export", noted(told))
        except AppError as error:
            self._refuse(error.message)
            return
        self._waiting = (folder, told)
        self._write()

    def forget(self) -> None:
        """What was being saved is not wanted any more."""
        self._waiting = None

    def _write(self) -> None:
        if self._waiting is None:
            return
        folder, told = self._waiting
        self._job = self._context.jobs.start(
            lambda _progress: write_meeting(folder, told, MEETING_FORMATS),
            on_success=self._tell_saved,
            on_failure=self._fail,
        )

    def _tell_saved(self, paths: list[Path]) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._context.notify(f"Agenda and minutes were saved as {len(paths)} files in {waiting[0].name}.")

    def _fail(self, error: AppError) -> None:
        if self._waiting is None:
            return
        if self._context.dialogs.fail("Agenda and minutes were not saved", error, retry=True):
            self._write()
        else:
            self._waiting = None


def _usual(context: ScreenContext) -> Path | None:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    start = context.policy.usual_export(Path(documents or Path.home()))
    return start if start.is_dir() else None
