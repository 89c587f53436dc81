"""The shortcut sheet (?): the keys of this screen and of the whole app, in groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from audit_app.ui.dialogs import Weight
from audit_app.ui.scrolling import scroll_by_key
from audit_app.ui.theme import measures, scaled
from audit_app.ui.words import button, label


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the sheet: the keys as they are written, and what they do."""

    keys: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that belong together."""

    title: str
    lines: tuple[KeyLine, ...]


class ShortcutSheet(QDialog):
    """Shows the groups in two columns; Esc or ? closes it, arrows scroll. Show it with `dialogs.run(sheet)`."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[4], space[4], space[4], space[3])
        outer.setSpacing(space[3])
        outer.addWidget(label("Keys", "section"))
        inner = QWidget()
        inner.setProperty("role", "canvas")
        across = QHBoxLayout(inner)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(space[5])
        columns = [QVBoxLayout(), QVBoxLayout()]
        heights = [0, 0]
        for group in groups:
            at = heights.index(min(heights))
            heights[at] += len(group.lines) + 2
            columns[at].addWidget(_group(group))
        for column in columns:
            column.addStretch(1)
            column.setSpacing(space[3])
            across.addLayout(column, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        outer.addWidget(self.area, 1)
        self.close_button = button("Close", self.accept, weight=Weight.MAIN)
        outer.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(scaled(self, 760), 560)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "?":
            self.accept()
        elif not scroll_by_key(self.area, event.key()):
            super().keyPressEvent(event)


def _group(group: KeyGroup) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(measures().spacing[3])
    grid.setVerticalSpacing(measures().spacing[1])
    grid.addWidget(label(group.title, "overline"), 0, 0, 1, 2)
    for number, line in enumerate(group.lines, start=1):
        grid.addWidget(label(line.keys, "strong", wraps=False), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(line.words), number, 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 120)
    return made
