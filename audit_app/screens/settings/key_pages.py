"""One's own passphrase and the recovery sheet as widgets: cards that tell what a person wishes, and know no service."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from audit_app.screens.settings.new_passphrase import RULE
from audit_app.screens.settings.parts import Working
from audit_app.ui.card import Card
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field, passphrase_field
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, reading

_SHEET = (
    "The recovery sheet opens the workspace when nobody's passphrase does. It lies printed in a sealed envelope, in "
    "another place than this computer. Make a new one when it was used, when somebody may have seen it, or when nobody "
    "knows where it is: the database gets a new key, and the sheet before it opens nothing but older backups."
)
_STEPS = (
    "This sheet is not in force yet. Print it, or save it, print that file and delete it. Put it into an envelope, "
    "seal and sign it. Then put it in force here, and destroy the sheet before it."
)


class PassphraseCard(Card):
    """One's own passphrase."""

    change_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Your passphrase")
        self.current = passphrase_field("Your &present passphrase")
        self.new = passphrase_field("The &new passphrase", hint=RULE)
        self.again = passphrase_field("The new passphrase &again")
        for field in (self.current, self.new, self.again):
            field.setMaximumWidth(480)
            self.body.addWidget(field)
        self.change_button = button("&Change the passphrase", self.change_requested.emit, weight=Weight.MAIN)
        self.body.addWidget(self.change_button)
        self.body.addWidget(label("Backups made before still open with the old one.", "caption"))
        self.working = Working("Your keys are being locked anew.")
        self.body.addWidget(self.working)
        self.body.addStretch(1)
        pass_focus(self, self.current)

    def forget(self) -> None:
        """Forget what was typed."""
        for field in (self.current, self.new, self.again):
            if isinstance(field.widget, QLineEdit):
                field.widget.clear()
            field.show_problems(())


class SheetCard(Card):
    """Since when the recovery sheet is in force, and a new one: shown, printed, and only then put in force."""

    new_requested = Signal()
    print_requested = Signal()
    save_requested = Signal()
    force_requested = Signal()
    given_up = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("Recovery sheet")
        self.state = label("", "strong")
        self.advice = reading("", "problem")
        self.new_button = button("&Make a new sheet…", self.new_requested.emit, weight=Weight.MAIN, icon=Icon.ADD)
        self.why_not = label("", "soft")
        self.working = Working("The new sheet is being put in force: the database gets a new key.", self.cancelled.emit)
        self.about = reading(_SHEET, "soft")
        self.body.addWidget(self.about)
        for part in (self.state, self.advice, self.new_button, self.why_not):
            self.body.addWidget(part)
        self.made = self._made()
        self.body.addWidget(self.made)
        self.body.addWidget(self.working)
        self.body.addStretch(1)
        self.show_sheet("")
        pass_focus(self, self.new_button)

    def show_state(self, words: str, advice: str, *, may: bool, why_not: str) -> None:
        """Since when the sheet is in force, what speaks for a new one, and whether one can be made now."""
        self.state.setText(words)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))
        self.new_button.setEnabled(may)

    def show_sheet(self, text: str) -> None:
        """Show a new sheet; an empty text forgets it."""
        self.sheet.setPlainText(text)
        self.has_it.setChecked(False)
        if isinstance(self.reason.widget, QLineEdit):
            self.reason.widget.clear()
        self.reason.show_problems(())
        self.made.setVisible(bool(text))
        self.new_button.setVisible(not text)
        self.about.setVisible(not text)
        self.judge()

    def judge(self) -> None:
        """The sheet comes into force only once the person says that they have it."""
        self.force_button.setEnabled(self.has_it.isChecked() and bool(self.sheet.toPlainText()))

    def _made(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measures().spacing[1])
        self.sheet = QPlainTextEdit()
        self.sheet.setReadOnly(True)
        self.sheet.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.sheet.setTabChangesFocus(True)
        self.sheet.setAccessibleName("The new recovery sheet")
        self.sheet.setFont(QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)))
        self.sheet.setMinimumHeight(self.sheet.fontMetrics().lineSpacing() * 12)
        self.print_button = button("&Print…", self.print_requested.emit, icon=Icon.PRINT)
        self.save_button = button("&Save as a file…", self.save_requested.emit, icon=Icon.EXPORT)
        self.has_it = QCheckBox("I &have the new sheet")
        self.has_it.setAccessibleName("I have the new sheet")
        self.has_it.toggled.connect(self.judge)
        self.reason = Field("&Why a new one", QLineEdit(), hint="It stands in the audit trail.")
        self.reason.setMaximumWidth(480)
        self.force_button = button("Put it in &force", self.force_requested.emit, weight=Weight.MAIN)
        self.no_button = button("Keep the sheet there is", self.given_up.emit)
        column.addWidget(reading(_STEPS))
        column.addWidget(self.sheet)
        column.addWidget(FlowRow(self.print_button, self.save_button, self.has_it))
        column.addWidget(self.reason)
        column.addWidget(FlowRow(self.force_button, self.no_button))
        return made
