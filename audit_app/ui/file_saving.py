"""Where a file goes that somebody saves: asked, allowed, noted, written in the background; it makes nothing itself."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext
from exports.lists import ListFile, write_list

LISTS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")

Write = Callable[[Path], object]
"""Writes the file at this path whole, or raises AppError and leaves nothing of it."""


def of_bytes(data: bytes) -> Write:
    """What writes a file that is made already."""
    return lambda path: write_whole(path, data)


@dataclass(frozen=True, slots=True)
class FileAsked:
    """What is asked before: the dialog's title, the name that is offered, what the access log says of it.

    `what` names the file in words; `beside` is the folder that is offered, None for the person's own; with
    `notes_kind` the access log says too which ending was chosen.
    """

    title: str
    name: str
    noted: str
    what: str = "list"
    kinds: tuple[str, ...] = LISTS
    beside: Path | None = None
    notes_kind: bool = False

    def noted_as(self, path: Path) -> str:
        """What the access log says of the file at this path."""
        return f"{self.noted}, as {path.suffix.removeprefix('.').upper()}" if self.notes_kind else self.noted


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file on its way."""

    path: Path
    what: str
    write: Write


class FileSaving(QObject):
    """Saves one file at a time; where it cannot be written the person may try again.

    `refuse` says why saving was not begun where the screen has a place for it; without it a dialog does.
    """

    def __init__(self, context: ScreenContext, parent: QObject, *, refuse: Callable[[str], None] | None = None) -> None:
        super().__init__(parent)
        self._context, self._refuse = context, refuse
        self._waiting: _Waiting | None = None

    def save(self, asked: FileAsked, make: Callable[[Workspace], Write]) -> None:
        """Ask where, make it, note it and write it; nothing where the person turns away or may not."""
        context = self._context
        usual = context.policy.usual_export(asked.beside or Path.home()) / asked.name
        path = context.dialogs.save_file(asked.title, usual, asked.kinds)
        if path is None:
            return
        try:
            context.policy.demand_export(path)
            write = context.session.read(make)
            context.session.note_access("export", asked.noted_as(path))
        except AppError as error:
            if self._refuse is None:
                context.dialogs.fail(f"The {asked.what} was not saved", error)
            else:
                self._refuse(error.message)
            return
        self._waiting = _Waiting(path, asked.what, write)
        self._write()

    def save_list(self, asked: FileAsked, make: Callable[[Workspace], ListFile]) -> None:
        """The same with a list; a name that ends in .csv gives CSV."""
        today = self._context.clock().astimezone().date()

        def writer(workspace: Workspace) -> Write:
            made = make(workspace)
            return lambda path: write_list(path, made, today)

        self.save(asked, writer)

    def forget(self) -> None:
        """What was being saved is not wanted any more."""
        self._waiting = None

    def _write(self) -> None:
        waiting = self._waiting
        if waiting is not None:
            self._context.jobs.start(
                lambda _progress: waiting.write(waiting.path), on_success=self._tell_saved, on_failure=self._fail
            )

    def _tell_saved(self, _result: object) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._context.notify(f"The {waiting.what} was saved as {waiting.path.name}.")

    def _fail(self, error: AppError) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        if self._context.dialogs.fail(f"The {waiting.what} was not saved", error, retry=True):
            self._write()
        else:
            self._waiting = None
