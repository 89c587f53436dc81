"""The head of the agreement screen: counts first, then alpha and AC2, and in words what so few plans can show."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.agreement.wording import asked_words, coefficient_tile, share_tile
from audit_app.services.agreement.measuring import Agreement
from audit_app.ui.card import Card
from audit_app.ui.charts import FigureTile, tiles
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from exports.agreement_words import (
    METHOD_WORDS,
    SCALE_WORDS,
    alpha_words,
    blind_words,
    counts_words,
    left_words,
)


class Headline(QWidget):
    """Five tiles, and a card that says what they rest on and how to read them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        self.plans = FigureTile("Plans compared", "")
        self.same = FigureTile("The same score", "")
        self.near = FigureTile("At most one level apart", "")
        self.alpha = FigureTile("Alpha, ordinal", "")
        self.ac2 = FigureTile("AC2, quadratic weights", "")
        self.reading = Card("What this shows")
        self.said = label("", "strong")
        self.scale, self.basis = label(SCALE_WORDS, "soft"), label("", "soft")
        self.method = label(METHOD_WORDS, "caption")
        for part in (self.said, self.scale, self.basis, self.method):
            self.reading.body.addWidget(part)
        outer.addWidget(tiles(self.plans, self.same, self.near, self.alpha, self.ac2))
        outer.addWidget(self.reading)

    def show_found(self, found: Agreement) -> None:
        """Show what was measured."""
        basis, whole = found.basis, found.whole
        alone = f"{basis.single} by one alone" if basis.single else "none by one alone"
        self.plans.show_figure(f"{basis.several:,}", f"scored by two or more members, {alone}")
        self.same.show_figure(*share_tile(whole.exact))
        self.near.show_figure(*share_tile(whole.within_one))
        self.alpha.show_figure(*coefficient_tile(whole.alpha))
        self.ac2.show_figure(*coefficient_tile(whole.ac2))
        self.said.setText(alpha_words(whole.alpha))
        words = (
            asked_words(found),
            counts_words(basis.single, basis.several, basis.rounds),
            blind_words(basis.blind),
            left_words(basis.late, basis.absent, basis.sealed),
        )
        self.basis.setText(" ".join(one for one in words if one))

    def forget(self) -> None:
        """Show nothing."""
        for tile in (self.plans, self.same, self.near, self.alpha, self.ac2):
            tile.show_figure("")
        self.said.clear()
        self.basis.clear()
