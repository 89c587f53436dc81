"""A reading copy in the making: the text with every replacement marked, the list to decide by; it keeps nothing."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from audit_app.screens.plans.copies_draft import CopyDraft, CopyLine, Standing
from audit_app.screens.plans.copies_text import CopyText
from audit_app.ui.announce import announce
from audit_app.ui.asking import FRAME
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures, scaled
from audit_app.ui.words import button, label
from exports.charts.scene import Mark
from resources.theme import Colour
from scoring.copies.kinds import Decision, Kind

_ABOUT = (
    "Underlined on a tint: replaced. On a wave: doubtful, for you to decide. On dots: stays. Struck out: left out. "
    "Sentences on child protection or a child in need are always left out."
)
_WIDE, _HIGH = 1_080, 600
_MOST_WIDE, _MOST_HIGH = 1_180, 650
"""In pixels: what a window of 1280 by 720 has room for."""
_MARKS = {
    Standing.DOUBTFUL: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
    Standing.REPLACED: (Mark.DOT, Colour.ACCENT),
    Standing.LEFT_OUT: (Mark.SQUARE, Colour.INADEQUATE),
    Standing.STAYS: (Mark.RING, Colour.SOFT_INK),
}


def columns() -> tuple[Column, ...]:
    """What was found, what becomes of it, how often it stands there."""
    return (
        Column("words", "Words", lambda line: line.words, tip=lambda line: line.told, width=120),
        Column("standing", "What becomes of it", _standing, mark=lambda line: _MARKS[line.standing], width=150),
        Column("times", "Times", lambda line: str(line.times), sort=lambda line: line.times, figures=True, width=60),
        Column("stand_in", "Stand-in", lambda line: line.stand_in, width=120),
    )


def _standing(line: CopyLine) -> str:
    return line.standing.value[0].upper() + line.standing.value[1:]


class CopyDialog(QDialog):
    """Decides about a `CopyDraft`; accepted where the copy is to be kept."""

    def __init__(self, title: str, draft: CopyDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft, self._turns = draft, dict[str, int]()
        self.setWindowTitle(FRAME)
        self.setAccessibleName(title)
        self.text = CopyText("The plan's words, with what becomes of them")
        nothing = EmptyState("Nothing was found", "Read the text, and add the words that must not be in it.")
        self.table = DataTable("What was found", columns(), empty=nothing, searchable=False)
        self.told, self.left = label("", "caption"), label("", "strong")
        self.own = QLineEdit()
        self.own_field = Field("Replace these &words too", self.own, hint="Or choose them in the text")
        self._make_buttons()
        self._lay_out(title)
        self._connect()
        self.text.show_text(draft.proposal.text)
        self._show()
        self.table.view.selectRow(0)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(min(scaled(self, _WIDE), _MOST_WIDE), min(scaled(self, _HIGH), _MOST_HIGH))

    def showEvent(self, event: QShowEvent) -> None:
        """Text and list need more than the two thirds of a screen that Qt gives a dialog."""
        self.setMinimumSize(self.sizeHint())
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """R and K decide about the line that the list is on."""
        if watched is self.table.view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            pressed = {Qt.Key.Key_R: self.replace_button, Qt.Key.Key_K: self.keep_button}.get(Qt.Key(event.key()))
            if pressed is not None and not event.modifiers():
                pressed.click()
                return True
        return super().eventFilter(watched, event)

    def forget(self) -> None:
        """Show nothing any more."""
        self.text.forget()
        self.table.set_rows(())

    def decide(self, decision: Decision) -> None:
        """Replace or keep what the current line is about, and go on to the next one."""
        line = self.table.current()
        if line is None:
            return
        if not self._draft.decide(line, decision):
            self._say("This never travels: it speaks of child protection or a child in need.")
            return
        number = self.table.view.currentIndex().row()
        self._show()
        rows = len(self.table.model.rows)
        if rows:
            self.table.view.selectRow(min(number + 1, rows - 1))

    def decide_rest(self, decision: Decision) -> None:
        """Decide all that is doubtful still."""
        self._draft.decide_all(decision)
        self._show()

    def add_own(self) -> None:
        """Let the words in the field go everywhere."""
        words = self.own.text().strip()
        if not words:
            self.own_field.show_problems(["Type the words, or choose them in the text."])
        elif self._draft.add(words):
            self.own_field.show_problems([])
            self.own.clear()
            self._show()
            self._say(f"“{words}” is replaced everywhere.")
        else:
            self.own_field.show_problems(["These words are not in the text, or are on the list already."])

    def leave_out(self) -> None:
        """Leave out the sentence at the caret."""
        sentence = self._draft.sentence_at(self.text.caret())
        if sentence and self._draft.add(sentence, Kind.LEFT_OUT):
            self._show()
            self._say("The sentence is left out.")
        else:
            self._say("Put the caret into a sentence of the text that is not left out yet.")

    def _make_buttons(self) -> None:
        self.replace_button = button("Replace (R)", lambda: self.decide(Decision.REPLACE))
        self.keep_button = button("Let it stay (K)", lambda: self.decide(Decision.KEEP))
        self.rest_replace = button("Replace all that is doubtful", lambda: self.decide_rest(Decision.REPLACE))
        self.rest_keep = button("Let all of it stay", lambda: self.decide_rest(Decision.KEEP))
        self.add_button = button("&Add", self.add_own, name="Replace these words too")
        self.leave_button = button("&Leave the sentence out", self.leave_out)
        self.no = button("Cancel", self.reject)
        self.yes = button("&Keep the copy", self.accept, weight=Weight.MAIN)

    def _lay_out(self, title: str) -> None:
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[4], space[3], space[4], space[3])
        outer.setSpacing(space[1])
        outer.addWidget(label(title, "cardTitle"))
        outer.addWidget(label(_ABOUT, "soft"))
        across, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        across.setSpacing(space[3])
        left.addWidget(self.text, 1)
        left.addWidget(self.leave_button)
        right.addWidget(self.table, 1)
        right.addWidget(self.told)
        right.addWidget(FlowRow(self.replace_button, self.keep_button, self.rest_replace, self.rest_keep))
        own = QHBoxLayout()
        own.addWidget(self.own_field, 1)
        own.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignVCenter)
        right.addLayout(own)
        across.addLayout(left, 1)
        across.addLayout(right, 1)
        outer.addLayout(across, 1)
        row = QHBoxLayout()
        row.addWidget(self.left, 1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        outer.addLayout(row)
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())

    def _connect(self) -> None:
        self.table.row_current.connect(self._follow)
        self.table.row_chosen.connect(self._next_place)
        self.own.returnPressed.connect(self.add_own)
        self.text.words_chosen.connect(self._take_words)
        self.table.view.installEventFilter(self)

    def _show(self) -> None:
        lines, left = self._draft.lines(), self._draft.left
        self.table.set_rows(lines)
        self.text.show_lines(lines)
        counted = "1 doubtful piece is" if left == 1 else f"{left} doubtful pieces are"
        self.left.setText(f"{counted} still to be decided." if left else "Everything is decided.")
        self.yes.setEnabled(not left)
        for one in (self.rest_replace, self.rest_keep):
            one.setEnabled(left > 0)

    def _follow(self, line: object) -> None:
        """Show where the words stand first."""
        is_line = isinstance(line, CopyLine)
        for one in (self.replace_button, self.keep_button):
            one.setEnabled(isinstance(line, CopyLine) and not line.is_fixed)
        self.told.setText(line.told if isinstance(line, CopyLine) else "")
        if is_line and isinstance(line, CopyLine) and line.places and not self.text.hasFocus():
            self.text.go_to(line.places[0])

    def _next_place(self, line: object) -> None:
        """Enter goes round the places of a line."""
        if isinstance(line, CopyLine) and line.places:
            turn = self._turns[line.words] = (self._turns.get(line.words, 0) + 1) % len(line.places)
            self.text.go_to(line.places[turn])

    def _take_words(self, words: str) -> None:
        self.own.setText(" ".join(words.split()))

    def _say(self, words: str) -> None:
        self.told.setText(words)
        announce(self.told, words)
