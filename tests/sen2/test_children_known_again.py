"""A child stays the same entry when a number comes later, changes, or is missing; names are never kept."""

from pathlib import Path

import pytest
from sen2_returns import children, person, plan, planned, request, write_book, write_template, write_xml
from service_world import write_rows

from audit_app.domain.problems import AppError
from audit_app.intake.mapping import Mapping
from audit_app.services.demo.returns import Shape, write_return
from audit_app.services.demo.returns.modules import Module
from audit_app.services.register.importing import RegisterImported, import_register
from audit_app.store.workspace import Workspace

TEMPORARY = "A12345678901B"


def take(workspace: Workspace, folder: Path, *persons: Module) -> RegisterImported:
    return import_register(workspace, write_xml(folder / "return.xml", persons))


def refs(workspace: Workspace) -> list[str]:
    return [row[0] for row in workspace.conn.execute("SELECT plan_ref FROM entry ORDER BY plan_ref")]


def unnumbered(number: int = 1, **more: str) -> Module:
    return planned(number, UPN="", UPNunknown="UN1", **more)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (unnumbered(), planned()),
        (unnumbered(), planned(1, UPN="", UniqueLearnerNumber="1234567890")),
        (planned(1, UPN="", UniqueLearnerNumber="1234567890"), planned(1, UPN=TEMPORARY)),
        (planned(1, UPN=TEMPORARY), planned()),
        (planned(), unnumbered()),
        (planned(), planned(1, UPN=TEMPORARY)),
    ],
    ids=["a UPN comes", "a ULN comes", "a temporary UPN comes", "it becomes permanent", "it is missing", "it is left"],
)
def test_a_child_whose_number_comes_changes_or_is_missing_is_the_same_entry(
    workspace: Workspace, tmp_path: Path, before: Module, after: Module
) -> None:
    take(workspace, tmp_path, before)
    first = refs(workspace)
    done = take(workspace, tmp_path, after)
    assert (done.new, done.vanished, refs(workspace)) == (0, (), first)
    assert take(workspace, tmp_path, after).changes is False


def test_once_a_number_is_known_the_name_may_change(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, tmp_path, unnumbered())
    take(workspace, tmp_path, planned())
    done = take(workspace, tmp_path, planned(1, Surname="Other"))
    assert (done.new, len(refs(workspace))) == (0, 1)


def test_the_same_name_and_birthday_under_another_lasting_number_is_another_child(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, tmp_path, planned())
    done = take(workspace, tmp_path, planned(2, Surname="Surname1"))
    assert (done.new, len(done.vanished)) == (1, 1)


def test_neither_name_nor_number_is_kept_or_told(workspace: Workspace, tmp_path: Path) -> None:
    done = take(workspace, tmp_path, planned(), unnumbered(2))
    held = list(workspace.conn.execute("SELECT * FROM entry"))
    logged = list(workspace.conn.execute("SELECT * FROM op"))
    for secret in ("Surname1", "Surname2", "Robin", "A000000000001"):
        assert secret.casefold() not in f"{held!r}{logged!r}{done!r}".casefold()
    hashes = workspace.conn.execute("SELECT match_key, name_key FROM entry ORDER BY match_key IS NULL").fetchall()
    assert [(key is None, name is None) for key, name in hashes] == [(False, False), (True, False)]


def test_two_of_one_name_and_birthday_without_lasting_numbers_are_a_fault_with_its_place(
    workspace: Workspace, tmp_path: Path
) -> None:
    double = unnumbered(2, Surname="Surname1")
    with pytest.raises(AppError) as caught:
        take(workspace, tmp_path, planned(), double)
    (problem,) = caught.value.problems
    assert "Person 1 has the same name and date of birth" in problem.message
    assert (problem.place.person, problem.place.column) == (2, "Surname")
    assert refs(workspace) == []


def test_two_of_one_name_and_birthday_with_numbers_are_two_children_and_asked_about(
    workspace: Workspace, tmp_path: Path
) -> None:
    done = take(workspace, tmp_path, planned(), planned(2, Surname="Surname1"))
    assert done.new == 2
    assert any("Check that these are two children" in one.message for one in done.queries)


def test_a_workbook_and_a_template_after_the_xml_change_nothing(workspace: Workspace, tmp_path: Path) -> None:
    persons = [one.module for one in children(60)]
    first = take(workspace, tmp_path, *persons)
    for path in (write_book(tmp_path / "b.xlsx", persons), write_template(tmp_path / "t.xlsx", persons)):
        again = import_register(workspace, path)
        assert (again.unchanged, again.changes) == (first.new, False)


def test_five_files_leave_needs_and_placements_as_they_are(workspace: Workspace, tmp_path: Path) -> None:
    import_register(workspace, write_return(tmp_path, Shape.XML, 40, "7", workspace.means.now().date()).path)
    before = workspace.conn.execute("SELECT plan_ref, primary_need, setting_urn FROM entry").fetchall()
    done = import_register(
        workspace, write_return(tmp_path, Shape.FIVE_FILES, 40, "7", workspace.means.now().date()).path
    )
    assert (done.new, done.changes) == (0, False)
    assert workspace.conn.execute("SELECT plan_ref, primary_need, setting_urn FROM entry").fetchall() == before


LIST = {"Family name": "Lark", "First name": "Robin", "DOB": "01/03/2015", "Learner": "", "Final": "20/05/2024"}
COLUMNS = {"Family name": "surname", "First name": "forename", "DOB": "date_of_birth"}


def of_list(workspace: Workspace, folder: Path, *rows: dict[str, str], **more: str) -> RegisterImported:
    path = write_rows(folder / "list.csv", [{**LIST, **row} for row in rows])
    mapping = Mapping({**COLUMNS, "Learner": "uln", "Final": "final_date", **more})
    return import_register(workspace, path, mapping=mapping)


def test_a_table_may_know_children_by_name_and_birthday_and_later_by_number(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert of_list(workspace, tmp_path, {}).new == 1
    first = refs(workspace)
    done = of_list(workspace, tmp_path, {"Learner": "1234567890"})
    assert (done.new, done.changed, refs(workspace)) == (0, 1, first)
    assert of_list(workspace, tmp_path, {"Learner": "1234567890"}).changes is False


def test_a_number_that_stands_for_none_is_none(workspace: Workspace, tmp_path: Path) -> None:
    rows = [{"Learner": "9999999999"}, {"Learner": "9999999999", "Family name": "Wren"}]
    assert of_list(workspace, tmp_path, *rows).new == 2


def test_names_and_a_return_find_the_same_child(workspace: Workspace, tmp_path: Path) -> None:
    of_list(workspace, tmp_path, {"Final": "20/05/2024"})
    child = person(1, Surname="Lark")
    plan(request(child))
    done = take(workspace, tmp_path, child)
    assert (done.new, len(refs(workspace))) == (0, 1)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{}, {}], "stands in row 2 already"),
        ([{}, {"Learner": "1234567890"}], "Row 2 has the same name and date of birth"),
        ([{"DOB": ""}], "neither a plan reference nor a match key"),
    ],
)
def test_a_table_that_cannot_tell_children_apart_is_refused_with_the_row(
    workspace: Workspace, tmp_path: Path, rows: list[dict[str, str]], words: str
) -> None:
    with pytest.raises(AppError) as caught:
        of_list(workspace, tmp_path, *rows)
    assert any(words in one.message and one.place.row == len(rows) + 1 for one in caught.value.problems)
