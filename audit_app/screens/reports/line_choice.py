"""The choice of a reporting line for which a report is made: it brings kind, period and readers with it."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from audit_app.services.governance.line_reports import LineReport
from audit_app.ui.fields import Field

_NONE = "No reporting line in particular"
_LETTERS = 18


class LineChoice(QWidget):
    """`chosen` carries the line's report that was taken; without lines nothing is seen of it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LETTERS)
        self._reports: tuple[LineReport, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Field("For the &line to", self.box, hint="Fills in kind, period and readers; it is printed."))
        self.box.activated.connect(self._take)
        self.show_reports(())

    def body(self) -> str:
        """The body that is chosen, empty for none."""
        found = self._report()
        return found.body if found is not None else ""

    def show_reports(self, reports: Sequence[LineReport]) -> None:
        """The lines to choose from; the one chosen stays where it is still there."""
        held = self._report()
        self._reports = tuple(reports)
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItem(_NONE)
            for one in self._reports:
                self.box.addItem(f"{one.body}: {one.report.title}")
        self.setVisible(bool(self._reports))
        if held is not None:
            self.show_line(held.body, held.report.kind)

    def show_line(self, body: str, kind: str) -> None:
        """Choose the line to a body with a kind of report, none where there is no such; it tells nobody."""
        at = next((at for at, one in enumerate(self._reports, 1) if (one.body, one.report.kind) == (body, kind)), 0)
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(at)

    def leave(self) -> None:
        """Something else was chosen by hand: the report is for no line in particular."""
        self.show_line("", "")

    def _report(self) -> LineReport | None:
        at = self.box.currentIndex() - 1
        return self._reports[at] if 0 <= at < len(self._reports) else None

    def _take(self, _at: int) -> None:
        self.chosen.emit(self._report())
