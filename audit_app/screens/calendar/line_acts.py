"""What people do with reporting lines: added, changed, ended, removed, the usual ones taken in; each can be undone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.governance import ReportingLine
from audit_app.domain.problems import AppError
from audit_app.intake.cells import parse_date
from audit_app.screens.calendar.line_dialog import LineDialog
from audit_app.screens.calendar.view import CalendarView
from audit_app.services.governance.lines import end_line, keep_line, remove_line, take_in_usual
from audit_app.store.workspace import Workspace
from audit_app.ui.days import plain_day
from audit_app.ui.screen import ScreenContext

if TYPE_CHECKING:
    from audit_app.screens.calendar.presenter import CalendarPresenter

_BEGINS = (
    "Around which day the rhythms begin, such as 31/03/2027: weekly ones on it, others some weeks after. Every line "
    "can be changed afterwards."
)


class LineActs(QObject):
    """Lives as long as the presenter, which reads anew after each change."""

    def __init__(self, presenter: "CalendarPresenter", view: CalendarView, context: ScreenContext) -> None:
        super().__init__(presenter)
        self._presenter, self._view, self._context = presenter, view, context
        page = view.lines
        page.add_requested.connect(self.add)
        page.usual_requested.connect(self.take_in_usual)
        page.change_requested.connect(self.change)
        page.end_requested.connect(self.end)
        page.remove_requested.connect(self.remove)

    def add(self) -> None:
        """Ask for a new line."""
        self._ask("Add a reporting line", None)

    def change(self, line: object) -> None:
        """Ask for everything of a line, for whoever may change it."""
        if isinstance(line, ReportingLine) and self._view.lines.add_button.isEnabled():
            self._ask("Change the reporting line", line)

    def take_in_usual(self) -> None:
        """Ask when the usual lines begin, and take in those that are not there."""
        today = self._presenter.today()
        monday = today - timedelta(days=today.weekday())
        text = self._context.dialogs.ask_text(
            "Take in the usual lines", _BEGINS, text=plain_day(monday.isoformat()), yes="Take them in", check=_fit_day
        )
        if text is None:
            return
        begins = date.fromisoformat(parse_date(text))
        taken: list[int] = []
        if self._is_done(lambda workspace: taken.append(take_in_usual(workspace, begins))):
            number = taken[0]
            said = (
                f"{counted(number, 'line was', 'lines were')} taken in." if number else "All of them are there already."
            )
            self._context.notify(said)

    def end(self, line: object) -> None:
        """Ask on which day a line ends; its meetings until then stay."""
        if not isinstance(line, ReportingLine):
            return
        day = plain_day(self._presenter.today().isoformat())
        asked = f"The last day of {line.body}, such as 31/03/2027; its meetings until then stay"
        text = self._context.dialogs.ask_text("End the line", asked, text=day, yes="End it", check=_fit_day)
        if text is not None:
            on = date.fromisoformat(parse_date(text))
            if self._is_done(lambda workspace: end_line(workspace, line.id, on)):
                self._context.notify("The line ends on that day.")

    def remove(self, line: object) -> None:
        """Take a line away with all its days, after a question; undo brings it back."""
        if not isinstance(line, ReportingLine):
            return
        text = f"{line.body} leaves the calendar with all its meetings, past ones too. To keep those, end the line."
        if not self._context.dialogs.confirm("Remove the line", text, "Remove it", danger=True):
            return
        if self._is_done(lambda workspace: remove_line(workspace, line.id)):
            self._context.notify("The line was removed.")

    def _ask(self, title: str, start: ReportingLine | None) -> None:
        def keep(line: ReportingLine) -> None:
            self._context.session.write(lambda workspace: keep_line(workspace, line))

        self._view.say("")
        dialog = LineDialog(title, start, keep)
        self._context.dialogs.run(dialog)
        dialog.deleteLater()

    def _is_done(self, act: Callable[[Workspace], None]) -> bool:
        """Whether it was done; where it was refused the screen says why."""
        self._view.say("")
        try:
            self._context.session.write(act)
        except AppError as error:
            self._view.say(error.message)
            return False
        return True


def _fit_day(text: str) -> str:
    try:
        parse_date(text)
    except ValueError as error:
        return str(error)
    return "" if text else "Give a day."
