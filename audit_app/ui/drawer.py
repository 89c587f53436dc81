"""A drawer at the right: the details of one row without leaving the list; Esc closes it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from audit_app.ui.icons import Icon
from audit_app.ui.scrolling import scroll_by_key
from audit_app.ui.theme import RESIZED, measures, scale_of
from audit_app.ui.words import icon_button, label, rule

WIDTH = 400


class Drawer(QFrame):
    """A panel with a title, a button that closes it and a body: `drawer.body.addWidget(…)`, then `open_with(title)`.

    Put it into the layout at the right of the list; it is hidden until it is opened. Fill the body anew with
    `card.clear(drawer.body)` first. `closed` tells that it went, so that the list takes the focus back.
    """

    closed = Signal()
    wide = WIDTH
    """How wide it is at the usual size of type."""
    most_scale = 1.3
    """It grows with the type up to this; what stands beside it may need more room than a list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[3], space[2], space[2], space[2])
        outer.setSpacing(space[1])
        head = QHBoxLayout()
        self.title = label("", "cardTitle")
        self.close_button = icon_button(Icon.CLOSE, "Close the details", self.shut)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        outer.addWidget(rule())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("role", "surface")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, space[0], space[1], 0)
        self.body.setSpacing(space[2])
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(inner)
        outer.addWidget(self.area, 1)
        self._fit()
        self.hide()

    def open_with(self, title: str) -> None:
        """Show it."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.show()

    def shut(self) -> None:
        """Close it."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def _fit(self) -> None:
        """Wider for larger type, but the list beside it is still to be read."""
        self.setFixedWidth(round(self.wide * min(scale_of(self), self.most_scale)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif not scroll_by_key(self.area, event.key()):
            super().keyPressEvent(event)
