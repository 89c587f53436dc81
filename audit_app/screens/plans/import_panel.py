"""The panel of an import: what would change, the faults by row and column, how far it is; it decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.domain.problems import AppError
from audit_app.screens.plans.import_lists import ChangesCard, ProblemsCard
from audit_app.screens.plans.import_parts import IncludeCard, ProgressCard
from audit_app.screens.plans.imports import Asked, Kind, Outcome, done_sentence
from audit_app.screens.plans.past_cards import PastCards
from audit_app.ui.card import Card, Page, clear
from audit_app.ui.charts import FigureTile, tiles
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.icons import Icon
from audit_app.ui.words import button, icon_button, label

_ABREAST = 6
"""How many counts stand in one row."""
_LISTS = 100
"""How much more of the room that is left over goes to a list than to nothing."""


class ImportPanel(Page):
    """Shows one import: before it, while it runs, and what it changed afterwards."""

    import_requested = Signal()
    cancel_requested = Signal()
    other_file_requested = Signal()
    read_again_requested = Signal()
    columns_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self.file = label("", "soft")
        self.banner = Banner()
        self.progress_card = ProgressCard()
        self.counts = QVBoxLayout()
        self.include = IncludeCard()
        self.past = PastCards()
        self.notes_card = Card("What to know")
        self.problems = ProblemsCard()
        self.changes = ChangesCard()
        self._fill_head()  # first, as it is read: Tab follows
        for above in (self.file, self.banner, self.progress_card):
            self.body.addWidget(above)
        self.body.addLayout(self.counts)
        for card in (self.past.questions, self.past.unknown, self.include, self.notes_card):
            self.body.addWidget(card)
        for listed in (self.changes, self.problems):
            self.body.addWidget(listed, _LISTS)
        self.body.addStretch(1)

    def show_asked(self, asked: Asked) -> None:
        """A file was chosen; nothing is known of it yet."""
        self._show_kind(asked.kind)
        self.columns_button.setVisible(asked.kind is Kind.REGISTER or asked.past is not None)
        self.file.setText(asked.path.name)
        self.include.show_fields((), asked.mapping.include if asked.kind is Kind.REGISTER else frozenset())
        self._show_nothing()

    def show_working(self, words: str) -> None:
        """The file is read, or written into the workspace."""
        self.progress_card.begin(words)
        self._set_buttons(can_import=False, is_working=True)

    def show_progress(self, done: int, total: int) -> None:
        """How far it is, in rows."""
        self.progress_card.show_progress(done, total)

    def show_preview(self, outcome: Outcome) -> None:
        """What would change."""
        self._show_outcome(outcome)
        self.include.show_fields(outcome.sensitive, outcome.asked.mapping.include)
        self.past.show_outcome(outcome, can_choose=True)
        self.problems.show_problems("To look at in the case system", outcome.queries)
        if not outcome.changes:
            self.banner.say("Everything in the file is held already: there is nothing to import.")
        self._set_buttons(can_import=outcome.changes, is_working=False)

    def show_done(self, outcome: Outcome) -> None:
        """What the import changed; nothing is left to be asked."""
        self._show_outcome(outcome)
        self.title.setText("What the last import changed")
        self.setAccessibleName("What the last import changed")
        self.banner.say(done_sentence(outcome))
        self.past.show_outcome(outcome, can_choose=False)
        self.problems.show_problems("To look at in the case system", outcome.queries)
        self.include.hide()
        for made in (self.import_button, self.again_button, self.other_button, self.columns_button):
            made.hide()
        self.cancel_button.setText("Back to the &plans")
        self.cancel_button.setAccessibleName("Back to the plans")
        self.cancel_button.setFocus()

    def show_fault(self, error: AppError) -> None:
        """Why nothing can be imported, with every fault behind it."""
        self._show_nothing()
        self.banner.say(error.message, Tone.FAULT)
        self.problems.show_problems("Faults", error.problems)
        self._set_buttons(can_import=False, is_working=False)
        self.again_button.setFocus()

    def forget(self) -> None:
        """Show no file."""
        self.file.clear()
        self._show_nothing()

    def _show_outcome(self, outcome: Outcome) -> None:
        self._show_nothing()
        self._show_kind(outcome.asked.kind)
        self.columns_button.setVisible(outcome.asked.kind is Kind.REGISTER or outcome.past is not None)
        self.file.setText(outcome.summary)
        for at in range(0, len(outcome.counts), _ABREAST):
            row = outcome.counts[at : at + _ABREAST]
            self.counts.addWidget(tiles(*(FigureTile(name, f"{count:,}") for name, count in row)))
        self._show_notes(outcome.notes)
        self.changes.show_entries("What changes", outcome.entries)

    def _show_kind(self, kind: Kind) -> None:
        self.title.setText(kind.title)
        self.setAccessibleName(kind.title)
        self.import_button.setText(kind.verb)
        self.import_button.setAccessibleName(kind.verb.replace("&", ""))
        self.cancel_button.setText("Cancel")
        self.cancel_button.setAccessibleName("Cancel")
        for made in (self.import_button, self.again_button, self.other_button):
            made.show()

    def _show_nothing(self) -> None:
        self.banner.say("")
        clear(self.counts)
        self.notes_card.hide()
        self.past.show_outcome(None, can_choose=False)
        self.problems.show_problems("Faults", ())
        self.changes.show_entries("What changes", ())
        self.progress_card.hide()

    def _show_notes(self, notes: Sequence[str]) -> None:
        clear(self.notes_card.body)
        for note in notes:
            self.notes_card.body.addWidget(label(note))
        self.notes_card.setVisible(bool(notes))

    def _set_buttons(self, *, can_import: bool, is_working: bool) -> None:
        self.import_button.setEnabled(can_import)
        self.import_button.setVisible(not is_working)
        parts = (self.other_button, self.again_button, self.columns_button, self.include, self.past.unknown)
        for made in parts:
            made.setEnabled(not is_working)
        if can_import:
            self.import_button.setFocus()

    def _fill_head(self) -> None:
        self.import_button = button("&Import", self.import_requested.emit, weight=Weight.MAIN, icon=Icon.IMPORT)
        self.again_button = icon_button(Icon.RESTORE, "Read it again", self.read_again_requested.emit)
        self.other_button = button("Another &file…", self.other_file_requested.emit)
        self.columns_button = button("&Columns…", self.columns_requested.emit, icon=Icon.COLUMNS)
        self.columns_button.setToolTip("What the columns of the file are, one by one")
        self.cancel_button = button("Cancel", self.cancel_requested.emit)
        for made in (
            *(self.cancel_button, self.other_button, self.again_button),
            *(self.columns_button, self.import_button),
        ):
            self.head.addWidget(made)
