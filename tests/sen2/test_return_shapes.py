"""Each shape of a return is recognised by its content and gives the register that is known of it."""

import csv
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from sen2_returns import TODAY, at, children, person, plan, planned, request, write_book, write_template

from audit_app.domain.register import RegisterRow
from audit_app.intake.register import RegisterReading
from audit_app.intake.sen2.reading import read_return
from audit_app.intake.sen2.returns import ReturnKind, kind_of
from audit_app.services.demo.returns import Shape, write_return

KINDS = {
    Shape.XML: ReturnKind.XML,
    Shape.COLLECT: ReturnKind.FOLDER,
    Shape.COLLECT_ZIP: ReturnKind.ZIP,
    Shape.PRE_SUBMISSION: ReturnKind.PRE_SUBMISSION,
    Shape.TEMPLATE: ReturnKind.TEMPLATE,
    Shape.FIVE_FILES: ReturnKind.FIVE_FILES,
    Shape.ANNEX_A: ReturnKind.ANNEX_A,
}
NOT_IN_FIVE = frozenset(
    (
        *("primary_need", "secondary_need", "setting_urn", "setting_type", "sen_unit", "residential"),
        *("last_review_date", "review_outcome"),
    )
)


def read(path: Path) -> RegisterReading:
    kind = kind_of(path)
    assert kind is not None
    return read_return(path, kind, today=TODAY)


def known(shape: Shape) -> list[RegisterRow]:
    made = list(children(120))
    if shape is Shape.ANNEX_A:
        return [child.listed for child in made if child.listed]
    rows = [row for child in made for row in child.rows]
    if shape is not Shape.FIVE_FILES:
        return rows
    return [{name: value for name, value in row.items() if name not in NOT_IN_FIVE} for row in rows]


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_gives_the_register_that_is_known_of_it(tmp_path: Path, shape: Shape) -> None:
    made = write_return(tmp_path, shape, 120, "7", TODAY)
    unnamed = made.path.rename(tmp_path / "file")  # a name tells nothing
    reading = read(unnamed)
    assert kind_of(unnamed) is KINDS[shape]
    assert reading.problems == ()
    assert list(reading.rows) == known(shape)
    assert KINDS[shape].words in reading.notices[0]
    assert reading.by_request is (shape is not Shape.ANNEX_A)


def test_the_five_files_are_known_in_a_zip_too(tmp_path: Path) -> None:
    made = write_return(tmp_path, Shape.FIVE_FILES, 30, "7", TODAY)
    path = Path(shutil.make_archive(str(tmp_path / "five"), "zip", made.path))
    assert kind_of(path) is ReturnKind.FIVE_FILES_ZIP
    assert read(path).rows == read(made.path).rows
    assert any("no placements and no needs" in note for note in read(path).notices)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_five_files_may_be_in_any_encoding_of_a_table_and_of_any_length(tmp_path: Path, encoding: str) -> None:
    made = write_return(tmp_path, Shape.FIVE_FILES, 700, "7", TODAY)
    plain = read(made.path)
    for file in made.path.iterdir():
        file.write_bytes(file.read_text(encoding="utf-8").encode(encoding))
    assert kind_of(made.path) is ReturnKind.FIVE_FILES
    assert read(made.path).rows == plain.rows


def test_a_folder_with_five_other_files_is_no_return_of_five_files(tmp_path: Path) -> None:
    made = write_return(tmp_path, Shape.FIVE_FILES, 5, "7", TODAY)
    for file in made.path.iterdir():
        file.write_text("a,b\n1,2\n")
    assert kind_of(made.path) is ReturnKind.FOLDER


def test_the_misspelt_heading_of_the_workbook_is_known(tmp_path: Path) -> None:
    child = person()
    request(child, RequestSource="9")
    path = write_book(tmp_path / "book.xlsx", [child])
    reading = read(path)
    assert not any("were not read" in note for note in reading.notices)
    query = next(one for one in reading.queries if "RequestSource" in one.message)
    assert (query.place.sheet, query.place.row, query.place.column) == ("Requests", 2, "rquestsource")
    assert "Codes that are not known and were kept as they stand: RequestSource “9” (1)." in reading.notices


