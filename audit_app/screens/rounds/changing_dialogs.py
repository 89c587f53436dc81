"""What the rounds screen asks of a round that runs: a later due date, who comes in or takes plans over; with why."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QWidget

from audit_app.domain.rounds import Way, gets_copies
from audit_app.screens.rounds.wording import AGENCIES, WAYS
from audit_app.services.rounds.people import Candidate
from audit_app.services.rounds.wishes import MemberWish
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button

_A_WEEK = timedelta(days=7)


class DueDialog(AskingDialog):
    """Asks until when the round runs and why; `due` and `reason` are what was given."""

    def __init__(self, due: date, today: date, parent: QWidget | None = None) -> None:
        said = (
            "Members see the new date with their next pack, so tell those who wait for none. Whoever was recorded as "
            "absent is waited for again."
        )
        super().__init__("Let the round run longer", said, parent)
        least, usual = max(due + timedelta(days=1), today), max(due, today) + _A_WEEK
        self.day = QDateEdit()
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setCalendarPopup(True)
        self.day.setMinimumDate(QDate(least.year, least.month, least.day))
        self.day.setDate(QDate(usual.year, usual.month, usual.day))
        self.why = Field("&Reason", QLineEdit())
        self.body.addWidget(Field("Scores &due", self.day))
        self.body.addWidget(self.why)
        self.yes = button("E&xtend the date", self.judge, weight=Weight.MAIN)
        self.finish(button("Cancel", self.reject), self.yes)
        self.yes.setDefault(True)

    @property
    def due(self) -> date:
        """The last day for scores."""
        day = self.day.date()
        return date(day.year(), day.month(), day.day())

    @property
    def reason(self) -> str:
        """Why, as typed."""
        return self.why.text().strip()

    def judge(self) -> None:
        """Close where a reason is given."""
        _judge_reason(self, self.why)


class SeatDialog(AskingDialog):
    """Asks who scores from now on, how, and why; of `seated` members, who keep their way, only who and why."""

    def __init__(
        self,
        title: str,
        said: str,
        found: Sequence[Candidate],
        seated: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, said, parent)
        self._found, self._seated = {one.person.id: one for one in found}, seated
        self.who, self.way = QComboBox(), QComboBox()
        for one in found:
            self.who.addItem(f"{one.person.name} · {AGENCIES[one.person.agency.value]}", one.person.id)
        for way, words in WAYS.items():
            self.way.addItem(words, way.value)
        self.new = QCheckBox("They are &new to joint scoring")
        self.copies = QCheckBox("They get reading &copies, without names")
        self.why = Field("&Reason", QLineEdit())
        parts = (Field("&Member", self.who), Field("Scores &by", self.way), self.new, self.copies, self.why)
        for part in parts:
            self.body.addWidget(part)
        self.yes = button("&Give them a part", self.judge, weight=Weight.MAIN)
        self.finish(button("Cancel", self.reject), self.yes)
        self.yes.setDefault(True)
        self.who.currentIndexChanged.connect(self._follow)
        self._follow()

    @property
    def wish(self) -> MemberWish:
        """Who, and how they score."""
        return MemberWish(
            str(self.who.currentData() or ""),
            Way(self.way.currentData()),
            wants_copies=self.copies.isChecked(),
            is_newcomer=self.new.isChecked(),
        )

    @property
    def reason(self) -> str:
        """Why, as typed."""
        return self.why.text().strip()

    def judge(self) -> None:
        """Close where a reason is given."""
        _judge_reason(self, self.why)

    def _follow(self) -> None:
        one = self._found.get(str(self.who.currentData() or ""))
        is_free = one is not None and one.person.id not in self._seated
        for part in (self.way, self.new, self.copies):
            part.setEnabled(is_free)
        self.new.setChecked(one is not None and one.is_newcomer)
        must = one is not None and gets_copies(one.person.agency.value, False)
        self.copies.setChecked(must)
        self.copies.setEnabled(is_free and not must)


def _judge_reason(dialog: AskingDialog, why: Field) -> None:
    is_given = bool(why.text().strip())
    why.show_problems(() if is_given else ("Say why, so that it can be understood later.",))
    if is_given:
        dialog.accept()
