"""The heads of the board's columns: name, sections, how many, and a button for what is proposed there."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from audit_app.screens.thread.cards import TITLES, Board
from audit_app.screens.thread.geometry import Laid
from audit_app.ui.elided import ElidedLabel
from audit_app.ui.theme import scaled
from audit_app.ui.words import button
from scoring.thread.model import COLUMNS, SECTIONS_OF, ItemRole

_PADDING = 8
"""In pixels: what a quiet button has at its left, so that its words are in line with the column."""


class ColumnHeads(QFrame):
    """Stands above the board and follows its columns. `asked` carries the column whose proposals are all accepted,
    `sought` how many pixels the board must be scrolled, so that the button with the focus can be seen.
    """

    asked = Signal(object)
    sought = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titles = {role: ElidedLabel("", "strong", parent=self) for role in COLUMNS}
        self.buttons = {role: self._button(role) for role in COLUMNS}
        self._places: dict[ItemRole, QRect] = {}

    def show_board(self, board: Board, *, is_locked: bool) -> None:
        """How many cards each column has."""
        for role in COLUMNS:
            cards = board.columns[role]
            proposed = len(board.proposals(role))
            said = f"{TITLES[role]} {' '.join(SECTIONS_OF[role])} · {len(cards) - proposed}"
            self.titles[role].setText(said)
            self.titles[role].setToolTip(said)
            self.titles[role].setAccessibleName(said)
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
        ends = [*(rect.left() - scaled(self, 8) for rect in list(self._places.values())[1:]), self.width()]
        for (role, rect), end in zip(self._places.items(), ends, strict=False):
            self.titles[role].setGeometry(rect.left(), 0, max(end - rect.left(), 1), high)
            size = self.buttons[role].sizeHint()
            self.buttons[role].setGeometry(rect.left() - _PADDING, high, size.width(), size.height())

    def _button(self, role: ItemRole) -> QPushButton:
        made = button("", partial(self.asked.emit, role), weight="quiet")
        made.setParent(self)
        made.installEventFilter(self)
        made.hide()
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab came to a column that is scrolled out of view."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QPushButton):
            place = watched.geometry()
            over = max(place.right() - self.width(), 0) or min(place.left() + _PADDING, 0)
            if over:
                self.sought.emit(over)
        return False