def test_the_templates_own_headings_are_known_with_their_explanations(tmp_path: Path) -> None:
    def spell(book: Workbook) -> None:
        sheet = book["Data Entry Template"]
        sheet[at(sheet, "Date of birth", 1)] = "Date of Birth \n(ccyy-mm-dd)"
        sheet[at(sheet, "Twenty week", 1)] = "Twenty week time limit exceptions apply"
        sheet[at(sheet, "SEN Type of Need rank", 1)] = "SEN Type of Need rank (1=Primary, 2=Secondary)"
        sheet[at(sheet, "Sen setting establishment", 1)] = "SEN Setting – Establishment type"
        sheet[at(sheet, "Twenty week")] = 1.0

    (row,) = read(write_template(tmp_path / "template.xlsx", [planned()], spell)).rows
    wanted = ("2015-03-01", 1, "ASD", "2024-05-20")
    assert (row["date_of_birth"], row["exception"], row["primary_need"], row["final_date"]) == wanted


def test_the_two_dates_of_a_review_in_the_template_are_asked_about(tmp_path: Path) -> None:
    child = person()
    plan(request(child), ReviewMeeting="2025-03-01", LastReview="2025-03-20")
    reading = read(write_template(tmp_path / "template.xlsx", [child]))
    assert reading.rows[0]["last_review_date"] == "2025-03-01"
    assert reading.rows[0]["review_decision_date"] == "2025-03-20"
    (query,) = [one for one in reading.queries if "other way round" in one.message]
    assert (query.severity, query.place.sheet) == ("query", "Data Entry Template (Active Plan Records)")
    assert query.place.row is not None


def test_words_between_the_tables_of_the_template_and_merged_titles_do_not_matter(tmp_path: Path) -> None:
    def explain(book: Workbook) -> None:
        sheet = book["Data Entry Template"]
        title = at(sheet, "Requests Records", 1)
        row = int("".join(filter(str.isdigit, title)))
        sheet[f"A{row - 1}"] = "Fill in one row for each request."
        sheet.merge_cells(f"A{row}:F{row}")

    plain = read(write_template(tmp_path / "plain.xlsx", [planned()]))
    assert read(write_template(tmp_path / "explained.xlsx", [planned()], explain)).rows == plain.rows


def test_of_several_assessments_the_named_plan_belongs_to_the_one_that_ended_with_yes(tmp_path: Path) -> None:
    child = person()
    asked = request(child)
    plan(asked)
    asked.add("assessment", AssessmentOutcome="N", AssessmentOutcomeDate="2025-04-15")
    (row,) = read(write_book(tmp_path / "book.xlsx", [child])).rows
    assert (row["assessment_outcome"], row["final_date"]) == ("Y", "2024-05-20")


ANNEX = (
    *("Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity", "Date initial EHC plan issued"),
    *("Date updated EHC plan issued", "Date EHC plan last reviewed", "SEN primary need"),
    *("Main education establishment – URN", "Elective home education", "Pupil Premium", "Shoe size"),
)
SOUND = (
    *("C1", "A123456789012", "", "01/03/2015", "F", "WBRI", "20/05/2024", "01/06/2025", "01/05/2025", "Autism"),
    *("100001", "no", "yes", ""),
)


def annex(folder: Path, *rows: tuple[str, ...]) -> RegisterReading:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([ANNEX, *rows])
    assert kind_of(path) is ReturnKind.ANNEX_A
    return read(path)


def changed(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(heading.replace(" ", "_"), cell) for heading, cell in zip(ANNEX, SOUND, strict=True))


