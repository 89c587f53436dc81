"""The behaviour of backups and the tamper check: both work in the background and say what came of it."""

from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.settings.reading import backup_rows, last_check, moment, run_check
from audit_app.screens.settings.view import BACKUPS, CHECK, SettingsView
from audit_app.services.progress import Progress
from audit_app.services.refusals import counted
from audit_app.store.backup import Made, back_up, second_place, set_second_place
from audit_app.store.check import Finding
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


class SafetyPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._checking: Job | None = None
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.cancel)
        view.backups.make_requested.connect(self.make_backup)
        view.backups.place_requested.connect(self.choose_place)
        view.check.check_requested.connect(self.check)
        view.check.cancelled.connect(self.cancel)

    def come_up(self, part: str) -> None:
        """Show the backups there are, or when everything was checked last."""
        if not self._context.session.is_open:
            return
        if part == BACKUPS:
            self.show_backups()
        if part == CHECK:
            self._context.read(
                lambda workspace, _progress: last_check(workspace), on_success=self._show_last, on_failure=self._fail
            )

    def show_backups(self) -> None:
        """Read both places anew."""
        session, page = self._context.session, self._view.backups
        try:
            rows, place = session.read(backup_rows), session.read(second_place)
        except AppError as error:
            self._view.say(error.message)
            return
        page.table.set_rows(rows)
        where = (
            f"Copies also go into {place}." if place else "There is no second place yet. Choose one on another disk."
        )
        fixed = self._context.policy.second_backup
        page.place.setText(where if fixed is None else f"Copies also go into {fixed}, {self._context.policy.set_by}.")
        page.place_button.setEnabled(session.can_write and fixed is None)
        page.make_button.setEnabled(session.can_write)

    def make_backup(self) -> None:
        """Make and verify a backup, in the second place too."""
        self._view.say("")
        page = self._view.backups
        try:
            self._context.write(
                _back_up,
                on_success=self._tell_made,
                on_failure=self._fail,
                on_finished=self._end_backup,
                words="Making a backup",
            )
        except AppError as error:
            self._fail(error)
            return
        page.working.setVisible(self._context.session.is_lent)
        page.working.bar.setRange(0, 0)
        page.make_button.setEnabled(not self._context.session.is_lent)

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
        self.show_backups()

    def check(self) -> None:
        """Check everything; where the workspace can be written, nothing is saved meanwhile, so that nothing moves."""
        session = self._context.session
        gap = session.workspace.gap
        start = self._context.write if session.can_write else self._context.read
        self._view.check.show_findings(())
        try:
            job = start(
                lambda workspace, progress: run_check(workspace, gap, progress),
                on_success=self._show_findings,
                on_failure=self._fail,
                on_progress=self._view.check.working.show_progress,
                on_finished=self._end_check,
            )
        except AppError as error:
            self._fail(error)
            return
        if job.is_running:
            self._checking = job
            self._view.check.working.begin()
            self._view.check.check_button.setEnabled(False)

    def cancel(self) -> None:
        """Stop the check; what it has found so far is not shown."""
        if self._checking is not None:
            self._checking.cancel()

    def _tell_made(self, made: list[Made]) -> None:
        thinned = sum(len(one.thinned) for one in made)
        said = f"{counted(len(made), 'backup was', 'backups were')} made and verified."
        if thinned:
            said += f" {counted(thinned, 'older one was', 'older ones were')} thinned."
        self._context.notify(said)
        self.show_backups()

    def _end_backup(self) -> None:
        self._view.backups.working.hide()
        self._view.backups.make_button.setEnabled(self._context.session.can_write)

    def _show_last(self, last: tuple[str, str]) -> None:
        when, found = last
        self._view.check.when.setText(f"Last checked {moment(when)}: {found}." if when else "Never checked yet.")

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        self._view.check.show_findings(findings)
        self.come_up(CHECK)
        faults = sum(len(one.faults) for one in findings)
        if faults:
            found = counted(faults, "fault", "faults")
            self._view.say(f"The check found {found}. Save nothing more here; restore the newest good backup.")
        else:
            self._view.say("")

    def _end_check(self) -> None:
        self._checking = None
        self._view.check.working.hide()
        self._view.check.check_button.setEnabled(True)

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)


def _back_up(workspace: Workspace, progress: Progress) -> Any:
    workspace.demand(Act.BACK_UP)
    return back_up(workspace, told=progress)
