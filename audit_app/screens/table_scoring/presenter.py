"""The behaviour of scoring round a table: whose turn, what is typed (in memory alone), sealing, and no way back."""

from typing import Protocol

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.screens.table_scoring.typed import Typed, evidence_fault
from audit_app.services.sheets_of_round.table import Table, seal_plan, table, turn
from audit_app.session import EVERYTHING
from audit_app.ui.screen import ScreenContext
from forms.model import Answer, NotScore
from forms.widgets import EvidenceText

_MOVING = EVERYTHING | {"round", "seat", "sealed_review"}
_MOST_TOLD = 4


class TableShown(Protocol):
    """What the presenter asks of the view."""

    def show_members(self, found: Table | None) -> None: ...
    def show_plan(self, typed: Typed) -> None: ...
    def show_typed(self, typed: Typed) -> None: ...
    def show_faults(self, words: str, marker: str) -> None: ...
    def say(self, words: str) -> None: ...
    def show_evidence_problem(self, words: str) -> None: ...
    def ask_reason(self) -> None: ...
    def leave_fields(self) -> None: ...


class TablePresenter(QObject):
    """`typed` is what is being typed now, None between members; nothing else ever holds it."""

    def __init__(self, context: ScreenContext, view: TableShown, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self._round = ""
        self.typed: Typed | None = None
        context.session.changed.connect(self.follow)

    def show(self, round_id: str, person: str = "") -> None:
        """Show who scores round the table in this round, or begin with that member at once."""
        if self.typed is not None and round_id in ("", self._round):
            return  # it came up again with something being typed
        self._round = round_id or self._round
        self.typed = None
        self.refresh()
        if person:
            self.begin(person)

    def follow(self, kinds: object) -> None:
        """Something was saved: the list of members is old, unless somebody is speaking."""
        if self.typed is None and self._round and isinstance(kinds, frozenset) and kinds & _MOVING:
            self.refresh()

    def refresh(self) -> None:
        """Read who is how far."""
        session = self._context.session
        if not session.is_open:
            return
        try:
            found = session.read(lambda workspace: table(workspace, self._round)) if self._round else None
        except AppError as error:
            self._view.show_members(None)
            self._view.say(error.message)
            return
        self._view.show_members(found)

    def begin(self, person: str) -> None:
        """The next plan of this member."""
        try:
            asked = self._context.session.read(lambda workspace: turn(workspace, self._round, person))
        except AppError as error:
            self._view.say(error.message)
            return
        if not asked.to_come:
            self.typed = None
            self.refresh()
            return
        self.typed = Typed(asked, asked.to_come[0])
        self._view.show_plan(self.typed)

    def choose_answer(self, marker: str, answer: Answer) -> None:
        """A score, NA or no evidence."""
        if self.typed is None:
            return
        self._move(self.typed.answered(marker, answer))
        if answer is NotScore.NA and not self.typed.at(marker).reason:
            self._view.ask_reason()

    def leave_evidence(self, marker: str, evidence: EvidenceText | None) -> None:
        """The evidence fields were left, complete or not."""
        if self.typed is not None:
            self._move(self.typed.evidenced(marker, evidence))
            fault = evidence_fault(evidence)
            if fault:
                self._view.show_evidence_problem(fault)

    def choose_cause(self, marker: str, cause: str) -> None:
        """Where a weakness came from; empty takes it back."""
        if self.typed is not None:
            self._move(self.typed.caused(marker, cause))

    def leave_text(self, marker: str, field: str, text: str) -> None:
        """A note or a reason was left."""
        if self.typed is not None:
            self._move(self.typed.worded(marker, field, text))

    def share(self, marker: str, is_shared: bool) -> None:
        """Share as good practice, or no longer."""
        if self.typed is not None:
            self._move(self.typed.shared(marker, is_shared))

    def tick(self, source: str, name: str, is_ticked: bool) -> None:
        """A tick of the advice grid."""
        if self.typed is not None:
            self._move(self.typed.ticked(source, name, is_ticked))

    def choose_state(self, section: str, state: str) -> None:
        """What section C or D holds."""
        if self.typed is not None:
            self._move(self.typed.stated(section, state))

    def seal(self) -> None:
        """Seal the plan and go on with the member's next, or back to the members; from then on it cannot be seen."""
        self._view.leave_fields()
        typed = self.typed
        if typed is None:
            return
        person, plan = typed.asked.seat.person, typed.plan
        try:
            told = typed.told()
            self._context.session.write(
                lambda workspace: seal_plan(workspace, self._round, person, plan.audit_id, told)
            )
        except AppError as error:
            self._tell(error)
            return
        self.typed = None
        self._context.notify(f"Plan {plan.plan_ref} is sealed. Nobody can read or change it before the reveal.")
        self.begin(person)

    def to_members(self) -> None:
        """Back to who speaks next; what is not sealed is asked about first."""
        if self.can_leave():
            self.refresh()

    def to_round(self) -> None:
        """Back to the round."""
        self._context.go("rounds", round_id=self._round)

    def can_leave(self) -> bool:
        """Whether nothing is lost by leaving, or the person throws it away."""
        self._view.leave_fields()
        if self.typed is None or not self.typed.is_begun:
            self.typed = None
            return True
        text = (
            f"The scores of {self.typed.asked.seat.name} on plan {self.typed.plan.plan_ref} are not sealed. They are "
            "kept nowhere else, so they would have to be said again."
        )
        if not self._context.dialogs.confirm("Throw these scores away?", text, "Throw them away", danger=True):
            return False
        self.typed = None
        return True

    @property
    def unsaved(self) -> tuple[str, ...]:
        """That something is not sealed, without saying what."""
        return ("scores round the table",) if self.typed is not None and self.typed.is_begun else ()

    def drop(self) -> None:
        """The workspace is locked: what was not sealed is gone."""
        self.typed, self._round = None, ""
        self._view.show_members(None)

    def _move(self, typed: Typed) -> None:
        self.typed = typed
        self._view.show_typed(typed)

    def _tell(self, error: AppError) -> None:
        """What is missing, with the first of it opened; or what went wrong."""
        if not error.problems:
            self._view.say(error.message)
            return
        words = [problem.message for problem in error.problems[:_MOST_TOLD]]
        more = len(error.problems) - len(words)
        ends = [f"And {more} more."] if more else []
        self._view.show_faults(" ".join([error.message, *words, *ends]), error.problems[0].place.column)
