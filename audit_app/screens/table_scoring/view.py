"""The widgets of scoring round a table: who speaks, then their plan marker by marker; it decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.domain.scoring_sheet import NOT_SEALED
from audit_app.screens.table_scoring.members import MembersPage
from audit_app.screens.table_scoring.speaker import SpeakerHeader
from audit_app.screens.table_scoring.typed import Typed
from audit_app.services.sheets_of_round.table import Table
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from forms.widgets import KEY_GROUPS, AuditForm, EvidenceText

AWAY = (
    "Turn this screen away from the group. What is sealed cannot be seen again, not even here. What is not sealed is "
    "kept nowhere: it is gone when the window locks or is left."
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier
_FORM_GROUPS = 3
"""Score, evidence, move; the last group of the form's keys is about an audit of one's own."""


class TableView(Screen):
    """Signals for what the person does; a new form for each plan, so that no field can take back what was sealed."""

    answer_chosen = Signal(str, object)
    evidence_left = Signal(str, object)
    cause_chosen = Signal(str, str)
    text_left = Signal(str, str, str)
    share_toggled = Signal(str, bool)
    tick_toggled = Signal(str, str, bool)
    state_chosen = Signal(str, str)
    member_chosen = Signal(str)
    seal_requested = Signal()
    members_requested = Signal()
    round_requested = Signal()
    keys_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self.members = MembersPage()
        self.speaker = SpeakerHeader()
        self.banner = Banner()
        self.away = label(AWAY, "caption")
        self.form = AuditForm()
        self._lay_out()
        self.members.chosen.connect(self.member_chosen)
        self.members.back_button.clicked.connect(self.round_requested)
        self.speaker.seal.clicked.connect(self.seal_requested)
        self.speaker.back.clicked.connect(self.members_requested)
        self.show_members(None)

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen, for the shortcut sheet."""
        own = KeyGroup("Round the table", (KeyLine("Ctrl + Enter", "Seal this plan and go on"),))
        return (own, *KEY_GROUPS[:_FORM_GROUPS])

    def regions(self) -> Sequence[QWidget]:
        """The members; or header, sections and marker."""
        if self.form.isHidden():
            return (self.members.table.view, self.members.back_button)
        return (self.speaker.seal, self.form.sections, self.form.card)

    def show_members(self, found: Table | None) -> None:
        """Who scores round the table; nothing of what was typed before can be read any more."""
        self._renew_form()
        self.banner.say("")
        for part in (self.speaker, self.away, self.form):
            part.hide()
        self.members.show_table(found)
        self.members.show()
        if self.isVisible():
            self.members.take_focus()

    def show_plan(self, typed: Typed) -> None:
        """The next plan of the member who speaks, from its start."""
        self._renew_form()
        self.banner.say("")
        self.members.hide()
        self.speaker.show_typed(typed)
        self.away.setText(AWAY if typed.asked.round.is_sealed else f"{AWAY} {NOT_SEALED}")
        for part in (self.speaker, self.away, self.form):
            part.show()
        self.form.show_form(typed.form_state())
        self.form.take_focus()

    def show_typed(self, typed: Typed) -> None:
        """What moved in the plan that is being typed."""
        self.speaker.show_typed(typed)
        self.form.show_state(typed.form_state())

    def show_faults(self, words: str, marker: str) -> None:
        """Why the plan could not be sealed, and the first marker that it is about."""
        self.banner.say(words, Tone.WARNING)
        if marker:
            self.form.go_to(marker)

    def say(self, words: str) -> None:
        """What went wrong, at the top; nothing takes it away."""
        self.banner.say(words, Tone.FAULT)

    def show_evidence_problem(self, words: str) -> None:
        """What is wrong with the evidence, beside its fields."""
        self.form.card.evidence.show_problem(words)

    def ask_reason(self) -> None:
        """Why a marker does not apply."""
        self.form.card.ask_reason()

    def leave_fields(self) -> None:
        """Tell what is typed and not told yet."""
        self.form.leave()

    def event(self, event: QEvent) -> bool:
        """Alt and a section's letter belong to the form before any menu."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        if not self.form.isVisible() or not self.form.section_of_key(event):
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field wanted."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_typing = self.form.isVisible()
        if is_typing and held == _CTRL and event.key() in _ENTER:
            self.seal_requested.emit()
        elif not (is_typing and self.form.handle_key(event)):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        space = measures().spacing
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(space[3], space[2], space[3], 0)
        self._outer.setSpacing(space[2])
        for part in (self.speaker, self.away, self.banner):
            self._outer.addWidget(part)
        self._outer.addWidget(self.members, 1)
        self._outer.addWidget(self.form, 1)
        self._join_form()

    def _renew_form(self) -> None:
        """Another form in place of the one before, with everything that its fields could take back."""
        old, self.form = self.form, AuditForm()
        old.blockSignals(True)
        old.drop()
        self._outer.replaceWidget(old, self.form)
        old.hide()
        old.setParent(None)
        old.deleteLater()
        self._join_form()

    def _join_form(self) -> None:
        form = self.form
        form.answer_chosen.connect(self.answer_chosen)
        form.evidence_left.connect(self._evidence_left)
        form.cause_chosen.connect(self.cause_chosen)
        form.text_left.connect(self.text_left)
        form.share_toggled.connect(self.share_toggled)
        form.tick_toggled.connect(self.tick_toggled)
        form.state_chosen.connect(self.state_chosen)
        form.keys_requested.connect(self.keys_requested)
        form.ended.connect(self._ended)

    def _evidence_left(self, marker: str, evidence: EvidenceText | None) -> None:
        self.evidence_left.emit(marker, evidence)

    def _ended(self) -> None:
        """Enter at the last marker: the next step is to seal."""
        self.speaker.seal.setFocus(Qt.FocusReason.TabFocusReason)
