"""The card at the right: what is kept from the readers, and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.reports.preview import WITHHELD, Withheld
from audit_app.ui.card import Card, clear
from audit_app.ui.theme import measures
from audit_app.ui.words import label

_NAMED = 6


class WithheldCard(Card):
    """Each reason once, with how many figures it keeps back and the first of them by name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What is withheld", parent)
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(measures().spacing[1])
        self.body.addLayout(self.reasons)

    def forget(self) -> None:
        """Nothing is known."""
        clear(self.reasons)

    def show_withheld(self, groups: Sequence[Withheld]) -> None:
        """Show these, in their order; what is missing for everybody is named too."""
        clear(self.reasons)
        if not any(group.symbol == WITHHELD for group in groups):
            self.reasons.addWidget(label("Nothing. These readers may see every figure.", "soft"))
        for group in groups:
            self.reasons.addWidget(label(_group_words(group), "strong"))
            self.reasons.addWidget(label(group.reason, "soft"))
            self.reasons.addWidget(label(_named(group.labels), "caption"))


def _group_words(group: Withheld) -> str:
    count = len(group.labels)
    figures = f"{count:,} {'figure' if count == 1 else 'figures'}"
    return {"z": f"{figures}: not applicable", "x": f"{figures}: not available"}.get(
        group.symbol, f"{figures} withheld"
    )


def _named(labels: Sequence[str]) -> str:
    """The first few labels, each once, and how many more there are."""
    each = list(dict.fromkeys(labels))
    more = len(each) - _NAMED
    return "; ".join([*each[:_NAMED], *([f"and {more:,} more"] if more > 0 else [])])
