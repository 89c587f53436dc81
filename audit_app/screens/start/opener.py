"""Unlocks and opens in the background; what every way to an open workspace ends in."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.start.recent import add_recent
from audit_app.screens.start.work import Unlocking, Work
from audit_app.services.progress import Progress
from audit_app.store.means import Means
from audit_app.store.opening import open_with_keys
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


class Opener(QObject):
    """`unlocked` carries Unlocking while nothing is open yet, `failed` an AppError, `opened` nothing."""

    unlocked = Signal(object)
    failed = Signal(object)
    opened = Signal()

    def __init__(self, context: ScreenContext, means: Means, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._means = context, means
        self._job: Job | None = None
        self._waiting: list[Workspace] = []
        self._found: Unlocking | None = None
        self._on_finished: Callable[[], None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being tried."""
        return self._job is not None and self._job.is_running

    def try_to(
        self, work: Work, *, on_progress: Progress | None = None, on_finished: Callable[[], None] | None = None
    ) -> None:
        """Run work that gives Unlocking."""
        job = self._context.jobs.start(
            work,
            on_success=self.unlocked.emit,
            on_failure=self.failed.emit,
            on_progress=on_progress,
            on_finished=on_finished,
        )
        if job.is_running:
            self._job = job

    def stop(self) -> None:
        """Ask the work to stop."""
        if self._job is not None:
            self._job.cancel()

    def open(
        self,
        found: Unlocking,
        *,
        failed_before: int = 0,
        on_progress: Progress | None = None,
        on_finished: Callable[[], None] | None = None,
    ) -> None:
        """Open with these keys, which can take long after a crash or an update, and hand it to the session."""
        self._found, self._on_finished = found, on_finished
        means, waiting = self._means, self._waiting

        def work(progress: Progress) -> None:
            workspace = open_with_keys(
                found.folder,
                found.person,
                found.keys,
                means,
                failed_before=failed_before,
                any_thread=True,
                told=progress,
            )
            waiting.append(workspace)

        job = self._context.jobs.start(
            work,
            on_success=self._hand_over,
            on_failure=self.failed.emit,
            on_progress=on_progress,
            on_finished=self._finish,
        )
        if job.is_running:
            self._job = job

    def _hand_over(self, _nothing: object) -> None:
        found, workspace = self._found, self._waiting.pop()
        if found is None:
            raise AssertionError("what is open was asked for")
        with suppress(AppError):  # a list that cannot be kept must not keep anybody from working
            add_recent(self._context.folders, found.folder, self._context.clock().date())
        self._context.session.open(workspace)
        self.opened.emit()
        if found.notes:
            self._context.dialogs.tell("Before you begin", "\n\n".join(found.notes))

    def _finish(self) -> None:
        """What was stopped just when it was open is closed again, so that nobody finds it in use."""
        self._found = None
        while self._waiting:
            self._waiting.pop().close()
        if self._on_finished is not None:
            self._on_finished()
