"""Parts of an import's panel: how far it is, and which sensitive fields are taken in."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QWidget

from audit_app.screens.plans.imports import SENSITIVE
from audit_app.ui.card import Card
from audit_app.ui.flow import FlowRow
from audit_app.ui.words import label


class ProgressCard(Card):
    """What is being done, and how far it is in rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        row = QHBoxLayout()
        self.working = label("", "strong", wraps=False)
        self.rows = label("", "soft", wraps=False)
        row.addWidget(self.working)
        row.addStretch(1)
        row.addWidget(self.rows)
        self.bar = QProgressBar()
        self.body.addLayout(row)
        self.body.addWidget(self.bar)

    def begin(self, words: str) -> None:
        """Something begins, nobody knows yet how long it takes."""
        self.working.setText(words)
        self.rows.clear()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """How far it is, in rows; nobody knows the whole while it is 0."""
        self.bar.setRange(0, total)
        self.bar.setValue(done if total else -1)
        self.rows.setText(f"{done:,} of {total:,} rows" if total else f"{done:,} rows read" if done else "")


class IncludeCard(Card):
    """Which sensitive fields of the file are taken in; `include_changed` carries the names of those ticked."""

    include_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sensitive columns: left out unless ticked", parent)
        self.boxes: dict[str, QCheckBox] = {}
        for field in SENSITIVE:
            box = QCheckBox(field.label)
            box.setAccessibleName(f"Take in: {field.label}")
            box.toggled.connect(self._tell)
            self.boxes[field.name] = box
        self.body.addWidget(FlowRow(*self.boxes.values()))

    def show_fields(self, names: Iterable[str], ticked: frozenset[str]) -> None:
        """Ask about these fields, some of them ticked; about none where the file has none."""
        asked = frozenset(names) | ticked
        for name, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(name in ticked)
            box.blockSignals(False)
            box.setVisible(name in asked)
        self.setVisible(bool(asked))

    def _tell(self) -> None:
        self.include_changed.emit(frozenset(name for name, box in self.boxes.items() if box.isChecked()))
