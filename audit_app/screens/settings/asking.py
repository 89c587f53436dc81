"""What is asked of a record: who, when, and which words; the audit trail and the access log add what is theirs."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit

from audit_app.screens.settings.parts import day_of, narrow
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow

_ALL, _BETWEEN = "all", "between"
_SPANS = (("30", "Last 30 days"), ("365", "Last 12 months"), (_ALL, "All time"), (_BETWEEN, "Between…"))
_LETTERS = 12


class Asking(FlowRow):
    """`changed` comes when something else is asked for: a choice at once, words with Enter or on leaving them."""

    changed = Signal()

    def __init__(self, *more: Field) -> None:
        super().__init__()
        self.person, self.when, self.words = QComboBox(), QComboBox(), QLineEdit()
        self.first, self.last = QDateEdit(), QDateEdit()
        self._today = date.min
        self._told = ""
        narrow(self.person, 9)
        narrow(self.when, 10)
        for span, words in _SPANS:
            self.when.addItem(words, span)
        self.first_field, self.last_field = Field("&From", self.first), Field("T&o, included", self.last)
        fields = (Field("&Person", self.person), *more, Field("&When", self.when), self.first_field, self.last_field)
        for field in (*fields, Field("W&ords", self.words)):
            self.add(field)
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(self.words.fontMetrics().averageCharWidth() * _LETTERS)
        self.person.activated.connect(self.tell)
        self.when.activated.connect(self._choose_span)
        self.words.editingFinished.connect(self.tell)
        self.words.textChanged.connect(self._tell_when_cleared)
        for edit in (self.first, self.last):
            edit.setDisplayFormat("d MMM yyyy")
            edit.setCalendarPopup(True)
            edit.dateChanged.connect(self.tell)
        self._show_days()

    def begin(self, today: date, names: Sequence[str]) -> None:
        """Everybody's of the last thirty days, unless something else was chosen before."""
        chosen = self.person.currentData() or ""
        self.person.clear()
        self.person.addItem("Everybody", "")
        for name in names:
            self.person.addItem(name, name)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0))
        if self._today == date.min:
            for edit, day in ((self.first, today - timedelta(days=30)), (self.last, today)):
                edit.blockSignals(True)
                edit.setDate(QDate(day.year, day.month, day.day))
                edit.blockSignals(False)
        self._today = today
        self._told = self._all_of_it()

    def forget(self) -> None:
        """Forget the names and what was typed: the workspace is locked."""
        self.person.clear()
        for child in self.findChildren(QLineEdit):
            if child.parent() not in (self.first, self.last):
                child.clear()

    @property
    def name(self) -> str:
        """Whose; empty for everybody's."""
        return str(self.person.currentData() or "")

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first day and the last, both included; None for no bound."""
        span = str(self.when.currentData())
        if span == _BETWEEN:
            return day_of(self.first), day_of(self.last)
        if span == _ALL or self._today == date.min:
            return None, None
        return self._today - timedelta(days=int(span)), None

    def tell(self) -> None:
        """Tell that something else is asked for, if it is."""
        now = self._all_of_it()
        if now != self._told:
            self._told = now
            self.changed.emit()

    def show_all_time(self) -> None:
        """Ask for everything from the beginning on."""
        self.when.setCurrentIndex(self.when.findData(_ALL))
        self._choose_span()

    def _all_of_it(self) -> str:
        """Everything that is asked for, as one text to compare."""
        boxes = [str(box.currentData()) for box in self.findChildren(QComboBox)]
        lines = [edit.text() for edit in self.findChildren(QLineEdit)]
        return "\n".join([*boxes, *lines])

    def _choose_span(self) -> None:
        self._show_days()
        self.tell()

    def _show_days(self) -> None:
        is_between = self.when.currentData() == _BETWEEN
        self.first_field.setVisible(is_between)
        self.last_field.setVisible(is_between)

    def _tell_when_cleared(self, text: str) -> None:
        if not text:
            self.tell()
