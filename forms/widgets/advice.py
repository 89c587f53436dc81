"""The advice grid: a tick for each source and question, never a score."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from audit_app.ui.card import Card
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from forms.model import AdviceGrid


class AdviceBox(QCheckBox):
    """One tick; arrows and Enter belong to the grid. `entered` tells that it has the focus now."""

    entered = Signal()

    def __init__(self, source: str, tick: str, name: str) -> None:
        super().__init__()
        self.source, self.tick = source, tick
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; everything else belongs to the grid and the form."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class AdviceCard(Card):
    """The grid in a card. `ticked` carries source, tick and whether it is ticked now; `left` that Esc was pressed."""

    ticked = Signal(str, str, bool)
    left = Signal()

    def __init__(self, grid: AdviceGrid, parent: QWidget | None = None) -> None:
        super().__init__("Advice", parent)
        self.boxes: dict[tuple[int, int], AdviceBox] = {}
        table = QGridLayout()
        table.setHorizontalSpacing(measures().spacing[1])
        table.setVerticalSpacing(measures().spacing[0])
        for column, (_, words) in enumerate(grid.ticks):
            head = label(words, "overline")
            head.setAlignment(Qt.AlignmentFlag.AlignBottom)
            table.addWidget(head, 0, column + 1)
            table.setColumnStretch(column + 1, 1)
        for row, (source, name) in enumerate(grid.sources):
            table.addWidget(label(name, wraps=False), row + 1, 0)
            for column, (tick, words) in enumerate(grid.ticks):
                box = AdviceBox(source.value, tick.value, f"{name}: {words}")
                box.clicked.connect(self._clicked)
                box.entered.connect(self._entered)
                self.boxes[row, column] = box
                table.addWidget(box, row + 1, column + 1)
        self.body.addLayout(table)
        self.boxes[0, 0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_ticks(self, ticks: frozenset[tuple[str, str]]) -> None:
        """Show what is ticked, without telling anybody."""
        for box in self.boxes.values():
            box.setChecked((box.source, box.tick) in ticks)

    def set_read_only(self, is_read_only: bool) -> None:
        """Whether it only shows."""
        for box in self.boxes.values():
            box.setEnabled(not is_read_only)

    def begin(self) -> None:
        """Take the focus."""
        self.boxes[0, 0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move from box to box, Enter to the next source, Esc goes back to the marker."""
        step = _STEPS.get(Qt.Key(event.key()))
        here = next((place for place, box in self.boxes.items() if box.hasFocus()), None)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif here is not None and step is not None:
            there = self.boxes.get((here[0] + step[0], here[1] + step[1]))
            if there is not None:
                there.setFocus(Qt.FocusReason.TabFocusReason)
        elif here is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.boxes.get((here[0] + 1, 0)) or self.boxes[0, 0]).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            event.ignore()

    def _entered(self) -> None:
        """For Tab the grid is one: it comes back to the box where the arrows left it."""
        for box in self.boxes.values():
            is_here = box is self.sender()
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_here else Qt.FocusPolicy.ClickFocus)

    def _clicked(self) -> None:
        box = self.sender()
        if isinstance(box, AdviceBox):
            self.ticked.emit(box.source, box.tick, box.isChecked())


_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
