"""The behaviour of one's own passphrase: asked for as it is, changed to another, and forgotten on leaving."""

from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.screens.settings.new_passphrase import is_new_passphrase
from audit_app.screens.settings.view import PASSPHRASE, SettingsView
from audit_app.store import keyring
from audit_app.ui.fields import passphrase_of
from audit_app.ui.screen import ScreenContext


class PassphrasePresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        view.part_shown.connect(self.come_up)
        view.dropped.connect(view.passphrase.forget)
        view.passphrase.change_requested.connect(self.change_passphrase)

    def come_up(self, part: str) -> None:
        """What is half typed is forgotten on leaving the part."""
        if part == PASSPHRASE:
            self._view.passphrase.change_button.setEnabled(self._context.session.can_write)
        else:
            self._view.passphrase.forget()

    def change_passphrase(self) -> None:
        """Lock one's own keys by another passphrase."""
        page = self._view.passphrase
        current, new = passphrase_of(page.current), passphrase_of(page.new)
        page.current.show_problems(() if current else ("Type the passphrase that you have now.",))
        if not is_new_passphrase(page.new, page.again) or not current:
            return
        try:
            job = self._context.write(
                lambda workspace, _progress: keyring.set_passphrase(workspace, current, new),
                on_success=self._tell_changed,
                on_failure=self._tell_unchanged,
                on_finished=self._end_change,
            )
        except AppError as error:
            self._tell_unchanged(error)
            return
        if job.is_running:
            page.working.begin()
            page.change_button.setEnabled(False)

    def _tell_changed(self, _nothing: Any) -> None:
        self._view.passphrase.forget()
        self._context.notify("Your passphrase is changed. Use the new one from now on.")

    def _tell_unchanged(self, error: AppError) -> None:
        self._view.passphrase.current.show_problems((error.message,))

    def _end_change(self) -> None:
        self._view.passphrase.working.hide()
        self._view.passphrase.change_button.setEnabled(self._context.session.can_write)
