"""The two pages of mapping a sheet of past audits: its columns, and its words; they decide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.screens.plans.mapping_draft import MappedColumn, Stand
from audit_app.screens.plans.mapping_page import MappingPage
from audit_app.screens.plans.past_settings import PastSettings
from audit_app.ui.feedback import Tone
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.words import button, label

_KEYS = (KeyLine("Enter, or letters", "Choose what it is"),)
_LEAVE_OUT = KeyLine("Delete", "Leave the column out")
_GO_ON = KeyLine("Ctrl+Enter", "Go on")
_ABOUT_WORDS = (
    "Each word of the sheet stands for a level, or for no score. 3 is the best, 0 the worst. At a marker where Yes is "
    "the worst the levels are turned round."
)


class PastColumnsPage(MappingPage):
    """A row for each column of the sheet, and what the sheet is read into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            title="What the columns are",
            titles=("Column", "Values", "Goes into", "", "Why"),
            has_ticks=False,
        )
        self.go_on_button.setText("Next: the &words")
        self.go_on_button.setAccessibleName("Next: the words")

    def _above_choices(self) -> Sequence[QWidget]:
        self.said, self.settings = label("", "caption"), PastSettings()
        return (self.said, self.settings)

    def show_said(self, text: str) -> None:
        """What was left out of the sheet or is to be known of it."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def forget(self) -> None:
        super().forget()
        self.settings.forget()
        self.show_said("")


class PastWordsPage(MappingPage):
    """A row for each word; `back_requested` asks for the columns again."""

    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            title="What the words mean",
            name="Words of the sheet",
            titles=("Word", "Where it stands", "Means", "", "Why"),
            has_ticks=False,
            choices="levels",
        )
        self.tally = label("", "soft", wraps=False)
        self.body.insertWidget(self.body.indexOf(self.choices), self.tally)
        for part in (self.choices, self.keeping, self.without):
            part.hide()
        self.other_button.hide()
        self.back_button = button("&Back to the columns", self.back_requested.emit)
        self.head.insertWidget(self.head.indexOf(self.go_on_button), self.back_button)

    def show_words(self, rows: Sequence[MappedColumn], tally: str) -> None:
        """The words as they are taken now; it can be gone on where each has a meaning."""
        self.show_columns(_ABOUT_WORDS, rows, tally)
        self.tally.setText(tally)
        missing = sum(row.stand is Stand.FAULT for row in rows)
        words = "word has" if missing == 1 else "words have"
        said = f"{missing} {words} no level or grade yet. Choose one for each, or “Not scored”." if missing else ""
        self.banner.say(said, Tone.FAULT)
        self.go_on_button.setEnabled(not missing)


@dataclass(frozen=True, slots=True)
class PastPages:
    """Both pages of mapping a sheet of past audits."""

    columns: PastColumnsPage
    words: PastWordsPage

    def keys(self, shown: QWidget | None) -> KeyGroup | None:
        """The keys of the page that is shown; None where it is neither."""
        if shown is self.columns:
            return KeyGroup("What the columns are", (KeyLine("Up, Down", "Another column"), *_KEYS, _LEAVE_OUT, _GO_ON))
        if shown is self.words:
            return KeyGroup("What the words mean", (KeyLine("Up, Down", "Another word"), *_KEYS, _GO_ON))
        return None

    def regions(self, shown: QWidget | None) -> tuple[QWidget, ...]:
        """Where F6 goes on the page that is shown; nothing where it is neither."""
        if shown is self.columns:
            page = self.columns
            return (page.settings.frameworks, page.choices.shown, page.table, page.keeping.edit)
        return (self.words.table, self.words.go_on_button) if shown is self.words else ()
