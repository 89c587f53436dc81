"""The behaviour of targets in time: made, changed, taken from a file, removed with a way back, saved as a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.screens.timeliness.targets_page import TargetsPage
from audit_app.services.timeliness.trajectories import TrajectoryRow, as_file, change, import_trajectory, keep, remove
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext
from audit_app.ui.target_dialog import TargetDialog
from exports.plain import file_name_part
from scoring.timeliness.trajectories import Trajectory

_KINDS = ("Target (*.toml)",)


class Targets(QObject):
    """`kept` carries the name of the target that is to be looked at now, empty for none."""

    kept = Signal(str)

    def __init__(self, page: TargetsPage, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._context = page, context
        page.new_requested.connect(self.make)
        page.file_requested.connect(self.take_file)
        page.change_requested.connect(self.change)
        page.remove_requested.connect(self.remove)
        page.save_requested.connect(self.save)

    def make(self) -> None:
        """Ask for a new target and keep it."""
        made = self._ask("New target", None)
        if made is not None:
            self._keep(made)

    def take_file(self) -> None:
        """Keep the target of a file."""
        path = self._context.dialogs.open_file("Choose a target", _KINDS)
        if path is None:
            return
        try:
            kept = self._context.session.write(lambda workspace: import_trajectory(workspace, path))
        except AppError as error:
            self._context.dialogs.fail("The target was not kept", error)
            return
        self._context.notify(f"The target “{kept.trajectory.name}” is kept.")
        self.kept.emit(kept.trajectory.name)

    def change(self, row: TrajectoryRow) -> None:
        """Ask what of a target is to be another; an example becomes one of the workspace's own."""
        title = "Use the example as a start" if row.is_shipped else "Change the target"
        made = self._ask(title, row.trajectory)
        if made is None:
            return
        if row.is_shipped:
            self._keep(made)
        else:
            self._write(made, lambda workspace: change(workspace, row.id, made))

    def remove(self, row: TrajectoryRow) -> None:
        """Take one away; undo brings it back."""
        try:
            self._context.session.write(lambda workspace: remove(workspace, row.id))
        except AppError as error:
            self._context.dialogs.fail("The target was not removed", error)
            return
        self._context.notify(f"The target “{row.trajectory.name}” was removed. Undo brings it back.")
        self.kept.emit("")

    def save(self, row: TrajectoryRow) -> None:
        """Save one as a file that another workspace takes."""
        usual = self._context.policy.usual_export(Path.home()) / f"{file_name_part(row.trajectory.name)}.toml"
        path = self._context.dialogs.save_file("Save the target", usual, _KINDS)
        if path is None:
            return
        try:
            self._context.policy.demand_export(path)
            write_whole(path, as_file(row.trajectory))
        except AppError as error:
            self._context.dialogs.fail("The target was not saved", error)
            return
        self._context.notify(f"The target was saved as {path.name}.")

    def _ask(self, title: str, start: Trajectory | None) -> Trajectory | None:
        today = self._context.clock().astimezone().date()
        dialog = TargetDialog(title, start, today, self._page.window())
        made = dialog.made if self._context.dialogs.run(dialog) else None
        dialog.deleteLater()
        return made

    def _keep(self, made: Trajectory) -> None:
        self._write(made, lambda workspace: keep(workspace, made))

    def _write(self, made: Trajectory, write: Callable[[Workspace], object]) -> None:
        try:
            self._context.session.write(write)
        except AppError as error:
            self._context.dialogs.fail("The target was not kept", error)
            return
        self.kept.emit(made.name)
