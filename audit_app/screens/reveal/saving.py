"""Saving a learning page where the person says, as far as the policy allows, noted before."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.ui.screen import ScreenContext
from exports.learning import LearningPage
from exports.learning_page import learning_file, write_learning

_KINDS = ("PDF (*.pdf)",)


class PageSaving(QObject):
    """Saves one page at a time; `failed` carries why it was not begun."""

    failed = Signal(str)

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: tuple[Path, LearningPage] | None = None

    def save(self, page: LearningPage) -> None:
        """Ask where, and write it."""
        context = self._context
        usual = context.policy.usual_export(Path.home()) / learning_file(page)
        path = context.dialogs.save_file("Save the learning page", usual, _KINDS)
        if path is None:
            return
        try:
            context.policy.demand_export(path)
            context.session.note_access("export", f"the learning page of {page.agency_name}, round {page.round}")
        except AppError as error:
            self.failed.emit(error.message)
            return
        self._waiting = (path, page)
        self._write()

    def forget(self) -> None:
        """What was being saved is not wanted any more."""
        self._waiting = None

    def _write(self) -> None:
        if self._waiting is None:
            return
        path, page = self._waiting
        self._context.jobs.start(
            lambda _progress: write_learning(path, page), on_success=self._tell_saved, on_failure=self._fail
        )

    def _tell_saved(self, _result: object) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._context.notify(f"The page was saved as {waiting[0].name}.")

    def _fail(self, error: AppError) -> None:
        if self._context.dialogs.fail("The page was not saved", error, retry=True):
            self._write()
        else:
            self._waiting = None
