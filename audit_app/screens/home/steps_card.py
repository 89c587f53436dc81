"""The card of the first steps in a workspace where nothing was drawn yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from audit_app.services.home import Home
from audit_app.ui.card import Card
from audit_app.ui.dialogs import Weight
from audit_app.ui.icons import Icon, icon_of
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, restyle
from exports.charts.scene import Mark
from resources.theme import Colour


class StepsCard(Card):
    """The first steps in a workspace: import the register, draw six, audit the first."""

    import_requested = Signal()
    draw_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("First steps", parent)
        self.body.addWidget(label("Three steps to the first audit; each takes a few minutes.", "soft"))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(measures().spacing[3])
        self.grid.setVerticalSpacing(measures().spacing[2])
        self.grid.setColumnStretch(1, 1)
        self.body.addLayout(self.grid)
        self.import_button = button("&Import the register", self.import_requested.emit, icon=Icon.IMPORT)
        self.draw_button = button("&Draw this week's six", self.draw_requested.emit, icon=Icon.SAMPLES)
        self._pills = [status_pill(Status.OPEN, "To do") for _ in range(3)]
        steps: tuple[tuple[str, str, QWidget | None], ...] = (
            ("1. Import the register", "Every plan with its dates; names of children are not needed.",
             self.import_button),
            ("2. Draw this week's six", "A draw that anybody can repeat, shared out among those who audit.",
             self.draw_button),
            ("3. Audit the first plan", "Open it from here; everything is saved as you go.", None),
        )  # fmt: skip
        for number, (title, text, made) in enumerate(steps):
            self._add(number, title, text, made)

    def show_steps(self, home: Home) -> None:
        """Which steps are done, and which is next."""
        done = (home.entries > 0, home.draws > 0, False)
        following = done.index(False)
        for number, pill in enumerate(self._pills):
            if number == following:
                pill.show_mark(Mark.RING, Colour.ACCENT, "Next")
            else:
                pill.show_status(*((Status.DONE, "Done") if done[number] else (Status.OPEN, "Later")))
        self.import_button.setVisible(not done[0])
        self.draw_button.setVisible(not done[1])
        self.draw_button.setEnabled(done[0])
        for number, made in enumerate((self.import_button, self.draw_button)):
            is_next = number == following
            made.setProperty("weight", (Weight.MAIN if is_next else Weight.PLAIN).value)
            role = QPalette.ColorRole.BrightText if is_next else QPalette.ColorRole.ButtonText
            made.setIcon(icon_of((Icon.IMPORT, Icon.SAMPLES)[number], role))
            restyle(made)

    def _add(self, number: int, title: str, text: str, made: QWidget | None) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "strong"))
        words.addWidget(label(text, "soft"))
        self.grid.addWidget(self._pills[number], number, 0, Qt.AlignmentFlag.AlignLeft)
        self.grid.addLayout(words, number, 1)
        if made is not None:
            self.grid.addWidget(made, number, 2)
