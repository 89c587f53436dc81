"""A SEN2 return gives the register that is known of it, in every shape and spelling."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sen2_returns import (
    children,
    person,
    plan,
    planned,
    request,
    write_collect,
    write_collect_zip,
    write_xml,
    xml_lines,
)

from audit_app.domain.register import is_plan
from audit_app.intake.register import RegisterReading
from audit_app.intake.sen2.reading import read_return
from audit_app.intake.sen2.returns import ReturnKind, kind_of
from audit_app.services.demo.returns.modules import Module

TODAY = date(2026, 11, 22)


def read(path: Path, **more: object) -> RegisterReading:
    kind = kind_of(path)
    assert kind is not None
    return read_return(path, kind, today=TODAY, **more)  # type: ignore[arg-type]  # options of the reader


def read_xml(folder: Path, *persons: Module) -> RegisterReading:
    return read(write_xml(folder / "return.xml", persons))


def test_every_shape_gives_the_register_that_is_known(tmp_path: Path) -> None:
    made = list(children(300))
    persons = [one.module for one in made]
    wanted = [row for one in made for row in one.rows]
    paths = (
        write_xml(tmp_path / "return.xml", persons, namespace="urn:some-return"),
        write_collect(tmp_path / "folder", persons),
        write_collect_zip(tmp_path / "export.zip", persons),
    )
    for path, kind in zip(paths, ReturnKind, strict=False):
        assert kind_of(path) is kind
        reading = read(path)
        assert reading.problems == ()
        assert list(reading.rows) == wanted
        assert reading.sensitive == ("ethnicity",)
        assert any(kind.words in note for note in reading.notices)
        assert any("ethnicity" in note for note in reading.notices)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), count=st.integers(1, 12))
def test_any_return_is_read_alike_from_xml_and_from_the_nine_files(tmp_path: Path, seed: int, count: int) -> None:
    made = list(children(count, seed))
    persons = [one.module for one in made]
    reading = read(write_xml(tmp_path / "return.xml", persons))
    assert list(reading.rows) == [row for one in made for row in one.rows]
    assert reading.rows == read(write_collect_zip(tmp_path / "export.zip", persons)).rows
    assert [query.message for query in reading.queries if "UPN" not in query.message] == []


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda tag: tag.replace("<", "<x:").replace("<x:/", "</x:")])
def test_letter_case_and_prefixes_of_tags_do_not_matter(tmp_path: Path, change: object) -> None:
    assert callable(change)
    plain = read_xml(tmp_path, planned())
    lines = list(xml_lines([planned()]))
    tags = [change(line) if line.count("<") == 1 else line for line in lines[1:-1]]
    text = "\n".join(['<x:Return xmlns:x="urn:x">', *tags, "</x:Return>"])
    text = text.replace("<Persons>", "").replace("<x:Persons>", "").replace("<PERSONS>", "").replace("<persons>", "")
    path = tmp_path / "other.xml"
    path.write_text(text)
    assert read(path).rows == plain.rows


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8-sig"), ("utf-16", "utf-16"), ("windows-1252", "cp1252"), ("iso-8859-1", "latin-1")],
)
def test_encodings_that_are_declared_are_read(tmp_path: Path, declared: str, encoding: str) -> None:
    child = planned(1, UPN="", Surname="Müller", UPNunknown="UN1")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + "".join(xml_lines([child]))
    path = tmp_path / "return.xml"
    path.write_bytes(text.encode(encoding))
    assert read(path).rows[0]["name_key"] == "Müller Robin 2015-03-01"


def test_both_spellings_of_wbp_and_the_older_sex_are_known(tmp_path: Path) -> None:
    child = person(1, Sex="", GenderCurrent="M")
    plan(request(child), WPB="0").children[0].values["WBP"] = "1"
    reading = read_xml(tmp_path, child)
    assert reading.rows[0]["sex"] == "M"
    assert not any("not known" in note for note in reading.notices)


def test_the_key_is_upn_else_uln_else_name_and_birth_and_names_go_no_further(tmp_path: Path) -> None:
    uln = planned(2, UPN="", UniqueLearnerNumber="1234567890")
    named = planned(3, UPN="", UPNunknown="UN1")
    reading = read_xml(tmp_path, planned(1), uln, named)
    assert [row.get("match_key") for row in reading.rows] == ["A000000000001", "1234567890", None]
    assert [row["name_key"] for row in reading.rows] == [f"Surname{number} Robin 2015-03-01" for number in (1, 2, 3)]
    rest = [
        {name: value for name, value in row.items() if name not in ("match_key", "name_key")} for row in reading.rows
    ]
    assert "Surname" not in repr(rest)
    assert "AB1 2CD" not in repr(reading)


def test_a_request_without_a_plan_is_an_entry_and_no_plan(tmp_path: Path) -> None:
    child = person()
    request(child, "2025-02-03", "N", RequestOutcomeDate="2025-03-03")
    request(child, "2026-02-03", "")
    reading = read_xml(tmp_path, child)
    assert [row["request_date"] for row in reading.rows] == ["2025-02-03", "2026-02-03"]
    assert not any(is_plan(row, TODAY) for row in reading.rows)
    assert "Requests without a plan, taken in as entries: 2." in reading.notices


def test_a_historical_row_keeps_its_mark_and_an_active_plan_without_start_is_a_plan(tmp_path: Path) -> None:
    child = person()
    active = request(child, "2018-01-08", "H").add("activeplans")
    active.add("placementdetail", SENSetting="EYP", PlacementRank="1")
    active.add("senneed", SENtype="ASD", SENtypeRank="1")
    reading = read_xml(tmp_path, child)
    assert reading.rows[0]["request_outcome"] == "H"
    assert "request_date" not in reading.rows[0]
    assert is_plan(reading.rows[0], TODAY)
    assert reading.query_count == 0
    assert "Historical requests or assessments (H), which count in no figure: 1." in reading.notices


def test_the_assessment_that_led_to_a_plan_is_the_one_that_counts(tmp_path: Path) -> None:
    child = person()
    asked = request(child)
    plan(asked)
    asked.add("assessment", AssessmentOutcome="N", AssessmentOutcomeDate="2025-04-15")
    reading = read_xml(tmp_path, child)
    assert (reading.rows[0]["assessment_outcome"], reading.rows[0]["final_date"]) == ("Y", "2024-05-20")
    assert "several assessments" in reading.queries[0].message


def test_ethnicity_is_taken_in_only_when_it_is_asked_for(tmp_path: Path) -> None:
    path = write_xml(tmp_path / "return.xml", [planned()])
    assert "ethnicity" not in read(path).rows[0]
    assert read(path, include=["ethnicity"]).rows[0]["ethnicity"] == "WBRI"


def test_a_code_that_is_not_known_is_kept_and_queried(tmp_path: Path) -> None:
    child = person()
    active = plan(request(child, outcome="W"))
    active.children[0].values["SENSetting"] = "XYZ"
    active.children[1].values["SENtype"] = "NEW"
    reading = read_xml(tmp_path, child)
    row = reading.rows[0]
    assert (row["request_outcome"], row["setting_type"], row["primary_need"]) == ("W", "XYZ", "NEW")
    assert sorted(query.place.column for query in reading.queries) == ["RequestOutcome", "SENSetting", "SENtype"]


def test_a_mark_that_is_neither_yes_nor_no_is_queried_and_not_taken_for_an_exception(tmp_path: Path) -> None:
    child = planned()
    child.children[0].children[0].values["Week20"] = "X"
    reading = read_xml(tmp_path, child)
    assert "exception" not in reading.rows[0]
    assert [query.place.column for query in reading.queries] == ["Week20"]


def test_elements_that_are_not_known_are_counted_and_not_read(tmp_path: Path) -> None:
    reading = read_xml(tmp_path, planned(1, Nickname="Bob"), planned(2, Nickname="Ann"))
    assert "Elements that are not known and were not read: nickname (2)." in reading.notices
    assert "Bob" not in repr(reading)
