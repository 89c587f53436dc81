"""Paints cards and strands in the theme's colours; what is current or linked differs in shape and width too."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from audit_app.screens.thread.cards import Card, Strand
from audit_app.screens.thread.shapes import Setting, Shape
from audit_app.ui.marks import draw_mark
from audit_app.ui.theme import colour_of, measures
from exports.charts.scene import Mark
from resources.theme import Colour

_BAR, _DOT = 4.0, 7.0


@dataclass(frozen=True)
class Paints:
    """The colours of a moment."""

    canvas: QColor
    surface: QColor
    line: QColor
    ink: QColor
    soft: QColor
    accent: QColor
    wash: QColor
    focus: QColor
    broken: QColor

    @property
    def faint(self) -> QColor:
        """For strands that belong to other cards than the current one."""
        made = QColor(self.soft)
        made.setAlphaF(0.5)
        return made


def paints_of(widget: QWidget) -> Paints:
    """The colours in which a widget is painted now."""
    roles = (
        *(Colour.CANVAS, Colour.SURFACE, Colour.LINE, Colour.INK, Colour.SOFT_INK, Colour.ACCENT),
        *(Colour.ACCENT_WASH, Colour.FOCUS, Colour.REQUIRES_IMPROVEMENT),
    )
    return Paints(*(colour_of(widget, role) for role in roles))


@dataclass(frozen=True, slots=True)
class Look:
    """How a card stands just now; `says` is put beside its section: “Proposed”, “Marked”, “Linking from here”."""

    is_current: bool = False
    is_beside: bool = False
    is_chosen: bool = False
    says: str = ""


def paint_card(
    painter: QPainter, card: Card, shape: Shape, rect: QRectF, look: Look, setting: Setting, paints: Paints
) -> None:
    """Paint one card into its rectangle."""
    radius = measures().radius
    body = rect.adjusted(0.75, 0.75, -0.75, -0.75)
    fill = paints.wash if look.is_current else paints.surface
    width = 2.0 if look.is_current else 1.5 if look.is_beside else 1.0
    edge = paints.accent if look.is_current or look.is_beside else paints.line
    if card.is_proposal:
        fill = paints.wash if look.is_current else paints.canvas
        pen = QPen(paints.accent if look.is_current else paints.soft, width, Qt.PenStyle.DashLine)
    else:
        pen = QPen(edge, width)
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawRoundedRect(body, radius, radius)
    if look.is_chosen:
        bar = QRectF(body.left() + 3, body.top() + radius, _BAR, body.height() - 2 * radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paints.accent)
        painter.drawRoundedRect(bar, 2, 2)
    _paint_head(painter, card, rect, look, setting, paints)
    painter.setPen(paints.soft if card.is_proposal and not look.is_current else paints.ink)
    shape.words.draw(painter, QPointF(rect.left() + setting.pad, rect.top() + shape.words_top))
    _paint_notes(painter, shape, rect, setting, paints)


def _paint_head(painter: QPainter, card: Card, rect: QRectF, look: Look, setting: Setting, paints: Paints) -> None:
    """The section in a pill, and at the right what is going on."""
    metrics = QFontMetricsF(setting.strong)
    high = setting.caption_height + 2
    wide = metrics.horizontalAdvance(card.section) + 2 * (setting.pad - 2)
    pill = QRectF(rect.left() + setting.pad, rect.top() + setting.pad - 2, max(wide, high * 1.3), high)
    painter.setFont(setting.strong)
    painter.setPen(QPen(paints.soft, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), high / 2, high / 2)
    painter.setPen(paints.ink)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), card.section)
    if look.says:
        painter.setFont(setting.caption)
        painter.setPen(paints.ink)
        room = QRectF(pill.right() + 6, pill.top(), rect.right() - setting.pad - pill.right() - 6, high)
        words = QFontMetricsF(setting.caption).elidedText(look.says, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)


def _paint_notes(painter: QPainter, shape: Shape, rect: QRectF, setting: Setting, paints: Paints) -> None:
    metrics = QFontMetricsF(setting.caption)
    y, high = rect.top() + shape.notes_top, setting.caption_height
    for note in shape.notes:
        x = rect.left() + setting.pad
        if note.is_break:
            size = metrics.capHeight() + 2
            draw_mark(painter, Mark.TRIANGLE, QPointF(x + size / 2, y + high / 2), size, paints.broken)
            x += size + 5
        painter.setFont(setting.strong if note.is_break else setting.caption)
        painter.setPen(paints.ink if note.is_break else paints.soft)
        room = QRectF(x, y, rect.right() - setting.pad - x, high)
        words = QFontMetricsF(painter.font()).elidedText(note.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        y += high + 2


def paint_strand(
    painter: QPainter, strand: Strand, path: QPainterPath, paints: Paints, *, is_strong: bool, is_faint: bool
) -> None:
    """Paint one strand: a suggested one dashed, those of the current card wide and with dots at their ends."""
    colour = paints.accent if is_strong else paints.faint if is_faint else paints.soft
    style = Qt.PenStyle.DashLine if strand.is_suggested else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour, 2.4 if is_strong else 1.0, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    if is_strong:
        for end in (path.elementAt(0), path.elementAt(path.elementCount() - 1)):
            draw_mark(painter, Mark.DOT, QPointF(end.x, end.y), _DOT, colour)


def paint_ring(painter: QPainter, rect: QRectF, paints: Paints) -> None:
    """The ring around the card that has the keys."""
    size = measures()
    reach = size.focus_width / 2 + size.focus_gap - 1
    painter.setPen(QPen(paints.focus, size.focus_width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(-reach, -reach, reach, reach), size.radius + reach, size.radius + reach)
