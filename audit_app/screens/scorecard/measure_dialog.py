"""Asks for a measure of the area's own, or what of one is to be another; it keeps nothing."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from audit_app.domain.measure_catalogue import code_of, measure_faults
from audit_app.domain.measure_periods import Frequency
from audit_app.domain.measures import SOURCE_WORDS, Measure, Source
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button
from scoring.control import Direction

_HIGH = 72
_UNITS = ("percent of plans", "percent of children", "plans", "children", "cases", "days", "staff", "percent")
_DIRECTIONS = (
    ("Higher is better", Direction.HIGHER),
    ("Lower is better", Direction.LOWER),
    ("Neither is better", Direction.NEITHER),
)
COUNTED = (
    ("Audits, weekly: plans Good or Outstanding", Source.AUDITS, "plans.effective@cycle=weekly"),
    ("Audits, multi-agency: plans Good or Outstanding", Source.AUDITS, "plans.effective@cycle=multi-agency"),
    ("Audits, weekly: average score", Source.AUDITS, "score.overall@cycle=weekly"),
    ("Audits, weekly: health needs stated", Source.AUDITS, "presence.health@cycle=weekly"),
    ("Audits, weekly: social care needs stated", Source.AUDITS, "presence.social_care@cycle=weekly"),
    ("Register: within 20 weeks", Source.REGISTER, "timeliness.20_weeks.including_exceptions"),
    ("Register: within 20 weeks, no exceptions", Source.REGISTER, "timeliness.20_weeks.excluding_exceptions"),
    ("Register: exceptions to 20 weeks", Source.REGISTER, "timeliness.exceptions"),
    ("Register: decision within 6 weeks", Source.REGISTER, "timeliness.decision_6_weeks"),
    ("Register: health advice within 6 weeks", Source.REGISTER, "timeliness.advice_6_weeks.health"),
    ("Register: social care advice within 6 weeks", Source.REGISTER, "timeliness.advice_6_weeks.social_care"),
    ("Register: psychology advice within 6 weeks", Source.REGISTER, "timeliness.advice_6_weeks.psychology"),
    ("Register: decision within 4 weeks of a review", Source.REGISTER, "timeliness.review_decision_4_weeks"),
    ("Register: plans over 3 years old", Source.REGISTER, "plans.over_3_years"),
)
"""What an own measure can be counted by."""


class MeasureDialog(AskingDialog):
    """`made` is the measure once the dialog was accepted."""

    def __init__(self, title: str, start: Measure | None, themes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, "", parent)
        self.made, self._code = start, start.code if start is not None else ""
        self.name, self.theme, self.unit, self.owner = QLineEdit(), QComboBox(), QComboBox(), QLineEdit()
        self.direction, self.frequency, self.source = QComboBox(), QComboBox(), QComboBox()
        self.definition = QPlainTextEdit()
        self.definition.setFixedHeight(_HIGH)
        self.definition.setTabChangesFocus(True)
        self._offer(themes)
        self.fields = {
            "title": Field("&Title", self.name),
            "theme": Field("T&heme", self.theme),
            "unit": Field("&Unit", self.unit, hint="A share begins with percent: percent of plans."),
            "direction": Field("Which &way is better", self.direction),
            "frequency": Field("How &often", self.frequency),
            "source": Field("Where its values come &from", self.source),
            "definition": Field("&Definition", self.definition),
            "owner": Field("Who &answers for it (a role)", self.owner),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        keep = button("&Keep the measure", self._accept, weight=Weight.MAIN)
        self.no, self.yes = button("Cancel", self.reject), keep
        self.finish(self.no, self.yes)
        self._show(start)
        self.name.setFocus()

    def _offer(self, themes: Sequence[str]) -> None:
        for box, words in ((self.theme, themes), (self.unit, _UNITS)):
            box.setEditable(True)
            box.addItems(list(words))
        for said, direction in _DIRECTIONS:
            self.direction.addItem(said, direction)
        for one in Frequency:
            self.frequency.addItem(one.value.capitalize(), one.value)
        for source in (Source.TYPED, Source.IMPORTED):
            self.source.addItem(SOURCE_WORDS[source].capitalize(), (source.value, ""))
        for said, counted, figure in COUNTED:
            self.source.addItem(f"Counted. {said}", (counted.value, figure))

    def _show(self, start: Measure | None) -> None:
        if start is None:
            self.theme.setCurrentText("")
            return
        self.name.setText(start.title)
        self.theme.setCurrentText(start.theme)
        self.unit.setCurrentText(start.unit)
        self.owner.setText(start.owner)
        self.definition.setPlainText(start.definition)
        self.direction.setCurrentIndex([one for _, one in _DIRECTIONS].index(start.direction))
        self.frequency.setCurrentIndex(self.frequency.findData(start.frequency.value))
        wanted = (start.source.value, start.figure if start.source.is_counted else "")
        known = [tuple(self.source.itemData(at)) for at in range(self.source.count())]
        if wanted not in known:
            self.source.addItem(f"Counted. {start.figure}", wanted)
            known.append(wanted)
        self.source.setCurrentIndex(known.index(wanted))

    def _accept(self) -> None:
        source, figure = self.source.currentData()
        title = " ".join(self.name.text().split())
        made = Measure(
            code=self._code or code_of(title),
            title=title,
            theme=self.fields["theme"].text(),
            unit=self.fields["unit"].text(),
            direction=self.direction.currentData(),
            frequency=Frequency(self.frequency.currentData()),
            source=Source(source),
            figure=figure,
            definition=self.fields["definition"].text(),
            owner=self.fields["owner"].text(),
        )
        for field in self.fields.values():
            field.show_problems(())
        for name, message in measure_faults(made):
            field = self.fields.get(name, self.fields["title"])
            field.show_problems((message,))
            field.widget.setFocus()
            self.fit()
            return
        self.made = made
        self.accept()
