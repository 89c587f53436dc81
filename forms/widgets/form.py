"""The audit form: sections at the left, every marker in one column, the one being worked on open, and its keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from audit_app.ui.theme import measures, scaled
from forms.model import Answer, Marker
from forms.widgets.column import MarkerColumn
from forms.widgets.keys import ANSWER_KEYS, COMMAND_KEYS, EVIDENCE_KEYS, Command
from forms.widgets.marker_card import MarkerCard
from forms.widgets.sections import SectionList
from forms.widgets.state import EvidenceText, FormState

_SECTIONS_WIDTH, _SECTIONS_GROW = 216, 120
"""What the list of sections has at least, and how much more where there is room, at the normal size of type."""
_TALL = 860
_MOVES = {
    Qt.Key.Key_Return: Command.NEXT,
    Qt.Key.Key_Enter: Command.NEXT,
    Qt.Key.Key_Down: Command.NEXT,
    Qt.Key.Key_Up: Command.PREVIOUS,
}
_ALT = Qt.KeyboardModifier.AltModifier
_NO_COMMAND = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_LOOKS = (Command.WHAT_COUNTS, Command.KEYS, Command.PLAN)


class AuditForm(QWidget):
    """Shows a `FormState` and tells what a person says, marker by marker; it saves nothing itself.

    `text_typed` and `text_left` carry marker, field (`note`, `reason`) and text; `evidence_typed` and `evidence_left`
    an `EvidenceText`, or None where it was taken back; `ended` that Enter was pressed at the last marker. `taken` is
    the marker whose suggested level is taken, `plan_requested` the marker from which the plan's words are wanted, and
    `place_requested` a `PlaceLink`.
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
    taken = Signal(str)
    plan_requested = Signal(str)
    place_requested = Signal(object)
    keys_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: FormState | None = None
        self._at = ""
        self._order: tuple[Marker, ...] = ()
        self._is_fold_chosen = False
        self.sections = SectionList()
        self.sections.setFixedWidth(_SECTIONS_WIDTH)
        self.column = MarkerColumn()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(measures().spacing[3])
        row.addWidget(self.sections)
        row.addWidget(self.column, 1)
        self._connect()

    def _connect(self) -> None:
        card, column = self.card, self.column
        card.levels.answer_chosen.connect(self._answered)
        card.evidence.typed.connect(self._evidence_typed)
        card.evidence.changed.connect(self._evidence_left)
        card.cause.chosen.connect(self._cause_chosen)
        card.suggestion.taken.connect(self._taken)
        card.evidence.place_requested.connect(self.place_requested)
        card.text_typed.connect(self._text_typed)
        card.text_left.connect(self._text_left)
        card.share_toggled.connect(self._share_toggled)
        card.back.connect(self.take_focus)
        card.fold.clicked.connect(self._fold_chosen)
        column.marker_chosen.connect(self.go_to)
        column.state_chosen.connect(self.state_chosen)
        column.tick_toggled.connect(self.tick_toggled)
        column.back.connect(self._come_back)
        column.moved.connect(self._stay)
        self.sections.section_chosen.connect(self.go_to_section)

    @property
    def at(self) -> str:
        """The marker that is open, empty where none is."""
        return self._at

    @property
    def card(self) -> MarkerCard:
        """The open marker."""
        return self.column.card

    def show_form(self, state: FormState, at: str = "") -> None:
        """Show a review from the start, open at this marker, or at the first."""
        self.leave()
        self._at, self._state = "", None
        self._order = self.column.build(state.framework)
        self.show_state(state)
        if self._order:
            self._open(at if at in self.column.rows else self._order[0].id)

    def show_state(self, state: FormState) -> None:
        """Show what moved since the last time; the framework is the same."""
        before, self._state = self._state, state
        self.column.show_state(state, before, self._at)
        self.sections.show_state(state)

    def drop(self) -> None:
        """Forget the review: nothing of it can be read here any more."""
        self._at, self._state, self._order = "", None, ()
        self.card.drop()
        self.column.empty()
        self.sections.clear()

    def go_to(self, marker: str) -> None:
        """Open another marker; what was typed at this one is told first."""
        if marker not in self.column.rows:
            return
        if marker != self._at:
            self.leave()
            self._open(marker)
            self.moved.emit(marker)
        self._come_back()

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
        """Bring the open marker to its usual height of the screen."""
        self.column.settle(self._section())

    def handle_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False where it asks for nothing here."""
        if self._state is None:
            return False
        held = event.modifiers() & ~_NO_COMMAND
        if held == _ALT:
            section = self.section_of_key(event)
            self.go_to_section(section)
            return bool(section)
        if held:
            return False
        move = _MOVES.get(Qt.Key(event.key()))
        return self._do(move) if move is not None else self._letter(event.text().lower())

    def section_of_key(self, event: QKeyEvent) -> str:
        """The section that Alt and this letter lead to, empty for none; again leads to the next with that letter."""
        if event.modifiers() & ~_NO_COMMAND != _ALT or self._state is None:
            return ""
        letter = chr(event.key()) if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z else ""
        fits = [one for one in self._state.framework.by_section() if letter and one.startswith(letter)]
        here = self._section()
        return "" if not fits else fits[(fits.index(here) + 1) % len(fits)] if here in fits else fits[0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handle_key(event):
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room, titles are whole and what counts is in view without asking."""
        super().resizeEvent(event)
        most = scaled(self, _SECTIONS_WIDTH + _SECTIONS_GROW)
        wide = max(min(scaled(self, _SECTIONS_WIDTH), self.width() // 4), self.width() // 5)
        self.sections.setFixedWidth(min(wide, most))
        if not self._is_fold_chosen and (self.height() >= _TALL) == self.card.what_counts.isHidden():
            self.card.toggle_what_counts()

    def _letter(self, text: str) -> bool:
        command = COMMAND_KEYS.get(text)
        if command in _LOOKS:
            return self._do(command)
        if not self._at or self._state is None or self._state.is_read_only:
            return False
        if text in ANSWER_KEYS:
            self._answered(ANSWER_KEYS[text])
        elif text in EVIDENCE_KEYS:
            self.card.evidence.begin(EVIDENCE_KEYS[text])
        else:
            return command is not None and self._do(command)
        return True

    def _do(self, command: Command | None) -> bool:
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
            case Command.PLAN:
                self.plan_requested.emit(self._at)
            case Command.TAKE:
                return self.card.suggestion.accept()
            case Command.STATE:
                return self._arm_state()
            case Command.ADVICE:
                return self._begin_advice()
        return True

    def _arm_state(self) -> bool:
        states = self.column.states
        chips = states.get(self._section()) or next(iter(states.values()), None)
        if chips is not None:
            chips.arm()
            self.column.ensureWidgetVisible(chips)
        return chips is not None

    def _begin_advice(self) -> bool:
        advice = self.column.advice
        if advice is not None:
            advice.begin()
            self.column.ensureWidgetVisible(advice)
        return advice is not None

    def _open(self, marker: str) -> None:
        if self._state is not None:
            before, self._at = self._at, marker
            self.column.open(marker, self._state, before)
            self.sections.show_current(self._section())

    def _come_back(self) -> None:
        self.take_focus()
        self.settle()

    def _stay(self) -> None:
        """Nothing moves away from the eye when other things come or go; what is only read stays as scrolled."""
        if self._state is not None and not self._state.is_read_only:
            self.settle()

    def _section(self) -> str:
        return self._state.framework.marker(self._at).section if self._state is not None and self._at else ""

    def _fold_chosen(self) -> None:
        self._is_fold_chosen = True

    def _answered(self, answer: Answer) -> None:
        self.answer_chosen.emit(self._at, answer)
        if self._state is not None and self._at and self._state.at(self._at).answer == answer:
            self.card.levels.announce(answer)

    def _taken(self) -> None:
        self.taken.emit(self._at)

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
