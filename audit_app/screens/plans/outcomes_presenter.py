"""The behaviour of a plan's outcomes in its drawer: added, changed, reviewed, taken away, each undoable."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from audit_app.domain.counting import counted
from audit_app.domain.outcomes import Outcome
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.plans.outcomes import OutcomeList
from audit_app.screens.plans.outcomes_dialog import OutcomeDialog, ReviewDialog
from audit_app.services.outcomes.progress import keep_outcome, outcomes_of, remove_outcome, remove_progress
from audit_app.services.outcomes.reviewing import Said, note_review, offered, take_offered
from audit_app.store.read_plans import PlanDetail
from audit_app.store.workspace import Workspace
from audit_app.ui.days import plain_day
from audit_app.ui.screen import ScreenContext


class PlanOutcomes(QObject):
    """The outcomes of the plan that the drawer shows."""

    def __init__(self, shown: OutcomeList, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._shown, self._context = shown, context
        self._plan_ref = ""
        self._outcomes: tuple[Outcome, ...] = ()
        shown.add_requested.connect(self.add)
        shown.note_requested.connect(self.note)
        shown.take_requested.connect(self.take)
        shown.change_requested.connect(self.change)
        shown.remove_requested.connect(self.remove)
        shown.take_back_requested.connect(self.take_back)

    def show(self, detail: PlanDetail) -> None:
        """Show the outcomes of a plan."""
        self._plan_ref = detail.plan_ref
        self._shown.say("")
        self.read()

    def read(self) -> None:
        """Show them as they stand now; the focus stays on its outcome."""
        session, plan_ref = self._context.session, self._plan_ref
        if not plan_ref or not session.is_open:
            return
        try:
            self._outcomes, more = session.read(
                lambda workspace: (outcomes_of(workspace, plan_ref), len(offered(workspace, plan_ref)))
            )
        except AppError as error:
            self._shown.say(error.message)
            return
        focused = self._shown.focused_line()
        self._shown.show_outcomes(self._outcomes, self._today(), offered=more, may_write=self._may_write)
        self._shown.focus_line(focused)

    def forget(self) -> None:
        """The workspace is locked."""
        self._plan_ref, self._outcomes = "", ()
        self._shown.say("")
        self._shown.show_outcomes((), self._today(), offered=0, may_write=False)

    def add(self) -> None:
        """Ask for a new outcome, with the next number."""
        numbers = [int(one.number) for one in self._outcomes if one.number.isdecimal()]
        blank = Outcome("", "", self._plan_ref, str(max(numbers, default=0) + 1), "")
        self._run(OutcomeDialog(f"Add an outcome: {self._plan_ref}", blank, self._keep))

    def change(self, one: Outcome) -> None:
        """Ask what an outcome is to say."""
        self._run(OutcomeDialog(f"Change the outcome: {self._plan_ref}", one, self._keep))

    def note(self) -> None:
        """Ask what a review said: of the outcomes that go on, else of all."""
        going_on = [one for one in self._outcomes if not one.has_ended] or list(self._outcomes)
        plan_ref = self._plan_ref

        def keep(on: date, said: Said) -> str:
            return self._try(lambda workspace: note_review(workspace, plan_ref, on, said))

        self._run(ReviewDialog(f"Note a review: {plan_ref}", going_on, self._today(), keep))

    def take(self) -> None:
        """Take the outcomes of the confirmed golden thread."""
        plan_ref, taken = self._plan_ref, list[int]()
        self._write(lambda workspace: taken.append(take_offered(workspace, plan_ref)), "")
        if taken:
            said = f"{counted(taken[0], 'outcome was', 'outcomes were')} taken from the golden thread."
            self._context.notify(said, button="Undo", on_click=self._undo)

    def remove(self, one: Outcome) -> None:
        """Take an outcome away; the message offers to take that back."""
        self._write(lambda workspace: remove_outcome(workspace, one), f"Outcome {one.number} was removed.")

    def take_back(self, one: Outcome, on: date) -> None:
        """Take away what was noted of one review."""
        said = f"Outcome {one.number}: the review of {plain_day(on.isoformat())} was taken back."
        self._write(lambda workspace: remove_progress(workspace, one, on), said)

    @property
    def _may_write(self) -> bool:
        session = self._context.session
        return session.can_write and holds_right(session.workspace.person, Act.EDIT_REGISTER)

    def _keep(self, made: Outcome) -> str:
        return self._try(lambda workspace: keep_outcome(workspace, made))

    def _run(self, dialog: QDialog) -> None:
        self._context.dialogs.run(dialog)
        dialog.deleteLater()

    def _try(self, act: Callable[[Workspace], object]) -> str:
        """Save something; what speaks against it, in a sentence."""
        try:
            self._context.session.write(act)
        except AppError as error:
            return error.message
        self._shown.say("")
        return ""

    def _write(self, act: Callable[[Workspace], object], said: str) -> None:
        why_not = self._try(act)
        self._shown.say(why_not)
        if said and not why_not:
            self._context.notify(said, button="Undo", on_click=self._undo)

    def _undo(self) -> None:
        try:
            done = self._context.session.undo()
        except AppError as error:
            self._shown.say(error.message)
            return
        if done:
            self._context.notify(f"Undone: {done}")

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
