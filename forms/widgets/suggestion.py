"""A line of the form that offers what the plan's words suggest; it counts for nothing until it is taken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from audit_app.ui.theme import measures
from audit_app.ui.words import label
from forms.widgets.flow import Chip, Option


class SuggestionLine(QWidget):
    """`taken` tells that the person takes it. Without words it is not there."""

    taken = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "soft")
        self.take = Chip(Option("take", "Take it", key))
        self.take.setCheckable(False)
        self.take.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(measures().spacing[2])
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_suggestion(self, words: str, *, is_open: bool, name: str) -> None:
        """Show these words, with the button where it can still be taken; `name` is what the button is called."""
        self.words.setText(words)
        self.take.setVisible(is_open)
        self.take.setAccessibleName(name)
        self.setVisible(bool(words))

    def accept(self) -> bool:
        """Take it by its key; False where there is nothing to take."""
        can = not self.isHidden() and not self.take.isHidden()
        if can:
            self.taken.emit()
        return can
