"""Asks for one outcome of a plan, or what a review meeting said of all of them; it saves nothing itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from audit_app.domain.outcomes import AGENCIES, AREAS, PROGRESS_WORDS, Outcome, Progress
from audit_app.intake.cells import parse_date
from audit_app.screens.plans.outcomes import title_words
from audit_app.ui.abreast import Abreast
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.fields import Field
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from scoring.figures import AGENCY_NAMES

KeepOutcome = Callable[[Outcome], str]
KeepReview = Callable[[date, dict[str, tuple[Progress, str]]], str]
"""Saves it, and says what speaks against it; empty where it was saved."""

_LEASTS: Final = (176, 176)
_MOST_HIGH: Final = 380
_LETTERS: Final = 12


class OutcomeDialog(AskingDialog):
    """One outcome: number, words, area, agency and days."""

    def __init__(self, title: str, one: Outcome, keep: KeepOutcome, parent: QWidget | None = None) -> None:
        super().__init__(title, "", parent)
        self._one, self._keep = one, keep
        self.banner = Banner()
        self.words = QPlainTextEdit(one.words)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(4 * self.words.fontMetrics().lineSpacing() + 16)
        self.area, self.agency = QComboBox(), QComboBox()
        _fill(self.area, AREAS.items(), one.area)
        _fill(self.agency, ((agency, AGENCY_NAMES[agency]) for agency in AGENCIES), one.agency)
        self.fields = {
            "number": Field("N&umber in the plan", QLineEdit(one.number)),
            "words": Field("&What is to be reached", self.words, hint="As section E says it, without names"),
            "area": Field("A&rea", self.area),
            "agency": Field("A&gency", self.agency),
            "set_on": Field("Set &on", QLineEdit(_shown(one.set_on)), hint="Such as 31/03/2026"),
            "target": Field("To be reached &by", QLineEdit(_shown(one.target)), hint="Empty where no day was set"),
        }
        self.body.addWidget(self.banner)
        for name in ("number", "words"):
            self.body.addWidget(self.fields[name])
        for left, right in (("area", "agency"), ("set_on", "target")):
            self.body.addWidget(Abreast(self.fields[left], self.fields[right], shares=(1, 1), leasts=_LEASTS))
        self.no, self.yes = button("Cancel", self.reject), button("&Save", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.yes.setDefault(True)
        (self.words if one.number else self.fields["number"].widget).setFocus()

    def accept(self) -> None:
        """Close where it was saved; otherwise say what is wrong, and where."""
        days: dict[str, date | None] = {}
        problems: dict[str, str] = {}
        for name in ("set_on", "target"):
            days[name], problem = _day(self.fields[name].text())
            self.fields[name].show_problems([problem] if problem else [])
            if problem:
                problems[name] = problem
        if problems:
            self.fit()
            self.fields[next(iter(problems))].widget.setFocus()
            return
        made = replace(
            self._one,
            number=self.fields["number"].text(),
            words=self.fields["words"].text(),
            area=str(self.area.currentData()),
            agency=str(self.agency.currentData()),
            set_on=days["set_on"],
            target=days["target"],
        )
        said = self._keep(made)
        self.banner.say(said, Tone.FAULT)
        if said:
            self.fit()
            return
        super().accept()


class ReviewDialog(AskingDialog):
    """One review meeting: its day, and for each outcome how far it is and the evidence."""

    def __init__(
        self, title: str, outcomes: Sequence[Outcome], on: date, keep: KeepReview, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, "Leave out what the meeting did not speak of.", parent)
        self._keep = keep
        self.banner = Banner()
        self.on = Field("Day of the &meeting", QLineEdit(plain_day(on.isoformat())), hint="Such as 31/03/2026")
        self.body.addWidget(self.banner)
        self.body.addWidget(self.on)
        self.choices: dict[str, QComboBox] = {}
        self.evidence: dict[str, QLineEdit] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, measures().spacing[1], 0)
        for one in outcomes:
            self._ask(one, column)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("Outcomes of the plan")
        area.setWidget(inside)
        area.setMinimumHeight(min(_MOST_HIGH, inside.sizeHint().height()))
        self.body.addWidget(area, 1)
        self.no, self.yes = button("Cancel", self.reject), button("&Save", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.yes.setDefault(True)
        next(iter(self.choices.values()), self.on.widget).setFocus()

    def accept(self) -> None:
        """Close where it was saved; otherwise say what is wrong."""
        day, problem = _day(self.on.text())
        problem = problem or ("" if day is not None else "Give the day of the meeting.")
        self.on.show_problems([problem] if problem else [])
        if problem or day is None:
            self.fit()
            self.on.widget.setFocus()
            return
        said = {
            id_: (Progress(box.currentData()), self.evidence[id_].text())
            for id_, box in self.choices.items()
            if box.currentData()
        }
        why_not = self._keep(day, said) if said else "Choose how far at least one outcome is."
        self.banner.say(why_not, Tone.FAULT)
        if why_not:
            self.fit()
            return
        super().accept()

    def _ask(self, one: Outcome, column: QVBoxLayout) -> None:
        box, edit = QComboBox(), QLineEdit()
        _fill(box, ((how.value, words) for how, words in PROGRESS_WORDS.items()), "")
        box.setItemText(0, "Not spoken of")
        edit.setPlaceholderText("Evidence (optional)")
        name = title_words(one)
        box.setAccessibleName(f"Progress of {name}")
        edit.setAccessibleName(f"Evidence of {name}")
        self.choices[one.id], self.evidence[one.id] = box, edit
        column.addWidget(label(name, "strong"))
        column.addWidget(Abreast(box, edit, shares=(1, 2), leasts=(130, 170)))


def _fill(box: QComboBox, choices: Iterable[tuple[str, str]], chosen: str) -> None:
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LETTERS)
    box.addItem("Not said", "")
    for value, words in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))


def _shown(day: date | None) -> str:
    return plain_day(day.isoformat()) if day is not None else ""


def _day(text: str) -> tuple[date | None, str]:
    try:
        return (date.fromisoformat(parse_date(text)) if text else None), ""
    except ValueError as error:
        return None, str(error)
