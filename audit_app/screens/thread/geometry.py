"""Where cards and strands lie on the board, in pixels from its top left corner; nothing is painted here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from audit_app.screens.thread.cards import Board, Strand
from audit_app.screens.thread.shapes import Setting, Shape, shape_of
from scoring.thread.model import COLUMNS, ItemRole

_SHARES: Mapping[ItemRole, float] = {
    ItemRole.ASPIRATION: 0.8,
    ItemRole.NEED: 1.0,
    ItemRole.OUTCOME: 1.0,
    ItemRole.PROVISION: 1.1,
}
_EMPTY = 0.6
"""The share of a column without cards."""
LEAST_COLUMN, BETWEEN, UNDER, AROUND = 138, 40, 8, 4
"""In pixels at the normal size of type: a column, between columns, below a card, at the edges."""
_NEAR = 6.0
_STEPS = 24


@dataclass(frozen=True)
class Laid:
    """A board laid out in a width: columns and cards by their places, strands by their curves."""

    columns: Mapping[ItemRole, QRectF] = field(default_factory=dict)
    cards: Mapping[str, QRectF] = field(default_factory=dict)
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    strands: tuple[tuple[Strand, QPainterPath], ...] = ()
    width: float = 0
    height: float = 0

    def card_at(self, point: QPointF) -> str:
        """The card at a point, empty for none."""
        return next((id_ for id_, rect in self.cards.items() if rect.contains(point)), "")

    def strand_at(self, point: QPointF) -> Strand | None:
        """The strand that passes near a point, a suggested one first."""
        found = [strand for strand, path in self.strands if _passes(path, point)]
        return next((one for one in found if one.is_suggested), found[0] if found else None)


def lay_out(
    board: Board, width: float, scale: float, setting: Setting, shapes: dict[tuple[object, ...], Shape]
) -> Laid:
    """Lay a board out; `shapes` keeps cards that were set before and is added to."""
    columns = _columns(board, width, scale)
    cards: dict[str, QRectF] = {}
    used: dict[str, Shape] = {}
    tallest = 0.0
    for role in COLUMNS:
        rect = columns[role]
        y = AROUND * scale
        for card in board.columns[role]:
            key = (card.words, card.caption, card.breaks, card.remarks, card.flags, rect.width())
            shape = shapes.get(key) or shape_of(card, rect.width(), setting)
            shapes[key] = used[card.id] = shape
            cards[card.id] = QRectF(rect.left(), y, rect.width(), shape.height)
            y += shape.height + UNDER * scale
        tallest = max(tallest, y)
    strands = tuple(
        (strand, curve(cards[strand.link.first], cards[strand.link.second]))
        for strand in board.strands
        if strand.link.first in cards and strand.link.second in cards
    )
    right = columns[COLUMNS[-1]].right() + AROUND * scale
    return Laid(columns, cards, used, strands, right, tallest)


def curve(first: QRectF, second: QRectF) -> QPainterPath:
    """The line from a card's right edge to another's left."""
    return curve_to(QPointF(first.right(), first.center().y()), QPointF(second.left(), second.center().y()))


def curve_to(start: QPointF, end: QPointF) -> QPainterPath:
    """The line from a point to another."""
    bend = max(abs(end.x() - start.x()) / 2, 16.0)
    if end.x() < start.x():
        bend = -bend
    path = QPainterPath(start)
    path.cubicTo(QPointF(start.x() + bend, start.y()), QPointF(end.x() - bend, end.y()), end)
    return path


def _columns(board: Board, width: float, scale: float) -> dict[ItemRole, QRectF]:
    between, edge = BETWEEN * scale, AROUND * scale
    room = width - 2 * edge - between * (len(COLUMNS) - 1)
    shares = {role: _SHARES[role] if board.columns[role] else _EMPTY for role in COLUMNS}
    whole = sum(shares.values())
    widths = [max(room * share / whole, LEAST_COLUMN * scale * share) for share in shares.values()]
    columns, x = {}, edge
    for role, wide in zip(COLUMNS, widths, strict=True):
        columns[role] = QRectF(x, 0, float(int(wide)), 0)
        x += int(wide) + between
    return columns


def _passes(path: QPainterPath, point: QPointF) -> bool:
    if not path.boundingRect().adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(point):
        return False
    points = (path.pointAtPercent(step / _STEPS) for step in range(_STEPS + 1))
    return any(abs(one.x() - point.x()) < 2 * _NEAR and abs(one.y() - point.y()) < _NEAR for one in points)
