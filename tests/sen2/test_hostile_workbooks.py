"""Hostile and damaged workbooks of a return are refused with their place, or read rightly; never half read."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from sen2_returns import TODAY, at, planned, write_book, write_template

from audit_app.domain.problems import AppError
from audit_app.intake.register import RegisterReading
from audit_app.intake.sen2.reading import read_return
from audit_app.intake.sen2.returns import ReturnKind, kind_of
from audit_app.services.demo.returns.modules import Module

Change = Callable[[Workbook], None]
TEMPLATE = "Data Entry Template"
TWO = [planned(1), planned(2)]


def read(path: Path) -> RegisterReading:
    kind = kind_of(path)
    assert kind is not None
    return read_return(path, kind, today=TODAY)


def put(sheet: str, heading: str, value: object, row: int = 2) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][at(book[sheet], heading, row)] = value

    return change


def merge(sheet: str, area: str) -> Change:
    return lambda book: book[sheet].merge_cells(area)


def without(sheet: str) -> Change:
    return lambda book: book.remove(book[sheet])


REFUSED: list[tuple[Change, str]] = [
    (without("Named Plan"), "these are missing: Named Plan"),
    (merge("Person", "A1:B1"), "headings A1:B1 are merged"),
    (merge("Requests", "A2:A3"), "cells A2:A3 are merged"),
    (put("Person", "sex", "upn", 1), "heading stands twice"),
    (put("Person", "persontableid", None), "key of the row is empty"),
    (put("Person", "persontableid", "=1+1"), "formula without a saved result"),
    (put("Person", "persontableid", 2), "“2” stands in row 2 already"),
    (put("Requests", "persontableid", 77), "belongs to no row of Person"),
    (put("Assessments", "requeststableid", 77), "belongs to no row of Requests"),
    (put("Placement Detail", "persontableid", 2), "that of person “1”"),
    (put("Person", "surname", "x" * 32_000), "longer than 10,000 characters"),
    (lambda book: book["Person"].__setitem__("Z2", "lost"), "more cells"),
]


@pytest.mark.parametrize(("change", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_a_workbook_whose_tables_do_not_fit_is_refused(tmp_path: Path, change: Change, words: str) -> None:
    path = write_book(tmp_path / "book.xlsx", TWO, change)
    assert kind_of(path) is ReturnKind.PRE_SUBMISSION
    with pytest.raises(AppError, match=words):
        read(path)


TEMPLATES: list[tuple[Change, str]] = [
    (put(TEMPLATE, "Person Record", "Persons", 1), "these are missing: .*Person Record"),
    (put(TEMPLATE, "Person Record", "Requests Records", 1), "title of the table stands twice"),
    (merge(TEMPLATE, "B7:C7"), "cells B7:C7 are merged"),
    (put(TEMPLATE, "Person ID", "=1+1"), "formula without a saved result"),
]


@pytest.mark.parametrize(("change", "words"), TEMPLATES, ids=[words for _, words in TEMPLATES])
def test_a_template_whose_tables_do_not_fit_is_refused(tmp_path: Path, change: Change, words: str) -> None:
    path = write_template(tmp_path / "template.xlsx", TWO, change)
    assert kind_of(path) is ReturnKind.TEMPLATE
    with pytest.raises(AppError, match=words):
        read(path)


FAULTS: list[tuple[Change, str, str, int, str]] = [
    (put("Person", "personbirthdate", "=TODAY()"), "formula without a saved result", "Person", 2, "PersonBirthDate"),
    (put("Person", "personbirthdate", "Spring 2015"), "not a date", "Person", 2, "PersonBirthDate"),
    (put("Person", "personbirthdate", datetime(2015, 3, 1, 9, 30)), "not a date", "Person", 2, "PersonBirthDate"),
    (put("Requests", "receiveddate", "2024-02-30"), "no such day", "Requests", 2, "ReceivedDate"),
    (put("SEN Need", "sentype", "=1/0"), "formula without a saved result", "SEN Need", 2, "SENtype"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{one[1]} {one[4]}" for one in FAULTS])
def test_a_cell_without_a_value_that_can_be_read_is_a_fault_with_its_place(
    tmp_path: Path, fault: tuple[Change, str, str, int, str]
) -> None:
    change, words, sheet, row, column = fault
    reading = read(write_book(tmp_path / "book.xlsx", TWO, change))
    assert reading.rows == ()
    found = next(one for one in reading.problems if words in one.message)
    assert (found.place.sheet, found.place.row, found.place.column, found.severity) == (sheet, row, column, "error")


@pytest.mark.parametrize("value", [date(2015, 3, 1), "2015-03-01", "01/03/2015", "1 March 2015", datetime(2015, 3, 1)])
def test_days_may_be_days_or_text(tmp_path: Path, value: object) -> None:
    book = read(write_book(tmp_path / "book.xlsx", TWO, put("Person", "personbirthdate", value)))
    template = read(write_template(tmp_path / "template.xlsx", TWO, put(TEMPLATE, "Date of Birth", value)))
    assert book.rows[0]["date_of_birth"] == template.rows[0]["date_of_birth"] == "2015-03-01"


def test_days_of_the_1904_system_are_read_as_excel_shows_them(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    plain = read(write_book(tmp_path / "plain.xlsx", TWO))
    path = write_book(tmp_path / "mac.xlsx", TWO, change)
    assert b'date1904="1"' in zipfile.ZipFile(path).read("xl/workbook.xml")
    assert read(path).rows == plain.rows


def test_marks_and_keys_may_be_text_with_a_point(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for sheet in book:
            for cells in sheet.iter_rows(min_row=2):
                for cell in cells:
                    if isinstance(cell.value, int) or str(cell.value).isdigit():
                        cell.value = f"{cell.value}.0"

    plain = read(write_book(tmp_path / "plain.xlsx", TWO))
    reading = read(write_book(tmp_path / "points.xlsx", TWO, change))
    assert (reading.problems, reading.rows) == ((), plain.rows)


def shared_text(path: Path, old: bytes, new: bytes) -> Path:
    """The workbook with other bytes in its cells: what no spreadsheet program would write."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(old, new))
    return path


