"""The list of 10,000 plans under the fingers: shown, searched, filtered, sorted, scrolled, against a bare table."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import sys
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from audit_app.screens.plans.lines import PlanLine, columns, lines_of
from audit_app.screens.plans.view import PlansView
from audit_app.ui.theme import Look
from benchmarks._measure import Ratio, compare, show
from benchmarks._measure import _timed as timed
from benchmarks._plan_tables import BareModel, plan_rows

PLANS = 10_000
RUNS = 15
KEY_GOAL_MS = 50.0
_TYPED = "ehc-0012"


class Bench:
    """Both tables in windows of the same size, one as it is used and one bare."""

    def __init__(self, app: QApplication, lines: Sequence[PlanLine]) -> None:
        self._app, self.lines = app, lines
        self.view = PlansView()
        self.view.resize(1280, 720)
        self.view.show()
        self.view.show_lines(lines)
        shown = [column for column in columns() if not column.hidden]
        self.bare_rows = [tuple(column.text(line) for column in shown) for line in lines]
        self.model = BareModel(self.bare_rows)
        self.bare = QTableView()
        self.bare.setModel(self.model)
        self.bare.resize(1280, 720)
        self.bare.show()
        self.painted()

    def painted(self) -> None:
        """Wait until everything is painted."""
        self._app.processEvents()

    def after(self, *acts: Callable[[], object]) -> Callable[[], None]:
        """Do these, each until it is painted."""

        def work() -> None:
            for act in acts:
                act()
                self.painted()

        return work

    def ratios(self) -> tuple[Ratio, ...]:
        """Ours against the bare table."""
        table, name = self.view.table, f"{len(self.lines):,} plans"
        bars = table.view.verticalScrollBar(), self.bare.verticalScrollBar()
        steps = [int(bars[0].maximum() * part / 20) for part in range(20)]
        keys = [partial(QTest.keyClicks, table.search, key) for key in _TYPED]
        bare_keys = [partial(self.model.search, _TYPED[:end]) for end in range(1, len(_TYPED) + 1)]
        scrolled, bare_scrolled = ([partial(bar.setValue, at) for at in steps] for bar in bars)
        return (
            compare(
                f"{name} shown and painted", self.after(lambda: self.view.show_lines(self.lines)),
                self.after(lambda: self.model.show_rows(self.bare_rows)), runs=RUNS, goal=None,
            ),
            compare(
                f"{len(_TYPED)} letters of a search, each painted", self.after(table.clear_search, *keys),
                self.after(lambda: self.model.search(""), *bare_keys), runs=RUNS, goal=None,
            ),
            compare(
                "20 steps of scrolling, each painted", self.after(*scrolled),
                self.after(*bare_scrolled), runs=RUNS, goal=None,
            ),
        )  # fmt: skip

    def moments(self) -> dict[str, list[float]]:
        """Milliseconds of what a person does, each until it is painted."""
        table = self.view.table
        number = [column.id for column in columns()].index("weeks")
        menu = table.columns_menu()
        ticks = menu.actions()
        boxes = (table.choices["team"], table.choices["need"])
        return {
            "the first key of a search": [self._first_key() for _ in range(RUNS)],
            "a key of a search": [
                self._time(partial(QTest.keyClicks, table.search, key)) for _ in range(RUNS) for key in self._new()
            ],
            "a choice in the filter row": self._times(
                *[partial(box.setCurrentIndex, at) for at in (1, 0) for box in boxes]
            ),
            "sorting by a column": self._times(
                lambda: table.view.sortByColumn(number, Qt.SortOrder.DescendingOrder),
                lambda: table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder),
            ),
            "showing another column": self._times(ticks[2].toggle, ticks[2].toggle),
            "a page of scrolling": self._times(*[partial(QTest.keyClick, table.view, Qt.Key.Key_PageDown)] * 5),
        }  # fmt: skip

    def _new(self) -> str:
        self.view.table.clear_search()
        self.painted()
        return _TYPED

    def _first_key(self) -> float:
        """The texts of all rows are put together at the first search after the register was read."""
        self._new()
        self.view.show_lines(self.lines)
        self.painted()
        return self._time(partial(QTest.keyClicks, self.view.table.search, _TYPED[:1]))

    def _times(self, *acts: Callable[[], object]) -> list[float]:
        return [self._time(act) for _ in range(RUNS) for act in acts]

    def _time(self, act: Callable[[], object]) -> float:
        return timed(self.after(act)) * 1000


def main() -> None:
    """Measure with 10,000 plans, or as many as the first argument says."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look = Look(app)
    bench = Bench(app, lines_of(plan_rows(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS)))
    show(*bench.ratios())
    print("\n| what a person does, until it is painted | median | longest | goal |\n|---|---|---|---|")
    for name, times in bench.moments().items():
        print(f"| {name} | {median(times):.1f} ms | {max(times):.1f} ms | at most {KEY_GOAL_MS:g} ms |")
    del look


if __name__ == "__main__":
    main()
