"""The behaviour of the reports screen: counting what is asked for, writing it in a job, what to do when it fails."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from audit_app.domain.people import Act, holds_right
from audit_app.domain.period import parse_period
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.reports.asking import WEEKLY, Saving, last_two_months, last_week
from audit_app.screens.reports.form import ReportForm
from audit_app.screens.reports.preview import Preview, preview
from audit_app.screens.reports.view import ReportsView
from audit_app.services.progress import Progress
from audit_app.services.report_content import contents
from audit_app.services.reporting import Report, report
from audit_app.store.workspace import Workspace
from audit_app.ui.feedback import Tone
from audit_app.ui.screen import ScreenContext
from exports.content import Content
from exports.report_files import write_report
from scoring.figures import Audience

_RELEASE = (
    "What the public is shown is kept. Later public figures that overlap this period are refused unless they are the "
    "same, since two numbers side by side can give away small counts."
)


class ReportsPresenter(QObject):
    """Lives as long as its view. `show_in_system` opens a folder in the system's own program."""

    def __init__(
        self, view: ReportsView, context: ScreenContext, show_in_system: Callable[[Path], None] | None = None
    ) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._show_in_system = show_in_system or open_in_system
        self._counting: Job | None = None
        self._writing: Job | None = None
        self._saving: Saving | None = None
        self._folder = context.policy.usual_export(usual_folder())
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.form.changed.connect(self.count)
        view.form.save_requested.connect(self.save)
        view.form.folder_requested.connect(self.choose_folder)
        view.form.cancelled.connect(self.cancel)
        context.session.changed.connect(self.follow)
        today = context.clock().date()
        view.form.show_months(*last_two_months(today))
        view.form.show_week(last_week(today))
        view.form.show_folder(self._folder)

    @property
    def _form(self) -> ReportForm:
        return self._view.form

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: count anew; a `kind` that was asked for is chosen, with its usual period."""
        if kind := str(what.get("kind", "")):
            self._form.kind.setCurrentIndex(max(self._form.kind.findData(kind), 0))
            self._form.span.setCurrentIndex(1 if kind == WEEKLY else 0)
            self._form.follow_period()
        self.count()

    def forget(self) -> None:
        """The workspace is locked: what is under way is not wanted any more."""
        self.cancel()
        if self._counting is not None:
            self._counting.cancel()

    def follow(self, _kinds: frozenset[str]) -> None:
        """Something was saved: the figures may be others now."""
        if self._view.isVisible() and self._writing is None:
            self.count()

    def count(self) -> None:
        """Count the figures of what is asked for; an earlier count that still runs is given up."""
        if not self._context.session.is_open:
            return
        if self._counting is not None:
            self._counting.cancel()
        asked = self._form.asked()
        try:
            parse_period(asked.period)
        except AppError:
            self._form.last_field.show_problems(("This month is before the first. Choose a later one.",))
            self._view.show_nothing("No period", "Choose a month to end with that is not before the first.")
            self._form.set_busy(False, may=False)
            return
        self._form.last_field.show_problems(())
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

    def save(self) -> None:
        """Write what is asked for, once formats and folder are named; public figures are asked about first."""
        saving = self._form.saving()
        if self._writing is not None or not self._is_whole(saving):
            return
        if saving.asked.audience is Audience.PUBLIC and not self._context.dialogs.confirm(
            "Release these figures to the public?", _RELEASE, "Release and save"
        ):
            return
        self._saving = saving
        self._view.say("")
        self._form.set_busy(True)
        start = self._context.write if self._context.session.can_write else self._context.read
        try:
            job = start(
                lambda workspace, _progress: told(workspace, saving),
                on_success=self._write_files,
                on_failure=self._fail,
            )
        except AppError as error:
            self._fail(error)
        else:
            self._keep(job)

    def cancel(self) -> None:
        """Stop writing: no file is left half done."""
        if self._writing is not None:
            self._writing.cancel()
            self._end()

    def _is_whole(self, saving: Saving) -> bool:
        no_format = "" if saving.formats else "Tick at least one format."
        self._form.no_format.setText(no_format)
        self._form.no_format.setVisible(bool(no_format))
        no_folder = "Name the folder that the files go into."
        if self._form.folder.text().strip():
            no_folder = self._context.policy.against_export(saving.folder)
        self._form.folder_field.show_problems((no_folder,) if no_folder else ())
        return not no_format and not no_folder

    def _write_files(self, made: tuple[Report, tuple[Content, ...]]) -> None:
        """The figures are counted; the files need no workspace, so that saving elsewhere goes on meanwhile."""
        saving = self._saving
        if saving is None:
            return
        counted, content = made

        def write(progress: Progress) -> list[Path]:
            head, rows = counted.head(), counted.rows()
            return write_report(saving.folder, counted.stem, head, rows, saving.formats, content, progress)

        self._keep(
            self._context.jobs.start(
                write, on_success=self._tell_written, on_failure=self._fail, on_progress=self._form.show_progress
            )
        )

    def _keep(self, job: Job) -> None:
        """The job that Cancel stops; one that is over already is none."""
        if job.is_running:
            self._writing = job

    def _tell_written(self, paths: Any) -> None:
        written: list[Path] = list(paths)
        folder = written[0].parent
        self._end()
        names = ", ".join(path.name for path in written)
        count = "1 file was" if len(written) == 1 else f"{len(written)} files were"
        self._view.say(
            f"{count} written into {folder}: {names}.",
            Tone.NOTE,
            words="Open folder",
            on_click=lambda: self._show_in_system(folder),
        )

    def _fail(self, error: AppError) -> None:
        self._end()
        self._view.say(error.message, words="Retry", on_click=self.save)

    def _end(self) -> None:
        self._writing = None
        self._saving = None
        self._form.set_busy(False, may=self._may_report())

    def _show(self, made: Preview) -> None:
        self._view.show_preview(made)

    def _fail_to_count(self, error: AppError) -> None:
        self._view.show_nothing("The figures could not be counted", error.message)
        self._view.say(error.message, words="Try again", on_click=self.count_again)

    def count_again(self) -> None:
        """Count once more after a failure."""
        self._view.say("")
        self.count()

    def _may_report(self) -> bool:
        session = self._context.session
        return session.is_open and holds_right(session.read(lambda workspace: workspace.person), Act.REPORT)


def told(workspace: Workspace, saving: Saving) -> tuple[Report, tuple[Content, ...]]:
    """The report, and what its PDF and workbook tell beyond the figures."""
    made = report(workspace, saving.asked)
    return made, contents(workspace, made) if {"pdf", "xlsx"} & set(saving.formats) else ()


def usual_folder() -> Path:
    """Where reports go unless another folder is chosen: in the user's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "EHC plan reports"


def open_in_system(folder: Path) -> None:
    """Show a folder in the system's own program for files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
