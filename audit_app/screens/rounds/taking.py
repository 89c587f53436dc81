"""The behaviour of taking packs and sheets in: any number, in any order, each told apart; it opens no score."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.files import read_bounded
from audit_app.services.progress import Progress
from audit_app.services.rounds.taking import take_in
from audit_app.services.sheets_of_round.reading_in import sheet_in
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

_KINDS = ("Packs and scoring sheets (*.ehcppack *.xlsx)",)
LARGEST = 256 * 2**20
"""What a pack may come to, in bytes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one file: in words, and whether it was refused."""

    file: str
    words: str
    is_refused: bool


class Taking(QObject):
    """Takes files in; `taken` tells that it is over."""

    taken = Signal()

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def take(self) -> None:
        """Ask which files, and take each in; one that is refused keeps none of the others out."""
        paths = self._context.dialogs.open_files("Take in packs and scoring sheets", _KINDS)
        if paths:
            self.take_these(paths)

    def take_these(self, paths: Sequence[Path]) -> None:
        """Take these files in."""
        try:
            self._context.write(
                lambda workspace, progress: _take_all(workspace, paths, progress),
                on_success=self._tell,
                on_failure=self._fail,
                words="Taking in packs and sheets",
            )
        except AppError as error:
            self._fail(error)

    def _tell(self, found: Sequence[Taken]) -> None:
        refused = sum(one.is_refused for one in found)
        lines = "\n\n".join(f"{one.file}: {one.words}" for one in found)
        title = "Taken in"
        if refused:
            title = f"{counted(refused, 'file was', 'files were')} refused"
        if refused or len(found) > 1:
            self._context.dialogs.tell(title, lines)
        else:
            self._context.notify(found[0].words)
        self.taken.emit()

    def _fail(self, error: AppError) -> None:
        self._context.dialogs.fail("Nothing was taken in", error)


def _take_all(workspace: Workspace, paths: Sequence[Path], progress: Progress) -> list[Taken]:
    found = []
    for place, path in enumerate(paths):
        progress(place, len(paths))
        try:
            data = read_bounded(path, LARGEST)
            words = _take_one(workspace, path, data)
        except AppError as error:
            faults = "".join(f"\n• {problem}" for problem in error.problems[:12])
            found.append(Taken(path.name, f"{error.message}{faults}", is_refused=True))
        else:
            found.append(Taken(path.name, words, is_refused=False))
    progress(len(paths), len(paths))
    return found


def _take_one(workspace: Workspace, path: Path, data: bytes) -> str:
    if path.suffix.casefold() == ".xlsx":
        sheet = sheet_in(workspace, data)
        return f"{sheet.person}: {counted(sheet.plans, 'plan', 'plans')}, sealed as it was read."
    return take_in(workspace, data).words
