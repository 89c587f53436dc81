"""The focus ring: one overlay that follows whatever has the focus, two pixels wide and two apart, in every window."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLayout,
    QMenu,
    QMenuBar,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from audit_app.ui.theme import measures, theme_of
from resources.theme import Colour


class _Ring(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        size = measures()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme_of(self)[Colour.FOCUS]), size.focus_width))
        half = size.focus_width / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), size.radius, size.radius)


class FocusRing(QObject):
    """Keeps a ring around the widget with the focus; widgets with the property `ring` set to False draw their own.

    The ring lies in the nearest ancestor that has room for it, so that a form's tight rows do not cut it off.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self.move_to)

    def move_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The focus has moved."""
        self._let_go()
        if new is not None and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            bring_into_view(new)  # not while it is being pressed: it must not move away below the mouse
        if new is None or new.isWindow() or isinstance(new, QMenu | QMenuBar) or new.property("ring") is False:
            return
        if new.focusPolicy() == Qt.FocusPolicy.NoFocus:
            return  # a whole screen or page, until there is something in it to give the focus to
        self._watched = [new]
        home = new.parentWidget()
        while home is not None and _is_tight(home, new) and not home.isWindow():
            self._watched.append(home)
            home = home.parentWidget()
        if home is None or any(isinstance(one, QAbstractScrollArea) for one in self._watched[1:]):
            self._watched, home = [new], new  # nowhere around it: inside, at its edge
        self._ring = _Ring(home)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay around the widget wherever it goes."""
        if event.type() in _MOVES and watched in self._watched:
            self._follow()
            is_laid_out = watched is self._watched[0] and event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
            if is_laid_out and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
                bring_into_view(self._watched[0])  # it was shown just now, grew, or was pushed away
        return False

    def _follow(self) -> None:
        ring = self._ring
        target = self._watched[0] if self._watched else None
        if ring is None or target is None or not isValid(ring) or not isValid(target):
            return
        home = ring.parentWidget()
        if home is None or home is target:
            ring.setGeometry(target.rect())
        else:
            ring.setGeometry(_around(target, home))
        ring.setVisible(target.isVisible())
        ring.raise_()

    def _let_go(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring, self._watched = None, []


def tab_first(stops: Sequence[QWidget], before: QWidget) -> None:
    """Let Tab come to these, in this order, just before another one: a head that was filled after the body."""
    for one, other in pairwise([before, *stops, before]):
        QWidget.setTabOrder(one, other)  # the last step takes it from before them to after them


def tab_through(layout: QLayout) -> None:
    """Let Tab go through a layout in its order, whenever its parts were made."""
    for one, other in pairwise(stops_of(layout)):
        QWidget.setTabOrder(one, other)


def tab_behind(part: QWidget, before: QWidget) -> None:
    """Let Tab come to what is in one part right behind everything in another, which may have been filled later."""
    for one, other in pairwise([*list(stops_in(before))[-1:], *stops_in(part)]):
        QWidget.setTabOrder(one, other)


def stops_in(widget: QWidget) -> Iterator[QWidget]:
    """What can take the focus in a widget, itself first, as its layouts have it.

    Not Qt's own chain or all children: those lead to parts inside of Qt's widgets, which Python must not hold.
    """
    can_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    if can_focus:
        yield widget
    inner = widget.widget() if isinstance(widget, QScrollArea) else widget
    layout = inner.layout() if inner is not None else None
    if layout is not None:
        yield from stops_of(layout)
    elif inner is not None and not can_focus:
        for child in inner.children():
            if isinstance(child, QWidget):
                yield from stops_in(child)


def stops_of(layout: QLayout) -> Iterator[QWidget]:
    """What can take the focus in a layout, in its order."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from stops_in(widget)
        elif inner is not None:
            yield from stops_of(inner)


def bring_into_view(widget: QWidget) -> None:
    """Scroll the pages around a widget until it can be seen; one larger than the view is shown from its top."""
    parent = widget.parentWidget()
    while parent is not None:
        inner = parent.widget() if isinstance(parent, QScrollArea) else None
        if isinstance(parent, QScrollArea) and inner is not None and inner.isAncestorOf(widget):
            place, view = QRect(widget.mapTo(inner, QPoint(0, 0)), widget.size()), parent.viewport().size()
            _scroll_to(parent.verticalScrollBar(), place.top(), place.bottom(), view.height())
            _scroll_to(parent.horizontalScrollBar(), place.left(), place.right(), view.width())
        parent = parent.parentWidget()


def _scroll_to(bar: QScrollBar, first: int, last: int, view: int) -> None:
    margin = measures().spacing[4]
    if last - first + 2 * margin > view:
        if min(last, bar.value() + view) - max(first, bar.value()) < view // 2:
            bar.setValue(first - margin)
    elif first - margin < bar.value():
        bar.setValue(first - margin)
    elif last + margin > bar.value() + view:
        bar.setValue(last + margin - view)


class _Passer(QObject):
    """Hands the focus on; it lives as long as the widget that is given it."""

    def __init__(self, holder: QWidget, target: QWidget) -> None:
        super().__init__(holder)
        self._target = target
        holder.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if not isinstance(event, QFocusEvent) or not event.gotFocus() or not isValid(self._target):
            return False
        self._target.setFocus(event.reason())
        return True


def pass_focus(holder: QWidget, target: QWidget) -> None:
    """The focus that a screen, a page or a card is given goes to this part of it.

    Not Qt's focus proxy: with that Tab goes straight to the target and passes over all that stands before it.
    """
    _Passer(holder, target)


def _around(widget: QWidget, home: QWidget) -> QRect:
    """The ring's place around a widget, in the coordinates of one of its ancestors."""
    size = measures()
    reach = size.focus_width + size.focus_gap
    return QRect(widget.mapTo(home, QPoint(0, 0)), widget.size()).adjusted(-reach, -reach, reach, reach)


def _is_tight(home: QWidget, widget: QWidget) -> bool:
    """Whether there is no room for a ring here, or another child would be a pane of its own."""
    if isinstance(home, QSplitter | QStackedWidget | QAbstractScrollArea):
        return True
    return not home.rect().contains(_around(widget, home))


_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})
