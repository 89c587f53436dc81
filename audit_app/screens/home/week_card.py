"""The card of this week's sample: how far it is, and whose turn each plan is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from audit_app.screens.home.wording import others_words, whose
from audit_app.services.home import Home
from audit_app.services.samples.turns import DrawTurns
from audit_app.ui.card import Card, clear
from audit_app.ui.days import full_day, short_day
from audit_app.ui.dialogs import Weight
from audit_app.ui.elided import ElidedLabel
from audit_app.ui.pill import Pill
from audit_app.ui.theme import measures
from audit_app.ui.turns import TurnDots, audited_words, turn_mark, turn_words
from audit_app.ui.words import button, label


class WeekCard(Card):
    """This week's sample: how far it is, and whose turn each plan is."""

    sample_requested = Signal(str)
    draw_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("This week", parent)
        self._draw_id = ""
        self.see_button = button("See the sample", self._see, weight="quiet")
        self.head.addWidget(self.see_button)
        self.body.setSpacing(measures().spacing[2])
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[2])
        self.dots = TurnDots()
        self.words = label("", "strong", wraps=False)
        row.addWidget(self.dots)
        row.addWidget(self.words)
        row.addStretch(1)
        self.body.addLayout(row)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(measures().spacing[3])
        self.grid.setVerticalSpacing(measures().spacing[1])
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 2)
        self.body.addLayout(self.grid)
        self.others = label("", "soft")
        self.nothing = label("", "soft")
        self.draw_button = button("Draw this week's six", self.draw_requested.emit, weight=Weight.MAIN)
        self.body.addWidget(self.others)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.draw_button)
        self.body.addStretch(1)

    def show_week(self, home: Home) -> None:
        """Show the week's draw, or that there is none."""
        week = home.week
        clear(self.grid)
        self._draw_id = week.draw.id if week is not None else ""
        for part in (self.dots, self.words, self.see_button):
            part.setVisible(week is not None)
        if week is not None:
            self._show_draw(week, home.is_drawn)
        self.others.setText(others_words(home))
        self.others.setVisible(home.earlier_open > 0)
        self.nothing.setText(
            "No plans have been drawn this week."
            if week is None
            else "This is the draw of an earlier week that is not finished. This week has none yet."
        )
        self.nothing.setVisible(not home.is_drawn)
        self.draw_button.setVisible(not home.is_drawn)

    def forget(self) -> None:
        """Show no draw."""
        clear(self.grid)
        self._draw_id = ""
        self.words.clear()
        self.dots.show_turns((), "")

    def _show_draw(self, week: DrawTurns, is_of_this_week: bool) -> None:
        said = audited_words(week)
        self.set_title("This week" if is_of_this_week else f"Week of {full_day(week.on)}")
        self.dots.show_turns(week.sample, said)
        self.words.setText(said)
        for number, turn in enumerate(week.sample):
            mark, colour = turn_mark(turn)
            ref = ElidedLabel(turn.plan_ref or "(erased)", "strong")
            self.grid.addWidget(ref, number, 0)
            self.grid.addWidget(ElidedLabel(whose(turn)), number, 1)
            self.grid.addWidget(Pill(mark, colour, turn_words(turn)), number, 2, Qt.AlignmentFlag.AlignLeft)
            due = f"due {short_day(turn.due)}" if turn.due and turn.is_open else ""
            self.grid.addWidget(label(due, "soft", wraps=False), number, 3)

    def _see(self) -> None:
        self.sample_requested.emit(self._draw_id)
