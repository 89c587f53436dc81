"""A reading copy as its reader will see it, to be read through to the end and then ticked; it ticks nothing itself."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.plans.copies_text import CopyText
from audit_app.ui.announce import announce
from audit_app.ui.asking import FRAME
from audit_app.ui.choice import Weight
from audit_app.ui.theme import measures, scaled
from audit_app.ui.words import button, label
from scoring.plan.text import PlanText

_ABOUT = (
    "This is all that a reader outside will see. Look for anything that still says who the child is. If there is, make "
    "the copy again; a copy that nobody has read through cannot be sent."
)
_NOT_YET = "Read to the end: then you can say that you have read it through."
_WIDE, _HIGH, _MOST_HIGH = 720, 600, 650
"""In pixels; a window of 1280 by 720 has room for no more."""
_READ = "You have reached the end."


class ReadThroughDialog(QDialog):
    """Shows a copy; accepted where it was read through. The button for it waits until the end was in view."""

    def __init__(self, title: str, text: PlanText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(FRAME)
        self.setAccessibleName(title)
        self.setAccessibleDescription(_ABOUT)
        self.text = CopyText("The reading copy")
        self.told = label(_NOT_YET, "soft")
        self.no = button("Not yet", self.reject)
        self.yes = button("I have &read it through", self.accept, weight=Weight.MAIN)
        self.yes.setEnabled(False)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[4], space[3], space[4], space[3])
        outer.setSpacing(space[1])
        outer.addWidget(label(title, "cardTitle"))
        outer.addWidget(label(_ABOUT))
        outer.addWidget(self.text, 1)
        outer.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        for part in (self.no, self.yes):
            row.addWidget(part)
        outer.addLayout(row)
        self.text.at_end.connect(self._let)
        self.text.show_text(text)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(scaled(self, _WIDE), min(scaled(self, _HIGH), _MOST_HIGH))

    def showEvent(self, event: QShowEvent) -> None:
        """A text to be read needs more than the two thirds of a screen that Qt gives a dialog."""
        self.setMinimumSize(self.sizeHint())
        super().showEvent(event)

    def forget(self) -> None:
        """Show nothing any more."""
        self.text.forget()

    def _let(self) -> None:
        self.yes.setEnabled(True)
        self.told.setText(_READ)
        announce(self.told, _READ)
