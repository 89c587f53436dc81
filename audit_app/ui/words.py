"""Labels and buttons in the few looks there are; made here so that no screen styles its own."""

from collections.abc import Callable
from inspect import ismethod

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from audit_app.ui.choice import Weight
from audit_app.ui.icons import SIDE, Icon, icon_of
from audit_app.ui.theme import RESIZED, measures, scaled

_ICON_GAP = 6
"""Between the icon of a button and its words; the style itself leaves next to nothing."""


class _Reading(QLabel):
    """A text of at most 72 characters a line, at any size of type."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self.fit()

    def fit(self) -> None:
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * measures().reading_characters)


class _Button(QPushButton):
    """A button whose icon is as large as the type asks for; Enter presses it wherever it stands, as Space does."""

    def __init__(self, words: str, side: int) -> None:
        super().__init__(words)
        self._side = side

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.click()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        side = scaled(self, self._side)
        self.setIconSize(QSize(side + _ICON_GAP, side))


def label(text: str, role: str = "", *, wraps: bool = True, parent: QWidget | None = None) -> QLabel:
    """A text; `role` is title, section, cardTitle, figure, caption, soft, strong, overline, problem or nothing.

    Plain text only: what comes from a file is never read as mark-up.
    """
    made = QLabel(parent)
    _set_up(made, text, role, wraps=wraps)
    return made


def _set_up(made: QLabel, text: str, role: str, *, wraps: bool) -> None:
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    made.setText(text)
    if role:
        made.setProperty("role", role)


def reading(text: str, role: str = "") -> QLabel:
    """A text to be read: at most 72 characters wide."""
    made = _Reading()
    _set_up(made, text, role, wraps=True)
    made.fit()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)  # as its wrapping had set it: another policy forgets that
    made.setSizePolicy(policy)
    return made


def button(
    words: str,
    on_click: Callable[[], object] | None = None,
    *,
    weight: Weight | str = Weight.PLAIN,
    icon: Icon | None = None,
    name: str = "",
) -> QPushButton:
    """A button; `weight` is main (one a screen), plain, danger, or "quiet" for a link-like one. `&` marks its key."""
    kind = weight.value if isinstance(weight, Weight) else weight
    made = _Button(words, SIDE if kind == "nav" else SIDE - 2)
    made.setProperty("weight", kind)
    made.setAccessibleName(name or words.replace("&", ""))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setAutoDefault(False)
    if icon is not None:
        made.setIcon(icon_of(icon, _ROLE_OF.get(kind, QPalette.ColorRole.ButtonText)))
        made.fit()
    if on_click is not None:
        connect_click(made, on_click)
    return made


def icon_button(icon: Icon, name: str, on_click: Callable[[], object] | None = None) -> QToolButton:
    """A button with an icon alone; `name` is what it is called and its tooltip."""
    made = QToolButton()  # the style sheet has its size
    made.setIcon(icon_of(icon))
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if on_click is not None:
        connect_click(made, on_click)
    return made


def connect_click(clicked: QAbstractButton, on_click: Callable[[], object]) -> None:
    """Call this without the `checked` that Qt passes; a method is connected itself, so that it goes with its object."""
    if ismethod(on_click) and not on_click.__defaults__:
        clicked.clicked.connect(on_click)
    else:
        clicked.clicked.connect(lambda _checked=False: on_click())


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line across."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget again after one of its properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


_ROLE_OF = {"main": QPalette.ColorRole.BrightText, "quiet": QPalette.ColorRole.Link}
