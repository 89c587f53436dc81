"""A register file becomes validated rows, or faults by row and column."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_builders import write_csv, write_xlsx

from audit_app.domain.problems import AppError, Place
from audit_app.domain.register import REGISTER_FIELDS
from audit_app.intake import register_rows
from audit_app.intake.mapping import Mapping, read_mapping
from audit_app.intake.register import RegisterReading, read_register

TODAY = date(2026, 11, 22)


def register(folder: Path, text: str, mapping: Mapping | None = None) -> RegisterReading:
    return read_register(write_csv(folder, text), today=TODAY, mapping=mapping)


def faults(reading: RegisterReading) -> list[tuple[int | None, str]]:
    assert reading.rows == ()
    return [(problem.place.row, problem.place.column) for problem in reading.problems]


def test_every_field_of_the_design_is_read_under_its_own_heading(tmp_path: Path) -> None:
    values = {
        "match_key": "A123",
        "date_of_birth": "1/9/2010",
        "secondary_need": "SLCN",
        "primary_need": "semh",
        "year_group": "Y9",
        "request_outcome": "y",
        "assessment_outcome": "H",
        "review_outcome": "m",
        "exception": "(a)",
        "known_to_health": "yes",
        "known_to_social_care": "no",
        "transferred_in": "1",
        "tribunal": "1",
        "residential": "yes",
        "sen_unit": "true",
        "looked_after": "1",
        "child_protection": "1",
        "child_in_need": "0",
    }
    names = [field.name for field in REGISTER_FIELDS]
    cells = [values.get(name, "2024-03-01" if "date" in name or "phase" in name else "x") for name in names]
    include = frozenset({"ethnicity", "looked_after", "child_protection", "child_in_need"})
    reading = register(tmp_path, f"{','.join(names)}\n{','.join(cells)}\n", Mapping(include=include))
    (row,) = reading.rows
    assert reading.notices == ()
    assert reading.headings == {name: name for name in names}
    assert str(reading.place(2, "sex")) == "register.csv, row 2, column sex"
    assert set(names) - set(row) == {"known_to_social_care", "child_in_need"}
    assert row["date_of_birth"] == "2010-09-01"
    assert row["primary_need"] == "SEMH"
    assert row["year_group"] == 9
    assert (row["request_outcome"], row["assessment_outcome"], row["review_outcome"]) == ("Y", "H", "M")
    assert (row["exception"], row["known_to_health"], row["looked_after"]) == ("a", 1, 1)


@pytest.mark.parametrize("heading", ["plan_ref", "Plan Ref", "PLAN-REF", " plan  ref ", "\ufeffplan_ref"])
def test_headings_match_whatever_their_case_and_hyphens(tmp_path: Path, heading: str) -> None:
    assert register(tmp_path, f"{heading},a\nP1,x\n").rows == ({"plan_ref": "P1"},)


def test_only_filled_fields_are_in_a_row_and_values_are_trimmed(tmp_path: Path) -> None:
    reading = register(tmp_path, "plan_ref,sex,setting_name,year_group\n P1 ,, Hill School ,R\n")
    assert reading.rows == ({"plan_ref": "P1", "setting_name": "Hill School", "year_group": 0},)
    assert reading.numbers == (2,)


def test_rows_of_blanks_are_passed_over(tmp_path: Path) -> None:
    reading = register(tmp_path, "plan_ref,sex\n , \nP1,\n,,\n")
    assert (reading.rows, reading.numbers) == (({"plan_ref": "P1"},), (3,))


def test_sensitive_columns_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    text = "plan_ref,ethnicity,looked_after\nP1,WBRI,perhaps\n"
    reading = register(tmp_path, text)
    assert reading.rows == ({"plan_ref": "P1"},)
    assert "ethnicity, looked_after" in reading.notices[0]
    kept = register(tmp_path, text.replace("perhaps", "1"), Mapping(include=frozenset({"ethnicity"})))
    assert kept.rows == ({"plan_ref": "P1", "ethnicity": "WBRI"},)
    assert kept.notices[0].startswith("Left out as sensitive: looked_after.")


def test_unknown_columns_are_a_notice_and_no_fault(tmp_path: Path) -> None:
    reading = register(tmp_path, "plan_ref,Shoe size\nP1,44\n")
    assert reading.problems == ()
    assert "Shoe size" in reading.notices[0]


def test_every_fault_of_a_file_is_named_by_row_and_column_and_nothing_is_taken(tmp_path: Path) -> None:
    text = (
        "Plan ref,final_date,exception,year_group\n"
        "P1,31/02/2024,maybe,99\n"
        "P2,2024-01-01,a,9\n"
        ",2024-01-01,a,9\n"
        "P2,2024-01-02,,9\n"
        f"{'x' * 65},,,\n"
    )
    assert faults(register(tmp_path, text)) == [
        (2, "final_date"),
        (2, "exception"),
        (2, "year_group"),
        (4, "Plan ref"),
        (5, "Plan ref"),
        (6, "Plan ref"),
    ]


def test_a_duplicate_reference_names_both_rows(tmp_path: Path) -> None:
    (problem,) = register(tmp_path, "plan_ref\nP1\nP2\nP1\n").problems
    assert problem.place == Place(file="register.csv", row=4, column="plan_ref")
    assert "row 2" in problem.message


def test_duplicates_and_references_are_found_across_blocks(tmp_path: Path) -> None:
    rows = "\n".join(f"P{n}" for n in range(2_500))
    assert len(register(tmp_path, f"plan_ref\n{rows}\n").rows) == 2_500
    (problem,) = register(tmp_path, f"plan_ref\n{rows}\nP0\n").problems
    assert problem.place.row == 2_502
    assert "row 2 " in problem.message


def test_a_match_key_alone_is_enough_and_must_stand_once(tmp_path: Path) -> None:
    assert register(tmp_path, "match_key\nA1\nA2\n").rows == ({"match_key": "A1"}, {"match_key": "A2"})
    assert faults(register(tmp_path, "match_key\nA1\na1\n")) == [(3, "match_key")]
    assert faults(register(tmp_path, "match_key,sex\nA1,F\n,F\n")) == [(3, "match_key")]


def test_one_child_under_two_plan_references_is_a_query(tmp_path: Path) -> None:
    reading = register(tmp_path, "plan_ref,match_key\nP1,A1\nP2,A1\n")
    assert len(reading.rows) == 2
    assert [query.place.row for query in reading.queries] == [3]
    assert "row 2" in reading.queries[0].message


def test_impossible_orders_and_future_dates_are_kept_as_queries(tmp_path: Path) -> None:
    reading = register(tmp_path, "plan_ref,request_date,final_date\nP1,2024-05-02,2024-05-01\nP2,,23/11/2026\n")
    assert [row.get("final_date") for row in reading.rows] == ["2024-05-01", "2026-11-23"]
    assert [(query.place.row, query.place.column, query.severity) for query in reading.queries] == [
        (2, "final_date", "query"),
        (3, "final_date", "query"),
    ]


def test_more_than_two_hundred_faults_are_counted(tmp_path: Path) -> None:
    text = "plan_ref,final_date\n" + "".join(f"P{n},never\n" for n in range(250))
    problems = register(tmp_path, text).problems
    assert len(problems) == 201
    assert problems[-1].message.startswith("50 more")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Case,Name\n1,x\n", "plan_ref or match_key"),
        ("plan_ref,Plan Ref\n1,2\n", "both read as plan_ref"),
        ("looked_after\n1\n", "plan_ref or match_key"),
    ],
)
def test_a_file_whose_columns_cannot_be_used_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(AppError, match=words):
        register(tmp_path, text)


def test_a_workbook_gives_the_same_rows_as_its_csv(tmp_path: Path) -> None:
    header = ["plan_ref", "final_date", "year_group", "known_to_health"]
    book = write_xlsx(tmp_path, [header, ["P1", date(2024, 3, 1), 9, True], [2, None, None, 0]])
    text = f"{','.join(header)}\nP1,1/3/2024,9,yes\n2,,,\n"
    assert read_register(book, today=TODAY).rows == register(tmp_path, text).rows


def test_an_error_in_a_used_cell_of_a_workbook_is_a_fault_with_sheet_row_and_column(tmp_path: Path) -> None:
    book = write_xlsx(tmp_path, [["plan_ref", "final_date", "other"], ["P1", "=1+1", "=1+1"]])
    (problem,) = read_register(book, today=TODAY).problems
    assert problem.place == Place(file="register.xlsx", sheet="Sheet", row=2, column="final_date")


def test_a_mapping_goes_before_our_own_headings(tmp_path: Path) -> None:
    mapping = Mapping({"Case number": "plan_ref", "Sex": None, "Gone": "casework_team"})
    reading = register(tmp_path, "case  NUMBER,sex,Setting name\nP1,F,Hill\n", mapping)
    assert reading.rows == ({"plan_ref": "P1", "setting_name": "Hill"},)
    assert reading.notices == ("Headings of the mapping that the file does not have: Gone.",)


def test_a_mapping_that_leaves_two_columns_for_one_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="“Case” and “plan_ref” are both read as plan_ref"):
        register(tmp_path, "Case,plan_ref\n1,2\n", Mapping({"Case": "plan_ref"}))


def test_a_mapping_is_read_from_json(tmp_path: Path) -> None:
    text = '\ufeff{"columns": {"Case": "plan_ref", "Notes": ""}, "include": ["ethnicity"]}'
    mapping = read_mapping(write_csv(tmp_path, text, name="mapping.json"))
    assert mapping == Mapping({"Case": "plan_ref", "Notes": None}, frozenset({"ethnicity"}))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 1"),
        ('{\n"columns": {\n}', "line 3"),
        ("[]", "must be an object"),
        ('{"colums": {}}', "no part of a mapping"),
        ('{"columns": []}', "columns must be an object"),
        ('{"include": "ethnicity"}', "include must be a list"),
        ('{"columns": {"Case": "plan_reff"}}', "Did you mean plan_ref"),
        ('{"columns": {"Case": 3}}', "no field of the register"),
        ('{"columns": {"A": "plan_ref", "B": "plan_ref"}}', "both mapped to plan_ref"),
        ('{"columns": {"A b": "plan_ref", "a_B": "sex"}}', "same heading"),
        ('{"include": ["sex"]}', "is not left out anyway"),
        ('{"include": [["sex"]]}', "is not left out anyway"),
        ("[" * 100_000, "not valid JSON"),
        ("\x00", "not valid JSON"),
    ],
)
def test_a_faulty_mapping_is_refused_with_every_fault(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(AppError) as caught:
        read_mapping(write_csv(tmp_path, text, name="mapping.json"))
    assert any(words in str(problem) for problem in caught.value.problems)


def test_a_mapping_in_another_encoding_or_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mapping.json"
    path.write_bytes('{"columns": {"Zoë": "plan_ref"}}'.encode("cp1252"))
    with pytest.raises(AppError, match="UTF-8"):
        read_mapping(path)
    path.write_bytes(b" " * 1_000_001)
    with pytest.raises(AppError, match="MB"):
        read_mapping(path)


cell = st.sampled_from(["", " ", "P1", "P2", "P3", "2024-01-01", "1/6/2024", "31/02/2024", "2027-01-01", "9", "yes"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=2_000)
@given(st.lists(st.tuples(cell, cell, cell, cell, cell), min_size=1, max_size=6))
def test_reading_by_columns_gives_what_reading_by_rows_gives(tmp_path: Path, rows: Sequence[Sequence[str]]) -> None:
    names = "plan_ref,match_key,request_date,final_date,year_group"
    path = write_csv(tmp_path, names + "\n" + "\n".join(",".join(row) for row in rows) + "\n")
    with pytest.MonkeyPatch.context() as patch:
        both = []
        for take_clean in (register_rows.RowReader._take_clean, lambda *_: False):
            patch.setattr(register_rows.RowReader, "_take_clean", take_clean)
            both.append(_outcome(path))
    assert both[0] == both[1]


def _outcome(path: Path) -> RegisterReading | str:
    try:
        return read_register(path, today=TODAY)
    except AppError as error:
        return error.message


def test_names_are_read_as_a_key_and_go_no_further(tmp_path: Path) -> None:
    text = "surname,forename,date_of_birth,uln\nLark,Robin,01/03/2015,\nWren,Kit,02/03/2015,1234567890\n"
    reading = read_register(write_csv(tmp_path, text), today=TODAY)
    first, second = reading.rows
    assert first == {"name_key": "Lark Robin 2015-03-01", "date_of_birth": "2015-03-01"}
    assert (second["match_key"], second["name_key"]) == ("1234567890", "Wren Kit 2015-03-02")
    assert {"surname", "forename", "uln"}.isdisjoint(reading.headings)


def test_names_beside_a_plan_reference_are_not_read_unless_a_mapping_says_so(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "plan_ref,surname,date_of_birth\nP1,Lark,01/03/2015\n")
    reading = read_register(path, today=TODAY)
    assert "name_key" not in reading.rows[0]
    assert any("not read" in note and "surname" in note for note in reading.notices)
    mapped = read_register(path, today=TODAY, mapping=Mapping({"surname": "surname"}))
    assert mapped.rows[0]["name_key"] == "Lark 2015-03-01"
