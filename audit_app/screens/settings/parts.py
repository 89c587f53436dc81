"""What the parts of the settings share: a bar while something works, a row of widgets, the day in an edit."""

from datetime import date

from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QProgressBar, QWidget

from audit_app.ui.theme import measures
from audit_app.ui.words import button, label


class Working(QWidget):
    """A bar while something works, with Cancel where it can be stopped."""

    def __init__(self, words: str, on_cancel: object = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words)
        self.bar.setMaximumWidth(240)
        self.cancel_button = button("Cancel", on_cancel if callable(on_cancel) else None)
        if not callable(on_cancel):
            self.cancel_button.hide()  # shown without a parent it would be a window of its own
        row.addWidget(self.bar)
        row.addWidget(label(words, "soft", wraps=False))
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.hide()

    def begin(self) -> None:
        """Show that it works."""
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """How far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)


def row_of(*parts: QWidget) -> QHBoxLayout:
    """Widgets beside each other, at the left."""
    made = QHBoxLayout()
    made.setSpacing(measures().spacing[1])
    for part in parts:
        made.addWidget(part)
    made.addStretch(1)
    return made


def day_of(edit: QDateEdit) -> date:
    """The day in an edit."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())
