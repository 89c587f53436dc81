"""Paints a chart's scene with Qt, in a theme's colours; what is painted on, and how large, is not known here."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QApplication

from audit_app.ui.marks import draw_mark
from exports.charts.scene import Anchor, Box, Item, Line, Scene, Shape, Words
from resources.theme import Theme


def paint_scene(
    painter: QPainter,
    scene: Scene,
    theme: Theme,
    *,
    per_point: float = 1.0,
    between: tuple[float, float] | None = None,
) -> None:
    """Paint a scene from the painter's origin, `per_point` pixels to a point.

    Of a high one only what lies `between` two heights, in points, needs painting.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(per_point, per_point)
    for item in scene.items:
        if between is not None and not _reaches(item, *between):
            continue
        if isinstance(item, Box):
            painter.fillRect(QRectF(item.x, item.y, item.width, item.height), QColor(theme[item.fill]))
        elif isinstance(item, Line):
            style = Qt.PenStyle.DashLine if item.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(theme[item.colour]), item.width, style))
            painter.drawLine(QPointF(item.x1, item.y1), QPointF(item.x2, item.y2))
        elif isinstance(item, Shape):
            draw_mark(painter, item.mark, QPointF(item.x, item.y), item.size, QColor(theme[item.colour]))
        else:
            _paint_words(painter, item, theme)
    painter.restore()


def _reaches(item: Item, top: float, bottom: float) -> bool:
    """Whether anything of an item lies between two heights."""
    if isinstance(item, Box):
        return item.y <= bottom and item.y + item.height >= top
    if isinstance(item, Line):
        return min(item.y1, item.y2) - item.width <= bottom and max(item.y1, item.y2) + item.width >= top
    size = item.size
    return item.y - size <= bottom and item.y + size >= top


def _paint_words(painter: QPainter, words: Words, theme: Theme) -> None:
    font = QFont(QApplication.font())
    font.setPixelSize(1000)  # measured large and scaled down: sizes of scenes are fractions of a pixel
    font.setBold(words.bold)
    metrics = QFontMetricsF(font)
    share = words.size / 1000
    text = words.text
    if words.room is not None:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.room / share)
    wide = metrics.horizontalAdvance(text) * share
    left = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[words.anchor]
    painter.save()
    painter.translate(words.x - left, words.y)
    painter.scale(share, share)
    painter.setFont(font)
    painter.setPen(QColor(theme[words.colour]))
    painter.drawText(QPointF(0, 0), text)
    painter.restore()
