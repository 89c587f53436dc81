"""Asks from which month on limits are worked out anew, and why; says what speaks against it; keeps nothing."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from audit_app.services.reports.monthly import month_name
from audit_app.services.reports.rebasing import MOST_CAUSE
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button, label
from scoring.control import Judged

Judge = Callable[[str, str], Judged]
"""What speaks against a figure's chart beginning anew in a month."""
_SAID = "The months before keep their own mean and limits; those from this month on get theirs. Undo takes it back."
_SOUND = "The months from here on lie on one side of the mean before: the shift lasted."


class RebaseDialog(AskingDialog):
    """`figure`, `month` and `cause` are what was chosen, once the dialog was accepted."""

    def __init__(
        self,
        charts: Mapping[str, tuple[str, Sequence[str]]],
        start: str,
        judge: Judge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Work limits out anew", _SAID, parent)
        self._charts, self._judge = charts, judge
        self.charts, self.months, self.why = QComboBox(), QComboBox(), QLineEdit()
        self.why.setMaxLength(MOST_CAUSE)
        for figure, (title, _) in charts.items():
            self.charts.addItem(title, figure)
        self.refusal, self.doubts = label("", "problem"), label("", "soft")
        for part in (
            Field("&Chart", self.charts),
            Field("From this &month on", self.months),
            Field("What &caused the change", self.why, hint="In a sentence; it stands below the chart. Name no plan."),
            self.refusal,
            self.doubts,
        ):
            self.body.addWidget(part)
        self.no = button("Cancel", self.reject)
        self.yes = button("&Work out anew", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self._show_months(start)
        self.charts.currentIndexChanged.connect(lambda _at: self._show_months(self.month))
        self.months.currentIndexChanged.connect(lambda _at: self.follow())
        self.why.textChanged.connect(lambda _text: self._allow())
        self.why.setFocus()

    @property
    def figure(self) -> str:
        """The chart that is chosen."""
        return str(self.charts.currentData())

    @property
    def month(self) -> str:
        """The month that is chosen, YYYY-MM."""
        return str(self.months.currentData() or "")

    @property
    def cause(self) -> str:
        """What caused the change."""
        return self.why.text().strip()

    def follow(self) -> None:
        """Say what speaks against the chart and month as they are chosen."""
        found = self._judge(self.figure, self.month)
        self.refusal.setText(found.refusal)
        self.refusal.setVisible(bool(found.refusal))
        self.doubts.setText("" if found.refusal else " ".join((_SOUND, *found.doubts)))
        self.doubts.setVisible(not found.refusal)
        self._allow()
        if self.isVisible():
            self.fit()

    def _show_months(self, chosen: str) -> None:
        """The months of the chart, the newest first."""
        with QSignalBlocker(self.months):
            self.months.clear()
            for month in reversed(self._charts[self.figure][1]):
                self.months.addItem(month_name(month), month)
            self.months.setCurrentIndex(max(self.months.findData(chosen), 0))
        self.follow()

    def _allow(self) -> None:
        self.yes.setEnabled(bool(self.cause) and not self.refusal.text())
