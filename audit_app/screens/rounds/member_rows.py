"""The rows in which the members of a new round are ticked, each with how they score; it judges nothing."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from audit_app.domain.rounds import Way, gets_copies
from audit_app.screens.rounds.wording import AGENCIES, WAYS
from audit_app.services.rounds.people import Candidate
from audit_app.services.rounds.wishes import MemberWish
from audit_app.ui.card import clear
from audit_app.ui.theme import measures
from audit_app.ui.words import label

_HEADINGS = ("Member", "Agency", "Scores by", "New to it", "Reading copies")


class MemberRows(QWidget):
    """`changed` tells that something was ticked or chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(measures().spacing[3])
        self._grid.setVerticalSpacing(measures().spacing[0])
        outer.addLayout(self._grid)
        self.ticks: dict[str, QCheckBox] = {}
        self.ways: dict[str, QComboBox] = {}
        self.new: dict[str, QCheckBox] = {}
        self.copies: dict[str, QCheckBox] = {}
        self._always: set[str] = set()

    def show_candidates(self, found: Sequence[Candidate], ticked: frozenset[str]) -> None:
        """One row each; what was chosen before of somebody who is still there stays."""
        kept = {wish.person: wish for wish in self.wishes()}
        clear(self._grid)
        for held in (self.ticks, self.ways, self.new, self.copies):
            held.clear()
        self._always.clear()
        for column, words in enumerate(_HEADINGS):
            self._grid.addWidget(label(words, "overline", wraps=False), 0, column)
        for row, one in enumerate(found, 1):
            self._add(row, one, kept.get(one.person.id), is_ticked=one.person.id in ticked or one.person.id in kept)
        self._grid.setColumnStretch(0, 1)

    def stops(self) -> list[QWidget]:
        """What takes the focus, in the order in which it is read."""
        held = (self.ticks, self.ways, self.new, self.copies)
        return [part[person] for person in self.ticks for part in held]

    def wishes(self) -> tuple[MemberWish, ...]:
        """The members who are ticked."""
        return tuple(
            MemberWish(
                person,
                Way(self.ways[person].currentData()),
                wants_copies=self.copies[person].isChecked(),
                is_newcomer=self.new[person].isChecked(),
            )
            for person, tick in self.ticks.items()
            if tick.isChecked()
        )

    def _add(self, row: int, one: Candidate, kept: MemberWish | None, *, is_ticked: bool) -> None:
        person, name = one.person.id, one.person.name
        tick = self.ticks[person] = QCheckBox(name)
        tick.setChecked(is_ticked)
        way = self.ways[person] = QComboBox()
        for each, words in WAYS.items():
            way.addItem(words, each.value)
        way.setCurrentIndex(way.findData((kept.way if kept else Way.PACK).value))
        new = self.new[person] = QCheckBox("New")
        new.setChecked(kept.is_newcomer if kept else one.is_newcomer)
        copies = self.copies[person] = QCheckBox("Copies")
        must = gets_copies(one.person.agency.value, False)
        copies.setChecked(must or (kept is not None and kept.wants_copies))
        if must:
            self._always.add(person)
            copies.setToolTip("Parent carer representatives always score from reading copies.")
        way.setAccessibleName(f"How {name} scores")
        new.setAccessibleName(f"{name} is new to joint scoring")
        copies.setAccessibleName(f"{name} gets reading copies, without names")
        agency = label(AGENCIES[one.person.agency.value], "soft", wraps=False)
        for column, part in enumerate((tick, agency, way, new, copies)):
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignVCenter)
        tick.toggled.connect(partial(self._turn, person))
        for box in (new, copies):
            box.toggled.connect(self._tell)
        way.currentIndexChanged.connect(self._tell)
        self._turn(person, is_ticked)

    def _turn(self, person: str, is_on: bool) -> None:
        for held in (self.ways, self.new, self.copies):
            held[person].setEnabled(is_on)
        self.copies[person].setEnabled(is_on and person not in self._always)
        self.changed.emit()

    def _tell(self, _value: object) -> None:
        self.changed.emit()
