"""What a note after a board says is done next, in words of its own; it judges nothing and keeps nothing."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.reports.words_box import WordsBox, letters_told
from audit_app.services.reports.you_said import MOST_LETTERS
from audit_app.ui.fields import Field
from audit_app.ui.theme import measures
from audit_app.ui.words import label

_ABOUT = (
    "Printed in this note alone. Without it stands what the owner says of family voice, which the public is not told."
)
_AGAIN = (
    "This note's figures are those released last: saving it releases nothing, and these words are what is new in it."
)
_SOON_MS = 600


class NextWords(QWidget):
    """`typed` tells that the words changed, a moment after the last key."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WordsBox()
        self.field = Field("What is done ne&xt (optional)", self.words, hint=_ABOUT)
        self.count = label("", "caption")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[0])
        outer.addWidget(self.field)
        outer.addWidget(self.count)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.typed)
        self.words.textChanged.connect(self._follow)
        self._count()
        self.is_again = False
        """Whether the note that was counted prints figures released before."""

    def show_again(self, is_again: bool) -> None:
        """Say that the note releases nothing, or take that back."""
        self.is_again = is_again
        said = f"{_ABOUT} {_AGAIN}" if is_again else _ABOUT
        self.field.hint.setText(said)
        if self.field.problem.isHidden():
            self.words.setAccessibleDescription(said)

    def text(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def forget(self) -> None:
        """No words: the workspace is locked."""
        self.words.clear()
        self._soon.stop()
        self.field.show_problems(())

    def _follow(self) -> None:
        self._count()
        self._soon.start()

    def _count(self) -> None:
        self.count.setText(letters_told(len(self.text()), MOST_LETTERS))
