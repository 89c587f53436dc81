"""The behaviour of issuing: says whether a report was issued, asks, issues it, and brings an issued one back."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.reports.form import ReportForm
from audit_app.screens.reports.issuing_card import IssuingCard
from audit_app.screens.reports.issuing_lines import IssuedLine, issued_lines, question, state_words, why_question
from audit_app.screens.reports.preview import Preview
from audit_app.services.reports.issuing import MOST_WHY, Issued, issue, issued_reports
from audit_app.services.reports.reporting import ReportAsked
from audit_app.ui.period_choice import MONTHS, WEEK
from audit_app.ui.screen import ScreenContext

_WHO = "Owners, moderators and chairs issue reports."
_ALREADY = "It is issued just so: nothing is to be done."
_READING = "This window may only read."


class IssuingPresenter(QObject):
    """Lives as long as its card. `say` puts a failure into the screen's banner."""

    def __init__(self, card: IssuingCard, form: ReportForm, context: ScreenContext, say: Callable[[str], None]) -> None:
        super().__init__(card)
        self._card, self._form, self._context, self._say = card, form, context, say
        self._made: Preview | None = None
        self._asked: ReportAsked | None = None
        self._is_busy = False
        card.issue_requested.connect(self.ask)
        card.chosen.connect(self.choose)

    def show(self, made: Preview, asked: ReportAsked) -> None:
        """A report was counted: say how it stands, and which were issued."""
        self._made, self._asked = made, asked
        told = made.told[0]
        is_done = told.issued is not None and not told.issued.differing
        why_not = self._against() or (_ALREADY if is_done else "")
        self._card.show_state(
            state_words(told), can_issue=not why_not, why_not=why_not, again=told.issued is not None and not is_done
        )
        self._list()

    def wait(self) -> None:
        """Another report is being counted: nothing can be issued meanwhile."""
        self._made = self._asked = None
        self._card.show_state("", can_issue=False, why_not="")

    def forget(self) -> None:
        """The workspace is locked."""
        self._made = self._asked = None
        self._card.forget()

    def ask(self) -> None:
        """Issue the report that is shown, once the person said yes; where figures differ, with why."""
        made, asked = self._made, self._asked
        if made is None or asked is None or self._is_busy:
            return
        issued, why = made.told[0].issued, ""
        if issued is None:
            words = question(made.told[0], len(made.told[0].figures), made.given_away)
            if not self._context.dialogs.confirm("Issue this report?", words, "Issue"):
                return
        else:
            said = self._context.dialogs.ask_text(
                "Issue the report again",
                why_question(issued.latest, issued.differing),
                yes="Issue",
                check=_fault,
                lines=3,
            )
            if said is None:
                return
            why = said
        self._issue(asked, why)

    def choose(self, line: IssuedLine) -> None:
        """Ask for a report that was issued, so that its pages come up."""
        if line.asked is None or line.period is None:
            return
        form, asked, period = self._form, line.asked, line.period
        form.kind.setCurrentIndex(max(form.kind.findData(asked.kind), 0))
        form.cycle.choose(asked.cycle)
        form.show_rounds(())
        form.period.show_span(MONTHS if period.is_whole_months else WEEK)
        if period.is_whole_months:
            form.period.show_months(period.first, period.last)
        else:
            form.period.show_week(period.first)
        radio = form.audiences[asked.audience]
        if radio.isChecked():
            form.changed.emit()
        else:
            radio.click()

    def _issue(self, asked: ReportAsked, why: str) -> None:
        self._is_busy = True
        self._card.issue_button.setEnabled(False)
        try:
            self._context.write(
                lambda workspace, _progress: issue(workspace, asked, why),
                on_success=self._tell,
                on_failure=self._fail,
                on_finished=self._end,
                words="Issuing the report",
            )
        except AppError as error:
            self._end()
            self._fail(error)

    def _tell(self, done: Issued) -> None:
        restated = f" {done.restated:,} figures are restated." if done.restated else ""
        self._context.notify(f"The report is issued.{restated} Save its files now: they say so.")

    def _fail(self, error: AppError) -> None:
        self._card.issue_button.setEnabled(self._made is not None)
        self._say(error.message)

    def _end(self) -> None:
        self._is_busy = False

    def _against(self) -> str:
        session = self._context.session
        if not session.is_open or not holds_right(session.workspace.person, Act.ISSUE_REPORT):
            return _WHO
        return "" if session.can_write else _READING

    def _list(self) -> None:
        try:
            self._card.show_issued(issued_lines(self._context.session.read(issued_reports)))
        except AppError as error:
            self._say(error.message)


def _fault(text: str) -> str:
    if not text.strip():
        return "Say why, in a sentence."
    return f"Say it in {MOST_WHY} letters at most." if len(text) > MOST_WHY else ""
