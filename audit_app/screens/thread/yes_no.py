"""One question with Yes and No, answered with Y, N or Backspace; neither is pressed while nobody said anything."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.screens.thread.details import Asked
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_SEEMS = {True: "Looks like yes", False: "Looks like no", None: ""}


class YesNo(QWidget):
    """`answered` carries the question's name and True, False, or None where the answer is taken back.

    `looked_at` carries the question while it has the focus, so that the words found can be shown.
    """

    answered = Signal(str, object)
    looked_at = Signal(object)

    def __init__(self, asked: Asked, *, is_locked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[0])
        row.addWidget(label(asked.label), 1)
        self.buttons = {said: self._button(words, said, is_locked) for words, said in (("Yes", True), ("No", False))}
        for one in self.buttons.values():
            row.addWidget(one)
        outer.addLayout(row)
        seems = _SEEMS[asked.seems] if asked.said is None else ""
        outer.addWidget(label(". ".join(part for part in (seems, asked.hint) if part), "caption"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answers: dict[int, bool | None] = {
            Qt.Key.Key_Y.value: True,
            Qt.Key.Key_N.value: False,
            Qt.Key.Key_Backspace.value: None,
        }
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and event.key() in answers and self.buttons[True].isEnabled():
            self.answered.emit(self.asked.name, answers[event.key()])
        else:
            super().keyPressEvent(event)

    def _button(self, words: str, said: bool, is_locked: bool) -> QPushButton:
        made = button(words, partial(self._press, said), name=f"{self.asked.label}: {words.lower()}")
        made.setObjectName(f"{self.asked.name}.{words}")
        made.setCheckable(True)
        made.setChecked(self.asked.said is said)
        made.setEnabled(not is_locked)
        made.setAccessibleDescription(self.asked.hint)
        made.installEventFilter(self)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when one of the buttons gets the focus; arrows up and down go to the next question, not to “No”."""
        del watched
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.looked_at.emit(self.asked)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._go(step)
        return bool(step)

    def _press(self, said: bool) -> None:
        self.answered.emit(self.asked.name, None if self.asked.said is said else said)

    def _go(self, step: int) -> None:
        """To the next question, at the same answer."""
        home = self.parentWidget()
        rows = [one for one in home.findChildren(YesNo) if one.isVisible()] if home is not None else []
        at = rows.index(self) + step if self in rows else -1
        if 0 <= at < len(rows):
            is_no = self.buttons[False].hasFocus()
            rows[at].buttons[not is_no].setFocus(Qt.FocusReason.TabFocusReason)
