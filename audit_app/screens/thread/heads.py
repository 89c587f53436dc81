"""The heads of the board's columns: name, sections, how many, and a button for what is proposed there."""

from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from audit_app.screens.thread.cards import TITLES, Board
from audit_app.screens.thread.geometry import Laid
from audit_app.ui.theme import scaled
from audit_app.ui.words import button, label
from scoring.thread.model import COLUMNS, SECTIONS_OF, ItemRole


class ColumnHeads(QFrame):
    """Stands above the board and follows its columns. `asked` carries the column whose proposals are all accepted."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titles = {role: label("", "strong", wraps=False, parent=self) for role in COLUMNS}
        self.buttons = {role: self._button(role) for role in COLUMNS}
        self._places: dict[ItemRole, QRect] = {}

    def show_board(self, board: Board, *, is_locked: bool) -> None:
        """How many cards each column has."""
        for role in COLUMNS:
            cards = board.columns[role]
            proposed = len(board.proposals(role))
            self.titles[role].setText(f"{TITLES[role]} {' '.join(SECTIONS_OF[role])}  ·  {len(cards) - proposed}")
            one = self.buttons[role]
            one.setText(f"Accept {proposed}")
            one.setAccessibleName(f"Accept all {proposed} proposed in {TITLES[role].lower()}")
            one.setVisible(bool(proposed) and not is_locked)
        self._place()

    def follow(self, laid: Laid, offset: int) -> None:
        """The columns lie elsewhere."""
        self._places = {
            role: QRect(int(rect.left()) - offset, 0, int(rect.width()), 0) for role, rect in laid.columns.items()
        }
        self._place()

    def _place(self) -> None:
        high = max(self.titles[role].sizeHint().height() for role in COLUMNS)
        has_buttons = any(not one.isHidden() for one in self.buttons.values())
        tall = max(one.sizeHint().height() for one in self.buttons.values()) if has_buttons else 0
        self.setFixedHeight(high + tall + scaled(self, 4))
        for role, rect in self._places.items():
            self.titles[role].setGeometry(rect.left(), 0, max(rect.width() + scaled(self, 30), 1), high)
            size = self.buttons[role].sizeHint()
            self.buttons[role].setGeometry(rect.left() - 8, high, size.width(), size.height())

    def _button(self, role: ItemRole) -> QPushButton:
        made = button("", partial(self.asked.emit, role), weight="quiet")
        made.setParent(self)
        made.hide()
        return made
