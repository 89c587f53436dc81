"""What the thread says of the form: for each marker the suggested level with its arithmetic, to be taken."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.screens.thread.levels import Level
from audit_app.screens.thread.side import SideDrawer
from audit_app.ui.card import clear
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, rule

_LONGEST_QUESTION = 120


class LevelsDrawer(SideDrawer):
    """`taken` carries the `Level` that the person takes as a score."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.levels: tuple[Level, ...] = ()
        self.buttons: dict[str, QPushButton] = {}
        self._why = ""

    def show_levels(self, levels: tuple[Level, ...], why_locked: str) -> None:
        """Show these; where the review is locked they can only be read."""
        if (levels, why_locked) == (self.levels, self._why) and self.buttons:
            return
        focused = next((marker for marker, one in self.buttons.items() if one.hasFocus()), "")
        self.levels, self._why = levels, why_locked
        self.title.setText("What the thread says of the form")
        self.setUpdatesEnabled(False)
        clear(self.body)
        self.buttons.clear()
        self.body.addWidget(label(why_locked or "A suggestion is no score until you take it. T takes it.", "caption"))
        if not levels:
            self.body.addWidget(label("Nothing yet. Accept items and link them, and rate outcomes and lines.", "soft"))
        for level in levels:
            self._add(level)
        self.body.addStretch(1)
        self.show_body()
        self.setUpdatesEnabled(True)
        if focused:
            self._focus_from(focused)

    def take_focus(self) -> None:
        """The keys go to the first suggestion that can be taken."""
        for layout in (self.layout(), self.body):  # so that what gets the focus can be brought into view
            if layout is not None:
                layout.activate()
        first = next((one for one in self.buttons.values() if one.isEnabled()), self.close_button)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ready = [one for one in self.buttons.values() if one.isEnabled()]
        focused = next((at for at, one in enumerate(ready) if one.hasFocus()), None)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_T and focused is not None:
            ready[focused].click()
        elif step and focused is not None:
            ready[min(max(focused + step, 0), len(ready) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _add(self, level: Level) -> None:
        space = measures().spacing
        home = QWidget()
        box = QVBoxLayout(home)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(space[0])
        head = QHBoxLayout()
        head.addWidget(label(level.marker, "cardTitle", wraps=False))
        head.addWidget(label(f"Given: {level.given}", "caption", wraps=False), 1, Qt.AlignmentFlag.AlignRight)
        box.addLayout(head)
        question = level.question
        box.addWidget(
            label(question if len(question) <= _LONGEST_QUESTION else f"{question[: _LONGEST_QUESTION - 1]}…", "soft")
        )
        box.addWidget(label(level.suggestion.arithmetic))
        foot = QHBoxLayout()
        foot.addWidget(label(level.level, "strong", wraps=False), 1)
        if level.is_given:
            foot.addWidget(status_pill(Status.DONE, "Given"))
        else:
            foot.addWidget(self._button(level))
        box.addLayout(foot)
        box.addWidget(rule())
        self.body.addWidget(home)

    def _button(self, level: Level) -> QPushButton:
        made = button("Take", partial(self.taken.emit, level), name=f"Take {level.level} for {level.marker}")
        made.setAccessibleDescription(level.suggestion.arithmetic)
        made.setEnabled(not self._why)
        self.buttons[level.marker] = made
        return made

    def _focus_from(self, marker: str) -> None:
        """To the suggestion that stood behind the one that was taken."""
        order = [level.marker for level in self.levels]
        at = order.index(marker) if marker in order else 0
        after = [one for one in (*order[at:], *order[:at]) if one in self.buttons and self.buttons[one].isEnabled()]
        (self.buttons[after[0]] if after else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)
