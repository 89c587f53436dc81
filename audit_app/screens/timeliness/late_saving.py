"""The behaviour of saving the late plans as a list: where the person says, as far as the policy allows, and noted."""

from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.services.timeliness.counting import Timeliness
from audit_app.services.timeliness.lists import late_list
from audit_app.ui.screen import ScreenContext
from exports.lists import write_list
from exports.plain import file_name_part

_KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")


class LateSaving(QObject):
    """Saves what it is given."""

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def save(self, found: Timeliness) -> None:
        """Ask where, note it and write the list."""
        folder = self._context.policy.usual_export(Path.home())
        usual = folder / f"late-plans-{file_name_part(found.period.text)}.xlsx"
        path = self._context.dialogs.save_file("Save the late plans", usual, _KINDS)
        if path is None:
            return
        today = self._context.clock().astimezone().date()
        try:
            self._context.policy.demand_export(path)
            made = self._context.session.read(lambda workspace: late_list(workspace, found))
            self._context.session.note_access("export", "late plans")
        except AppError as error:
            self._context.dialogs.fail("The list was not saved", error)
            return
        self._context.jobs.start(
            lambda _progress: write_list(path, made, today),
            on_success=lambda _result: self._context.notify(f"The list was saved as {path.name}."),
            on_failure=self._fail,
        )

    def _fail(self, error: AppError) -> None:
        self._context.dialogs.fail("The list was not saved", error)
