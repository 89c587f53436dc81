"""The plan's document: asked for or dropped, read in the background, then read by the thread; nothing half done."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.screens.thread.acting import Acting
from audit_app.screens.thread.presenter import ThreadPresenter
from audit_app.services.plan_documents import PlanTaken, import_plan
from audit_app.ui.screen import ScreenContext
from scoring.thread.model import ItemRole

FILES: Final = ["Plan (*.docx *.pdf)"]
_NAMES = {
    ItemRole.ASPIRATION: ("aspiration", "aspirations"),
    ItemRole.NEED: ("need", "needs"),
    ItemRole.OUTCOME: ("outcome", "outcomes"),
    ItemRole.PROVISION: ("line of provision", "lines of provision"),
}


class Importing(QObject):
    """Adds a document to the plan of the review that is open."""

    def __init__(self, context: ScreenContext, presenter: ThreadPresenter, acting: Acting) -> None:
        super().__init__(presenter)
        self._context, self._presenter, self._acting = context, presenter, acting
        self._review = ""

    def ask(self) -> None:
        """Ask for a file."""
        path = self._context.dialogs.open_file("Add the plan's document", FILES)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a file and keep it encrypted; the window's bar shows how far it is and can stop it."""
        page = self._presenter.page
        if page is None or page.locked_because:
            return
        self._review = self._presenter.review
        plan_ref = page.plan_ref
        try:
            self._context.write(
                lambda workspace, progress: import_plan(workspace, plan_ref, path, progress=progress),
                on_success=self._done,
                on_failure=self._fail,
                words="Reading the plan's document",
            )
        except AppError as error:
            self._fail(error)

    def _done(self, taken: PlanTaken) -> None:
        page = self._presenter.page
        if page is None or self._presenter.review != self._review:
            return
        if page.document is None or page.document.id != taken.document.id:
            self._acting.read_document(taken.document.id)
        self._context.notify(taken_in_words(taken))

    def _fail(self, error: AppError) -> None:
        self._context.dialogs.fail("The document was not added", error)


def taken_in_words(taken: PlanTaken) -> str:
    """What was found in a document, in a sentence or two."""
    counts = [f"{count} {_NAMES[role][count != 1]}" for role, count in taken.proposed.items() if count]
    said = (
        f"The document is added. Proposed: {', '.join(counts)}."
        if counts
        else "The document is added, but no items were found in it."
    )
    if taken.not_understood:
        pieces = f"{taken.not_understood} piece{'s' if taken.not_understood > 1 else ''} of text"
        said = f"{said} {pieces} could not be placed in a section."
    return " ".join((said, *taken.notes))
