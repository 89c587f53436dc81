"""Sheets of past audits as councils have them, for tests: titles, groups, merged cells, totals, several sheets."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

QUESTIONS = ("Views recorded?", "Needs described?", "Provision specific?", "Any errors?")
ANSWERS = (("Yes", "Partly", "No", "No"), ("Yes", "Yes", "Partly", "No"), ("Partly", "Yes", "N/A", "Yes"))
GRADES = ("RI", "Good", "Good")


def audit_row(number: int, year: int = 2021) -> list[object]:
    """Row `number` (from 0) of a sheet: reference, name, date, auditor, four answers, comment, grade."""
    answers = ANSWERS[number % len(ANSWERS)]
    day = f"{1 + number % 28:02d}/03/{year}"
    grade = GRADES[number % len(GRADES)]
    return [f"EHC-{number + 1:03d}", f"Amy Smith{chr(97 + number)}", day, "Jo Smith", *answers, "Good work", grade]


HEADINGS = ("Case ref", "Child's name", "Audit date", "Auditor", *QUESTIONS, "Comments", "Overall judgement")


def write_sheet(sheet: Worksheet, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> None:
    """A title, a blank row, groups over the questions (merged), headings, rows, and a row of totals."""
    sheet.append(["EHC plan audits, summer term"])
    sheet.merge_cells("A1:H1")
    sheet["E3"] = "Section A: views"
    sheet["F3"] = "Section B and F"
    sheet.merge_cells("F3:H3")
    for at, heading in enumerate(headings, 1):
        sheet.cell(4, at, heading)
    for at, row in enumerate(rows, 5):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column, str(value))
    sheet.cell(len(rows) + 5, 1, "Total Yes")
    sheet.cell(len(rows) + 5, 5, "7")


def past_workbook(path: Path, rows: int = 6, *, year: int = 2021, years: Sequence[int] = ()) -> Path:
    """A workbook with a cover sheet, and a sheet of audits for each year."""
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Read me"
    cover.append(["How to use this workbook"])
    for one in years or (year,):
        made = book.create_sheet(str(one))
        write_sheet(made, [audit_row(number, one) for number in range(rows)])
    book.save(path)
    return path
