"""Asks for the value of a measure in a period; what speaks against it stands below its field; it keeps nothing."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from audit_app.domain.measure_periods import due_period, parse_measure_period
from audit_app.domain.measures import Value
from audit_app.domain.problems import AppError
from audit_app.services.measures.scorecard import Line
from audit_app.services.measures.values import MOST_NOTE, Typed, typed_faults
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button, label

_PERIODS_BACK = 24


class ValueDialog(AskingDialog):
    """`period` and `typed` are what was given once the dialog was accepted."""

    def __init__(self, line: Line, period: str, today: date, parent: QWidget | None = None) -> None:
        measure = line.measure
        super().__init__("Value of the measure", measure.title, parent)
        self._line, self._today = line, today
        self.period, self.typed = period, Typed()
        self._held = {one.value.period.text: one.value for one in line.points}
        self.when, self.value, self.note = QComboBox(), QLineEdit(), QLineEdit()
        self.number, self.of = QLineEdit(), QLineEdit()
        self.when.setEditable(True)
        for one in _offered(line, today):
            self.when.addItem(one)
        self.note.setMaxLength(MOST_NOTE)
        unit = "per cent" if measure.is_share else measure.unit
        self.when_field = Field("&Period", self.when, hint="Such as 2026-10, 2026-Q4, 2026-autumn, 2026/27 or 2026.")
        self.number_field = Field(f"How &many {measure.counted}", self.number)
        self.of_field = Field("&Of how many", self.of, hint="With both counts the percentage is worked out.")
        self.value_field = Field(f"&Value, {unit}", self.value)
        self.note_field = Field("&Note", self.note, hint="Where it comes from, or what is left out. No child, no plan.")
        self.problem = label("", "problem")
        fields = [self.when_field, *([self.number_field, self.of_field] if measure.is_share else [])]
        for part in (*fields, self.value_field, self.note_field, self.problem):
            self.body.addWidget(part)
        self.no, self.yes = button("Cancel", self.reject), button("&Keep the value", self._accept, weight=Weight.MAIN)
        self.yes.setDefault(True)
        self.finish(self.no, self.yes)
        self.when.setCurrentText(period)
        self.when.currentTextChanged.connect(self._fill)
        self._fill(period)
        (self.number if measure.is_share else self.value).setFocus()

    def _fill(self, period: str) -> None:
        """Put what is held of the period into the fields."""
        held: Value | None = self._held.get(_text_of(period))
        number, of, value = (None, None, None) if held is None else (held.numerator, held.denominator, held.value)
        self.number.setText(_figures(number))
        self.of.setText(_figures(of))
        self.value.setText("" if number is not None and of is not None else _figures(value))
        self.note.setText(held.note if held is not None else "")

    def _accept(self) -> None:
        fields = {
            "period": self.when_field,
            "value": self.value_field,
            "numerator": self.number_field,
            "denominator": self.of_field,
            "note": self.note_field,
        }
        for one in fields.values():
            one.show_problems(())
        self.typed, faults = self._given()
        if not faults:
            faults = list(typed_faults(self._line.measure, self.when.currentText(), self.typed, self._today))
        if faults:
            name, message = faults[0]
            fields[name].show_problems((message,))
            fields[name].widget.setFocus()
            self.fit()
            return
        self.period = _text_of(self.when.currentText())
        self.accept()

    def _given(self) -> tuple[Typed, list[tuple[str, str]]]:
        amounts: dict[str, float | None] = {}
        faults: list[tuple[str, str]] = []
        for name, edit in (("value", self.value), ("numerator", self.number), ("denominator", self.of)):
            text = edit.text().replace("%", "").replace(",", "").strip()
            try:
                amounts[name] = float(text) if text else None
            except ValueError:
                amounts[name] = None
                faults.append((name, "This is no number. Write figures alone, such as 12 or 45.5."))
        typed = Typed(amounts["value"], amounts["numerator"], amounts["denominator"], self.note.text().strip())
        return typed, faults


def _offered(line: Line, today: date) -> Sequence[str]:
    """The periods to choose from: those without a value first, the newest of them at the top."""
    due = due_period(today, line.measure.frequency)
    back = [due.step(-at).text for at in range(_PERIODS_BACK)]
    held = {one.value.period.text for one in line.points}
    return [*(one for one in back if one not in held), *(one for one in back if one in held)]


def _text_of(period: str) -> str:
    try:
        return parse_measure_period(period).text
    except AppError:
        return period.strip()


def _figures(number: float | None) -> str:
    return "" if number is None else f"{number:.12g}"
