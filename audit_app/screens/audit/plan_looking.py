"""Another document of the plan looked at beside the form: read in the background, noted, forgotten; it writes none."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.services.plan_documents import READ_DOCUMENT
from audit_app.services.thread.beside import Beside, read_beside
from audit_app.store.documents import Document
from audit_app.ui.plan_script import Order, PlanScript, plain_script, script_of
from audit_app.ui.screen import ScreenContext


class PlanLooking(QObject):
    """`read` is the document that is looked at, None while the pane shows the one that the thread reads.

    `arrived` tells that another was read, `refused` why it could not be, in a sentence.
    """

    arrived = Signal()
    refused = Signal(str)

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted = ""
        self._job: Job | None = None
        self.read: Beside | None = None

    @property
    def is_reading(self) -> bool:
        """Whether a document is still being read: what is shown is another."""
        return self._wanted != (self.read.document.id if self.read is not None else "")

    def look(self, document: Document, dismissed: Mapping[str, str]) -> None:
        """Read a document; the one that is looked at stays until that is done."""
        self._stop()
        self._wanted, plan, reasons = document.id, document.plan_id, dict(dismissed)
        try:
            job = self._context.read(
                lambda workspace, _progress: read_beside(workspace, plan, document.id, reasons),
                on_success=self._take,
                on_failure=self._fail,
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._fail(error)

    def keep_to(self, documents: tuple[Document, ...], home: Document | None) -> None:
        """These documents are there now; what is no more, or is what the thread reads, is looked at no longer."""
        others = {one.id: one for one in documents if home is not None and one.id != home.id}
        if self._wanted not in others or (self.read is not None and self.read.document != others[self._wanted]):
            self.forget()

    def forget(self) -> None:
        """Look at none."""
        self._stop()
        self._wanted, self.read = "", None

    def script(self, order: Order) -> PlanScript | None:
        """What is looked at as a run of paragraphs; advice as it stands, for it has no sections."""
        if self.read is None:
            return None
        if self.read.document.about.role != "plan":
            return plain_script(self.read.text, self.read.sections)
        return script_of(self.read.text, self.read.sections, order, may_send=False)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None

    def _take(self, read: Beside) -> None:
        self._job = None
        if read.document.id != self._wanted:
            return
        self._context.session.note_access(READ_DOCUMENT, read.document.id)
        self.read = read
        self.arrived.emit()

    def _fail(self, error: AppError) -> None:
        self._job = None
        self._wanted = self.read.document.id if self.read is not None else ""
        self.refused.emit(error.message)
