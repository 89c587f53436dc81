"""The card of the last months in figures, counts first, each with its interval."""

from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from audit_app.screens.home.wording import (
    month_words,
)
from audit_app.services.home import Months
from audit_app.ui.card import Card, clear
from audit_app.ui.charts import FigureTile, IntervalBar, tiles
from audit_app.ui.theme import measures
from audit_app.ui.words import label, rule
from exports.pages.wording import count_first, in_one_line

_TILES = (
    ("plans.audited", "Plans audited, of those drawn"),
    ("plans.effective", "Effective plans: Good or Outstanding"),
    ("score.overall", "Average score of a plan"),
)


class MonthsCard(Card):
    """The last months in figures: three tiles, and each month's share of effective plans with its interval."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Weekly audits of the last three months", parent)
        self.body.setSpacing(measures().spacing[2])
        self.tiles = QVBoxLayout()
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(measures().spacing[4])
        self.lines.setVerticalSpacing(measures().spacing[1])
        self.lines.setColumnStretch(2, 1)
        self.note = label("", "caption")
        self.body.addLayout(self.tiles)
        self.body.addWidget(rule())
        self.body.addLayout(self.lines)
        self.body.addWidget(self.note)
        self.say("Counting…")

    def say(self, text: str) -> None:
        """A sentence instead of figures."""
        clear(self.tiles)
        clear(self.lines)
        self.note.setText(text)

    def show_months(self, months: Months, today: date) -> None:
        """Show the figures."""
        counted = months.together.get("plans.not_graded")  # its denominator is every counted audit, drawn or imported
        if counted is None or not counted.denominator:
            self.say("No audit was submitted in the last three months, so there is nothing to count yet.")
            return
        self.say("Share of effective plans, month by month; the line is the 95 % interval, on a scale from 0 to 100 %.")
        made = [FigureTile(words, *count_first(months.together.get(figure))) for figure, words in _TILES]
        self.tiles.addWidget(tiles(*made))
        for number, (first, figures) in enumerate(months.by_month):
            figure = figures.get("plans.effective")
            name = month_words(first, today)
            self.lines.addWidget(label(name, "strong", wraps=False), number, 0)
            self.lines.addWidget(label(in_one_line(figure), wraps=False), number, 1)
            if figure is not None and figure.value is not None:
                bar = IntervalBar(f"{name}: effective plans", figure.value, figure.lower, figure.upper)
                self.lines.addWidget(bar, number, 2)
