"""`plan import` and `plan export` as they are typed."""

import json

import pytest
from cli_builders import Desk
from openpyxl import load_workbook


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """A new workspace."""
    desk.new()
    return desk


def test_example_is_looked_at_loaded_exported_and_changes_nothing_when_it_comes_back(ashford: Desk) -> None:
    dry = ashford.run("plan", "import", ashford.workspace, "--example", "written-statement", "--dry-run")
    assert (dry.code, dry.lines) == (0, ["Written statement of action 2018: 73 actions would be loaded."])
    dry = ashford.run(
        "plan", "import", ashford.workspace, "--example", "written-statement", "--with-targets", "--dry-run"
    )
    assert dry.lines == ["Written statement of action 2018: 73 actions and 3 targets would be loaded."]
    said = ashford.run(
        "plan", "import", ashford.workspace, "--example", "written-statement", "--json", "--with-targets"
    )
    assert (said.code, json.loads(said.out)["actions"], json.loads(said.out)["targets"]) == (0, 73, 3)
    path = ashford.folder / "plan.xlsx"
    said = ashford.run("plan", "export", ashford.workspace, path)
    assert (said.code, said.lines) == (0, [f"Written statement of action 2018: 73 actions: {path}"])
    said = ashford.run("plan", "import", ashford.workspace, path)
    assert (said.code, said.lines) == (0, ["Written statement of action 2018: 0 new, 0 changed, 0 gone."])


def test_import_tells_each_change_and_a_dry_run_leaves_it(ashford: Desk) -> None:
    ashford.run("plan", "import", ashford.workspace, "--example", "roadmap")
    path = ashford.folder / "plan.xlsx"
    ashford.run("plan", "export", ashford.workspace, path)
    book = load_workbook(path)
    sheet = book["Theme A"]
    row = next(number for number in range(1, 20) if sheet[f"A{number}"].value == "No.") + 1
    sheet[f"J{row}"] = "Green"
    book.save(path)
    dry = ashford.run("plan", "import", ashford.workspace, path, "--dry-run", "--json")
    told = json.loads(dry.out)
    assert (told["added"], told["changed"], told["gone"], told["dry_run"]) == (1, 0, 0, True)
    assert "A1.1 at Mar 2024, progress new: Green" in dry.err
    said = ashford.run("plan", "import", ashford.workspace, path)
    assert said.lines == ["Transformation roadmap 2024 to 2025: 1 new, 0 changed, 0 gone."]
    again = ashford.run("plan", "import", ashford.workspace, path)
    assert again.lines == ["Transformation roadmap 2024 to 2025: 0 new, 0 changed, 0 gone."]


def test_fault_in_the_workbook_is_told_with_its_place_and_nothing_is_taken(ashford: Desk) -> None:
    ashford.run("plan", "import", ashford.workspace, "--example", "roadmap")
    path = ashford.folder / "plan.xlsx"
    ashford.run("plan", "export", ashford.workspace, path)
    book = load_workbook(path)
    sheet = book["Theme B"]
    row = next(number for number in range(1, 20) if sheet[f"A{number}"].value == "No.") + 1
    sheet[f"J{row}"] = "Purple"
    book.save(path)
    said = ashford.run("plan", "import", ashford.workspace, path)
    assert said.code == 1
    assert f"sheet Theme B, row {row}" in said.err
    assert "Purple" in said.err


def test_wrong_use_says_what_to_give(ashford: Desk) -> None:
    assert ashford.run("plan", "import", ashford.workspace).code == 2
    both = ashford.run("plan", "import", ashford.workspace, "plan.xlsx", "--example", "roadmap")
    assert (both.code, "not both" in both.err) == (2, True)
    targets = ashford.run("plan", "import", ashford.workspace, "plan.xlsx", "--with-targets")
    assert (targets.code, "goes with --example" in targets.err) == (2, True)
    assert ashford.run("plan", "export", ashford.workspace, "plan.csv").code == 2
    none = ashford.run("plan", "export", ashford.workspace, ashford.folder / "plan.xlsx")
    assert (none.code, "no improvement plan yet" in none.err) == (1, True)


def test_of_several_plans_one_is_named(ashford: Desk) -> None:
    for example in ("roadmap", "written-statement"):
        ashford.run("plan", "import", ashford.workspace, "--example", example)
    path = ashford.folder / "plan.xlsx"
    assert ashford.run("plan", "export", ashford.workspace, path).code == 1
    said = ashford.run("plan", "export", ashford.workspace, path, "--plan", "transformation roadmap 2024 to 2025")
    assert (said.code, path.exists()) == (0, True)
