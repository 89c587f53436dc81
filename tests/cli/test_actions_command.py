"""`actions export` and `actions import` as they are typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_builders import MARY, Desk
from openpyxl import load_workbook

from audit_app.domain.agency_workbook import ACTIONS_SHEET, Column
from audit_app.services.actions.editing import change
from audit_app.services.actions.listing import detail
from audit_app.services.actions.opening import open_decided
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace


@contextmanager
def inside(desk: Desk) -> Iterator[Workspace]:
    """The workspace, open."""
    with open_workspace(desk.workspace, MARY, desk.compose().means) as workspace:
        yield workspace


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """A new workspace with an action of health."""
    desk.new()
    with inside(desk) as workspace:
        open_decided(workspace, {"what": "Send advice in five weeks", "agency": "health", "owner": "Clinical lead"})
    return desk


def exported(desk: Desk, *more: object) -> Path:
    """Health's workbook."""
    path = desk.folder / "health.xlsx"
    said = desk.run("actions", "export", desk.workspace, "--agency", "health", "--out", path, *more)
    assert said.code == 0, said.err
    return path


def typed(path: Path, cells: dict[Column, object]) -> None:
    """Fill cells of the first action in."""
    book = load_workbook(path)
    sheet = book[ACTIONS_SHEET]
    letters = {cell.value: cell.column_letter for cell in sheet[2]}
    for column, value in cells.items():
        sheet[f"{letters[column.value]}3"] = value
    book.save(path)


def owner(desk: Desk) -> str:
    """Who has the action now."""
    with inside(desk) as workspace:
        (id_,) = (row[0] for row in workspace.conn.execute("SELECT id FROM action"))
        return detail(workspace, id_).action.owner


def test_workbook_and_page_go_out_and_an_untouched_one_changes_nothing(ashford: Desk) -> None:
    path = ashford.folder / "h.xlsx"
    more = ("--formats", "xlsx,pdf,docx", "--back-by", "2026-12-18", "--contact", "send@ashford.example")
    said = ashford.run("actions", "export", ashford.workspace, "--agency", "Health", "--out", path, *more)
    files = ", ".join(str(path.with_suffix(ending)) for ending in (".xlsx", ".pdf", ".docx"))
    assert (said.code, said.lines) == (0, [f"Health: 1 open action: {files}"])
    assert "send@ashford.example by 18 December 2026" in str(load_workbook(path)["Read me"]["A2"].value)
    said = ashford.run("actions", "import", ashford.workspace, path)
    assert (said.code, said.lines, said.faults) == (0, ["Health: 0 changes taken in, nothing left."], [])


def test_a_dry_run_tells_each_change_and_leaves_it(ashford: Desk) -> None:
    path = exported(ashford)
    typed(path, {Column.OWNER: "Head of therapies"})
    dry = ashford.run("actions", "import", ashford.workspace, path, "--dry-run", "--json")
    assert dry.faults == ["“Send advice in five weeks”, Owner (role): Clinical lead → Head of therapies"]
    assert (dry.json["accepted"], dry.json["changes"][0]["verdict"], dry.json["dry_run"]) == (1, "offered", True)
    assert owner(ashford) == "Clinical lead"
    said = ashford.run("actions", "import", ashford.workspace, path)
    assert (said.code, said.lines) == (0, ["Health: 1 change taken in, nothing left."])
    assert owner(ashford) == "Head of therapies"
    again = ashford.run("actions", "import", ashford.workspace, path)
    assert (again.lines, again.faults) == (["Health: 0 changes taken in, nothing left. It was taken in before."], [])


def test_accept_none_notes_that_it_is_back_and_takes_nothing(ashford: Desk) -> None:
    path = exported(ashford)
    typed(path, {Column.OWNER: "Head of therapies"})
    said = ashford.run("actions", "import", ashford.workspace, path, "--accept", "none")
    assert (said.code, said.lines) == (0, ["Health: 0 changes taken in, 1 not."])
    assert owner(ashford) == "Clinical lead"


def test_of_a_conflict_both_values_are_told_and_ours_stays_unless_theirs_is_asked_for(ashford: Desk) -> None:
    path = exported(ashford)
    typed(path, {Column.OWNER: "Head of therapies"})
    with inside(ashford) as workspace:
        (id_,) = (row[0] for row in workspace.conn.execute("SELECT id FROM action"))
        change(workspace, id_, {"owner": "Director of nursing"})
    said = ashford.run("actions", "import", ashford.workspace, path)
    assert said.lines == ["Health: 0 changes taken in, 1 not; 1 cell changed on both sides."]
    assert "was Clinical lead, is Director of nursing, came back Head of therapies" in said.err
    assert owner(ashford) == "Director of nursing"
    ashford.run("actions", "import", ashford.workspace, path, "--conflicts", "theirs")
    assert owner(ashford) == "Head of therapies"


def test_a_wrong_cell_is_told_with_its_place_and_nothing_is_taken(ashford: Desk) -> None:
    path = exported(ashford)
    typed(path, {Column.OWNER: "Head of therapies", Column.STATUS: "Blue"})
    said = ashford.run("actions", "import", ashford.workspace, path)
    assert said.code == 1
    assert "sheet Actions, row 3, column Status: “Blue” is no status." in said.err
    assert owner(ashford) == "Clinical lead"


def test_wrong_use_and_faults_have_their_codes(ashford: Desk) -> None:
    out = ashford.folder / "x"
    assert ashford.run("actions", "export", ashford.workspace, "--agency", "health", "--out", out).code == 2
    police = ashford.run(
        "actions", "export", ashford.workspace, "--agency", "police", "--out", out.with_suffix(".xlsx")
    )
    assert (police.code, "is no agency" in police.err) == (2, True)
    none = ashford.run("actions", "export", ashford.workspace, "--agency", "education", "--out", f"{out}.xlsx")
    assert (none.code, "Education has no open action" in none.err) == (1, True)
    formats = ("--formats", "csv")
    assert (
        ashford.run("actions", "export", ashford.workspace, "--agency", "health", "--out", f"{out}.xlsx", *formats).code
        == 2
    )
