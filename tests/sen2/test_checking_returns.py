"""What is wrong in a return is told with its place; an error stops the import whole, a query does not."""

from datetime import date
from pathlib import Path

import pytest
from sen2_returns import person, plan, planned, request, write_collect_zip, write_xml

from audit_app.domain.problems import AppError, Place
from audit_app.intake.register import RegisterReading
from audit_app.intake.sen2.reading import read_return
from audit_app.intake.sen2.returns import ReturnKind
from audit_app.services.demo.returns.modules import Module

TODAY = date(2026, 11, 22)


def read(folder: Path, *persons: Module, most: int = 200) -> RegisterReading:
    path = write_xml(folder / "return.xml", persons)
    return read_return(path, ReturnKind.XML, today=TODAY, most_problems=most)


def without(module: Module, kind: str) -> Module:
    module.children = [one for one in module.children if one.kind != kind]
    return module


def active_of(child: Module) -> Module:
    return child.children[0].children[1]


def two_plans() -> Module:
    child = person()
    plan(request(child))
    plan(request(child, "2024-01-09"))
    return child


def stripped(kind: str) -> Module:
    child = planned()
    without(active_of(child), kind)
    if kind == "placementdetail":
        without(child.children[0].children[0].children[0], "plandetail")
    return child


def placed_nowhere() -> Module:
    child = planned()
    del active_of(child).children[0].values["URN"]
    return child


def unranked() -> Module:
    child = planned()
    active_of(child).add("senneed", SENtype="MLD", SENtypeRank="3")
    return child


def ranked_twice() -> Module:
    child = planned()
    active_of(child).add("senneed", SENtype="MLD", SENtypeRank="1")
    return child


def gone() -> Module:
    child = planned()
    without(child.children[0], "activeplans")
    return child


def without_start() -> Module:
    child = planned()
    del child.children[0].children[0].children[0].values["StartDate"]
    return child


QUERIES = [
    (planned(1, UPN=""), "UPNunknown gives no reason", "UPN"),
    (planned(1, UPN="", UPNunknown="UN1"), "is 10 and has neither UPN nor ULN", "UPN"),
    (planned(1, PersonBirthDate=""), "no date of birth", "PersonBirthDate"),
    (planned(1, PersonBirthDate="2000-06-01"), "The person is 25", "PersonBirthDate"),
    (planned(1, PersonBirthDate="2024-02-01"), "lies before Date of birth", "ReceivedDate"),
    (planned(1, Sex=""), "no sex", "Sex"),
    (planned(1, Ethnicity=""), "no ethnicity", "Ethnicity"),
    (person(), "no Requests", "Person"),
    (two_plans(), "2 active plans at once", "Requests"),
    (stripped("senneed"), "no need of rank 1", "SENtype"),
    (stripped("placementdetail"), "no placement", "ActivePlans"),
    (placed_nowhere(), "neither URN, UKPRN nor SENSetting", "URN"),
    (unranked(), "neither 1 nor 2", "SENneed"),
    (ranked_twice(), "stands twice among the needs", "SENtypeRank"),
    (gone(), "neither ActivePlans nor CeaseDate", "NamedPlan"),
    (without_start(), "no StartDate", "ActivePlans"),
]


@pytest.mark.parametrize(("child", "words", "element"), QUERIES, ids=[words for _, words, _ in QUERIES])
def test_a_query_is_told_and_the_rows_are_kept(tmp_path: Path, child: Module, words: str, element: str) -> None:
    reading = read(tmp_path, child)
    assert reading.problems == ()
    assert len(reading.rows) == len(child.children)
    found = [query for query in reading.queries if words in query.message]
    assert [(query.place.column, query.place.person, query.severity) for query in found][:1] == [(element, 1, "query")]


def twice_on_a_day() -> Module:
    child = person()
    request(child)
    request(child, outcome="N")
    return child


ERRORS = [
    ([planned(1, PersonBirthDate="2015-02-31")], "no such day", "PersonBirthDate", 1),
    ([planned(1, PersonBirthDate="1999-06-01")], "no plan goes on at 26", "PersonBirthDate", 1),
    ([planned(1, UPN="", Surname="")], "neither UPN, ULN nor name", "UPN", 1),
    ([planned(1), planned(1, PersonBirthDate="2014-01-01")], "Person 1 has the same UPN", "UPN", 2),
    ([planned(1), twice_on_a_day()], "two requests of one date", "ReceivedDate", 2),
]


@pytest.mark.parametrize(("persons", "words", "element", "number"), ERRORS, ids=[words for _, words, _, _ in ERRORS])
def test_an_error_is_told_and_nothing_is_read(
    tmp_path: Path, persons: list[Module], words: str, element: str, number: int
) -> None:
    reading = read(tmp_path, *persons)
    assert reading.rows == ()
    found = next(problem for problem in reading.problems if words in problem.message)
    assert (found.place.column, found.place.person, found.severity) == (element, number, "error")


def test_a_place_is_the_line_in_xml_and_the_modules_row_in_an_export(tmp_path: Path) -> None:
    children = [planned(1), planned(2, Sex="")]
    (query,) = read(tmp_path, *children).queries
    lines = (tmp_path / "return.xml").read_text().splitlines()
    at = [number for number, line in enumerate(lines, start=1) if line == "<Person>"][1]
    assert query.place == Place(file="return.xml", line=at, column="Sex", person=2)
    assert str(query) == f"return.xml, line {at}, person 2, element Sex: The person has no sex. Fill it in."
    path = write_collect_zip(tmp_path / "export.zip", children)
    (same,) = read_return(path, ReturnKind.ZIP, today=TODAY).queries
    assert same.place == Place(file="export.zip", sheet="person", row=3, column="Sex", person=2)


def test_beyond_the_first_problems_a_number_stands(tmp_path: Path) -> None:
    reading = read(tmp_path, *(planned(number, Sex="") for number in range(1, 6)), most=2)
    assert (len(reading.queries), reading.query_count) == (3, 5)


def test_a_module_in_a_wrong_place_stops_the_reading(tmp_path: Path) -> None:
    child = person()
    child.add("activeplans")
    with pytest.raises(AppError, match="ActivePlans stands in Person"):
        read(tmp_path, child)


def test_an_element_with_two_values_stops_the_reading(tmp_path: Path) -> None:
    path = write_xml(tmp_path / "return.xml", [planned()])
    path.write_text(path.read_text().replace("<Sex>F</Sex>", "<Sex>F</Sex><Sex>M</Sex>"))
    with pytest.raises(AppError, match="Sex stands twice in one Person"):
        read_return(path, ReturnKind.XML, today=TODAY)
