"""All of the board that does not change while a line is drawn, as one picture: strands, cards, the ring."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from audit_app.screens.thread.cards import Board, Card
from audit_app.screens.thread.geometry import Laid
from audit_app.screens.thread.marks import Marks
from audit_app.screens.thread.painting import Look, Paints, paint_card, paint_ring, paint_strand, paints_of
from audit_app.screens.thread.shapes import setting_of

_AROUND = 3.0
"""In pixels: what a strand or a ring reaches beyond its own place."""


def drawn_ground(widget: QWidget, board: Board, laid: Laid, marks: Marks, view: QRectF) -> QPixmap:
    """What of a board is in view, in the colours and with the focus that `widget` has now."""
    ratio, paints = widget.devicePixelRatioF(), paints_of(widget)
    made = QPixmap((view.size() * ratio).toSize())
    made.setDevicePixelRatio(ratio)
    made.fill(paints.canvas)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-view.topLeft())
    _paint_strands(painter, laid, marks, view, paints)
    setting = setting_of(widget)
    for id_, rect in laid.cards.items():
        if rect.intersects(view):
            card = board.by_id[id_]
            paint_card(painter, card, laid.shapes[id_], rect, _look(card, marks), setting, paints)
    current = laid.cards.get(marks.current)
    if current is not None and widget.hasFocus():
        paint_ring(painter, current, paints)
    painter.end()
    return made


def _paint_strands(painter: QPainter, laid: Laid, marks: Marks, view: QRectF, paints: Paints) -> None:
    """Those of the current card last, so that they lie above the others."""
    current, offered = marks.current, marks.offered
    near = view.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    seen = [pair for pair in laid.strands if pair[1].boundingRect().adjusted(0, -1, 0, 1).intersects(near)]
    strong = [
        strand.link == offered if offered is not None else current in (strand.link.first, strand.link.second)
        for strand, _ in seen
    ]
    for wanted in (False, True):
        for (strand, path), is_strong in zip(seen, strong, strict=True):
            if is_strong is wanted:
                paint_strand(painter, strand, path, paints, is_strong=is_strong, is_faint=any(strong))


def _look(card: Card, marks: Marks) -> Look:
    offered = marks.offered
    ends = (offered.first, offered.second) if offered is not None else ()
    if card.id == marks.link_from:
        says = "Linking from here"
    elif card.id in ends:
        says = "Suggested link"
    elif card.id in marks.chosen:
        says = "Marked"
    else:
        says = "Proposed" if card.is_proposal else ""
    is_beside = card.id in ends or card.id == marks.link_from or marks.current in card.linked
    return Look(card.id == marks.current, is_beside, card.id in marks.chosen, says)
