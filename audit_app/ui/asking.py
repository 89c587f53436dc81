"""The one look of the app's own dialogs: heading, words, what is asked, and the buttons with the one meant last."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from audit_app.ui.choice import Choice, Weight
from audit_app.ui.theme import measures, scaled
from audit_app.ui.words import button, label, reading

FRAME = "EHC plan audit"
"""What stands in a dialog's frame, and so in the system's list of windows: a question can name a plan, this cannot."""

Check = Callable[[str], str]
"""What speaks against a text, in a sentence; empty where it will do."""

_LEAST_WIDE, _MOST_DETAILS = 380, 6
_UNBROKEN = re.compile(r"\S{36,}")


class AskingDialog(QDialog):
    """Heading and words; a heir puts what it asks into `body` and its buttons, from the left, into `finish`.

    Esc turns it away. It is as wide as its words ask for, at most 72 characters, and as high as they then are.
    """

    def __init__(self, title: str, said: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(FRAME)
        self.setAccessibleName(title)
        self.setAccessibleDescription(said)
        self._said = [title, *filter(None, [said])]
        space = measures().spacing
        outer = self._outer = QVBoxLayout(self)
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # wrapped words would ask for too much height
        outer.setContentsMargins(space[4], space[4], space[4], space[3])
        outer.setSpacing(space[2])
        self._words = [reading(_breakable(title), "cardTitle")]
        if said:
            self._words.append(reading(_breakable(said)))
        for one in self._words:
            outer.addWidget(one)
        self.body = QVBoxLayout()
        self.body.setSpacing(space[2])
        outer.addLayout(self.body)
        outer.addSpacing(space[1])
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(space[1])
        outer.addLayout(self._row)

    def finish(self, *buttons: QPushButton) -> None:
        """The buttons from the left: the safe one first, the one that is meant last."""
        self._row.addStretch(1)
        for one in buttons:
            self._row.addWidget(one)

    def fit(self) -> None:
        """As wide and high as the words ask for now; buttons that have no room in a row stand below each other."""
        self.ensurePolished()
        margins = self._outer.contentsMargins()
        most = min(one.maximumWidth() for one in self._words)
        asks = max(_widest_line(one) for one in self._words)
        inner = min(max(asks, scaled(self, _LEAST_WIDE), self.body.minimumSize().width()), most)
        if self._row.direction() is QBoxLayout.Direction.LeftToRight:
            row = self._row.minimumSize().width()
            if row > most:
                self.stack()
            else:
                inner = max(inner, row)
        wide = inner + margins.left() + margins.right()
        high = self._outer.totalHeightForWidth(wide)
        self.setMinimumSize(wide, high)
        self.resize(wide, high)

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText("\n\n".join(self._said))
        else:
            super().keyPressEvent(event)

    def stack(self) -> None:
        """Put the buttons below each other, the one that is meant at the top."""
        buttons = [item.widget() for at in range(self._row.count()) if (item := self._row.itemAt(at)) is not None]
        self._row.setDirection(QBoxLayout.Direction.BottomToTop)
        for one in filter(None, buttons):
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class ChoiceDialog(AskingDialog):
    """A question with its answers on buttons, the safe one given last; `taken` is the answer's id, None for Esc.

    The focus is on the main answer, and on the safe one where there is none: where something would be lost, and
    among equals, which stand below each other.
    """

    def __init__(
        self, title: str, text: str, choices: Sequence[Choice], details: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, text, parent)
        self.taken: str | None = None
        if details:
            self._said.append(details)
            self.body.addWidget(_details(details))
        made = [button(one.words, self._take(one.id), weight=one.weight) for one in choices]
        self.finish(*reversed(made))
        weights = [one.weight for one in choices]
        if Weight.MAIN in weights:
            made[weights.index(Weight.MAIN)].setFocus()
            return
        made[-1].setFocus()
        if Weight.DANGER not in weights and len(choices) > 1:
            self.stack()

    def _take(self, choice: str) -> Callable[[], None]:
        def take() -> None:
            self.taken = choice
            self.accept()

        return take


class TextDialog(AskingDialog):
    """Asks for a text; what speaks against it stands below the field. `yes` is how its button reads and looks."""

    def __init__(
        self,
        title: str,
        asked: str,
        text: str,
        yes: Choice,
        check: Check,
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "", parent)
        self._check = check
        self.field: QLineEdit | QPlainTextEdit = QLineEdit() if lines == 1 else QPlainTextEdit()
        self.field.setAccessibleName(asked.replace("&", ""))
        caption = reading(_breakable(asked))
        caption.setBuddy(self.field)
        self._words.append(caption)
        self.problem = label("", "problem")
        for widget in (caption, self.field, self.problem):
            self.body.addWidget(widget)
        self.no = button("Cancel", self.reject)
        self.yes = button(yes.words, self.accept, weight=yes.weight)
        self.finish(self.no, self.yes)
        if isinstance(self.field, QLineEdit):
            self.field.setText(text)
            self.yes.setDefault(True)
        else:
            self.field.setPlainText(text)
            self.field.setTabChangesFocus(True)
            self.field.setMinimumHeight(self.field.fontMetrics().lineSpacing() * lines + 16)
        self.field.textChanged.connect(self.judge)
        self.yes.setEnabled(not check(self.text()))
        self.problem.hide()
        self.field.setFocus()

    def text(self) -> str:
        """What stands in the field, without blanks at its ends."""
        field = self.field
        return (field.text() if isinstance(field, QLineEdit) else field.toPlainText()).strip()

    def judge(self) -> None:
        """Say what speaks against the text as it stands."""
        fault = self._check(self.text())
        self.yes.setEnabled(not fault)
        if fault != self.problem.text() or self.problem.isHidden() is bool(fault):
            self.problem.setText(fault)
            self.problem.setVisible(bool(fault))
            self.fit()


def _details(text: str) -> QPlainTextEdit:
    """What is behind a fault, line by line; it scrolls where there is much of it."""
    made = QPlainTextEdit(text)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName("Details")
    lines = min(text.count("\n") + 2, _MOST_DETAILS)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * lines + 16)
    return made


def _breakable(text: str) -> str:
    """The text with places to wrap in paths and other long runs, cut off at the edge else; none after a first slash."""
    text = re.sub(r"(?<!\S)/(?=\S)", "/\u2060", text)
    return _UNBROKEN.sub(lambda run: re.sub(r"(?<=\w)([/\\_.@-])", "\\1\u200b", run[0]), text)


def _widest_line(one: QLabel) -> int:
    metrics = one.fontMetrics()
    return max((metrics.horizontalAdvance(line) for line in one.text().split("\n")), default=0) + 2
