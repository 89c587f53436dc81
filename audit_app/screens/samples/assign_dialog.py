"""Asks whose turn some places are to be, and by when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.samples.drawing import Auditor
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label


class AssignDialog(QDialog):
    """A person and a day; `person` and `due` are what was chosen."""

    def __init__(
        self, refs: Sequence[str], able: Sequence[Auditor], person: str, due: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Assign to another person")
        self.setMinimumWidth(420)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[4], space[4], space[4], space[3])
        outer.setSpacing(space[3])
        outer.addWidget(label(f"Whose turn is {', '.join(refs)}?" if refs else "Whose turn is it?"))
        self.people = QComboBox()
        for one in able:
            self.people.addItem(one.name, one.id)
        self.people.setCurrentIndex(max(self.people.findData(person), 0))
        self.day = QDateEdit(QDate(due.year, due.month, due.day))
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setCalendarPopup(True)
        outer.addWidget(Field("&Person", self.people))
        outer.addWidget(Field("&Due", self.day))
        row = QHBoxLayout()
        row.addStretch(1)
        self.yes = button("&Assign", self.accept, weight=Weight.MAIN)
        self.no = button("Cancel", self.reject)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        outer.addLayout(row)
        self.yes.setDefault(True)

    @property
    def person(self) -> str:
        """The id of the person chosen; empty where there is nobody."""
        return str(self.people.currentData() or "")

    @property
    def due(self) -> date:
        """The day chosen."""
        day = self.day.date()
        return date(day.year(), day.month(), day.day())
