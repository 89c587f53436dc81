"""Where the group says its score at one marker: level, reason, note, evidence, cause, who agreed; it saves nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from audit_app.screens.reveal.wish import OWN, Wish, asks_cause, asks_code, asks_evidence, asks_words, usual_wish
from audit_app.screens.reveal.wording import CODES, held_words
from audit_app.services.consensus.standing import RevealCell
from audit_app.ui.announce import announce
from audit_app.ui.card import Card
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.theme import scaled
from audit_app.ui.words import button, label
from exports.causes import CAUSES
from exports.plain import one_line, shortened
from forms.model import Answer, Cause, Framework, NotScore
from forms.widgets import LevelControl
from scoring.figures import AGENCY_NAMES

_LETTERS, _QUOTED = 18, 48
_NOTE_WIDTH = 420


class ConsensusCard(Card):
    """`typed` tells that something was chosen or typed that is not settled, `settle_requested` that it is to be."""

    typed = Signal()
    settle_requested = Signal()
    take_back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Consensus", parent)
        self._shown: RevealCell | None = None
        self._answer: Answer = None
        self._may_write = False
        self.held, self.lack = label("", "soft"), label("", "problem")
        self.levels = LevelControl()
        self.code, self.cause, self.evidence = QComboBox(), QComboBox(), QComboBox()
        self.note, self.own = QLineEdit(), QLineEdit()
        self.fields = {
            "code": Field("&Reason for this score", self.code),
            "cause": Field("&Cause", self.cause),
            "evidence": Field("E&vidence", self.evidence),
            "own": Field("The group's own &words", self.own),
            "note": Field("N&ote", self.note),
        }
        self.agencies: dict[str, QCheckBox] = {}
        self.settle_button = button("&Settle and go on", self.settle_requested.emit, weight=Weight.MAIN, icon=Icon.DONE)
        self.back_button = button("&Take back", self.take_back_requested.emit, icon=Icon.UNDO)
        self._lay_out()
        self._connect()

    def show_cell(
        self, shown: RevealCell | None, framework: Framework | None, wish: Wish | None, *, may_write: bool
    ) -> None:
        """Show a marker with what was begun there, or what stands there; nothing is emitted."""
        self._shown = shown
        self._may_write = may_write and shown is not None
        self.setVisible(shown is not None)
        if shown is None or framework is None:
            return
        self.set_title(f"Consensus on {shown.marker.id}")
        said = held_words(shown, framework)
        self.held.setText(f"So far: {said}")
        self.held.setVisible(bool(said))
        self.levels.show_marker(shown.marker, framework)
        self._fill_evidence(shown)
        self._show_agencies(shown)
        self._put(wish or usual_wish(shown))
        self._show_lack("", "")
        self._fit()

    def wish(self) -> Wish:
        """What stands in the card."""
        return Wish(
            self._answer,
            code=str(self.code.currentData() or ""),
            note=self.note.text().strip(),
            by=tuple(agency for agency, box in self.agencies.items() if box.isChecked()),
            evidence=str(self.evidence.currentData() or ""),
            own=self.own.text().strip(),
            cause=str(self.cause.currentData() or ""),
        )

    def choose(self, answer: int | NotScore) -> None:
        """Take an answer, as a key or a click gives it."""
        if not self._may_write:
            return
        self._answer = answer
        self.levels.set_answer(answer)
        self.levels.announce(answer)
        self._show_lack("", "")
        self._fit()
        self.typed.emit()

    def show_lack(self, field: str, words: str) -> None:
        """Say beside a field what is missing there, and go to it."""
        self._show_lack(field, words)
        self.fields[field].widget.setFocus()
        announce(self, words)

    def _show_lack(self, lacking: str, words: str) -> None:
        """One line for all fields: beside a taller one the others would not stand in line."""
        for name, field in self.fields.items():
            field.show_problems([words] if name == lacking else ())
            field.problem.hide()
        self.lack.setText(words)
        self.lack.setVisible(bool(words))

    def _put(self, wish: Wish) -> None:
        self._answer = wish.answer
        self.levels.set_answer(wish.answer)
        for box, data in ((self.code, wish.code), (self.cause, wish.cause), (self.evidence, wish.evidence)):
            with QSignalBlocker(box):
                box.setCurrentIndex(max(box.findData(data), 0))
        for line, text in ((self.note, wish.note), (self.own, wish.own)):
            with QSignalBlocker(line):
                line.setText(one_line(text))
        for agency, ticked in self.agencies.items():
            with QSignalBlocker(ticked):
                ticked.setChecked(agency in wish.by)

    def _fit(self) -> None:
        """Only what this answer asks for is shown."""
        shown, answer = self._shown, self._answer
        if shown is None:
            return
        is_own = self.evidence.currentData() == OWN
        self.fields["code"].setVisible(asks_code(shown))
        self.fields["evidence"].setVisible(asks_evidence(shown, answer))
        self.fields["own"].setVisible(asks_evidence(shown, answer) and is_own)
        self.fields["cause"].setVisible(asks_cause(answer))
        self.fields["note"].label.setText(_note_title(shown, answer))
        self.note.setAccessibleName(_note_title(shown, answer).replace("&", ""))
        self.levels.set_read_only(not self._may_write)
        for part in (*(field.widget for field in self.fields.values()), *self.agencies.values()):
            part.setEnabled(self._may_write)
        self.settle_button.setEnabled(self._may_write and answer is not None)
        self.back_button.setVisible(self._may_write and shown.held is not None and shown.held.answer is not None)

    def _fill_evidence(self, shown: RevealCell) -> None:
        with QSignalBlocker(self.evidence):
            self.evidence.clear()
            self.evidence.addItem("As first given", "")
            for one in shown.given:
                if one.evidence and one.words is not None:
                    said = shortened(one_line(one.words.text or one.words.place), _QUOTED)
                    self.evidence.addItem(f"{one.member.label}: {said}", one.member.key)
            self.evidence.addItem("The group's own words", OWN)

    def _show_agencies(self, shown: RevealCell) -> None:
        wanted = tuple(dict.fromkeys(one.member.agency for one in shown.given)) or tuple(AGENCY_NAMES)
        if tuple(self.agencies) == wanted:
            return
        for box in self.agencies.values():
            box.hide()
            box.deleteLater()
        self.agencies = {agency: QCheckBox(AGENCY_NAMES.get(agency, agency)) for agency in wanted}
        for box in self.agencies.values():
            box.setAccessibleName(f"Agreed: {box.text()}")
            box.toggled.connect(self._say_typed)
            self.who.add(box)

    def _connect(self) -> None:
        self.levels.answer_chosen.connect(self.choose)
        for box in (self.code, self.cause, self.evidence):
            box.activated.connect(self._say_chosen)
        for line in (self.note, self.own):
            line.textEdited.connect(self._say_edited)
            line.returnPressed.connect(self._settle)

    def _say_chosen(self, _number: int) -> None:
        self._fit()
        self.typed.emit()

    def _say_edited(self, _text: str) -> None:
        self.typed.emit()

    def _say_typed(self, _is_on: bool) -> None:
        self.typed.emit()

    def _settle(self) -> None:
        if self.settle_button.isEnabled():
            self.settle_requested.emit()

    def _lay_out(self) -> None:
        for part in (self.back_button, self.settle_button):
            self.head.addWidget(part)
        self.body.addWidget(self.held)
        _fill(self.code, [("Choose why", ""), *((words, code.value) for code, words in CODES.items())])
        causes = [(CAUSES[cause.value].partition(":")[0], cause.value) for cause in Cause]
        _fill(self.cause, [("As first given", ""), *causes])
        for box in (self.code, self.cause, self.evidence):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LETTERS)
        self.note.setMinimumWidth(scaled(self, _NOTE_WIDTH))
        self.own.setMinimumWidth(scaled(self, _NOTE_WIDTH))
        self.who = FlowRow(label("Who agreed", "overline", wraps=False))
        self.body.addWidget(self.levels)
        self.body.addWidget(FlowRow(*(self.fields[name] for name in ("code", "note", "evidence", "cause", "own"))))
        self.body.addWidget(self.lack)
        self.body.addWidget(self.who)


def _note_title(shown: RevealCell, answer: Answer) -> str:
    if answer == NotScore.NA:
        return "N&ote: why it does not apply"
    return "N&ote: why, since nobody gave this" if asks_words(shown, answer) else "N&ote"


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    for words, data in choices:
        box.addItem(words, data)
