"""What the window's actions do: undo, lock, backup, type and theme, parts of the window, palette, keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.progress import Progress
from audit_app.shell.actions import ACTIONS, key_group
from audit_app.store.backup import Made, back_up
from audit_app.store.workspace import Workspace
from audit_app.ui.palette import Command
from audit_app.ui.shortcuts import KeyGroup, KeyLine, ShortcutSheet
from audit_app.ui.theme import Mode

if TYPE_CHECKING:
    from audit_app.shell.window import MainWindow, Parts

_STEP = 0.1
MAKING_A_BACKUP = "Making a backup"


class Commands(QObject):
    """Does what the actions say, on the window that it was made for."""

    def __init__(self, window: MainWindow, parts: Parts) -> None:
        super().__init__(window)
        self._window, self._parts = window, parts

    def table(self) -> dict[str, Callable[[], None]]:
        """What each action calls, by its id."""
        return {
            "palette": self.open_palette,
            "undo": self.undo,
            "redo": self.redo,
            "lock": self.lock,
            "back": self.back,
            "backup": self.make_backup,
            "theme": self.switch_theme,
            "larger": self.enlarge,
            "smaller": self.reduce,
            "next_region": self.next_region,
            "previous_region": self.previous_region,
            "keys": self.show_keys,
            "quit": self.close_window,
        }

    def show_open(self, *, is_open: bool) -> None:
        """Actions that need a workspace are there only while one is open."""
        for spec in ACTIONS:
            if spec.in_workspace:
                self._window.acts[spec.id].setEnabled(is_open)
        self._window.show_undo()

    def open_palette(self) -> None:
        """Ctrl+K."""
        window = self._window
        screens = [
            Command(spec.title, "Screen", partial(window.go, spec.id), spec.shortcut, spec.icon)
            for spec in window.shown
            if spec.listed
        ]
        actions = [
            Command(window.acts[spec.id].text(), "Action", window.acts[spec.id].trigger, spec.keys, spec.icon)
            for spec in ACTIONS
            if spec.listed and window.acts[spec.id].isEnabled()
        ]
        now = window.screens.screen_now
        own = list(now.commands()) if now is not None else []
        window.screens.begin_to_find()
        window.palette_sheet.open_with([*own, *screens, *actions], window.screens.found)

    def undo(self) -> None:
        """Take back the last change, in words."""
        self._step_back(self._parts.session.undo, "Undone")

    def redo(self) -> None:
        """Restore what was taken back, in words."""
        self._step_back(self._parts.session.redo, "Done again")

    def lock(self) -> None:
        """Ctrl+L."""
        self._window.lock()

    def back(self) -> None:
        """To the screen before."""
        self._window.screens.back()

    def make_backup(self) -> None:
        """A verified backup, in the background."""
        try:
            self._window.context.write(
                _back_up, on_success=self.tell_backup, on_failure=self.tell_failure, words=MAKING_A_BACKUP
            )
        except AppError as error:
            self.tell_failure(error)

    def tell_backup(self, made: list[Made]) -> None:
        """A backup was made."""
        missing = "There is no second place yet: choose one in Settings."
        second = "Another is in the second place." if len(made) > 1 else missing
        self._window.notify(f"A verified backup was made beside the workspace. {second}")

    def tell_failure(self, error: AppError) -> None:
        """Something did not work."""
        self._parts.dialogs.fail("That did not work", error)

    def switch_theme(self) -> None:
        """Light becomes dark and dark light."""
        is_light = self._parts.look.theme.name == "light"
        self._prefer(mode=Mode.DARK if is_light else Mode.LIGHT)

    def enlarge(self) -> None:
        """Larger type."""
        self._prefer(scale=round(self._parts.preferences.current.scale + _STEP, 1))

    def reduce(self) -> None:
        """Smaller type."""
        self._prefer(scale=round(self._parts.preferences.current.scale - _STEP, 1))

    def next_region(self) -> None:
        """F6."""
        self._move_region(1)

    def previous_region(self) -> None:
        """Shift+F6."""
        self._move_region(-1)

    def show_keys(self) -> None:
        """The sheet of keys: this screen's first."""
        window = self._window
        now = window.screens.screen_now
        screens = tuple(KeyLine(spec.shortcut, spec.title) for spec in window.shown if spec.shortcut)
        groups = [*(now.keys() if now is not None else ()), key_group(), KeyGroup("Screens", screens)]
        sheet = ShortcutSheet([group for group in groups if group.lines], window)
        self._parts.dialogs.run(sheet)
        sheet.deleteLater()

    def close_window(self) -> None:
        """Ctrl+Q."""
        self._window.close()

    def _step_back(self, act: Callable[[], str], verb: str) -> None:
        try:
            words = act()
        except AppError as error:
            self._window.notify(error.message)
            return
        if words:
            self._window.notify(f"{verb}: {words}")

    def _prefer(self, **what: Any) -> None:
        try:
            self._parts.preferences.set(replace(self._parts.preferences.current, **what))
        except AppError as error:
            self._window.notify(error.message)

    def _move_region(self, step: int) -> None:
        regions = self._regions()
        focused = QApplication.focusWidget()
        inside = [one for one, part in enumerate(regions) if focused is not None and _holds(part, focused)]
        at = (inside[-1] + step) % len(regions) if inside else 0
        part = regions[at]
        if part is self._window.navigation:
            self._window.navigation.take_focus()
        else:
            target = part if part.focusPolicy() != Qt.FocusPolicy.NoFocus else _first_focusable(part)
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _regions(self) -> list[QWidget]:
        window = self._window
        if not self._parts.session.is_open:
            return [window.start]
        now = window.screens.screen_now
        own = [part for part in now.regions() if part.isVisible()] if now is not None else []
        rest: list[QWidget] = [now] if now is not None and not own else []
        return [window.navigation, window.bar, *own, *rest]


def _back_up(workspace: Workspace, progress: Progress) -> list[Made]:
    workspace.demand(Act.BACK_UP)
    return back_up(workspace, told=progress)


def _holds(part: QWidget, focused: QWidget) -> bool:
    return part is focused or part.isAncestorOf(focused)


def _first_focusable(part: QWidget) -> QWidget | None:
    return next(
        (
            one
            for one in part.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(part) and one.isEnabled()
        ),
        None,
    )
