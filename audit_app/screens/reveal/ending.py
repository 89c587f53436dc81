"""The behaviour of closing a round and of what follows: what is missing, the close, learning pages saved and sent."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.reveal.saving import save_page
from audit_app.screens.reveal.view import RevealView
from audit_app.services.consensus import closing, learning
from audit_app.services.consensus.reveal_table import RevealTable
from audit_app.store.read_consensus import state_detail
from audit_app.store.workspace import Workspace
from audit_app.ui.file_saving import FileSaving
from audit_app.ui.screen import ScreenContext
from exports.learning import LearningPage


class Ending(QObject):
    """The last tab of the screen."""

    def __init__(self, view: RevealView, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._context = view, context
        self._table: RevealTable | None = None
        self._pages: tuple[LearningPage, ...] = ()
        self.saving = FileSaving(context, self, refuse=view.say)
        view.closing.close_requested.connect(self.close)
        view.closing.reopen_requested.connect(self.reopen)
        view.closing.save_requested.connect(self.save)
        view.closing.sent_requested.connect(self.mark_sent)

    def show(self, found: RevealTable) -> None:
        """What is missing, and the pages as far as there are any."""
        self._table = found
        session = self._context.session
        person = session.workspace.person
        may_close, may_save = (session.can_write and holds_right(person, act) for act in (Act.CLOSE_ROUND, Act.EXPORT))
        detail = session.read(lambda workspace: state_detail(workspace.conn, found.round.id))
        self._view.closing.show_closing(
            closing.lacking(found) if not found.is_closed else (),
            is_closed=found.is_closed,
            may_close=may_close,
            closed_on=str(detail.get("on") or ""),
        )
        self._pages = self._read_pages(found)
        sent = session.read(lambda workspace: learning.sent_pages(workspace, found.round.id))
        self._view.closing.show_pages(
            self._pages, sent if found.is_closed else {}, may_save=may_save, may_send=may_close
        )

    def close(self) -> None:
        """Close the round, asked once more."""
        found = self._table
        if found is None:
            return
        text = "Its consensus is signed. Changing it afterwards means reopening the round, with a reason."
        if not self._context.dialogs.confirm(f"Close the round {found.round.name}?", text, "Close the round"):
            return
        try:
            self._context.session.write(lambda workspace: closing.close_round(workspace, found.round.id))
        except AppError as error:
            self._context.dialogs.fail("The round was not closed", error)
            return
        self._context.notify(f"The round {found.round.name} is closed. Its learning pages can go out.")

    def reopen(self) -> None:
        """Take the round back to revealed, with a reason."""
        found = self._table
        why = self._context.dialogs.ask_text("Reopen the round", "&Why?", yes="Reopen", lines=3) if found else None
        if found is not None and why is not None:
            self._write(lambda workspace: closing.reopen_round(workspace, found.round.id, why))

    def save(self, agency: str) -> None:
        """Save an agency's page as PDF."""
        page = next((one for one in self._pages if one.agency == agency), None)
        if page is not None:
            save_page(self.saving, page)

    def mark_sent(self, agency: str) -> None:
        """Note that a page went out, and to whom."""
        found = self._table
        if found is None:
            return
        to = self._context.dialogs.ask_text("Mark the page as sent", "&To whom did it go?", yes="Mark as sent")
        if to is not None:
            self._write(lambda workspace: learning.sent(workspace, found.round.id, agency, to))

    def forget(self) -> None:
        """The workspace is locked."""
        self._table, self._pages = None, ()
        self.saving.forget()

    def _read_pages(self, found: RevealTable) -> tuple[LearningPage, ...]:
        """The pages; none while no plan has a submitted consensus, which the empty table says."""
        if not any(plan.is_submitted for plan in found.plans):
            return ()
        return self._context.session.read(lambda workspace: learning.pages(workspace, found.round.id))

    def _write(self, act: Callable[[Workspace], object]) -> None:
        try:
            self._context.session.write(act)
        except AppError as error:
            self._view.say(error.message)
