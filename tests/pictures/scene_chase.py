"""The chase list in pictures: who owes what, the advice of a plan in its drawer, a log that would come in."""

import csv
from pathlib import Path

from picture_stage import Stage

from audit_app.screens.chase.view import ChaseView
from audit_app.screens.plans.view import PlansView

_HEADINGS = ("Case number", "Agency", "Service asked", "Provider", "Date requested", "Date received", "Outcome")


def owed(stage: Stage) -> None:
    """What is overdue and due within a week."""
    stage.go("chase", ChaseView).table.view.setFocus()


def advice(stage: Stage) -> None:
    """The plan that has waited longest for health advice, its requests in view."""
    lines = stage.screen(ChaseView).listed()
    view = stage.go("plans", PlansView, plan_ref=lines[0].plan_ref)
    stage.settle()
    inner = view.drawer.area.widget()
    assert inner is not None
    top = view.drawer.advice.mapTo(inner, view.drawer.advice.rect().topLeft()).y()
    view.drawer.area.verticalScrollBar().setValue(top - 40)


def log_preview(stage: Stage) -> None:
    """An advice log that was chosen where the register comes in, recognised by its headings."""
    refs = [line.plan_ref for line in stage.screen(PlansView).table.model.rows[-40:]]
    stage.dialogs.files.append(_log(stage.machine.home, refs))
    stage.screen(PlansView).register_button.click()


def nothing(stage: Stage) -> None:
    """No advice is known to have been asked for."""
    stage.go("chase", ChaseView)


def _log(folder: Path, refs: list[str]) -> Path:
    path = folder / "Advice November.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        for number, ref in enumerate(refs):
            received, outcome = ("18/11/2026", "report") if number % 3 else ("", "report" if number == 6 else "")
            day = f"{number % 27 + 1:02}/10/2026"
            writer.writerow((ref, "Health", "Audiology", "Larkmere Vale Trust", day, received, outcome))
    return path
