"""The behaviour of taking packs and sheets in: any number, in any order, each told apart; it opens no score."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.services.rounds.taking_files import Taken, take_files, take_from
from audit_app.services.shared_folder import last_place
from audit_app.ui.screen import ScreenContext, WorkspaceWork

_KINDS = ("Packs and scoring sheets (*.ehcppack *.xlsx)",)


class Taking(QObject):
    """Takes files in; `taken` tells that it is over."""

    taken = Signal()

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def take(self) -> None:
        """Ask which files, and take each in."""
        paths = self._context.dialogs.open_files("Take in packs and scoring sheets", _KINDS)
        if paths:
            self._write(lambda workspace, progress: take_files(workspace, paths, progress))

    def take_from_folder(self) -> None:
        """Take what came back through a folder that machines share."""
        context = self._context
        place = context.dialogs.choose_folder("A folder that machines share", context.session.read(last_place))
        if place is not None:
            self._write(lambda workspace, _progress: take_from(workspace, place))

    def _write(self, work: WorkspaceWork) -> None:
        try:
            self._context.write(work, on_success=self._tell, on_failure=self._fail, words="Taking in packs and sheets")
        except AppError as error:
            self._fail(error)

    def _tell(self, found: Sequence[Taken]) -> None:
        refused = sum(one.is_refused for one in found)
        if not found:
            self._context.notify("Nothing new lies in that folder.")
        elif not refused and len(found) == 1:
            self._context.notify(found[0].words)
        else:
            title = f"{counted(refused, 'file was', 'files were')} refused" if refused else "Taken in"
            faults = "\n".join(f"{one.file}: {fault}" for one in found for fault in one.faults)
            text = "\n\n".join(f"{one.file}: {one.words}" for one in found)
            self._context.dialogs.tell(title, text, details=faults)
        self.taken.emit()

    def _fail(self, error: AppError) -> None:
        self._context.dialogs.fail("Nothing was taken in", error)
