"""The behaviour of the reports screen: counting what is asked for, and handing it on to the pages and to saving."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.reports.asking import NOTE, WEEKLY, last_two_months, last_week
from audit_app.screens.reports.commentary import CommentaryPresenter
from audit_app.screens.reports.drawing import PagesPresenter
from audit_app.screens.reports.form import ReportForm
from audit_app.screens.reports.issuing import IssuingPresenter
from audit_app.screens.reports.issuing_lines import prints_again
from audit_app.screens.reports.preview import Preview, preview
from audit_app.screens.reports.saving import ReportSaver, open_in_system
from audit_app.screens.reports.view import ReportsView
from audit_app.services.governance.line_reports import line_reports
from audit_app.services.reports.inspection import stands_on_plans
from audit_app.services.reports.reporting import ReportAsked
from audit_app.services.reports.you_said import following, with_following
from audit_app.ui.period_choice import MONTHS, WEEK
from audit_app.ui.screen import ScreenContext
from exports.content import Content
from scoring.figures import Audience


class ReportsPresenter(QObject):
    """Lives as long as its view. `show_in_system` opens a folder or a file in the system's own program."""

    def __init__(
        self, view: ReportsView, context: ScreenContext, show_in_system: Callable[[Path], None] | None = None
    ) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._counting: Job | None = None
        self._noted = ""
        self._folder = context.policy.usual_export(usual_folder())
        self._pages = PagesPresenter(view.card, context)
        self._issuing = IssuingPresenter(view.issuing, view.form, context, view.say)
        self._commentary = CommentaryPresenter(view.commentary, context)
        self._asked: ReportAsked | None = None
        self._told: tuple[Content, ...] = ()
        view.keep_with(self._commentary.keep, self._commentary.unsaved)
        self._saver = ReportSaver(view, context, self._may_report, show_in_system or open_in_system)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.form.changed.connect(self.count)
        view.form.worded.connect(self.show_words)
        view.form.folder_requested.connect(self.choose_folder)
        context.session.changed.connect(self.follow)
        today = context.clock().date()
        view.form.period.show_months(*last_two_months(today))
        view.form.period.show_week(last_week(today))
        view.form.show_folder(self._folder)

    @property
    def _form(self) -> ReportForm:
        return self._view.form

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: count anew; a `kind` that was asked for is chosen, with its usual period.

        With a `period` and an `audience` these are chosen too, and the `line` for which the report is made.
        """
        self._show_lines()
        kind, period = str(what.get("kind", "")), str(what.get("period", ""))
        if kind and period:
            self._form.show_asked(kind, period, Audience(str(what.get("audience", Audience.GROUP.value))))
            self._form.line.show_line(str(what.get("line", "")), kind)
        elif kind:
            self._form.kind.setCurrentIndex(max(self._form.kind.findData(kind), 0))
            self._form.period.show_span(WEEK if kind == WEEKLY else MONTHS)
            self._form.show_rounds(())
        self.count()
        self._saver.look_for_written()

    def _show_lines(self) -> None:
        session = self._context.session
        if session.is_open:
            today = self._context.clock().astimezone().date()
            self._form.line.show_reports(session.read(lambda workspace: line_reports(workspace, today)))

    def forget(self) -> None:
        """The workspace is locked: what is under way is not wanted any more."""
        self._saver.cancel()
        self._pages.forget()
        self._issuing.forget()
        self._commentary.forget()
        self._form.forget()
        self._noted, self._asked, self._told = "", None, ()
        if self._counting is not None:
            self._counting.cancel()

    def follow(self, _kinds: frozenset[str]) -> None:
        """Something was saved: the figures may be others now."""
        if self._view.isVisible() and not self._saver.is_busy:
            self.count()

    def count(self) -> None:
        """Count the figures of what is asked for; an earlier count that still runs is given up, with its pages."""
        if not self._context.session.is_open:
            return
        if self._counting is not None:
            self._counting.cancel()
        self._pages.give_up()
        self._told = ()
        self._form.next.is_again = False  # until it is counted, saving asks
        self._issuing.wait()
        asked = self._form.asked()
        if asked != self._asked:
            self._commentary.wait()
        self._asked = asked
        if self._form.period.period() is None:
            self._view.show_nothing("No period", "Choose a month to end with that is not before the first.")
            self._form.set_busy(False, may=False)
            return
        self._form.set_busy(False, may=self._may_report())
        self._view.show_nothing("Counting…", "The figures of this period are being counted.")
        self._counting = self._context.read(
            lambda workspace, _progress: preview(workspace, asked),
            on_success=self._show,
            on_failure=self._fail_to_count,
        )

    def choose_folder(self) -> None:
        """Ask for the folder that the files go into."""
        typed = Path(self._form.folder.text().strip() or self._folder)
        start = typed if typed.is_dir() else None
        if (chosen := self._context.dialogs.choose_folder("Folder for reports", start)) is not None:
            self._form.show_folder(chosen)
            self._saver.look_for_written()

    def count_again(self) -> None:
        """Count once more after a failure."""
        self._view.say("")
        self.count()

    def show_words(self) -> None:
        """Other words in the same note: its pages are made anew; they wait while it is counted."""
        if self._told and self._context.session.is_open and self._form.asked().kind == NOTE:
            self._pages.show(self._worded())

    def _worded(self) -> tuple[Content, ...]:
        """What the pages tell, with what is done next where that stands in the form and can be printed."""
        typed = self._form.following()
        try:
            words = self._context.session.read(lambda workspace: following(workspace, typed)) if typed else ""
        except AppError as error:
            self._form.next.field.show_problems((error.message,))
            return self._told
        self._form.next.field.show_problems(())
        return tuple(with_following(one, words) for one in self._told) if words else self._told

    def _show(self, made: Preview) -> None:
        self._view.show_preview(made)
        self._told = made.told
        self._form.next.show_again(prints_again(made.told[0]))
        if self._form.audience() is Audience.GROUP:
            named = {row.id: row.label for row in made.rows if not row.is_withheld and stands_on_plans(row.id)}
            self._form.behind.show_figures(named)
        self._pages.show(self._worded())
        self._commentary.show(made.told[0])
        if self._asked is not None:
            self._issuing.show(made, self._asked)
        if made.names_plans and made.stem != self._noted:
            self._noted = made.stem
            self._context.session.note_access("read", f"report {made.stem}")

    def _fail_to_count(self, error: AppError) -> None:
        self._view.show_nothing("The figures could not be counted", error.message)
        self._view.say(error.message, words="Try again", on_click=self.count_again)

    def _may_report(self) -> bool:
        session = self._context.session
        return session.is_open and holds_right(session.read(lambda workspace: workspace.person), Act.REPORT)


def usual_folder() -> Path:
    """Where reports go unless another folder is chosen: in the user's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "EHC plan reports"
