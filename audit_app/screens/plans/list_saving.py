"""The behaviour of saving a list of an import: where the person says, as far as the policy allows, and noted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.screens.plans.import_panel import ImportPanel
from audit_app.services.register.lists import change_list, fault_list
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext
from exports.lists import ListFile, write_list
from exports.plain import file_name_part

_KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")


@dataclass(frozen=True, slots=True)
class _Saving:
    """A list on its way into a file."""

    path: Path
    made: ListFile


class ListSaving(QObject):
    """Saves what the panel lists."""

    def __init__(self, panel: ImportPanel, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._panel, self._context = panel, context
        self._path = Path()
        self._saving: _Saving | None = None
        panel.problems.save_requested.connect(self.save_problems)
        panel.changes.save_requested.connect(self.save_changes)

    def use(self, path: Path) -> None:
        """The lists are about this file from now on."""
        self._path = path

    def forget(self) -> None:
        """Forget the file and what was being saved of it."""
        self._path, self._saving = Path(), None

    def save_problems(self) -> None:
        """Save what is wrong in the file."""
        problems, file = self._panel.problems.problems, self._path.name
        self._save("faults", lambda workspace: fault_list(workspace, file, problems))

    def save_changes(self) -> None:
        """Save what the import changes."""
        entries, file = self._panel.changes.entries, self._path.name
        self._save("changes", lambda workspace: change_list(workspace, file, entries))

    def _save(self, what: str, make: Callable[[Workspace], ListFile]) -> None:
        folder = self._context.policy.usual_export(self._path.parent)
        usual = folder / f"{file_name_part(self._path.stem)}-{what}.xlsx"
        path = self._context.dialogs.save_file("Save the list", usual, _KINDS)
        if path is None:
            return
        try:
            self._context.policy.demand_export(path)
            self._context.session.note_access("export", f"the {what} of an import")
            self._saving = _Saving(path, self._context.session.read(make))
        except AppError as error:
            self._context.dialogs.fail("The list was not saved", error)
            return
        self._write()

    def _write(self) -> None:
        saving, today = self._saving, self._context.clock().astimezone().date()
        if saving is not None:
            self._context.jobs.start(
                lambda _progress: write_list(saving.path, saving.made, today),
                on_success=self._tell_saved,
                on_failure=self._fail,
            )

    def _tell_saved(self, _result: object) -> None:
        saving, self._saving = self._saving, None
        if saving is not None:
            self._context.notify(f"The list was saved as {saving.path.name}.")

    def _fail(self, error: AppError) -> None:
        if self._context.dialogs.fail("The list was not saved", error, retry=True):
            self._write()
        else:
            self._saving = None