def test_annex_a_has_the_case_number_and_a_need_in_words_is_read_as_its_code(tmp_path: Path) -> None:
    (row,) = annex(tmp_path, SOUND).rows
    assert row == {
        "plan_ref": "C1",
        "match_key": "A123456789012",
        "date_of_birth": "2015-03-01",
        "sex": "F",
        "final_date": "2024-05-20",
        "review_final_date": "2025-06-01",
        "last_review_date": "2025-05-01",
        "primary_need": "ASD",
        "setting_urn": "100001",
    }


def test_annex_a_says_which_columns_it_does_not_know_and_passes_over_those_it_does_not_need(tmp_path: Path) -> None:
    notices = annex(tmp_path, changed(Shoe_size="38")).notices
    assert "Elements that are not known and were not read: shoe size (1)." in notices


QUERIES = [
    ({"Date_of_birth": ""}, "no date of birth", "Date of birth"),
    ({"Gender": ""}, "no sex", "Gender"),
    ({"Ethnicity": ""}, "no ethnicity", "Ethnicity"),
    ({"SEN_primary_need": ""}, "no primary need", "SEN primary need"),
    ({"SEN_primary_need": "H5"}, "“H5” is no code", "SEN primary need"),
    ({"UPN": ""}, "is 11 and has neither UPN nor ULN", "UPN"),
    ({"UPN": "A12345678901B"}, "a temporary one", "UPN"),
    ({"Date_of_birth": "01/06/2001"}, "The person is 25", "Date of birth"),
    ({"Date_initial_EHC_plan_issued": "01/07/2027"}, "lies in the future", "Date initial EHC plan issued"),
    ({"Date_updated_EHC_plan_issued": "01/01/2024"}, "later than this", "Date updated EHC plan issued"),
    ({"Date_EHC_plan_last_reviewed": "01/01/2024"}, "later than this", "Date EHC plan last reviewed"),
    ({"Main_education_establishment_–_URN": ""}, "has no establishment", "Main education establishment – URN"),
]


@pytest.mark.parametrize(("cells", "words", "column"), QUERIES, ids=[words for _, words, _ in QUERIES])
def test_a_query_about_annex_a_has_its_row_and_column(
    tmp_path: Path, cells: dict[str, str], words: str, column: str
) -> None:
    other = changed(**({"UPN": "A123456789013"} | cells))
    reading = annex(tmp_path, SOUND, ("C2", *other[1:]))
    assert reading.problems == ()
    found = next(one for one in reading.queries if words in one.message)
    assert (found.place.row, found.place.column, found.severity) == (3, column, "query")


ERRORS = [
    (("C2", *SOUND[1:]), "in row 2 has the same UPN", "UPN"),
    (("C1", "A123456789013", *SOUND[2:]), "in row 2 has the same number", "Unique ID"),
    (("C2", "A123456789013", "", "01/06/1999", *SOUND[4:]), "no plan goes on at 26", "Date of birth"),
    (("", "", *SOUND[2:]), "neither UPN, ULN nor name", "UPN"),
    (("C2", "A123456789013", "", "31/02/2015", *SOUND[4:]), "no such day", "Date of birth"),
]


@pytest.mark.parametrize(("row", "words", "column"), ERRORS, ids=[words for _, words, _ in ERRORS])
def test_an_error_in_annex_a_stops_it_whole(tmp_path: Path, row: tuple[str, ...], words: str, column: str) -> None:
    reading = annex(tmp_path, SOUND, row)
    assert reading.rows == ()
    found = next(one for one in reading.problems if words in one.message)
    assert (found.place.row, found.place.column, found.severity) == (3, column, "error")


def test_home_education_is_a_setting_of_annex_a(tmp_path: Path) -> None:
    reading = annex(tmp_path, changed(**{"Main_education_establishment_–_URN": "", "Elective_home_education": "Yes"}))
    assert reading.rows[0]["setting_type"] == "EHE"
    assert not any("establishment" in one.message for one in reading.queries)
