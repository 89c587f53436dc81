"""The walk to a new workspace, step by step; nothing is opened before its recovery sheet is in somebody's hands."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QTextDocument

from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError, Problem
from audit_app.files import write_whole
from audit_app.screens.start.new_pages import NewPage, PersonPage, PlacePage, SheetPage
from audit_app.screens.start.opener import Opener
from audit_app.screens.start.page import StartPage
from audit_app.screens.start.recent import add_recent
from audit_app.screens.start.refusals import Step, refusal_of
from audit_app.screens.start.view import StartView
from audit_app.screens.start.work import Asked, Unlocking, adding, making, sheet_text
from audit_app.services.sheet_kept import note_kept
from audit_app.store.backup import set_second_place
from audit_app.store.keys.passphrase import passphrase_problems
from audit_app.store.means import Means
from audit_app.store.workspace import SUFFIX
from audit_app.ui.fields import Field
from audit_app.ui.screen import ScreenContext

_SHEET_TITLE = "Nobody has the recovery sheet yet"
_SHEET_TEXT = (
    "The workspace is made, and its sheet is shown this once. Without it nobody can open the workspace when every "
    "passphrase is lost. Stay to print or save it; or close, and make a new sheet after you have opened the workspace."
)
_OTHER = "This is not the same. Type both again."


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is done once the workspace is open: a second place, and a second person where there is a name."""

    place: Path | None
    name: str
    agency: Agency
    passphrase: str = field(repr=False)


