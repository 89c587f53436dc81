"""The form for one conversation: consent first, then five questions, a quote and a note; it saves nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from audit_app.intake.cells import parse_date
from audit_app.screens.family_voice.lines import HOW, WHO
from audit_app.services.family_voice import How, VoiceGiven, Who
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Card
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_through
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from scoring.family_voice import QUESTIONS

_CONSENT = "The family a&greed that this is noted"
_MAY_QUOTE = "They agreed to be &quoted, without their names and plan, in reports"
_ABOUT = (
    "Ask whether this may be noted before anything else, and name nobody.\n"
    "Answers run from 1, not at all, to 4, fully; leave what was not asked."
)
_LEASTS = (240, 240)


class VoiceForm(Card):
    """One conversation. `save_requested` carries what was given; `left` that the person turns away."""

    save_requested = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Note a conversation", parent)
        self._round, self._before = "", VoiceGiven("", None)
        self.plan, self.day, self.quote, self.note = QLineEdit(), QLineEdit(), QPlainTextEdit(), QPlainTextEdit()
        self.how, self.who = _list_of(HOW), _list_of(WHO)
        self.consent, self.may_quote = QCheckBox(_CONSENT), QCheckBox(_MAY_QUOTE)
        self.answers = {one.id: _answers() for one in QUESTIONS.asked}
        self.fields = {
            "plan_ref": Field("&Plan", self.plan, hint="Its reference"),
            "on": Field("O&n", self.day, hint="Such as 31/03/2026"),
            "how": Field("&How", self.how),
            "who": Field("&Who", self.who),
            "quote": Field("In their own wo&rds (optional)", self.quote),
            "note": Field("Note (optional, stays here)", self.note),
        }
        self.questions = {one.id: Field(one.parent, self.answers[one.id]) for one in QUESTIONS.asked}
        self.problem = label("", "problem")
        self.yes = button("&Save", self.save, weight=Weight.MAIN)
        self.no = button("Cancel", self.left.emit)
        self._lay_out()
        self.who.currentIndexChanged.connect(self._ask_whom)
        self.problem.hide()

    @property
    def is_changed(self) -> bool:
        """Whether anything stands here that was not there when it came up."""
        return self.given() != self._before

    def show_given(self, title: str, given: VoiceGiven, plans: Sequence[str]) -> None:
        """Show a conversation, a new one or one to be changed; `plans` are references to choose from."""
        self.set_title(title)
        self._round = given.round_id
        self.plan.setText(given.plan_ref)
        completer = QCompleter([*plans], self.plan)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.plan.setCompleter(completer)
        self.day.setText(plain_day(given.on.isoformat()) if given.on is not None else "")
        self.how.setCurrentIndex(self.how.findData(given.how.value))
        self.who.setCurrentIndex(self.who.findData(given.who.value))
        self.consent.setChecked(given.consent)
        self.may_quote.setChecked(given.quote_consent)
        for name, box in self.answers.items():
            box.setCurrentIndex(given.answers.get(name, 0))
        self.quote.setPlainText(given.quote)
        self.note.setPlainText(given.note)
        self._ask_whom()
        self.show_problems({})
        self._before = self.given()
        (self.plan if given.consent else self.consent).setFocus(Qt.FocusReason.OtherFocusReason)

    def given(self) -> VoiceGiven:
        """What stands in the form; a day that cannot be read is none."""
        try:
            on = date.fromisoformat(parse_date(self.day.text())) if self.day.text().strip() else None
        except ValueError:
            on = None
        return VoiceGiven(
            self.plan.text().strip(),
            on,
            How(str(self.how.currentData())),
            Who(str(self.who.currentData())),
            self.consent.isChecked(),
            self.may_quote.isChecked(),
            {name: box.currentIndex() for name, box in self.answers.items() if box.currentIndex() > 0},
            self.fields["quote"].text(),
            self.fields["note"].text(),
            self._round,
        )

    def save(self) -> None:
        """Ask that it is kept."""
        self.save_requested.emit(self.given())

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each field what is wrong, and go to the first."""
        rest = [words for name, words in problems.items() if name not in self.fields]
        self.problem.setText(" ".join(rest))
        self.problem.setVisible(bool(rest))
        for name, field in self.fields.items():
            field.show_problems([problems[name]] if name in problems else [])
        first = next((field.widget for name, field in self.fields.items() if name in problems), None)
        if first is not None:
            first.setFocus()
        elif "consent" in problems:
            self.consent.setFocus()

    def forget(self) -> None:
        """Show nothing of anybody."""
        self.show_given("Note a conversation", VoiceGiven("", None), ())

    def _ask_whom(self) -> None:
        """The questions as they are put to whom."""
        is_young = self.who.currentData() == Who.YOUNG_PERSON.value
        for one in QUESTIONS.asked:
            words = one.young_person if is_young else one.parent
            self.questions[one.id].label.setText(words)
            self.answers[one.id].setAccessibleName(words)

    def _lay_out(self) -> None:
        fields = self.fields
        self.body.addWidget(label(_ABOUT, wraps=False))
        self.body.addWidget(self.consent)
        self.body.addWidget(self.problem)
        self.body.addWidget(Abreast(fields["plan_ref"], fields["on"], shares=(1, 1), leasts=_LEASTS))
        self.body.addWidget(Abreast(fields["how"], fields["who"], shares=(1, 1), leasts=_LEASTS))
        asked = QVBoxLayout()
        asked.setSpacing(measures().spacing[1])
        for field in self.questions.values():
            asked.addWidget(field)
        self.body.addLayout(asked)
        for name in ("quote", "note"):
            edit = fields[name].widget
            if isinstance(edit, QPlainTextEdit):
                edit.setTabChangesFocus(True)
                edit.setFixedHeight(3 * edit.fontMetrics().lineSpacing() + 16)
        self.body.addWidget(fields["quote"])
        self.body.addWidget(self.may_quote)
        self.body.addWidget(fields["note"])
        self.body.addWidget(FlowRow(self.no, self.yes))
        tab_through(self.body)


def _list_of(words: Mapping[str, str]) -> QComboBox:
    made = QComboBox()
    for value, shown in words.items():
        made.addItem(shown, value)
    return made


def _answers() -> QComboBox:
    """Not asked, then the levels with their numbers: a figure that is typed chooses."""
    made = QComboBox()
    made.addItem("Not asked", 0)
    for number, words in enumerate(QUESTIONS.levels, 1):
        made.addItem(f"{number}  {words}", number)
    return made
