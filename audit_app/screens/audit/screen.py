"""The audit screen put together: the view's wishes lead to the presenter, and what moved leads back."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt

from audit_app.domain.findings import FindingKind
from audit_app.domain.problems import AppError
from audit_app.screens.audit.deciding import Deciding
from audit_app.screens.audit.plan_reading import PlanReading
from audit_app.screens.audit.presenter import AuditPresenter
from audit_app.screens.audit.view import AuditView
from audit_app.services.actions.seen import Seen, seen_in_review
from audit_app.store.read_assignments import is_small
from audit_app.store.workspace import Workspace
from audit_app.ui.action_opening import KEYS, ActionOpening
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import ScreenContext
from audit_app.ui.shortcuts import ShortcutSheet
from scoring.plan.text import Place


class AuditScreen(AuditView):
    """`show_with(review_id=…)`, or `place_id=…`, or `plan_ref=…, cycle=…, on=…`; with nothing, the one open last.

    `block=…` shows that piece of the plan's text beside the form, `start` and `end` words in it; `act=…` proposes an
    action on that marker.
    """

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.presenter = AuditPresenter(context, self, self)
        self.deciding = Deciding(context, self.presenter, self)
        self.reading = PlanReading(context, self.presenter, self, self)
        self.acting = ActionOpening(self, context, self._seen, self._refuse_action, "audit")
        self.result.show_action_button(self.acting.make_button())
        self._join_form()
        self._join_wishes()
        self._join_plan()

    def show_with(self, **what: object) -> None:
        """Show a review; words that name none are passed over."""
        names = {name: str(what[name]) for name in ("review_id", "place_id", "plan_ref", "cycle") if what.get(name)}
        on = what.get("on")
        self.presenter.show(**names, on=on if isinstance(on, date) else None)
        if self.presenter.page is None:
            self.reading.forget()
            self.say_empty(is_small=self._is_small())
        elif what.get("block"):
            start, end = (int(str(what.get(name) or 0)) for name in ("start", "end"))
            self.reading.go_to_block(Place(str(what["block"]), start, end))
        elif what.get("act"):
            self.form.go_to(str(what["act"]))
            self.acting.propose()

    def can_leave(self) -> bool:
        """Save what is typed; False where the person stays to try again."""
        self._remember_room()
        return self.presenter.can_leave()

    def unsaved(self) -> Sequence[str]:
        """What could not be saved, what waits for a choice, and what is being typed."""
        return self.presenter.unsaved

    def drop(self) -> None:
        """Forget everything that was read."""
        self.reading.forget()
        self.presenter.drop()

    def commands(self) -> Sequence[Command]:
        """What can be done to the review that is open."""
        page = self.presenter.page
        if page is None:
            return ()
        thread = Command("The golden thread of this plan", "Audit", self._go_to_thread, "Ctrl+5", Icon.THREAD)
        other = Command("Read another document of this plan", "Audit", self._to_choice, icon=Icon.DOCUMENT)
        others = [] if self.plan.choice.isHidden() else [other]
        if page.verdict is None:
            found = [
                Command("Submit the review", "Audit", self.deciding.submit, "Ctrl+Enter", Icon.DONE),
                Command("Give this audit up…", "Audit", self.deciding.abandon),
            ]
            return [*found, thread, *others] if not page.locked_because else [thread, *others]
        offered = [thread, *others]
        if self.deciding.next_plan:
            offered.append(Command(f"Audit the next plan, {self.deciding.next_plan}", "Audit", self.deciding.open_next))
        if self.deciding.may_reopen:
            offered.append(Command("Reopen the review…", "Audit", self.deciding.reopen, icon=Icon.LOCK))
        if self.deciding.may_override:
            offered.append(Command("Override the grade…", "Audit", self.deciding.override))
        if self.acting.may_open:
            offered.append(Command("Make an action of the findings…", "Audit", self.acting.propose, KEYS, Icon.DONE))
        return offered

    def _join_form(self) -> None:
        form, presenter = self.form, self.presenter
        form.answer_chosen.connect(presenter.choose_answer)
        form.evidence_left.connect(presenter.leave_evidence)
        form.text_left.connect(presenter.leave_text)
        form.cause_chosen.connect(presenter.choose_cause)
        form.share_toggled.connect(presenter.share)
        form.tick_toggled.connect(presenter.tick)
        form.state_chosen.connect(presenter.choose_state)
        form.text_typed.connect(presenter.type_text)
        form.evidence_typed.connect(presenter.type_evidence)
        form.moved.connect(presenter.drafting.move_to)

    def _join_plan(self) -> None:
        reading, plan, form = self.reading, self.plan, self.form
        held = self._context.preferences.current
        self.room.wide, self.room.wanted = held.plan_wide, held.plan_open
        self.plan_requested.connect(self._to_plan)
        form.plan_requested.connect(reading.go_to_marker)
        form.place_requested.connect(reading.go_to_link)
        form.taken.connect(reading.take)
        plan.reader.attach_requested.connect(reading.attach)
        plan.reader.marker_requested.connect(self._to_marker)
        plan.reader.send_requested.connect(reading.send)
        plan.dismiss_requested.connect(reading.dismiss)
        plan.add_requested.connect(reading.choose_file)
        plan.file_dropped.connect(reading.add)
        plan.order_chosen.connect(reading.turn)
        plan.stop_requested.connect(reading.adding.stop)

    def _to_plan(self) -> None:
        self.reading.go_to_marker(self.form.at)

    def _to_choice(self) -> None:
        self.open_plan(focus=False)
        self.plan.choice.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_marker(self, marker: str) -> None:
        self.leave_plan()
        self.form.go_to(marker)

    def _remember_room(self) -> None:
        """How wide the plan is and whether it is there, for the next time; nothing is lost where that fails."""
        keeper, room = self._context.preferences, self.room
        wanted = replace(keeper.current, plan_wide=room.wide, plan_open=room.wanted)
        if wanted != keeper.current:
            with suppress(AppError):
                keeper.set(wanted)

    def _join_wishes(self) -> None:
        presenter, deciding = self.presenter, self.deciding
        self.submit_requested.connect(deciding.submit)
        self.reopen_requested.connect(deciding.reopen)
        self.override_requested.connect(deciding.override)
        self.next_requested.connect(deciding.open_next)
        self.abandon_requested.connect(deciding.abandon)
        self.retry_requested.connect(presenter.saving.retry)
        self.mine_requested.connect(presenter.saving.keep_mine)
        self.theirs_requested.connect(presenter.saving.keep_theirs)
        self.restore_requested.connect(presenter.recover)
        self.discard_requested.connect(presenter.discard)
        self.keys_requested.connect(self._show_keys)
        self.samples_requested.connect(self._go_to_samples)
        self.thread_requested.connect(self._go_to_thread)
        presenter.shown.connect(self._show_rights)

    def _seen(self, workspace: Workspace) -> tuple[Seen, ...]:
        """The marker that is open where it falls short, else everything that does; nothing before submission."""
        page = self.presenter.page
        if page is None:
            return ()
        if page.verdict is None or page.is_part:
            raise AppError("Findings become actions once the review is submitted and has its grade.")
        every = seen_in_review(workspace, page.found.review.id)
        at = [one for one in every if one.finding.marker == self.form.at and one.finding.kind is FindingKind.MARKER]
        return tuple(at) or every

    def _refuse_action(self, words: str) -> None:
        self._context.notify(words)

    def _show_rights(self) -> None:
        self.show_rights(
            may_reopen=self.deciding.may_reopen,
            may_override=self.deciding.may_override,
            next_plan=self.deciding.next_plan,
        )
        self.result.allow_action(may_open=self.acting.may_open)

    def _show_keys(self) -> None:
        self._context.dialogs.run(ShortcutSheet(self.keys(), self))

    def _go_to_thread(self) -> None:
        page = self.presenter.page
        if page is not None:
            self._context.go("thread", review_id=page.found.review.id)

    def _go_to_samples(self) -> None:
        self._context.go("member" if self._is_small() else "samples")

    def _is_small(self) -> bool:
        """Whether plans come by pack here, and there are no samples."""
        session = self._context.session
        return session.is_open and session.read(lambda workspace: is_small(workspace.conn))
