"""Asks what is known of one young person on the way to an adult assessment; it saves nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from audit_app.domain.outcomes import Adulthood, Likely
from audit_app.intake.cells import parse_date
from audit_app.ui.abreast import Abreast
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.fields import Field
from audit_app.ui.words import button

Keep = Callable[[Adulthood], str]
"""Saves it, and says what speaks against it; empty where it was saved."""

_LEASTS: Final = (176, 176)
_LIKELY: Final = {Likely.UNKNOWN: "Not decided", Likely.YES: "Likely", Likely.NO: "Not likely"}
_DAYS: Final = {
    "due": ("&Wanted by", "Empty: the eighteenth birthday"),
    "referred": ("&Referred on", "Such as 31/03/2026"),
    "assessed": ("&Assessed on", "Empty: not assessed yet"),
}


class PersonDialog(AskingDialog):
    """What is likely to be needed, and what was done."""

    def __init__(self, one: Adulthood, keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(f"On the way to adulthood: {one.plan_ref}", "", parent)
        self._one, self._keep = one, keep
        self.banner = Banner()
        self.care, self.health = _choice(one.care), _choice(one.health)
        self.note = QPlainTextEdit(one.note)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(3 * self.note.fontMetrics().lineSpacing() + 16)
        self.fields = {
            "care": Field("Adult &care", self.care),
            "health": Field("Adult &health", self.health),
            **{name: _day_field(name, getattr(one, name)) for name in _DAYS},
            "outcome": Field("What came of &it", QLineEdit(one.outcome)),
            "note": Field("&Note", self.note),
        }
        self.body.addWidget(self.banner)
        for left, right in (("care", "health"), ("due", "referred"), ("assessed", "outcome")):
            self.body.addWidget(Abreast(self.fields[left], self.fields[right], shares=(1, 1), leasts=_LEASTS))
        self.body.addWidget(self.fields["note"])
        self.no, self.yes = button("Cancel", self.reject), button("&Save", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.yes.setDefault(True)
        self.care.setFocus()

    def accept(self) -> None:
        """Close where it was saved; otherwise say what is wrong, and where."""
        problems: dict[str, str] = {}
        days = {name: self._day(name, problems) for name in _DAYS}
        for name, field in self.fields.items():
            field.show_problems([problems[name]] if name in problems else [])
        if problems:
            self.fit()
            next(field for name, field in self.fields.items() if name in problems).widget.setFocus()
            return
        said = self._keep(
            replace(
                self._one,
                care=Likely(str(self.care.currentData())),
                health=Likely(str(self.health.currentData())),
                outcome=self.fields["outcome"].text(),
                note=self.fields["note"].text(),
                due=days["due"],
                referred=days["referred"],
                assessed=days["assessed"],
            )
        )
        self.banner.say(said, Tone.FAULT)
        if said:
            self.fit()
            return
        super().accept()

    def _day(self, name: str, problems: dict[str, str]) -> date | None:
        text = self.fields[name].text()
        try:
            return date.fromisoformat(parse_date(text)) if text else None
        except ValueError as error:
            problems[name] = str(error)
            return None


def _choice(likely: Likely) -> QComboBox:
    box = QComboBox()
    for one, words in _LIKELY.items():
        box.addItem(words, one.value)
    box.setCurrentIndex(box.findData(likely.value))
    return box


def _day_field(name: str, day: date | None) -> Field:
    words, hint = _DAYS[name]
    return Field(words, QLineEdit(plain_day(day.isoformat()) if day is not None else ""), hint=hint)
