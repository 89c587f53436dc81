"""The behaviour of the look of reports: what is chosen is kept at once, told, shown, and can be undone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.settings.report_look_page import LookShown
from audit_app.screens.settings.view import REPORT_LOOK, SettingsView
from audit_app.services.progress import Progress
from audit_app.services.report_look import (
    choose_colour,
    choose_logo,
    describe_logo,
    first_page,
    logo_words,
    remove_logo,
    report_look,
)
from audit_app.store.read_home import organisation
from audit_app.store.workspace import Workspace
from audit_app.ui.page_picture import image_of
from audit_app.ui.screen import ScreenContext

_FILES = ["Picture (*.png *.jpg *.jpeg)", "Every file (*)"]


class ReportLookPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context, self._page = view, context, view.report_look
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self._page.forget)
        self._page.logo_requested.connect(self.choose)
        self._page.removal_requested.connect(self.remove)
        self._page.described.connect(self.describe)
        self._page.colour_wanted.connect(self.colour)
        context.session.changed.connect(self.follow)
        context.session.returned.connect(self.show_all)

    def come_up(self, part: str) -> None:
        """Show what is in force."""
        if part == REPORT_LOOK:
            self.show_all()

    def follow(self, kinds: frozenset[str]) -> None:
        """A setting is another, perhaps this one."""
        if kinds & {"workspace", "everything"}:
            self.show_all()

    def show_all(self) -> None:
        """Read the look anew and draw a first page with it, while it is in view."""
        session, width = self._context.session, self._page.sample.pixels
        if session.is_open and self._view.part == REPORT_LOOK and self._view.isVisible():
            self._context.read(
                lambda workspace, progress: _read(workspace, progress, width),
                on_success=self._show,
                on_failure=lambda error: self._view.say(error.message),
            )

    def choose(self) -> None:
        """Ask for a file and keep the logo in it."""
        path = self._context.dialogs.open_file("Choose a logo", _FILES)
        if path is not None:
            self._write(
                lambda workspace: choose_logo(workspace, path),
                self._page.show_logo_problem,
                "Reports have this logo now.",
            )

    def remove(self) -> None:
        """Reports have no logo any more."""
        self._write(remove_logo, self._page.show_logo_problem, "Reports have no logo any more.")

    def describe(self, words: str) -> None:
        """Keep what the logo says."""
        self._write(
            lambda workspace: describe_logo(workspace, words),
            self._page.show_words_problem,
            "What the logo says is kept.",
        )

    def colour(self, typed: str) -> None:
        """Keep a colour that can be read."""
        self._write(
            lambda workspace: choose_colour(workspace, typed),
            self._page.show_colour_problem,
            "Reports have this colour now." if typed.strip() else "Reports have the app's own colours now.",
        )

    def _write(self, act: Callable[[Workspace], None], on_fault: Callable[[str], None], said: str) -> None:
        try:
            self._context.session.write(act)
        except AppError as error:
            on_fault(error.message)
            return
        self._view.say("")
        on_fault("")
        self._context.notify(said, button="Undo", on_click=self._undo)

    def _undo(self) -> None:
        try:
            self._context.session.undo()
        except AppError as error:
            self._view.say(error.message)

    def _show(self, found: Any) -> None:
        look, words, named, has_right, picture = found
        may = has_right and self._context.session.can_write
        why_not = "" if has_right else "Only an owner sets how reports look."
        self._page.show_state(LookShown(look, words, named, image_of(picture), may=may, why_not=why_not))


def _read(workspace: Workspace, _progress: Progress, width: int) -> tuple[object, ...]:
    has_right = holds_right(workspace.person, Act.EDIT_WORKSPACE)
    words, named = logo_words(workspace), organisation(workspace.conn)
    return report_look(workspace), words, named, has_right, first_page(workspace, width)
