"""Backups and the restore drill as widgets: a card that tells what a person wishes, and knows no service."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from audit_app.screens.settings.parts import Working, moment, size_words
from audit_app.services.drill import DUE_AFTER_DAYS, BackupRow, LastDrill
from audit_app.store.rehearsal import Rehearsed
from audit_app.ui.card import Card, clear
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, reading
from exports.charts.scene import Mark
from resources.theme import Colour

_LEAST_ROWS, _MOST_ROWS = 3, 10
_DRILL = (
    "A backup is worth what restoring it is worth. A drill restores the chosen one beside the workspace, verifies all "
    "of it, compares what it holds with the workspace, and removes it again. The workspace is not touched."
)
_FOR_REAL = (
    "To restore for real, lock the workspace and choose “Restore a backup” on the start screen: it makes a new "
    "workspace, and nothing is ever overwritten."
)


class BackupsCard(Card):
    """The verified copies, where further ones go, and the drill."""

    make_requested = Signal()
    place_requested = Signal()
    drill_requested = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("Backups")
        self.place = reading("", "soft")
        self.make_button = button("&Back up now", self.make_requested.emit, weight=Weight.MAIN, icon=Icon.BACKUP)
        self.place_button = button("Choose the &second place…", self.place_requested.emit, icon=Icon.OPEN)
        empty = EmptyState("No backup yet", "“Back up now” makes the first one.", icon=Icon.BACKUP)
        self.table = DataTable("Backups", _columns(), empty=empty, searchable=False)
        self.table.set_height_in_rows(_LEAST_ROWS, _MOST_ROWS)
        self.working = Working("The backup is being made and verified.", self.cancelled.emit)
        self.last = label("", "strong")
        self.drill_button = button("&Try the chosen backup", self.drill_requested.emit, icon=Icon.RESTORE)
        self.why_not = label("", "soft")
        self.drilling = Working("The backup is being restored and checked.", self.cancelled.emit)
        self.outcome = QVBoxLayout()
        self.outcome.setSpacing(measures().spacing[1])
        parts: tuple[QWidget, ...] = (
            *(self.place, FlowRow(self.make_button, self.place_button), self.working, self.table),
            *(label("Restore drill", "cardTitle"), reading(_DRILL, "soft"), self.last, self.drill_button),
            *(self.why_not, self.drilling),
        )
        for part in parts:
            self.body.addWidget(part)
        self.body.addLayout(self.outcome)
        self.body.addWidget(reading(_FOR_REAL, "caption"))
        self.body.addStretch(1)
        pass_focus(self, self.make_button)

    def show_rows(self, rows: Sequence[BackupRow]) -> None:
        """The newest first; the one that was chosen stays chosen, else the newest is."""
        now = self.table.current()
        self.table.set_rows(rows)
        if not (isinstance(now, BackupRow) and self.table.select(lambda row: row.folder == now.folder)):
            self.table.select(lambda _row: True)

    def show_last_drill(self, last: LastDrill | None, now: datetime) -> None:
        """When a backup was tried last, and whether it is time for the next."""
        if last is None:
            self.last.setText("No backup has been tried yet. Try one now, and then once a term.")
            return
        age = now - datetime.fromisoformat(last.utc)
        due = " It is time for the next." if age > timedelta(days=DUE_AFTER_DAYS) else ""
        self.last.setText(f"Last tried {moment(last.utc)}: {last.words}.{due}")

    def show_outcome(self, done: Rehearsed | None) -> None:
        """What a drill found; None takes it away."""
        clear(self.outcome)
        if done is None:
            return
        is_good = not done.faults
        words = "Restored and checked, nothing wrong" if is_good else f"Faults: {len(done.faults):,}"
        self.outcome.addWidget(status_pill(Status.GREEN if is_good else Status.RED, words))
        for fault in done.faults:
            self.outcome.addWidget(label(fault, "problem"))
        self.outcome.addWidget(_counts(done))
        for note in _notes(done):
            self.outcome.addWidget(reading(note, "soft"))

    def forget(self) -> None:
        """The workspace is locked."""
        self.show_rows(())
        self.show_outcome(None)
        for words in (self.place, self.last, self.why_not):
            words.setText("")


def _columns() -> tuple[Column, ...]:
    return (
        Column("made", "Made", lambda row: moment(row.made.isoformat()), lambda row: row.made, width=160),
        Column("place", "Place", lambda row: row.place, width=170),
        Column(
            "size", "Size", lambda row: size_words(row.size), lambda row: row.size, figures=True, width=90, yields=1
        ),
        Column("verified", "Verified", _verified, mark=_mark, tip=_verified, width=230),
        Column("folder", "Folder", lambda row: str(row.folder), tip=lambda row: str(row.folder), hidden=True),
    )


def _verified(row: BackupRow) -> str:
    if not row.tried_at:
        return "When it was made"
    return f"Restored {moment(row.tried_at)}" if row.was_good else f"Faults found {moment(row.tried_at)}"


def _mark(row: BackupRow) -> tuple[Mark, Colour]:
    status = Status.RED if row.tried_at and not row.was_good else Status.GREEN
    return status.value


def _counts(done: Rehearsed) -> QWidget:
    """What the copy holds beside what the workspace holds now."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(measures().spacing[3])
    grid.setVerticalSpacing(measures().spacing[0])
    for column, words in enumerate(("", "In the backup", "In the workspace now")):
        grid.addWidget(label(words, "overline", wraps=False), 0, column)
    for row, one in enumerate(done.counts, start=1):
        texts = (one.words, f"{one.restored:,}", f"{one.now:,}")
        for column, text in enumerate(texts):
            grid.addWidget(label(text, wraps=False), row, column)
    grid.setColumnStretch(3, 1)
    return made


def _notes(done: Rehearsed) -> list[str]:
    notes = list(done.notes)
    if done.unknown:
        notes.append(
            f"The backup holds {done.unknown:,} changes that the workspace does not have: the workspace was itself "
            "restored from an older backup."
        )
    if done.erased_again:
        notes.append(f"{done.erased_again:,} records that were erased since the backup were erased again.")
    return notes
