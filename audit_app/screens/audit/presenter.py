"""The behaviour of the audit screen around one review: opened, followed as it moves, left, dropped."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.screens.audit.answering import Answering, AuditShown
from audit_app.screens.audit.drafting import Recovered
from audit_app.screens.audit.shown import head_of, in_words, state_of
from audit_app.services.auditing import open_audit
from audit_app.services.review_page import review_page
from audit_app.services.thread.page import ThreadPage
from audit_app.session import EVERYTHING
from audit_app.ui.screen import ScreenContext
from forms.widgets import EvidenceText

_OURS = frozenset({"score", "review", "audit", "advice", "section_state", "entry"}) | EVERYTHING


class AuditPresenter(Answering):
    """One review at a time: what is given in it is `Answering`'s; here it is opened, followed, left and dropped.

    `shown` tells that the view shows the review as it is now.
    """

    shown = Signal()

    def __init__(self, context: ScreenContext, view: AuditShown, parent: QObject | None = None) -> None:
        super().__init__(context, view, parent)
        self._review = ""
        self.plan_thread: ThreadPage | None = None
        context.session.changed.connect(self.follow)

    def show(
        self, *, review_id: str = "", place_id: str = "", plan_ref: str = "", cycle: str = "", on: date | None = None
    ) -> None:
        """Open this review, or the person's own of a drawn place or a plan; with nothing, the one open last."""
        session = self._context.session
        if not session.is_open:
            return
        self._view.leave_fields()
        try:
            if place_id or plan_ref:
                opened = session.write(
                    lambda workspace: open_audit(
                        workspace, place_id=place_id, plan_ref=plan_ref, cycle=cycle or "weekly", on=on
                    )
                )
                review_id = opened.review_id
            self._open(review_id or self._review or self.drafting.last_review())
        except AppError as error:
            self._review, self.page = "", None
            self._view.show_nothing(error.message)

    def follow(self, kinds: object) -> None:
        """Something was saved, here or on another screen."""
        if self._review and isinstance(kinds, frozenset) and kinds & _OURS:
            self.refresh()

    def refresh(self) -> None:
        """Read the review anew and show what moved."""
        if not self._review or not self._context.session.is_open:
            return
        try:
            self.page = self._context.session.read(lambda workspace: review_page(workspace, self._review))
        except AppError as error:
            self._review, self.page = "", None
            self._view.show_nothing(error.message)
            return
        self._show_moved()

    def use_thread(self, thread: ThreadPage) -> None:
        """Show beside the form what the plan's thread suggests; the same review that is open."""
        self.plan_thread = thread
        if self.page is not None and thread.found.review.id == self._review:
            self._show_moved()

    def is_as_shown(self) -> bool:
        """Whether the review still says what the person sees; where it does not, they see what it says now."""
        before = self.page
        self.refresh()
        return before is not None and before == self.page

    def recover(self, found: Recovered) -> None:
        """Put a text back into its field, where the person goes on with it."""
        self.begin_typing(found.marker, found.field)
        self._view.put_back(found)

    def discard(self, found: Recovered) -> None:
        """Throw a recovered text away."""
        self.drafting.saved(found.marker, found.field)

    def can_leave(self) -> bool:
        """Save what is typed; ask where something could not be saved."""
        self._view.leave_fields()
        self.drafting.flush()
        if not self.saving.unsaved or self.saving.waits:
            return True
        names = ", ".join(self.saving.unsaved)
        text = f"This was not saved: {names}. Stay to try again, or leave without it."
        if not self._context.dialogs.confirm("Some of this is not saved", text, "Leave without it", danger=True):
            return False
        self.saving.forget()
        return True

    def drop(self) -> None:
        """The workspace is locked: forget all of it."""
        self.drafting.drop()
        self.saving.forget()
        self.forget_typing()
        self._review, self.page = "", None
        self._view.show_nothing("")

    def _open(self, review_id: str) -> None:
        if not review_id:
            self._view.show_nothing("")
            return
        session = self._context.session
        self.page = session.read(lambda workspace: review_page(workspace, review_id))
        self._review = review_id
        if self.plan_thread is not None and self.plan_thread.found.review.id != review_id:
            self.plan_thread = None
        session.note_access("read", f"review {review_id}")
        self.forget_typing()
        self.saving.begin()
        found = self.drafting.begin(review_id)
        state = state_of(self.page, self.plan_thread)
        self._view.show_review(self.page, state, head_of(self.page, state), self.drafting.last_marker())
        self.shown.emit()
        self._view.show_recovered(self._unsaved_among(found))

    def _show_moved(self) -> None:
        if self.page is not None:
            state = state_of(self.page, self.plan_thread)
            self._view.show_moved(self.page, state, head_of(self.page, state))
            self.shown.emit()

    def _unsaved_among(self, found: Sequence[Recovered]) -> list[Recovered]:
        """Those that say something else than what is saved; the others were saved just before the app ended."""
        if self.page is None or self.page.locked_because:
            return []
        state, lost = state_of(self.page, self.plan_thread), []
        for one in found:
            held = getattr(state.at(one.marker), one.field)
            if held == one.value:
                self.drafting.saved(one.marker, one.field)
            else:
                words = in_words(held) if isinstance(held, EvidenceText) else held or ""
                lost.append(replace(one, held=words))
        return lost
