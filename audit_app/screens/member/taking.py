"""The behaviour of taking packs in on a member's first screen: chosen, dropped, or from a shared folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.exchange.pack import SUFFIX, look
from audit_app.files import read_bounded
from audit_app.screens.member.view import MemberView
from audit_app.services.member.shared_folder import TakenFrom, take_all, take_from
from audit_app.services.shared_folder import last_place
from audit_app.ui.feedback import Tone
from audit_app.ui.screen import ScreenContext, WorkspaceWork

PACKS = (f"Packs (*{SUFFIX})", "All files (*)")
_WORDS = "The six &words that you were told by phone"


class Taking(QObject):
    """Takes packs in in the background; `read` shows what is there anew."""

    def __init__(self, view: MemberView, context: ScreenContext, read: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._context, self._read = view, context, read
        view.take_requested.connect(self.choose_packs)
        view.folder_requested.connect(self.choose_folder)
        view.file_dropped.connect(self.take_file)

    def choose_packs(self) -> None:
        """Ask for one pack or several."""
        paths = self._context.dialogs.open_files("Take in a pack", PACKS, Path.home())
        self._take(paths)

    def take_file(self, path: object) -> None:
        """A pack was dropped onto the page."""
        if isinstance(path, Path):
            self._take([path])

    def choose_folder(self) -> None:
        """Take what lies for this person in a shared folder."""
        place = self._context.dialogs.choose_folder(
            "A folder that machines share", self._context.session.read(last_place)
        )
        if place is not None:
            self._write(lambda held, _progress: take_from(held, place), self._tell_folder)

    def _take(self, paths: Sequence[Path]) -> None:
        packs: list[bytes] = []
        for path in paths:
            try:
                packs.append(read_bounded(path, LARGEST_PACK))
            except AppError as error:
                self._view.say(error.message, Tone.WARNING)
                return
        codes = [self._code_of(data) for data in packs]
        if packs and None not in codes:
            pairs = [(data, code or "") for data, code in zip(packs, codes, strict=True)]
            self._write(lambda held, _progress: take_all(held, pairs), self._tell_taken)

    def _code_of(self, data: bytes) -> str | None:
        """The six words of one more invitation; empty for a pack that has none, None where the person turned away."""
        try:
            is_invitation = look(data).kind is Kind.INVITE
        except AppError:  # taking it in says what is wrong with it
            return ""
        return self._context.dialogs.ask_text("An invitation", _WORDS, yes="Take it in") if is_invitation else ""

    def _tell_folder(self, found: TakenFrom) -> None:
        self._tell_taken(found, "" if found.refused else "Nothing new for you lies in that folder.")

    def _tell_taken(self, found: TakenFrom, nothing: str = "") -> None:
        self._read()
        words = list(dict.fromkeys(one.words for one in found.taken)) or [nothing]
        self._view.say(" ".join([*words, *found.refused]).strip(), Tone.WARNING if found.refused else Tone.NOTE)

    def _write(self, work: WorkspaceWork, tell: Callable[[TakenFrom], None]) -> None:
        try:
            self._context.write(work, on_success=tell, on_failure=self._fail, words="Taking in a pack")
        except AppError as error:
            self._fail(error)

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message, Tone.WARNING)
