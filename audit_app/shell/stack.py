"""The screens of one open workspace: made when first shown, left only when they agree, gone when it is locked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen, ScreenContext, ScreenSpec

_FINDS = "plans"
"""The screen whose finds the palette offers from the beginning."""


class ScreenStack(QStackedWidget):
    """Shows one screen at a time; `moved` carries the id of the one that came up."""

    moved = Signal(str)

    def __init__(self, specs: Sequence[ScreenSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.specs = {spec.id: spec for spec in specs}
        self._context: ScreenContext | None = None
        self._made: dict[str, Screen] = {}
        self._path: list[str] = []

    def set_context(self, context: ScreenContext) -> None:
        """What the screens may use; once, before the first is shown."""
        self._context = context

    @property
    def screen_now(self) -> Screen | None:
        """The screen that is shown."""
        return self._made.get(self._path[-1]) if self._path else None

    @property
    def id_now(self) -> str:
        """Its id, empty where there is none."""
        return self._path[-1] if self._path else ""

    def make_ready(self, screen: str) -> None:
        """Make a screen before anybody asks for it, so that it comes up at once. Raises KeyError for an unknown one."""
        self._screen(self.specs[screen])

    def go(self, screen: str, what: dict[str, object]) -> bool:
        """Move to a screen; False where the present one does not let go. Raises KeyError for an unknown one."""
        spec = self.specs[screen]
        now = self.screen_now
        if now is not None and self.id_now != screen and not now.can_leave():
            return False
        shown = self._screen(spec)
        if self.id_now != screen:
            self._path = [*self._path[-20:], screen]
        self._come_up(shown, screen, what)
        return True

    def back(self) -> bool:
        """Move to the screen before; False where there is none or the present one does not let go."""
        if len(self._path) < 2:
            return False
        now = self.screen_now
        if now is not None and not now.can_leave():
            return False
        self._path.pop()
        self._come_up(self._made[self._path[-1]], self._path[-1], {})
        return True

    def begin_to_find(self) -> None:
        """Let the screen whose finds the palette offers read what it can find, where it was never shown."""
        if _FINDS in self.specs and _FINDS not in self._made:
            self._screen(self.specs[_FINDS]).show_with()

    def _come_up(self, shown: Screen, screen: str, what: dict[str, object]) -> None:
        """Show it; the keys go where the work is, unless the screen has put the focus there itself."""
        self.setCurrentWidget(shown)
        shown.show_with(**what)
        focused = QApplication.focusWidget()
        if focused is None or not shown.isAncestorOf(focused):
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit(screen)

    def found(self, text: str) -> list[Command]:
        """What the screens find by a text, in the order of the navigation."""
        self.begin_to_find()
        return [command for id_ in self.specs if id_ in self._made for command in self._made[id_].found(text)]

    def unsaved(self) -> list[str]:
        """What the screens have not saved yet, in words."""
        return [words for screen in self._made.values() for words in screen.unsaved()]

    def drop_all(self) -> None:
        """Let every screen go, with everything it has read."""
        for screen in self._made.values():
            screen.drop()
            self.removeWidget(screen)
            screen.hide()
            screen.deleteLater()
        self._made.clear()
        self._path.clear()

    def _screen(self, spec: ScreenSpec) -> Screen:
        if spec.id not in self._made:
            if self._context is None:
                raise AssertionError("the context is set before the first screen is shown")
            made = spec.make(self._context)
            made.setAccessibleName(spec.title)
            self._made[spec.id] = made
            self.addWidget(made)
        return self._made[spec.id]
