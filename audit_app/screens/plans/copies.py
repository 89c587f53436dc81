"""The behaviour of reading copies in a plan's drawer: proposed, decided, kept, read through and ticked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from audit_app.domain.people import Person
from audit_app.domain.problems import AppError
from audit_app.screens.plans.copies_dialog import CopyDialog
from audit_app.screens.plans.copies_draft import CopyDraft
from audit_app.screens.plans.copies_reading import ReadThroughDialog
from audit_app.services.copies.making import make, read_through, reading_copies
from audit_app.services.copies.proposing import propose
from audit_app.services.plan_documents import READ_DOCUMENT, plan_text
from audit_app.store.documents import Document
from audit_app.store.log.people_log import people
from audit_app.store.read_copies import COPY_ROLE, ReadingCopy
from audit_app.ui.days import plain_day
from audit_app.ui.screen import ScreenContext


class PlanCopies(QObject):
    """Reading copies of the plan that the drawer shows; `refused` carries why nothing was kept."""

    refused = Signal(str)

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def told(self, documents: Sequence[Document]) -> dict[str, str]:
        """Who read each reading copy through, and when, in words, by its id."""
        copies = [one for one in documents if one.about.role == COPY_ROLE]
        if not copies:
            return {}
        try:
            held, names = self._context.session.read(
                lambda workspace: (reading_copies(workspace, copies[0].plan_id), people(workspace.conn))
            )
        except AppError as error:
            self.refused.emit(error.message)
            return {}
        return {id_: _read_words(one, names) for id_, one in held.items()}

    def make(self, plan_ref: str, document: Document) -> None:
        """Make a copy of a document; once it is kept it comes up to be read through."""
        session = self._context.session
        try:
            proposal = session.read(lambda workspace: propose(workspace, document.id))
            session.note_access(READ_DOCUMENT, document.id)
        except AppError as error:
            self.refused.emit(error.message)
            return
        draft = CopyDraft(proposal)
        dialog = CopyDialog(f"Reading copy: {plan_ref}", draft)
        is_meant = self._context.dialogs.run(dialog)
        dialog.forget()
        dialog.deleteLater()
        if not is_meant:
            return
        try:
            made = session.write(lambda workspace: make(workspace, document.id, draft.decisions, draft.own))
        except AppError as error:
            self.refused.emit(error.message)
            return
        self.refused.emit("")
        self.read_through(plan_ref, made)

    def read_through(self, plan_ref: str, copy_id: str) -> None:
        """Show a copy to be read through; ticked where the person says so."""
        session = self._context.session
        try:
            text = session.read(lambda workspace: plan_text(workspace, copy_id))
            session.note_access(READ_DOCUMENT, copy_id)
        except AppError as error:
            self.refused.emit(error.message)
            return
        dialog = ReadThroughDialog(f"Read it through: {plan_ref}", text)
        is_read = self._context.dialogs.run(dialog)
        dialog.forget()
        dialog.deleteLater()
        if not is_read:
            self._context.notify("The copy is kept. It cannot be sent before somebody has read it through.")
            return
        try:
            session.write(lambda workspace: read_through(workspace, copy_id))
        except AppError as error:
            self.refused.emit(error.message)
            return
        self.refused.emit("")
        self._context.notify("The copy was read through and can go into a pack.")


def _read_words(copy: ReadingCopy, names: Mapping[str, Person]) -> str:
    if not copy.is_read_through:
        return "Nobody has read it through yet, so it cannot be sent."
    by = names[copy.read_by].name if copy.read_by in names else "somebody who has left"
    return f"Read through by {by} on {plain_day(copy.read_on)}."
