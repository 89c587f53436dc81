"""The coverage of the register: what a year's samples looked at of each kind of plan, and the plans never looked at."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.domain.features import Feature
from audit_app.services.samples.coverage import Coverage, CoverageLine, NeverLooked
from audit_app.services.samples.coverage_lists import SHOWN_OF_PLANS, coverage_words, value_words
from audit_app.ui.card import Card
from audit_app.ui.days import plain_day
from audit_app.ui.feedback import EmptyState
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_LEAST_IN_VIEW, _MOST_IN_VIEW = 4, 12
_WIDTHS = {Feature.PHASE: 100, Feature.NEED: 240, Feature.SETTING: 130, Feature.TEAM: 110, Feature.PLAN_AGE: 110}


class CoverageView(QWidget):
    """`plan_chosen` carries the reference of a plan to open, the others want a list saved."""

    plan_chosen = Signal(str)
    table_save_requested = Signal()
    list_save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        outer.addWidget(self._kinds())
        self.never = self._never()
        self.never.hide()
        outer.addWidget(self.never)
        outer.addStretch(1)

    def show_coverage(self, made: Coverage) -> None:
        """Show what was counted."""
        self.told.setText(coverage_words(made))
        self.kinds.set_rows(made.lines)
        self.waiting.set_rows(made.waiting)
        _fit(self.kinds, len(made.lines))
        _fit(self.waiting, len(made.waiting))
        self.never.setVisible(made.plans > 0)
        self.save_table.setEnabled(bool(made.lines))
        self.save_list.setEnabled(bool(made.waiting))
        self._follow()

    def say(self, text: str) -> None:
        """What is being done, or why nothing can be shown."""
        self.told.setText(text)

    def forget(self) -> None:
        """Forget what was counted."""
        self.told.clear()
        self.kinds.set_rows(())
        self.waiting.set_rows(())
        self.never.hide()
        for one in (self.save_table, self.save_list, self.open_button):
            one.setEnabled(False)

    def _kinds(self) -> QWidget:
        card = Card("Looked at in the last 12 months, by kind of plan")
        self.told = label("")
        self.save_table = button("Save as &Excel…", self.table_save_requested.emit, name="Save the coverage as Excel")
        card.head.addWidget(self.save_table)
        card.body.addWidget(self.told)
        nothing = EmptyState("No plan to count yet", "Plans are counted here once the register is imported.")
        self.kinds = DataTable("Coverage by kind of plan", _kind_columns(), empty=nothing)
        _fit(self.kinds, 0)
        card.body.addWidget(self.kinds)
        return card

    def _never(self) -> QWidget:
        card = Card("Never looked at")
        self.open_button = button("&Open the plan", self._open, icon=Icon.PLANS)
        self.save_list = button("Save as E&xcel…", self.list_save_requested.emit, name="Save the plans as Excel")
        card.head.addWidget(self.open_button)
        card.head.addWidget(self.save_list)
        nothing = EmptyState(
            "Every plan has been looked at", "A plan that is new in the register stands here at first."
        )
        self.waiting = DataTable("Plans never looked at", _plan_columns(), empty=nothing)
        self.waiting.row_chosen.connect(self._choose)
        self.waiting.row_current.connect(self._follow)
        card.body.addWidget(self.waiting)
        return card

    def _follow(self, _row: object = None) -> None:
        self.open_button.setEnabled(self.waiting.current() is not None)

    def _open(self) -> None:
        self._choose(self.waiting.current())

    def _choose(self, row: object) -> None:
        if isinstance(row, NeverLooked):
            self.plan_chosen.emit(row.plan_ref)


def _fit(table: DataTable, rows: int) -> None:
    """A short table stands in full: the page scrolls, not the table."""
    shown = min(max(rows, _LEAST_IN_VIEW), _MOST_IN_VIEW)
    table.set_height_in_rows(shown, shown)


def _kind_columns() -> Sequence[Column]:
    def number(id_: str, title: str, of: Callable[[CoverageLine], int], yields: int = 0) -> Column:
        return Column(id_, title, lambda line: f"{of(line):,}", of, figures=True, width=90, yields=yields)

    return (
        Column("feature", "What", lambda line: line.feature.words, _place, tip=_about, choices=True, width=170),
        Column("value", "Value", lambda line: value_words(line.feature, line.value), width=250),
        number("plans", "Plans", lambda line: line.plans),
        number("drawn", "Drawn", lambda line: line.drawn, 2),
        number("audited", "Audited", lambda line: line.audited),
        number("never", "Never looked at", lambda line: line.never),
        Column(
            "since",
            "Longest since",
            lambda line: plain_day(line.since.isoformat()) if line.since else "",
            lambda line: line.since,
            width=110,
            yields=1,
        ),
    )


def _place(line: CoverageLine) -> int:
    return list(Feature).index(line.feature)


def _about(line: CoverageLine) -> str:
    about = line.feature.about
    return f"{line.feature.words}: {about}" if about else line.feature.words


def _plan_columns() -> Sequence[Column]:
    def of(feature: Feature, yields: int) -> Column:
        def text(row: NeverLooked) -> str:
            return value_words(feature, row.traits[feature]) if feature in row.traits else ""

        is_few = feature is not Feature.PLAN_AGE
        return Column(
            feature.value, feature.words, text, choices=is_few, width=_WIDTHS[feature], yields=yields, hidden=not is_few
        )

    return (
        Column("plan_ref", "Plan", lambda row: row.plan_ref, width=120),
        Column(
            "since",
            "Final plan of",
            lambda row: plain_day(row.since.isoformat()) if row.since else "not recorded",
            lambda row: row.since,
            width=110,
        ),
        *(of(feature, place) for place, feature in enumerate(SHOWN_OF_PLANS)),
    )
