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
        self._is_stopping = False
        self._before = 0
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
        """Ask what is running to stop; where nothing is, leave the panel."""
        if self._job is None:
            self._leave(False)
            return
        self._is_stopping = True
        self._job.cancel()
        self._panel.show_working("Stopping.")

    def forget(self) -> None:
        """Forget the file; what is running is stopped."""
        if self._job is not None:
            self._job.cancel()
        self._asked = None
        self._is_stopping = False
        self._panel.forget()

    def _start(self, begin: Callable[[], Job]) -> None:
        self._before = self._place_in_chain()
        try:
            job = begin()
        except AppError as error:
            self._panel.show_fault(error)
            return
        self._job = job if job.is_running else None

    def _done(self, outcome: Outcome) -> None:
        self._context.notify(done_sentence(outcome))
        self._leave(True)

    def _finish(self) -> None:
        """What ran is over; whoever asked to stop hears whether that came in time."""
        self._job = None
        if not self._is_stopping:
            return
        was_imported = self._place_in_chain() != self._before
        said = "It was too late to stop: the file was imported." if was_imported else "Stopped. Nothing was imported."
        self._context.notify(said)
        self._leave(was_imported)

    def _leave(self, was_imported: bool) -> None:
        self.forget()
        self.ended.emit(was_imported)

    def _place_in_chain(self) -> int:
        session = self._context.session
        if not session.is_open or not session.workspace.can_write:
            return self._before
        tip = session.workspace.door.tip
        return tip.seq if tip is not None else 0
