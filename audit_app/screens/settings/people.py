"""The behaviour of people and passphrase: adding and removing somebody, and changing one's own passphrase."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.settings.person_dialog import PersonDialog, is_new_passphrase
from audit_app.screens.settings.reading import PersonRow, people_rows
from audit_app.screens.settings.view import PASSPHRASE, PEOPLE, SettingsView
from audit_app.session import Lent
from audit_app.store import keyring
from audit_app.store.second_connection import storage_faults
from audit_app.store.workspace import Workspace
from audit_app.ui.fields import passphrase_of
from audit_app.ui.screen import ScreenContext

_REMOVAL = (
    "They cannot open the workspace any more. The database gets a new key, which takes a moment. What they did stays "
    "on record. Backups made before still open with their passphrase: remove those that they can reach."
)


class PeoplePresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._rows: tuple[PersonRow, ...] = ()
        self._adding = ""
        self._may = False
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.people.add_requested.connect(self.add)
        view.people.remove_requested.connect(self.remove)
        view.people.table.row_current.connect(self.follow_row)
        view.passphrase.change_requested.connect(self.change_passphrase)
        context.session.changed.connect(self.follow)

    def come_up(self, part: str) -> None:
        """Show who there is; a passphrase half typed is forgotten on leaving its part."""
        if part == PEOPLE:
            self.read()
        if part == PASSPHRASE:
            self._view.passphrase.change_button.setEnabled(self._context.session.can_write)
        else:
            self._view.passphrase.forget()

    def forget(self) -> None:
        """The workspace is locked."""
        self._rows, self._may = (), False

    def follow(self, kinds: frozenset[str]) -> None:
        """Somebody was added or removed."""
        if kinds & {"person", "everything"} and self._view.isVisible() and self._view.part == PEOPLE:
            self.read()

    def read(self) -> None:
        """Read everybody anew."""
        session = self._context.session
        if not session.is_open:
            return
        try:
            self._rows = session.read(people_rows)
            self._may = session.can_write and session.read(_may_manage)
        except AppError as error:
            self._view.say(error.message)
            return
        self._view.people.table.set_rows(self._rows)
        self._view.people.add_button.setEnabled(self._may)
        self.follow_row(self._view.people.table.current())

    def follow_row(self, row: Any) -> None:
        """Nobody can remove themselves, nor somebody who is gone."""
        can = isinstance(row, PersonRow) and row.can_open and not row.is_me
        self._view.people.remove_button.setEnabled(can and self._may)

    def add(self) -> None:
        """Ask who, and give them keys."""
        taken = [entry.name for entry in self._context.session.workspace.key_file.people]
        dialog = PersonDialog(taken, self._view)
        if self._context.dialogs.run(dialog):
            details, passphrase = dialog.details, dialog.chosen_passphrase
            self._adding = details.name
            self._start(lambda workspace: keyring.add(workspace, details, passphrase))
        dialog.deleteLater()

    def remove(self) -> None:
        """Ask, then take somebody's keys away; where that fails it locks, since the workspace may be closed already."""
        row = self._view.people.table.current()
        if not isinstance(row, PersonRow) or not self._context.dialogs.confirm(
            f"Remove {row.name}?", _REMOVAL, "Remove", danger=True
        ):
            return
        session = self._context.session
        if session.is_lent:
            self._view.say(Lent().message)
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            with storage_faults():
                fresh = keyring.remove(session.workspace, row.id)
        except AppError as error:
            QGuiApplication.restoreOverrideCursor()
            self._context.dialogs.fail(f"{row.name} was not removed", error)
            session.lock("remove failed")
            return
        QGuiApplication.restoreOverrideCursor()
        session.replace(fresh)
        self._context.notify(f"{row.name} cannot open the workspace any more, and the database has a new key.")

    def change_passphrase(self) -> None:
        """Lock one's own keys by another passphrase."""
        page = self._view.passphrase
        current, new = passphrase_of(page.current), passphrase_of(page.new)
        page.current.show_problems(() if current else ("Type the passphrase that you have now.",))
        if not is_new_passphrase(page.new, page.again) or not current:
            return
        page.working.begin()
        page.change_button.setEnabled(False)
        try:
            self._context.write(
                lambda workspace, _progress: keyring.set_passphrase(workspace, current, new),
                on_success=self._tell_changed,
                on_failure=self._tell_unchanged,
            )
        except AppError as error:
            self._tell_unchanged(error)

    def _start(self, act: Any) -> None:
        self._view.say("")
        self._view.people.working.begin()
        try:
            self._context.write(
                lambda workspace, _progress: act(workspace),
                on_success=self._tell_added,
                on_failure=self._tell_not_added,
            )
        except AppError as error:
            self._tell_not_added(error)

    def _tell_added(self, _id: Any) -> None:
        self._view.people.working.hide()
        self.read()
        self._context.notify(f"{self._adding} can open the workspace now.")

    def _tell_not_added(self, error: AppError) -> None:
        self._view.people.working.hide()
        self._view.say(error.message)

    def _tell_changed(self, _nothing: Any) -> None:
        self._end_change()
        self._view.passphrase.forget()
        self._context.notify("Your passphrase is changed. Use the new one from now on.")

    def _tell_unchanged(self, error: AppError) -> None:
        self._end_change()
        self._view.passphrase.current.show_problems((error.message,))

    def _end_change(self) -> None:
        self._view.passphrase.working.hide()
        self._view.passphrase.change_button.setEnabled(True)


def _may_manage(workspace: Workspace) -> bool:
    return holds_right(workspace.person, Act.MANAGE_PEOPLE)
