"""The improvement plan with 300 actions at ten checkpoints: every answer of the screen, and Excel out and back."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from audit_app.domain.improvement import ImprovementPlan, PlanAction, Reported, RequiredOutcome, Theme
from audit_app.domain.plan_rows import rows_of
from audit_app.domain.status import Status
from audit_app.domain.timescale import read_timescale
from audit_app.services.improvement.plans import plan
from audit_app.services.improvement.proposing import propose
from audit_app.services.improvement.workbooks import export_plan
from audit_app.services.improvement.writing import ops_of
from audit_app.store.ids import Ids
from audit_app.store.workspace import Workspace
from benchmarks._workspaces import workspace

ON = date(2026, 11, 22)
THEMES, OUTCOMES, ACTIONS, CHECKPOINTS = 5, 6, 10, 10
GOAL, EXCEL_GOAL, RUNS = 0.1, 1.0, 9


def fill(place: Workspace) -> str:
    """A plan with 300 actions, each reported at ten checkpoints, a third of them with a comment."""
    ids = Ids(place.id)
    first = date(2024, 7, 31)
    checkpoints = tuple(f"{first + timedelta(days=91 * at):%Y-%m}" for at in range(CHECKPOINTS))

    def action(place: str, number: int) -> PlanAction:
        read = read_timescale(f"{number % 27 + 1} May 2026 and 1 March 2027")
        told = {
            at: Reported([*Status][(number + at_number) % 4], "Half of the schools have answered." * (number % 3 == 0))
            for at_number, at in enumerate(checkpoints)
        }
        words = f"Action {number}: agree with each service what its advice has to say, by whom and by when."
        owners = ("SEN Manager", f"Owner {number % 12}")
        id_ = ids.within(place, "plan_action", str(number))
        return PlanAction(
            id_, words, "in words", read.dates, "", owners, ("Leader",), ("Better advice",), reported=told
        )

    def outcome(theme: str, at: int) -> RequiredOutcome:
        id_ = ids.within(theme, "required_outcome", str(at))
        actions = tuple(action(id_, at * ACTIONS + number) for number in range(ACTIONS))
        return RequiredOutcome(id_, str(at + 1), f"Outcome {at}", actions)

    plan_id = ids.improvement_plan("Large")
    themes = tuple(
        Theme(
            id_ := ids.within(plan_id, "plan_theme", str(at)),
            "ABCDE"[at],
            f"Theme {at}",
            "",
            tuple(outcome(id_, number) for number in range(OUTCOMES)),
        )
        for at in range(THEMES)
    )
    made = ImprovementPlan(plan_id, "Large", checkpoints=checkpoints, themes=themes)
    place.door.write("Begin the improvement plan", [op for row in rows_of(made) for op in ops_of(None, row)])
    return plan_id


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
    with workspace() as place, tempfile.TemporaryDirectory() as folder:
        plan_id = fill(place)
        held, path = plan(place, plan_id), Path(folder) / "plan.xlsx"
        answers = {"the plan read": lambda: plan(place, plan_id), **_screen(held)}
        for words, work in answers.items():
            _tell(words, work, GOAL)
        _tell("the workbook written", lambda: export_plan(place, plan_id, path), EXCEL_GOAL)
        _tell("the workbook read back and compared", lambda: propose(place, path), EXCEL_GOAL)


def _tell(words: str, work: Callable[[], object], goal: float) -> None:
    median, worst = taken(work)
    missed = "" if median <= goal else ", missed"
    print(f"{words}: {median * 1e3:.0f} ms, worst {worst * 1e3:.0f} ms (goal {goal * 1e3:.0f} ms{missed})")


def _screen(held: ImprovementPlan) -> dict[str, Callable[[], object]]:
    """The view's answers, painted: each page, a filter, a search, an action opened."""
    from PySide6.QtWidgets import QApplication

    from audit_app.app import application
    from audit_app.screens.improvement.choosing import Wanted, lines_of
    from audit_app.screens.improvement.view import MOVED, TABLE, TIMELINE, ImprovementView

    app = application()
    view = ImprovementView()
    view.resize(1280, 720)
    view.show()
    view.show_parts(has_plan=True)
    view.table.show_plan(held)
    lines = lines_of(held, Wanted(), ON)
    view.table.show_lines(lines)
    app.processEvents()

    def painted(act: Callable[[], object]) -> Callable[[], None]:
        def work() -> None:
            act()
            QApplication.processEvents()

        return work

    def turned(tab: int, fill_page: Callable[[], object]) -> None:
        view.tabs.setCurrentIndex(TABLE)
        fill_page()
        view.tabs.setCurrentIndex(tab)

    def listed(wanted: Wanted) -> None:
        view.table.show_lines(lines_of(held, wanted, ON))

    def opened() -> None:
        view.tabs.setCurrentIndex(TABLE)
        view.table.drawer.show_line(next(wanted), held.checkpoints, may_edit=True, may_report=True)

    words = iter(f"action {number}" for number in range(1000))
    wanted = iter(lines[number % len(lines)] for number in range(1000))
    return {
        "the table filled": painted(lambda: listed(Wanted())),
        "a filter": painted(lambda: listed(Wanted(owner="Owner 3"))),
        "a search": painted(lambda: view.table.table.search.setText(next(words))),
        "an action opened": painted(opened),
        "the timeline": painted(partial(turned, TIMELINE, lambda: view.timeline.show_plan(held, ON))),
        "what moved": painted(partial(turned, MOVED, lambda: view.moved.show_plan(held, ON))),
    }


if __name__ == "__main__":
    main()
