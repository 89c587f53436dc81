"""The five pages of the agreement screen, each a table with what belongs beside it; the presenter has the behaviour."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.agreement.wording import why_not
from audit_app.ui.card import Card
from audit_app.ui.feedback import EmptyState
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from scoring.figures import Figure

MOST_ROWS = 14


class Part(QWidget):
    """A card with a table, and below it why figures are not estimable; `extra` stands above or below."""

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        empty: EmptyState,
        *,
        above: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        self.card = Card(title)
        self.table = DataTable(title, columns, searchable=False, empty=empty)
        self.why_not = label("", "caption")
        self.note = label("", "caption")
        for part in (self.table, self.why_not, self.note):
            self.card.body.addWidget(part)
        for widget in (*above, self.card, *below):
            outer.addWidget(widget)
        outer.addStretch(1)
        self.show_rows(())

    def show_rows(self, rows: Sequence[Any], figures: Iterable[Figure] = (), note: str = "") -> None:
        """Show these rows, all of them up to fourteen, with why some of their figures have no value."""
        self.table.set_rows(rows)
        shown = min(max(len(rows), 3), MOST_ROWS)
        self.table.set_height_in_rows(shown, shown)
        for part, words in ((self.why_not, why_not(figures)), (self.note, note)):
            part.setText(words)
            part.setVisible(bool(words))

    def forget(self) -> None:
        """Show nothing."""
        self.show_rows(())
