"""Drawn shapes that stand beside a word, so that colour is never the only sign; the same as in reports."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from exports.charts.scene import Mark, polygon

_RING = 0.16


def draw_mark(painter: QPainter, mark: Mark, centre: QPointF, size: float, colour: QColor) -> None:
    """Draw a mark `size` pixels across around a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark is Mark.RING:
        width = size * _RING
        painter.setPen(QPen(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, (size - width) / 2, (size - width) / 2)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        corners = polygon(mark, size)
        if corners:
            painter.drawPolygon(QPolygonF([QPointF(centre.x() + x, centre.y() + y) for x, y in corners]))
        else:
            painter.drawEllipse(QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size))
    painter.restore()
