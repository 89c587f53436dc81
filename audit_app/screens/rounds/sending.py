"""The behaviour of making packs and sheets: where they are saved, and the six words told once; it seals nothing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.screens.rounds.dialogs import CodeDialog
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

Make = Callable[[Workspace], Outgoing]
_PACKS, _SHEETS = ("Sealed pack (*.ehcppack)",), ("Excel workbook (*.xlsx)",)


class Sending(QObject):
    """Makes one file at a time, for one person, and saves it where the chair says."""

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def send(self, name: str, make: Make, *, words: str) -> None:
        """Make it in the background, then ask where it goes; `name` is who it is for, `words` what the bar says."""
        try:
            self._context.write(
                lambda workspace, _progress: make(workspace),
                on_success=lambda made: self._save(name, made),
                on_failure=self._fail,
                words=words,
            )
        except AppError as error:
            self._fail(error)

    def _save(self, name: str, made: Outgoing) -> None:
        context = self._context
        kinds = _SHEETS if made.name.endswith(".xlsx") else _PACKS
        usual = context.policy.usual_export(Path.home()) / made.name
        while True:
            path = context.dialogs.save_file(f"Save what goes to {name}", usual, kinds)
            if path is None:
                # what was made counts as sent in the record: say how to get it again
                context.notify(f"Nothing was saved. Make it again when you want to send it to {name}.")
                return
            try:
                context.policy.demand_export(path)
                write_whole(path, made.data)
            except AppError as error:
                if not context.dialogs.fail("It was not saved", error, retry=True):
                    return
            else:
                break
        if made.code:
            dialog = CodeDialog(name, path.name, made.code)
            context.dialogs.run(dialog)
            dialog.deleteLater()
        else:
            context.notify(f"Saved as {path.name}. Send it to {name}.")

    def _fail(self, error: AppError) -> None:
        self._context.dialogs.fail("It was not made", error)
