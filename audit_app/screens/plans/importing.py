"""The behaviour of an import: choose a file, look at what would change, then do it, or stop at any time."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.plans.import_panel import ImportPanel
from audit_app.screens.plans.imports import Asked, Kind, Outcome, done_sentence, run
from audit_app.ui.screen import ScreenContext


class Importing(QObject):
    """`ended` tells that the panel is done with, and whether anything was imported."""

    ended = Signal(bool)

    def __init__(self, panel: ImportPanel, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._panel, self._context = panel, context
        self._asked: Asked | None = None
        self._job: Job | None = None
        panel.import_requested.connect(self.do)
        panel.cancel_requested.connect(self.cancel)
        panel.other_file_requested.connect(self.choose_other)
        panel.read_again_requested.connect(self.look)
        panel.include_changed.connect(self.take_in)

    @property
    def is_working(self) -> bool:
        """Whether a file is being read or written."""
        return self._job is not None

    def begin(self, kind: Kind) -> bool:
        """Ask for a file and look at it; whether one was chosen."""
        path = self._context.dialogs.open_file(kind.title, [kind.files])
        if path is None:
            return False
        self._asked = Asked(kind, path)
        self._panel.show_asked(self._asked)
        self.look()
        return True

    def choose_other(self) -> None:
        """Another file of the same kind."""
        if self._asked is not None:
            self.begin(self._asked.kind)

    def take_in(self, include: frozenset[str]) -> None:
        """Take these sensitive fields in too: what would change is looked at anew."""
        if self._asked is not None:
            self._asked = replace(self._asked, include=include)
            self.look()

    def look(self) -> None:
        """Read the file and say what would change."""
        asked = self._asked
        if asked is None or self._job is not None:
            return
        self._panel.show_working("Reading the file. Nothing is imported yet.")
        self._start(
            lambda: self._context.read(
                lambda workspace, progress: run(workspace, asked, progress, dry_run=True),
                on_success=self._panel.show_preview,
                on_failure=self._panel.show_fault,
                on_progress=self._panel.show_progress,
                on_finished=self._finish,
            )
        )

    def do(self) -> None:
        """Import the file as it was shown."""
        asked = self._asked
        if asked is None or self._job is not None:
            return
        self._panel.show_working("Importing. It is all taken in, or nothing.")
        self._start(
            lambda: self._context.write(
                lambda workspace, progress: run(workspace, asked, progress, dry_run=False),
                on_success=self._done,
                on_failure=self._panel.show_fault,
                on_progress=self._panel.show_progress,
                on_finished=self._finish,
            )
        )

    def cancel(self) -> None:
        """Stop what is running; where nothing is, leave the panel."""
        if self._job is not None:
            self._job.cancel()
            self._context.notify("Stopped. Nothing was imported.")
        self.forget()
        self.ended.emit(False)

    def forget(self) -> None:
        """Forget the file."""
        self._asked = None
        self._panel.forget()

    def _start(self, begin: Callable[[], Job]) -> None:
        try:
            job = begin()
        except AppError as error:
            self._panel.show_fault(error)
            return
        self._job = job if job.is_running else None

    def _done(self, outcome: Outcome) -> None:
        self._context.notify(done_sentence(outcome))
        self.forget()
        self.ended.emit(True)

    def _finish(self) -> None:
        self._job = None
