"""Work in the background: one call starts it, one object comes back on the window's thread; it knows no workspace."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

from audit_app.domain.problems import AppError
from audit_app.errors import lines
from audit_app.services.progress import Cancelled, Progress

Work = Callable[[Progress], Any]
Failed = Callable[[AppError], None]

_SHOWN_EVERY = 0.05
"""Seconds between two reports of progress: more often than the eye follows would only cost."""
_LAST_WAIT_MS = 30_000


class Stop:
    """Whether a piece of work was asked to stop; the window's thread asks, the work looks from its own."""

    def __init__(self) -> None:
        self._is_asked = False

    def ask(self) -> None:
        """Ask it to stop; there is no taking back."""
        self._is_asked = True

    def is_asked(self) -> bool:
        """Whether it was asked."""
        return self._is_asked


class Job(QObject):
    """One piece of work that was started. `cancel` asks it to stop; it stops at its next report of progress.

    `words` say what it does where the window is to show it, empty where a screen shows it itself.
    """

    progressed = Signal(int, int)
    ended = Signal(object, object)

    def __init__(self, stop: Stop, words: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = stop
        self._shown_at = 0.0
        self.words = words
        self.is_running = True

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_asked()

    def cancel(self) -> None:
        """Ask it to stop: nothing half done is kept, and neither `on_success` nor `on_failure` is called."""
        self._stop.ask()

    def progress(self, done: int, total: int) -> None:
        """What the work calls now and then, on its own thread; raises Cancelled once the job was cancelled."""
        if self._stop.is_asked():
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._shown_at >= _SHOWN_EVERY:
            self._shown_at = now
            self.progressed.emit(done, total)

    def work(self, work: Work) -> None:
        """Run the work on this thread and announce its end; called by the runner only."""
        try:
            result = work(self.progress)
        except Exception as error:  # noqa: BLE001 - the runner is the one place that takes everything, and hands it on
            self.ended.emit(None, error)
        else:
            self.ended.emit(result, None)


class _Run(QRunnable):
    def __init__(self, job: Job, work: Work) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        self._job.work(self._work)


class _Callbacks(QObject):
    """What to call when a job ends; lives on the window's thread, so that Qt carries the signals over."""

    def __init__(
        self,
        jobs: "Jobs",
        job: Job,
        on_success: Callable[[Any], None],
        on_failure: Failed,
        on_progress: Progress | None,
        on_finished: Callable[[], None] | None,
    ) -> None:
        super().__init__(jobs)
        self._jobs, self._job = jobs, job
        self._on_success, self._on_failure = on_success, on_failure
        self._on_progress, self._on_finished = on_progress, on_finished
        job.progressed.connect(self.show_progress)
        job.ended.connect(self.end)

    def show_progress(self, done: int, total: int) -> None:
        if self._on_progress is not None and not self._job.is_cancelled and is_alive(self._on_progress):
            self._on_progress(done, total)

    def end(self, result: object, error: object) -> None:
        self._job.is_running = False
        self._jobs.forget(self._job)
        try:
            self._tell(result, error)
        finally:
            if self._on_finished is not None and is_alive(self._on_finished):
                self._on_finished()
            self.deleteLater()
            self._job.deleteLater()

    def _tell(self, result: object, error: object) -> None:
        is_expected = error is None or isinstance(error, AppError | OSError | MemoryError | Cancelled)
        if self._job.is_cancelled and is_expected:  # what fails on being cut off has not failed
            return
        if error is None:
            if is_alive(self._on_success):
                self._on_success(result)
            return
        if not is_expected:
            self._jobs.crashed.emit(error)
        if is_alive(self._on_failure):
            self._on_failure(as_app_error(error))


def is_alive(callback: Callable[..., Any]) -> bool:
    """Whether the object that a bound method belongs to is still there; true for what belongs to none of Qt's."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or bool(isValid(owner))


def as_app_error(error: object) -> AppError:
    """What a person is told of an error: its own sentence, the system's fault in words, or that the app is at fault."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, OSError | MemoryError):
        return AppError(" ".join(lines(error)))
    return AppError("The app has a fault and could not finish this. What was saved before is whole.")


class Jobs(QObject):
    """Starts work in the background. `crashed` carries an exception that is a fault of the app itself."""

    crashed = Signal(object)
    running_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: dict[Job, _Callbacks] = {}

    @property
    def running(self) -> int:
        """How many jobs have not ended yet."""
        return len(self._running)

    @property
    def shown(self) -> Job | None:
        """The newest job that the window is to show."""
        return next((job for job in reversed(self._running) if job.words), None)

    def start(
        self,
        work: Work,
        *,
        on_success: Callable[[Any], None],
        on_failure: Failed,
        on_progress: Progress | None = None,
        on_finished: Callable[[], None] | None = None,
        stop: Stop | None = None,
        words: str = "",
    ) -> Job:
        """Run `work(progress)` in a thread; all else is called on the window's thread.

        `on_success` gets what the work returned, `on_failure` an AppError, `on_finished` is called last in every
        case, a cancelled one too. The work touches no widget and opens its own connection to the workspace; `stop`
        is for work that looks by itself whether it was cancelled. With `words` the window shows it and can stop it.
        """
        job = Job(stop or Stop(), words, self)
        self._running[job] = _Callbacks(self, job, on_success, on_failure, on_progress, on_finished)
        self.running_changed.emit(self.running)
        self._run(job, work)
        return job

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in tuple(self._running):
            job.cancel()

    def wait(self, milliseconds: int = _LAST_WAIT_MS) -> bool:
        """Wait until no thread works any more: before the workspace is closed. False where one still does."""
        return bool(self._pool.waitForDone(milliseconds))

    def stop_all(self, milliseconds: int) -> bool:
        """Ask every job to stop, wait for their threads, and call what hears of their end; False where one goes on."""
        self.cancel_all()
        is_over = self.wait(milliseconds)
        for hearing in tuple(self._running.values()):
            QCoreApplication.sendPostedEvents(hearing, QEvent.Type.MetaCall.value)
        return is_over and not self._running

    def forget(self, job: Job) -> None:
        """The job has ended."""
        if self._running.pop(job, None) is not None:
            self.running_changed.emit(self.running)

    def _run(self, job: Job, work: Work) -> None:
        self._pool.start(_Run(job, work))
