"""The behaviour of saving the chase list: where the person says, as far as the policy allows, noted before."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.services.advice.chasing import chase_file
from audit_app.ui.screen import ScreenContext
from exports.chase import ChaseTold
from exports.lists import ListFile, write_list
from exports.plain import file_name_part

_KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")


class ChaseSaving(QObject):
    """Saves a list that is given; `failed` carries why it was not begun."""

    failed = Signal(str)

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: tuple[Path, ListFile] | None = None

    def save(self, told: ChaseTold) -> None:
        """Ask where, and write it; a name that ends in .csv gives CSV."""
        context = self._context
        to = {line.addressee for line in told.lines}
        whose = f"-{file_name_part(to.pop().lower())}" if len(to) == 1 else ""
        usual = context.policy.usual_export(Path.home()) / f"chase-list-{told.on.isoformat()}{whose}.xlsx"
        path = context.dialogs.save_file("Save the chase list", usual, _KINDS)
        if path is None:
            return
        try:
            context.policy.demand_export(path)
            made = context.session.read(lambda workspace: chase_file(workspace, told))
            context.session.note_access("export", "the chase list")
        except AppError as error:
            self.failed.emit(error.message)
            return
        self._waiting = (path, made)
        self._write()

    def forget(self) -> None:
        """What was being saved is not wanted any more."""
        self._waiting = None

    def _write(self) -> None:
        if self._waiting is None:
            return
        (path, made), today = self._waiting, self._context.clock().astimezone().date()
        self._context.jobs.start(
            lambda _progress: write_list(path, made, today), on_success=self._tell_saved, on_failure=self._fail
        )

    def _tell_saved(self, _result: object) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._context.notify(f"The list was saved as {waiting[0].name}.")

    def _fail(self, error: AppError) -> None:
        if self._context.dialogs.fail("The list was not saved", error, retry=True):
            self._write()
        else:
            self._waiting = None
