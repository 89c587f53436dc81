"""Asks for a target in time: its name, what it is about, and a percentage for each month; it keeps nothing."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPlainTextEdit, QWidget

from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button, label
from scoring.timeliness.trajectories import Basis, Trajectory, TrajectoryError, of_values

_ABOUT = (
    ("Within 20 weeks, every plan", "timeliness.20_weeks.including_exceptions"),
    ("Within 20 weeks, without exceptions", "timeliness.20_weeks.excluding_exceptions"),
    ("Phase transfers by 15 February", "timeliness.phase_transfer_15_feb"),
    ("Post-16 transfers by 31 March", "timeliness.post16_transfer_31_mar"),
)
_BASES = (("Plans issued in the month", Basis.ISSUED), ("Plans started from a day on", Basis.STARTED))
_POINTS_HIGH = 120


class TargetDialog(AskingDialog):
    """`made` is the trajectory once the dialog was accepted; what is wrong with it is said below the fields."""

    def __init__(self, title: str, start: Trajectory | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(title, "A target counts from the end of its month until the next one.", parent)
        self.made = start
        self.name, self.source, self.points = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.figure, self.basis, self.since = QComboBox(), QComboBox(), QDateEdit()
        for words, figure in _ABOUT:
            self.figure.addItem(words, figure)
        for words, basis in _BASES:
            self.basis.addItem(words, basis.value)
        self.since.setDisplayFormat("d MMM yyyy")
        self.since.setCalendarPopup(True)
        self.points.setFixedHeight(_POINTS_HIGH)
        self.points.setTabChangesFocus(True)
        self.since_field = Field("Requests made &from", self.since)
        self.problem = label("", "problem")
        for part in (
            Field("&Name", self.name),
            Field("&What it is about", self.figure),
            Field("Which &plans", self.basis),
            self.since_field,
            Field("&Targets", self.points, hint="A line for each: the month and the percentage, such as 2026-12 60."),
            Field("&Source", self.source, hint="Where the target is written down."),
            self.problem,
        ):
            self.body.addWidget(part)
        self.no, self.yes = button("Cancel", self.reject), button("&Keep the target", self._accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.basis.currentIndexChanged.connect(self._follow)
        self._show(start, today)
        self.name.setFocus()

    def _show(self, start: Trajectory | None, today: date) -> None:
        since = start.started_from if start is not None and start.started_from is not None else today.replace(day=1)
        self.since.setDate(QDate(since.year, since.month, since.day))
        if start is not None:
            self.name.setText(start.name)
            self.source.setText(start.source)
            self.figure.setCurrentIndex(self.figure.findData(start.figure))
            self.basis.setCurrentIndex(self.basis.findData(start.basis.value))
            self.points.setPlainText("\n".join(f"{one.on.isoformat()} {one.percent:g}" for one in start.points))
        self._follow()

    def _follow(self) -> None:
        self.since_field.setVisible(self.basis.currentData() == Basis.STARTED.value)

    def _accept(self) -> None:
        values: dict[str, object] = {
            "name": self.name.text(),
            "figure": str(self.figure.currentData()),
            "basis": str(self.basis.currentData()),
            "source": self.source.text(),
            "points": points_of(self.points.toPlainText()),
        }
        if self.basis.currentData() == Basis.STARTED.value:
            day = self.since.date()
            values["started_from"] = date(day.year(), day.month(), day.day())
        try:
            self.made = of_values(values)
        except TrajectoryError as error:
            self.problem.setText("\n".join(error.problems))
            return
        self.accept()


def points_of(text: str) -> list[dict[str, object]]:
    """What a person typed as the reader of trajectories takes it: a day or month and a number on each line."""
    found: list[dict[str, object]] = []
    for line in filter(str.strip, text.splitlines()):
        on, _, percent = line.strip().replace("%", " ").replace(",", ".").partition(" ")
        try:
            found.append({"on": on, "percent": float(percent)})
        except ValueError:
            found.append({"on": on, "percent": percent.strip()})
    return found
