"""A return goes into the register as any file does, stays in step with the next one, and is told for what it is."""

import json
from pathlib import Path

import pytest
from cli_builders import Desk
from sen2_returns import TODAY, children, person, plan, planned, request, write_collect, write_collect_zip, write_xml
from service_world import count, faults, write_rows

from audit_app.domain.problems import AppError
from audit_app.intake.mapping import Mapping
from audit_app.screens.plans.imports import Asked, Kind, Outcome, look
from audit_app.services.demo.returns import Shape, write_return
from audit_app.services.demo.returns.modules import Module
from audit_app.services.register.entries import Change
from audit_app.services.register.importing import RegisterImported, import_register
from audit_app.services.register.lists import fault_list
from audit_app.services.register.mapping import MappingOffer
from audit_app.store.workspace import Workspace


def take(workspace: Workspace, folder: Path, *persons: Module) -> RegisterImported:
    return import_register(workspace, write_xml(folder / "return.xml", persons))


def entries(workspace: Workspace) -> list[tuple[str, str | None, str | None]]:
    sql = "SELECT plan_ref, request_date, final_date FROM entry ORDER BY request_date, final_date"
    return [tuple(row) for row in workspace.conn.execute(sql)]


def test_importing_a_return_again_in_any_shape_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    persons = [one.module for one in children(200)]
    first = take(workspace, tmp_path, *persons)
    assert (first.new, first.changes) == (sum(len(one.children) for one in persons), True)
    before = count(workspace, "change"), count(workspace, "op")
    folder = write_collect(tmp_path / "export", persons)
    zipped = write_collect_zip(tmp_path / "export.zip", persons)
    for path in (tmp_path / "return.xml", folder, zipped):
        again = import_register(workspace, path)
        assert (again.unchanged, again.changes, again.vanished) == (first.new, False, ())
    assert (count(workspace, "change"), count(workspace, "op")) == before
    assert faults(workspace) == []


def test_keys_are_kept_hashed_and_names_not_at_all(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, tmp_path, planned(), planned(2, UPN="", UPNunknown="UN1"))
    held = json.dumps([tuple(row) for row in workspace.conn.execute("SELECT * FROM entry")])
    logged = json.dumps([str(tuple(row)) for row in workspace.conn.execute("SELECT * FROM op")])
    for secret in ("A000000000001", "Surname2", "Robin", "AB1 2CD", "WBRI"):
        assert secret not in held + logged
    assert all(ref.startswith("P-") for ref, *_ in entries(workspace))


def test_a_dry_run_tells_the_same_and_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = write_xml(tmp_path / "return.xml", [planned()])
    assert import_register(workspace, path, dry_run=True).new == 1
    assert entries(workspace) == []


