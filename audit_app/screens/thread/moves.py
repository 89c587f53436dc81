"""Where an arrow key leads from a card: linked cards first, else the nearest of the next column; no widget here."""

from enum import Enum

from audit_app.screens.thread.cards import Board, Card
from scoring.thread.model import COLUMNS

_PAGE = 5


class Way(Enum):
    """A step on the board."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    FIRST = "first"
    LAST = "last"
    PAGE_UP = "page up"
    PAGE_DOWN = "page down"


def next_card(board: Board, current: str, way: Way) -> str:
    """The id of the card that a key leads to; the same where there is none, the first where none is current."""
    card = board.by_id.get(current)
    if card is None:
        return first_card(board)
    if way in (Way.LEFT, Way.RIGHT):
        return _across(board, card, 1 if way is Way.RIGHT else -1)
    column = board.columns[card.role]
    at = column.index(card)
    steps = {Way.UP: at - 1, Way.DOWN: at + 1, Way.FIRST: 0, Way.LAST: len(column) - 1}
    to = steps.get(way, at + (_PAGE if way is Way.PAGE_DOWN else -_PAGE))
    return column[min(max(to, 0), len(column) - 1)].id


def first_card(board: Board) -> str:
    """The first card of the first column that has any; needs before aspirations, for there the thread begins."""
    order = (COLUMNS[1], COLUMNS[2], COLUMNS[3], COLUMNS[0])
    return next((board.columns[role][0].id for role in order if board.columns[role]), "")


def near(board: Board, before: Board, gone: str) -> str:
    """Where to go on when a card is gone: the one that stood behind it in its column, else before it."""
    card = before.by_id.get(gone)
    if card is None:
        return first_card(board)
    column = before.columns[card.role]
    at = column.index(card)
    kept = [other.id for other in (*column[at + 1 :], *reversed(column[:at])) if other.id in board.by_id]
    return kept[0] if kept else first_card(board)


def _across(board: Board, card: Card, step: int) -> str:
    """Left or right: the first linked card on that side, nearest column first, else the nearest in the next column."""
    at = COLUMNS.index(card.role)
    sides = COLUMNS[at + 1 :] if step > 0 else tuple(reversed(COLUMNS[:at]))
    for role in sides:
        linked = [one.id for one in board.columns[role] if one.id in card.linked]
        if linked:
            return linked[0]
    beside = next((board.columns[role] for role in sides if board.columns[role]), ())
    row = board.columns[card.role].index(card)
    return beside[min(row, len(beside) - 1)].id if beside else card.id
