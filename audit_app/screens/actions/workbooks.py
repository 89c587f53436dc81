"""Workbooks of agencies on the screen: one sent, one that came back looked at and taken in, which ones are out."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.domain.working_days import add_working_days
from audit_app.screens.actions.review_lines import (
    Choice,
    first_choices,
    main_words,
    review_lines,
    taken,
    told_words,
    undecided,
    with_choice,
)
from audit_app.screens.actions.send_form import SendAsked, SendDialog
from audit_app.screens.actions.view import ActionsView
from audit_app.services.actions.agency_plans import BACK_IN_DAYS, agency_plan, open_counts
from audit_app.services.actions.listing import ActionList
from audit_app.services.actions.returned import Returned, read_returned
from audit_app.services.actions.taking_in import TakenIn, take_in
from audit_app.services.actions.workbooks import is_late, latest_sent, out_days, out_of, send
from audit_app.store.read_sent import SentWorkbook
from audit_app.store.workspace import Workspace
from audit_app.ui.days import plain_day
from audit_app.ui.screen import ScreenContext
from exports.agency_plan import AgencyPlan
from scoring.figures import AGENCY_NAMES

if TYPE_CHECKING:
    from audit_app.screens.actions.presenter import ActionsPresenter

_KINDS: Final = ("Excel workbook (*.xlsx)",)


class AgencyWorkbooks(QObject):
    """Lives as long as the presenter, which reads the list."""

    def __init__(self, presenter: "ActionsPresenter", view: ActionsView, context: ScreenContext) -> None:
        super().__init__(presenter)
        self._presenter, self._view, self._context = presenter, view, context
        self._listed: ActionList | None = None
        self._out: dict[str, SentWorkbook] = {}
        self._returned: Returned | None = None
        self._choices: dict[str, Choice] = {}
        view.send_requested.connect(self.send)
        view.take_requested.connect(self.take)
        view.file_dropped.connect(self.read)
        view.review.chosen.connect(self.choose)
        view.review.ended.connect(self.end)

    def show_out(self, listed: ActionList) -> None:
        """Tell which agencies have a workbook that is not back."""
        self._listed = listed
        sent = out_of(self._context.session.read(latest_sent))
        self._out = {one.agency: one for one in sent}
        today = self._presenter.today()
        self._view.show_out(out_words(sent, today), is_late=any(is_late(one, today) for one in sent))

    def send(self) -> None:
        """Ask what goes to which agency and where its file goes, and write it."""
        counts = open_counts(self._listed.rows) if self._listed is not None else {}
        if not counts:
            self._view.say("No agency has an open action, so there is nothing to send.")
            return
        context, today = self._context, self._presenter.today()
        back_by, name = add_working_days(today, BACK_IN_DAYS), context.session.workspace.person.name
        dialog = SendDialog(counts, self._out, back_by, name, today)
        context.dialogs.run(dialog)
        asked = dialog.asked
        dialog.deleteLater()
        if asked is not None:
            self._write(asked)

    def take(self) -> None:
        """Ask for a workbook that came back."""
        path = self._context.dialogs.open_file("Choose the workbook that came back", _KINDS)
        if path is not None:
            self.read(path)

    def read(self, path: object) -> None:
        """Show what a workbook would change."""
        if not isinstance(path, Path):
            return
        self._view.say("")
        try:
            returned = self._context.session.read(lambda workspace: read_returned(workspace, path))
        except AppError as error:
            self._context.dialogs.fail("The workbook was not taken in", error)
            return
        self._returned, self._choices = returned, first_choices(returned)
        self._show()
        self._view.show_review(is_shown=True)
        self._view.review.table.select(lambda _line: True)
        self._view.review.table.view.setFocus()

    def choose(self, lines: object, wanted: object) -> None:
        """Decide rows, or turn each round."""
        if self._returned is not None and isinstance(lines, tuple):
            self._choices = with_choice(self._choices, lines, wanted if isinstance(wanted, Choice) else None)
            self._show()

    def end(self, is_taken: bool) -> None:
        """Take in what is chosen, or leave everything as it is."""
        returned = self._returned
        if returned is None:
            return
        if not is_taken:
            self.leave()
            return
        keys, made = taken(self._choices), list[TakenIn]()
        try:
            self._context.session.write(lambda workspace: made.append(take_in(workspace, returned, keys)))
        except AppError as error:
            self._view.say(error.message)
            return
        self.leave()
        self._presenter.read()
        said = counted(made[0].accepted, "change")
        undo = " Undo takes them back." if made[0].accepted else ""
        self._context.notify(f"{returned.agency_name}: {said} taken in.{undo}")

    def leave(self) -> None:
        """Back to the list."""
        self._returned, self._choices = None, {}
        self._view.review.forget()
        self._view.show_review(is_shown=False)

    def forget(self) -> None:
        """The workspace is locked."""
        self._listed, self._out = None, {}
        self.leave()

    def _show(self) -> None:
        returned = self._returned
        if returned is None:
            return
        view, number = self._view.review, undecided(self._choices)
        before = view.table.current()
        view.show_lines(review_lines(returned, self._choices), told_words(returned))
        if before is not None:
            view.table.select(lambda line: line.key == before.key)
        waits = f"{counted(number, 'cell')} changed on both sides: take in what came back, or leave what stands here."
        view.show_end(main_words(self._choices), undecided=waits if number else "")

    def _write(self, asked: SendAsked) -> None:
        """Ask where, make it, write it and keep what was sent."""
        context = self._context
        try:
            plan = context.session.read(lambda workspace: _plan(workspace, asked))
        except AppError as error:
            self._view.say(error.message)
            return
        usual = context.policy.usual_export(Path.home()) / f"{plan.file_stem}.xlsx"
        path = context.dialogs.save_file(f"Save the workbook of {plan.agency_words}", usual, _KINDS)
        if path is None:
            return
        try:
            for ending in asked.formats:
                context.policy.demand_export(path.with_suffix(f".{ending}"))
            context.session.write(lambda workspace: send(workspace, plan, path, asked.formats))
            context.session.note_access("export", f"actions of {plan.agency_words}")
        except AppError as error:
            context.dialogs.fail("The workbook was not saved", error)
            return
        self._presenter.read()
        context.notify(f"The workbook of {plan.agency_words} was saved as {path.name}. Send it on.")


def out_words(sent: tuple[SentWorkbook, ...], today: date) -> str:
    """“Out, not back: Health since 3 May 2026 (19 days, ask after it); Social care since …”."""
    told = []
    for one in sent:
        ask = ", ask after it" if is_late(one, today) else ""
        told.append(
            f"{AGENCY_NAMES.get(one.agency, one.agency)} since {plain_day(one.sent_on)} ({_days(one, today)}{ask})"
        )
    return f"Workbooks that are out: {'; '.join(told)}." if told else ""


def _days(one: SentWorkbook, today: date) -> str:
    days = out_days(one, today)
    return counted(days, "day") if days else "today"


def _plan(workspace: Workspace, asked: SendAsked) -> AgencyPlan:
    return agency_plan(
        workspace, asked.agency, back_by=asked.back_by, contact=asked.contact, with_plans=asked.with_plans
    )
