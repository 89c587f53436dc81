"""Taking in a document of a plan from any screen: which file, what it is, reading it in the background, stopping."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.services.plan_documents import PlanTaken, import_plan
from audit_app.store.documents import About
from audit_app.ui.document_dialog import DocumentDialog, about_words
from audit_app.ui.screen import ScreenContext

FILES = ("Plan or advice (*.docx *.pdf)",)
SUFFIXES = frozenset({".docx", ".pdf"})


class PlanAdding(QObject):
    """One document at a time.

    `working` carries what is being read in words, empty where that is over; `progressed` how far it is; `added` the
    `PlanTaken`; `refused` why nothing was kept, in a sentence.
    """

    working = Signal(str)
    progressed = Signal(int, int)
    added = Signal(object)
    refused = Signal(str)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None

    @property
    def may_add(self) -> bool:
        """Whether the person may add documents now."""
        session = self._context.session
        return session.is_open and session.can_write and holds_right(session.workspace.person, Act.ADD_DOCUMENT)

    def choose(self, plan_ref: str, *, has_plan: bool) -> None:
        """Ask for a file and take it in."""
        path = self._context.dialogs.open_file("Add a document of the plan", FILES)
        if path is not None:
            self.add(plan_ref, path, has_plan=has_plan)

    def add(self, plan_ref: str, path: Path, *, has_plan: bool) -> None:
        """Take a file in; where there is a plan already, ask first whether this is another or an agency's advice."""
        if self._job is not None:
            return
        about = About()
        if has_plan:
            dialog = DocumentDialog(path.name, About("advice", "health"))
            is_meant = self._context.dialogs.run(dialog)
            about = dialog.about
            dialog.deleteLater()
            if not is_meant:
                return
        self.working.emit(f"Reading {path.name}…")
        try:
            job = self._context.write(
                lambda workspace, progress: import_plan(workspace, plan_ref, path, about=about, progress=progress),
                on_success=self._end_well,
                on_failure=self._refuse,
                on_progress=self._progress,
                on_finished=self._end,
                words="Reading a document",
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._refuse(error)
            self._end()

    def stop(self) -> None:
        """Stop the reading; nothing of the file is kept."""
        if self._job is not None:
            self._job.cancel()

    def _progress(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    def _end_well(self, taken: PlanTaken) -> None:
        self._context.notify(added_words(taken))
        self.added.emit(taken)

    def _refuse(self, error: AppError) -> None:
        self.refused.emit(error.message)

    def _end(self) -> None:
        self._job = None
        self.working.emit("")


def added_words(taken: PlanTaken) -> str:
    """What to tell after a document was taken in."""
    about = taken.document.about
    if about.role != "plan":
        return f"The document was added as {about_words(about)}."
    count = taken.not_understood
    pieces = "1 piece was not understood and stands" if count == 1 else f"{count} pieces were not understood and stand"
    return "The plan's document was added." + (f" {pieces} at the top." if count else "")
