"""Asks for one line of the advice log: whom was asked, when, by when, and what came; it saves nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from audit_app.domain.advice import AGENCIES, Outcome
from audit_app.intake.cells import parse_date
from audit_app.services.advice.log import AdviceGiven
from audit_app.ui.abreast import Abreast
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.fields import Field
from audit_app.ui.words import button

Check = Callable[[AdviceGiven], Mapping[str, str]]
"""What keeps a line from being saved: field → sentence."""

_LETTERS: Final = 12
_LEASTS: Final = (176, 176)
"""What two fields need beside each other, in pixels at the normal size of type."""
_DAYS: Final = {
    "requested": ("Asked &on", "Such as 31/03/2026"),
    "due": ("&Due by", "Empty: six weeks after"),
    "received": ("Re&ceived on", "Empty: not received yet"),
}


class AdviceDialog(AskingDialog):
    """One line of the log; `given` is what was typed, once it has been accepted."""

    def __init__(self, title: str, given: AdviceGiven, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(title, "", parent)
        self.given = given
        self._check = check
        self.agency, self.outcome = QComboBox(), QComboBox()
        for agency, words in AGENCIES.items():
            self.agency.addItem(words, agency)
        self.agency.setCurrentIndex(max(self.agency.findData(given.agency), 0))
        self.outcome.addItem("Nothing yet", "")
        for outcome in Outcome:
            self.outcome.addItem(outcome.value[0].upper() + outcome.value[1:], outcome.value)
        self.outcome.setCurrentIndex(max(self.outcome.findData(given.outcome.value if given.outcome else ""), 0))
        self.outcome.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.outcome.setMinimumContentsLength(_LETTERS)
        self.fields = {
            "agency": Field("&Agency", self.agency),
            "service": Field("&Service", QLineEdit(given.service)),
            "provider": Field("&Provider (optional)", QLineEdit(given.provider)),
            **{name: _day_field(name, getattr(given, name)) for name in _DAYS},
            "outcome": Field("What ca&me", self.outcome),
        }
        for name in ("agency", "service", "provider"):
            self.body.addWidget(self.fields[name])
        for left, right in (("requested", "due"), ("received", "outcome")):
            self.body.addWidget(Abreast(self.fields[left], self.fields[right], shares=(1, 1), leasts=_LEASTS))
        self.no, self.yes = button("Cancel", self.reject), button("&Save", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.yes.setDefault(True)
        self.agency.setFocus()

    def accept(self) -> None:
        """Close where everything can be saved; otherwise say beside each field what is wrong."""
        problems: dict[str, str] = {}
        days = {name: self._day(name, problems) for name in _DAYS}
        outcome = str(self.outcome.currentData())
        given = AdviceGiven(
            agency=str(self.agency.currentData()),
            service=self.fields["service"].text(),
            provider=self.fields["provider"].text(),
            outcome=Outcome(outcome) if outcome else None,
            **days,
        )
        problems = {**self._check(given), **problems}
        for name, field in self.fields.items():
            field.show_problems([problems[name]] if name in problems else [])
        if problems:
            self.fit()
            next(field for name, field in self.fields.items() if name in problems).widget.setFocus()
            return
        self.given = given
        super().accept()

    def _day(self, name: str, problems: dict[str, str]) -> date | None:
        text = self.fields[name].text()
        try:
            return date.fromisoformat(parse_date(text)) if text else None
        except ValueError as error:
            problems[name] = str(error)
            return None


def _day_field(name: str, day: date | None) -> Field:
    words, hint = _DAYS[name]
    return Field(words, QLineEdit(plain_day(day.isoformat()) if day is not None else ""), hint=hint)
