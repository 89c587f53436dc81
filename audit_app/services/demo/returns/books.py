"""Writing a fictional return as a workbook: pre-submission workbook, submission template, Annex A list 1.

Sheets are streamed into temporary files of the workbook's writer, as nobody in them exists.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audit_app.intake.sen2.records import PARENTS
from audit_app.services.demo.returns.children import Child
from audit_app.services.demo.returns.files import Persons, elements_of, joined_rows
from resources.register.returns import return_words

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | float | date | None
_KEYS: Final = ("persontableid", "requeststableid")
_TITLES: Final[Mapping[str, str]] = {
    "persontableid": "Person ID\n\n(This must match the relevant ID in the Person record table)",
    "requeststableid": "Requests record ID\n\n(This must match the relevant ID in the Requests table)",
    "upn": "UPN - Unique Pupil Number",
    "uniquelearnernumber": "ULN - Young Persons Unique Learner Number",
    "week20": "Twenty week time limit exceptions apply",
    "startdate": "EHC Plan Start Date",
    "personbirthdate": "Date of Birth \n(ccyy-mm-dd)",
    "placementrank": "Placement Rank (1=Primary, 2=Secondary)",
    "sentyperank": "SEN Type of Need rank  (1=Primary, 2=Secondary)",
}
_ANNEX: Final = (
    ("Unique ID", "uniqueid"),
    ("UPN", "upn"),
    ("ULN", "uniquelearnernumber"),
    ("Date of birth", "personbirthdate"),
    ("Gender", "sex"),
    ("Ethnicity", "ethnicity"),
    ("Date initial EHC plan issued", "startdate"),
    ("Date updated EHC plan issued", "updated"),
    ("Date EHC plan last reviewed", "reviewmeeting"),
    ("SEN primary need", "sentype"),
    ("Main education establishment – URN", "urn"),
    ("Main education establishment – phase", "phase"),
    ("Subsidiary education establishment – phase (dual registration)", ""),
    ("Elective home education", "homeeducated"),
    ("Suspensions", ""),
    ("Permanent exclusions", ""),
    ("Absence", ""),
    ("Pupil Premium", ""),
    ("Known to children's social care?", "knowntosocialcare"),
    ("Which children's social care team?", ""),
    ("Does the child or young person have a disability?", ""),
)


def write_pre_submission(path: Path, persons: Persons) -> None:
    """A sheet a module, headings as the elements are called, one of them misspelt as in the real one."""
    from openpyxl import Workbook

    words = return_words()
    book = Workbook(write_only=True)
    columns = {kind: _columns(kind) for kind in PARENTS}
    sheets = {kind: book.create_sheet(words.modules[kind].sheet) for kind in PARENTS}
    for kind, sheet in sheets.items():
        sheet.append(["rquestsource" if name == "requestsource" else name for name in columns[kind]])
    for row in joined_rows(persons):
        sheets[row.kind].append([_cell(name, row.values.get(name, "")) for name in columns[row.kind]])
    book.save(path)


def write_template(path: Path, persons: Callable[[], Persons], on: date) -> None:
    """One sheet with the tables below each other; `persons` is gone through once for each table."""
    from openpyxl import Workbook

    words = return_words()
    book = Workbook(write_only=True)
    sheet = book.create_sheet(words.template.sheet)
    sheet.append([words.template.header])
    sheet.append(["Record Type", "Collection Name", "Year", "Reference Date"])
    sheet.append(["Header", "SEN2", on.year, on.isoformat()])
    for kind in PARENTS:
        _append_table(sheet, kind, persons())
    book.save(path)


def _append_table(sheet: "WriteOnlyWorksheet", kind: str, persons: Persons) -> None:
    module = return_words().modules[kind]
    columns = _columns(kind)
    heading_of: dict[str, str] = {}
    for heading, element in module.headings.items():
        heading_of.setdefault(element, heading)
    for above in ([], [], [module.table]):
        sheet.append(above)
    sheet.append(["Record Type", *(_TITLES.get(one, heading_of[one].capitalize()) for one in columns)])
    for row in joined_rows(persons):
        if row.kind == kind:
            sheet.append([module.sheet, *(_plain(one, row.values.get(one, "")) for one in columns)])


def write_annex_a(path: Path, children: Iterable[Child]) -> None:
    """List 1: a row for each child with a plan in force."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("List_1")
    sheet.append([heading for heading, _ in _ANNEX])
    for child in children:
        if child.cells:
            sheet.append([_cell(name, child.cells.get(name, "")) for _, name in _ANNEX])
    book.save(path)


def _columns(kind: str) -> tuple[str, ...]:
    keys = _KEYS[:1] if kind == "person" else _KEYS
    return (*keys, *elements_of(kind))


def _cell(name: str, value: str) -> Cell:
    """A value as a workbook holds it: days as days, keys and marks as numbers."""
    if name.endswith("date") or name in ("reviewmeeting", "lastreview", "updated"):
        return date.fromisoformat(value) if value else None
    return _number(name, value)


def _plain(name: str, value: str) -> Cell:
    """A value as the template holds it: days as text, keys and marks as numbers with a point."""
    found = _number(name, value)
    return float(found) if isinstance(found, int) else found


def _number(name: str, value: str) -> str | int | None:
    is_number = value.isdigit() and (name in _KEYS or len(value) == 1)
    return int(value) if is_number else value or None
