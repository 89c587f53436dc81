"""The behaviour of frameworks: listing, reading in full, saving a copy, checking a file and adding it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.screens.settings.view import FRAMEWORKS, SettingsView
from audit_app.services.framework_list import (
    FrameworkRow,
    add_framework,
    as_file,
    frameworks,
    in_full,
    look_at_file,
)
from audit_app.services.framework_text import framework_text
from audit_app.ui.screen import ScreenContext

_FILES = ["Framework (*.toml)"]


class FrameworksPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._page = view.frameworks
        self._reading = ""
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self._page.forget)
        self._page.read_requested.connect(self.read_in_full)
        self._page.check_requested.connect(self.check)
        self._page.add_requested.connect(self.add)
        self._page.reader.save_requested.connect(self.save_copy)
        context.session.changed.connect(self.follow)
        context.session.returned.connect(self.show_all)

    def come_up(self, part: str) -> None:
        """Show what there is."""
        if part == FRAMEWORKS:
            self._page.show_outcome("", ())
            self.show_all()
        else:
            self._page.show_list()

    def follow(self, kinds: frozenset[str]) -> None:
        """A framework was added, or an audit begun."""
        if kinds & {"framework", "audit", "everything"}:
            self.show_all()

    def show_all(self) -> None:
        """Read the list anew, while it is in view."""
        session = self._context.session
        if not session.is_open or self._view.part != FRAMEWORKS or not self._view.isVisible():
            return
        self._context.read(
            lambda workspace, _progress: (frameworks(workspace), holds_right(workspace.person, Act.EDIT_FRAMEWORK)),
            on_success=self._show,
            on_failure=self._fail,
        )

    def read_in_full(self, row: Any) -> None:
        """One framework from its beginning."""
        if isinstance(row, FrameworkRow):
            try:
                framework = self._context.session.read(lambda workspace: in_full(workspace, row.key))
            except AppError as error:
                self._fail(error)
                return
            self._reading = row.key
            self._page.show_in_full(framework_text(framework))

    def save_copy(self) -> None:
        """A copy that stands alone, to be edited."""
        policy, key = self._context.policy, self._reading
        name = f"{key.replace('/', '-')}.toml"
        suggested = policy.usual_export(Path.home()) / name
        path = self._context.dialogs.save_file("Save a copy of the framework", suggested, _FILES)
        if path is None:
            return
        try:
            policy.demand_export(path)
            write_whole(path, self._context.session.read(lambda workspace: as_file(workspace, key)))
        except AppError as error:
            self._fail(error)
            return
        self._context.notify(f"The framework was saved as {path.name}.")

    def check(self) -> None:
        """Say line by line what is wrong with a file."""
        path = self._context.dialogs.open_file("Check a framework", _FILES)
        if path is not None:
            self._look_at(path)

    def add(self) -> None:
        """Add a file as a new version, once nothing is wrong with it."""
        path = self._context.dialogs.open_file("Add a framework", _FILES)
        if path is None or not self._look_at(path):
            return
        said = f"{path.name} becomes the framework of new audits; audits begun keep theirs. Why is it added?"
        reason = self._context.dialogs.ask_text("Add the framework?", said, yes="Add it")
        if reason is None:
            return
        try:
            added = self._context.session.write(lambda workspace: add_framework(workspace, path, reason))
        except AppError as error:
            self._fail(error)
            return
        self._page.show_outcome("", ())
        self._context.notify(f"{added.title}, version {added.version}, is added.")

    def _look_at(self, path: Path) -> bool:
        self._view.say("")
        try:
            framework = self._context.session.read(lambda workspace: look_at_file(workspace, path))
        except AppError as error:
            self._page.show_outcome(error.message, error.problems)
            return False
        count = f"{len(framework.markers)} markers"
        said = f"{path.name}: nothing is wrong with it. It is {framework.title}, version {framework.version}, {count}."
        self._page.show_outcome(said, ())
        return True

    def _show(self, found: Any) -> None:
        rows, has_right = found
        may = has_right and self._context.session.can_write
        why_not = "" if has_right else "An owner, a moderator or a chair adds frameworks."
        self._page.show_rows(rows, may=may, why_not=why_not)

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)
