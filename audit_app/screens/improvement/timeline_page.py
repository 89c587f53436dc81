"""The plan's milestones on a line of time, and the same as rows for the keyboard; others open what is chosen."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.improvement_counts import Milestone, milestones
from audit_app.screens.improvement.lines import STATE_WORDS, STATES, milestone_columns
from audit_app.ui.charts import ChartFrame
from audit_app.ui.days import plain_day
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from exports.charts.milestones import Dated, DatedGroup, DatedRow, milestone_chart
from exports.charts.scene import Scene
from exports.plain import one_line

_MOST_ROWS = 12
_TITLE = "Milestones"
_KEY = "Dot: done. Triangle: to come. Square: overdue. Ring: passed, or addressed elsewhere. A line: it recurs."


class TimelinePage(QWidget):
    """`milestone_requested` carries a `Milestone`."""

    milestone_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImprovementPlan | None = None
        self._today = date.min
        self._found: tuple[Milestone, ...] = ()
        self.theme = QComboBox()
        self.theme.setAccessibleName("Milestones of which theme")
        self.theme.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.theme.setMinimumContentsLength(24)
        self.theme.activated.connect(self._show)
        self.chart = ChartFrame(_TITLE, lambda width: milestone_chart((), date.min, width, _TITLE))
        self.chart.chart.mark_chosen.connect(self._open_mark)
        nothing = EmptyState("No date yet", "Give the actions timescales with dates, and their milestones stand here.")
        self.table = DataTable("Milestones", milestone_columns(), empty=nothing)
        self.table.row_chosen.connect(self.milestone_requested)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        for part in (FlowRow(self.theme), self.chart, self.table):
            outer.addWidget(part)
        outer.addStretch(1)

    def show_plan(self, plan: ImprovementPlan, today: date) -> None:
        """Show the milestones of a plan as they stand on a day."""
        before = self.theme.currentData()
        self._plan, self._today = plan, today
        self.theme.clear()
        self.theme.addItem("Every theme", "")
        for theme in plan.themes:
            self.theme.addItem(f"{theme.letter}. {theme.title}", theme.id)
        self.theme.setCurrentIndex(max(self.theme.findData(before), 0))
        self._show()

    def forget(self) -> None:
        """Show nothing."""
        self._plan, self._found = None, ()
        self.theme.clear()
        self.table.set_rows(())
        self.chart.show_scene(lambda width: milestone_chart((), date.min, width, _TITLE))

    def _show(self) -> None:
        if self._plan is None:
            return
        wanted = str(self.theme.currentData() or "")
        every = milestones(self._plan, self._today)
        self._found = tuple(one for one in every if not wanted or one.placed.theme.id == wanted)
        self.chart.setVisible(bool(self._found))
        drawn = _drawer(tuple(groups_of(self._found)), self._today)
        self.chart.show_scene(drawn, count=f"{len(self._found):,} dates", note=_KEY)
        self.table.set_rows(sorted(self._found, key=lambda one: one.on))
        shown = min(max(len(self._found), 3), _MOST_ROWS)
        self.table.set_height_in_rows(shown, shown)

    def _open_mark(self, at: int) -> None:
        if at < len(self._found):
            self.milestone_requested.emit(self._found[at])


def _drawer(groups: tuple[DatedGroup, ...], today: date) -> Callable[[float], Scene]:
    """What draws the chart, each width once: it is asked for its size and painted again and again."""
    return lru_cache(maxsize=4)(lambda width: milestone_chart(groups, today, width, _TITLE))


def groups_of(found: Sequence[Milestone]) -> Iterator[DatedGroup]:
    """Milestones in the order of the plan as the chart takes them: a theme with a row for each action."""
    themes: dict[str, dict[str, list[Milestone]]] = {}
    for one in found:
        themes.setdefault(one.placed.theme.id, {}).setdefault(one.placed.action.id, []).append(one)
    for actions in themes.values():
        first = next(iter(actions.values()))[0].placed.theme
        yield DatedGroup(f"{first.letter}. {first.title}", tuple(_row(dates) for dates in actions.values()))


def _row(dates: Sequence[Milestone]) -> DatedRow:
    placed = dates[0].placed
    made = (
        Dated(one.on, *STATES[one.state], f"{plain_day(one.on.isoformat())} {STATE_WORDS[one.state].lower()}")
        for one in dates
    )
    return DatedRow(f"{placed.label} {one_line(placed.action.words)}", tuple(made), dates[0].runs)
