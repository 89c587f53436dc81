"""The card in which a draw is asked for: everything is filled in already, so that one press draws."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from audit_app.domain.cycles import Cycle
from audit_app.domain.draw_design import Design
from audit_app.domain.problems import AppError
from audit_app.screens.samples.drawing import Auditor, DrawAsk
from audit_app.screens.samples.more_choices import MoreChoices
from audit_app.screens.samples.wording import cycle_words
from audit_app.services.samples.sampling import LONGEST_GAP_MONTHS
from audit_app.ui.card import Card, clear
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.fields import Field
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_MOST_PLANS = 500
_ABREAST = 3


class DrawForm(Card):
    """Asks for a draw. `draw_requested` carries a DrawAsk, `cycle_changed` a Cycle whose defaults are wanted.

    `choices_opened` and `basis_changed` want the further choices counted anew, `choices_changed` tells that another
    design or size stands in the form.
    """

    draw_requested = Signal(object)
    cycle_changed = Signal(object)
    cancelled = Signal()
    choices_opened = Signal()
    basis_changed = Signal()
    choices_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Draw a sample", parent)
        self._order: tuple[str, ...] = ()
        self.boxes: dict[str, QCheckBox] = {}
        self.problem = Banner()
        self.note = label("", "soft")
        self.body.setSpacing(measures().spacing[2])
        self.body.addWidget(self.note)
        self.body.addLayout(self._fields())
        self.turns_label = label("Whose turn it is: plans go to the people ticked, one after the other.", "strong")
        self.body.addWidget(self.turns_label)
        self._people = QGridLayout()
        self._people.setHorizontalSpacing(measures().spacing[3])
        self.body.addLayout(self._people)
        self.choices_button = button("", self._turn_choices, weight="quiet")
        self.choices = MoreChoices()
        self.choices.changed.connect(self.choices_changed)
        self.body.addWidget(self.choices_button)
        self.body.addWidget(self.choices)
        self.body.addWidget(self.problem)  # beside the button that it speaks against, however long the form is
        self.body.addLayout(self._buttons())
        self._show_choices(False)

    def show_ask(self, ask: DrawAsk, able: Sequence[Auditor], note: str) -> None:
        """Fill the fields; `able` are all whose turn it can be."""
        self._order = ask.auditors
        self._select_cycle(ask.cycle)
        self.size_box.setValue(ask.size)
        self.seed.setText(ask.seed)
        self.day.setDate(QDate(ask.on.year, ask.on.month, ask.on.day))
        self.months.setValue(ask.months)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.say_problem("")
        self._show_people(able, ask.auditors)
        self._name_button()
        if self.shows_choices:
            self.basis_changed.emit()

    @property
    def shows_choices(self) -> bool:
        """Whether strata, exclusions and weights are shown; hidden, there are none."""
        return not self.choices.isHidden()

    def close_choices(self) -> None:
        """Put the further choices away, with what was chosen."""
        self._show_choices(False)

    def ask(self) -> DrawAsk:
        """The draw as it stands in the fields. Raises AppError where its further choices contradict each other."""
        return replace(self.basis(), design=self.choices.design() if self.shows_choices else Design())

    def basis(self) -> DrawAsk:
        """The draw without its further choices; those who took turns before keep their order."""
        on = self.day.date()
        ticked = [id_ for id_, box in self.boxes.items() if box.isChecked()]
        kept = [id_ for id_ in self._order if id_ in ticked]
        return DrawAsk(
            cycle=Cycle(self.cycle.currentData()),
            size=self.size_box.value(),
            seed=self.seed.text().strip(),
            on=date(on.year(), on.month(), on.day()),
            months=self.months.value(),
            auditors=(*kept, *(id_ for id_ in ticked if id_ not in kept)),
        )

    def say_problem(self, text: str) -> None:
        """Say what speaks against the draw; nothing takes it away."""
        self.problem.say(text, Tone.FAULT)

    def set_busy(self, is_busy: bool) -> None:
        """While the draw is worked out nothing else can be pressed."""
        self.draw_button.setEnabled(not is_busy)
        self.cancel_button.setEnabled(not is_busy)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(measures().spacing[3])
        grid.setVerticalSpacing(measures().spacing[2])
        self.cycle = QComboBox()
        for cycle in Cycle:
            self.cycle.addItem(cycle_words(cycle.value), cycle.value)
        self.cycle.activated.connect(self._tell_cycle)
        self.size_box = QSpinBox()
        self.size_box.setRange(1, _MOST_PLANS)
        self.size_box.valueChanged.connect(self._name_button)
        self.size_box.valueChanged.connect(self._tell_choices)
        self.day = QDateEdit()
        self.day.setDisplayFormat("d MMM yyyy")
        self.day.setCalendarPopup(True)
        self.day.dateChanged.connect(self._tell_basis)
        self.months = QSpinBox()
        self.months.setRange(0, LONGEST_GAP_MONTHS)
        self.months.setSuffix(" months")
        self.months.valueChanged.connect(self._tell_basis)
        self.seed = QLineEdit()
        self.seed_field = Field("&Seed", self.seed, hint="The week by default: nobody chooses a pleasing sample.")
        leave_out = Field("&Leave out if audited within", self.months)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Field("C&ycle", self.cycle), 0, 0, top)
        grid.addWidget(Field("&How many plans", self.size_box), 0, 1, top)
        grid.addWidget(Field("As &of", self.day), 0, 2, top)
        grid.addWidget(leave_out, 1, 0, top)
        grid.addWidget(self.seed_field, 1, 1, 1, 2, top)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.draw_button = button("&Draw", self._tell_draw, weight=Weight.MAIN)
        self.cancel_button = button("Cancel", self.cancelled.emit)
        row.addWidget(self.draw_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        return row

    def _show_people(self, able: Sequence[Auditor], ticked: Sequence[str]) -> None:
        clear(self._people)
        self.boxes = {}
        for number, one in enumerate(able):
            box = QCheckBox(one.name.replace("&", "&&"))
            box.setAccessibleName(f"{one.name} takes a turn")
            box.setChecked(one.id in ticked)
            self.boxes[one.id] = box
            self._people.addWidget(box, number // _ABREAST, number % _ABREAST)
        for column in range(_ABREAST):
            self._people.setColumnStretch(column, 1)
        read = [self.seed, *self.boxes.values(), self.choices_button]
        for before, after in pairwise(read):  # the boxes were made last, and stand before the buttons
            QWidget.setTabOrder(before, after)

    def _select_cycle(self, cycle: Cycle) -> None:
        self.cycle.setCurrentIndex(self.cycle.findData(cycle.value))

    def _name_button(self) -> None:
        count = self.size_box.value()
        words = f"&Draw {count} {'plan' if count == 1 else 'plans'} and assign them"
        self.draw_button.setText(words)
        self.draw_button.setAccessibleName(words.replace("&", ""))

    def _turn_choices(self) -> None:
        self._show_choices(not self.shows_choices)
        if self.shows_choices:
            self.choices_opened.emit()

    def _show_choices(self, is_open: bool) -> None:
        if not is_open:
            self.choices.forget()
            self.say_problem("")
        self.choices.setVisible(is_open)
        words = "Without further &choices" if is_open else "More &choices: strata, exclusions, weights"
        self.choices_button.setText(words)
        self.choices_button.setAccessibleName(words.replace("&", ""))

    def _tell_choices(self) -> None:
        if self.shows_choices:
            self.choices_changed.emit()

    def _tell_basis(self) -> None:
        if self.shows_choices:
            self.basis_changed.emit()

    def _tell_cycle(self) -> None:
        self.cycle_changed.emit(Cycle(self.cycle.currentData()))

    def _tell_draw(self) -> None:
        try:
            ask = self.ask()
        except AppError as error:
            self.say_problem(error.message)
            return
        self.draw_requested.emit(ask)
