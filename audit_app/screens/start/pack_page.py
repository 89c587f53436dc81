"""The page of somebody who was sent an invitation: six words told by phone, and a passphrase of their own."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from audit_app.screens.start.open_pages import RULE, clear_field
from audit_app.screens.start.page import StartPage
from audit_app.ui.days import full_day
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field, passphrase_field, passphrase_of
from audit_app.ui.words import button, label

_ABOUT = (
    "It makes a small workspace on this computer, encrypted to you alone. Nobody else can read what you score there "
    "until the round is opened."
)
_FORGOTTEN = (
    "If you forget the passphrase, ask for a new invitation. What you have sent back still counts; what you have not "
    "sent back starts again."
)


class PackPage(StartPage):
    """The six words, the passphrase twice, and what a forgotten one costs."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("Open a pack that you were sent", _ABOUT)
        self.said = label("", "strong")
        self.code = QLineEdit()
        self.code_field = Field("The six &words", self.code, hint="Whoever sent the pack tells you them by phone.")
        self.passphrase = passphrase_field("A &passphrase of your own", hint=RULE)
        self.again = passphrase_field("Passphrase &again")
        for part in (self.said, self.code_field, self.passphrase, self.again, label(_FORGOTTEN, "caption")):
            self.body.addWidget(part)
        self.open = button("&Open", self.asked.emit, weight=Weight.MAIN)
        self.back = button("&Back", weight="quiet")
        self.set_foot(self.open, self.back)
        if isinstance(self.again.widget, QLineEdit):
            self.again.widget.returnPressed.connect(self.press_main)

    def begin(self, sender: str, made_on: str) -> None:
        """Begin anew with a pack; who sent it is what stands on it, and is known for sure once it opens."""
        self.said.setText(f"It says that it comes from {sender}, of {full_day(date.fromisoformat(made_on))}.")
        self.forget()

    def passphrases(self) -> tuple[str, str]:
        """Both, as typed."""
        return passphrase_of(self.passphrase), passphrase_of(self.again)

    def forget(self) -> None:
        """Nothing typed stays."""
        for field in (self.code_field, self.passphrase, self.again):
            clear_field(field)
        self.banner.say("")
