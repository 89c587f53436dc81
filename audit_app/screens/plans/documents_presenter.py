"""The behaviour of a plan's documents in its drawer: added, read, said what they are, a copy saved outside."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.plans.copies import PlanCopies
from audit_app.screens.plans.documents import DocumentList
from audit_app.screens.plans.text_dialog import PlanTextDialog
from audit_app.services.plan_documents import READ_DOCUMENT, change_about, plan_text, write_original
from audit_app.services.wording import flags_in
from audit_app.store.documents import Document
from audit_app.ui.document_dialog import DocumentDialog
from audit_app.ui.plan_adding import SUFFIXES, PlanAdding
from audit_app.ui.plan_marks import FlagMark, flag_mark
from audit_app.ui.plan_script import Order, PlanScript, script_of
from audit_app.ui.screen import ScreenContext
from scoring.plan.sections import sections_of

_WARNING = (
    "The copy is not encrypted: whoever can read the place where you save it can read the whole document. "
    "That it was saved is noted in the access log. Delete it when it is no longer needed."
)


class PlanDocuments(QObject):
    """The documents of the plan that the drawer shows."""

    def __init__(self, shown: DocumentList, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._shown, self._context = shown, context
        self._plan_ref, self._documents = "", tuple[Document, ...]()
        self.adding = PlanAdding(context, self)
        self.adding.working.connect(shown.show_working)
        self.adding.progressed.connect(shown.show_progress)
        self.adding.refused.connect(shown.say)
        shown.add_requested.connect(self.choose)
        shown.stop_requested.connect(self.adding.stop)
        shown.open_requested.connect(self.open)
        shown.describe_requested.connect(self.describe)
        shown.copy_requested.connect(self.save_copy)
        self.copies = PlanCopies(context, self)
        self.copies.refused.connect(shown.say)
        shown.make_requested.connect(self.make_reading_copy)
        shown.read_through_requested.connect(self.read_copy_through)

    def show(self, plan_ref: str, documents: Sequence[Document]) -> None:
        """Show the documents of a plan."""
        if plan_ref != self._plan_ref:
            self._shown.say("")
        self._plan_ref, self._documents = plan_ref, tuple(documents)
        person = self._context.session.workspace.person
        may_export = holds_right(person, Act.EXPORT) and self._context.session.can_write
        read = self.copies.told(self._documents)
        self._shown.show_documents(documents, may_add=self.adding.may_add, may_export=may_export, read=read)

    def forget(self) -> None:
        """The workspace is locked."""
        self.adding.stop()
        self._plan_ref, self._documents = "", ()
        self._shown.show_documents((), may_add=False, may_export=False)
        self._shown.say("")

    def is_document(self, path: Path) -> bool:
        """Whether a dropped file is taken for a document of the plan and not for a table."""
        return path.suffix.lower() in SUFFIXES

    def choose(self) -> None:
        """Ask for a file."""
        self.adding.choose(self._plan_ref, has_plan=self._has_plan)

    def add(self, path: Path) -> None:
        """Take in a file that was dropped."""
        if self.adding.may_add:
            self.adding.add(self._plan_ref, path, has_plan=self._has_plan)

    def open(self, document: Document) -> None:
        """Show the text of a document; the access log has it."""
        session = self._context.session
        try:
            text = session.read(lambda workspace: plan_text(workspace, document.id))
            session.note_access(READ_DOCUMENT, document.id)
        except AppError as error:
            self._shown.say(error.message)
            return
        script = script_of(text, sections_of(text), Order.SECTIONS if document.about.role == "plan" else Order.READING)
        flags = _flags(script) if document.about.role == "plan" else ()
        dialog = PlanTextDialog(document.name, script, flags)
        self._context.dialogs.run(dialog)
        dialog.reader.forget()
        dialog.deleteLater()

    def describe(self, document: Document) -> None:
        """Say that a document is the plan, or whose advice it is."""
        dialog = DocumentDialog(document.name, document.about, yes="&Save")
        is_meant, about = self._context.dialogs.run(dialog), dialog.about
        dialog.deleteLater()
        if is_meant:
            self._try(lambda: self._context.session.write(lambda held: change_about(held, document.id, about)))

    def make_reading_copy(self, document: Document) -> None:
        """Make a copy that names nobody, for whoever may not know the child."""
        self.copies.make(self._plan_ref, document)

    def read_copy_through(self, document: Document) -> None:
        """Read a reading copy through, to tick it."""
        self.copies.read_through(self._plan_ref, document.id)

    def save_copy(self, document: Document) -> None:
        """Write the original into a folder of the person's choice, after a warning and where the policy allows it."""
        context = self._context
        if not context.dialogs.confirm(f"Save a copy of {document.name}", _WARNING, "Save a copy", danger=True):
            return
        folder = context.policy.usual_export(Path.home())
        path = context.dialogs.save_file("Save a copy", folder / document.name, (f"Document (*{_suffix(document)})",))
        if path is None:
            return

        def write() -> None:
            context.policy.demand_export(path)
            context.session.read(lambda workspace: write_original(workspace, document, path))
            context.notify(f"A copy was saved as {path}.")

        self._try(write)

    @property
    def _has_plan(self) -> bool:
        return any(one.about.role == "plan" for one in self._documents)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except AppError as error:
            self._shown.say(error.message)
        else:
            self._shown.say("")


def _suffix(document: Document) -> str:
    return Path(document.name).suffix or ".docx"


def _flags(script: PlanScript) -> tuple[FlagMark, ...]:
    return tuple(
        flag_mark(one.block, one.section, flag)
        for one in script.sections.placed
        if one.section and not one.is_label
        for flag in flags_in(script.text.block(one.block).text, one.section)
    )
