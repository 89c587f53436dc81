"""The marker that is being worked on, in full: question, what counts, levels, evidence, cause, reason, note."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QVBoxLayout, QWidget

from audit_app.ui.icons import Icon, icon_of
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from forms.model import Framework, Marker, NotScore
from forms.widgets.evidence import EvidenceEditor
from forms.widgets.fields import TextField
from forms.widgets.flow import TAKE_KEY, Caption, Chip, ChipRow, Option
from forms.widgets.keys import CAUSE_KEYS
from forms.widgets.levels import LevelControl
from forms.widgets.state import CAUSE_WORDS, Given, answer_words, marker_facts
from forms.widgets.suggestion import SuggestionLine


class MarkerCard(QGroupBox):
    """Shows one marker at a time, heard as a group of controls; every signal is about `marker`.

    `text_typed` and `text_left` carry the field, `note` or `reason`, and its text. `back` asks for the focus to come
    back to the card itself, where the keys of the form are heard.
    """

    text_typed = Signal(str, str)
    text_left = Signal(str, str)
    share_toggled = Signal(bool)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.marker: Marker | None = None
        self._given = Given()
        self._is_read_only = False
        self._dirty: set[str] = set()
        self._make()
        self._lay_out()

    def _make(self) -> None:
        self.id = label("", "section", wraps=False)
        self.question = label("", "cardTitle")
        self.facts = label("", "caption")
        self.fold = button("What counts", self.toggle_what_counts, weight="quiet", icon=Icon.NEXT)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.what_counts = label("")
        self.what_counts.hide()
        self.by_rule = label("", "soft")
        self.levels = LevelControl()
        self.suggestion = SuggestionLine(TAKE_KEY)
        self.evidence = EvidenceEditor()
        self.cause = ChipRow(
            "Cause", [Option(one.value, CAUSE_WORDS[one.value], key) for key, one in CAUSE_KEYS.items()]
        )
        self.reason = TextField("Why it does not apply")
        self.note = TextField("Note")
        self.share = Chip(Option("share", "Share as good practice", "g"))
        self.reason_row = _labelled("Reason", self.reason)
        self.texts = {"reason": self.reason, "note": self.note}
        for field in self.texts.values():
            field.typed.connect(self._typed)
            field.left.connect(self._left)
            field.finished.connect(self.back)
        self.share.toggled.connect(self._shared)
        for signal in (self.evidence.finished, self.cause.left):
            signal.connect(self.back)

    def _lay_out(self) -> None:
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[3], space[3], space[3], space[3])
        outer.setSpacing(space[2])
        head = QHBoxLayout()
        head.setSpacing(space[2])
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(self.id, 0, top)
        words = QVBoxLayout()
        words.setSpacing(space[0])
        words.addWidget(self.question)
        words.addWidget(self.facts)
        head.addLayout(words, 1)
        head.addWidget(self.fold, 0, top)
        outer.addLayout(head)
        last = QHBoxLayout()
        last.setSpacing(space[1])
        last.addWidget(_labelled("Note", self.note), 1)
        last.addWidget(self.share, 0, top)
        counts = QHBoxLayout()  # a layout of its own keeps its lines short and its height right
        counts.addWidget(self.what_counts, 2)
        counts.addStretch(1)
        outer.addLayout(counts)
        for widget in (self.by_rule, self.levels, self.suggestion, self.reason_row, self.evidence, self.cause):
            outer.addWidget(widget)
        outer.addLayout(last)

    def show_marker(self, marker: Marker, framework: Framework, given: Given, *, is_read_only: bool) -> None:
        """Show another marker; what was being typed must have been saved before."""
        self._dirty.clear()
        self.marker, self._is_read_only = marker, is_read_only
        self.id.setText(marker.id)
        self.question.setText(marker.question)
        self.facts.setText(marker_facts(marker))
        self.what_counts.setText("\n\n".join(part for part in (marker.what_counts, marker.notes) if part))
        self.levels.show_marker(marker, framework)
        self.evidence.show_marker(marker)
        self._framework = framework
        for part in (self.levels, self.evidence, self.cause):
            part.set_read_only(is_read_only)
        for field in self.texts.values():
            field.setReadOnly(is_read_only)
        self.share.setEnabled(not is_read_only)
        self.show_given(given)

    def show_given(self, given: Given) -> None:
        """Show what is given; a field in which somebody is typing is left alone."""
        self._given = given
        self.levels.set_answer(given.shown)
        self.evidence.show_evidence(given.evidence)
        self.evidence.show_place(given.place)
        self._show_suggestion(given)
        self.cause.set_value(given.cause)
        self.cause.setVisible(given.is_short or bool(given.cause) or self.cause.is_armed)
        self.by_rule.setText(f"Does not apply by rule: {given.by_rule}")
        self.by_rule.setVisible(bool(given.by_rule) and given.shown is NotScore.NA)
        asks = given.answer is NotScore.NA and (given.reason != given.by_rule or not given.by_rule)
        self.reason_row.setVisible(asks or "reason" in self._dirty)
        for name, field in self.texts.items():
            if name not in self._dirty:
                field.show_text(getattr(given, name))
        self.share.blockSignals(True)
        self.share.setChecked(given.good_practice)
        self.share.blockSignals(False)
        if self.marker is not None:
            said = answer_words(self._framework, given.shown)
            self.setAccessibleName(f"{self.marker.id}: {self.marker.question} {said}")
            self.setAccessibleDescription(f"{marker_facts(self.marker)}. {self.marker.what_counts}")

    def _show_suggestion(self, given: Given) -> None:
        """The level that the thread suggests with its arithmetic; nothing where it suggests none."""
        found = given.suggested
        words, is_same = "", found is not None and given.answer == found.level and type(given.answer) is int
        if found is not None:
            words = f"The thread suggests {'the same' if is_same else found.level}: {found.arithmetic}."
        level = found.level if found is not None else ""
        self.suggestion.show_suggestion(
            words, is_open=not is_same and not self._is_read_only, name=f"Take the suggested level {level}"
        )

    def drop(self) -> None:
        """Forget what is shown and typed, with what the fields could take back."""
        self._dirty.clear()
        self.evidence.is_dirty = False
        self.evidence.show_evidence(None)
        self.suggestion.show_suggestion("", is_open=False, name="")
        self._given, self.marker = Given(), None
        for field in self.texts.values():
            field.show_text("")
        self.setAccessibleName("")

    def show_draft(self, field: str, text: str) -> None:
        """Put a text that was typed earlier and not saved back into its field, as if it were being typed."""
        self._dirty.add(field)
        self.texts[field].show_text(text)
        self.reason_row.setVisible(self.reason_row.isVisibleTo(self) or field == "reason")

    def toggle_what_counts(self) -> None:
        """Fold or unfold what counts; it stays so for the markers that follow."""
        is_open = self.what_counts.isHidden()
        self.what_counts.setVisible(is_open)
        self.fold.setIcon(icon_of(Icon.DOWN if is_open else Icon.NEXT))
        self.fold.setAccessibleName("Fold what counts" if is_open else "Show what counts")

    def arm_cause(self) -> None:
        """Wait for the key of a cause."""
        self.cause.is_armed = True
        self.cause.setVisible(True)
        self.cause.arm()

    def toggle_share(self) -> None:
        """Share as good practice, or no longer."""
        self.share.toggle()

    def ask_reason(self) -> None:
        """Let the person say why the marker does not apply."""
        self.reason_row.setVisible(True)
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def commit(self) -> None:
        """Tell what is typed and not yet told, before the marker or the screen is left."""
        self.evidence.commit()
        for name in tuple(self._dirty):
            self._tell(name)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())

    def _name_of(self, field: object) -> str:
        return "reason" if field is self.reason else "note"

    def _typed(self) -> None:
        name = self._name_of(self.sender())
        self._dirty.add(name)
        self.text_typed.emit(name, self.texts[name].text())

    def _left(self) -> None:
        self._tell(self._name_of(self.sender()))

    def _tell(self, name: str) -> None:
        if name in self._dirty:
            self._dirty.discard(name)
            self.text_left.emit(name, self.texts[name].text().strip())

    def _shared(self, is_shared: bool) -> None:
        self.share_toggled.emit(is_shared)


def _labelled(words: str, field: TextField) -> QWidget:
    """A field with its label at the left, in line with the chips above."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(measures().spacing[1])
    caption = Caption(words)
    caption.setBuddy(field)
    row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(field, 1)
    return made
