"""Gives the database a new key while the window goes on: the long part in a thread, the swap on the window's own."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from audit_app.domain.problems import AppError
from audit_app.jobs import Job, Stop
from audit_app.services.progress import Progress
from audit_app.store.rotation import Prepared, Rotation, discard, prepare, put_in_place, state_of
from audit_app.store.second_connection import SecondConnection, storage_faults
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

Wish = Callable[[Workspace], Rotation]
"""What is to change with the key, asked of the workspace at the beginning."""


class Rotating(QObject):
    """One rotation at a time; while it runs nothing else is saved. Where the swap fails the workspace is locked."""

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._loan: SecondConnection | None = None
        self._state = (0, 0)
        self._on_done: Callable[[], None] | None = None
        self._on_failure: Callable[[AppError], None] | None = None
        self._on_end: Callable[[], None] | None = None

    def start(
        self,
        wish: Wish,
        *,
        words: str,
        on_done: Callable[[], None],
        on_failure: Callable[[AppError], None],
        on_progress: Progress,
        on_end: Callable[[], None],
    ) -> None:
        """Begin; `on_done` is called once the workspace goes on under the new key, `on_end` in every case.

        Raises Locked, Lent, ReadingOnly, and what the wish raises.
        """
        session = self._context.session
        wanted = session.read(wish)
        loan, stop = session.lend(), Stop()
        self._on_done, self._on_failure, self._on_end = on_done, on_failure, on_end
        self._loan, self._state = loan, state_of(session.workspace)
        job = self._context.jobs.start(
            _work(loan, stop, wanted),
            on_success=self._swap,
            on_failure=self._fail,
            on_progress=on_progress,
            on_finished=self._finish,
            stop=stop,
            words=words,
        )
        self._job = job if job.is_running else None

    def cancel(self) -> None:
        """Stop; everything is as it was."""
        if self._job is not None:
            self._job.cancel()

    def _swap(self, prepared: Any) -> None:
        """The new file takes the old one's place: a moment, in which nobody may touch the workspace."""
        session = self._context.session
        workspace = session.workspace
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            with storage_faults():
                fresh = put_in_place(workspace, prepared, self._state)
        except AppError as error:
            if workspace.is_open:
                self._fail(error)
            else:  # the file was closed for the swap already: nobody may read from this workspace any more
                self._loan = None
                session.lock("rotate failed")
                self._context.dialogs.fail("The keys are as they were, and the workspace is locked", error)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        session.replace(fresh)
        self._give_back()
        if self._on_done is not None:
            self._on_done()

    def _fail(self, error: AppError) -> None:
        self._give_back()
        if self._on_failure is not None:
            self._on_failure(error)

    def _finish(self) -> None:
        """In every case, a cancelled one too: nothing half made stays, and saving goes on."""
        self._job = None
        if self._loan is not None and self._context.session.is_open:
            discard(self._context.session.workspace)
        self._give_back()
        if self._on_end is not None:
            self._on_end()
        self._on_done = self._on_failure = self._on_end = None

    def _give_back(self) -> None:
        loan, self._loan = self._loan, None
        if loan is not None:
            self._context.session.take_back(loan, None)


def _work(loan: SecondConnection, stop: Stop, wanted: Rotation) -> Callable[[Progress], Prepared]:
    """What the thread does: everything but the swap, on a connection of its own."""

    def work(progress: Progress) -> Prepared:
        with loan.writing(stop.is_asked) as workspace:
            return prepare(workspace, wanted, progress)

    return work
