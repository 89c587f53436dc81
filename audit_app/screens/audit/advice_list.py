"""What the plan lacks, weakens or adds beside the advice, as a list with both texts; it never rules."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from audit_app.screens.audit.plan_lists import Lines
from audit_app.services.thread.advice import AdviceDifference
from audit_app.ui.document_dialog import about_words
from audit_app.ui.plan_marks import NEVER_RULES
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from scoring.plan.advice import DifferenceKind

KIND_WORDS = {
    DifferenceKind.LACKING: "The plan lacks",
    DifferenceKind.WEAKENED: "The plan weakens",
    DifferenceKind.INVENTED: "The plan adds, not in the advice",
}


class AdviceList(QWidget):
    """`place_chosen` carries the `Place` of the plan's words."""

    place_chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[AdviceDifference, ...] = ()
        self.count = label("", "strong")
        self.list = Lines()
        self.list.setAccessibleName("What the plan lacks, weakens or adds beside the advice")
        self.told = label("")
        self.show_button = button("Show in the plan", self._choose)
        self.list.entered.connect(self._choose)
        self.list.itemDoubleClicked.connect(self._choose)
        self.list.left.connect(self.left)
        self.list.currentRowChanged.connect(self._tell)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[1])
        for part in (self.count, label(f"Hints for W7. {NEVER_RULES}", "soft")):
            outer.addWidget(part)
        outer.addWidget(self.list, 1)
        outer.addWidget(self.told)
        outer.addWidget(self.show_button)

    def show_differences(self, found: Sequence[AdviceDifference]) -> None:
        """List these; the line that was chosen stays so where it is still there."""
        at = self.current()
        self._found = tuple(found)
        many = len(found)
        self.count.setText(f"{many} difference{'' if many == 1 else 's'} between the advice and the plan")
        self.list.blockSignals(True)
        self.list.clear()
        for one in found:
            words = " ".join((one.difference.advice or one.difference.plan).split())
            item = QListWidgetItem(f"{KIND_WORDS[one.difference.kind]} · {about_words(one.document.about)}\n{words}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _told(one))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(self._found.index(at) if at in self._found else 0 if found else -1)
        self._tell(self.list.currentRow())

    def current(self) -> AdviceDifference | None:
        """The line that is chosen."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _tell(self, _row: int) -> None:
        one = self.current()
        self.told.setText(_told(one) if one is not None else "")
        self.show_button.setEnabled(one is not None and bool(one.difference.plan_places))

    def _choose(self) -> None:
        one = self.current()
        if one is not None and one.difference.plan_places:
            self.place_chosen.emit(one.difference.plan_places[0])


def _told(one: AdviceDifference) -> str:
    """Both texts and why they are listed."""
    found = one.difference
    parts = (
        f"{KIND_WORDS[found.kind]}.",
        f"Advice: “{found.advice}”" if found.advice else "",
        f"Plan, section {found.section}: “{found.plan}”" if found.plan else "",
        found.why,
    )
    return "\n".join(part for part in parts if part)
