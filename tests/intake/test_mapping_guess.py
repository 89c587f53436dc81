"""Guessing what the columns of a council's file are: headings, content, conflicts, and what is never shown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_builders import write_csv, write_xlsx

from audit_app.domain.register import REGISTER_FIELDS
from audit_app.intake.mapping_columns import FileColumn, read_columns
from audit_app.intake.mapping_guess import Confidence, Guess, Showing, guess, has_key
from audit_app.intake.mapping_heading import Aside, HeadingReader
from resources.register import heading_words

FIELDS = {field.name: field for field in REGISTER_FIELDS}
ROWS = 30
NEEDS = ("ASD", "SEMH", "SLCN")


@pytest.fixture(scope="module")
def reader() -> HeadingReader:
    return HeadingReader(heading_words())


def column(heading: str, values: Sequence[str]) -> FileColumn:
    counts = {value: values.count(value) for value in values if value}
    return FileColumn(heading, tuple(counts.items()), sum(counts.values()), len(values))


def days(start: date = date(2024, 1, 8)) -> list[str]:
    return [f"{start + timedelta(days=9 * row):%d/%m/%Y}" for row in range(ROWS)]


def several(make: Callable[[int], str]) -> list[str]:
    return [make(row) for row in range(ROWS)]


def best(reader: HeadingReader, heading: str) -> str | Aside:
    scores = reader.scores(heading)
    return max(scores, key=lambda meaning: scores[meaning])


def guessed(reader: HeadingReader, columns: Mapping[str, Sequence[str]]) -> dict[str, Guess]:
    found = guess([column(heading, values) for heading, values in columns.items()], reader)
    return {one.heading: one for one in found}


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        ("EHC Case Number|Plan Ref|EHCP No|Unique ID|case_id|CaseReference|CASE NO.|Mosaic ID", "plan_ref"),
        ("UPN|Unique Pupil Number|Pupil UPN|upn", "match_key"),
        ("DoB|Date of Birth|BirthDate|personbirthdate|D.O.B", "date_of_birth"),
        ("Gender|Sex", "sex"),
        ("Ethnicity|Ethnic Group|Ethnic Origin Code", "ethnicity"),
        ("Primary Need|SEN Primary Need|Primary SEN Need Code|Need 1|Primay Need|Main need", "primary_need"),
        ("Secondary Need|Need 2|Secondary SEN Type", "secondary_need"),
        ("NCY|NC Year|Year Group|National Curriculum Year Group", "year_group"),
        ("Current School|School Name|Establishment|Educational Setting|Placement Name", "setting_name"),
        ("School URN|URN|Establishment URN", "setting_urn"),
        ("Placement Type|Type of School|Establishment phase", "setting_type"),
        ("Team|Casework Team|Locality|SEN Team", "casework_team"),
        ("Case Officer Name|SEN Officer|EHC Co-ordinator|Allocated Worker", "case_officer"),
        ("Plan Writer|Author", "written_by"),
        ("Date request was received|Request Date|Date EHCNA Requested|Referral Date", "request_date"),
        ("Decision to Assess|Request Outcome|requestoutcome", "request_outcome"),
        ("DTA Date|Date of Decision to Assess|Request Outcome Date", "request_outcome_date"),
        ("Decision to Issue|Assessment Outcome To Issue EHCP", "assessment_outcome"),
        ("EP Advice Received|Psychology Advice Date", "psychology_advice_date"),
        ("Health Advice Date|Medical advice received", "health_advice_date"),
        ("Draft Issued|Draft EHCP Date|Date Draft Sent", "draft_date"),
        ("EHC Plan Start Date|Date EHCP Finalised|Final Plan Issued|Date initial EHC plan issued", "final_date"),
        ("Twenty week time limit exceptions apply|Week20|20 Week Exception", "exception"),
        ("Date of Last AR|Annual Review Meeting Date|Date last reviewed", "last_review_date"),
        ("EHC Plan Review Decisions Date|AR Decision Date", "review_decision_date"),
        ("Amended Plan Issued|Date of final amended plan", "review_final_date"),
        ("CLA|LAC|Looked After Child|LAC Status", "looked_after"),
        ("CP Plan|Child Protection", "child_protection"),
        ("CIN|Child in Need", "child_in_need"),
        ("Ceased Date|Plan End Date|Date plan ceased", "ceased_date"),
    ],
)
def test_headings_of_case_systems_are_known(reader: HeadingReader, headings: str, field: str) -> None:
    assert {heading: best(reader, heading) for heading in headings.split("|")} == dict.fromkeys(
        headings.split("|"), field
    )


@pytest.mark.parametrize(
    ("headings", "aside"),
    [
        ("Surname|Forename|Pupil Name|Name|Known As|Child", Aside.NAME),
        ("Postcode|NHS No|Home Address|Parent email|Religion", Aside.PRIVATE),
        ("Comments|Notes", Aside.TEXT),
        ("Next AR Due|EHCP Status|20 Week Due Date|Age|Social Worker", Aside.OTHER),
    ],
)
def test_headings_that_are_no_field_are_known_as_such(reader: HeadingReader, headings: str, aside: Aside) -> None:
    assert {best(reader, heading) for heading in headings.split("|")} == {aside}


def test_every_field_is_known_by_its_own_name_and_label(reader: HeadingReader) -> None:
    for field in REGISTER_FIELDS:
        assert reader.scores(field.name) == reader.scores(field.label.upper()) == {field.name: 1.0}


def test_the_vocabulary_speaks_of_every_field_and_of_no_other() -> None:
    words = heading_words()
    assert set(words.fields) == {*FIELDS, "uln"}  # which is read for the match key alone
    assert {name for fields, _ in words.without for name in fields} <= set(FIELDS)


def test_no_certain_heading_of_one_field_is_certain_for_another(reader: HeadingReader) -> None:
    for name, words in heading_words().fields.items():
        for phrase in words.certain:
            certain = {meaning for meaning, score in reader.scores(phrase).items() if score > 0.99}
            assert certain == {name}, phrase


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_heading_gets_scores_between_nothing_and_certain(heading: str) -> None:
    scores = READER.scores(heading)
    assert all(0 < score <= 1 for score in scores.values())


READER = HeadingReader(heading_words())


def test_content_decides_where_the_heading_says_nothing(reader: HeadingReader) -> None:
    found = guessed(
        reader,
        {
            "A": several(lambda row: f"A{20_000_000_000 + row:011d}X"[:12] + "4"),
            "B": several(lambda row: NEEDS[row % 3]),
            "C": several(lambda row: f"Year {row % 11}"),
            "D": several(lambda row: ("WBRI", "APKN")[row % 2]),
            "E": several(lambda row: str(100_200 + row)),
            "F": days(),
            "G": several(lambda row: ("yes", "no")[row % 2]),
        },
    )
    assert {name: one.field for name, one in found.items()} == {
        "A": "match_key", "B": "primary_need", "C": "year_group", "D": "ethnicity", "E": "setting_urn",
        "F": None, "G": None,
    }  # fmt: skip
    assert all(one.confidence is Confidence.LIKELY for one in found.values() if one.field)
    assert "does not say which" in found["F"].why


def test_content_speaks_against_a_heading(reader: HeadingReader) -> None:
    found = guessed(
        reader,
        {
            "Case number": several(lambda row: f"C-{row // 3}"),
            "Year": several(lambda row: str(2000 + row)),
            "Final plan issued": several(lambda row: ("Yes", "No")[row % 2]),
        },
    )
    assert found["Year"].field is None
    assert found["Final plan issued"].field is None
    assert found["Case number"].confidence < Confidence.SURE
    assert "20 values stand more than once" in found["Case number"].why


def test_our_own_heading_stays_ours_whatever_stands_under_it(reader: HeadingReader) -> None:
    found = guessed(reader, {"plan_ref": several(str), "final_date": ["last week"] * ROWS})
    assert found["final_date"].field == "final_date"
    assert found["final_date"].confidence is Confidence.SURE


def test_two_columns_for_one_field_are_never_both_taken_and_the_loser_is_told(reader: HeadingReader) -> None:
    found = guessed(reader, {"EHC Plan Start Date": days(), "Final EHCP Issued": days(date(2025, 1, 6))})
    assert [one.field for one in found.values()].count("final_date") == 1
    (loser,) = [one for one in found.values() if one.field is None]
    assert loser.idea == "final_date"
    assert "fits better" in loser.why


def test_where_no_column_is_a_key_the_first_that_could_be_is_named_and_not_taken(reader: HeadingReader) -> None:
    found = guessed(reader, {"Thing": ["a"] * ROWS, "Col1": several(lambda row: f"X{row}"), "Final date": days()})
    assert (found["Col1"].field, found["Col1"].idea) == (None, "plan_ref")
    assert found["Col1"].confidence is Confidence.POSSIBLE


@pytest.mark.parametrize(
    ("heading", "values", "showing"),
    [
        ("Forename", several(lambda row: f"Amy{row}"), Showing.NOTHING),
        ("Column 4", several(lambda row: f"Amy Smith{chr(97 + row)}"), Showing.NOTHING),
        ("Column 4", several(lambda row: f"Smith{chr(97 + row)}, Amy"), Showing.NOTHING),
        ("Where", ["DE1 2AB"] * ROWS, Showing.NOTHING),
        ("Col9", ["She came with her mother, who said that she had not been well at all"] * ROWS, Showing.NOTHING),
        ("UPN", several(lambda row: f"A{row:012d}"), Showing.SHAPE),
        ("Other key", several(lambda row: f"A{row:012d}"), Showing.SHAPE),
        ("Tel", several(lambda row: f"943476{row:04d}"), Showing.SHAPE),
        ("DOB", days(date(2010, 1, 1)), Showing.YEAR),
        ("Team", ["North"] * ROWS, Showing.PLAIN),
        ("Case officer", ["Jo Day", "Al Fox"] * 15, Showing.PLAIN),
    ],
)  # fmt: skip
def test_names_and_keys_of_children_are_never_shown(
    reader: HeadingReader, heading: str, values: Sequence[str], showing: Showing
) -> None:
    one = guessed(reader, {heading: values})[heading]
    assert one.showing is showing
    if showing is Showing.NOTHING:
        assert one.field is None
    assert not any(value in one.why for value in values)


def test_an_empty_column_is_guessed_by_its_heading_and_says_so(reader: HeadingReader) -> None:
    found = guessed(reader, {"Whatever": [""] * ROWS, "Date plan ceased": [""] * ROWS})
    assert found["Date plan ceased"].field == "ceased_date"
    assert "no value" in found["Date plan ceased"].why
    assert "Nothing stands" in found["Whatever"].why


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*FIELDS, "UPN", "Start date", "Name", "Case number", "x", "Need 1", "Review"]),
            st.lists(st.sampled_from(["", "ASD", "2024-01-01", "yes", "7", "Amy Smith", "A123456789012"]), max_size=6),
        ),
        max_size=12,
        unique_by=lambda one: one[0],
    )
)
def test_each_field_is_given_once_and_each_column_has_a_reason(columns: list[tuple[str, list[str]]]) -> None:
    found = guess([column(heading, values) for heading, values in columns], READER)
    given_fields = [one.field for one in found if one.field is not None]
    assert len(set(given_fields)) == len(given_fields)
    assert [one.heading for one in found] == [heading for heading, _ in columns]
    assert all(one.why.endswith(".") for one in found)


def test_columns_are_read_with_their_values_counted_and_no_more_rows_than_asked(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "Case,Team,\nA,North,\nB, North ,\nC,,\nD,South,\n")
    read = read_columns(path, lambda _: True, rows=3)
    assert read.headings == ("Case", "Team")
    team = read.columns[1]
    assert (team.values, team.filled, team.rows) == ((("North", 2),), 2, 3)
    assert "North" not in repr(team)


def test_in_a_workbook_the_sheet_with_a_key_is_taken_unless_another_is_asked_for(
    tmp_path: Path, reader: HeadingReader
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for name, rows in (("Cover", [["About"], ["words"]]), ("Data", [["Case number"], ["C1"]])):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    path = write_xlsx(tmp_path, [["x"]])
    book.save(path)

    def wanted(headings: Sequence[str]) -> bool:
        return has_key(headings, reader)

    assert (read_columns(path, wanted).sheet, read_columns(path, wanted).sheets) == ("Data", ("Cover", "Data"))
    assert read_columns(path, wanted, sheet="cover").headings == ("About",)
    assert read_columns(path, wanted, sheet="gone").sheet == "Data"


BIRTHDAYS = [f"{date(2012, 1, 1) + timedelta(days=40 * row):%d/%m/%Y}" for row in range(ROWS)]


def test_names_help_to_know_a_child_where_no_column_has_the_case_number(reader: HeadingReader) -> None:
    surnames, forenames = several(lambda row: f"Lark{row}"), several(lambda _: "Robin")
    columns = {"Last Name": surnames, "First Name": forenames, "DOB": BIRTHDAYS, "Start date": days()}
    found = guessed(reader, columns)
    assert (found["Last Name"].field, found["First Name"].field) == ("surname", "forename")
    assert {found[name].showing for name in ("Last Name", "First Name")} == {Showing.NOTHING}
    assert "Only a hash of both is kept" in found["Last Name"].why


@pytest.mark.parametrize("missing", ["DOB", "First Name"])
def test_a_name_alone_is_left_out(reader: HeadingReader, missing: str) -> None:
    columns = {"Last Name": several(lambda row: f"Lark{row}"), "First Name": several(lambda _: "Robin")}
    columns |= {"DOB": BIRTHDAYS}
    del columns[missing]
    assert "surname" not in {one.field for one in guessed(reader, columns).values()}


def test_names_beside_a_case_number_are_left_out(reader: HeadingReader) -> None:
    columns = {"Case number": several(lambda row: f"C{row}"), "Surname": several(lambda row: f"Lark{row}")}
    columns |= {"Forename": several(lambda _: "Robin"), "DOB": BIRTHDAYS}
    found = guessed(reader, columns)
    assert (found["Surname"].field, found["Forename"].field) == (None, None)


def test_a_upn_and_a_uln_each_have_a_place(reader: HeadingReader) -> None:
    columns = {"UPN": several(lambda row: f"A{row:012d}"), "ULN": several(lambda row: f"{1_000_000_000 + row}")}
    found = guessed(reader, columns)
    assert (found["UPN"].field, found["ULN"].field) == ("match_key", "uln")
    assert found["ULN"].showing is Showing.SHAPE
