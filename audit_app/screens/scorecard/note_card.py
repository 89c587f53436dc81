"""The exception note of a measure, typed in place: what its owner says of the latest period; it saves nothing."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from audit_app.services.measures.scorecard import Line
from audit_app.services.reports.commentary import MOST_LETTERS, MOST_OWNER
from audit_app.ui.card import Card
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.words import button, label

_HIGH = 96
_NEEDED = "It is off track: say why, and what is being done. Name no child and no plan."
_FREE = "It is printed with the measure in this period's reports. Name no child and no plan."


class NoteCard(Card):
    """`keep_requested` and `remove_requested` are wishes about the measure's latest period."""

    keep_requested = Signal()
    remove_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Exception note", parent)
        self._held = ("", "")
        self.about = label("", "soft")
        self.words, self.owner = QPlainTextEdit(), QLineEdit()
        self.words.setFixedHeight(_HIGH)
        self.words.setTabChangesFocus(True)
        self.owner.setMaxLength(MOST_OWNER)
        self.words_field = Field("What the owner &says", self.words)
        self.owner_field = Field("Who answers f&or it (a role)", self.owner)
        self.count = label("", "caption")
        self.keep_button = button("&Keep the note", self.keep_requested.emit, name="Keep the exception note")
        self.remove_button = button("Remove the note", self.remove_requested.emit, weight="quiet")
        for part in (
            self.about,
            self.words_field,
            self.count,
            self.owner_field,
            FlowRow(self.keep_button, self.remove_button),
        ):
            self.body.addWidget(part)
        self.words.textChanged.connect(self._count)
        self.forget()

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return not self.isHidden() and self.given() != self._held and bool(self.given()[0])

    def given(self) -> tuple[str, str]:
        """The words and the role that stand in the fields."""
        return self.words_field.text(), self.owner_field.text()

    def show_line(self, line: Line, *, is_new: bool) -> None:
        """The note on the latest period of a measure; there is none without a value."""
        was_changed = self.is_changed
        self.setVisible(line.latest is not None)
        if line.latest is None:
            self.forget()
            return
        self.set_title(f"Exception note, {line.latest.period.name}")
        self.about.setText(_NEEDED if line.judged.needs_note else _FREE)
        self._held = line.note or ("", line.measure.owner)
        if is_new or not was_changed:
            with QSignalBlocker(self.words):
                self.words.setPlainText(self._held[0])
            self.owner.setText(self._held[1])
        self.remove_button.setEnabled(line.note is not None and self.keep_button.isEnabled())
        self.show_problem("")
        self._count()

    def show_rights(self, *, may_write: bool) -> None:
        """Whether the person may say something."""
        self.words.setReadOnly(not may_write)
        self.owner.setReadOnly(not may_write)
        self.keep_button.setEnabled(may_write)
        self.remove_button.setEnabled(may_write and bool(self._held[0]))

    def show_problem(self, problem: str) -> None:
        """What speaks against the words, beside them."""
        self.words_field.show_problems((problem,) if problem else ())

    def forget(self) -> None:
        """Nothing is said and nothing typed."""
        self._held = ("", "")
        with QSignalBlocker(self.words):
            self.words.clear()
        self.owner.clear()
        self.show_problem("")
        self.count.clear()

    def _count(self) -> None:
        letters = len(self.words_field.text())
        left = MOST_LETTERS - letters
        self.count.setText(f"{left} letters left." if left >= 0 else f"{-left} letters too many.")
