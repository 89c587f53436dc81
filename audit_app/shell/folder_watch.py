"""Looks into the exchange folder when a workspace is opened and every five minutes, where one is set; it shows nothing.

What waits there is looked for by reading alone; only where there is something to do is the right to write borrowed.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.services.progress import Progress
from audit_app.store.local_settings import local_settings
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

if TYPE_CHECKING:
    from audit_app.services.merging.exchange_folder import FolderRead, Found

LOOKS_EVERY_MS = 300_000
_FOLDER = "exchange.folder"


class FolderWatch(QObject):
    """Lives as long as the window."""

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._is_busy = False
        self._left: frozenset[str] = frozenset()
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)
        context.session.opened.connect(self.begin)
        context.session.locked.connect(self.end)

    def begin(self) -> None:
        """A workspace was opened."""
        self._left, self._told, self._is_busy = frozenset(), "", False
        self._timer.start()
        self.look()

    def end(self) -> None:
        """It was locked."""
        self._timer.stop()
        self._is_busy = False

    def look(self) -> None:
        """Look into the folder, unless something is being written or looked at already."""
        session = self._context.session
        if self._is_busy or not session.can_write or not self._has_folder():
            return
        self._is_busy = True
        self._context.read(_look, on_success=self._go_on, on_failure=self._fail, on_finished=self._end_work)

    def _has_folder(self) -> bool:
        try:
            return bool(self._context.session.read(lambda workspace: local_settings(workspace.conn, _FOLDER)))
        except AppError:
            return False

    def _go_on(self, found: "Found") -> None:
        if found.unreachable:
            self._tell(found.unreachable)
            return
        if not (found.has_own or found.waiting - self._left) or not self._context.session.can_write:
            return
        try:
            self._context.write(_exchange, on_success=self._done, on_failure=self._fail)
        except AppError as error:
            self._fail(error)

    def _done(self, read: "FolderRead") -> None:
        self._left = frozenset(one.name for one in (*read.refused, *read.waiting, *read.asks))
        added = sum(one.added for one in read.taken)
        if read.asks:
            self._say("A pack in the exchange folder would take much away. It waits until you have looked.")
        elif added:
            conflicts = sum(one.conflicts for one in read.taken)
            more = f" {counted(conflicts, 'value disagrees', 'values disagree')}." if conflicts else ""
            self._say(f"{counted(added, 'change')} came through the exchange folder.{more}")
        self._told = ""

    def _fail(self, error: AppError) -> None:
        self._tell(error.message)

    def _tell(self, text: str) -> None:
        """Say it once, and not again every five minutes."""
        if text != self._told:
            self._told = text
            self._say(text)

    def _say(self, text: str) -> None:
        self._context.notify(text, button="Show", on_click=self._show)

    def _show(self) -> None:
        self._context.go("exchange")

    def _end_work(self) -> None:
        self._is_busy = False


def _look(workspace: Workspace, _progress: Progress) -> "Found":
    from audit_app.services.merging.exchange_folder import look_into  # only where there is a folder: starting is dear

    return look_into(workspace)


def _exchange(workspace: Workspace, progress: Progress) -> "FolderRead":
    from audit_app.services.merging.exchange_folder import drop_new, read_new  # as above

    read = read_new(workspace, progress=progress)
    drop_new(workspace)
    return read
