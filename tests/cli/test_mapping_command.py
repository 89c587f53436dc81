"""A council's own headings on the command line: a mapping to begin with, given back, and one that is remembered."""

import pytest
from cli_builders import MARY, Desk

from audit_app.intake.mapping import Mapping
from audit_app.services.register.remembered import remember_mapping
from audit_app.store.opening import open_workspace

EXPORT = "Case number,Surname,Finalised,CLA\nC-1,Smith,01/05/2023,Yes\nC-2,Jones,02/05/2023,No\nC-3,Khan,,No\n"


@pytest.fixture
def export(desk: Desk) -> object:
    desk.new()
    return desk.file("export.csv", EXPORT)


def test_a_guessed_mapping_is_printed_with_its_reasons_and_can_be_given_back(desk: Desk, export: object) -> None:
    said = desk.run("import", "register", desk.workspace, export, "--guess")
    assert said.code == 0
    assert said.json == {
        "columns": {"Case number": "plan_ref", "Surname": None, "Finalised": "final_date", "CLA": "looked_after"}
    }
    assert any(line.startswith("Surname → left out: Names are not needed") for line in said.faults)
    assert any(line.startswith("Case number → plan_ref (sure)") for line in said.faults)
    assert not any(name in said.err for name in ("Smith", "Jones", "Khan"))
    mapping = desk.file("mapping.json", said.out)
    done = desk.run("import", "register", desk.workspace, export, "--mapping", mapping, "--json")
    assert (done.json["new"], done.json["rows"]) == (3, 3)
    assert any("looked_after" in note for note in done.json["notes"])


def test_nothing_is_imported_by_a_guess(desk: Desk, export: object) -> None:
    desk.run("import", "register", desk.workspace, export, "--guess")
    refused = desk.run("import", "register", desk.workspace, export)
    assert refused.code == 1
    assert "No column is plan_ref or match_key" in refused.err


def test_the_mapping_remembered_for_these_headings_is_used_and_named(desk: Desk, export: object) -> None:
    with open_workspace(desk.workspace, MARY, desk.compose().means) as workspace:
        columns = {"Case number": "plan_ref", "Surname": None, "Finalised": None, "CLA": None}
        remember_mapping(workspace, "Case system", list(columns), Mapping(columns))
    said = desk.run("import", "register", desk.workspace, export, "--json")
    assert said.json["new"] == 3
    assert said.faults == ["Read by the mapping “Case system”, which is remembered for these headings."]


def test_a_mapping_and_a_guess_at_once_are_wrong_use(desk: Desk, export: object) -> None:
    assert desk.run("import", "register", desk.workspace, export, "--guess", "--mapping", "m.json").code == 2
