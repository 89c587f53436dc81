"""What the window says by itself: a banner for what stands, a toast for what happened, an empty state for nothing."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.ui.announce import announce
from audit_app.ui.dialogs import Weight
from audit_app.ui.icons import Icon, draw
from audit_app.ui.theme import RESIZED, colour_of, measures, scaled
from audit_app.ui.words import button, icon_button, label
from resources.theme import Colour

TOAST_MS = 6_000
_EMPTY_WIDTH = 520


class Tone(Enum):
    """How much a banner matters, with its icon and colour."""

    NOTE = (Icon.INFO, Colour.ACCENT)
    WARNING = (Icon.WARN, Colour.REQUIRES_IMPROVEMENT)
    FAULT = (Icon.WARN, Colour.INADEQUATE)


class IconView(QWidget):
    """An icon that is no button; decoration beside words, so it has no name."""

    def __init__(self, icon: Icon, colour: Colour = Colour.INK, side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._colour, self._side = icon, colour, side
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def _fit(self) -> None:
        side = scaled(self, self._side)
        self.setFixedSize(QSize(side, side))

    def show_icon(self, icon: Icon, colour: Colour) -> None:
        """Show another."""
        self._icon, self._colour = icon, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        draw(QPainter(self), self._icon, self.rect().toRectF(), colour_of(self, self._colour))


class Banner(QFrame):
    """A sentence that stands at the top until it no longer holds, with one next step as a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        space = measures().spacing
        row = QHBoxLayout(self)
        row.setContentsMargins(space[3], space[1], space[1], space[1])
        row.setSpacing(space[2])
        self._icon = IconView(Icon.INFO)
        self.text = label("")
        self.button = button("", weight="quiet")
        self.button.hide()
        self.button.clicked.connect(self._do)
        self._on_click: Callable[[], object] | None = None
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def say(
        self, text: str, tone: Tone = Tone.NOTE, *, words: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        """Show this; an empty text takes the banner away."""
        icon, colour = tone.value
        self._icon.show_icon(icon, colour)
        self.text.setText(text)
        self.setAccessibleName(text)
        self.button.setText(words)
        self.button.setAccessibleName(words.replace("&", ""))
        self.button.setVisible(bool(words))
        self._on_click = on_click
        self.setVisible(bool(text))
        announce(self, text, is_urgent=tone is Tone.FAULT)

    def _do(self) -> None:
        if self._on_click is not None:
            self._on_click()


class Toast(QFrame):
    """A sentence at the foot of the window for a few seconds; it never takes the focus, Esc is not needed.

    Where what has the focus lies at the foot, it comes up at the top instead and hides nothing that is worked on.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        space = measures().spacing
        row = QHBoxLayout(self)
        row.setContentsMargins(space[3], space[1], space[1], space[1])
        row.setSpacing(space[2])
        self.text = label("", wraps=False)
        self.button = button("", weight="quiet")
        self.button.hide()
        self.button.clicked.connect(self._do)
        self._on_click: Callable[[], object] | None = None
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        row.addWidget(icon_button(Icon.CLOSE, "Close the notice", self.hide))
        self._is_following = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, words: str = "", on_click: Callable[[], object] | None = None) -> None:
        """Show this for six seconds, or as long as the mouse is over it."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.button.setText(words)
        self.button.setAccessibleName(words.replace("&", ""))
        self.button.setVisible(bool(words))
        self._on_click = on_click
        announce(self, text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(TOAST_MS)
        handle = self.window().windowHandle()
        if handle is not None and not self._is_following:
            self._is_following = True
            handle.focusObjectChanged.connect(self._follow_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        gap = measures().spacing[4]
        self.text.setWordWrap(self.text.sizeHint().width() > parent.width() - 240)
        wide = min(self.sizeHint().width(), parent.width() - 2 * gap)
        high = self.heightForWidth(wide) if self.hasHeightForWidth() else self.sizeHint().height()
        place = QRect((parent.width() - wide) // 2, parent.height() - high - gap, wide, high)
        focused = parent.focusWidget()
        is_elsewhere = focused is not None and parent.isAncestorOf(focused) and not self.isAncestorOf(focused)
        if focused is not None and is_elsewhere and place.intersects(_around(focused, parent)):
            place.moveTop(gap)
        self.setGeometry(place)

    def _follow_focus(self) -> None:
        if self.isVisible():
            self._place()

    def _do(self) -> None:
        self.hide()
        if self._on_click is not None:
            self._on_click()


def _around(widget: QWidget, window: QWidget) -> QRect:
    """Where what can be seen of a widget is in its window."""
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint(0, 0)))


class EmptyState(QWidget):
    """What this place is for, and the one button that fills it; in the middle of whatever room it is given."""

    def __init__(
        self,
        title: str,
        text: str,
        *,
        words: str = "",
        on_click: Callable[[], object] | None = None,
        icon: Icon = Icon.DOCUMENT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        space = measures().spacing
        across = QHBoxLayout(self)
        across.setContentsMargins(space[3], space[4], space[3], space[4])
        self._column = QWidget()  # as wide as it may be: words that wrap are measured at the width they get
        across.addStretch(1)
        across.addWidget(self._column, 1_000)
        across.addStretch(1)
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space[2])
        self.title, self.text = label(title, "cardTitle"), label(text, "soft")
        self.button: QPushButton = button(words, on_click, weight=Weight.MAIN)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconView(icon, Colour.SOFT_INK, 32), 0, middle)
        for part in (self.title, self.text):
            part.setAlignment(middle)
            column.addWidget(part)
        column.addWidget(self.button, 0, middle)
        column.addStretch(1)
        self.say(title, text, words)
        self._fit()

    def say(self, title: str, text: str, words: str = "") -> None:
        """Say something else; the button is there where it has words."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(words)
        self.button.setAccessibleName(words.replace("&", ""))
        self.button.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def _fit(self) -> None:
        self._column.setMaximumWidth(scaled(self, _EMPTY_WIDTH))
