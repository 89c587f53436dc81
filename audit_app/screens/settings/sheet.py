"""The behaviour of the recovery sheet: making a new one, and putting it in force in place of the old one."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QTextDocument

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.screens.settings.parts import moment
from audit_app.screens.settings.rotating import Rotating
from audit_app.screens.settings.view import SHEET, SettingsView
from audit_app.services.sheets import NewSheet, SheetState, new_sheet, sheet_state
from audit_app.ui.screen import ScreenContext

_USED = "It was used on {when}. Make a new one and destroy it: whoever had it in hand can open the workspace with it."


class SheetPresenter(QObject):
    """Lives as long as its view; a sheet that is not in force yet is kept only while its part is in view."""

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._rotating = Rotating(context, self)
        self._sheet: NewSheet | None = None
        view.part_shown.connect(self.come_up)
        view.dropped.connect(self.forget_sheet)
        view.sheet.new_requested.connect(self.make_sheet)
        view.sheet.print_requested.connect(self.print_sheet)
        view.sheet.save_requested.connect(self.save_sheet)
        view.sheet.force_requested.connect(self.put_in_force)
        view.sheet.given_up.connect(self.forget_sheet)
        view.sheet.cancelled.connect(self._rotating.cancel)
        context.session.returned.connect(self.show_state)

    def come_up(self, part: str) -> None:
        """A sheet that is not in force yet is forgotten on leaving its part."""
        if part == SHEET:
            self.show_state()
        elif not self._context.session.is_lent:
            self.forget_sheet()

    def show_state(self) -> None:
        """Since when the sheet is in force, and whether it was used."""
        session = self._context.session
        if not session.is_open or self._view.part != SHEET:
            return
        try:
            state: SheetState = session.read(sheet_state)
            is_owner = session.read(lambda workspace: holds_right(workspace.person, Act.MANAGE_PEOPLE))
        except AppError as error:
            self._view.say(error.message)
            return
        self._view.sheet.show_state(
            f"The sheet in force was made on {moment(state.made_at)}.",
            _USED.format(when=moment(state.used_at)) if state.used_at else "",
            may=is_owner and session.can_write,
            why_not="" if is_owner else "Only an owner makes a new sheet.",
        )

    def make_sheet(self) -> None:
        """Show a new sheet, to be printed before it comes into force."""
        try:
            self._sheet = self._context.session.read(new_sheet)
        except AppError as error:
            self._view.say(error.message)
            return
        self._view.say("")
        self._view.sheet.show_sheet(self._sheet.text)
        self._view.sheet.print_button.setFocus()

    def forget_sheet(self) -> None:
        """The sheet that there is stays in force."""
        self._sheet = None
        self._view.sheet.show_sheet("")

    def print_sheet(self) -> None:
        """To a printer; that it was printed is on record."""
        document = QTextDocument()
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        document.setDefaultFont(font)
        document.setPlainText(self._view.sheet.sheet.toPlainText())
        if self._context.dialogs.print_document("Recovery sheet", document):
            self._note("print")

    def save_sheet(self) -> None:
        """Into a file, to be printed elsewhere and deleted."""
        policy = self._context.policy
        suggested = policy.usual_export(Path.home()) / "Recovery sheet.txt"
        path = self._context.dialogs.save_file("Save the recovery sheet", suggested, ["Text (*.txt)"])
        if path is None or self._sheet is None:
            return
        try:
            policy.demand_export(path)
            write_whole(path, self._sheet.text.encode())
        except AppError as error:
            self._view.say(error.message)
            return
        self._note("export")

    def put_in_force(self) -> None:
        """The database gets a new key that the new sheet opens and the old one does not."""
        page, sheet = self._view.sheet, self._sheet
        reason = page.reason.text()
        page.reason.show_problems(() if reason else ("Say why, in a few words.",))
        if sheet is None or not reason:
            return
        self._view.say("")
        page.working.begin()
        page.made.setEnabled(False)
        try:
            self._rotating.start(
                lambda workspace: sheet.renewal(workspace, reason),
                words="Changing the keys",
                on_done=self._tell_in_force,
                on_failure=self._fail,
                on_progress=page.working.show_progress,
                on_end=self._end_force,
            )
        except AppError as error:
            self._end_force()
            self._fail(error)

    def _note(self, act: str) -> None:
        try:
            self._context.session.note_access(act, "a new recovery sheet")
        except AppError as error:
            self._view.say(error.message)
        self._view.sheet.has_it.setChecked(True)

    def _tell_in_force(self) -> None:
        self.forget_sheet()
        self._context.notify("The new recovery sheet is in force. Destroy the one before it.")

    def _end_force(self) -> None:
        self._view.sheet.working.hide()
        self._view.sheet.made.setEnabled(True)
        if self._view.part != SHEET:  # stopped or failed while another part was in view
            self.forget_sheet()
        self.show_state()

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)
