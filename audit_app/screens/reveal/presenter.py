"""The behaviour of the reveal screen: choosing round and plan, coming to a consensus; `ending` closes the round."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.reveal.drafting import BegunWishes
from audit_app.screens.reveal.ending import Ending
from audit_app.screens.reveal.view import CLOSE, OVERVIEW, RevealView
from audit_app.screens.reveal.wish import asks_code, asks_words
from audit_app.screens.reveal.wording import carried_words
from audit_app.services.actions.seen import Seen, seen_in_review
from audit_app.services.consensus import agreeing, closing
from audit_app.services.consensus.reveal_table import RevealTable, revealed_rounds, table
from audit_app.services.consensus.standing import RevealCell, RevealPlan
from audit_app.session import EVERYTHING
from audit_app.store.workspace import Workspace
from audit_app.ui.action_opening import ActionOpening
from audit_app.ui.announce import announce
from audit_app.ui.feedback import Tone
from audit_app.ui.screen import ScreenContext
from forms.model import NotScore

T = TypeVar("T")

_MOVING = EVERYTHING | {"review", "score", "round", "audit", "learning_page", "section_state", "entry"}
_NONE = (
    "No round is revealed yet",
    "Once every member's scores are in, chair and keyholder open a round together in Rounds. Then all scores stand "
    "here side by side.",
)


class RevealPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: RevealView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._round, self._part = "", OVERVIEW
        self._table: RevealTable | None = None
        self._noted: set[str] = set()
        self.begun = BegunWishes(context.session, context.clock, self)
        self.ending = Ending(view, context, self)
        self.acting = ActionOpening(view, context, self._seen, view.say, "round")
        view.plan.show_action_button(self.acting.make_button())
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.left.connect(self.begun.keep)
        view.tell_unsaved_by(self.unsettled)
        view.rounds_requested.connect(self._go_to_rounds)
        view.round_chosen.connect(self.choose_round)
        view.names_toggled.connect(self._show_names)
        view.turned.connect(self.turn)
        view.overview.carry_requested.connect(self.carry_over)
        view.overview.plan_opened.connect(self._open_plan)
        self._connect_plan()
        context.session.changed.connect(self.follow)

    def come_up(self, round_id: str) -> None:
        """The screen is shown, with a round or the one before."""
        if round_id and round_id != self._round:
            self._round, self._part = round_id, OVERVIEW
        self.read()

    def choose_round(self, round_id: str) -> None:
        """Another round is looked at."""
        self.begun.keep()
        self._round, self._part = round_id, OVERVIEW
        self.read()

    def read(self) -> None:
        """Read the round anew; the part, the plan and the marker that are shown stay."""
        session = self._context.session
        if not session.is_open:
            return
        try:
            rounds = session.read(revealed_rounds)
            if not rounds and not self._round:
                self._table = None
                self._view.show_nothing(*_NONE)
                return
            self._round = self._round or rounds[0].id
            self._table = session.read(lambda workspace: table(workspace, self._round))
        except AppError as error:
            self._table = None
            self._view.show_nothing("This round cannot be shown", error.message)
            self._round = ""
            return
        self._view.say("")
        self._view.show_rounds(rounds, self._round)
        self._part = self._view.show_table(self._table, self._part)
        self._show_part()
        self._view.show_part()
        self._note(self._table)

    def follow(self, kinds: object) -> None:
        """Something was saved: what is shown is old where it touches the round."""
        if isinstance(kinds, frozenset) and kinds & _MOVING and self._view.isVisible():
            self.read()

    def forget(self) -> None:
        """The workspace is locked."""
        self.begun.forget()
        self.ending.forget()
        self._table = None
        self._round, self._part = "", OVERVIEW
        self._noted.clear()

    def turn(self, part: str) -> None:
        """Another tab."""
        self._part = part
        self._view.say("")
        self._show_part()

    def carry_over(self) -> None:
        """Take what is agreed into every plan's consensus, and tell how much that was."""
        done = self._write(lambda workspace: agreeing.carry_over(workspace, self._round))
        if done is not None:
            self._view.say(carried_words(done), Tone.NOTE)

    def settle(self) -> None:
        """Settle the marker as the card has it, and go on to the next that is left."""
        plan, shown, card = self._plan(), self._view.plan.grid.current(), self._view.plan.consensus
        if plan is None or shown is None or not card.settle_button.isEnabled():
            return
        wish = card.wish()
        if asks_code(shown) and not wish.code:
            card.show_lack("code", "Choose why the group settled on this score.")
            return
        if asks_words(shown, wish.answer) and not wish.note:
            card.show_lack("note", "Nobody gave this score. Say why the group did.")
            return
        reason = wish.note if wish.answer == NotScore.NA else ""
        done = self._write(
            lambda workspace: agreeing.settle(
                *(workspace, plan.audit_id, shown.marker.id, wish.answer, wish.code, wish.note),
                by=wish.by,
                evidence=wish.service_evidence(),
                cause=wish.cause,
                reason=reason,
            )
        )
        if done is not None:
            self.begun.settled(shown.marker.id)
            self._go_on()

    def take_back(self) -> None:
        """Take the consensus at the marker back."""
        plan, shown = self._plan(), self._view.plan.grid.current()
        if plan is None or shown is None:
            return
        marker = shown.marker.id
        if self._write(lambda workspace: agreeing.settle(workspace, plan.audit_id, marker, None)) is not None:
            self.begun.settled(marker)
            self._show_cell(self._view.plan.grid.current())

    def take_lower(self) -> None:
        """Settle what lies one level apart at the lower score."""
        if (plan := self._plan()) is not None:
            self._write(lambda workspace: agreeing.take_lower(workspace, plan.audit_id))

    def submit(self) -> None:
        """Lock the plan's consensus with its grade."""
        plan = self._plan()
        if plan is None:
            return
        done = self._write(
            lambda workspace: agreeing.submit(workspace, plan.audit_id), "The consensus was not submitted"
        )
        if done is not None:
            grade = plan.framework.label(done.result.grade)
            limits = " ".join(one.words for one in done.result.limits)
            self._view.say(f"{plan.plan_ref}: {grade}. {limits or 'No limit fired.'}", Tone.NOTE)

    def reopen(self) -> None:
        """Unlock the plan's consensus, with a reason."""
        plan = self._plan()
        reason = self._asked("Reopen the consensus", "Reopen") if plan is not None else None
        if plan is not None and reason is not None:
            self._write(lambda workspace: agreeing.reopen(workspace, plan.audit_id, reason))

    def give_up(self) -> None:
        """Take the plan out of the round, with a reason."""
        plan = self._plan()
        reason = self._asked("Give the plan up in this round", "Give up") if plan is not None else None
        if plan is not None and reason is not None:
            self._write(lambda workspace: closing.give_up(workspace, plan.audit_id, reason))

    def unsettled(self) -> Sequence[str]:
        """What was begun and is not settled, in words."""
        return [f"Consensus on {marker}" for marker in self.begun.markers()]

    def _seen(self, workspace: Workspace) -> tuple[Seen, ...]:
        """The marker that is current where the group found it to fall short, else all such of the plan."""
        plan = self._plan()
        if plan is None or plan.review is None or not plan.is_submitted:
            raise AppError("Findings become actions once the plan's consensus is submitted.")
        every = seen_in_review(workspace, plan.review_id)
        shown = self._view.plan.grid.current()
        at = [one for one in every if shown is not None and one.finding.marker == shown.marker.id]
        return tuple(at) or every

    def _connect_plan(self) -> None:
        part = self._view.plan
        part.grid.cell_current.connect(self._show_cell)
        part.grid.cell_opened.connect(self._go_to_levels)
        part.consensus.typed.connect(self._keep_begun)
        part.consensus.settle_requested.connect(self.settle)
        part.consensus.take_back_requested.connect(self.take_back)
        part.lower_requested.connect(self.take_lower)
        part.submit_requested.connect(self.submit)
        part.reopen_requested.connect(self.reopen)
        part.give_up_requested.connect(self.give_up)
        self._view.answer_pressed.connect(part.consensus.choose)
        self._view.step_requested.connect(part.grid.step)

    def _show_part(self) -> None:
        found = self._table
        if found is None:
            return
        may = self._may(Act.CONSENSUS)
        if self._part == OVERVIEW:
            self._view.overview.show_table(found, may_write=may)
        elif self._part == CLOSE:
            self.ending.show(found)
        elif (plan := self._plan()) is not None:
            self.begun.turn_to(plan)
            self._view.plan.show_plan(plan, may_write=may, is_closed=found.is_closed)

    def _show_cell(self, shown: RevealCell | None) -> None:
        plan, found = self._plan(), self._table
        if plan is None or found is None:
            return
        names = self._view.names.isChecked()
        may = self._may(Act.CONSENSUS) and not plan.is_done and not found.is_closed
        begun = self.begun.of(shown.marker.id) if shown is not None else None
        self._view.plan.evidence.show_cell(shown, plan.framework, shows_names=names)
        self._view.plan.consensus.show_cell(shown, plan.framework, begun, may_write=may)

    def _keep_begun(self) -> None:
        shown = self._view.plan.grid.current()
        if shown is not None:
            self.begun.begin(shown.marker.id, self._view.plan.consensus.wish())

    def _go_on(self) -> None:
        """To the next marker that is left; where none is, the plan can be submitted."""
        grid = self._view.plan.grid
        marker = grid.next_left()
        if marker:
            grid.go_to(marker)
            grid.table.view.setFocus()
        else:
            announce(self._view, "Every marker of this plan is settled.")
            self._view.plan.submit_button.setFocus()

    def _go_to_levels(self, _shown: RevealCell) -> None:
        segments = self._view.plan.consensus.levels.segments
        (next((one for one in segments if one.isChecked()), segments[0])).setFocus()

    def _show_names(self, _is_on: bool) -> None:
        self._show_part()

    def _open_plan(self, plan: RevealPlan) -> None:
        self._view.turn_to(plan.audit_id)
        self._view.plan.grid.table.view.setFocus()

    def _plan(self) -> RevealPlan | None:
        return self._table.plan(self._part) if self._table is not None else None

    def _write(self, act: Callable[[Workspace], T], failed: str = "") -> T | None:
        """Write, and tell why it could not be; with `failed` in a dialog that lists each fault."""
        try:
            return self._context.session.write(act)
        except AppError as error:
            if failed and error.problems:
                self._context.dialogs.fail(failed, error)
            else:
                self._view.say(error.message)
            return None

    def _asked(self, title: str, yes: str) -> str | None:
        return self._context.dialogs.ask_text(title, "&Why?", yes=yes, lines=3)

    def _may(self, act: Act) -> bool:
        session = self._context.session
        return session.can_write and holds_right(session.workspace.person, act)

    def _note(self, found: RevealTable) -> None:
        """Scores are looked at: that goes on record, once for each round."""
        if found.round.id not in self._noted:
            self._noted.add(found.round.id)
            self._context.session.note_access("read", f"the reveal table of round {found.round.name}")

    def _go_to_rounds(self) -> None:
        self._context.go("rounds")
