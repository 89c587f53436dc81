"""Above the form: whose scores are typed, of which plan, how far, and sealing them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from audit_app.screens.table_scoring.typed import Typed
from audit_app.ui.dialogs import Weight
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from scoring.figures import AGENCIES


class SpeakerHeader(QWidget):
    """The buttons `seal` and `back` are connected by the view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        self.name, self.about = label("", "section", wraps=False), label("", "caption", wraps=False)
        self.progress = label("", "", wraps=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(140, 6)
        self.back = button("Another &member", icon=Icon.PEOPLE)
        self.seal = button("&Seal and go on", weight=Weight.MAIN, icon=Icon.LOCK)
        self.seal.setToolTip("Ctrl + Enter")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space[2])
        row.addLayout(_column(self.name, self.about), 1)
        row.addLayout(_column(self.progress, self.bar, gap=6))
        for one in (self.back, self.seal):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_typed(self, typed: Typed) -> None:
        """Whose, which plan, how many of their plans are sealed, and how much of this one is done."""
        asked, (done, total) = typed.asked, typed.done()
        place = len(asked.plans) - len(asked.to_come) + 1
        self.name.setText(f"{asked.seat.name}, {AGENCIES[asked.seat.agency]}")
        self.about.setText(f"Plan {typed.plan.plan_ref}, {place} of {len(asked.plans)} · {asked.round.name}")
        self.progress.setText(f"{done} of {total} markers")
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.bar.setAccessibleName(f"{done} of {total} markers done")


def _column(*widgets: QWidget, gap: int = 0) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(gap)
    made.addStretch(1)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made
