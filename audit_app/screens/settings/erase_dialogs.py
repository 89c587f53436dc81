"""The second look before anything is erased, and another time for a rule; each closes only when it is whole."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from audit_app.domain.retention import time_words
from audit_app.screens.settings.parts import Lines
from audit_app.screens.settings.retention_page import STAYS
from audit_app.services.erasing import ToErase
from audit_app.services.retention import RuleState
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field
from audit_app.ui.theme import measures, scaled
from audit_app.ui.words import button, label, reading

_WIDE, _MOST_LINES = 560, 6
_WHY = "Say why, in a few words."


class ReasonDialog(QDialog):
    """What these dialogs share: words at the top, fields, and why; `yes_words` do it."""

    def __init__(self, title: str, said: str, yes: str, weight: Weight, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(scaled(self, _WIDE))
        space = measures().spacing
        outer = self._outer = QVBoxLayout(self)
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # wrapped words would ask for too much height
        outer.setContentsMargins(space[4], space[4], space[4], space[3])
        outer.setSpacing(space[2])
        outer.addWidget(reading(said))
        self.body = QVBoxLayout()
        self.body.setSpacing(space[2])
        outer.addLayout(self.body)
        self.why = Field("&Why", QLineEdit(), hint="The rule or the request behind it. It stands in the audit trail.")
        outer.addWidget(self.why)
        row = QHBoxLayout()
        row.addStretch(1)
        self.no, self.yes = button("Cancel", self.reject), button(yes, self.judge, weight=weight)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        outer.addLayout(row)

    def fit(self, *order: QWidget) -> None:
        """As high as its words ask for at its width; Tab goes through these parts before the reason."""
        for first, then in pairwise((*order, self.why.widget)):
            self.setTabOrder(first, then)
        order[0].setFocus()
        wide = self.minimumWidth()
        self.resize(wide, self._outer.heightForWidth(wide))

    @property
    def reason(self) -> str:
        """Why, as typed."""
        return self.why.text()

    def judge(self) -> None:
        """Close where all is given."""
        is_sound = self.is_sound()
        self.why.show_problems(() if self.reason else (_WHY,))
        if is_sound and self.reason:
            self.accept()

    def is_sound(self) -> bool:
        """Whether nothing else is missing; what is stands beside its field."""
        return True


class EraseDueDialog(ReasonDialog):
    """Everything that is due: counts, the list once more, a tick that it was looked at, and why."""

    def __init__(self, due: Sequence[ToErase], backups: int, parent: QWidget | None = None) -> None:
        records = sum(len(one.entities) for one in due)
        said = (
            f"{len(due):,} {'thing' if len(due) == 1 else 'things'} with {records:,} "
            f"{'record' if records == 1 else 'records'} will be erased. Nobody can bring them back."
        )
        super().__init__("Erase what is due", said, "&Erase", Weight.DANGER, parent)
        listed = Lines("What will be erased", _MOST_LINES)
        listed.setPlainText("\n".join(f"{one.plan_ref or 'a plan erased before'}: {one.why}" for one in due))
        self.body.addWidget(listed)
        self.body.addWidget(reading(STAYS, "soft"))
        if backups:
            self.body.addWidget(reading(_of_backups(backups), "soft"))
        self.looked = QCheckBox("I &have looked through the list")
        self.looked.setAccessibleName("I have looked through the list")
        self.not_looked = label("", "problem")
        self.not_looked.hide()
        self.body.addWidget(self.looked)
        self.body.addWidget(self.not_looked)
        self.fit(listed, self.looked)

    def is_sound(self) -> bool:
        """Whether the list was looked through."""
        said = "" if self.looked.isChecked() else "Look through the list, then tick this."
        self.not_looked.setText(said)
        self.not_looked.setVisible(bool(said))
        return not said


class ErasePlanDialog(ReasonDialog):
    """One plan on request: its reference is typed a second time, and why."""

    def __init__(self, plan_ref: str, records: int, backups: int, parent: QWidget | None = None) -> None:
        said = (
            f"Plan {plan_ref} will be erased with its register entry, documents and audits: {records:,} "
            f"{'record' if records == 1 else 'records'}. Nobody can bring them back."
        )
        super().__init__(f"Erase plan {plan_ref}", said, "&Erase", Weight.DANGER, parent)
        self._plan_ref = plan_ref
        self.body.addWidget(reading(STAYS, "soft"))
        if backups:
            self.body.addWidget(reading(_of_backups(backups), "soft"))
        self.again = Field("&Type the reference of the plan again", QLineEdit())
        self.body.addWidget(self.again)
        self.fit(self.again.widget)

    def is_sound(self) -> bool:
        """Whether the reference was typed again, the same."""
        said = "" if self.again.text() == self._plan_ref else f"Type {self._plan_ref}, capitals and all."
        self.again.show_problems((said,) if said else ())
        return not said


class TimeDialog(ReasonDialog):
    """Another time for one rule, within its bounds, and why."""

    def __init__(self, state: RuleState, parent: QWidget | None = None) -> None:
        bounds = state.bounds
        least, most = time_words(bounds.least, bounds.unit), time_words(bounds.most, bounds.unit)
        said = f"{state.rule.words}. It can be {least} to {most}; the usual time is {_usual(state)}. {bounds.why}"
        super().__init__(f"How long {bounds.what.lower()} are kept", said, "&Save the time", Weight.MAIN, parent)
        self.number = QSpinBox()
        self.number.setRange(bounds.least, bounds.most)
        self.number.setValue(state.number)
        self.number.setSuffix(f" {bounds.unit}")
        self.in_years = label("", "soft")
        self._unit = bounds.unit
        self.body.addWidget(Field(f"&Keep them for, after {bounds.since}", self.number))
        self.body.addWidget(self.in_years)
        self.number.valueChanged.connect(self._show_years)
        self._show_years(state.number)
        self.fit(self.number)

    def _show_years(self, number: int) -> None:
        words = time_words(number, self._unit)
        self.in_years.setText("" if words == f"{number} {self._unit}" else f"That is {words}.")


def _usual(state: RuleState) -> str:
    return time_words(state.bounds.usual, state.bounds.unit)


def _of_backups(count: int) -> str:
    held = "1 backup holds" if count == 1 else f"{count:,} backups hold"
    return f"{held} it still, until thinned; a restore erases it again. Remove those where the rule demands it."
