"""Two choices of the form: for whom a report is, and in which formats it is written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from audit_app.screens.reports.asking import AUDIENCES, FORMATS, USUAL_FORMATS
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from scoring.figures import Audience


class ReaderChoice(QWidget):
    """One audience, and what it may see below it; `changed` tells that the person chose another."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[0])
        outer.addWidget(label("For whom", "strong"))
        self.radios: dict[Audience, QRadioButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[2])
        for audience, (name, sees) in AUDIENCES.items():
            radio = QRadioButton(name)
            radio.setAccessibleName(f"For the {name.lower()}")
            radio.setAccessibleDescription(sees)
            self.radios[audience] = radio
            self._group.addButton(radio)
            row.addWidget(radio)
        row.addStretch(1)
        self.sees = label("", "caption")
        self.radios[Audience.GROUP].setChecked(True)
        self._say_what_they_see()
        self._group.buttonClicked.connect(self._change)
        outer.addLayout(row)
        outer.addWidget(self.sees)

    def chosen(self) -> Audience:
        """The audience that is chosen."""
        return next(one for one, radio in self.radios.items() if radio.isChecked())

    def choose(self, audience: Audience) -> None:
        """Choose an audience without telling of it."""
        self.radios[audience].setChecked(True)
        self._say_what_they_see()

    def _change(self) -> None:
        self._say_what_they_see()
        self.changed.emit()

    def _say_what_they_see(self) -> None:
        self.sees.setText(AUDIENCES[self.chosen()][1])


class FormatChoice(QWidget):
    """Any number of formats; `problem` is for what speaks against none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[0])
        outer.addWidget(label("Formats", "strong"))
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(measures().spacing[2])
        for number, (name, words) in enumerate(FORMATS.items()):
            box = QCheckBox(words)
            box.setAccessibleName(f"Format: {words}")
            box.setChecked(name in USUAL_FORMATS)
            self.boxes[name] = box
            grid.addWidget(box, number // 2, number % 2)
        self.problem = label("", "problem")
        self.problem.hide()
        outer.addLayout(grid)
        outer.addWidget(self.problem)

    def chosen(self) -> tuple[str, ...]:
        """The formats that are ticked, in their usual order."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())
