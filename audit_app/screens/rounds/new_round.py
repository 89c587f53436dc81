"""The form in which a round is asked for: filled in already, judged as it is filled in, opened by one press."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from audit_app.domain.people import Role
from audit_app.screens.rounds.columns import ahead_columns
from audit_app.screens.rounds.member_rows import MemberRows
from audit_app.services.rounds.people import Candidate
from audit_app.services.rounds.wishes import Ahead, RoundWish
from audit_app.ui.card import Card, clear
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_first
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label


@dataclass(frozen=True, slots=True)
class Choices:
    """What a new round is made from: draws (id and words), frameworks (id and title), people; and its first values."""

    draws: tuple[tuple[str, str], ...]
    frameworks: tuple[tuple[str, str], ...]
    people: tuple[Candidate, ...]
    me: str
    name: str
    due: date


class NewRound(Card):
    """`changed` asks for the round to be looked at anew; `open_requested` for it to be opened."""

    changed = Signal()
    open_requested = Signal()
    cancelled = Signal()
    draw_requested = Signal()
    person_requested = Signal()
    names_requested = Signal()
    invitation_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Open a round", parent)
        self._filling = False
        self.chairs: dict[str, QCheckBox] = {}
        self.keyholders: dict[str, QCheckBox] = {}
        space = measures().spacing
        self.body.setSpacing(space[2])
        self.body.addLayout(self._fields())
        self.body.addWidget(label("Who scores", "strong"))
        self.members = MemberRows()
        self.members.changed.connect(self._tell)
        self.body.addWidget(self.members)
        self.add_person = button("Add somebody &who is not in the list", self.person_requested.emit, icon=Icon.ADD)
        self.other_names = button("Names in the re&gister", self.names_requested.emit, weight="quiet")
        self.body.addWidget(FlowRow(self.add_person, self.other_names))
        self.body.addLayout(self._holders())
        self.body.addWidget(label("What comes of it", "strong"))
        self.ahead = DataTable(
            "Who would score what", ahead_columns(), empty=EmptyState("Nobody yet", ""), searchable=False
        )
        self.ahead.set_height_in_rows(3, 7)
        self.body.addWidget(self.ahead)
        self.thin = label("", "soft")
        self.problem = Banner()
        self.body.addWidget(self.thin)
        self.body.addWidget(self.problem)
        self.open_button = button("&Open the round", self.open_requested.emit, weight=Weight.MAIN)
        self.body.addWidget(FlowRow(self.open_button, button("Cancel", self.cancelled.emit)))

    def show_choices(self, found: Choices) -> None:
        """Fill it in; what was chosen before stays where it still can be."""
        self._filling = True
        _fill(self.draw, found.draws)
        _fill(self.framework, found.frameworks)
        if not self.name.text():
            self._name.setText(found.name)
            self.due.setDate(QDate(found.due.year, found.due.month, found.due.day))
        able = [one for one in found.people if Role.AUDITOR in one.person.roles]
        self.members.show_candidates(able, frozenset(one.person.id for one in able if one.rounds))
        _boxes(
            self._chairs, self.chairs, [one for one in found.people if Role.CHAIR in one.person.roles], found.me, self
        )
        holders = [one for one in found.people if Role.KEYHOLDER in one.person.roles]
        _boxes(self._keyholders, self.keyholders, holders, "", self)
        self.no_keyholder.setVisible(not holders)
        self.invite.setVisible(any(not one.can_hold for one in holders))
        self.draw_first.setVisible(not found.draws)
        # made anew, they would come last
        tab_first(self.members.stops(), self.add_person)
        tab_first([*self.chairs.values(), *self.keyholders.values()], self.invite)
        self._filling = False
        self.changed.emit()

    def forget(self) -> None:
        """Nothing that was chosen is kept."""
        self._name.clear()
        self.ahead.set_rows(())
        self.say_problem("")

    def wish(self) -> RoundWish:
        """The round as it stands in the form."""
        day = self.due.date()
        return RoundWish(
            name=self.name.text(),
            draw_id=str(self.draw.currentData() or ""),
            due=date(day.year(), day.month(), day.day()),
            members=self.members.wishes(),
            chairs=tuple(one for one, box in self.chairs.items() if box.isChecked()),
            keyholders=tuple(one for one, box in self.keyholders.items() if box.isChecked()),
            framework=str(self.framework.currentData() or ""),
            double_rated=self.double.value(),
        )

    def show_ahead(self, found: Ahead) -> None:
        """What comes of it: who scores what, what stands against it, what is thin."""
        self.ahead.set_rows(found.seats)
        self.thin.setText("\n".join(f"• {line}" for line in found.warnings))
        self.thin.setVisible(bool(found.warnings))
        self.problem.say("\n".join(found.faults), Tone.WARNING)
        self.open_button.setEnabled(not found.faults)

    def say_problem(self, text: str) -> None:
        """What speaks against it; nothing takes it away."""
        self.problem.say(text, Tone.FAULT)
        self.open_button.setEnabled(not text)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(measures().spacing[3])
        grid.setVerticalSpacing(measures().spacing[2])
        self._name, self.draw, self.framework = QLineEdit(), QComboBox(), QComboBox()
        self.name = Field("&Name", self._name, hint="Month and year do: 2026-11.")
        self.due = QDateEdit()
        self.due.setDisplayFormat("ddd d MMM yyyy")
        self.due.setCalendarPopup(True)
        self.double = QSpinBox()
        self.double.setRange(0, 100)
        self.double.setValue(100)
        self.double.setSuffix(" %")
        self.draw_first = button("Draw &eight plans first", self.draw_requested.emit, icon=Icon.SAMPLES)
        twice = Field("Plans scored &twice", self.double, hint="Where an agency has two members or more.")
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.name, 0, 0, top)
        grid.addWidget(Field("&Plans of the draw", self.draw), 0, 1, top)
        grid.addWidget(Field("Scores &due", self.due), 0, 2, top)
        grid.addWidget(Field("Frame&work", self.framework), 1, 0, top)
        grid.addWidget(twice, 1, 1, top)
        grid.addWidget(self.draw_first, 1, 2, Qt.AlignmentFlag.AlignVCenter)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self._name.textChanged.connect(self._tell)
        self.due.dateChanged.connect(self._tell)
        self.double.valueChanged.connect(self._tell)
        for box in (self.draw, self.framework):
            box.currentIndexChanged.connect(self._tell)
        return grid

    def _holders(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(measures().spacing[4])
        self._chairs, self._keyholders = QVBoxLayout(), QVBoxLayout()
        self.no_keyholder = label("Nobody has the role of keyholder. An owner gives it in Settings.", "soft")
        grid.addWidget(label("Chair and deputy", "strong"), 0, 0)
        grid.addWidget(label("Keyholders: two people who do not chair", "strong"), 0, 1)
        grid.addLayout(self._chairs, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._keyholders, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.no_keyholder, 2, 1)
        self.invite = button("&Invite a keyholder", self.invitation_requested.emit, icon=Icon.EXPORT)
        grid.addWidget(FlowRow(self.invite), 3, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _tell(self, *_value: object) -> None:
        if not self._filling:
            self.changed.emit()


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    before = box.currentData()
    box.clear()
    for id_, words in choices:
        box.addItem(words, id_)
    box.setCurrentIndex(max(box.findData(before), 0) if choices else -1)


def _boxes(
    layout: QVBoxLayout, boxes: dict[str, QCheckBox], people: Sequence[Candidate], ticked: str, form: NewRound
) -> None:
    kept = {person for person, box in boxes.items() if box.isChecked()} or ({ticked} if ticked else set())
    clear(layout)
    boxes.clear()
    for one in people:
        box = boxes[one.person.id] = QCheckBox(one.person.name if one.can_hold else f"{one.person.name} (no keys yet)")
        box.setChecked(one.person.id in kept)
        box.toggled.connect(form.changed)
        layout.addWidget(box)
