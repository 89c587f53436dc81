"""The behaviour of appearance: each choice takes hold at once and is kept for this user on this machine."""

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.screens.settings.view import LOOKS, SettingsView
from audit_app.ui.preferences import Preferences
from audit_app.ui.screen import ScreenContext
from audit_app.ui.theme import Mode


class LooksPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._keeper, self._policy = view, context.preferences, context.policy
        view.part_shown.connect(self.come_up)
        view.looks.changed.connect(self.keep)

    def come_up(self, part: str) -> None:
        """Show what is in force."""
        if part == LOOKS:
            now = self._keeper.current
            set_by = self._policy.set_by if self._policy.longest_idle is not None else "on this machine"
            self._view.looks.show_chosen(now.mode, now.scale, now.idle_minutes, self._keeper.longest_idle, set_by)

    def keep(self) -> None:
        """Put what is chosen in force; where it cannot be kept it holds until the app is closed."""
        page = self._view.looks
        chosen = Preferences(Mode(page.mode.currentData()), float(page.scale.currentData()), page.idle.value())
        try:
            self._keeper.set(chosen)
        except AppError as error:
            self._view.say(f"{error.message} The choice holds until the app is closed.")
        else:
            self._view.say("")
