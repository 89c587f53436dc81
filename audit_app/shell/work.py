"""Long work in the window's bar: what goes on, how far it is, stopped by one button, and what came of stopping it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from audit_app.jobs import Job, Jobs
from audit_app.shell.top_bar import TopBar

STOPPED = "Stopped. What was saved before is whole, and nothing half done was kept."
TOO_LATE = "It was too late to stop: it is done."


class WorkInBar(QObject):
    """Shows the newest piece of work that has words for it."""

    def __init__(self, jobs: Jobs, bar: TopBar, notify: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._bar, self._notify = jobs, bar, notify
        self._shown: Job | None = None
        jobs.running_changed.connect(self.follow)
        bar.stop_requested.connect(self.stop)

    def follow(self, running: int) -> None:
        """A piece of work began or ended."""
        self._bar.show_busy(running)
        job = self._jobs.shown
        if job is self._shown:
            return
        self._shown = job
        self._bar.show_work(job.words if job is not None else "")
        if job is not None:
            job.progressed.connect(self._bar.show_progress)
            job.ended.connect(self._tell)

    def stop(self) -> None:
        """Ask what is shown to stop."""
        if self._shown is not None:
            self._shown.cancel()
            self._bar.show_stopping()

    def _tell(self, _result: object, error: object) -> None:
        job = self.sender()
        if isinstance(job, Job) and job.is_cancelled:
            self._notify(TOO_LATE if error is None else STOPPED)
