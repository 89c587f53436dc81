"""The look of reports as widgets: how a first page begins, its logo and its colour; it keeps nothing."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from audit_app.domain.report_look import COLOURS, MOST_WORDS, ReportLook, ratio
from audit_app.screens.settings.first_page import FirstPage, swatch
from audit_app.ui.abreast import Abreast
from audit_app.ui.announce import announce
from audit_app.ui.card import Card
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.theme import RESIZED, measures, scaled
from audit_app.ui.words import button, label, reading

_SAID = (
    "Every report has the logo and a band in the colour on its first page, and headings in the colour. Charts keep "
    "their own colours, because those mean something."
)
_USUAL = "As the app has it"
_FIELD, _SIDE = 420, 16
_LEASTS = (340, 280)


@dataclass(frozen=True, slots=True)
class LookShown:
    """The look, what was said of the logo, whose reports they are, a picture, and whether the person may change it."""

    look: ReportLook
    words: str
    organisation: str
    picture: QImage | None
    may: bool
    why_not: str


class ReportLookCard(Card):
    """`described` carries the words for the logo, `colour_wanted` a colour as chosen or typed, empty for the app's."""

    logo_requested = Signal()
    removal_requested = Signal()
    described = Signal(str)
    colour_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Look of reports")
        self.sample = FirstPage()
        self.logo_state = label("", "soft")
        self.choose_button = button("Choose a &logo…", self.logo_requested.emit, weight=Weight.MAIN, icon=Icon.OPEN)
        self.remove_button = button("&Remove the logo", self.removal_requested.emit, icon=Icon.DELETE)
        self.words, self.named, self.typed = QLineEdit(), QComboBox(), QLineEdit()
        self.words.setMaxLength(MOST_WORDS)
        self.words_field = Field("&What the logo says, for those who cannot see it", self.words)
        self.named_field = Field("&Colour", self.named)
        self.typed_field = Field("Or &type a colour", self.typed, hint="A hash and six digits or letters: #1F5FA8.")
        self.logo_problem, self.why_not = label("", "problem"), label("", "soft")
        self._kept_words = self._kept_colour = ""
        buttons = FlowRow(self.choose_button, self.remove_button)
        logo = _column(label("Logo", "cardTitle"), self.logo_state, buttons, self.logo_problem, self.words_field)
        colour = _column(label("Colour", "cardTitle"), self.named_field, self.typed_field)
        for part in (reading(_SAID, "soft"), self.sample, Abreast(logo, colour, leasts=_LEASTS), self.why_not):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.words.editingFinished.connect(self._tell_words)
        self.named.activated.connect(self._tell_named)
        self.typed.editingFinished.connect(self._tell_typed)
        self._fit()
        self.forget()
        pass_focus(self, self.choose_button)

    def show_state(self, shown: LookShown) -> None:
        """What is in force, and whether it can be changed."""
        look = shown.look
        self._kept_words, self._kept_colour = shown.words, look.colour
        self.sample.show_picture(shown.picture, _said_of(look))
        self.logo_state.setText(_logo_words(look))
        self.choose_button.setText("Choose another &logo…" if look.logo is not None else "Choose a &logo…")
        self.choose_button.setAccessibleName(self.choose_button.text().replace("&", ""))
        self.choose_button.setEnabled(shown.may)
        self.remove_button.setEnabled(shown.may and look.logo is not None)
        self.logo_problem.hide()
        self._show_words(shown)
        self._show_colour(look.colour, may=shown.may)
        self.why_not.setText(shown.why_not)
        self.why_not.setVisible(bool(shown.why_not))

    def show_logo_problem(self, said: str) -> None:
        """Why a file is no logo."""
        self.logo_problem.setText(said)
        self.logo_problem.setVisible(bool(said))
        announce(self, said, is_urgent=True)

    def show_colour_problem(self, said: str) -> None:
        """What is wrong with the colour that was typed."""
        self.typed_field.show_problems([said] if said else [])

    def show_words_problem(self, said: str) -> None:
        """What is wrong with the words for the logo."""
        self.words_field.show_problems([said] if said else [])

    def forget(self) -> None:
        """The workspace is locked."""
        self.show_state(LookShown(ReportLook(), "", "", None, may=False, why_not=""))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED and hasattr(self, "named"):
            self._fit()
            self._show_colour(self._kept_colour, may=self.named.isEnabled())

    def _show_words(self, shown: LookShown) -> None:
        has_logo = shown.look.logo is not None
        self.words_field.setVisible(has_logo)
        with QSignalBlocker(self.words):
            self.words.setText(shown.words)
        self.words.setPlaceholderText(shown.organisation)
        self.words.setEnabled(shown.may and has_logo)
        self.words_field.hint.setText(f"Screen readers say it. Left empty, they say {shown.organisation or 'Logo'}.")
        self.show_words_problem("")

    def _show_colour(self, colour: str, *, may: bool) -> None:
        with QSignalBlocker(self.named), QSignalBlocker(self.typed):
            self.named.clear()
            self.named.addItem(_USUAL, "")
            for name, one in COLOURS:
                self.named.addItem(swatch(one, self), name, one)
            if self.named.findData(colour) < 0:
                self.named.addItem(swatch(colour, self), f"Another, {colour}", colour)
            self.named.setCurrentIndex(self.named.findData(colour))
            self.typed.setText(colour)
        self.named.setEnabled(may)
        self.typed.setEnabled(may)
        contrast = f"Its contrast with white paper is {ratio(colour)} to 1." if colour else ""
        self.named_field.hint.setText(contrast)
        self.named.setAccessibleDescription(contrast)
        self.named_field.hint.setVisible(bool(contrast))
        self.show_colour_problem("")

    def _fit(self) -> None:
        for field in (self.words_field, self.named_field, self.typed_field):
            field.setMaximumWidth(scaled(self, _FIELD))
        self.named.setIconSize(QSize(scaled(self, _SIDE), scaled(self, _SIDE)))

    def _tell_words(self) -> None:
        if self.words.text().strip() != self._kept_words:
            self.described.emit(self.words.text())

    def _tell_named(self) -> None:
        self.colour_wanted.emit(str(self.named.currentData()))

    def _tell_typed(self) -> None:
        if self.typed.text().strip().upper() != self._kept_colour:
            self.colour_wanted.emit(self.typed.text())


def _column(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(measures().spacing[1])
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return made


def _logo_words(look: ReportLook) -> str:
    logo = look.logo
    if logo is None:
        return "None: reports have the organisation's name alone. A PNG or JPEG for a white ground will do."
    return f"Kept as a picture of {logo.width:,} × {logo.height:,} pixels, in {len(logo.png) / 1024:.0f} KB."


def _said_of(look: ReportLook) -> str:
    """What is heard of the picture."""
    colour = f"A band and headings in {look.colour}." if look.colour else "No band, and headings in black."
    return f"{colour} " + (f"At the right the logo: {look.logo.words}." if look.logo is not None else "No logo.")
