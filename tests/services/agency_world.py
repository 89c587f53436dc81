"""An agency's workbook sent from a small workspace, and a hand that fills it in as a person would."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.agency_workbook import ACTIONS_SHEET, Column
from audit_app.services.actions.agency_plans import agency_plan
from audit_app.services.actions.opening import open_decided
from audit_app.services.actions.workbooks import send
from audit_app.store.workspace import Workspace

HEADER, FIRST = 2, 3


def decided(workspace: Workspace, what: str = "Send advice in five weeks", agency: str = "health", **more: str) -> str:
    """An open action of an agency."""
    return open_decided(workspace, {"what": what, "agency": agency, "due": "2027-01-29", **more})


def sent(workspace: Workspace, folder: Path, agency: str = "health", name: str = "sent.xlsx", **more: Any) -> Path:
    """The agency's workbook, sent."""
    (path,) = send(workspace, agency_plan(workspace, agency, **more), folder / name)
    return path


def letter_of(sheet: Worksheet, column: Column) -> str:
    """Where a column stands."""
    return next(str(cell.column_letter) for cell in sheet[HEADER] if cell.value == column.value)


def edited(path: Path, act: Callable[[Workbook], object], name: str = "back.xlsx") -> Path:
    """The workbook after somebody changed it in a spreadsheet program and saved it under another name."""
    book = load_workbook(path)
    act(book)
    made = path.with_name(name)
    book.save(made)
    return made


def filled(path: Path, cells: Mapping[tuple[int, Column], Any], name: str = "back.xlsx") -> Path:
    """The workbook with these cells filled in: (number of the action from 1, column) and what was typed."""

    def act(book: Workbook) -> None:
        sheet = book[ACTIONS_SHEET]
        for (number, column), value in cells.items():
            sheet[f"{letter_of(sheet, column)}{FIRST + number - 1}"] = value

    return edited(path, act, name)
