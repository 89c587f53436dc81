"""The filters of the Insights screen: whole months, cycle, framework, team, need, phase, agency, section drawn."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from audit_app.domain.period import add_months
from audit_app.screens.insights.wording import section_name
from audit_app.services.insights.answering import Insights
from audit_app.services.insights.asked import EVERY_SECTION, InsightsAsked
from audit_app.ui.fields import Field
from audit_app.ui.period_choice import PeriodChoice
from exports.pages.wording import CYCLES
from scoring.figures import AGENCY_NAMES

_MONTHS_BACK = 23
_KINDS = (
    ("cycle", "C&ycle", 12),
    ("framework", "Frame&work", 12),
    ("team", "Casework t&eam", 12),
    ("need", "Primary &need", 12),
    ("phase", "P&hase", 10),
    ("agency", "Agency's &markers", 12),
    ("section", "&Section drawn", 14),
)
_ALL = {"team": "Every team", "need": "Every need", "phase": "Every phase", "agency": "All markers"}


class FilterBar(PeriodChoice):
    """`changed` tells that something else is asked for; what is asked is counted in whole months alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.span_field.hide()  # a week's few plans are not drawn
        self.boxes = {kind: QComboBox() for kind, _, _ in _KINDS}
        self.fields: dict[str, Field] = {}
        for kind, words, letters in _KINDS:
            box = self.boxes[kind]
            box.setMinimumContentsLength(letters)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(self._tell)
            self.fields[kind] = Field(words, box)
            self.add(self.fields[kind])
        self.forget()

    def show_usual(self, today: date) -> None:
        """The last 24 months, without telling of it."""
        self.show_months(add_months(today.replace(day=1), -_MONTHS_BACK), today)

    def asked(self) -> InsightsAsked | None:
        """What the fields ask for; None, said at its field, where the period ends before it begins."""
        period = self.period()
        if period is None:
            return None
        return InsightsAsked(period, **{kind: str(box.currentData() or "") for kind, box in self.boxes.items()})

    def show_choices(self, found: Insights) -> None:
        """What there is to choose from, and what is chosen of it."""
        asked, choices = found.asked, found.choices
        drawn = EVERY_SECTION if asked.section == EVERY_SECTION else "".join(one.section for one in found.sections)
        self._fill("cycle", ((one, CYCLES.get(one, one).capitalize()) for one in choices.cycles), asked.cycle)
        self._fill("framework", ((one, one) for one in choices.frameworks), asked.framework)
        for kind, values, chosen in (
            ("team", choices.teams, asked.team),
            ("need", choices.needs, asked.need),
            ("phase", choices.phases, asked.phase),
        ):
            self._fill(kind, ((one, one[:1].upper() + one[1:]) for one in values), chosen)
        self._fill("agency", ((one, AGENCY_NAMES[one]) for one in choices.agencies), asked.agency)
        sections = [(one, section_name(one, title)) for one, title in found.chosen.titles.items()]
        self._fill("section", [*sections, (EVERY_SECTION, "Every section")], drawn)

    def forget(self) -> None:
        """Nothing to choose but all."""
        for kind in self.boxes:
            self._fill(kind, (), "")

    def _fill(self, kind: str, choices: Iterable[tuple[str, str]], chosen: str) -> None:
        box = self.boxes[kind]
        with QSignalBlocker(box):
            box.clear()
            if kind in _ALL:
                box.addItem(_ALL[kind], "")
            for data, words in choices:
                box.addItem(words, data)
            box.setCurrentIndex(max(box.findData(chosen), 0))
        self.fields[kind].setVisible(box.count() > (kind in _ALL))  # nothing to choose from: nothing to look at
