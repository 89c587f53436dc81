"""The page of conflicts: the list, and of the chosen one every value beside the others; it knows no service."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.exchange.lines import conflict_columns, who_words
from audit_app.services.merging.conflicts import Conflict, Said
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Card, clear
from audit_app.ui.feedback import EmptyState
from audit_app.ui.focus import pass_focus, stops_of, tab_first
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_LEAST_ROWS, _MOST_ROWS, _ROWS_OF_NOTHING = 2, 5, 4
_SIDE = 260
_TOLD = "Both values are kept; the later one counts until somebody decides, or the submitted one of a locked review."


class ConflictsPage(QWidget):
    """`keep_requested` carries the conflict and the place of the value among its values."""

    keep_requested = Signal(object, int)
    review_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        nothing = EmptyState(
            "Nothing disagrees",
            "Where two people changed the same thing without knowing of each other, both values stand here.",
            icon=Icon.DONE,
        )
        self.table = DataTable("Conflicts", conflict_columns(), empty=nothing)
        self.chosen = Card()
        self.why_not = label("", "soft")
        self.review_button = button("&Open the review", self._open_review, icon=Icon.AUDIT)
        self.values = QVBoxLayout()
        self.values.setSpacing(measures().spacing[2])
        self.chosen.body.addWidget(self.why_not)
        self.chosen.body.addLayout(self.values)
        self.chosen.body.addWidget(self.review_button)
        parts: tuple[QWidget, ...] = (label(_TOLD, "soft"), self.table, self.chosen)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        for part in parts:
            outer.addWidget(part)
        self.table.row_current.connect(self.show_chosen)
        pass_focus(self, self.table.search)
        self.show_conflicts(())

    def show_conflicts(self, rows: Sequence[Conflict]) -> None:
        """List these; the one that was chosen stays chosen, else the first is."""
        now = self.table.current()
        blocked = self.table.blockSignals(True)  # the values are shown once, below
        self.table.set_rows(rows)
        if not (
            isinstance(now, Conflict) and self.table.select(lambda row: (row.id, row.field) == (now.id, now.field))
        ):
            self.table.select(lambda _row: True)
        self.table.blockSignals(blocked)
        self.show_chosen(self.table.current())

    def show_chosen(self, row: object) -> None:
        """Every value of this conflict, side by side where there is room; None for nothing."""
        clear(self.values)
        self.chosen.setVisible(isinstance(row, Conflict))
        if not isinstance(row, Conflict):
            self.chosen.set_title("")
            return
        self.chosen.set_title(": ".join(part for part in (row.plan_ref, row.what) if part))
        self.why_not.setText(row.why_not)
        self.why_not.setVisible(bool(row.why_not))
        self.review_button.setVisible(bool(row.review))
        cards = [self._card(row, at, said) for at, said in enumerate(row.said)]
        for left, right in zip(cards[::2], [*cards[1::2], None], strict=False):
            if right is None:
                self.values.addWidget(left)
            else:
                self.values.addWidget(Abreast(left, right, shares=(1, 1), leasts=(_SIDE, _SIDE)))
        tab_first(list(stops_of(self.values)), self.review_button)  # made last, they stand before it

    def forget(self) -> None:
        """The workspace is locked."""
        self.show_conflicts(())

    def _card(self, row: Conflict, at: int, said: Said) -> Card:
        made = Card()
        made.setAccessibleName(said.words)
        made.body.addWidget(label(said.words, "strong"))
        made.body.addWidget(label(who_words(said), "soft"))
        if said.reason:
            made.body.addWidget(label(f"Reason: {said.reason}", "soft"))
        if said.stands:
            made.body.addWidget(status_pill(Status.DONE, "Counts now"))
        elif said.is_late:
            made.body.addWidget(status_pill(Status.GREY, "Came after the submission"))
        made.body.addStretch(1)
        if not row.why_not:
            line = QHBoxLayout()
            keep = partial(self.keep_requested.emit, row, at)
            line.addWidget(button("Keep this one…", keep, icon=Icon.DONE, name=f"Keep {said.words} of {said.person}…"))
            line.addStretch(1)
            made.body.addLayout(line)
        return made

    def _open_review(self) -> None:
        row = self.table.current()
        if isinstance(row, Conflict):
            self.review_requested.emit(row.review)
