"""The behaviour of an import: choose a file, explain its columns, look at what would change, do it, or stop."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.plans.import_panel import ImportPanel
from audit_app.screens.plans.imports import Asked, Found, Kind, Outcome, done_sentence, look, run
from audit_app.screens.plans.list_saving import ListSaving
from audit_app.screens.plans.mapping_page import MappingPage
from audit_app.screens.plans.mapping_step import MappingStep
from audit_app.screens.plans.past_pages import PastPages
from audit_app.screens.plans.past_step import PastStep
from audit_app.services.past.sheets import PastOffer
from audit_app.services.register.mapping import MappingOffer
from audit_app.ui.screen import ScreenContext


class Importing(QObject):
    """`ended` tells that the import is done with, and whether anything was imported; `turned_to` carries the page that
    is to be shown now: the panel, or that of the mapping.
    """

    ended = Signal(bool)
    turned_to = Signal(object)

    def __init__(
        self, panel: ImportPanel, page: MappingPage, past: PastPages, context: ScreenContext, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panel, self._page, self._context = panel, page, context
        self._asked: Asked | None = None
        self._job: Job | None = None
        self._is_stopping = False
        self._before = 0
        self._instead: Asked | None = None
        self.last: Outcome | None = None
        self.mapping = MappingStep(page, context, self)
        self.past = PastStep(past.columns, past.words, context, self)
        self.lists = ListSaving(panel, context, self)
        panel.import_requested.connect(self.do)
        panel.read_again_requested.connect(self.look)
        panel.include.include_changed.connect(self.take_in)
        panel.columns_requested.connect(self.explain)
        panel.past.unknown.add_changed.connect(self.add_unknown)
        for part in (panel, page, past.columns, past.words):
            part.cancel_requested.connect(self.cancel)
            part.other_file_requested.connect(self.choose_other)
        self.mapping.mapped.connect(self.look_at)
        self.mapping.sheet_asked.connect(self.look_at)
        self.past.mapped.connect(self.look_at)
        self.past.sheet_asked.connect(self.look_at)
        self.past.turned_to.connect(self.turned_to)

    @property
    def is_working(self) -> bool:
        """Whether a file is being read or written."""
        return self._job is not None

    def begin(self, kind: Kind) -> bool:
        """Ask for a file and look at it; whether one was chosen."""
        path = self._context.dialogs.open_file(kind.title, [kind.files])
        if path is None:
            return False
        self.begin_with(kind, path)
        return True

    def begin_with(self, kind: Kind, path: Path) -> None:
        """Look at a file."""
        self.mapping.forget()
        self.past.forget()
        self.look_at(Asked(kind, path))

    def choose_other(self) -> None:
        """Another file of the same kind."""
        if self._asked is not None:
            self.begin(self._asked.kind)

    def take_in(self, include: frozenset[str]) -> None:
        """Take these sensitive fields in too: what would change is looked at anew."""
        if self._asked is not None and self._job is None:
            self._asked = self._asked.including(include)
            self.look()

    def add_unknown(self, adds: bool) -> None:
        """Add plans that the register does not know, or leave them out: what would change is looked at anew."""
        if self._asked is not None and self._job is None:
            self._asked = self._asked.adding_unknown(adds)
            self.look()

    def explain(self) -> None:
        """Say what the columns are, or look at that again."""
        if self._asked is not None and self._asked.kind is Kind.AUDITS:
            if not self.past.come_back():
                self.look_at(replace(self._asked, past=None))
        elif self._asked is not None and self.mapping.come_back(self._asked.mapping.include):
            self.turned_to.emit(self._page)
            self._page.table.setFocus()
        elif self._asked is not None:
            self.look_at(replace(self._asked, maps=True))

    def look_at(self, asked: Asked) -> None:
        """Look at this file, read like this."""
        self._asked = asked
        self.lists.use(asked.path)
        self._panel.show_asked(asked)
        self.look()

    def look(self) -> None:
        """Read the file and say what would change, or ask what its columns are."""
        asked = self._asked
        if asked is None or self._job is not None:
            return
        self.turned_to.emit(self._panel)
        self._panel.show_working("Reading the file. Nothing is imported yet.")
        self._start(
            lambda: self._context.read(
                lambda workspace, progress: look(workspace, asked, progress),
                on_success=self._show,
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
        """Ask what is running to stop; where nothing is, leave."""
        if self._job is None:
            self._leave(False)
            return
        self._is_stopping = True
        self._job.cancel()
        self._panel.show_working("Stopping.")

    def show_last(self) -> None:
        """Show what the last import changed."""
        if self.last is not None:
            self.lists.use(self.last.asked.path)
            self._panel.show_done(self.last)
            self.turned_to.emit(self._panel)

    def forget(self) -> None:
        """Forget every file; what is running is stopped."""
        self.last = None
        self._put_away()

    def _put_away(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._asked = self._instead = None
        self._is_stopping = False
        self.mapping.forget()
        self.past.forget()
        self.lists.forget()
        self._panel.forget()

    def _show(self, found: Found) -> None:
        """What came of looking at the file."""
        if self._asked is None:
            return
        if isinstance(found, Asked):
            self._instead = found
        elif isinstance(found, MappingOffer):
            self.mapping.begin(self._asked, found)
            self.turned_to.emit(self._page)
            self._page.table.setFocus()
        elif isinstance(found, PastOffer):
            self.past.begin(self._asked, found)
        else:
            self._panel.show_preview(found)

    def _start(self, begin: Callable[[], Job]) -> None:
        self._before = self._place_in_chain()
        try:
            job = begin()
        except AppError as error:
            self._panel.show_fault(error)
            return
        self._job = job if job.is_running else None

    def _done(self, outcome: Outcome) -> None:
        self.last = outcome
        self._context.notify(done_sentence(outcome), button="Show what changed", on_click=self._go_to_last)
        self._leave(True)

    def _finish(self) -> None:
        """What ran is over; whoever asked to stop hears whether that came in time."""
        self._job = None
        instead, self._instead = self._instead, None
        if not self._is_stopping:
            if instead is not None:
                self.look_at(instead)
            return
        was_imported = self._place_in_chain() != self._before
        said = "It was too late to stop: the file was imported." if was_imported else "Stopped. Nothing was imported."
        self._context.notify(said)
        self._leave(was_imported)

    def _go_to_last(self) -> None:
        self._context.go("plans", last_import=True)

    def _leave(self, was_imported: bool) -> None:
        self._put_away()
        self.ended.emit(was_imported)

    def _place_in_chain(self) -> int:
        session = self._context.session
        if not session.is_open or not session.workspace.can_write:
            return self._before
        tip = session.workspace.door.tip
        return tip.seq if tip is not None else 0
