"""Insights by month: a control chart each for effective plans, average score and the sections, and the same in rows."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.insights.columns import MonthRow, month_columns, month_rows
from audit_app.screens.insights.limits_card import LimitsCard
from audit_app.screens.insights.wording import HOW, section_name, table_rows
from audit_app.services.insights.answering import Insights, MonthPoint
from audit_app.services.insights.charts import EFFECTIVE, SCORE, drawn, drawn_of, of_section, points_of
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Card
from audit_app.ui.charts import ChartFrame
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from exports.charts.control import control_chart
from exports.charts.control_drawn import ControlDrawn
from exports.charts.control_words import reading
from exports.charts.scene import Scene
from exports.pages.trends import PERCENT
from scoring.figures import definition

TITLES = {EFFECTIVE: "Effective plans, by month", SCORE: "Average score, by month"}
_LEAST, _MOST_ROWS = 400, 9


class MonthsPage(QWidget):
    """`month_chosen` carries a month (YYYY-MM) and the section that was pressed, empty for the score.

    `rebase_requested` carries the month whose row is marked, empty for none.
    """

    month_chosen = Signal(str, str)
    rebase_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.effective, self.score = (self._frame(title) for title in TITLES.values())
        self.sections: dict[str, ChartFrame] = {}
        self.presence: dict[str, ChartFrame] = {}
        self._points: dict[ChartFrame, tuple[MonthPoint, ...]] = {}
        self._spare: list[ChartFrame] = []
        self.card = Card("The months in rows")
        self.table = DataTable(
            "The months in rows", month_columns(), searchable=False, empty=EmptyState("No month yet", "")
        )
        self.table.row_chosen.connect(self._open_row)
        self.rebase_button = button(
            "Work &limits out anew…",
            self._ask,
            icon=Icon.EDIT,
            name="Work limits out anew from a month",
        )
        for part in (self.table, FlowRow(self.rebase_button), label(HOW, "caption")):
            self.card.body.addWidget(part)
        self.limits = LimitsCard()
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(measures().spacing[3])
        self._pairs: list[Abreast] = []
        for block in (Abreast(self.effective, self.score, leasts=(_LEAST, _LEAST)), self.card, self.limits):
            self._outer.addWidget(block)
        self._outer.addStretch(1)

    def show_found(self, found: Insights) -> None:
        """Show the months; a section's chart takes a place where it is drawn."""
        self._show(self.effective, points_of(found, EFFECTIVE), drawn_of(found, EFFECTIVE))
        self._show(self.score, points_of(found, SCORE), drawn_of(found, SCORE))
        self._give_places(len(found.presence) + len(found.sections))
        free = iter(self._spare)
        self.presence = {one.figure: frame for one, frame in zip(found.presence, free, strict=False)}
        for figure, frame in self.presence.items():
            frame.rename(f"{definition(figure).label}, by month")
            self._show(frame, points_of(found, figure), drawn_of(found, figure))
        self.sections = {one.section: frame for one, frame in zip(found.sections, free, strict=False)}
        for one in found.sections:
            frame = self.sections[one.section]
            frame.rename(f"{section_name(one.section, one.title)}, by month")
            self._show(frame, one.points, drawn_of(found, of_section(one.section)))
        rows = month_rows(found)
        self.table.set_rows(rows)
        shown = min(max(len(rows), 2), _MOST_ROWS)
        self.table.set_height_in_rows(shown, shown)
        self.table.show_column("section", len(found.sections) == 1)
        self.table.show_column("anew", any(row.anew for row in rows))
        self.table.select(lambda _row: True)

    def forget(self) -> None:
        """Show nothing."""
        for frame in (self.effective, self.score, *self._spare):
            self._show(frame, (), drawn(()))
        self._give_places(0)
        self.table.set_rows(())
        self.limits.forget()

    def _show(self, frame: ChartFrame, points: tuple[MonthPoint, ...], chart: ControlDrawn) -> None:
        self._points[frame] = points
        counted = f"{len(points)} months" if len(points) != 1 else "1 month"
        note = reading(chart, PERCENT) or "No month has a value."
        frame.show_scene(partial(_scene, chart), unit="%", count=counted, note=note, rows=table_rows(points, chart))

    def _give_places(self, many: int) -> None:
        """Charts for so many sections, two abreast; those that are not needed are hidden and kept."""
        while len(self._spare) < many:
            pair = [self._frame("Section"), self._frame("Section")]
            self._spare += pair
            self._pairs.append(Abreast(*pair, leasts=(_LEAST, _LEAST)))
            self._outer.insertWidget(len(self._pairs), self._pairs[-1])
            self._order(pair)
        for at, frame in enumerate(self._spare):
            frame.setVisible(at < many)
        for at, both in enumerate(self._pairs):
            both.setVisible(2 * at < many)

    def _order(self, pair: list[ChartFrame]) -> None:
        """Tab comes to these charts where they stand: behind the charts before them, though they are made later."""
        before = self._spare[-3] if len(self._spare) > len(pair) else self.score
        for frame in pair:
            self.setTabOrder(before.table_button, frame.picture_button)
            self.setTabOrder(frame.picture_button, frame.table_button)
            before = frame

    def _frame(self, title: str) -> ChartFrame:
        made = ChartFrame(title, partial(_scene, drawn(())), unit="%")
        made.chart.mark_chosen.connect(partial(self._open_point, made))
        return made

    def _open_point(self, frame: ChartFrame, at: int) -> None:
        """Marks are the points in their order, then how the chart reads."""
        points = self._points[frame]
        if at < len(points):
            section = next((section for section, own in self.sections.items() if own is frame), "")
            self.month_chosen.emit(points[at].month, section)

    def _open_row(self, row: MonthRow) -> None:
        self.month_chosen.emit(row.month, "")

    def _ask(self) -> None:
        row = self.table.current()
        self.rebase_requested.emit(row.month if row is not None else "")


def _scene(chart: ControlDrawn, width: float) -> Scene:
    return control_chart(chart, PERCENT, width)
