"""The behaviour of people: who there is, adding and changing somebody; removing has its own module."""

from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.settings.person_dialog import ChangeDialog, PersonDialog
from audit_app.screens.settings.reading import PersonRow, people_rows
from audit_app.screens.settings.removing import Removing
from audit_app.screens.settings.view import PEOPLE, SettingsView
from audit_app.services.people import change_person, wish_of
from audit_app.store import keyring
from audit_app.store.log.people_log import people
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


class PeoplePresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._removing = Removing(view, context)
        self._adding = ""
        self._may = False
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.people.add_requested.connect(self.add)
        view.people.change_requested.connect(self.change)
        view.people.remove_requested.connect(self.remove)
        self._removing.ended.connect(self._end)
        view.people.table.row_current.connect(self.follow_row)
        view.people.table.row_chosen.connect(self.change)
        context.session.changed.connect(self.follow)
        context.session.returned.connect(self.read)

    def come_up(self, part: str) -> None:
        """Show who there is."""
        if part == PEOPLE:
            self.read()

    def forget(self) -> None:
        """The workspace is locked."""
        self._may = False
        self._view.people.show_rows(())

    def follow(self, kinds: frozenset[str]) -> None:
        """Somebody was added, changed or removed."""
        if kinds & {"person", "everything"}:
            self.read()

    def read(self) -> None:
        """Read everybody anew, while they are in view."""
        session = self._context.session
        if not session.is_open or not self._view.isVisible() or self._view.part != PEOPLE:
            return
        try:
            rows = session.read(lambda workspace: people_rows(workspace, self._today()))
            is_owner = session.read(_may_manage)
        except AppError as error:
            self._view.say(error.message)
            return
        self._may = session.can_write and is_owner
        why_not = "" if is_owner else "Only an owner adds, changes and removes people."
        now = self._view.people.table.current()
        self._view.people.show_rows(rows)
        is_there = isinstance(now, PersonRow) and self._view.people.table.select(lambda row: row.id == now.id)
        if not is_there:
            self._view.people.table.select(lambda _row: True)
        self._view.people.show_rights(may=self._may, why_not=why_not)
        self.follow_row(self._view.people.table.current())

    def follow_row(self, row: Any) -> None:
        """Nobody can remove themselves, nor change somebody who is gone."""
        is_there = isinstance(row, PersonRow) and not row.is_gone
        can_remove = isinstance(row, PersonRow) and is_there and not row.is_me
        self._view.people.show_current(can_change=self._may and is_there, can_remove=self._may and can_remove)

    def add(self) -> None:
        """Ask who, and give them keys."""
        dialog = PersonDialog(self._names(), self._view)
        if self._context.dialogs.run(dialog):
            details, passphrase = dialog.details, dialog.chosen_passphrase
            self._adding = details.name
            self._view.say("")
            try:
                job = self._context.write(
                    lambda workspace, _progress: keyring.add(workspace, details, passphrase),
                    on_success=self._tell_added,
                    on_failure=self._fail,
                    on_finished=self._end,
                )
            except AppError as error:
                self._fail(error)
            else:
                if job.is_running:
                    self._view.people.begin("The keys are being made.")
                    self._view.people.working.cancel_button.setEnabled(False)  # a moment, in one piece
        dialog.deleteLater()

    def change(self, _row: object = None) -> None:
        """Ask what of somebody is to be another, and why."""
        row = self._view.people.table.current()
        if not isinstance(row, PersonRow) or row.is_gone or not self._may:
            return
        session = self._context.session
        now = session.read(lambda workspace: wish_of(people(workspace.conn)[row.id]))
        dialog = ChangeDialog(now, self._names(without=row.id), self._today(), self._view)
        if self._context.dialogs.run(dialog):
            wish, reason = dialog.wish, dialog.reason
            try:
                changed = session.write(lambda workspace: change_person(workspace, row.id, wish, reason))
            except AppError as error:
                self._fail(error)
            else:
                self._view.say("")
                said = f"Changed of {wish.name}: {', '.join(changed)}." if changed else "Nothing was another."
                self._context.notify(said)
        dialog.deleteLater()

    def remove(self) -> None:
        """Take away the keys of the person that the arrow keys are on."""
        row = self._view.people.table.current()
        if isinstance(row, PersonRow):
            self._removing.remove(row)

    def _end(self) -> None:
        self._view.people.working.hide()
        self.read()

    def _tell_added(self, _id: Any) -> None:
        self._context.notify(f"{self._adding} can open the workspace now.")

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)

    def _names(self, without: str = "") -> list[str]:
        entries = self._context.session.workspace.key_file.people
        return [entry.name for entry in entries if entry.id != without]

    def _today(self) -> date:
        return self._context.clock().date()


def _may_manage(workspace: Workspace) -> bool:
    return holds_right(workspace.person, Act.MANAGE_PEOPLE)
