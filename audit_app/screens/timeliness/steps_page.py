"""Every statutory step beside its share in time: decisions, advice, the draft's fifteen days, reviews, transfers."""

from collections.abc import Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from audit_app.screens.timeliness.wording import left_out_words, share_line
from audit_app.services.timeliness.counting import Timeliness
from audit_app.ui.card import Card, clear
from audit_app.ui.charts import IntervalBar
from audit_app.ui.flow import FlowRow
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from exports.pages.wording import lead_and_detail
from scoring.figures import Figure
from scoring.timeliness.windows import ABOUT
from scoring.timeliness.words import agency_words

_ADVICE, _WINDOW = "Advice within six weeks", "Fifteen days for the draft"
_GROUPS = MappingProxyType(
    {
        "Requests": ("timeliness.decision_6_weeks", "timeliness.no_plan_16_weeks"),
        _ADVICE: tuple(
            f"timeliness.advice_6_weeks.{agency}" for agency in ("education", "psychology", "health", "social_care")
        ),
        "Reviews": ("timeliness.review_decision_4_weeks", "timeliness.review_final_12_weeks"),
        "Phase transfers": ("timeliness.phase_transfer_15_feb", "timeliness.post16_transfer_31_mar"),
        "Plans in force": ("plans.over_3_years",),
    }
)


class StepsPage(QWidget):
    """A card for each group of steps: name, count and share, the interval as a bar, what is left out.

    `action_requested` carries the figure of an agency's late advice.
    """

    action_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        self.grids: dict[str, QGridLayout] = {}
        for title in (*_GROUPS, _WINDOW):
            card = Card(title)
            grid = QGridLayout()
            grid.setHorizontalSpacing(measures().spacing[4])
            grid.setVerticalSpacing(measures().spacing[1])
            for column, share in enumerate((5, 5, 3)):
                grid.setColumnStretch(column, share)
            card.body.addLayout(grid)
            if title == _WINDOW:
                card.body.addWidget(label(ABOUT, "caption"))
            outer.addWidget(card)
            self.grids[title] = grid
        outer.addStretch(1)

    def show_steps(self, found: Timeliness) -> None:
        """Show the figures of the period."""
        for title, ids in _GROUPS.items():
            _fill(self.grids[title], [figure for id_ in ids if (figure := found.figure(id_)) is not None])
        self._offer_actions(late_advice(found))
        self._show_window(found)

    def forget(self) -> None:
        """Show nothing."""
        for grid in self.grids.values():
            clear(grid)

    def _offer_actions(self, late: Sequence[Figure]) -> None:
        """A button for each agency whose advice was late: it is a finding too."""
        offers = [
            button(
                f"Action on late advice: {_agency(figure)}…",
                partial(self.action_requested.emit, figure),
                weight="quiet",
            )
            for figure in late
        ]
        if offers:
            grid = self.grids[_ADVICE]
            grid.addWidget(FlowRow(*offers), grid.rowCount(), 0, 1, 3)

    def _show_window(self, found: Timeliness) -> None:
        grid, kept = self.grids[_WINDOW], found.windows.kept
        clear(grid)
        name = "At least fifteen days from draft to final plan"
        grid.addWidget(label(name, "strong"), 0, 0)
        grid.addWidget(label(share_line(kept)), 0, 1)
        if kept.percent is not None and kept.interval is not None:
            grid.addWidget(IntervalBar(name, kept.percent, *kept.interval), 0, 2)
        if words := left_out_words(found.windows.left_out):
            grid.addWidget(label(words, "caption"), 1, 0, 1, 3)


def _agency(figure: Figure) -> str:
    return agency_words(figure.id.rpartition(".")[2])


def late_advice(found: Timeliness) -> list[Figure]:
    """The figures of agencies whose advice was late in the period, the least in time first."""
    figures = [figure for id_ in _GROUPS[_ADVICE] if (figure := found.figure(id_)) is not None]
    late = [one for one in figures if one.value is not None and one.numerator != one.denominator]
    return sorted(late, key=lambda one: one.value or 0.0)


def _fill(grid: QGridLayout, figures: Sequence[Figure]) -> None:
    clear(grid)
    row = 0
    for figure in figures:
        lead, detail = lead_and_detail(figure)
        grid.addWidget(label(figure.label, "strong"), row, 0)
        grid.addWidget(label(f"{lead} ({detail})" if figure.value is not None and detail else detail or lead), row, 1)
        if figure.value is not None and figure.denominator:
            grid.addWidget(IntervalBar(figure.label, figure.value, figure.lower, figure.upper), row, 2)
        row += 1
        if figure.note:
            note = f"Not counted: {figure.note}." if figure.note[:1].isdigit() else figure.note
            grid.addWidget(label(note, "caption"), row, 0, 1, 3)
            row += 1
