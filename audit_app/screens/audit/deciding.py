"""The decisions on a whole review: submit, reopen, override, abandon; each asks what it needs."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.audit.answering import AuditShown
from audit_app.screens.audit.presenter import AuditPresenter
from audit_app.services.auditing import abandon, override, reopen, submit
from audit_app.services.home import next_due
from audit_app.services.member.assignments import next_to_score
from audit_app.services.samples.turns import Turn
from audit_app.ui.dialogs import Choice
from audit_app.ui.screen import ScreenContext
from forms.model import Grade


class Deciding(QObject):
    """Asks and does; the presenter shows what came of it."""

    def __init__(self, context: ScreenContext, presenter: AuditPresenter, view: AuditShown) -> None:
        super().__init__(presenter)
        self._context, self._presenter, self._view = context, presenter, view

    @property
    def may_override(self) -> bool:
        """Whether the person is a moderator."""
        session = self._context.session
        return session.can_write and holds_right(session.workspace.person, Act.OVERRIDE)

    @property
    def may_reopen(self) -> bool:
        """Whether the submitted review is the person's own, or they are a moderator."""
        page, session = self._presenter.page, self._context.session
        if page is None or not session.can_write or page.found.review.source == "import":
            return False
        if page.sent_by is not None and page.sent_by.went_back:
            return False
        return page.found.review.person_id == session.workspace.person.id or self.may_override

    @property
    def next_plan(self) -> str:
        """The plan that the person is to audit next, once this review is submitted; empty where there is none."""
        assigned = self._next_assigned()
        if assigned is not None:
            return assigned[1]
        turn = self._next_turn()
        return turn.plan_ref if turn is not None else ""

    def open_next(self) -> None:
        """Go on with that plan."""
        assigned = self._next_assigned()
        if assigned is not None:
            self._context.go("audit", review_id=assigned[0])
            return
        turn = self._next_turn()
        if turn is not None:
            self._context.go("audit", place_id=turn.place_id)

    def submit(self) -> None:
        """Say what is missing, or lock the review and show its grade."""
        self._view.leave_fields()
        page, saving = self._presenter.page, self._presenter.saving
        if page is None or page.locked_because:
            return
        if saving.compared:  # what the person meant there is not saved yet
            self._view.show_compared(saving.compared)
            self._context.notify("Choose first what to keep of what was changed elsewhere.")
            return
        self._view.show_missing(page.lacking)
        if page.lacking:
            return
        then = "locked" if page.is_part else "locked and its grade shown"
        text = (
            f"Everything that is asked for is there. The review is then {then}; "
            "it can be changed only by reopening it with a reason."
        )
        if self._context.dialogs.confirm(f"Submit the review of {page.plan_ref}?", text, "Submit"):
            review = page.found.review.id
            if self._presenter.is_as_shown():
                saving.save("the submission", lambda workspace: submit(workspace, review))
            else:
                self._context.notify("The review was changed elsewhere meanwhile. Look at it, then submit it.")

    def reopen(self) -> None:
        """Unlock the review, with a reason."""
        page = self._presenter.page
        if page is None or not page.found.review.is_submitted:
            return
        why = self._context.dialogs.ask_text(
            f"Reopen the review of {page.plan_ref}", "&Why is it reopened?", yes="Reopen", lines=3
        )
        if why is None:
            return
        late = self._done("Reopening", lambda: reopen_now(self._context, page.found.review.id, why))
        if late:
            self._context.notify(f"{late} answers that came in late from elsewhere were set aside.")

    def override(self) -> None:
        """Set another grade beside that of the scores, as a moderator, with a reason."""
        page = self._presenter.page
        if page is None or page.verdict is None:
            return
        framework, given = page.found.framework, page.verdict.result.grade
        choices = [Choice(one.value, framework.label(one)) for one in _OFFERED if one is not given]
        text = f"The scores give {framework.label(given)}. That grade stays on record; yours stands beside it."
        chosen = self._context.dialogs.choose("Override the grade", text, [*choices, Choice("", "Cancel")])
        if not chosen:
            return
        label = f"&Why {framework.label(Grade(chosen))}?"
        why = self._context.dialogs.ask_text("Override the grade", label, yes="Override", lines=3)
        if why is not None:
            review, grade = page.found.review.id, Grade(chosen)
            if not self._presenter.is_as_shown():
                self._context.notify("The review was changed elsewhere meanwhile. Look at it, then override its grade.")
                return
            self._done(
                "The override",
                lambda: self._context.session.write(lambda workspace: override(workspace, review, grade, why)),
            )

    def abandon(self) -> None:
        """Give the audit up, with a reason."""
        page = self._presenter.page
        if page is None:
            return
        self._view.leave_fields()
        label = "&Why is it given up? It counts nowhere then, and the plan can be drawn again."
        title = f"Give up the audit of {page.plan_ref}"
        why = self._context.dialogs.ask_text(title, label, yes="Give it up", lines=3, danger=True)
        if why is not None:
            audit = page.found.audit.id
            self._done(
                "Giving it up",
                lambda: self._context.session.write(lambda workspace: abandon(workspace, audit, why)),
            )

    def _next_assigned(self) -> tuple[str, str] | None:
        """Review and reference of the next plan of the round that this one was sent for."""
        page, session = self._presenter.page, self._context.session
        if page is None or page.verdict is None or page.sent_by is None or not session.can_write:
            return None
        review = page.found.review.id
        return session.read(lambda workspace: next_to_score(workspace, review))

    def _next_turn(self) -> Turn | None:
        page, session = self._presenter.page, self._context.session
        if page is None or page.verdict is None or not session.can_write:
            return None
        today = self._context.clock().astimezone().date()
        return session.read(lambda workspace: next_due(workspace, today))

    def _done(self, what: str, act: Callable[[], object]) -> object:
        try:
            return act()
        except AppError as error:
            self._context.dialogs.fail(f"{what} was not saved", error)
            return None


def reopen_now(context: ScreenContext, review: str, why: str) -> int:
    """Reopen through the session; returns how many late answers were set aside."""
    return context.session.write(lambda workspace: reopen(workspace, review, why))


_OFFERED = (Grade.OUTSTANDING, Grade.GOOD, Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE)
