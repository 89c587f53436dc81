"""The behaviour of conflicts: read in the background, one decided with a reason, its review opened."""

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.exchange.view import ExchangeView
from audit_app.services.merging.conflicts import Conflict, conflicts, decide
from audit_app.ui.screen import ScreenContext


class Deciding(QObject):
    """Lives as long as its view."""

    def __init__(self, view: ExchangeView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._job: Job | None = None
        self._is_noted = False
        view.shown.connect(self.read)
        view.dropped.connect(self.forget)
        view.conflicts.keep_requested.connect(self.keep)
        view.conflicts.review_requested.connect(self.open_review)
        context.session.changed.connect(self.follow)

    def read(self) -> None:
        """List what disagrees now; an earlier reading that still runs is given up."""
        if not self._context.session.is_open:
            return
        self._stop()
        try:
            job = self._context.read(
                lambda workspace, _progress: conflicts(workspace), on_success=self._show, on_failure=self._fail
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._fail(error)

    def follow(self, _kinds: object) -> None:
        """Something was saved or came in."""
        if self._view.isVisible():
            self.read()

    def forget(self) -> None:
        """The workspace is locked."""
        self._stop()
        self._is_noted = False

    def keep(self, conflict: Conflict, at: int) -> None:
        """Ask why, and let this value stand."""
        reason = self._context.dialogs.ask_text(
            f"Keep “{conflict.said[at].words}”",
            "&Why? The audit trail keeps your reason, and every copy of the workspace learns of it.",
            yes="Keep it",
            lines=3,
        )
        if not reason:
            return
        try:
            self._context.session.write(lambda workspace: decide(workspace, conflict, at, reason))
        except AppError as error:
            self._fail(error)
        else:
            self._view.say("")
            self._context.notify(f"Decided: {conflict.what}.")
        self.read()

    def open_review(self, review: str) -> None:
        """To the review that the conflict is in."""
        self._context.go("audit", review_id=review)

    def _show(self, found: tuple[Conflict, ...]) -> None:
        self._job = None
        self._view.conflicts.show_conflicts(found)
        self._view.show_count(len(found))
        if found and not self._is_noted:
            self._is_noted = True
            self._context.session.note_access("read", "the conflicts")

    def _fail(self, error: AppError) -> None:
        self._job = None
        self._view.say(error.message)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
