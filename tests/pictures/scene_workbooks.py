"""Workbooks of agencies in pictures: one to be sent, one that came back with a conflict, which ones are out."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from picture_stage import Stage
from PySide6.QtGui import QImage

from audit_app.domain.agency_workbook import ACTIONS_SHEET, Column
from audit_app.screens.actions.view import ActionsView
from audit_app.services.actions.agency_plans import agency_plan
from audit_app.services.actions.editing import change
from audit_app.services.actions.workbooks import send
from audit_app.store.workspace import Workspace

_AGENCY = "coordinator"
_LONG = (
    "Every draft since October was read by a second officer against the five tests; three of forty went back. Where "
    "the outcome names no day the officer asks the setting for one, and waits for the answer before the draft goes out."
)


def asked(stage: Stage) -> QImage | None:
    """What goes to which agency."""
    stage.go("actions", ActionsView)
    stage.dialogs.acts.append(stage.dialogs.keep)
    stage.screen(ActionsView).send_requested.emit()
    return None


def returned(stage: Stage) -> None:
    """What an agency changed, one cell of it changed here meanwhile; the conflict is to be decided."""
    path = stage.machine.home / "back.xlsx"
    stage.window.session.write(lambda workspace: _sent(workspace, path))
    view = stage.go("actions", ActionsView)
    stage.dialogs.files.append(path)
    view.take_requested.emit()
    stage.settle()


def decided(stage: Stage) -> None:
    """The same, the conflict decided."""
    view = stage.screen(ActionsView)
    view.review.table.select(lambda line: line.is_conflict)
    view.review.take.click()


def out(stage: Stage) -> None:
    """The list again: the agency's workbook is not back."""
    view = stage.screen(ActionsView)
    view.review.cancel.click()


def _sent(workspace: Workspace, path: Path) -> None:
    plan = agency_plan(workspace, _AGENCY)
    send(workspace, plan, path)
    first = plan.actions[0].id
    change(workspace, first, {"owner": "Head of casework"})
    _fill_in(path)


def _fill_in(path: Path) -> None:
    """As people do who have no app."""
    book = load_workbook(path)
    sheet = book[ACTIONS_SHEET]
    letters = {cell.value: cell.column_letter for cell in sheet[2]}
    cells: dict[tuple[int, Column], object] = {
        (3, Column.OWNER): "Principal SEN officer",
        (3, Column.ON): date(2026, 11, 18),
        (3, Column.STATUS): "G Green",
        (3, Column.SAID): _LONG,
        (4, Column.ON): date(2026, 11, 18),
        (4, Column.STATUS): "A Amber",
        (4, Column.SAID): "The amendment is drafted.",
        (4, Column.DUE): date(2026, 12, 11),
        (5, Column.EVIDENCE): "Amended plan of 12 November, in the case file.",
        (6, Column.COMMENTS): "Waits for the setting.",
    }
    for (row, column), value in cells.items():
        sheet[f"{letters[column.value]}{row}"] = value
    last = next(row for row in range(3, 400) if sheet[f"A{row}"].value == "new")
    sheet[f"{letters[Column.WHAT.value]}{last}"] = "Write to every setting which days an outcome has to name."
    book.save(path)
