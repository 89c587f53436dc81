"""One dialog for everything of an improvement plan that is typed: fields by a list; it saves nothing itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from audit_app.domain.problems import AppError
from audit_app.domain.recurrence import recurrence_words
from audit_app.domain.timescale import read_timescale
from audit_app.intake.cells import parse_date
from audit_app.intake.plan_cells import dates_of, items_of
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.fields import Field
from audit_app.ui.focus import tab_through
from audit_app.ui.theme import scaled
from audit_app.ui.words import button, label

Keep = Callable[[dict[str, Any]], None]
"""Keeps what was filled in, changed fields alone; raises AppError where it is not fit."""
NO_CHILD: Final = "Boards and the public read it: name no child and no plan."
_HIGH, _WIDE = 520, 620
_SCROLLS_FROM: Final = 6


class Input(Enum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    ITEMS = "items"
    DATES = "dates"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: its name, its words with a key, how it is filled in, and for a choice (value, words)."""

    name: str
    words: str
    how: Input = Input.LINE
    hint: str = ""
    choices: tuple[tuple[Any, str], ...] = ()
    lines: int = 3


class FormDialog(AskingDialog):
    """Asks for these fields, filled in with `values`; `keep` gets what differs, and its refusal is said below them."""

    def __init__(
        self,
        title: str,
        asked: Sequence[Asked],
        values: Mapping[str, Any],
        keep: Keep,
        parent: QWidget | None = None,
        *,
        yes: str = "&Save",
        told: str = "",
    ) -> None:
        super().__init__(title, told, parent)
        self._asked, self._before, self._keep = tuple(asked), values, keep
        self.fields = {one.name: _field(one, values.get(one.name)) for one in asked}
        self.problem = label("", "problem")
        self.problem.hide()
        self._lay_out()
        self.no, self.yes = button("Cancel", self.reject), button(yes, self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.fields[self._asked[0].name].widget.setFocus()
        if {"timescale", "dates", "recurrence"} <= self.fields.keys():
            self._follow_timescale()

    def accept(self) -> None:
        """Close where what was filled in was kept; otherwise say what is wrong."""
        self._say("")
        found: dict[str, Any] = {}
        for one in self._asked:
            field = self.fields[one.name]
            field.show_problems([])
            try:
                found[one.name] = _value(one, field)
            except ValueError as error:
                field.show_problems([str(error)])
                field.widget.setFocus()
                self.fit()
                return
        try:
            self._keep({name: value for name, value in found.items() if value != (self._before.get(name) or None)})
        except AppError as error:
            self._say(error.message)
            return
        super().accept()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.fit()

    def _follow_timescale(self) -> None:
        timescale = self.fields["timescale"].widget
        if isinstance(timescale, QLineEdit):
            timescale.textEdited.connect(self._read_timescale)

    def _read_timescale(self, words: str) -> None:
        """The days and the recurrence that the words mean, to be seen and corrected."""
        read = read_timescale(words)
        dates, recurs = self.fields["dates"].widget, self.fields["recurrence"].widget
        if isinstance(dates, QLineEdit) and isinstance(recurs, QComboBox):
            dates.setText(_dates_text([day.isoformat() for day in read.dates]))
            _choose(recurs, read.recurrence or None)

    def _lay_out(self) -> None:
        if len(self._asked) < _SCROLLS_FROM:
            for field in self.fields.values():
                self.body.addWidget(field)
            self.body.addWidget(self.problem)
            return
        inner = QWidget()
        inner.setProperty("role", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        for field in self.fields.values():
            column.addWidget(field)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        area.setMinimumSize(scaled(self, _WIDE), min(scaled(self, _HIGH), _HIGH))
        self.body.addWidget(area)
        self.body.addWidget(self.problem)
        tab_through(column)


def _field(one: Asked, value: Any) -> Field:
    return Field(one.words, _input(one, value), hint=one.hint)


def _input(one: Asked, value: Any) -> QWidget:
    if one.how is Input.CHOICE:
        box = QComboBox()
        for held, words in one.choices:
            box.addItem(words, held)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        _choose(box, value)
        return box
    if one.how in (Input.TEXT, Input.ITEMS):
        text = QPlainTextEdit("\n".join(value or ()) if one.how is Input.ITEMS else value or "")
        text.setTabChangesFocus(True)
        text.setFixedHeight(one.lines * text.fontMetrics().lineSpacing() + 16)
        return text
    if one.how is Input.DATES:
        return QLineEdit(_dates_text(value or ()))
    return QLineEdit(plain_day(value) if one.how is Input.DAY and value else value or "")


def _value(one: Asked, field: Field) -> Any:
    """What stands in a field, None where it is empty. Raises ValueError."""
    if isinstance(field.widget, QComboBox):
        return field.widget.currentData() or None
    text = field.text()
    if not text:
        return None
    if one.how is Input.ITEMS:
        return items_of(text)
    if one.how is Input.DATES:
        return dates_of(text)
    return parse_date(text) if one.how is Input.DAY else text


def _choose(box: QComboBox, value: Any) -> None:
    at = next((row for row in range(box.count()) if box.itemData(row) == value), -1)
    if at < 0 and value:
        box.addItem(recurrence_words(value) if isinstance(value, str) else str(value), value)
        at = box.count() - 1
    box.setCurrentIndex(max(at, 0))


def _dates_text(days: Sequence[str]) -> str:
    return "; ".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in days)
