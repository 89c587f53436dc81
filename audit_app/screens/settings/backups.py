"""The behaviour of backups: making one, the second place, and the restore drill with its date."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.settings.view import BACKUPS, SettingsView
from audit_app.services.drill import BackupRow, backups, drill, drill_note
from audit_app.services.progress import Progress
from audit_app.store.backup import Made, back_up, set_second_place
from audit_app.store.rehearsal import Rehearsed
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


class BackupsPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context, self._page = view, context, view.backups
        self._job: Job | None = None
        self._tried: Path | None = None
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        self._page.make_requested.connect(self.make_backup)
        self._page.place_requested.connect(self.choose_place)
        self._page.drill_requested.connect(self.try_backup)
        self._page.cancelled.connect(self.cancel)
        self._page.table.row_current.connect(self.follow_row)
        context.session.returned.connect(self.show_all)

    def come_up(self, part: str) -> None:
        """Show the backups there are."""
        if part == BACKUPS:
            self.show_all()

    def forget(self) -> None:
        """The workspace is locked."""
        self.cancel()
        self._page.forget()

    def cancel(self) -> None:
        """Stop the backup or the drill: nothing of it is left."""
        if self._job is not None:
            self._job.cancel()

    def show_all(self) -> None:
        """Read both places anew, while they are in view."""
        session, page = self._context.session, self._page
        if not session.is_open or self._view.part != BACKUPS or not self._view.isVisible():
            return
        try:
            found = session.read(backups)
        except AppError as error:
            self._fail(error)
            return
        page.show_rows(found.rows)
        page.show_last_drill(found.last_drill, self._context.clock())
        page.place.setText(self._place_words(found.second, is_there=found.second_is_there))
        can = session.can_write and self._job is None
        page.make_button.setEnabled(can)
        page.place_button.setEnabled(can and self._context.policy.second_backup is None)
        self.follow_row(page.table.current())

    def follow_row(self, row: Any) -> None:
        """A backup can be tried by whoever may restore one."""
        session = self._context.session
        if not session.is_open:
            return
        may = holds_right(session.read(lambda workspace: workspace.person), Act.RESTORE)
        self._page.drill_button.setEnabled(may and isinstance(row, BackupRow) and self._job is None)
        self._page.why_not.setText("" if may else "Only an owner restores backups, and tries them.")
        self._page.why_not.setVisible(not may)

    def make_backup(self) -> None:
        """Make and verify a backup, in the second place too."""
        self._view.say("")
        try:
            job = self._context.write(
                _back_up,
                on_success=self._tell_made,
                on_failure=self._fail,
                on_progress=self._page.working.show_progress,
                on_finished=self._end,
                words="Making a backup",
            )
        except AppError as error:
            self._fail(error)
            return
        if job.is_running:
            self._job = job
            self._page.working.begin()
            self._shut_buttons()

    def choose_place(self) -> None:
        """Ask for the second place and remember it."""
        place = self._context.dialogs.choose_folder("Second place for backups")
        if place is None:
            return
        try:
            self._context.session.write(lambda workspace: set_second_place(workspace, place))
        except AppError as error:
            self._fail(error)
            return
        self._view.say("")
        self.show_all()

    def try_backup(self) -> None:
        """Restore the chosen backup beside the workspace, check it, and remove it again."""
        row = self._page.table.current()
        if not isinstance(row, BackupRow) or self._job is not None:
            return
        self._view.say("")
        self._page.show_outcome(None)
        self._tried = row.folder
        job = self._context.read(
            lambda workspace, progress: drill(workspace, row.folder, progress),
            on_success=self._tell_tried,
            on_failure=self._fail,
            on_progress=self._page.drilling.show_progress,
            on_finished=self._end,
        )
        if job.is_running:
            self._job = job
            self._page.drilling.begin()
            self._shut_buttons()

    def _tell_made(self, made: list[Made]) -> None:
        thinned = sum(len(one.thinned) for one in made)
        said = f"{counted(len(made), 'backup was', 'backups were')} made and verified."
        if thinned:
            said += f" {counted(thinned, 'older one was', 'older ones were')} thinned."
        self._context.notify(said)

    def _tell_tried(self, done: Rehearsed) -> None:
        self._page.show_outcome(done)
        if self._tried is not None and self._context.session.workspace.can_write:
            try:
                self._context.session.note_access(*drill_note(self._tried, done))
            except AppError as error:
                self._fail(error)

    def _shut_buttons(self) -> None:
        for one in (self._page.make_button, self._page.place_button, self._page.drill_button):
            one.setEnabled(False)

    def _end(self) -> None:
        self._job = None
        self._page.working.hide()
        self._page.drilling.hide()
        self.show_all()

    def _place_words(self, second: Path | None, *, is_there: bool) -> str:
        policy = self._context.policy
        if policy.second_backup is not None:
            return f"Copies also go into {policy.second_backup}, {policy.set_by}."
        if second is None:
            return "There is no second place yet. Choose one on another disk, a share or a cloud folder."
        return f"Copies also go into {second}." if is_there else f"The second place {second} is not there. Connect it."

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)


def _back_up(workspace: Workspace, progress: Progress) -> Any:
    workspace.demand(Act.BACK_UP)
    return back_up(workspace, told=progress)
