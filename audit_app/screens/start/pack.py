"""From an invitation to an open workspace: the file, its six words, a passphrase; a later pack is told apart."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.exchange.pack import SUFFIX, look
from audit_app.exchange.refusals import WrongCode
from audit_app.files import read_bounded
from audit_app.screens.start.opener import Opener
from audit_app.screens.start.pack_page import PackPage
from audit_app.screens.start.view import StartView
from audit_app.screens.start.walk import judge
from audit_app.screens.start.work import joining
from audit_app.services.member.joining import AlreadyHere
from audit_app.store.keys.errors import WrongPassphrase
from audit_app.store.means import Means
from audit_app.ui.dialogs import Choice, Weight
from audit_app.ui.feedback import Tone
from audit_app.ui.screen import ScreenContext

KINDS = (f"Packs (*{SUFFIX})", "All files (*)")
_LATER = (
    "This pack is for a workspace that is on this computer already. Open that workspace below, then take the pack in "
    "there: a member under Your part, a chair under Rounds."
)


class PackWay(QObject):
    """`ended` carries Unlocking, `known` the folder of a workspace that is to be opened instead, `left` nothing."""

    ended = Signal(object)
    known = Signal(object)
    left = Signal()

    def __init__(self, view: StartView, context: ScreenContext, means: Means, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._context, self._means = view, context, means
        self._opener = Opener(context, means, self)
        self._opener.unlocked.connect(self.finish)
        self._opener.failed.connect(self.show_failure)
        self._data, self._is_beside = b"", False

    def choose(self) -> None:
        """Ask for the file."""
        path = self._context.dialogs.open_file("Open a pack", KINDS, Path.home())
        if path is not None:
            self.begin(path)

    def begin(self, path: object) -> None:
        """Look at a file that was chosen or dropped, and ask for its words where it is an invitation."""
        if not isinstance(path, Path):
            return
        try:
            data = read_bounded(path, LARGEST_PACK)
            header = look(data)
        except AppError as error:
            self._view.choose.banner.say(error.message, Tone.WARNING)
            return
        if header.kind is not Kind.INVITE:
            self._view.choose.banner.say(_LATER)
            return
        self._view.choose.banner.say("")
        self._data = data
        page = self._view.pack
        page.begin(header.sender.name, header.made_on)
        self._view.show_page(page, page.code)

    def join(self, *, beside: bool = False) -> None:
        """Make the workspace, where nothing speaks against what was typed."""
        page = self._view.pack
        code = page.code_field.text()
        page.code_field.show_problems([] if code else ["The six words are missing. Type them in their order."])
        is_sound = judge(page.passphrase, page.again, page.passphrases())
        if not code or not is_sound or not self._data or self._opener.is_busy:
            return
        page.banner.say("")
        page.set_waiting(is_waiting=True)
        folder = self._context.folders.workspaces
        work = joining(folder, self._data, code, page.passphrases()[0], self._means, beside=beside)
        self._opener.try_to(work, on_finished=self._end_waiting)

    def finish(self, found: object) -> None:
        """It is made: open it."""
        self._data = b""
        self._view.pack.forget()
        self.ended.emit(found)

    def show_failure(self, error: AppError) -> None:
        """Say why, and what to do next; beside the words where it is the words."""
        page = self._view.pack
        if isinstance(error, AlreadyHere):
            self._offer(error)
        elif isinstance(error, WrongCode) or error.problems:
            page.code_field.show_problems(error.problems or [error.message])
            page.code.setFocus()
        elif isinstance(error, WrongPassphrase):
            page.passphrase.show_problems([error.message])
        else:
            page.banner.say(error.message, Tone.WARNING)

    def listen_to(self, page: object) -> None:
        """A page was made just now."""
        if isinstance(page, PackPage):
            page.asked.connect(self._join)
            page.back.clicked.connect(self._leave)

    def _offer(self, error: AlreadyHere) -> None:
        choices = [
            Choice("open", "Open it", Weight.MAIN),
            Choice("beside", "Make a new one beside it"),
            Choice("", "Cancel"),
        ]
        chosen = self._context.dialogs.choose("You have a workspace for this", error.message, choices)
        if chosen == "open":
            self._leave_for(error.folder)
        self._is_beside = chosen == "beside"

    def _leave_for(self, folder: Path) -> None:
        self._view.pack.forget()
        self._data = b""
        self.known.emit(folder)

    def _join(self) -> None:
        self.join()

    def _leave(self) -> None:
        self._data = b""
        self._view.pack.forget()
        self.left.emit()

    def _end_waiting(self) -> None:
        """What was tried is over; only now may the next be."""
        self._view.pack.set_waiting(is_waiting=False)
        again, self._is_beside = self._is_beside, False
        if again:
            self.join(beside=True)
