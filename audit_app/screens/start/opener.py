"""Unlocks in the background and opens on the window's thread; what every way to an open workspace ends in."""

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
from audit_app.ui.screen import ScreenContext


class Opener(QObject):
    """`unlocked` carries Unlocking while nothing is open yet, `failed` an AppError."""

    unlocked = Signal(object)
    failed = Signal(object)

    def __init__(self, context: ScreenContext, means: Means, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._means = context, means
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being tried."""
        return self._job is not None and self._job.is_running

    def try_to(
        self, work: Work, *, on_progress: Progress | None = None, on_finished: Callable[[], None] | None = None
    ) -> None:
        """Run work that gives Unlocking."""
        self._job = self._context.jobs.start(
            work,
            on_success=self.unlocked.emit,
            on_failure=self.failed.emit,
            on_progress=on_progress,
            on_finished=on_finished,
        )

    def stop(self) -> None:
        """Ask the work to stop."""
        if self._job is not None:
            self._job.cancel()

    def open(self, found: Unlocking, *, failed_before: int = 0) -> None:
        """Open with these keys and hand the workspace to the session; tells `failed` where it does not open."""
        try:
            workspace = open_with_keys(found.folder, found.person, found.keys, self._means, failed_before=failed_before)
        except AppError as error:
            self.failed.emit(error)
            return
        with suppress(AppError):  # a list that cannot be kept must not keep anybody from working
            add_recent(self._context.folders, found.folder, self._context.clock().date())
        self._context.session.open(workspace)
        if found.notes:
            self._context.dialogs.tell("Before you begin", "\n\n".join(found.notes))
