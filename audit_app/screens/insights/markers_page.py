"""Insights by marker: those that score 2 or 3 on the fewest plans first, in rows and drawn with their intervals."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.insights.columns import marker_columns
from audit_app.services.insights.answering import Insights, MarkerSound
from audit_app.ui.abreast import Abreast
from audit_app.ui.card import Card
from audit_app.ui.charts import ChartFrame
from audit_app.ui.feedback import EmptyState
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from exports.charts.ranked import RankedShare, ranked_chart
from exports.charts.scene import Scene
from exports.pages.wording import short
from scoring.figure_words import rounded

TITLE = "Markers, the weakest first"
_NOTE = "The share of plans that score 2 or 3; the line is the 95 % interval. Markers whose lines overlap may be equal."
_LEAST, _MOST_ROWS = 400, 20


class MarkersPage(QWidget):
    """`marker_chosen` carries a marker's id."""

    marker_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markers: tuple[MarkerSound, ...] = ()
        self.card = Card("Markers in rows")
        self.table = DataTable(
            "Markers in rows", marker_columns(), searchable=False, empty=EmptyState("No marker has a number", "")
        )
        self.table.row_chosen.connect(self._open)
        self.card.body.addWidget(self.table)
        self.card.body.addStretch(1)
        self.chart = ChartFrame(TITLE, partial(_scene, ()), unit="% of plans", note=_NOTE)
        self.chart.chart.mark_chosen.connect(self._open_point)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        outer.addWidget(Abreast(self.card, self.chart, leasts=(_LEAST, _LEAST)))
        outer.addStretch(1)

    def show_found(self, found: Insights) -> None:
        """Show the markers."""
        self._show(found.markers)

    def forget(self) -> None:
        """Show nothing."""
        self._show(())

    def _show(self, markers: tuple[MarkerSound, ...]) -> None:
        self._markers = markers
        rows = [(one.marker.id, rounded(one.sound.value or 0, 1), short(one.sound)) for one in markers]
        self.chart.show_scene(
            partial(_scene, markers), unit="% of plans", note=_NOTE, rows=[("Marker", "Percent", "Sound"), *rows]
        )
        self.chart.setVisible(bool(markers))
        self.table.set_rows(markers)
        shown = min(max(len(markers), 4), _MOST_ROWS)
        self.table.set_height_in_rows(shown, shown)
        self.table.select(lambda _row: True)

    def _open(self, one: MarkerSound) -> None:
        self.marker_chosen.emit(one.marker.id)

    def _open_point(self, at: int) -> None:
        self._open(self._markers[at])


def _scene(markers: tuple[MarkerSound, ...], width: float) -> Scene:
    rows = [
        RankedShare(one.marker.id, one.sound.value, one.sound.lower, one.sound.upper, short(one.sound))
        for one in markers
    ]
    return ranked_chart(rows, width, "% of plans")
