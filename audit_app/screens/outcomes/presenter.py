"""The behaviour of the outcomes: reads them in the background, opens plans, notes what is done for young people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject

from audit_app.domain.outcomes import Adulthood
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.outcomes.lines import Shown, shown_of
from audit_app.screens.outcomes.person_dialog import PersonDialog
from audit_app.screens.outcomes.view import ADULTHOOD, PROGRESS, OutcomesView
from audit_app.services.outcomes.adulthood import note_adulthood
from audit_app.services.outcomes.listing import listed
from audit_app.session import EVERYTHING
from audit_app.ui.screen import ScreenContext

_MOVING = EVERYTHING | {"ehc_outcome", "outcome_progress", "adulthood", "entry"}
_IMPORTS = {PROGRESS: "import_outcomes", ADULTHOOD: "import_adulthood"}


class OutcomesPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: OutcomesView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._job: Job | None = None
        self._is_noted = False
        view.shown.connect(self.read)
        view.dropped.connect(self.forget)
        view.plan_requested.connect(self.open_plan)
        view.import_requested.connect(self.import_file)
        view.change_requested.connect(self.change)
        view.referred_requested.connect(self.refer)
        view.assessed_requested.connect(self.assess)
        context.session.changed.connect(self.follow)

    def read(self) -> None:
        """Read the lists as they stand today; an earlier reading that still runs is given up."""
        session = self._context.session
        if not session.is_open:
            return
        self._stop()
        self._view.show_rights(may_write=session.can_write and holds_right(session.workspace.person, Act.EDIT_REGISTER))
        today = self._today()
        try:
            job = self._context.read(
                lambda workspace, _progress: shown_of(listed(workspace, today)),
                on_success=self._show,
                on_failure=self._fail,
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._fail(error)

    def follow(self, kinds: object) -> None:
        """Something was saved: the lists are old where it touches plans or outcomes."""
        if isinstance(kinds, frozenset) and kinds & _MOVING and self._view.isVisible():
            self.read()

    def forget(self) -> None:
        """The workspace is locked."""
        self._stop()
        self._is_noted = False

    def open_plan(self, plan_ref: str) -> None:
        """The plan's details, where its outcomes are changed."""
        self._context.go("plans", plan_ref=plan_ref)

    def import_file(self, tab: int) -> None:
        """To where files come in."""
        self._context.go("plans", **{_IMPORTS.get(tab, "import_register"): True})

    def change(self, one: Adulthood) -> None:
        """Ask for everything that is noted of one young person."""
        dialog = PersonDialog(one, self._keep)
        self._context.dialogs.run(dialog)
        dialog.deleteLater()

    def refer(self, one: Adulthood) -> None:
        """They were referred today."""
        self._note(replace(one, referred=self._today()), "referred today")

    def assess(self, one: Adulthood) -> None:
        """They were assessed today."""
        self._note(replace(one, assessed=self._today()), "assessed today")

    def _note(self, noted: Adulthood, said: str) -> None:
        why_not = self._keep(noted)
        self._view.say(why_not)
        if not why_not:
            self._context.notify(f"{noted.plan_ref}: {said}.", button="Undo", on_click=self._undo)

    def _keep(self, noted: Adulthood) -> str:
        """Save it; what speaks against it, in a sentence."""
        try:
            self._context.session.write(lambda workspace: note_adulthood(workspace, noted))
        except AppError as error:
            return error.message
        return ""

    def _undo(self) -> None:
        act: Callable[[], str | None] = self._context.session.undo
        try:
            done = act()
        except AppError as error:
            self._view.say(error.message)
            return
        if done:
            self._context.notify(f"Undone: {done}")

    def _show(self, found: Shown) -> None:
        self._job = None
        self._view.say("")
        self._view.show_listed(found)
        if not self._is_noted:
            self._is_noted = True
            self._context.session.note_access("read", "the lists of outcomes")

    def _fail(self, error: AppError) -> None:
        self._job = None
        self._view.say(error.message)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
