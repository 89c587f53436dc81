"""The painted board: cards, strands, and a line that is being drawn; it knows no service and decides nothing."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from audit_app.screens.thread.cards import Board, Card
from audit_app.screens.thread.geometry import Laid, curve_to, lay_out
from audit_app.screens.thread.ground import drawn_ground
from audit_app.screens.thread.keys import act_of, way_of
from audit_app.screens.thread.marks import Marks
from audit_app.screens.thread.painting import paint_ring, paints_of
from audit_app.screens.thread.shapes import Shape, setting_of
from audit_app.ui.theme import RESIZED, scale_of

_MARGIN = 12
_NAME = "Board of the golden thread"


class BoardView(QAbstractScrollArea):
    """Shows a `Board`. Cards are chosen, marked with Ctrl, dragged onto each other to be linked, opened twice clicked.

    `acted` and `moved` carry what a key means. All that does not change while a line is drawn is kept as one picture.
    """

    chosen = Signal(str)
    marked = Signal(str)
    opened = Signal(str)
    dropped = Signal(str, str)
    acted = Signal(object)
    moved = Signal(object)
    laid_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ring", False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(False)
        self.setAccessibleName(_NAME)
        self._board, self.laid = Board(), Laid()
        self._marks = Marks()
        self._shapes: dict[tuple[object, ...], Shape] = {}
        self._ground: QPixmap | None = None
        self._pressed, self._from = "", QPointF()
        self._line: QPainterPath | None = None
        self._over = ""
        self._may_link = False

    def show_board(self, board: Board, marks: Marks, *, may_link: bool) -> None:
        """Show this board; what was scrolled to stays."""
        self._board, self._may_link = board, may_link
        self._lay()
        self.show_marks(marks)

    def show_marks(self, marks: Marks) -> None:
        """Show what is marked, with the current card in view."""
        is_other = marks.current != self._marks.current
        self._marks = marks
        self._forget_ground()
        self.bring_into_view(marks.current)
        card = self._board.by_id.get(marks.current)
        self.setAccessibleName(f"{_NAME}. {card.spoken}" if card is not None else _NAME)
        if is_other and card is not None and self.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, card.spoken))

    def bring_into_view(self, card_id: str) -> None:
        """Scroll until a card can be seen."""
        rect = self.laid.cards.get(card_id)
        if rect is None:
            return
        for bar, first, last, room in (
            (self.verticalScrollBar(), rect.top(), rect.bottom(), self.viewport().height()),
            (self.horizontalScrollBar(), rect.left(), rect.right(), self.viewport().width()),
        ):
            if first - _MARGIN < bar.value():
                bar.setValue(int(first - _MARGIN))
            elif last + _MARGIN > bar.value() + room:
                bar.setValue(int(min(last + _MARGIN - room, first - _MARGIN)))

    def place_of(self, card_id: str) -> QPoint:
        """The middle of a card in the viewport, for a mouse."""
        return (self.laid.cards[card_id].center() - self._offset()).toPoint()

    def drop(self) -> None:
        """Forget every word."""
        self._shapes.clear()
        self._pressed, self._line, self._over = "", None, ""
        self.show_board(Board(), Marks(), may_link=False)
        self.setAccessibleName(_NAME)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED or event.type() == QEvent.Type.PaletteChange:
            self._shapes.clear()
            self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
        self.bring_into_view(self._marks.current)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - the name by which Qt calls it
        """Another part is in view."""
        del dx, dy
        self._forget_ground()
        self.laid_out.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._forget_ground()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._forget_ground()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way, act = way_of(event), act_of(event)
        if way is not None:
            self.moved.emit(way)
        elif act is not None:
            self.acted.emit(act)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        id_ = self._card_at(event)
        if event.button() != Qt.MouseButton.LeftButton or not id_:
            super().mousePressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.marked.emit(id_)
            return
        self._pressed, self._from = id_, event.position()
        self.chosen.emit(id_)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pressed or not self._may_link:
            return
        reach = (event.position() - self._from).manhattanLength()
        if self._line is None and reach < QApplication.startDragDistance():
            return
        self._draw_line(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, over, was_drawn = self._pressed, self._over, self._line is not None
        self._pressed, self._over, self._line = "", "", None
        self.viewport().update()
        if was_drawn and over:
            self.dropped.emit(pressed, over)
        elif not was_drawn:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        id_ = self._card_at(event)
        if id_:
            self._pressed = ""
            self.opened.emit(id_)

    def viewportEvent(self, event: QEvent) -> bool:
        """All words of a card, or why a link is suggested, in the tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, place: QPoint) -> str:
        """What the tooltip says at a place of the viewport."""
        point = QPointF(place) + self._offset()
        card = self._board.by_id.get(self.laid.card_at(point))
        if card is not None:
            return "\n".join((card.kind, card.words, *card.notes))
        strand = self.laid.strand_at(point)
        return f"Suggested link. {strand.why}" if strand is not None and strand.is_suggested else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self.viewport())
        if self._ground is None:
            view = QRectF(self._offset(), QSize(self.viewport().size()))
            self._ground = drawn_ground(self, self._board, self.laid, self._marks, view)
        painter.drawPixmap(0, 0, self._ground)  # the painter is clipped to what is to be painted
        if self._line is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paints = paints_of(self)
        painter.setPen(QPen(paints.accent, 2.4))
        painter.drawPath(self._line)
        over = self.laid.cards.get(self._over)
        if over is not None:
            paint_ring(painter, over.translated(-self._offset()), paints)

    def sizeHint(self) -> QSize:
        return QSize(900, 400)

    def _lay(self) -> None:
        setting = setting_of(self)
        wide = self.viewport().width()
        self.laid = lay_out(self._board, wide, scale_of(self), setting, self._shapes)
        view = self.viewport().size()
        for bar, whole, room in (
            (self.verticalScrollBar(), self.laid.height, view.height()),
            (self.horizontalScrollBar(), self.laid.width, view.width()),
        ):
            bar.setRange(0, max(0, int(whole) - room))
            bar.setPageStep(room)
            bar.setSingleStep(40)
        self._forget_ground()
        self.laid_out.emit()

    def _forget_ground(self) -> None:
        self._ground = None
        self.viewport().update()

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _card_at(self, event: QMouseEvent) -> str:
        return self.laid.card_at(event.position() + self._offset())

    def _draw_line(self, place: QPointF) -> None:
        """The line from the card that was pressed to the mouse; only what it passes is painted anew."""
        before = self._around_line()
        start = self.laid.cards[self._pressed].translated(-self._offset())
        side = start.right() if place.x() >= start.center().x() else start.left()
        self._line = curve_to(QPointF(side, start.center().y()), place)
        over = self.laid.card_at(place + self._offset())
        card, pressed = self._board.by_id.get(over), self._board.by_id[self._pressed]
        self._over = over if _may_be_linked(pressed, card) else ""
        for rect in (*before, *self._around_line()):
            self.viewport().update(rect.toAlignedRect())

    def _around_line(self) -> list[QRectF]:
        found = [] if self._line is None else [self._line.boundingRect().adjusted(-4, -4, 4, 4)]
        over = self.laid.cards.get(self._over)
        return found if over is None else [*found, over.translated(-self._offset()).adjusted(-6, -6, 6, 6)]


def _may_be_linked(one: Card, other: Card | None) -> bool:
    return other is not None and other.role is not one.role and not one.is_proposal and not other.is_proposal
