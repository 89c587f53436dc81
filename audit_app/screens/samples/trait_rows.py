"""One row for each trait: what it is, how many plans have it, and whether they are left out or weigh more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from audit_app.domain.counting import counted
from audit_app.domain.features import NOT_RECORDED, YES, Feature, Trait
from audit_app.services.samples.coverage_lists import value_words
from audit_app.ui.card import clear
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_first
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

AS_ANY, LEFT_OUT = 1, 0
_TIMES = (2, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class TraitLine:
    """A trait and how many plans that can be drawn have it."""

    trait: Trait
    plans: int


def trait_words(trait: Trait) -> str:
    """“Nearing adult services”, “Primary need: ASD · Autistic spectrum disorder”."""
    if trait.feature.is_flag and trait.value == YES:
        return trait.feature.words
    return f"{trait.feature.words}: {value_words(trait.feature, trait.value)}"


class TraitRows(QWidget):
    """The rows of the yes-or-no traits, and a choice of others to add; `changed` tells that something was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        self.boxes: dict[Trait, QComboBox] = {}
        self._rows: list[TraitLine] = []
        self._others: list[TraitLine] = []
        self._chosen: dict[Trait, int] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space[1])
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space[3])
        self._grid.setVerticalSpacing(space[0])
        self._grid.setColumnStretch(0, 1)
        outer.addLayout(self._grid)
        self.more = QComboBox()
        self.more.setAccessibleName("Another trait")
        self.add_button = button("Add this &trait", self._add)
        self._adding = FlowRow(self.more, self.add_button)
        outer.addWidget(self._adding)

    @property
    def chosen(self) -> dict[Trait, int]:
        """What was chosen of each trait other than AS_ANY: LEFT_OUT, or how many times as likely."""
        return {trait: times for trait, times in self._chosen.items() if times != AS_ANY}

    def show_lines(self, flags: Sequence[TraitLine], others: Sequence[TraitLine]) -> None:
        """Show these; what was chosen of a trait stays where the trait is still there."""
        known = {line.trait: line for line in (*flags, *others)}
        self._chosen = {trait: times for trait, times in self._chosen.items() if trait in known}
        self._rows = [*flags, *(known[one] for one in self._chosen if one not in {line.trait for line in flags})]
        self._others = [*others]
        self._make_rows()

    def forget(self) -> None:
        """Nothing is chosen and nothing shown."""
        self._chosen, self._rows, self._others = {}, [], []
        self._make_rows()

    def _make_rows(self) -> None:
        clear(self._grid)
        self.boxes = {}
        for number, line in enumerate(self._rows):
            self._make_row(number, line)
        self.more.clear()
        shown = set(self.boxes)
        for line in self._others:
            if line.trait not in shown:
                self.more.addItem(f"{trait_words(line.trait)} ({counted(line.plans, 'plan')})", line)
        self._adding.setVisible(self.more.count() > 0)
        tab_first([*self.boxes.values()], self.more)  # the rows were made last, and stand first

    def _make_row(self, number: int, line: TraitLine) -> None:
        words, plans = trait_words(line.trait), counted(line.plans, "plan")
        about = line.trait.feature.about if line.trait.feature.is_flag else ""
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(words))
        if about:
            told.addWidget(label(about[0].upper() + about[1:] + ".", "caption"))
        box = QComboBox()
        box.addItem("As any other plan", AS_ANY)
        box.addItem("Left out", LEFT_OUT)
        for times in _TIMES:
            box.addItem(f"{times} times as likely", times)
        box.setCurrentIndex(max(box.findData(self._chosen.get(line.trait, AS_ANY)), 0))
        box.setAccessibleName(f"{words}, {plans}")
        box.setAccessibleDescription(about)
        box.activated.connect(self._read)
        self.boxes[line.trait] = box
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addLayout(told, number, 0, middle)
        self._grid.addWidget(label(plans, "soft", wraps=False), number, 1, middle | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(box, number, 2, middle)

    def _read(self) -> None:
        self._chosen = {trait: int(box.currentData()) for trait, box in self.boxes.items()}
        self.changed.emit()

    def _add(self) -> None:
        line = self.more.currentData()
        if isinstance(line, TraitLine):
            self._rows.append(line)
            self._chosen[line.trait] = AS_ANY
            self._make_rows()
            self.boxes[line.trait].setFocus()


def trait_lines(feature: Feature, counts: Mapping[str, int]) -> list[TraitLine]:
    """The lines of one feature: of a yes-or-no one its yes, else each value that a plan has."""
    if feature.is_flag:
        return [TraitLine(Trait(feature), counts.get(YES, 0))]
    return [
        TraitLine(Trait(feature, value), plans) for value, plans in counts.items() if plans and value != NOT_RECORDED
    ]
