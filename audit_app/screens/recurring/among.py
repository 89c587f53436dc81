"""The row that narrows what is shown: sections or an agency's, casework team, primary need, phase; it reads nothing."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from audit_app.screens.recurring.wording import group_words
from audit_app.services.reports.recurring import Among
from audit_app.services.reports.recurring_plans import PlanSeen
from audit_app.store.figures.groups import NOT_RECORDED
from audit_app.store.figures.threads import AGENCY_SECTIONS
from audit_app.ui.days import joined_names
from audit_app.ui.flow import FlowRow
from scoring.thread.model import SECTIONS_OF, ItemRole

GROUPS = {"team": "Team", "need": "Primary need", "phase": "Phase"}
"""What plans are grouped by, as in figures, with its words."""
_PHASES = ("early years", "primary", "secondary", "post-16", NOT_RECORDED)
_LETTERS, _LETTERS_OF_SECTIONS = 14, 21


class AmongRow(FlowRow):
    """`changed` tells that the person narrowed it, or no longer."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.sections = _box("Section or agency", _LETTERS_OF_SECTIONS)
        self.groups = {name: _box(title, _LETTERS) for name, title in GROUPS.items()}
        for words, sections in _section_choices():
            self.sections.addItem(words, ",".join(sections))
        for box in (self.sections, *self.groups.values()):
            self.add(box)
            box.activated.connect(self._tell)
            box.currentTextChanged.connect(box.setToolTip)  # in full, where the box is too narrow for it

    def among(self) -> Among:
        """What is chosen."""
        sections = str(self.sections.currentData() or "")
        chosen = {name: str(box.currentData() or "") for name, box in self.groups.items()}
        return Among(frozenset(sections.split(",")) if sections else frozenset(), **chosen)

    def narrowed(self) -> tuple[str, ...]:
        """The choices in words that make the plans fewer; sections do not."""
        return tuple(box.currentText() for box in self.groups.values() if box.currentData())

    def show_groups(self, plans: Sequence[PlanSeen]) -> None:
        """The groups of these plans to choose from, what is chosen kept where it is still there.

        What nobody recorded, or all plans share, cannot be chosen.
        """
        for name, box in self.groups.items():
            values = {plan.groups.get(name, NOT_RECORDED) for plan in plans}
            with QSignalBlocker(box):
                before = box.currentData()
                while box.count() > 1:
                    box.removeItem(1)
                for value in sorted(values, key=partial(_order, name)):
                    box.addItem(group_words(name, value), value)
                box.setCurrentIndex(max(box.findData(before), 0))
            box.setToolTip(box.currentText())
            box.setVisible(len(values) > 1)

    def clear_choices(self) -> None:
        """Show everything again, without telling of it."""
        for box in (self.sections, *self.groups.values()):
            box.setCurrentIndex(0)

    def forget(self) -> None:
        """No name of a team stays."""
        self.show_groups(())
        self.clear_choices()

    def _tell(self, _number: int) -> None:
        self.changed.emit()


def _box(title: str, letters: int) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(f"Filter by {title.lower()}")
    box.setToolTip(title)
    box.addItem(f"{title}: all", "")
    box.setMinimumContentsLength(letters)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _section_choices() -> list[tuple[str, tuple[str, ...]]]:
    """Each section that may hold a break or a flag, then those that an agency answers for."""
    roles = (ItemRole.NEED, ItemRole.OUTCOME, ItemRole.PROVISION)
    single = [(f"Section {one}", (one,)) for role in roles for one in SECTIONS_OF[role]]
    agencies = [
        (f"{agency.replace('_', ' ').capitalize()}: {joined_names(sections)}", sections)
        for agency, sections in AGENCY_SECTIONS.items()
    ]
    return [*single, *agencies]


def _order(name: str, value: str) -> tuple[int, str]:
    """Phases as children pass them, other groups by their words; what was not recorded last."""
    if name == "phase" and value in _PHASES:
        return _PHASES.index(value), ""
    return int(value == NOT_RECORDED), group_words(name, value).casefold()
