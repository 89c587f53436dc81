"""Small dialogs of the board: an item's section and words, and where an item is split."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from audit_app.screens.thread.cards import SINGULAR
from audit_app.ui.dialogs import FRAME, Weight
from audit_app.ui.fields import Field
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from scoring.plan.text import Place, PlanText
from scoring.thread.model import SECTIONS_OF

_LINES = 6


class ItemDialog(QDialog):
    """Asks for an item's section and words; the button stays shut while there are no words."""

    def __init__(
        self, title: str, sections: Sequence[str], section: str, words: str, yes: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(FRAME)
        self.setMinimumWidth(460)
        self.box = QComboBox()
        for one in sections:
            role = next(role for role, known in SECTIONS_OF.items() if one in known)
            self.box.addItem(f"{one}: {SINGULAR[role].lower()}", one)
        self.box.setCurrentIndex(max(self.box.findData(section), 0))
        self.edit = QPlainTextEdit(words)
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(self.edit.fontMetrics().lineSpacing() * _LINES + 16)
        self.yes = _finish(self, title, [Field("&Section", self.box), Field("&Words", self.edit)], yes)
        self.edit.textChanged.connect(self._judge)
        self._judge()
        self.edit.setFocus()

    @property
    def section(self) -> str:
        """The section that is chosen."""
        return str(self.box.currentData())

    @property
    def words(self) -> str:
        """The words, without blanks at their ends."""
        return self.edit.toPlainText().strip()

    def _judge(self) -> None:
        self.yes.setEnabled(bool(self.words))


class SplitDialog(QDialog):
    """The words with a cursor in them, and below what the two parts would be; nothing can be typed."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(FRAME)
        self.setMinimumWidth(520)
        self.edit = QPlainTextEdit(words)
        self.edit.setReadOnly(True)
        self.edit.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.edit.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.edit.setMinimumHeight(self.edit.fontMetrics().lineSpacing() * _LINES + 16)
        self.first, self.second = label(""), label("")
        hint = "Put the cursor where the second part begins, with the arrows or the mouse."
        parts = [
            Field("&Words", self.edit, hint=hint),
            label("First part", "overline"),
            self.first,
            label("Second part", "overline"),
            self.second,
        ]
        self.yes = _finish(self, "Split the card", parts, "Split here")
        self.edit.cursorPositionChanged.connect(self._show)
        self.set_at(_likely(words))
        self._show()
        self.edit.setFocus()

    @property
    def at(self) -> int:
        """Where the second part begins, in characters."""
        return self.edit.textCursor().position()

    def set_at(self, place: int) -> None:
        """Put the cursor there."""
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(place)
        self.edit.setTextCursor(cursor)

    def _show(self) -> None:
        text = self.edit.toPlainText()
        first, second = text[: self.at].strip(), text[self.at :].strip()
        self.first.setText(first or "(nothing)")
        self.second.setText(second or "(nothing)")
        self.yes.setEnabled(bool(first and second))


def parts_of(
    words: str, at: int, places: tuple[Place, ...], text: PlanText | None
) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    """Both parts with their places: exact where the words stand in one place of the plan, else those of the whole."""
    cut = (words[:at], words[at:])
    if text is None or len(places) != 1 or places[0].words_in(text) != words:
        return tuple((part.strip(), places) for part in cut)
    (place,) = places
    begins = (place.start, place.start + at)
    return tuple((part.strip(), (_trimmed(place.block, begin, part),)) for begin, part in zip(begins, cut, strict=True))


def _trimmed(block: str, begin: int, part: str) -> Place:
    start = begin + len(part) - len(part.lstrip())
    return Place(block, start, start + len(part.strip()))


def _likely(words: str) -> int:
    """Where a second sentence or part begins, else the middle."""
    for sign in ("\n", ". ", "; "):
        at = words.find(sign)
        if 0 < at < len(words) - len(sign):
            return at + len(sign)
    space = words.find(" ", len(words) // 2)
    return space + 1 if space > 0 else len(words)


def _finish(dialog: QDialog, title: str, parts: Sequence[QWidget], yes: str) -> QWidget:
    layout = QVBoxLayout(dialog)
    layout.setSpacing(measures().spacing[2])
    layout.addWidget(label(title, "cardTitle"))
    for part in parts:
        layout.addWidget(part)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    made = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
    made.setProperty("weight", Weight.MAIN.value)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    return made
