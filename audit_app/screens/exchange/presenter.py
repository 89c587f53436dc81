"""The behaviour of packs: the folder chosen and read, packs made and taken in, each in the background."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.exchange.pack import SUFFIX
from audit_app.screens.exchange.lines import made_words, read_words
from audit_app.screens.exchange.view import ExchangeView
from audit_app.services.merging.by_hand import MadePacks, has_made_packs, make_packs, passed, take_files
from audit_app.services.merging.exchange_folder import drop_new, forget_folder, read_new, set_folder, standing
from audit_app.services.merging.pack_reading import FolderRead
from audit_app.services.progress import Progress
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Choice, Weight
from audit_app.ui.feedback import Tone
from audit_app.ui.screen import ScreenContext

_KINDS = (f"Packs (*{SUFFIX})",)
Work = Callable[[Workspace, Progress], Any]


class ExchangePresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: ExchangeView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context, self._page = view, context, view.packs
        self._files: tuple[Path, ...] = ()
        view.shown.connect(self.show_all)
        view.dropped.connect(self.forget)
        page = self._page
        page.choose_requested.connect(self.choose_folder)
        page.read_requested.connect(self.read_folder)
        page.forget_requested.connect(self.forget_folder)
        page.make_requested.connect(self.make_pack)
        page.take_requested.connect(self.take_packs)
        page.allow_requested.connect(self.allow)
        context.session.changed.connect(self.follow)
        context.session.returned.connect(self.show_all)

    def show_all(self) -> None:
        """Where the folder is, what passed, and what can be done."""
        session = self._context.session
        if not session.is_open or not self._view.isVisible():
            return
        try:
            person = session.read(lambda workspace: workspace.person)
            self._page.show_standing(session.read(standing))
            self._page.show_passed(session.read(passed))
        except AppError as error:
            self._fail(error)
            return
        self._page.enable(can_write=session.can_write, may_send=holds_right(person, Act.BACK_UP))

    def follow(self, _kinds: object) -> None:
        """Something was saved or came in."""
        self.show_all()

    def forget(self) -> None:
        """The workspace is locked."""
        self._files = ()

    def choose_folder(self) -> None:
        """Ask for the folder; what is here goes into it at once, and what lies there is taken in."""
        place = self._context.dialogs.choose_folder("Exchange folder")
        if place is None:
            return
        try:
            self._context.session.write(lambda workspace: set_folder(workspace, place))
        except AppError as error:
            self._fail(error)
            return
        self.read_folder()

    def forget_folder(self) -> None:
        """Use no folder any more."""
        text = "Nothing in the folder is removed. This copy no longer reads it, or puts anything into it."
        if not self._context.dialogs.confirm("Forget the exchange folder", text, "Forget it"):
            return
        try:
            self._context.session.write(forget_folder)
        except AppError as error:
            self._fail(error)
        self.show_all()

    def read_folder(self) -> None:
        """Take in what lies there, then put in what is new here."""
        self._files = ()
        self._work(_exchange, self._show_read, "Reading the exchange folder")

    def take_packs(self) -> None:
        """Ask for packs, any number in any order, and take them in."""
        files = self._context.dialogs.open_files("Take packs in", _KINDS)
        if files:
            self._files = files
            self._take(())

    def allow(self, name: str) -> None:
        """Somebody said that what a pack takes away is meant."""
        text = "Ask whoever sent it first. What was deleted can be put back; what was erased cannot."
        if not self._context.dialogs.confirm("Take away as the pack says", text, "Take it in", danger=True):
            return
        if self._files:
            self._take((name,))
        else:
            self._work(
                lambda workspace, progress: read_new(workspace, confirmed=(name,), progress=progress),
                self._show_read,
                "Reading the exchange folder",
            )

    def make_pack(self) -> None:
        """Ask what it should hold and where it goes, and write it."""
        session = self._context.session
        everything = True
        if session.read(has_made_packs):
            asked = self._context.dialogs.choose(
                "Make a pack",
                "What is new since the last pack is enough for a copy that has taken all of them in. A copy that lacks "
                "one says so, and needs everything.",
                [
                    Choice("new", "What is new", Weight.MAIN),
                    Choice("all", "Everything"),
                    Choice("no", "Cancel"),
                ],
            )
            if asked not in ("new", "all"):
                return
            everything = asked == "all"
        place = self._context.dialogs.choose_folder("Where the pack goes")
        if place is not None:
            self._work(
                lambda workspace, progress: make_packs(workspace, place, everything=everything, progress=progress),
                self._tell_made,
                "Making a pack",
            )

    def _take(self, confirmed: tuple[str, ...]) -> None:
        files = self._files
        self._work(
            lambda workspace, progress: take_files(workspace, files, confirmed=confirmed, progress=progress),
            self._show_read,
            "Taking packs in",
        )

    def _work(self, work: Work, on_success: Callable[[Any], None], words: str) -> None:
        self._view.say("")
        try:
            self._context.write(work, on_success=on_success, on_failure=self._fail, words=words)
        except AppError as error:
            self._fail(error)
        else:
            self.show_all()

    def _show_read(self, read: FolderRead) -> None:
        self._page.show_read(read)
        self.show_all()
        if read.unreachable:
            self._view.say(read.unreachable, Tone.WARNING)
        else:
            self._view.say(read_words(read), Tone.NOTE)

    def _tell_made(self, made: MadePacks) -> None:
        self._view.say(made_words(made.files, made.changes), Tone.NOTE)
        self.show_all()

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)


def _exchange(workspace: Workspace, progress: Progress) -> FolderRead:
    read = read_new(workspace, progress=progress)
    if not read.unreachable:
        drop_new(workspace)
    return read
