"""A council's own sheet of audits on the command line: a mapping guessed, given back, remembered, and refused."""

import json

import pytest
from cli_builders import MARY, Desk

from audit_app.intake.past_mapping import PastMapping
from audit_app.services.past.remembered import remember_past
from audit_app.store.opening import open_workspace

SHEET = (
    "EHC plan audits 2021\n"
    "Plan,Child's name,Audit date,Views recorded?,Provision specific?\n"
    "EHC-1,Amy Smith,01/03/2021,Yes,Partly\nEHC-2,Ben Jones,02/03/2021,Perhaps,No\nTotal,,,1,\n"
)
COLUMNS: dict[str, str | None] = {
    "Plan": "plan_ref",
    "Child's name": None,
    "Audit date": "audit_date",
    "Views recorded?": "marker",
    "Provision specific?": "marker",
}


@pytest.fixture
def sheet(desk: Desk) -> object:
    desk.new()
    register = desk.file("register.csv", "plan_ref,final_date\nEHC-1,2020-01-01\nEHC-2,2020-01-02\n")
    assert desk.run("import", "register", desk.workspace, register).code == 0
    return desk.file("Audit tool.csv", SHEET)


def test_a_guess_is_printed_corrected_and_given_back(desk: Desk, sheet: object) -> None:
    said = desk.run("import", "audits", desk.workspace, sheet, "--guess")
    assert said.code == 0
    assert said.json == {
        "framework": "audit-tool",
        "title": "Audit tool",
        "cycle": "weekly",
        "columns": COLUMNS,
        "words": {"Yes": 3, "Partly": 1, "No": 0},
        "heading_row": 2,
    }
    assert "Row 5 left out: totals." in said.faults
    assert "“Perhaps” (1 times) → not decided: The word is not known. Say which level it stands for." in said.faults
    assert "Amy" not in said.err
    refused = desk.run("import", "audits", desk.workspace, sheet, "--mapping", desk.file("m.json", said.out))
    assert refused.code == 1
    assert "“Perhaps” has no level in the mapping" in refused.err
    whole = said.json
    whole["words"]["Perhaps"] = "NE"
    mapping = desk.file("m.json", json.dumps(whole))
    done = desk.run("import", "audits", desk.workspace, sheet, "--mapping", mapping, "--json")
    assert (done.json["audits"], done.json["framework"], done.json["is_framework_new"]) == (2, "audit-tool/1", True)
    again = desk.run("import", "audits", desk.workspace, sheet, "--mapping", mapping)
    assert again.lines == ["2 rows: 0 audits and 0 reviews new, 2 reviews unchanged."]
    assert desk.run("check", desk.workspace).code == 0


def test_a_sheet_without_a_mapping_is_refused_with_the_way_on(desk: Desk, sheet: object) -> None:
    said = desk.run("import", "audits", desk.workspace, sheet)
    assert said.code == 1
    assert "Print one with --guess" in said.err


def test_the_mapping_remembered_for_these_headings_is_used_and_named(desk: Desk, sheet: object) -> None:
    with open_workspace(desk.workspace, MARY, desk.compose().means) as workspace:
        words = {"Yes": "3", "Partly": "1", "No": "0", "perhaps": ""}
        mapping = PastMapping(COLUMNS, words, framework="our-tool", title="Our tool")
        remember_past(workspace, "Tool", list(COLUMNS), mapping)
    said = desk.run("import", "audits", desk.workspace, sheet, "--dry-run", "--json")
    assert said.faults[0] == "Read by the mapping “Tool”, which is remembered for these headings."
    assert (said.json["audits"], said.json["framework"]) == (2, "our-tool/1")


def test_a_mapping_with_faults_is_refused_with_all_of_them(desk: Desk, sheet: object) -> None:
    mapping = desk.file("m.json", '{"framework": "Core 42", "words": {"Yes": 4}, "heading": 2}')
    said = desk.run("import", "audits", desk.workspace, sheet, "--mapping", mapping)
    assert said.code == 1
    assert len([line for line in said.faults if line.startswith("m.json: ")]) >= 3


def test_a_row_a_score_needs_no_mapping(desk: Desk, sheet: object) -> None:
    path = desk.file("long.csv", "plan_ref,marker,score\nEHC-1,W1,3\n")
    said = desk.run("import", "audits", desk.workspace, path, "--guess")
    assert said.code == 1
    assert "needs no mapping" in said.err
