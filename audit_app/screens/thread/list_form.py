"""The board as a table, to be read line by line or by a screen reader; the keys of the board do the same in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.thread.cards import SINGULAR, Board, Card
from audit_app.screens.thread.keys import act_of
from audit_app.screens.thread.marks import Marks
from audit_app.ui.feedback import EmptyState
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from resources.theme import Colour

_SHORT = 60


@dataclass(frozen=True, slots=True)
class ListRow:
    """One card as a row of words."""

    card: Card
    linked: str
    column: str


def rows_of(board: Board, marks: Marks) -> list[ListRow]:
    """The cards column by column, with what each is linked to in words."""
    return [
        ListRow(
            card, "; ".join(_short(board.by_id[one]) for one in card.linked if one in board.by_id), _column(card, marks)
        )
        for card in board.cards
    ]


def _column(card: Card, marks: Marks) -> str:
    """The column of a card, and what is going on at it."""
    offered, name = marks.offered, SINGULAR[card.role]
    if card.id == marks.link_from:
        return f"{name}, linking from here"
    if offered is not None and card.id in (offered.first, offered.second):
        return f"{name}, suggested link"
    if card.id in marks.chosen:
        return f"{name}, marked"
    return f"{name}, proposed" if card.is_proposal else name


def _short(card: Card) -> str:
    words = " ".join(card.words.split())
    return f"{card.section} {words if len(words) <= _SHORT else words[: _SHORT - 1] + '…'}"


_COLUMNS: Sequence[Column] = (
    Column("words", "Words", lambda row: " ".join(row.card.words.split()), width=240),
    Column("role", "Column", lambda row: row.column, width=140, choices=True),
    Column("section", "Section", lambda row: row.card.section, width=66),
    Column(
        "breaks",
        "Breaks",
        lambda row: ", ".join(row.card.break_words),
        mark=lambda row: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT) if row.card.breaks else None,
        width=180,
    ),
    Column("linked", "Linked to", lambda row: row.linked or "Not linked", width=190),
    Column("notes", "Said of it", lambda row: ", ".join((row.card.caption, *row.card.remarks)).strip(", "), yields=1),
)


class ListForm(QWidget):
    """`chosen` carries the card that the arrows are on, `acted` what a key means."""

    chosen = Signal(str)
    acted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = DataTable(
            "Thread as a list", _COLUMNS, empty=EmptyState("The board is empty", "Add the plan's document or an item.")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table)
        self._is_filling = False
        self.table.view.installEventFilter(self)
        self.table.row_current.connect(self._tell)

    def show_board(self, board: Board, marks: Marks) -> None:
        """Show this board."""
        self._is_filling = True
        self.table.set_rows(rows_of(board, marks))
        self._is_filling = False
        self.show_current(marks.current)

    def show_current(self, card_id: str) -> None:
        """The arrows are on this card."""
        row = self.table.current()
        if card_id and (row is None or row.card.id != card_id):
            self._is_filling = True
            self.table.select(lambda one: one.card.id == card_id)
            self._is_filling = False

    def drop(self) -> None:
        """Forget every word."""
        self.table.search.clear()
        self.table.set_rows(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the board come before those of a table."""
        del watched
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        act = act_of(event)
        if act is None or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        self.acted.emit(act)
        return True

    def _tell(self, row: ListRow | None) -> None:
        if row is not None and not self._is_filling:
            self.chosen.emit(row.card.id)
