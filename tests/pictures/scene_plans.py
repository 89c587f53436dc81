"""Home and Plans in pictures: the week, the register, one plan, imports with what would change and what is wrong."""

from pathlib import Path

from picture_files import faulty_register, foreign_register, past_audits, register
from picture_stage import Stage

from audit_app.screens.home.view import HomeView
from audit_app.screens.plans.lines import PlanLine
from audit_app.screens.plans.view import PlansView


def begin(stage: Stage) -> None:
    """The demo, opened by its founder."""
    stage.open(stage.machine.demo)


def home(stage: Stage) -> None:
    """This week, what is due, the last months."""
    stage.go("home", HomeView)


def months(stage: Stage) -> None:
    """The foot of Home, where a small window has to scroll to."""
    bar = stage.screen(HomeView).page.verticalScrollBar()
    bar.setValue(bar.maximum())


def plans(stage: Stage) -> None:
    """The register."""
    stage.go("plans", PlansView).table.view.setFocus()


def found(stage: Stage) -> None:
    """The register searched and filtered."""
    view = stage.screen(PlansView)
    view.table.search.setText("EHC101")
    view.table.choices["team"].setCurrentIndex(1)


def plan(stage: Stage) -> None:
    """One plan with its dates and audits beside the list."""
    view = stage.screen(PlansView)
    for box in view.table.choices.values():
        box.setCurrentIndex(0)
    stage.go("plans", PlansView, plan_ref=_audited(view))


def register_preview(stage: Stage) -> None:
    """What an import would change."""
    _import(stage, register(stage.machine.home, _lines(stage)))


def register_columns(stage: Stage) -> None:
    """A table of another case system, whose columns are to be explained."""
    _other(stage, foreign_register(stage.machine.home, _lines(stage)))


def register_faults(stage: Stage) -> None:
    """A register that cannot be imported, with every fault by row and column."""
    _other(stage, faulty_register(stage.machine.home))


def audits_preview(stage: Stage) -> None:
    """Past audits that would be taken in."""
    view = stage.screen(PlansView)
    view.mapping.cancel_button.click()
    stage.dialogs.files.append(past_audits(stage.machine.home, _lines(stage)))
    view.audits_button.click()


def _import(stage: Stage, path: Path) -> None:
    stage.dialogs.files.append(path)
    stage.screen(PlansView).register_button.click()


def _other(stage: Stage, path: Path) -> None:
    stage.dialogs.files.append(path)
    stage.screen(PlansView).panel.other_button.click()


def _lines(stage: Stage) -> list[PlanLine]:
    return list(stage.screen(PlansView).table.model.rows)


def _audited(view: PlansView) -> str:
    """A plan that was audited this week and before."""
    lines: list[PlanLine] = [line for line in view.table.model.rows if line.row.last_audit]
    return max(lines, key=lambda line: (line.row.last_audit, line.plan_ref)).plan_ref