def test_an_error_in_one_person_stops_all(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        take(workspace, tmp_path, planned(1), planned(2, PersonBirthDate="2015-02-31"))
    assert refused.value.problems[0].place.person == 2
    assert entries(workspace) == []


def test_a_request_becomes_a_plan_under_the_same_reference(workspace: Workspace, tmp_path: Path) -> None:
    child = person()
    request(child, "2026-01-12", "")
    take(workspace, tmp_path, child)
    ((ref, _, _),) = entries(workspace)
    grown = person()
    plan(request(grown, "2026-01-12"), "2026-06-01")
    done = take(workspace, tmp_path, grown)
    assert (done.new, done.changed) == (0, 1)
    assert entries(workspace) == [(ref, "2026-01-12", "2026-06-01")]


def test_the_requests_of_one_child_are_told_apart_by_their_date(workspace: Workspace, tmp_path: Path) -> None:
    child = person()
    request(child, "2022-01-10", "N")
    plan(request(child))
    take(workspace, tmp_path, child)
    before = entries(workspace)
    assert len({ref for ref, *_ in before}) == 2
    child.children.reverse()
    assert take(workspace, tmp_path, child).unchanged == 2
    third = person()
    plan(request(third))
    done = take(workspace, tmp_path, third)
    assert (done.unchanged, done.vanished) == (1, (before[0][0],))
    assert entries(workspace) == before


def test_a_corrected_date_of_request_is_the_same_entry(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, tmp_path, planned())
    ((ref, _, _),) = entries(workspace)
    child = person()
    plan(request(child, "2024-01-09"))
    done = take(workspace, tmp_path, child)
    assert (done.new, done.changed) == (0, 1)
    assert entries(workspace) == [(ref, "2024-01-09", "2024-05-20")]


def test_a_request_after_a_refusal_is_another_entry(workspace: Workspace, tmp_path: Path) -> None:
    refused = person()
    request(refused, "2022-01-10", "N")
    take(workspace, tmp_path, refused)
    done = take(workspace, tmp_path, planned())
    assert (done.new, done.changed, len(done.vanished)) == (1, 0, 1)


def test_a_plan_that_the_case_system_numbered_keeps_its_number(workspace: Workspace, tmp_path: Path) -> None:
    row = {"plan_ref": "EHC-1", "match_key": "A000000000001", "casework_team": "North"}
    import_register(workspace, write_rows(tmp_path / "list.csv", [row]))
    done = take(workspace, tmp_path, planned())
    assert (done.new, done.changed) == (0, 1)
    held = workspace.conn.execute("SELECT plan_ref, casework_team, final_date FROM entry").fetchone()
    assert tuple(held) == ("EHC-1", "North", "2024-05-20")


def test_a_return_says_what_moved(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, tmp_path, planned(1), planned(2))
    ceased = planned(1)
    named = ceased.children[0].children[0].children[0]
    named.values["CeaseDate"] = "2026-01-05"
    done = take(workspace, tmp_path, ceased)
    assert (done.ceased, len(done.vanished)) == (1, 1)
    assert [one.changes for one in done.entries] == [(Change.CEASED,), (Change.VANISHED,)]


def test_ethnicity_comes_in_when_it_is_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    path = write_xml(tmp_path / "return.xml", [planned()])
    done = import_register(workspace, path, mapping=Mapping(include=frozenset({"ethnicity"})))
    assert done.sensitive == ("ethnicity",)
    assert workspace.conn.execute("SELECT ethnicity FROM entry").fetchone()[0] == "WBRI"


def test_the_window_looks_at_a_return_without_asking_for_columns(workspace: Workspace, tmp_path: Path) -> None:
    path = write_collect_zip(tmp_path / "export.zip", [planned()])
    found = look(workspace, Asked(Kind.REGISTER, path, maps=True), lambda *_: None)
    assert isinstance(found, Outcome)
    assert found.counts[0] == ("New", 1)
    assert "Read as a COLLECT export (a zip). Persons: 1; requests: 1." in found.notes
    assert "*.xml *.zip" in Kind.REGISTER.files


def test_the_list_of_faults_names_person_and_element(workspace: Workspace, tmp_path: Path) -> None:
    done = take(workspace, tmp_path, planned(1, Sex=""))
    ((kind, part, line, element, message),) = fault_list(workspace, done.file, done.queries).rows
    assert (kind, part, line, element) == ("To look at", "person 1", 5, "Sex")
    assert message == "The person has no sex. Fill it in."


def test_the_command_line_takes_a_return_and_says_what_it_is(desk: Desk) -> None:
    folder = write_collect(desk.folder / "export", [planned(), planned(2, Sex="")])
    said = desk.run("import", "register", desk.workspace, folder)
    assert (said.code, said.out) == (0, "2 rows: 2 new, 0 changed, 0 unchanged; 0 ceased, 0 not in the file.\n")
    assert "Read as a COLLECT export (a folder). Persons: 2; requests: 2." in said.faults
    assert "export, sheet person, row 3, person 2, element Sex: The person has no sex. Fill it in." in said.faults


def test_the_command_line_has_no_mapping_to_guess_for_a_return(desk: Desk) -> None:
    path = write_xml(desk.folder / "return.xml", [planned()])
    said = desk.run("import", "register", desk.workspace, path, "--guess")
    assert (said.code, said.out) == (1, "")
    assert "needs no mapping" in said.err


def test_a_fault_stands_on_a_line_of_its_own_and_nothing_is_imported(desk: Desk) -> None:
    path = write_xml(desk.folder / "return.xml", [planned(1, PersonBirthDate="2015-02-31")])
    said = desk.run("import", "register", desk.workspace, path)
    assert said.code == 1
    assert any("person 1, element PersonBirthDate: There is no such day" in line for line in said.faults)


def test_annex_a_is_read_by_its_own_headings_or_by_a_mapping_that_names_them(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_return(tmp_path, Shape.ANNEX_A, 20, "7", TODAY).path
    found = look(workspace, Asked(Kind.REGISTER, path), lambda *_: None)
    assert isinstance(found, Outcome)
    assert any("Read as Ofsted's Annex A, list 1." in note for note in found.notes)
    offer = look(workspace, Asked(Kind.REGISTER, path, maps=True), lambda *_: None)
    assert isinstance(offer, MappingOffer)
    by_hand = import_register(workspace, path, mapping=Mapping({"Unique ID": "plan_ref", "UPN": None, "ULN": None}))
    assert not any("Annex A" in note for note in by_hand.notes)
    assert workspace.conn.execute("SELECT count(match_key), count(plan_ref) > 10 FROM entry").fetchone() == (0, 1)


def test_the_window_says_what_a_workbook_is_taken_for(workspace: Workspace, tmp_path: Path) -> None:
    for shape in (Shape.PRE_SUBMISSION, Shape.TEMPLATE):
        path = write_return(tmp_path, shape, 3, "7", TODAY).path
        found = look(workspace, Asked(Kind.REGISTER, path), lambda *_: None)
        assert isinstance(found, Outcome)
        assert any(note.startswith("Read as a SEN2 ") for note in found.notes)
