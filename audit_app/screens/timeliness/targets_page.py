"""Targets in time: which one is looked at, what was reached month by month against it, and what to do with it."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from audit_app.screens.timeliness.columns import target_columns
from audit_app.screens.timeliness.wording import left_out_words, month_point, share_line
from audit_app.services.reports.monthly import course_drawn, drawn_towards
from audit_app.services.timeliness.counting import TargetLine
from audit_app.services.timeliness.trajectories import TrajectoryRow
from audit_app.ui.card import Card
from audit_app.ui.charts import ChartFrame
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from exports.charts.control import control_chart
from exports.charts.control_words import reading
from exports.charts.series import month_chart
from exports.pages.trends import PERCENT
from scoring.days import day
from scoring.timeliness.trajectories import Trajectory
from scoring.timeliness.words import basis_words

_CHOOSE = "Choose a target"
_MOST_MONTHS = 14
_COURSE = "Will the target be met as things are?"


class TargetsPage(QWidget):
    """`chosen` carries the name of a trajectory; the other signals are wishes about the one that is shown."""

    chosen = Signal(str)
    new_requested = Signal()
    file_requested = Signal()
    change_requested = Signal(object)
    remove_requested = Signal(object)
    save_requested = Signal(object)
    insights_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TrajectoryRow, ...] = ()
        self._may = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        outer.addWidget(self._choice())
        self.chart = ChartFrame("Reached, against the target", lambda width: month_chart((), width), unit="% in time")
        nothing = drawn_towards((), None)
        self.course = ChartFrame(_COURSE, lambda width: control_chart(nothing, PERCENT, width), unit="% in time")
        self.table = DataTable("Months against the target", target_columns(), searchable=False)
        self.months = Card("Month by month")
        self.months.body.addWidget(self.table)
        for part in (self.chart, self.course, self.months):
            outer.addWidget(part)
        outer.addStretch(1)
        self.forget()

    def show_rows(self, rows: Sequence[TrajectoryRow], shown: str) -> None:
        """The trajectories to choose from; `shown` is the name of the one that is looked at, empty for none."""
        self._rows = tuple(rows)
        with QSignalBlocker(self.which):
            self.which.clear()
            self.which.addItem(_CHOOSE, "")
            for row in rows:
                words = f"Example: {row.trajectory.name}" if row.is_shipped else row.trajectory.name
                self.which.addItem(words, row.trajectory.name)
            self.which.setCurrentIndex(max(self.which.findData(shown), 0))
        self._follow()

    def show_target(self, line: TargetLine | None) -> None:
        """What was reached against the one that is chosen; None shows none, and of a target for audits where it is."""
        for part in (self.chart, self.course, self.months):
            part.setVisible(line is not None)
        row = self.current()
        self.about.setText(_about(row.trajectory) if row is not None else _NONE)
        self.insights_button.setVisible(row is not None and row.trajectory.is_for_quality)
        if line is None:
            self.table.set_rows(())
            return
        found = line.against
        points = tuple(month_point(one.month, one.actual, one.target) for one in found.months)
        self.chart.show_scene(
            lambda width: month_chart(points, width),
            unit="% in time",
            count=share_line(found.whole),
            note=f"The dashed line is the target. {left_out_words(found.left_out)}",
        )
        course = course_drawn(line.row.trajectory, line.course.months)
        self.course.show_scene(
            lambda width: control_chart(course, PERCENT, width),
            unit="% in time",
            count=f"{len(course.names)} of 24 months with a plan",
            note=reading(course, PERCENT) or "No month has a plan.",
        )
        rows = tuple(reversed(found.months))
        self.table.set_rows(rows)
        shown = min(max(len(rows), 2), _MOST_MONTHS)
        self.table.set_height_in_rows(shown, shown)

    def show_rights(self, may: bool, why_not: str = "") -> None:
        """Whether the person may keep, change and remove targets, and why not."""
        self._may = may
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))
        self._follow()

    def current(self) -> TrajectoryRow | None:
        """The one that is chosen."""
        name = self.which.currentData()
        return next((row for row in self._rows if row.trajectory.name == name), None)

    def forget(self) -> None:
        """Show nothing."""
        self.show_rows((), "")
        self.show_target(None)

    def _choice(self) -> QWidget:
        card = Card("Target")
        self.which = QComboBox()
        self.which.setAccessibleName("Target to look at")
        self.which.setMinimumContentsLength(40)
        self.which.activated.connect(lambda _row: self.chosen.emit(str(self.which.currentData() or "")))
        self.about = label("", "soft")
        self.new_button = button("&New target…", self.new_requested.emit, icon=Icon.ADD)
        self.file_button = button("From a f&ile…", self.file_requested.emit, icon=Icon.IMPORT)
        self.change_button = button("&Change…", lambda: self.change_requested.emit(self.current()), icon=Icon.EDIT)
        self.remove_button = button("Remo&ve", lambda: self.remove_requested.emit(self.current()), icon=Icon.DELETE)
        self.save_button = button("Save as a file…", lambda: self.save_requested.emit(self.current()), weight="quiet")
        self.insights_button = button("See the chart in Insights", self.insights_requested.emit, weight="quiet")
        self.why_not = label("", "soft")
        self.why_not.hide()
        for part in (
            FlowRow(self.which),
            self.about,
            FlowRow(
                *(self.new_button, self.file_button, self.change_button, self.remove_button, self.save_button),
                self.insights_button,
            ),
            self.why_not,
        ):
            card.body.addWidget(part)
        return card

    def _follow(self) -> None:
        row = self.current()
        for made in (self.new_button, self.file_button):
            made.setEnabled(self._may)
        self.change_button.setText("&Use as a start…" if row is not None and row.is_shipped else "&Change…")
        self.change_button.setEnabled(self._may and row is not None)
        self.remove_button.setEnabled(self._may and row is not None and not row.is_shipped)
        self.save_button.setEnabled(row is not None)


_NONE = (
    "A target says which share of plans is to be in time, or good, by which month. Choose one of the examples, make "
    "your own, or take it from a file."
)


def _about(one: Trajectory) -> str:
    said = f"{basis_words(one)} Source: {one.source}"
    if not one.is_for_quality:
        return said
    points = "; ".join(f"from {day(point.on)} {point.percent:g} %" for point in one.points)
    return f"{said} {points[0].upper()}{points[1:]}. The chart stands in Insights and in the reports of the cycle."
