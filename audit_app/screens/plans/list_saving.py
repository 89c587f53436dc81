"""The behaviour of saving a list of an import: where the person says, as far as the policy allows, and noted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.screens.plans.import_panel import ImportPanel
from audit_app.services.register.lists import change_list, fault_list
from audit_app.store.workspace import Workspace
from audit_app.ui.file_saving import FileAsked, FileSaving
from audit_app.ui.screen import ScreenContext
from exports.lists import ListFile
from exports.plain import file_name_part


class ListSaving(QObject):
    """Saves what the panel lists."""

    def __init__(self, panel: ImportPanel, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._path = Path()
        self._saving = FileSaving(context, self)
        panel.problems.save_requested.connect(self.save_problems)
        panel.changes.save_requested.connect(self.save_changes)

    def use(self, path: Path) -> None:
        """The lists are about this file from now on."""
        self._path = path

    def forget(self) -> None:
        """Forget the file and what was being saved of it."""
        self._path = Path()
        self._saving.forget()

    def save_problems(self) -> None:
        """Save what is wrong in the file."""
        problems, file = self._panel.problems.problems, self._path.name
        self._save("faults", lambda workspace: fault_list(workspace, file, problems))

    def save_changes(self) -> None:
        """Save what the import changes."""
        entries, file = self._panel.changes.entries, self._path.name
        self._save("changes", lambda workspace: change_list(workspace, file, entries))

    def _save(self, what: str, make: Callable[[Workspace], ListFile]) -> None:
        name = f"{file_name_part(self._path.stem)}-{what}.xlsx"
        asked = FileAsked("Save the list", name, f"the {what} of an import", beside=self._path.parent)
        self._saving.save_list(asked, make)
