"""How the places of a draw look: a shape and words for each turn, and a row of shapes for all of them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from audit_app.services.samples.turns import DrawTurns, Turn, TurnState
from audit_app.ui.marks import draw_mark
from audit_app.ui.theme import RESIZED, colour_of, scaled
from exports.charts.scene import Mark
from resources.theme import Colour

_MARKS: Mapping[TurnState, tuple[Mark, Colour]] = MappingProxyType(
    {
        TurnState.WAITING: (Mark.RING, Colour.SOFT_INK),
        TurnState.BEGUN: (Mark.RING, Colour.ACCENT),
        TurnState.IN_ROUND: (Mark.RING, Colour.ACCENT),
        TurnState.AUDITED: (Mark.DOT, Colour.ACCENT),
        TurnState.CLOSED: (Mark.SQUARE, Colour.SOFT_INK),
        TurnState.REPLACED: (Mark.SQUARE, Colour.SOFT_INK),
        TurnState.RESERVE: (Mark.RING, Colour.SOFT_INK),
    }
)
_SIZE, _STEP = 14, 22


def turn_mark(turn: Turn) -> tuple[Mark, Colour]:
    """The shape of a turn and its colour."""
    return (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT) if turn.is_overdue else _MARKS[turn.state]


def turn_words(turn: Turn) -> str:
    """What came of a place, in words: “Not begun, overdue”, “Replaced by EHC-0042: moved away”."""
    if turn.is_overdue:
        return f"{turn.state.value}, overdue"
    if turn.state is TurnState.REPLACED:
        return f"Replaced by {turn.replaced_by or 'another plan'}: {turn.reason}"
    if turn.state is TurnState.CLOSED:
        return f"Closed: {turn.reason}"
    return turn.state.value


def audited_words(made: DrawTurns) -> str:
    """“3 of 6 audited, 1 closed, 2 overdue”."""
    closed, overdue = made.count(TurnState.CLOSED), sum(turn.is_overdue for turn in made.open)
    said = f"{made.count(TurnState.AUDITED)} of {len(made.sample)} audited"
    more = [f"{count} {word}" for count, word in ((closed, "closed"), (overdue, "overdue")) if count]
    return ", ".join([said, *more])


class TurnDots(QWidget):
    """The turns of a sample as a row of shapes, closer where there are many; it speaks the words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turns: tuple[Turn, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_turns(self, turns: Sequence[Turn], words: str) -> None:
        """Show these, the audited ones first, so that one sees how far it is."""
        order = {TurnState.AUDITED: 0, TurnState.CLOSED: 1, TurnState.BEGUN: 2}
        self._turns = tuple(sorted(turns, key=lambda turn: (order.get(turn.state, 3), turn.number)))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._room(max(len(self._turns), 1))

    def minimumSizeHint(self) -> QSize:
        return self._room(min(max(len(self._turns), 1), 6))

    def _room(self, dots: int) -> QSize:
        size, step = scaled(self, _SIZE), scaled(self, _STEP)
        return QSize((dots - 1) * step + size, step)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        size = scaled(self, _SIZE)
        step = min(scaled(self, _STEP), (self.width() - size) / max(len(self._turns) - 1, 1))
        for number, turn in enumerate(self._turns):
            mark, colour = turn_mark(turn)
            centre = QPointF(number * step + size / 2, self.height() / 2)
            draw_mark(painter, mark, centre, size, colour_of(self, colour))
