"""What people do with a meeting: days, cancelling, notes, decisions and their actions, papers; each can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from audit_app.domain.findings import Finding
from audit_app.domain.governance import LONGEST, Decision
from audit_app.domain.problems import AppError
from audit_app.intake.cells import parse_date
from audit_app.screens.calendar.dialogs import DaysDialog, DecisionDialog, HeldDialog
from audit_app.screens.calendar.saving import PapersSaving
from audit_app.screens.calendar.view import CalendarView
from audit_app.services.actions.proposing import Proposal
from audit_app.services.actions.seen import Seen
from audit_app.services.governance.decided import act_on, as_decided, join, seen_in
from audit_app.services.governance.meeting_page import MeetingPage, ReportFor, meeting_page
from audit_app.services.governance.meetings import (
    Held,
    cancel,
    decide,
    note_communicated,
    note_held,
    remove_decision,
    set_days,
    take_place_after_all,
)
from audit_app.store.workspace import Workspace
from audit_app.ui.action_opening import ActionOpening
from audit_app.ui.days import plain_day
from audit_app.ui.screen import ScreenContext

if TYPE_CHECKING:
    from audit_app.screens.calendar.presenter import CalendarPresenter


class MeetingActs(QObject):
    """Lives as long as the presenter, which reads anew after each change."""

    def __init__(self, presenter: "CalendarPresenter", view: CalendarView, context: ScreenContext) -> None:
        super().__init__(presenter)
        self._presenter, self._view, self._context = presenter, view, context
        self._asked: tuple[str, date] | None = None
        self._decision = ""
        self.papers = PapersSaving(context, self, view.say)
        self.acting = ActionOpening(
            view, context, self._look, view.say, "decision", fill=self._fill, keep=self._keep, join=self._join
        )
        pane = view.pane
        pane.days_requested.connect(self.set_days)
        pane.cancel_requested.connect(self.cancel)
        pane.after_all_requested.connect(self.take_place_after_all)
        pane.note_requested.connect(self.note)
        pane.communicated_requested.connect(self.note_communicated)
        pane.decision_requested.connect(self.decide)
        pane.decision_removed.connect(self.remove_decision)
        pane.action_requested.connect(self.act_on)
        pane.action_shown_requested.connect(self.show_action)
        pane.report_requested.connect(self.report)
        pane.papers_requested.connect(self.save_papers)

    @property
    def is_open(self) -> bool:
        """Whether a meeting is shown."""
        return self._asked is not None and self._view.pane.meeting is not None

    def open(self, line_id: str, planned: date) -> None:
        """Show a meeting."""
        self._asked = (line_id, planned)
        self.refresh()

    def refresh(self) -> None:
        """Show it as it stands now; the day where its line is gone."""
        if self._asked is None:
            return
        line_id, planned = self._asked
        try:
            page = self._context.session.read(lambda workspace: meeting_page(workspace, line_id, planned))
        except AppError as error:
            self._asked = None
            self._view.pane.forget()
            self._view.say(error.message)
            return
        self._view.pane.show_meeting(page)

    def close(self) -> None:
        """No meeting is open."""
        self._asked, self._decision = None, ""

    def forget(self) -> None:
        """The workspace is locked."""
        self.close()
        self.papers.forget()

    def set_days(self) -> None:
        """Ask for the days of the meeting."""
        page = self._page
        if page is not None:
            line, planned = page.line.id, page.meeting.planned
            self._run(
                DaysDialog(page, lambda on, cut, papers: self._write(set_days, line, planned, on, cut, papers)),
            )

    def cancel(self) -> None:
        """Ask why the meeting is cancelled."""
        page = self._page
        if page is None:
            return
        asked = (
            f"Why {page.line.body} is cancelled on {plain_day(page.meeting.on.isoformat())}; it stays in the calendar"
        )
        why = self._context.dialogs.ask_text(
            "Cancel the meeting", asked, yes="Cancel the meeting", check=_fit_reason, danger=True
        )
        if why is not None:
            self._do(cancel, page.line.id, page.meeting.planned, why, said="The meeting is cancelled.")

    def take_place_after_all(self) -> None:
        """Take the cancellation back."""
        page = self._page
        if page is not None:
            self._do(
                take_place_after_all, page.line.id, page.meeting.planned, said="The meeting takes place after all."
            )

    def note(self) -> None:
        """Ask who was there, what was asked, and where the minutes are."""
        page = self._page
        if page is not None:
            line, planned = page.line.id, page.meeting.planned

            def keep(held: Held) -> None:
                self._write(note_held, line, planned, held)

            self._run(HeldDialog(page, keep))

    def note_communicated(self) -> None:
        """Ask on which day the communication after the meeting went out; nothing takes it back."""
        page = self._page
        if page is None:
            return
        held = page.meeting.communicated_on or self._presenter.today()
        asked = "On which day it went out, such as 31/03/2027; empty takes it back"
        text = self._context.dialogs.ask_text(
            "Communication sent", asked, text=plain_day(held.isoformat()), yes="Note it", check=_fit_day
        )
        if text is not None:
            on = date.fromisoformat(parse_date(text)) if text else None
            self._do(note_communicated, page.line.id, page.meeting.planned, on, said="The communication was noted.")

    def decide(self, before: object) -> None:
        """Ask for a decision, new or as it is."""
        page = self._page
        if page is None:
            return
        start = before if isinstance(before, Decision) else None
        blank = start or Decision("", page.line.id, page.meeting.on, "")

        def keep(words: str, owner: str, due: date | None) -> None:
            self._write(decide, replace(blank, words=words, owner=owner, due=due))

        self._run(DecisionDialog("Change the decision" if start else "Record a decision", start, keep))

    def remove_decision(self, one: object) -> None:
        """Take a decision away; its action stays."""
        if isinstance(one, Decision):
            self._do(remove_decision, one.id, said="The decision was taken away. Its action, if it has one, stays.")

    def act_on(self, one: object) -> None:
        """Show what an action on a decision would be; Enter opens it."""
        if isinstance(one, Decision):
            self._decision = one.id
            self.acting.propose()

    def show_action(self, action_id: str) -> None:
        """To the action that a decision became."""
        self._context.go("actions", action_id=action_id)

    def report(self, asked: object) -> None:
        """To Reports, with kind, period and readers filled in."""
        page = self._page
        if isinstance(asked, ReportFor) and page is not None:
            self._context.go(
                "reports", kind=asked.kind, period=asked.period, audience=asked.audience.value, line=page.line.body
            )

    def save_papers(self) -> None:
        """Save agenda and minutes of the meeting as PDF and Word."""
        page = self._page
        if page is not None:
            self._view.say("")
            self.papers.save(page.line.id, page.meeting.planned)

    @property
    def _page(self) -> MeetingPage | None:
        return self._view.pane.meeting

    def _look(self, workspace: Workspace) -> Sequence[Seen]:
        page, wanted = self._page, self._decision
        if not wanted and page is not None:
            wanted = next((one.id for one, _ in page.decisions if not one.action), "")
        if not wanted:
            raise AppError("Open a meeting with a decision that has no action yet.")
        self._decision = wanted
        return (seen_in(workspace, wanted),)

    def _fill(self, workspace: Workspace, proposal: Proposal) -> Proposal:
        return as_decided(workspace, self._decision, proposal)

    def _keep(self, workspace: Workspace, proposal: Proposal) -> str:
        made, self._decision = act_on(workspace, self._decision, proposal), ""
        return made

    def _join(self, workspace: Workspace, action_id: str, findings: Sequence[Finding]) -> int:
        made, self._decision = join(workspace, self._decision, action_id, findings), ""
        return made

    def _write(self, act: Callable[..., object], *values: Any) -> None:
        self._context.session.write(lambda workspace: act(workspace, *values))

    def _do(self, act: Callable[..., object], *values: Any, said: str) -> None:
        self._view.say("")
        try:
            self._write(act, *values)
        except AppError as error:
            self._view.say(error.message)
            return
        self._context.notify(said)

    def _run(self, dialog: Any) -> None:
        self._view.say("")
        self._context.dialogs.run(dialog)
        dialog.deleteLater()


def _fit_reason(text: str) -> str:
    if not text:
        return "Say why."
    return f"At most {LONGEST} letters." if len(text) > LONGEST else ""


def _fit_day(text: str) -> str:
    """What speaks against a text as a day; none is a day as well, it takes back what was noted."""
    try:
        if text:
            parse_date(text)
    except ValueError as error:
        return str(error)
    return ""
