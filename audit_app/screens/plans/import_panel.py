"""The panel of an import: what would change, the faults by row and column, how far it is; it decides nothing."""

from collections.abc import Sequence
from operator import attrgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from audit_app.domain.problems import AppError, Problem
from audit_app.screens.plans.imports import SENSITIVE, Asked, Kind, Outcome
from audit_app.ui.card import Card, Page, clear
from audit_app.ui.charts import FigureTile, tiles
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_TABLE_HEIGHT = 320


def _columns() -> tuple[Column, ...]:
    return (
        Column("row", "Row", lambda one: _number(one.place.row), lambda one: one.place.row, figures=True, width=72),
        Column("column", "Column", attrgetter("place.column"), width=200),
        Column("message", "What is wrong", attrgetter("message"), tip=attrgetter("message"), width=420),
    )


def _number(row: int | None) -> str:
    return "" if row is None else f"{row:,}"


class ImportPanel(Page):
    """Shows one import. `include_changed` carries the names of the sensitive fields that are ticked."""

    import_requested = Signal()
    cancel_requested = Signal()
    other_file_requested = Signal()
    read_again_requested = Signal()
    include_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self.file = label("", "soft")
        self.banner = Banner()
        self.body.addWidget(self.file)
        self.body.addWidget(self.banner)
        self.body.addWidget(self._progress_card())
        self.counts = QVBoxLayout()
        self.body.addLayout(self.counts)
        self.body.addWidget(self._include_card())
        self.body.addWidget(self._notes_card())
        self.problems_card = Card("Faults")
        self.problems = DataTable("Faults", _columns(), searchable=True)
        self.problems.setMinimumHeight(_TABLE_HEIGHT)
        self.copy_button = button("Copy all of them", self.copy_problems, icon=Icon.COPY)
        self.problems_card.head.addWidget(self.copy_button)
        self.problems_card.body.addWidget(self.problems)
        self.body.addWidget(self.problems_card, 1)
        self._fill_head()
        self.body.addStretch(1)

    def show_asked(self, asked: Asked) -> None:
        """A file was chosen; nothing is known of it yet."""
        self.title.setText(asked.kind.title)
        self.setAccessibleName(asked.kind.title)
        self.file.setText(str(asked.path.name))
        self.import_button.setText(asked.kind.verb)
        self.import_button.setAccessibleName(asked.kind.verb.replace("&", ""))
        self.include_card.setVisible(asked.kind is Kind.REGISTER)
        for name, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(name in asked.include)
            box.blockSignals(False)
        self._show_nothing()

    def show_working(self, words: str) -> None:
        """The file is read, or written into the workspace."""
        self.working.setText(words)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        self.progress_card.show()
        self._set_buttons(can_import=False, is_working=True)

    def show_progress(self, done: int, total: int) -> None:
        """How far it is, in rows."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.rows.setText(f"{done:,} of {total:,} rows")

    def show_preview(self, outcome: Outcome) -> None:
        """What would change."""
        self._show_nothing()
        self.file.setText(outcome.summary)
        self.counts.addWidget(tiles(*(FigureTile(name, f"{count:,}") for name, count in outcome.counts)))
        self._show_notes(outcome.notes)
        self._show_problems("To look at in the case system", outcome.queries)
        if not outcome.changes:
            self.banner.say("Everything in the file is held already: there is nothing to import.")
        self._set_buttons(can_import=outcome.changes, is_working=False)

    def show_fault(self, error: AppError) -> None:
        """Why nothing can be imported, with every fault behind it."""
        self._show_nothing()
        self.banner.say(error.message, Tone.FAULT)
        self._show_problems("Faults", error.problems)
        self._set_buttons(can_import=False, is_working=False)

    def forget(self) -> None:
        """Show no file."""
        self.file.clear()
        self._show_nothing()

    def copy_problems(self) -> str:
        """Put every problem on the clipboard, cells apart by tabs; returns them too."""
        self.problems.clear_search()
        self.problems.view.selectAll()
        return self.problems.copy()

    def _show_nothing(self) -> None:
        self.banner.say("")
        clear(self.counts)
        self.notes_card.hide()
        self.problems_card.hide()
        self.problems.set_rows(())
        self.progress_card.hide()
        self.rows.clear()

    def _show_notes(self, notes: Sequence[str]) -> None:
        clear(self.notes_card.body)
        for note in notes:
            self.notes_card.body.addWidget(label(note))
        self.notes_card.setVisible(bool(notes))

    def _show_problems(self, title: str, problems: Sequence[Problem]) -> None:
        self.problems_card.set_title(title)
        self.problems.set_rows(problems)
        self.problems_card.setVisible(bool(problems))

    def _set_buttons(self, *, can_import: bool, is_working: bool) -> None:
        self.import_button.setEnabled(can_import)
        self.import_button.setVisible(not is_working)
        self.other_button.setEnabled(not is_working)
        self.again_button.setEnabled(not is_working)
        self.include_card.setEnabled(not is_working)
        if can_import:
            self.import_button.setFocus()

    def _progress_card(self) -> Card:
        self.progress_card = Card()
        row = QHBoxLayout()
        self.working = label("", "strong", wraps=False)
        self.rows = label("", "soft", wraps=False)
        row.addWidget(self.working)
        row.addStretch(1)
        row.addWidget(self.rows)
        self.bar = QProgressBar()
        self.progress_card.body.addLayout(row)
        self.progress_card.body.addWidget(self.bar)
        return self.progress_card

    def _include_card(self) -> Card:
        self.include_card = Card("Also take in")
        self.include_card.body.addWidget(
            label("These say more about a child than an audit usually needs, so they are left out unless ticked.")
        )
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[4])
        self.boxes: dict[str, QCheckBox] = {}
        for field in SENSITIVE:
            box = QCheckBox(field.label)
            box.setAccessibleName(f"Take in: {field.label}")
            box.toggled.connect(self._tell_include)
            self.boxes[field.name] = box
            row.addWidget(box)
        row.addStretch(1)
        self.include_card.body.addLayout(row)
        return self.include_card

    def _notes_card(self) -> Card:
        self.notes_card = Card("What to know")
        return self.notes_card

    def _fill_head(self) -> None:
        self.import_button = button("&Import", self.import_requested.emit, weight=Weight.MAIN, icon=Icon.IMPORT)
        self.again_button = button("&Read it again", self.read_again_requested.emit)
        self.other_button = button("Another &file…", self.other_file_requested.emit)
        self.cancel_button = button("Cancel", self.cancel_requested.emit)
        for made in (self.cancel_button, self.other_button, self.again_button, self.import_button):
            self.head.addWidget(made)

    def _tell_include(self) -> None:
        self.include_changed.emit(frozenset(name for name, box in self.boxes.items() if box.isChecked()))
