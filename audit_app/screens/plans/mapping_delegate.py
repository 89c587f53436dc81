"""Paints the cells of a mapping: words in two lines, shapes, and the chosen field like a list that one can open."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from audit_app.screens.plans.mapping_draft import MappedColumn, Stand
from audit_app.screens.plans.mapping_model import HEADING, INTO, SAID, SAMPLES, TAKEN, MappingModel, words_of
from audit_app.ui.icons import Icon, draw
from audit_app.ui.marks import draw_mark
from audit_app.ui.table_model import MARK_ROLE
from audit_app.ui.theme import colour_of, scaled
from resources.theme import Colour

LINES = 2
"""How many lines of words a row has room for."""
PAD = 10
_MARK, _GAP, _CHEVRON = 11, 8, 14


class MappingDelegate(QStyledItemDelegate):
    """Paints the words of a cell in two lines, its shape before them, and the chosen field like a list to open."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground as the style has it, then the cell."""
        widget = option.widget
        if index.column() == TAKEN or not isinstance(widget, QWidget):
            super().paint(painter, option, index)
            return
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        room = QRect(option.rect).adjusted(PAD, 3, -PAD, -4)
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, MappingModel) else None
        if row is None:
            return
        painter.save()
        painter.setPen(_pen(widget, row, index.column()))
        if index.column() == HEADING:
            font = QFont(option.font)
            font.setBold(True)
            painter.setFont(font)
        elif index.column() == INTO:
            room = self._frame(painter, widget, row, room)
        elif mark := index.data(MARK_ROLE):
            size = scaled(widget, _MARK)
            centre = QPointF(room.left() + size / 2, room.center().y())
            draw_mark(painter, mark[0], centre, size, colour_of(widget, mark[1]))
            room.setLeft(room.left() + size + _GAP)
        _draw_words(painter, room, words_of(row, index.column()))
        painter.restore()

    def _frame(self, painter: QPainter, widget: QWidget, row: MappedColumn, room: QRect) -> QRect:
        """The frame and arrow of a list to open; returns the room for its words."""
        body = QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5)
        is_wrong = row.stand is Stand.FAULT
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = Colour.INADEQUATE if is_wrong else Colour.SOFT_INK if row.field is not None else Colour.LINE
        painter.setPen(QPen(colour_of(widget, colour), 2 if is_wrong else 1))
        painter.setBrush(colour_of(widget, Colour.SURFACE))
        painter.drawRoundedRect(body, 6, 6)
        painter.restore()
        side = scaled(widget, _CHEVRON)
        arrow = QRectF(body.right() - side - _GAP, body.center().y() - side / 2, side, side)
        draw(painter, Icon.DOWN, arrow, colour_of(widget, Colour.SOFT_INK))
        return room.adjusted(PAD, 0, -side - 2 * _GAP, 0)


def _pen(widget: QWidget, row: MappedColumn, column: int) -> QPen:
    is_soft = column == SAMPLES or (row.field is None and column in (INTO, SAID) and row.stand is Stand.OUT)
    if is_soft:
        return QPen(colour_of(widget, Colour.SOFT_INK))
    return QPen(widget.palette().color(QPalette.ColorRole.Text))


def _draw_words(painter: QPainter, room: QRect, text: str) -> None:
    """The words in at most two lines, the rest left out behind an ellipsis."""
    metrics = painter.fontMetrics()
    side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    if metrics.horizontalAdvance(text) <= room.width() or room.height() < LINES * metrics.height():
        painter.drawText(room, int(side), metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()))
        return
    first, rest = _broken(metrics, text, room.width())
    rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(side), f"{first}\n{rest}")


def _broken(metrics: QFontMetrics, text: str, width: int) -> tuple[str, str]:
    """The words that have room in the first line, and those after them."""
    fits = len(text)
    while fits > 0 and metrics.horizontalAdvance(text[:fits]) > width:
        fits = text.rfind(" ", 0, fits)
    if fits <= 0:
        cut = max(1, len(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)) - 1)
        return text[:cut], text[cut:]
    return text[:fits], text[fits + 1 :]
