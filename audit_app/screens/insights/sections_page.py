"""Insights by section and agency: the heat map of the reports, live, and its cells in rows."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.insights.columns import heat_columns
from audit_app.screens.insights.wording import section_name
from audit_app.services.insights.sections import HeatLine
from audit_app.ui.card import Card
from audit_app.ui.charts import ChartFrame
from audit_app.ui.feedback import EmptyState
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from exports.charts.heat import Heat, heat_map
from exports.charts.scene import Scene
from scoring.figure_words import rounded
from scoring.figures import AGENCY_NAMES

TITLE = "Sections by agency"
LEAST = 3
_MOST_ROWS = 12
_NOTE = (
    "From each agency's opened reviews of the plans counted above, not from the consensus; a plan counts once, with "
    f"the mean of what the agency gave. A dot stands for under {LEAST} plans."
)
_NOTHING = ("One agency alone scored", "Sections by agency are shown where two agencies or more scored the same cycle.")


class SectionsPage(QWidget):
    """`cell_chosen` carries a `HeatLine`."""

    cell_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[HeatLine, ...] = ()
        self.chart = ChartFrame(TITLE, partial(_scene, ()), note=_NOTE)
        self.chart.chart.box_chosen.connect(self._open_box)
        self.chart.chart.mark_chosen.connect(self._open_mark)
        self.card = Card("The cells in rows")
        self.table = DataTable("The cells in rows", heat_columns(), searchable=False, empty=EmptyState(*_NOTHING))
        self.table.row_chosen.connect(self.cell_chosen)
        self.waiting = label("The reviews of every agency are being read.", "soft")
        self.card.body.addWidget(self.table)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        for part in (self.waiting, self.chart, self.card):
            outer.addWidget(part)
        outer.addStretch(1)
        self.show_lines(None)

    def show_lines(self, lines: tuple[HeatLine, ...] | None) -> None:
        """Show these cells, or that they are being read."""
        self._lines = lines or ()
        self.waiting.setVisible(lines is None)
        self.card.setVisible(lines is not None)
        self.chart.setVisible(bool(lines))
        rows = [
            (section_name(one.section, one.title), AGENCY_NAMES[one.agency], rounded(one.mean, 2), str(one.plans))
            for one in self._lines
        ]
        self.chart.show_scene(
            partial(_scene, self._lines), note=_NOTE, rows=[("Section", "Agency", "Mean level", "Plans"), *rows]
        )
        self.table.set_rows(self._lines)
        shown = min(max(len(self._lines), 4), _MOST_ROWS)
        self.table.set_height_in_rows(shown, shown)
        self.table.select(lambda _row: True)

    def forget(self) -> None:
        """Show nothing."""
        self.show_lines(None)

    def _open_box(self, at: int) -> None:
        """Boxes are the cells with a level in their order, then those of the key."""
        self._open([one for one in self._lines if one.plans >= LEAST], at)

    def _open_mark(self, at: int) -> None:
        self._open([one for one in self._lines if one.plans < LEAST], at)

    def _open(self, cells: list[HeatLine], at: int) -> None:
        if at < len(cells):
            self.cell_chosen.emit(cells[at])


def _scene(lines: tuple[HeatLine, ...], width: float) -> Scene:
    titles = {one.section: one.title for one in lines}
    sections = list(titles)
    agencies = [agency for agency in AGENCY_NAMES if any(one.agency == agency for one in lines)]
    cells = {
        (sections.index(one.section), agencies.index(one.agency)): Heat(
            one.mean if one.plans >= LEAST else None, one.plans
        )
        for one in lines
    }
    return heat_map(list(titles.items()), [AGENCY_NAMES[agency] for agency in agencies], cells, width)
