"""The walk to a new workspace: whose it is, its recovery sheet, a second person, a second backup place."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from audit_app.domain.people import Agency
from audit_app.screens.start.choose_page import row
from audit_app.screens.start.open_pages import RULE
from audit_app.screens.start.page import StartPage
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field, passphrase_field, passphrase_of
from audit_app.ui.icons import Icon
from audit_app.ui.words import button, label

AGENCIES = {
    Agency.COORDINATOR: "SEND service (coordinates the plans)",
    Agency.EDUCATION: "Education",
    Agency.HEALTH: "Health",
    Agency.SOCIAL_CARE: "Social care",
    Agency.PARENT_CARER: "Parent carer representative",
}
_ENVELOPE = (
    "This sheet opens the workspace when every passphrase is lost. It is shown once. Print it, put it into a sealed "
    "envelope, and lock it away in another place than this computer."
)


class NewPage(StartPage):
    """Organisation, name, passphrase twice, and where it will lie."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("A new workspace", step="STEP 1 OF 4")
        self.organisation = Field("&Organisation", QLineEdit(), hint="As it shall stand on reports.")
        self.name = Field("Your &name", QLineEdit(), hint="As colleagues know you. It is recorded with all you do.")
        self.passphrase = passphrase_field("&Passphrase", hint=RULE)
        self.again = passphrase_field("Passphrase &again")
        self.place = Field("Kept in", QLineEdit())
        if isinstance(self.place.widget, QLineEdit):
            self.place.widget.setReadOnly(True)
        self.change = button("&Change the folder…", weight="quiet")
        for part in (self.organisation, self.name, self.passphrase, self.again, self.place, self.change):
            self.body.addWidget(part)
        self.make, self.back = button("&Make it", self.asked.emit, weight=Weight.MAIN), button("&Back", weight="quiet")
        self.set_foot(self.make, self.back)
        if isinstance(self.again.widget, QLineEdit):
            self.again.widget.returnPressed.connect(self.press_main)

    def begin(self, name: str, folder: Path) -> None:
        """Begin anew."""
        for field in (self.organisation, self.name, self.passphrase, self.again):
            if isinstance(field.widget, QLineEdit):
                field.widget.clear()
            field.show_problems(())
        if isinstance(self.name.widget, QLineEdit):
            self.name.widget.setText(name)
        self.show_folder(folder)
        self.banner.say("")

    def show_folder(self, folder: Path) -> None:
        """Where it will lie."""
        if isinstance(self.place.widget, QLineEdit):
            self.place.widget.setText(str(folder))
            self.place.widget.setCursorPosition(0)

    def passphrases(self) -> tuple[str, str]:
        """Both, as typed."""
        return passphrase_of(self.passphrase), passphrase_of(self.again)


class SheetPage(StartPage):
    """The recovery sheet, to be printed or saved; on only when the person says that they have it."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("The recovery sheet", _ENVELOPE, step="STEP 2 OF 4")
        self.sheet = QPlainTextEdit()
        self.sheet.setReadOnly(True)
        self.sheet.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.sheet.setTabChangesFocus(True)
        self.sheet.setAccessibleName("Recovery sheet")
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        font.setPointSizeF(9.5)
        self.sheet.setFont(font)
        self.sheet.setFixedHeight(320)
        self.print, self.save = button("&Print…", icon=Icon.PRINT), button("&Save as a file…", icon=Icon.EXPORT)
        self.has_it = QCheckBox("I &have the sheet")
        self.body.addWidget(self.sheet)
        self.body.addLayout(row(self.print, self.save))
        self.body.addWidget(self.has_it)
        self.next = button("&Next", self.asked.emit, weight=Weight.MAIN)
        self.set_foot(self.next)
        self.has_it.toggled.connect(self.next.setEnabled)
        self.show_sheet("")

    def show_sheet(self, text: str) -> None:
        """Show it; an empty text forgets it."""
        self.sheet.setPlainText(text)
        self.has_it.setChecked(False)
        self.next.setEnabled(False)


class PersonPage(StartPage):
    """A second person who can open the workspace."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "A second person",
            "Somebody else should be able to open the workspace when you are away. They become an owner too, and can "
            "change their passphrase later. Let them type it themselves.",
            step="STEP 3 OF 4",
        )
        self.name = Field("Their &name", QLineEdit())
        self.agency = QComboBox()
        for agency, words in AGENCIES.items():
            self.agency.addItem(words, agency.value)
        self.passphrase = passphrase_field("Their &passphrase", hint=RULE)
        self.again = passphrase_field("Their passphrase &again")
        for part in (self.name, Field("They score &for", self.agency), self.passphrase, self.again):
            self.body.addWidget(part)
        self.add, self.skip = button("&Add", self.asked.emit, weight=Weight.MAIN), button("&Later", weight="quiet")
        self.set_foot(self.add, self.skip)

    def begin(self) -> None:
        """Begin anew."""
        for field in (self.name, self.passphrase, self.again):
            if isinstance(field.widget, QLineEdit):
                field.widget.clear()
            field.show_problems(())

    def passphrases(self) -> tuple[str, str]:
        """Both, as typed."""
        return passphrase_of(self.passphrase), passphrase_of(self.again)


class PlacePage(StartPage):
    """A second place for backups."""

    def __init__(self) -> None:
        super().__init__(
            "A second place for backups",
            "Backups are made beside the workspace, and in a second place if you name one: another disk, a share or a "
            "cloud folder will do, because backups are encrypted and copied whole.",
            step="STEP 4 OF 4",
        )
        self.said = label("Without a second place, a broken disk takes the workspace and its backups together.")
        self.body.addWidget(self.said)
        self.choose = button("&Choose a folder…", weight=Weight.MAIN, icon=Icon.OPEN)
        self.skip = button("&Later", weight="quiet")
        self.set_foot(self.choose, self.skip)
