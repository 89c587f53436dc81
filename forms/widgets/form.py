"""The audit form: sections at the left, every marker in one column, the one being worked on open, and its keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from audit_app.ui.card import clear
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from forms.model import Answer, Framework, Marker
from forms.widgets.advice import AdviceCard
from forms.widgets.flow import ChipRow, Option
from forms.widgets.keys import ANSWER_KEYS, COMMAND_KEYS, EVIDENCE_KEYS, STATE_KEYS, Command
from forms.widgets.marker_card import MarkerCard
from forms.widgets.marker_row import MarkerRow
from forms.widgets.sections import SectionList
from forms.widgets.state import EvidenceText, FormState, Given

_SECTIONS_WIDTH = 216
_TALL = 860
_WIDEST = 1_560
_NEAR = 160
_MOVES = {
    Qt.Key.Key_Return: Command.NEXT,
    Qt.Key.Key_Enter: Command.NEXT,
    Qt.Key.Key_Down: Command.NEXT,
    Qt.Key.Key_Up: Command.PREVIOUS,
}
_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class _Area(QScrollArea):
    """Scrolls by wheel and by what is opened; the arrows belong to the form."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class AuditForm(QWidget):
    """Shows a `FormState` and tells what a person says, marker by marker; it saves nothing itself.

    `text_typed` and `text_left` carry marker, field (`note`, `reason`) and text; `evidence_typed` and `evidence_left`
    an `EvidenceText`, or None where it was taken back; `ended` that Enter was pressed at the last marker.
    """

    answer_chosen = Signal(str, object)
    evidence_typed = Signal(str, object)
    evidence_left = Signal(str, object)
    cause_chosen = Signal(str, str)
    text_typed = Signal(str, str, str)
    text_left = Signal(str, str, str)
    share_toggled = Signal(str, bool)
    tick_toggled = Signal(str, str, bool)
    state_chosen = Signal(str, str)
    moved = Signal(str)
    ended = Signal()
    keys_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: FormState | None = None
        self._at = ""
        self._order: tuple[Marker, ...] = ()
        self.rows: dict[str, MarkerRow] = {}
        self.states: dict[str, ChipRow] = {}
        self.advice: AdviceCard | None = None
        self.sections = SectionList()
        self.sections.setFixedWidth(_SECTIONS_WIDTH)
        self.card = MarkerCard()
        self._is_fold_chosen = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        space = measures().spacing
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space[3])
        self.area = _Area()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.content = QWidget()
        self.content.setProperty("role", "canvas")
        self.content.setMaximumWidth(_WIDEST)
        outer = QVBoxLayout(self.content)
        outer.setContentsMargins(space[0], space[0], space[2], space[5])
        outer.setSpacing(space[3])
        self.top = QVBoxLayout()
        self.column = QVBoxLayout()
        self.column.setSpacing(space[0] + 2)
        self.bottom = QVBoxLayout()
        for part in (self.top, self.column, self.bottom):
            outer.addLayout(part)
        outer.addStretch(1)
        self.area.setWidget(self.content)
        row.addWidget(self.sections)
        row.addWidget(self.area, 1)

    def _connect(self) -> None:
        card = self.card
        card.levels.answer_chosen.connect(self._answered)
        card.evidence.typed.connect(self._evidence_typed)
        card.evidence.changed.connect(self._evidence_left)
        card.cause.chosen.connect(self._cause_chosen)
        card.text_typed.connect(self._text_typed)
        card.text_left.connect(self._text_left)
        card.share_toggled.connect(self._share_toggled)
        card.back.connect(self.take_focus)
        card.fold.clicked.connect(self._fold_chosen)
        self.sections.section_chosen.connect(self.go_to_section)

    @property
    def at(self) -> str:
        """The marker that is open, empty where none is."""
        return self._at

    def show_form(self, state: FormState, at: str = "") -> None:
        """Show a review from the start, open at this marker, or at the first."""
        self.leave()
        self._at = ""
        self._state = state
        self._build(state.framework)
        self.show_state(state)
        if self._order:
            self._open(at if at in self.rows else self._order[0].id)

    def show_state(self, state: FormState) -> None:
        """Show what moved since the last time; the framework is the same."""
        before, self._state = self._state, state
        fresh = before is None or before is state
        for marker, row in self.rows.items():
            if fresh or before is None or before.at(marker) != state.at(marker):
                row.show_given(state.at(marker))
        if self._at:
            self.card.show_given(state.at(self._at))
        for section, chips in self.states.items():
            chips.set_value(state.states.get(section, ""))
            chips.set_read_only(state.is_read_only)
        if self.advice is not None:
            self.advice.show_ticks(state.ticks)
            self.advice.set_read_only(state.is_read_only)
        self.sections.show_state(state)

    def drop(self) -> None:
        """Forget the review: nothing of it can be read here any more."""
        self._at, self._state, self._order = "", None, ()
        self.card.drop()
        self._empty()
        self.sections.clear()

    def go_to(self, marker: str) -> None:
        """Open another marker; what was typed at this one is told first."""
        if marker in self.rows:
            if marker != self._at:
                self.leave()
                self._open(marker)
                self.moved.emit(marker)
            self.take_focus()
            self.settle()

    def go_to_section(self, section: str) -> None:
        """Open the first marker of a section that is not done, else its first."""
        if self._state is None:
            return
        state = self._state
        inside = [marker.id for marker in self._order if marker.section == section]
        if inside:
            self.go_to(next((one for one in inside if not state.at(one).is_done), inside[0]))

    def step(self, by: int) -> bool:
        """Open the marker so many further on; False at either end."""
        places = [marker.id for marker in self._order]
        if self._at not in places or not 0 <= places.index(self._at) + by < len(places):
            return False
        self.go_to(places[places.index(self._at) + by])
        return True

    def take_focus(self) -> None:
        """Back to the open marker, where the keys are heard."""
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Tell what is typed and not told yet."""
        if self._at:
            self.card.commit()

    def settle(self) -> None:
        """Keep the open marker at the same height of the screen, so that the eye need not look for it."""
        layout = self.content.layout()
        if layout is None:
            return
        layout.invalidate()
        layout.activate()
        width = min(self.area.viewport().width(), self.content.maximumWidth())
        self.content.resize(width, max(layout.totalHeightForWidth(width), self.area.viewport().height()))
        self.area.verticalScrollBar().setValue(max(0, self.card.y() - self._lead()))

    def handle_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False where it asks for nothing here."""
        if self._state is None:
            return False
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held == _ALT:
            return self._jump(event)
        if held:
            return False
        move = _MOVES.get(Qt.Key(event.key()))
        return self._do(move) if move is not None else self._letter(event.text().lower())

    def section_of_key(self, event: QKeyEvent) -> str:
        """The section that Alt and this letter lead to, empty for none; again leads to the next with that letter."""
        if event.modifiers() & ~_ALT or not event.modifiers() & _ALT or self._state is None:
            return ""
        letter = chr(event.key()) if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z else ""
        fits = [one for one in self._state.framework.by_section() if letter and one.startswith(letter)]
        here = self._state.framework.marker(self._at).section if self._at else ""
        return "" if not fits else fits[(fits.index(here) + 1) % len(fits)] if here in fits else fits[0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handle_key(event):
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room, what counts is in view without asking."""
        super().resizeEvent(event)
        self.sections.setFixedWidth(min(max(_SECTIONS_WIDTH, self.width() // 5), _SECTIONS_WIDTH + 120))
        if not self._is_fold_chosen and (self.height() >= _TALL) == self.card.what_counts.isHidden():
            self.card.toggle_what_counts()

    def _letter(self, text: str) -> bool:
        if not text or self._state is None:
            return False
        if text in COMMAND_KEYS and COMMAND_KEYS[text] in _LOOKS:
            return self._do(COMMAND_KEYS[text])
        if self._state.is_read_only or not self._at:
            return False
        if text in ANSWER_KEYS:
            self._answered(ANSWER_KEYS[text])
        elif text in EVIDENCE_KEYS:
            self.card.evidence.begin(EVIDENCE_KEYS[text])
        elif text in COMMAND_KEYS:
            return self._do(COMMAND_KEYS[text])
        else:
            return False
        return True

    def _do(self, command: Command) -> bool:
        match command:
            case Command.NEXT:
                if not self.step(1):
                    self.leave()
                    self.ended.emit()
            case Command.PREVIOUS:
                self.step(-1)
            case Command.CAUSE:
                self.card.arm_cause()
            case Command.GOOD_PRACTICE:
                self.card.toggle_share()
            case Command.NOTE:
                self.card.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case Command.WHAT_COUNTS:
                self.card.toggle_what_counts()
                self._is_fold_chosen = True
            case Command.KEYS:
                self.keys_requested.emit()
            case Command.STATE | Command.ADVICE:
                return self._begin_ticks(command)
        return True

    def _begin_ticks(self, command: Command) -> bool:
        section = self._state.framework.marker(self._at).section if self._state is not None and self._at else ""
        if command is Command.STATE and self.states:
            chips = self.states.get(section) or next(iter(self.states.values()))
            chips.arm()
            self.area.ensureWidgetVisible(chips)
        elif command is Command.ADVICE and self.advice is not None:
            self.advice.begin()
            self.area.ensureWidgetVisible(self.advice)
        else:
            return False
        return True

    def _jump(self, event: QKeyEvent) -> bool:
        section = self.section_of_key(event)
        if section:
            self.go_to_section(section)
        return bool(section)

    def _build(self, framework: Framework) -> None:
        self._empty()
        grouped = framework.by_section()
        self._order = tuple(marker for markers in grouped.values() for marker in markers)
        titles = {section.id: section.title for section in framework.sections}
        for section, markers in grouped.items():
            self.column.addSpacing(measures().spacing[2])
            self.column.addWidget(label(f"{section}   {titles[section]}", "overline"))
            self._add_state(framework, section)
            for marker in markers:
                row = MarkerRow(marker, framework)
                row.clicked.connect(self._row_clicked)
                self.rows[marker.id] = row
                self.column.addWidget(row)
        self._add_advice(framework)

    def _lead(self) -> int:
        """How much of what stands above the open marker stays in view: a row, or what its section holds."""
        least = 2 * self.card.fontMetrics().lineSpacing() + measures().row
        chips = self.states.get(self._state.framework.marker(self._at).section) if self._state and self._at else None
        above = self.card.y() - chips.y() + measures().spacing[0] if chips is not None else 0
        return max(least, above) if above < _NEAR else least

    def _empty(self) -> None:
        self.column.removeWidget(self.card)
        self.card.setParent(self)
        self.card.hide()
        clear(self.column)
        self.rows, self.states, self.advice = {}, {}, None

    def _add_state(self, framework: Framework, section: str) -> None:
        asked = framework.section_states
        if asked is None or section not in asked.sections:
            return
        keys = {state.value: key for key, state in STATE_KEYS.items()}
        options = [Option(state.value, words, keys[state.value]) for state, words in asked.states]
        chips = ChipRow(f"Section {section} holds", options)
        chips.chosen.connect(self._state_chosen)
        chips.left.connect(self.take_focus)
        self.states[section] = chips
        self.column.addWidget(chips)

    def _add_advice(self, framework: Framework) -> None:
        if framework.advice_grid is None:
            return
        self.advice = AdviceCard(framework.advice_grid)
        self.advice.ticked.connect(self.tick_toggled)
        self.advice.left.connect(self._back_from_advice)
        self.column.addSpacing(measures().spacing[3])
        self.column.addWidget(self.advice)

    def _open(self, marker: str) -> None:
        if self._state is None:
            return
        if self._at in self.rows:
            self.rows[self._at].show()
        self._at = marker
        self.column.removeWidget(self.card)
        self.column.insertWidget(self.column.indexOf(self.rows[marker]) + 1, self.card)
        self.rows[marker].hide()
        state = self._state
        self.card.show_marker(
            state.framework.marker(marker), state.framework, state.at(marker), is_read_only=state.is_read_only
        )
        self.card.show()
        self.sections.show_current(state.framework.marker(marker).section)

    def _back_from_advice(self) -> None:
        self.take_focus()
        self.settle()

    def _given(self) -> Given:
        return self._state.at(self._at) if self._state is not None else Given()

    def _row_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, MarkerRow):
            self.go_to(row.marker.id)

    def _fold_chosen(self) -> None:
        self._is_fold_chosen = True

    def _answered(self, answer: Answer) -> None:
        self.answer_chosen.emit(self._at, answer)
        if self._given().answer == answer:
            self.card.levels.announce(answer)

    def _evidence_typed(self, evidence: EvidenceText) -> None:
        self.evidence_typed.emit(self._at, evidence)

    def _evidence_left(self, evidence: EvidenceText | None) -> None:
        self.evidence_left.emit(self._at, evidence)

    def _cause_chosen(self, cause: str) -> None:
        self.cause_chosen.emit(self._at, cause)

    def _text_typed(self, field: str, text: str) -> None:
        self.text_typed.emit(self._at, field, text)

    def _text_left(self, field: str, text: str) -> None:
        self.text_left.emit(self._at, field, text)

    def _share_toggled(self, is_shared: bool) -> None:
        self.share_toggled.emit(self._at, is_shared)

    def _state_chosen(self, value: str) -> None:
        section = next((one for one, chips in self.states.items() if chips is self.sender()), "")
        self.state_chosen.emit(section, value)


_LOOKS = (Command.WHAT_COUNTS, Command.KEYS)
