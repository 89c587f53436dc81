"""The focus ring: one overlay that follows whatever has the focus, two pixels wide and two apart, in every window."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QScrollArea, QSplitter, QStackedWidget, QWidget
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
    """Keeps a ring around the widget with the focus; widgets with the property `ring` set to False draw their own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        app.focusChanged.connect(self.move_to)

    def move_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The focus has moved."""
        self._let_go()
        if new is None or new.isWindow() or isinstance(new, QMenu | QMenuBar) or new.property("ring") is False:
            return
        parent = new.parentWidget()
        if parent is None:
            return
        inside = isinstance(parent, QSplitter | QStackedWidget | QScrollArea)
        self._target = new
        self._ring = _Ring(new if inside else parent)
        new.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay around the widget wherever it goes."""
        if watched is self._target and event.type() in _MOVES:
            self._follow()
        return False

    def _follow(self) -> None:
        if self._ring is None or self._target is None or not isValid(self._ring) or not isValid(self._target):
            return
        self._ring.setGeometry(_around(self._target, inside=self._ring.parent() is self._target))
        self._ring.setVisible(self._target.isVisible())
        self._ring.raise_()

    def _let_go(self) -> None:
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = self._target = None


def _around(widget: QWidget, *, inside: bool) -> QRect:
    size = measures()
    if inside:
        return QRect(QPoint(0, 0), widget.size())
    reach = size.focus_width + size.focus_gap
    return widget.geometry().adjusted(-reach, -reach, reach, reach)


_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange})
