"""The pages that open what is there: a passphrase, a backup to restore, the recovery sheet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from audit_app.screens.start.page import StartPage
from audit_app.store.workspace import SUFFIX
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field, passphrase_field, passphrase_of
from audit_app.ui.words import button

RULE = "At least 8 characters; three or four words are best. Nobody can tell it to you again."


class UnlockPage(StartPage):
    """A workspace, who opens it, and their passphrase."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("Open a workspace")
        self.people = QComboBox()
        self.who = Field("&Person", self.people)
        self.passphrase = passphrase_field("Pa&ssphrase")
        self.body.addWidget(self.who)
        self.body.addWidget(self.passphrase)
        self.open, self.back = button("&Open", self.asked.emit, weight=Weight.MAIN), button("&Back", weight="quiet")
        self.forgotten = button("Use the &recovery sheet", weight="quiet")
        self.set_foot(self.open, self.back, self.forgotten)
        _on_enter(self, self.passphrase)

    def show_workspace(self, folder: Path, people: Sequence[tuple[str, str]], person: str, words: str) -> None:
        """Show what is to be opened; `words` says why it is closed."""
        self.title.setText(folder.name.removesuffix(SUFFIX))
        self.text.setText(words or str(folder))
        self.text.show()
        fill_people(self.people, people, person)
        self.forget()

    def person(self) -> str:
        """The id of the person chosen."""
        return str(self.people.currentData() or "")

    def typed(self) -> str:
        """The passphrase as typed."""
        return passphrase_of(self.passphrase)

    def forget(self) -> None:
        """Nothing typed stays."""
        clear_field(self.passphrase)
        self.banner.say("")


class RestorePage(StartPage):
    """A backup, a name for what is made of it, a person and their passphrase."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Restore a backup", "It is restored into a new workspace; nothing that is there is overwritten."
        )
        self.backup = QLineEdit()
        self.backup.setReadOnly(True)
        self.backup_field = Field("Backup", self.backup)
        self.choose = button("&Choose another backup…", weight="quiet")
        self.name = QLineEdit()
        self.name_field = Field("&Name of the new workspace", self.name)
        self.people = QComboBox()
        self.passphrase = passphrase_field(
            "Pa&ssphrase", hint="The one that was in force when the backup was made. Only an owner may restore."
        )
        for part in (self.backup_field, self.choose, self.name_field, Field("&Person", self.people), self.passphrase):
            self.body.addWidget(part)
        self.restore = button("&Restore and open", self.asked.emit, weight=Weight.MAIN)
        self.back = button("&Back", weight="quiet")
        self.set_foot(self.restore, self.back)
        _on_enter(self, self.passphrase)

    def show_backup(self, said: str, name: str, people: Sequence[tuple[str, str]]) -> None:
        """Show which backup it is."""
        self.backup.setText(said)
        self.backup.setCursorPosition(0)
        self.name.setText(name)
        fill_people(self.people, people, "")
        clear_field(self.passphrase)
        self.banner.say("")

    def person(self) -> str:
        """The id of the person chosen."""
        return str(self.people.currentData() or "")

    def typed(self) -> str:
        """The passphrase as typed."""
        return passphrase_of(self.passphrase)


class RecoverPage(StartPage):
    """The thirteen groups of the recovery sheet, and a new passphrase for one person."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("Use the recovery sheet", "Type the groups in order; capitals and blanks do not matter.")
        self.groups = QPlainTextEdit()
        self.groups.setTabChangesFocus(True)
        self.groups.setFixedHeight(self.groups.fontMetrics().lineSpacing() * 4 + 16)
        self.groups_field = Field("The thirteen &groups", self.groups)
        self.people = QComboBox()
        self.new = passphrase_field("&New passphrase", hint=RULE)
        self.again = passphrase_field("New passphrase &again")
        for part in (self.groups_field, Field("&Person who gets new keys", self.people), self.new, self.again):
            self.body.addWidget(part)
        self.recover = button("&Open with new keys", self.asked.emit, weight=Weight.MAIN)
        self.back = button("&Back", weight="quiet")
        self.set_foot(self.recover, self.back)
        _on_enter(self, self.again)

    def show_people(self, people: Sequence[tuple[str, str]], person: str) -> None:
        """Begin anew."""
        fill_people(self.people, people, person)
        self.groups.clear()
        for field in (self.groups_field, self.new, self.again):
            field.show_problems(())
        clear_field(self.new)
        clear_field(self.again)
        self.banner.say("")

    def person(self) -> str:
        """The id of the person chosen."""
        return str(self.people.currentData() or "")


def fill_people(box: QComboBox, people: Sequence[tuple[str, str]], person: str) -> None:
    """The people to choose from, by id and name."""
    box.clear()
    for id_, name in people:
        box.addItem(name, id_)
    box.setCurrentIndex(max(box.findData(person), 0))


def clear_field(field: Field) -> None:
    """Nothing typed stays, and nothing is wrong with it."""
    if isinstance(field.widget, QLineEdit):
        field.widget.clear()
    field.show_problems(())


def _on_enter(page: StartPage, field: Field) -> None:
    if isinstance(field.widget, QLineEdit):
        field.widget.returnPressed.connect(page.press_main)
