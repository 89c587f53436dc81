"""Single persons of a return for tests, and the shapes of the generator in which they are written."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.services.demo.returns import Child, books, survey_day
from audit_app.services.demo.returns import children as fictional_children
from audit_app.services.demo.returns import files as shapes
from audit_app.services.demo.returns.modules import Module

TODAY = date(2026, 11, 22)
REFERENCE = survey_day(TODAY)


def person(number: int = 1, **more: str) -> Module:
    """One person as few elements as a sound return needs; further elements replace or add, empty ones leave out."""
    values = {
        "Surname": f"Surname{number}",
        "Forename": "Robin",
        "PersonBirthDate": "2015-03-01",
        "Sex": "F",
        "Ethnicity": "WBRI",
        "PostCode": "AB1 2CD",
        "UPN": f"A{number:012d}",
        **more,
    }
    return Module("person", {name: value for name, value in values.items() if value})


def request(child: Module, day: str = "2024-01-08", outcome: str = "Y", **more: str) -> Module:
    """A request in a person."""
    return child.add("requests", ReceivedDate=day, RequestOutcome=outcome, **more)


def plan(asked: Module, start: str = "2024-05-20", **more: str) -> Module:
    """A plan with an assessment, an active plan, a placement and a need in a request; returns the active plan."""
    assessed = asked.add("assessment", AssessmentOutcome="Y", AssessmentOutcomeDate="2024-04-15", Week20="0")
    assessed.add("namedplan", StartDate=start).add("plandetail", URN="100001", PlacementRank="1")
    active = asked.add("activeplans", **more)
    active.add("placementdetail", URN="100002", PlacementRank="1", EntryDate="2024-09-01")
    active.add("senneed", SENtype="ASD", SENtypeRank="1")
    return active


def planned(number: int = 1, **more: str) -> Module:
    """A person with one plan."""
    child = person(number, **more)
    plan(request(child))
    return child


def children(count: int, seed: int = 7) -> Iterable[Child]:
    """So many fictional children."""
    return fictional_children(count, str(seed), REFERENCE)


def xml_lines(persons: Iterable[Module], namespace: str = "") -> Iterable[str]:
    """The lines of a return, without its declaration."""
    return shapes.xml_lines(persons, REFERENCE, namespace)


def write_xml(path: Path, persons: Iterable[Module], *, namespace: str = "") -> Path:
    """A return as a file of UTF-8, written line by line."""
    shapes.write_xml(path, persons, REFERENCE, namespace)
    return path


def write_collect(folder: Path, persons: Sequence[Module]) -> Path:
    """An export as a folder."""
    shapes.write_collect(folder, persons, REFERENCE)
    return folder


def write_collect_zip(path: Path, persons: Sequence[Module]) -> Path:
    """An export as a zip."""
    folder = write_collect(path.with_suffix(".folder"), persons)
    shapes.pack(folder, path)
    shutil.rmtree(folder)
    return path


def collect_files(persons: Sequence[Module]) -> dict[str, str]:
    """The nine files of an export by name."""
    with TemporaryDirectory() as made:
        folder = write_collect(Path(made) / "export", persons)
        return {one.name: one.read_text(encoding="utf-8") for one in sorted(folder.iterdir())}


def write_book(path: Path, persons: Sequence[Module], change: Callable[[Workbook], None] = lambda _: None) -> Path:
    """A pre-submission workbook, changed before it is saved."""
    books.write_pre_submission(path, persons)
    return _changed(path, change)


def write_template(path: Path, persons: Sequence[Module], change: Callable[[Workbook], None] = lambda _: None) -> Path:
    """A submission template, changed before it is saved."""
    books.write_template(path, lambda: persons, REFERENCE)
    return _changed(path, change)


def _changed(path: Path, change: Callable[[Workbook], None]) -> Path:
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def at(sheet: Worksheet, heading: str, row: int = 2) -> str:
    """The reference of the cell under a heading, in a row of a sheet or so many rows below a heading of a template."""
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str) and cell.value.casefold().startswith(heading.casefold()):
                return f"{cell.column_letter}{cell.row + row - 1}"
    raise AssertionError(f"no heading {heading}")
