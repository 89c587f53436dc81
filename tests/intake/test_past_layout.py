"""Where the table stands in a sheet: titles, groups, merged cells, totals, several ways of being untidy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_builders import workbook_bytes, write_csv
from openpyxl import Workbook

from audit_app.domain.problems import AppError
from audit_app.intake.mapping_guess import Showing
from audit_app.intake.past_body import audit_rows
from audit_app.intake.past_columns import file_columns
from audit_app.intake.past_grid import Grid, read_grids
from audit_app.intake.past_guess import guess_past, is_known_heading, past_heading_reader
from audit_app.intake.past_layout import Layout, column_letters, find_layout
from resources.past_audits import level_words

READER = past_heading_reader()
ROWS = "EHC-1,01/03/2021,Yes,No\nEHC-2,02/03/2021,Partly,Yes\n"


def layout_of(grid: Grid, heading_row: int = 0) -> Layout:
    return find_layout(grid, lambda heading: is_known_heading(READER, heading), heading_row)


def of_text(folder: Path, text: str, heading_row: int = 0) -> Layout:
    (grid,) = read_grids(write_csv(folder, text))
    return layout_of(grid, heading_row)


@pytest.mark.parametrize(
    ("above", "row", "titles"),
    [
        ("", 1, ()),
        ("EHC plan audits\n", 2, ("EHC plan audits",)),
        ("EHC plan audits\n\nSummer 2021\n", 4, ("EHC plan audits", "Summer 2021")),
    ],
)
def test_the_headings_are_found_below_titles(tmp_path: Path, above: str, row: int, titles: tuple[str, ...]) -> None:
    found = of_text(tmp_path, f"{above}Case ref,Audit date,Views?,Needs?\n{ROWS}")
    assert (found.heading_row, found.titles) == (row, titles)
    assert found.headings == ("Case ref", "Audit date", "Views?", "Needs?")


def test_a_semicolon_divides_below_a_title_without_any(tmp_path: Path) -> None:
    found = of_text(tmp_path, "EHC plan audits\nCase ref;Audit date;Views?\nEHC-1;01/03/2021;Yes\n")
    assert found.headings == ("Case ref", "Audit date", "Views?")


def test_what_stands_over_headings_is_their_group_and_tells_twins_apart(tmp_path: Path) -> None:
    found = of_text(tmp_path, f"Audits\n,,Section B,,Section F,\nCase ref,Date,Clear?,Met?,Clear?,Met?\n{ROWS}")
    assert [(one.heading, one.group) for one in found.columns][2:] == [
        ("Section B: Clear?", "Section B"),
        ("Section B: Met?", "Section B"),
        ("Section F: Clear?", "Section F"),
        ("Section F: Met?", "Section F"),
    ]


def test_columns_without_heading_are_named_by_their_letter_and_empty_ones_passed_over(tmp_path: Path) -> None:
    found = of_text(tmp_path, "Case ref,,Audit date,,Views?\nEHC-1,,01/03/2021,x,Yes\n")
    assert found.headings == ("Case ref", "Audit date", "Column D", "Views?")
    assert "Columns with values and without a heading, named by their letter: D." in found.said


def test_the_row_of_headings_can_be_said(tmp_path: Path) -> None:
    text = f"Old,Older,Oldest,Words\nCase ref,Audit date,Views?,Needs?\n{ROWS}"
    assert of_text(tmp_path, text, heading_row=2).headings[0] == "Case ref"
    with pytest.raises(AppError, match="Row 9 is empty"):
        of_text(tmp_path, text, heading_row=9)


def test_rows_that_are_no_audit_are_left_out_and_said(tmp_path: Path) -> None:
    text = (
        "Case ref,Audit date,Views?\nthe plan's number,when,Y or N\nEHC-1,01/03/2021,Yes\nSpring term,,\n"
        "Case ref,Audit date,Views?\nEHC-2,02/03/2021,No\nTotal Yes,,1\n,,note at the end\n"
    )
    found = of_text(tmp_path, text)
    body = audit_rows(found, 0)
    assert [number for number, _ in body.rows] == [2, 3, 6]
    assert body.said == (
        "Row 7 left out: totals.",
        "Row 5 left out: repeated headings.",
        "Rows 4, 8 left out: rows with one text only.",
    )


def test_a_plan_is_an_audit_whatever_stands_before_its_reference(tmp_path: Path) -> None:
    found = of_text(tmp_path, "Remark,Case ref,Views?\nTotal rewrite,EHC-1,No\n,EHC-2,Yes\nTotal,,1\n")
    assert [number for number, _ in audit_rows(found, 1).rows] == [2, 3]


def test_a_row_of_scores_without_a_reference_between_audits_is_no_silent_loss(tmp_path: Path) -> None:
    found = of_text(tmp_path, "Case ref,Audit date,Views?\nEHC-1,01/03/2021,Yes\n,02/03/2021,No\nEHC-3,03/03/2021,No\n")
    assert audit_rows(found, 0).without_ref == (3,)


def test_merged_cells_stand_for_each_cell_they_cover(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Case ref", "Audit date", "Auditor", "Views?"], ["EHC-1", "2021-03-01", "Jo", "Yes"]):
        sheet.append(row)
    sheet.append([None, None, "Ann", "No"])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "merged.xlsx")
    (grid,) = read_grids(tmp_path / "merged.xlsx", "Sheet")
    found = layout_of(grid)
    assert [cells for _, cells in found.rows] == [
        ("EHC-1", "2021-03-01", "Jo", "Yes"),
        ("EHC-1", "2021-03-01", "Ann", "No"),
    ]
    assert "2 merged areas below the headings: each of their cells is read as holding the text." in found.said


def test_a_sheet_without_headings_or_rows_is_refused_with_the_way_on(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="No row has headings"):
        of_text(tmp_path, "1,2\n3,4\n")
    with pytest.raises(AppError, match="no rows below"):
        of_text(tmp_path, "Case ref,Audit date\n")


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(workbook_bytes([["a", "b"]]))
    with pytest.raises(AppError, match=r"There is no sheet “2021”\. There are: Sheet"):
        read_grids(tmp_path / "book.xlsx", "2021")


def test_more_rows_than_are_read_are_refused(tmp_path: Path) -> None:
    text = "Case ref,Views?\n" + "EHC-1,Yes\n" * 20_001
    with pytest.raises(AppError, match="more than 20,000 rows"):
        of_text(tmp_path, text)


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("Case number", ("C-1", "C-2", "C-3"), "plan_ref"),
        ("Pupil name", ("Amy Smith", "Ben Jones", "Cy Khan"), None),
        ("LAC?", ("Yes", "No", "No"), None),
        ("Date audited", ("01/03/2021", "02/03/2021", ""), "audit_date"),
        ("Month of audit", ("March 2021", "Apr-21", "05/2021"), "audit_date"),
        ("Moderator", ("Jo", "Ann", "Jo"), "reviewer"),
        ("Overall judgement", ("Good", "RI", "Good"), "grade"),
        ("Is it specific?", ("Yes", "No", "Not sure"), "marker"),
        ("Section F is quantified", ("Met", "Not met", "Partially met"), "marker"),
        ("Total score", ("3", "2", "1"), None),
        ("Comments", ("Fine", "No", "Short"), None),
        ("Year group", ("3", "2", "1"), None),
        ("What went well", ("a text of many words, " * 5, "b", "c"), None),
        ("Empty?", ("", "", ""), None),
    ],
)
def test_columns_are_guessed_by_heading_and_values(
    tmp_path: Path, heading: str, values: tuple[str, ...], field: str | None
) -> None:
    rows = "\n".join(f'EHC-{at},"{value}",x' for at, value in enumerate(values, 1))
    found = of_text(tmp_path, f'"Z","{heading}",Last\n{rows}\n', heading_row=1)
    columns = file_columns(found, found.rows)
    guesses = {one.heading: one for one in guess_past(columns.columns, READER, level_words())}
    assert guesses[heading].field == field
    assert guesses[heading].why.endswith(".")


@pytest.mark.parametrize("heading", ["Child's name", "Pupil’s Initials", "YP", "DOB", "Who it was", "UPN"])
def test_what_may_tell_of_a_child_is_never_shown(tmp_path: Path, heading: str) -> None:
    found = of_text(
        tmp_path, f"Plan,{heading},Views?\nEHC-1,Amy Smith,Yes\nEHC-2,Amy Smith,No\nEHC-3,01/02/2012,No\n", 1
    )
    columns = file_columns(found, found.rows)
    guess = guess_past(columns.columns, READER, level_words())[1]
    assert (guess.field, guess.showing) == (None, Showing.NOTHING)


@given(st.integers(0, 20_000))
def test_columns_are_named_as_a_spreadsheet_names_them(at: int) -> None:
    number = 0
    for letter in column_letters(at):
        number = number * 26 + ord(letter) - 64
    assert number == at + 1