class Walk(QObject):
    """`ended` carries Unlocking when the workspace may be opened, `left` says that the person turned back."""

    ended = Signal(object)
    left = Signal()

    def __init__(self, view: StartView, context: ScreenContext, means: Means, user: str, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._context, self._means, self._user = view, context, means, user
        self._opener = Opener(context, means, self)
        self._opener.unlocked.connect(self.show_sheet)
        self._opener.failed.connect(self.show_failure)
        self._found: Unlocking | None = None
        self._rest: _Rest | None = None
        self._has_sheet = True
        self._parent_folder: Path | None = None
        view.made.connect(self.listen_to)

    def begin(self) -> None:
        """The first step."""
        self._parent_folder = None
        page = self._view.new
        page.begin(self._user, self._context.folders.workspaces)
        policy = self._context.policy
        page.change.setVisible(policy.workspaces is None)
        if policy.workspaces is not None:
            page.place.hint.setText(f"The folder is {policy.set_by}.")
            page.place.hint.show()
        self._view.show_page(page, page.organisation.widget)

    def choose_folder(self) -> None:
        """Another place for the workspace."""
        folder = self._context.dialogs.choose_folder("Keep the workspace in", self._folder())
        if folder is not None:
            self._parent_folder = folder
            self._view.new.show_folder(folder)

    def make(self) -> None:
        """Make it, where nothing speaks against what was typed."""
        page = self._view.new
        organisation, name = page.organisation.text(), page.name.text()
        page.organisation.show_problems([] if organisation else ["The organisation is empty. Type its name."])
        page.name.show_problems([] if name else ["The name is empty. Type yours."])
        is_sound = judge(page.passphrase, page.again, page.passphrases())
        if not (organisation and name and is_sound) or self._opener.is_busy:
            return
        asked = Asked(self._folder() / _file_name(organisation), organisation, name, page.passphrases()[0])
        page.banner.say("")
        page.set_waiting(is_waiting=True)
        self._opener.try_to(making(asked, self._means), on_finished=self._end_waiting)

    def show_sheet(self, found: Unlocking) -> None:
        """It is made: show its recovery sheet."""
        if found.sheet is None:
            return
        self._found, self._has_sheet = found, False
        name = found.folder.name.removesuffix(SUFFIX)
        organisation = self._view.new.organisation.text()
        text = sheet_text(found.sheet, organisation, name, self._context.clock().date())
        self._view.sheet.show_sheet(text)
        self._view.show_page(self._view.sheet, self._view.sheet.print)

    def print_sheet(self) -> None:
        """To a printer."""
        document = QTextDocument()
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        document.setDefaultFont(font)
        document.setPlainText(self._view.sheet.sheet.toPlainText())
        if self._context.dialogs.print_document("Recovery sheet", document):
            self._view.sheet.has_it.setChecked(True)

    def save_sheet(self) -> None:
        """Into a file, to be printed elsewhere and deleted."""
        policy = self._context.policy
        suggested = policy.usual_export(Path.home()) / "Recovery sheet.txt"
        path = self._context.dialogs.save_file("Save the recovery sheet", suggested, ["Text (*.txt)"])
        if path is None:
            return
        try:
            policy.demand_export(path)
            write_whole(path, self._view.sheet.sheet.toPlainText().encode())
        except AppError as error:
            self._context.dialogs.fail("The sheet was not saved", error)
            return
        self._view.sheet.has_it.setChecked(True)
        self._view.sheet.banner.say(f"The sheet is in {path}. Print it, then delete the file.")

    def ask_person(self) -> None:
        """They have the sheet, which is forgotten here; ask for a second person."""
        self._has_sheet = True
        self._remember()
        self._view.sheet.show_sheet("")
        self._view.person.begin()
        self._view.show_page(self._view.person, self._view.person.name.widget)

    def may_leave(self) -> bool:
        """Whether the app may be closed now: a sheet that is shown this once is asked about."""
        if self._has_sheet:
            return True
        if not self._context.dialogs.confirm(_SHEET_TITLE, _SHEET_TEXT, "Close without it", danger=True):
            return False
        self._remember()
        return True

    def keep_person(self) -> None:
        """What was typed of the second person will do; their keys are made with the workspace open."""
        page = self._view.person
        name = page.name.text()
        taken = name.casefold() == self._view.new.name.text().casefold()
        faults = ["The name is empty. Type theirs."] if not name else ["This is your own name. Type theirs."]
        page.name.show_problems(faults if not name or taken else [])
        if name and not taken and judge(page.passphrase, page.again, page.passphrases()):
            self.ask_place(has_person=True)

    def ask_place(self, *, has_person: bool = False) -> None:
        """The last step."""
        if not has_person:
            self._view.person.begin()
        page, policy = self._view.place, self._context.policy
        if policy.second_backup is not None:
            page.said.setText(f"Copies go into {policy.second_backup}, {policy.set_by}.")
            page.skip.setText("&Finish")
        page.choose.setVisible(policy.second_backup is None)
        self._view.show_page(page, page.skip if policy.second_backup is not None else page.choose)

    def choose_place(self) -> None:
        """A folder for the second backups."""
        folder = self._context.dialogs.choose_folder("A second place for backups", None)
        if folder is not None:
            self._finish(folder)

    def finish_without_place(self) -> None:
        """Later."""
        self._finish(None)

    def show_failure(self, error: AppError) -> None:
        """Say why it was not made, and what to do next."""
        page: StartPage = self._view.new
        refusal = refusal_of(error)
        usual = refusal.step is Step.USE_USUAL_PLACE
        words = refusal.words if usual else ""
        page.banner.say(refusal.sentence, refusal.tone, words=words, on_click=self._use_usual_place)

    def _finish(self, place: Path | None) -> None:
        found, self._found = self._found, None
        if found is None:
            return
        page = self._view.person
        name, agency, passphrase = page.name.text(), Agency(page.agency.currentData()), page.passphrases()[0]
        self._rest = _Rest(place, name if passphrase else "", agency, passphrase)
        self.ended.emit(found)

    def complete(self) -> None:
        """The workspace is open: what the walk was told is done in it."""
        rest, self._rest = self._rest, None
        if rest is None:
            return
        session = self._context.session
        try:
            session.write(note_kept)
            if rest.place is not None:
                set_second_place(session.workspace, rest.place)
            if rest.name:
                self._context.write(
                    adding(rest.name, rest.agency, rest.passphrase),
                    on_success=self._tell_added,
                    on_failure=self._tell_failed,
                )
        except AppError as error:
            self._tell_failed(error)
        self._view.person.begin()
        self._view.new.begin("", self._context.folders.workspaces)

    def _remember(self) -> None:
        """The workspace is made, so it is in the list whatever comes next."""
        if self._found is not None:
            with suppress(AppError):  # a list that cannot be kept must not keep anybody from going on
                add_recent(self._context.folders, self._found.folder, self._context.clock().date())

    def _tell_added(self, _person: str) -> None:
        self._context.notify("The second person can open the workspace now.")

    def _tell_failed(self, error: AppError) -> None:
        self._context.dialogs.fail("The workspace is made, but one step is open", error)

    def _use_usual_place(self) -> None:
        self._parent_folder = None
        self._view.new.show_folder(self._context.folders.workspaces)
        self.make()

    def _folder(self) -> Path:
        return self._parent_folder or self._context.folders.workspaces

    def _end_waiting(self) -> None:
        self._view.new.set_waiting(is_waiting=False)

    def _leave(self) -> None:
        self.left.emit()

    def listen_to(self, page: object) -> None:
        """A page was made just now."""
        if isinstance(page, NewPage):
            page.asked.connect(self.make)
            page.change.clicked.connect(self.choose_folder)
            page.back.clicked.connect(self._leave)
        elif isinstance(page, SheetPage):
            page.print.clicked.connect(self.print_sheet)
            page.save.clicked.connect(self.save_sheet)
            page.asked.connect(self.ask_person)
        elif isinstance(page, PersonPage):
            page.asked.connect(self.keep_person)
            page.skip.clicked.connect(self._skip_person)
        elif isinstance(page, PlacePage):
            page.choose.clicked.connect(self.choose_place)
            page.skip.clicked.connect(self.finish_without_place)

    def _skip_person(self) -> None:
        self.ask_place()


def judge(field: Field, again: Field, typed: tuple[str, str]) -> bool:
    """Whether a new passphrase will do; what speaks against it stands beside the fields."""
    faults: tuple[Problem, ...] = passphrase_problems(typed[0])
    field.show_problems(faults)
    again.show_problems([] if typed[0] == typed[1] else [_OTHER])
    return not faults and typed[0] == typed[1]


def _file_name(organisation: str) -> str:
    """A folder's name that every system takes."""
    kept = "".join(letter if letter.isalnum() or letter in " -&" else " " for letter in organisation)
    return " ".join(kept.split()) or "Workspace"
