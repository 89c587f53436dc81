"""The page of packs: the exchange folder, packs by hand, what was not taken in and what passed; it knows no service."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.exchange.lines import BY_HAND, folder_words, passed_columns
from audit_app.services.merging.by_hand import Passed
from audit_app.services.merging.exchange_folder import Standing
from audit_app.services.merging.pack_reading import FolderRead, Refused
from audit_app.ui.card import Card, clear
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus, stops_of, tab_first
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_LEAST_ROWS, _MOST_ROWS = 3, 12


class PacksPage(QWidget):
    """`allow_requested` carries the name of a pack that asked first and may take away what it says."""

    choose_requested = Signal()
    read_requested = Signal()
    forget_requested = Signal()
    make_requested = Signal()
    take_requested = Signal()
    allow_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.place = label("", "soft")
        self.read_button = button("&Read it now", self.read_requested.emit, icon=Icon.IMPORT)
        self.choose_button = button("Choose the &folder…", self.choose_requested.emit, icon=Icon.OPEN)
        self.forget_button = button("For&get it", self.forget_requested.emit, weight="quiet")
        self.make_button = button("&Make a pack…", self.make_requested.emit, icon=Icon.EXPORT)
        self.take_button = button("&Take packs in…", self.take_requested.emit, weight=Weight.MAIN, icon=Icon.IMPORT)
        self.left = Card("Not taken in")
        self.left_lines = QVBoxLayout()
        self.left_lines.setSpacing(measures().spacing[2])
        self.left.body.addLayout(self.left_lines)
        self.notes = label("", "soft")
        nothing = EmptyState(
            "Nothing has come or gone yet", "What other copies send is listed here.", icon=Icon.HISTORY
        )
        self.table = DataTable("What came and went", passed_columns(), empty=nothing, searchable=False)
        self.table.set_height_in_rows(_LEAST_ROWS, _MOST_ROWS)
        self._lay_out()
        pass_focus(self, self.choose_button)
        self.show_read(FolderRead())

    def show_standing(self, standing: Standing) -> None:
        """Where the folder is, and what can be done with it."""
        self.place.setText(folder_words(standing))
        for one in (self.read_button, self.forget_button):
            one.setVisible(standing.folder is not None)

    def show_passed(self, rows: Sequence[Passed]) -> None:
        """What came and went, the newest first."""
        self.table.set_rows(rows)

    def show_read(self, read: FolderRead) -> None:
        """Packs that were not taken in, each with its reason, and what should be known of those that were."""
        clear(self.left_lines)
        for status, words, several in (
            (Status.AMBER, "Asks first", read.asks),
            (Status.GREY, "Waits", read.waiting),
            (Status.RED, "Refused", read.refused),
        ):
            for one in several:
                self.left_lines.addWidget(self._line(one, status, words))
        self.left.setVisible(bool(read.asks or read.waiting or read.refused))
        tab_first(list(stops_of(self.left_lines)), self.choose_button)  # made last, they stand first
        notes = list(dict.fromkeys(note for one in read.taken for note in one.notes))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def enable(self, *, can_write: bool, may_send: bool) -> None:
        """Which buttons can be pressed now."""
        for one in (self.read_button, self.choose_button, self.forget_button, self.take_button):
            one.setEnabled(can_write)
        self.make_button.setEnabled(can_write and may_send)

    def forget(self) -> None:
        """The workspace is locked."""
        self.show_read(FolderRead())
        self.show_passed(())
        self.place.clear()

    def _line(self, one: Refused, status: Status, words: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(measures().spacing[2])
        row.addWidget(status_pill(status, words))
        row.addWidget(label(f"{one.name}: {one.reason}"), 1)
        if status is Status.AMBER:
            allow = partial(self.allow_requested.emit, one.name)
            row.addWidget(button("Take it in", allow, weight=Weight.DANGER, name=f"Take {one.name} in"))
        return made

    def _lay_out(self) -> None:
        folder, hand, passed = Card("Exchange folder"), Card("By hand"), Card("What came and went")
        folder.body.addWidget(self.place)
        folder.body.addWidget(FlowRow(self.choose_button, self.read_button, self.forget_button))
        hand.body.addWidget(label(BY_HAND, "soft"))
        hand.body.addWidget(FlowRow(self.take_button, self.make_button))
        passed.body.addWidget(self.table)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        for part in (self.notes, self.left, folder, hand, passed):
            outer.addWidget(part)
