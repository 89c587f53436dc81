"""Asks for a target in time: its name, what it is about, and a percentage for each month; it keeps nothing."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPlainTextEdit, QWidget

from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button, label
from exports.pages.wording import CYCLES as CYCLE_WORDS
from scoring.timeliness.trajectories import CYCLES, QUALITY, Basis, Trajectory, TrajectoryError, of_values

ABOUT = (
    ("Within 20 weeks, every plan", "timeliness.20_weeks.including_exceptions"),
    ("Within 20 weeks, without exceptions", "timeliness.20_weeks.excluding_exceptions"),
    ("Phase transfers by 15 February", "timeliness.phase_transfer_15_feb"),
    ("Post-16 transfers by 31 March", "timeliness.post16_transfer_31_mar"),
    ("Audits: plans that are Good or Outstanding", "plans.effective"),
    ("Audits: average score of a plan", "score.overall"),
    ("Audits: health needs stated, or none found", "presence.health"),
    ("Audits: social care needs stated, or none found", "presence.social_care"),
)
_BASES = (("Plans issued in the month", Basis.ISSUED), ("Plans started from a day on", Basis.STARTED))
_POINTS_HIGH = 120


class TargetDialog(AskingDialog):
    """`made` is the trajectory once the dialog was accepted; what is wrong with it is said below the fields."""

    def __init__(
        self,
        title: str,
        start: Trajectory | None,
        today: date,
        parent: QWidget | None = None,
        *,
        about: Sequence[tuple[str, str]] = ABOUT,
        hint: str = "A line for each: the month and the percentage, such as 2026-12 60.",
    ) -> None:
        super().__init__(title, "A target counts from the end of its month until the next one.", parent)
        self.made = start
        self.name, self.source, self.points = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.figure, self.basis, self.since, self.cycle = QComboBox(), QComboBox(), QDateEdit(), QComboBox()
        self.cycle.addItem("Every cycle", "")
        for cycle in CYCLES:
            self.cycle.addItem(CYCLE_WORDS[cycle].capitalize(), cycle)
        for words, figure in about:
            self.figure.addItem(words, figure)
        for words, basis in _BASES:
            self.basis.addItem(words, basis.value)
        self.since.setDisplayFormat("d MMM yyyy")
        self.since.setCalendarPopup(True)
        self.points.setFixedHeight(_POINTS_HIGH)
        self.points.setTabChangesFocus(True)
        self.since_field = Field("Requests made &from", self.since)
        self.basis_field, self.cycle_field = Field("Which &plans", self.basis), Field("Which c&ycle", self.cycle)
        self.problem = label("", "problem")
        for part in (
            Field("&Name", self.name),
            Field("&What it is about", self.figure),
            self.basis_field,
            self.cycle_field,
            self.since_field,
            Field("&Targets", self.points, hint=hint),
            Field("&Source", self.source, hint="Where the target is written down."),
            self.problem,
        ):
            self.body.addWidget(part)
        self.no, self.yes = button("Cancel", self.reject), button("&Keep the target", self._accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.basis.currentIndexChanged.connect(self._follow)
        self.figure.currentIndexChanged.connect(self._follow)
        self._show(start, today)
        self.name.setFocus()

    def _show(self, start: Trajectory | None, today: date) -> None:
        since = start.started_from if start is not None and start.started_from is not None else today.replace(day=1)
        self.since.setDate(QDate(since.year, since.month, since.day))
        if start is not None:
            self.name.setText(start.name)
            self.source.setText(start.source)
            self.figure.setCurrentIndex(max(self.figure.findData(start.base), 0))
            self.basis.setCurrentIndex(max(self.basis.findData(start.basis.value), 0))
            self.cycle.setCurrentIndex(max(self.cycle.findData(start.cycle), 0))
            self.points.setPlainText("\n".join(f"{one.on.isoformat()} {one.percent:.12g}" for one in start.points))
        self._follow()

    def _follow(self) -> None:
        """Of audits the cycle is asked for, of the register's dates which plans count."""
        self.basis_field.setVisible(self._is_for_register)
        self.cycle_field.setVisible(self._is_for_quality)
        self.since_field.setVisible(self._is_for_register and self.basis.currentData() == Basis.STARTED.value)

    @property
    def _is_for_register(self) -> bool:
        return str(self.figure.currentData()).startswith("timeliness.")

    @property
    def _is_for_quality(self) -> bool:
        return self.figure.currentData() in QUALITY

    def _figure(self) -> str:
        cycle = str(self.cycle.currentData()) if self._is_for_quality else ""
        return f"{self.figure.currentData()}{f'@cycle={cycle}' if cycle else ''}"

    def _basis(self) -> str:
        if self._is_for_register:
            return str(self.basis.currentData())
        return Basis.AUDITED.value if self._is_for_quality else Basis.MEASURED.value

    def _accept(self) -> None:
        values: dict[str, object] = {
            "name": self.name.text(),
            "figure": self._figure(),
            "basis": self._basis(),
            "source": self.source.text(),
            "points": points_of(self.points.toPlainText()),
        }
        if self._is_for_register and self.basis.currentData() == Basis.STARTED.value:
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