HOSTILE = [
    ("a NUL", b"Robin", b"Ro\0bin", "damaged"),
    ("an entity", b"Robin", b"&bomb;", "damaged"),
    ("a cell over 1 MB", b"Robin", b"R" * 1_100_000, "longer than 1,000,000 characters"),
]


@pytest.mark.parametrize(("old", "new", "words"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
@pytest.mark.parametrize("write", [write_book, write_template])
def test_hostile_text_is_refused(
    tmp_path: Path, write: Callable[[Path, list[Module]], Path], old: bytes, new: bytes, words: str
) -> None:
    path = shared_text(write(tmp_path / "book.xlsx", TWO), old, new)
    with pytest.raises(AppError, match=words):
        read(path)


def test_a_dtd_in_a_workbook_is_refused_whatever_it_is_taken_for(tmp_path: Path) -> None:
    path = shared_text(
        write_book(tmp_path / "book.xlsx", TWO), b"<styleSheet", b'<!DOCTYPE x [<!ENTITY a "b">]><styleSheet'
    )
    assert kind_of(path) is None  # whoever reads it as a table refuses it with the reason


def test_a_zip_bomb_is_no_return_that_is_read(tmp_path: Path) -> None:
    path = write_book(tmp_path / "book.xlsx", TWO)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * 60_000_000)
    assert kind_of(path) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sheet=st.sampled_from(["Person", "Requests", "Assessments", "Named Plan", "Active Plan", "SEN Need"]),
    column=st.integers(1, 12),
    row=st.integers(1, 4),
    value=st.one_of(
        st.none(), st.integers(-5, 5), st.floats(), st.booleans(), st.sampled_from(["", "H", "\u202e", "=A1"])
    ),
)
def test_a_mutated_workbook_is_read_whole_or_refused(
    tmp_path: Path, sheet: str, column: int, row: int, value: object
) -> None:
    def change(book: Workbook) -> None:
        book[sheet].cell(row, column).value = value

    path = write_book(tmp_path / "book.xlsx", TWO, change)
    try:
        reading = read(path)
    except AppError:
        return  # whole or not at all
    assert bool(reading.rows) != bool(reading.problems)
