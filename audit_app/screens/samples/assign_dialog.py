"""Asks whose turn some places are to be, and by when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from audit_app.screens.samples.drawing import Auditor
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button

_MOST_REFS = 8


class AssignDialog(AskingDialog):
    """A person and a day; `person` and `due` are what was chosen."""

    def __init__(
        self, refs: Sequence[str], able: Sequence[Auditor], person: str, due: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("Assign to another person", _asked(refs), parent)
        self.people = QComboBox()
        for one in able:
            self.people.addItem(one.name, one.id)
        self.people.setCurrentIndex(max(self.people.findData(person), 0))
        self.day = QDateEdit(QDate(due.year, due.month, due.day))
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setCalendarPopup(True)
        self.body.addWidget(Field("&Person", self.people))
        self.body.addWidget(Field("&Due", self.day))
        self.yes = button("&Assign", self.accept, weight=Weight.MAIN)
        self.no = button("Cancel", self.reject)
        self.finish(self.no, self.yes)
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


def _asked(refs: Sequence[str]) -> str:
    """Whose turn these are; of many references the first few, and how many there are."""
    if not refs:
        return "Whose turn is it?"
    more = len(refs) - _MOST_REFS
    said = ", ".join(refs[:_MOST_REFS]) + (f" and {more} more" if more > 0 else "")
    return f"Whose turn is {said}?" if len(refs) == 1 else f"Whose turn are these {len(refs)}: {said}?"
