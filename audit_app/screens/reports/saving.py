"""The behaviour of saving: figures counted, files written in a job, what came of it, and another try when it fails."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.reports.asking import Saving
from audit_app.screens.reports.view import ReportsView
from audit_app.screens.reports.written import WrittenReport, reports_in
from audit_app.services.progress import Progress
from audit_app.services.reports.content import contents, tells_more
from audit_app.services.reports.inspection import InspectionAsked, inspection
from audit_app.services.reports.reporting import Report, report
from audit_app.services.reports.you_said import following, with_following
from audit_app.store.workspace import Workspace
from audit_app.ui.feedback import Tone
from audit_app.ui.screen import ScreenContext
from exports.content import Content
from exports.inspection import InspectionFolder, demand_free, write_inspection
from exports.report_files import write_report
from scoring.figures import Audience

_RELEASE = (
    "What the public is shown is kept. Later public figures that overlap this period are refused unless they are the "
    "same, since two numbers side by side can give away small counts."
)
_NOT_THEIRS = "What stands behind plans is for the audit group alone. Choose it, or name no plan and no figure."


class ReportSaver(QObject):
    """Lives as long as its view. `may_save` says whether the person may; `open_path` shows a path in the system."""

    def __init__(
        self,
        view: ReportsView,
        context: ScreenContext,
        may_save: Callable[[], bool],
        open_path: Callable[[Path], None],
    ) -> None:
        super().__init__(view)
        self._view, self._form, self._context = view, view.form, context
        self._may_save, self._open_path = may_save, open_path
        self._writing: Job | None = None
        self._saving: Saving | None = None
        view.form.save_requested.connect(self.save)
        view.form.cancelled.connect(self.cancel)
        view.written.open_requested.connect(open_path)

    @property
    def is_busy(self) -> bool:
        """Whether a report is being written."""
        return self._writing is not None

    def save(self) -> None:
        """Write what is asked for, once formats and folder are named; public figures are asked about first."""
        saving = self._form.saving()
        if self._writing is not None or not self._is_whole(saving):
            return
        is_release = saving.asked.audience is Audience.PUBLIC and not self._form.next.is_again
        if is_release and not self._context.dialogs.confirm(
            "Release these figures to the public?", _RELEASE, "Release and save"
        ):
            return
        self._saving = saving
        self._view.say("")
        self._form.set_busy(True)
        start = self._context.write if self._context.session.can_write else self._context.read
        asked, write = (evidence, self._write_evidence) if saving.is_evidence else (told, self._write_files)
        try:
            job = start(
                lambda workspace, _progress: asked(workspace, saving),
                on_success=write,
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

    def look_for_written(self) -> None:
        """Find the reports that were written last into the folder named in the form."""
        folder = Path(self._form.folder.text().strip())
        self._context.jobs.start(
            lambda _progress: (folder, reports_in(folder)), on_success=self._show_written, on_failure=_nothing
        )

    def _is_whole(self, saving: Saving) -> bool:
        no_format = "" if saving.formats or saving.is_evidence else "Tick at least one format."
        self._form.no_format.setText(no_format)
        self._form.no_format.setVisible(bool(no_format))
        no_folder = "Name the folder that the files go into."
        if self._form.folder.text().strip():
            no_folder = self._context.policy.against_export(saving.folder)
        self._form.folder_field.show_problems((no_folder,) if no_folder else ())
        refused = saving.is_evidence and saving.asked.audience is not Audience.GROUP
        may_have = not saving.is_evidence or self._form.behind.check(_NOT_THEIRS if refused else "")
        is_fit = self._is_fit(saving)
        return not no_format and not no_folder and may_have and is_fit

    def _is_fit(self, saving: Saving) -> bool:
        """Whether what is done next can be printed; asked before figures are released or anything is written."""
        try:
            if saving.following:
                self._context.session.read(lambda workspace: following(workspace, saving.following))
        except AppError as error:
            self._form.next.field.show_problems((error.message,))
            return False
        self._form.next.field.show_problems(())
        return True

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

    def _write_evidence(self, folder: InspectionFolder) -> None:
        """Everything behind the plans is read; the folder needs no workspace either."""
        saving = self._saving
        if saving is None:
            return
        self._keep(
            self._context.jobs.start(
                lambda progress: write_inspection(folder, saving.evidence, progress),
                on_success=self._tell_evidence,
                on_failure=self._fail,
                on_progress=self._form.show_progress,
            )
        )

    def _tell_evidence(self, paths: Any) -> None:
        folder = next(iter(paths)).parent
        self._end()
        self._view.say(
            f"Everything behind what was named was written into {folder}. Begin with index.pdf.",
            Tone.NOTE,
            words="Open folder",
            on_click=lambda: self._open_path(folder),
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
            on_click=lambda: self._open_path(folder),
        )
        self.look_for_written()

    def _show_written(self, found: tuple[Path, tuple[WrittenReport, ...]]) -> None:
        self._view.written.show_written(*found)

    def _fail(self, error: AppError) -> None:
        self._end()
        self._view.say(error.message, words="Retry", on_click=self.save)

    def _end(self) -> None:
        self._writing = None
        self._saving = None
        self._form.set_busy(False, may=self._may_save())


def told(workspace: Workspace, saving: Saving) -> tuple[Report, tuple[Content, ...]]:
    """The report, and what its PDF and workbook tell beyond the figures."""
    words = following(workspace, saving.following) if saving.following else ""  # before anything is released
    made = report(workspace, saving.asked)
    content = contents(workspace, made) if tells_more(made, saving.formats) else ()
    return made, tuple(with_following(one, words) for one in content) if words else content


def evidence(workspace: Workspace, saving: Saving) -> InspectionFolder:
    """Everything behind what is named; refused before anything is noted where its folder is there already."""
    demand_free(saving.evidence)
    asked, named = saving.asked, (saving.plans, saving.figure, saving.documents)
    return inspection(workspace, InspectionAsked(asked.period, *named, cycle=asked.cycle))


def open_in_system(path: Path) -> None:
    """Show a folder or a file in the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _nothing(error: AppError) -> None:
    """A folder that cannot be listed shows no card; writing into it says what is wrong."""
    del error
