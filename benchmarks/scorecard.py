"""The scorecard with 60 months of 40 typed measures: reading once, then each answer of the screen in at most 100 ms."""

import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from audit_app.domain.measure_periods import Frequency, due_period
from audit_app.domain.measures import Measure, Source
from audit_app.services.measures.keeping import load_catalogue, measure_record
from audit_app.services.measures.reading import read_measures
from audit_app.services.measures.scorecard import line_of, scorecard
from audit_app.services.measures.values import Typed, record_of_value
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from benchmarks._workspaces import workspace
from exports.charts.periods import chart_by
from exports.measure_words import axis_of
from scoring.control import Direction

ON = date(2026, 11, 22)
MEASURES, MONTHS = 40, 60
OWN = Measure(
    "own", "", "", "percent of plans", Direction.HIGHER, Frequency.MONTH, Source.TYPED, "", "What is counted."
)
GOAL, RUNS = 0.1, 9


def fill(place: Workspace) -> None:
    """Forty measures of our own beside the catalogue's, each with sixty months and a target."""
    load_catalogue(place, with_targets=True)
    ids, chance = Ids(place.id), random.Random(1)  # noqa: S311 - made-up values, not secrets
    last = due_period(ON, Frequency.MONTH)
    for number in range(MEASURES):
        title, theme = f"Our own measure {number}", f"Theme {number % 8}"
        measure = replace(OWN, code=f"own_{number}", title=title, theme=theme)
        id_ = ids.measure(measure.code)
        ops = [Op("measure", id_, "record", measure_record(measure, 1000 + number))]
        for back in range(MONTHS):
            typed = Typed(numerator=chance.randint(20, 60), denominator=chance.randint(60, 90))
            value_id = Ids.part(id_, last.step(-back).text)
            ops.append(Op("measure_value", value_id, "record", record_of_value(measure, typed)))
        points = [["2024-01-01", 60.0], ["2026-01-01", 70.0]]
        record = {"name": f"Target {number}", "figure": measure.topic, "basis": "measured", "started_from": None}
        ops.append(
            Op(
                "trajectory",
                ids.trajectory(f"target {number}"),
                "record",
                {**record, "points": points, "source": "Board"},
            )
        )
        place.door.write(f"Measure {number}", ops)


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds: the median and the worst of nine runs after one that does not count."""
    found = []
    for _ in range(RUNS + 1):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return statistics.median(found[1:]), max(found[1:])


def main() -> None:
    """Measure each answer, the screen's own widgets too."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with workspace() as place:
        fill(place)
        read = read_measures(place, ON)
        row = read.row("own_7")
        if row is None:
            raise AssertionError("the measure is not there")
        lines = scorecard(read)
        line = line_of(read, row, ON)
        axis = axis_of(line.measure, line.drawn)
        answers: dict[str, Callable[[], object]] = {
            "in a thread (no goal): read anew, each judged with its chart": lambda: scorecard(read_measures(place, ON)),
            "one chart drawn": lambda: chart_by("month", line.drawn, axis, 400),
            **_screen(lines),
        }
        for words, work in answers.items():
            median, worst = taken(work)
            missed = "" if median <= GOAL else ", missed"
            print(f"{words}: {median * 1e3:.0f} ms, worst {worst * 1e3:.0f} ms (goal 100 ms{missed})")


def _screen(lines: tuple[object, ...]) -> dict[str, Callable[[], object]]:
    """The view's answers, painted: the list, a search, a filter, one measure opened."""
    from PySide6.QtWidgets import QApplication

    from audit_app.app import application
    from audit_app.screens.scorecard.view import ScorecardView
    from audit_app.services.measures.scorecard import Line

    app = application()
    view = ScorecardView()
    view.resize(1280, 720)
    view.show()
    shown = [one for one in lines if isinstance(one, Line)]
    view.show_lines(shown)
    app.processEvents()

    def painted(act: Callable[[], object]) -> Callable[[], None]:
        def work() -> None:
            act()
            QApplication.processEvents()

        return work

    words = iter(f"measure {number % 10}" for number in range(1000))
    wanted = iter(shown[number % len(shown)] for number in range(50, 1050))
    box = view.table.choices["standing"]
    places = iter(number % box.count() for number in range(1000))
    return {
        "the list shown": painted(lambda: view.show_lines(shown)),
        "a search": painted(lambda: view.table.search.setText(next(words))),
        "a status chosen": painted(lambda: box.setCurrentIndex(next(places))),
        "a measure opened": painted(lambda: view.drawer.show_line(next(wanted), is_new=True)),
    }


if __name__ == "__main__":
    main()
