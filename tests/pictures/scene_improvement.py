"""The improvement plan in pictures: table, an action, timeline, what moved, logs, versions, a workbook back, none."""

from openpyxl import load_workbook
from picture_stage import Stage
from PySide6.QtGui import QImage

from audit_app.screens.improvement.view import (
    ESCALATIONS,
    MOVED,
    RISKS,
    TABLE,
    TIMELINE,
    VERSIONS,
    ImprovementView,
)
from audit_app.services.improvement.plans import found_plan
from audit_app.services.improvement.workbooks import export_plan


def table(stage: Stage) -> None:
    """Every action with its statuses at the checkpoints."""
    view = stage.go("improvement", ImprovementView, tab=TABLE)
    view.table.table.view.setFocus()
    view.table.table.view.selectRow(3)


def action(stage: Stage) -> None:
    """One action in the drawer."""
    view = stage.screen(ImprovementView)
    view.table.table.select(lambda line: line.label == "D2.2")
    view.table.line_requested.emit(view.table.current())
    stage.settle()


def form(stage: Stage) -> QImage | None:
    """Every cell of an action."""
    stage.dialogs.acts.append(stage.dialogs.keep)
    stage.screen(ImprovementView).table.drawer.edit_requested.emit()
    return None


def unexplained(stage: Stage) -> None:
    """Red, or amber overdue, of which nobody said why."""
    view = stage.screen(ImprovementView)
    view.table.drawer.shut()
    view.table.only.setCurrentIndex(1)
    view.table.only.activated.emit(1)


def timeline(stage: Stage) -> None:
    """The milestones on a line of time."""
    view = stage.screen(ImprovementView)
    view.table.only.setCurrentIndex(0)
    view.table.only.activated.emit(0)
    view.tabs.setCurrentIndex(TIMELINE)


def moved(stage: Stage) -> None:
    """Statuses by theme, and what slipped between two checkpoints."""
    stage.screen(ImprovementView).tabs.setCurrentIndex(MOVED)


def risks(stage: Stage) -> None:
    """Risks and issues."""
    stage.screen(ImprovementView).tabs.setCurrentIndex(RISKS)


def escalations(stage: Stage) -> None:
    """What was escalated."""
    stage.screen(ImprovementView).tabs.setCurrentIndex(ESCALATIONS)


def versions(stage: Stage) -> None:
    """Versions and their sign-off."""
    stage.screen(ImprovementView).tabs.setCurrentIndex(VERSIONS)


def coming_back(stage: Stage) -> None:
    """What a workbook that came back would change."""
    view = stage.screen(ImprovementView)
    path = stage.machine.home / "SEND improvement plan.xlsx"
    session = stage.window.session
    plan_id = session.read(lambda workspace: found_plan(workspace).id)
    session.read(lambda workspace: export_plan(workspace, plan_id, path))
    book = load_workbook(path)
    sheet = book["Theme D"]
    for row in sheet.iter_rows(min_row=6):
        row[9 + 7].value = "Amber"
        row[6].value = "Strategic Lead for Vulnerable Learners"
    book.save(path)
    stage.dialogs.files.append(path)
    view.import_requested.emit()


def nothing(stage: Stage) -> None:
    """No plan yet."""
    stage.go("improvement", ImprovementView)
