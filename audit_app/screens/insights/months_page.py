"""Insights by month: a control chart each for effective plans, average score and the sections, and the same in rows."""

from collections.abc import Mapping
from functools import partial
from itertools import zip_longest
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.insights.columns import MonthRow, month_columns, month_rows
from audit_app.screens.insights.wording import HOW, section_name, table_rows
from audit_app.services.insights.answering import Insights, MonthPoint
from audit_app.services.insights.charts import PERCENT, drawn
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Card
from audit_app.ui.charts import ChartFrame
from audit_app.ui.feedback import EmptyState
from audit_app.ui.pill import Pill
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from exports.charts.control import control_chart
from exports.charts.scene import Mark, Scene
from exports.pages.trends import READ
from resources.theme import Colour
from scoring.control import Variation
from scoring.figures import SECTIONS

EFFECTIVE, SCORE = "Effective plans, by month", "Average score, by month"
MARKS: Mapping[Variation, tuple[Mark, Colour]] = MappingProxyType(
    {
        Variation.IMPROVEMENT: (Mark.STAR, Colour.IMPROVEMENT),
        Variation.CONCERN: (Mark.TRIANGLE, Colour.CONCERN),
        Variation.CHANGE: (Mark.SQUARE, Colour.COMMON_CAUSE),
        Variation.COMMON_CAUSE: (Mark.DOT, Colour.COMMON_CAUSE),
        Variation.TOO_EARLY: (Mark.RING, Colour.COMMON_CAUSE),
    }
)
"""The shape and colour of each reading, as its points have them."""
_LEAST, _MOST_ROWS = 400, 9


class MonthsPage(QWidget):
    """`month_chosen` carries a month (YYYY-MM) and the section that was pressed, empty for the score."""

    month_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.effective, self.score = _frame(EFFECTIVE), _frame(SCORE)
        self.sections = {section: _frame(f"{section_name(section)}, by month") for section in SECTIONS}
        self._points: dict[ChartFrame, tuple[MonthPoint, ...]] = {}
        self.read = {frame: _read_pill(frame) for frame in (self.effective, self.score, *self.sections.values())}
        self._section_of = {frame: section for section, frame in self.sections.items()}
        self.card = Card("The months in rows")
        self.table = DataTable(
            "The months in rows", month_columns(), searchable=False, empty=EmptyState("No month yet", "")
        )
        self.table.row_chosen.connect(self._open_row)
        for part in (self.table, label(HOW, "caption")):
            self.card.body.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        outer.addWidget(Abreast(self.effective, self.score, leasts=(_LEAST, _LEAST)))
        frames = list(self.sections.values())
        self._pairs = [
            (Abreast(left, right, leasts=(_LEAST, _LEAST)), (left, right))
            for left, right in zip_longest(frames[::2], frames[1::2], fillvalue=_nothing())
        ]
        for pair, _ in self._pairs:
            outer.addWidget(pair)
        outer.addWidget(self.card)
        outer.addStretch(1)
        for frame in (self.effective, self.score, *frames):
            frame.chart.mark_chosen.connect(partial(self._open_point, frame))

    def show_found(self, found: Insights) -> None:
        """Show the months; the sections that are not drawn take no place."""
        self._show(self.effective, found.effective_months)
        self._show(self.score, found.score_months)
        there = {one.section: one.points for one in found.sections}
        for section, frame in self.sections.items():
            frame.setVisible(section in there)
            if section in there:
                self._show(frame, there[section])
        for pair, frames in self._pairs:
            pair.setVisible(any(not frame.isHidden() for frame in frames))
        rows = month_rows(found)
        self.table.set_rows(rows)
        shown = min(max(len(rows), 2), _MOST_ROWS)
        self.table.set_height_in_rows(shown, shown)
        self.table.show_column("section", len(there) == 1)
        self.table.select(lambda _row: True)

    def forget(self) -> None:
        """Show nothing."""
        for frame in (self.effective, self.score, *self.sections.values()):
            self._show(frame, ())
        self.table.set_rows(())

    def _show(self, frame: ChartFrame, points: tuple[MonthPoint, ...]) -> None:
        self._points[frame] = points
        chart = drawn(points)
        counted = f"{len(points)} months" if len(points) != 1 else "1 month"
        self.read[frame].show_mark(*MARKS[chart.variation], chart.variation.value.capitalize())
        self.read[frame].setVisible(bool(points))
        note = READ[chart.variation] if points else "No month has a value."
        frame.show_scene(partial(_scene, points), unit="%", count=counted, note=note, rows=table_rows(points))

    def _open_point(self, frame: ChartFrame, at: int) -> None:
        self.month_chosen.emit(self._points[frame][at].month, self._section_of.get(frame, ""))

    def _open_row(self, row: MonthRow) -> None:
        self.month_chosen.emit(row.month, "")


def _read_pill(frame: ChartFrame) -> Pill:
    """How the chart reads, below it: a shape and a word."""
    made = Pill(*MARKS[Variation.TOO_EARLY], Variation.TOO_EARLY.value)
    frame.body.insertWidget(1, made)
    return made


def _nothing() -> QWidget:
    """What stands beside the last of an odd number of charts."""
    made = QWidget()
    made.hide()
    return made


def _frame(title: str) -> ChartFrame:
    return ChartFrame(title, partial(_scene, ()), unit="%")


def _scene(points: tuple[MonthPoint, ...], width: float) -> Scene:
    return control_chart(drawn(points), PERCENT, width)
