"""What stands under the tabs of the agreement screen: sections, pairs, markers, rounds, markers to reword."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from audit_app.screens.agreement.columns import (
    marker_columns,
    pair_columns,
    rewording_columns,
    round_columns,
    section_columns,
)
from audit_app.screens.agreement.parts import Part
from audit_app.screens.agreement.wording import alpha_point, exact_point, pair_cells, pair_told, ranked, reworded_told
from audit_app.services.agreement.measuring import Agreement, Measures
from audit_app.services.agreement.rewording import RULE, Reworded
from audit_app.ui.charts import ChartFrame
from audit_app.ui.feedback import EmptyState
from audit_app.ui.words import label
from exports.agreement_words import agency_words
from exports.charts.dots import DotAxis, dot_chart
from exports.charts.matrix import matrix
from exports.charts.ranked import ranked_chart
from exports.charts.scene import Scene
from scoring.figures import AGENCIES, Figure

_PERCENT = DotAxis(0, 100, (0, 25, 50, 75, 100))
_ALPHA = DotAxis(0, 1, (0, 0.5, 1), ((0.8, "0.80 reliable"), (0.667, "0.667 tentative")))
_SAME, _ALPHAS = "The same score, round by round", "Alpha, round by round"
_OVERLAP = "Where two intervals overlap, they prove no change."
_MATRIX = "Every two agencies"
_MATRIX_NOTE = "The share of equal scores, how much higher the row scores than the column, and the units both scored."
_RANKED = "Markers by how often members gave the same score"
_NOTHING = ("Nothing to compare", "Two members have to score the same marker of the same plan.")


class SectionsPage(Part):
    """A row a section that was compared; the others in a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("By section", section_columns(), EmptyState(*_NOTHING), parent=parent)

    def show_found(self, found: Agreement) -> None:
        """Show the sections."""
        shown = [one for one in found.sections if one.measures.exact.denominator]
        alone = [one.section for one in found.sections if not one.measures.exact.denominator]
        note = f"Scored by one member alone, and so not compared: {', '.join(alone)}." if alone else ""
        self.show_rows(shown, _all(one.measures for one in shown), note)


class PairsPage(Part):
    """The square of agencies above, the same with intervals below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        chart = ChartFrame(_MATRIX, partial(_matrix, None), note=_MATRIX_NOTE)
        super().__init__("By pair of agencies", pair_columns(), EmptyState(*_NOTHING), above=(chart,), parent=parent)

        self.chart = chart

    def show_found(self, found: Agreement) -> None:
        """Show the pairs."""
        self.chart.show_scene(partial(_matrix, found), note=_MATRIX_NOTE)
        self.chart.setVisible(bool(found.pairs))
        figures = [figure for one in found.pairs for figure in (one.exact, one.gap, one.kappa)]
        self.show_rows(found.pairs, figures, "A gap above 0 says that the first agency scores higher.")

    def forget(self) -> None:
        """Show nothing."""
        self.chart.show_scene(partial(_matrix, None), note=_MATRIX_NOTE)
        self.show_rows(())


class MarkersPage(Part):
    """Every marker that two members scored, the least alike first, in a table and drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        chart = ChartFrame(_RANKED, partial(_ranked, None))
        super().__init__("By marker", marker_columns(), EmptyState(*_NOTHING), below=(chart,), parent=parent)
        self.chart = chart

    def show_found(self, found: Agreement) -> None:
        """Show the markers."""
        self.chart.show_scene(partial(_ranked, found), note="The line is the 95 % interval.")
        self.chart.setVisible(bool(found.markers))
        alone = len(found.framework.markers) - len(found.markers)
        note = f"{alone} further markers were scored by one member of a plan alone." if alone > 1 else ""
        self.show_rows(found.markers, note=note)

    def forget(self) -> None:
        """Show nothing."""
        self.chart.show_scene(partial(_ranked, None))
        self.show_rows(())


class RoundsPage(Part):
    """Round by round, whatever round is chosen: equal scores and alpha as dots, and a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        same = ChartFrame(_SAME, partial(_same, None), unit="% of units", note=_OVERLAP)
        alpha = ChartFrame(_ALPHAS, partial(_alpha, None), unit="coefficient")
        super().__init__("Round by round", round_columns(), EmptyState(*_NOTHING), above=(same, alpha), parent=parent)

        self.same, self.alpha = same, alpha

    def show_found(self, found: Agreement) -> None:
        """Show the rounds; alpha is drawn where it is estimable in any."""
        self.same.show_scene(partial(_same, found), unit="% of units", note=f"Units stand below. {_OVERLAP}")
        self.alpha.show_scene(partial(_alpha, found), unit="coefficient", note=_OVERLAP)
        self.same.setVisible(bool(found.rounds))
        self.alpha.setVisible(any(one.measures.alpha.value is not None for one in found.rounds))
        self.show_rows(tuple(reversed(found.rounds)), _all(one.measures for one in found.rounds))

    def forget(self) -> None:
        """Show nothing."""
        self.same.show_scene(partial(_same, None))
        self.alpha.show_scene(partial(_alpha, None))
        self.show_rows(())


class RewordingPage(Part):
    """Markers that members keep scoring apart, the one that is current in full, and the rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        empty = EmptyState("No marker to reword", "No marker meets the rule below.")
        super().__init__("Markers to reword", rewording_columns(), empty, parent=parent)
        self.told = label("", "soft")
        self.card.body.insertWidget(1, self.told)
        self.table.row_current.connect(self._tell)

    def show_found(self, found: Agreement) -> None:
        """Show them; the latest rounds count, whatever round is chosen."""
        self.show_rows(found.rewording, note=RULE.words)
        self.told.clear()
        self.table.select(lambda _row: True)

    def forget(self) -> None:
        """Show nothing."""
        self.show_rows(())
        self.told.clear()

    def _tell(self, row: Reworded | None) -> None:
        self.told.setText(reworded_told(row) if row is not None else "")


def _all(measures: Iterable[Measures]) -> list[Figure]:
    return [figure for one in measures for figure in (one.exact, one.within_one, one.alpha, one.ac2)]


def _matrix(found: Agreement | None, width: float) -> Scene:
    pairs = found.pairs if found is not None else ()
    there = {agency for pair in pairs for agency in (pair.first, pair.second)}
    parties = [agency_words(agency) for agency in AGENCIES if agency in there]
    return matrix(parties, pair_cells(pairs), width, _MATRIX, [pair_told(pair) for pair in pairs])


def _ranked(found: Agreement | None, width: float) -> Scene:
    return ranked_chart(ranked(found.markers) if found is not None else (), width, "% of units with the same score")


def _same(found: Agreement | None, width: float) -> Scene:
    return dot_chart([exact_point(one) for one in (found.rounds if found else ())], _PERCENT, width, _SAME)


def _alpha(found: Agreement | None, width: float) -> Scene:
    return dot_chart([alpha_point(one) for one in (found.rounds if found else ())], _ALPHA, width, _ALPHAS)
