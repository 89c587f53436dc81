"""What every page of the start screen has: a title, words, a place for what went wrong, and buttons at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.ui.card import Card
from audit_app.ui.feedback import Banner
from audit_app.ui.theme import measures
from audit_app.ui.words import label


class StartPage(QWidget):
    """`body` is the card's layout, `foot` the row of buttons below it; Enter presses `main`."""

    def __init__(self, title: str, text: str = "", step: str = "") -> None:
        super().__init__()
        space = measures().spacing
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, space[5], 8, space[3])
        outer.setSpacing(space[2])
        self.step = label(step, "overline")
        if not step:
            self.step.hide()  # shown without a parent it would be a window of its own
        self.title = label(title, "title")
        self.text = label(text, "soft")
        if not text:
            self.text.hide()  # shown without a parent it would be a window of its own
        self.banner = Banner()
        self.card = Card()
        self.body = self.card.body
        self.body.setSpacing(space[2])
        self.foot = QHBoxLayout()
        self.foot.setSpacing(space[1])
        for part in (self.step, self.title, self.text, self.banner, self.card):
            outer.addWidget(part)
        outer.addLayout(self.foot)
        outer.addStretch(1)
        self.main: QPushButton | None = None

    def set_foot(self, main: QPushButton, *others: QPushButton) -> None:
        """The buttons: the others at the left, the main one at the right."""
        self.main = main
        for other in others:
            self.foot.addWidget(other)
        self.foot.addStretch(1)
        self.foot.addWidget(main)

    def press_main(self) -> None:
        """What Enter does in a field."""
        if self.main is not None and self.main.isEnabled():
            self.main.click()

    def set_waiting(self, *, is_waiting: bool) -> None:
        """While something is tried the page cannot be changed, and the window stays alive."""
        self.card.setEnabled(not is_waiting)
        if self.main is not None:
            self.main.setEnabled(not is_waiting)
        if is_waiting:
            self.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.unsetCursor()
