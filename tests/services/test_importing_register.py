"""The register comes in whole or not at all, a second import tells what moved, and match keys are never kept."""

import base64
import hmac
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from service_world import World, count, faults, plan_row, register_of, write_rows

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.intake.mapping import Mapping
from audit_app.services.progress import Cancelled
from audit_app.services.register.importing import import_register
from audit_app.services.register.match_keys import MatchKeys
from audit_app.store.ids import Ids
from audit_app.store.log.erase import erase, of_plan
from audit_app.store.workspace import Workspace


def row_of(workspace: Workspace, ref: str) -> dict[str, object]:
    """An entry's filled columns."""
    cursor = workspace.conn.execute("SELECT * FROM entry WHERE plan_ref = ?", (ref,))
    names = [column[0] for column in cursor.description]
    return {name: value for name, value in zip(names, cursor.fetchone(), strict=True) if value is not None}


def import_rows(workspace: Workspace, folder: Path, *rows: dict[str, object]) -> object:
    return import_register(workspace, write_rows(folder / "more.csv", rows))


def test_a_register_is_one_change_with_an_operation_a_row(workspace: Workspace, tmp_path: Path) -> None:
    before = count(workspace, "change")
    done = register_of(workspace, tmp_path, 20)
    assert (done.rows, done.new, done.changed, done.unchanged, done.changes) == (20, 20, 0, 0, True)
    assert count(workspace, "change") == before + 1
    ops = workspace.conn.execute("SELECT count(*) FROM op WHERE kind = 'entry'").fetchone()[0]
    assert ops == 20
    assert row_of(workspace, "EHC-007") == {
        "id": Ids(workspace.id).plan("EHC-007"),
        "plan_ref": "EHC-007",
        "date_of_birth": "2015-03-01",
        "year_group": 6,
        "casework_team": "North",
        "request_date": "2024-01-08",
        "final_date": "2024-05-20",
    }
    assert faults(workspace) == []


def test_the_record_names_the_file_without_its_folder(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 3)
    held = workspace.conn.execute("SELECT file, imported_on, rows, added, vanished FROM register_import").fetchone()
    assert tuple(held) == ("register.csv", "2026-11-22", 3, 3, "[]")


def test_importing_the_same_file_again_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 20, match_key="", exception="yes")
    before = count(workspace, "change"), count(workspace, "op")
    again = register_of(workspace, tmp_path, 20, match_key="", exception="yes")
    assert (again.unchanged, again.new, again.changed, again.changes) == (20, 0, 0, False)
    assert (count(workspace, "change"), count(workspace, "op")) == before


def test_a_second_import_tells_new_changed_ceased_and_vanished(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 4)
    changed = plan_row(2, casework_team="South")
    ceased = plan_row(3, ceased_date="2026-10-01")
    done = import_register(workspace, write_rows(tmp_path / "b.csv", [plan_row(1), changed, ceased, plan_row(9)]))
    assert (done.rows, done.new, done.changed, done.unchanged, done.ceased) == (4, 1, 2, 1, 1)
    assert done.vanished == ("EHC-004",)
    assert row_of(workspace, "EHC-004")["casework_team"] == "North"
    assert row_of(workspace, "EHC-002")["casework_team"] == "South"
    assert faults(workspace) == []


def test_an_entry_that_had_ceased_is_not_missed(workspace: Workspace, tmp_path: Path) -> None:
    import_rows(workspace, tmp_path, plan_row(1), plan_row(2, ceased_date="2026-01-31"))
    done = import_register(workspace, write_rows(tmp_path / "b.csv", [plan_row(1)]))
    assert done.vanished == ()


def test_a_column_that_the_file_lacks_keeps_what_is_held(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 2)
    done = import_register(
        workspace, write_rows(tmp_path / "b.csv", [{"plan_ref": "EHC-001", "casework_team": "South"}])
    )
    assert done.changed == 1
    assert row_of(workspace, "EHC-001")["casework_team"] == "South"
    assert row_of(workspace, "EHC-001")["final_date"] == "2024-05-20"


def test_a_cell_that_was_emptied_is_emptied(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 2)
    import_rows(workspace, tmp_path, plan_row(1, casework_team=""))
    assert "casework_team" not in row_of(workspace, "EHC-001")
    assert faults(workspace) == []


def test_sensitive_columns_come_in_only_when_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "s.csv", [plan_row(1, ethnicity="WBRI", looked_after="yes")])
    first = import_register(workspace, path)
    assert "ethnicity" not in row_of(workspace, "EHC-001")
    assert any("ethnicity" in note for note in first.notes)
    import_register(workspace, path, mapping=Mapping(include=frozenset({"ethnicity"})))
    assert row_of(workspace, "EHC-001")["ethnicity"] == "WBRI"
    assert "looked_after" not in row_of(workspace, "EHC-001")


def test_a_dry_run_tells_the_same_and_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    before = count(workspace, "change")
    path = write_rows(tmp_path / "r.csv", [plan_row(n, match_key=f"A{n}") for n in range(5)])
    told = import_register(workspace, path, dry_run=True)
    assert count(workspace, "change") == before
    assert told == import_register(workspace, path)


def test_dates_that_cannot_be_right_are_kept_and_told(workspace: Workspace, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "r.csv", [plan_row(1, final_date="2023-05-20")])
    done = import_register(workspace, path)
    assert done.query_count == len(done.queries) > 0
    assert row_of(workspace, "EHC-001")["final_date"] == "2023-05-20"


def test_a_match_key_is_hashed_under_the_workspace_s_secret(workspace: Workspace, tmp_path: Path) -> None:
    import_rows(workspace, tmp_path, plan_row(1, match_key="A123456789012"))
    held = str(row_of(workspace, "EHC-001")["match_key"])
    assert re.fullmatch("[0-9a-f]{64}", held)
    logged = workspace.conn.execute("SELECT count(*) FROM op WHERE new LIKE '%A123456789012%'").fetchone()[0]
    assert logged == 0
    assert faults(workspace) == []


def test_an_entry_without_reference_is_found_by_its_match_key(workspace: Workspace, tmp_path: Path) -> None:
    import_rows(workspace, tmp_path, plan_row(1, match_key="A123456789012"))
    found = {**plan_row(1, match_key=" a123456789012", casework_team="South"), "plan_ref": ""}
    done = import_register(workspace, write_rows(tmp_path / "b.csv", [found]))
    assert (done.new, done.changed) == (0, 1)
    assert row_of(workspace, "EHC-001")["casework_team"] == "South"


def test_a_reference_is_made_where_there_is_only_a_match_key(workspace: Workspace, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "b.csv", [{"match_key": f"A{n}", "final_date": "2024-05-20"} for n in range(50)])
    done = import_register(workspace, path)
    assert (done.new, count(workspace, "entry")) == (50, 50)
    refs = [row[0] for row in workspace.conn.execute("SELECT plan_ref FROM entry")]
    assert all(re.fullmatch("P-[0-9A-HJKMNP-TV-Z]{8}", ref) for ref in refs)
    assert import_register(workspace, path).changes is False


def test_made_references_are_the_same_on_every_replica_and_say_nothing_of_the_key() -> None:
    here, there, elsewhere = MatchKeys(bytes(32)), MatchKeys(bytes(32)), MatchKeys(bytes([1] * 32))
    assert here.made_ref("A1 ") == there.made_ref("a1")
    assert here.made_ref("A1") != elsewhere.made_ref("A1")
    assert here.made_ref("A1", 13).startswith(here.made_ref("A1"))
    rfc = base64.b32encode(hmac.new(bytes(32), b"plan reference\na1", "sha256").digest()).decode()[:8]
    crockford = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert here.made_ref("A1") == "P-" + rfc.translate(crockford)
    assert here.hashed("A1") == hmac.new(bytes(32), b"match key\na1", "sha256").hexdigest()


def test_a_match_key_that_belongs_to_another_reference_is_a_fault_naming_both(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_rows(workspace, tmp_path, plan_row(1, match_key="A1"), plan_row(2, match_key="A2"))
    before = count(workspace, "change")
    path = write_rows(tmp_path / "b.csv", [plan_row(7, match_key="A1"), plan_row(8, match_key="A8")])
    with pytest.raises(AppError) as caught:
        import_register(workspace, path)
    (problem,) = caught.value.problems
    assert (problem.place.row, problem.place.column) == (2, "match_key")
    assert "EHC-001" in problem.message
    assert "EHC-007" in problem.message
    assert count(workspace, "change") == before


def test_a_child_with_two_references_in_one_file_comes_in_and_again(workspace: Workspace, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "b.csv", [plan_row(1, match_key="A1"), plan_row(2, match_key="A1")])
    assert import_register(workspace, path).new == 2
    assert import_register(workspace, path).changes is False


def test_a_match_key_of_two_references_cannot_stand_for_one(workspace: Workspace, tmp_path: Path) -> None:
    import_rows(workspace, tmp_path, plan_row(1, match_key="A1"), plan_row(2, match_key="A1"))
    with pytest.raises(AppError) as caught:
        import_register(workspace, write_rows(tmp_path / "b.csv", [{"match_key": "A1", "sex": "F"}]))
    assert "EHC-001, EHC-002" in caught.value.problems[0].message


def test_an_erased_entry_does_not_come_back(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 3)
    plan = Ids(workspace.id).plan("EHC-002")
    erase(workspace.conn, workspace.door, of_plan(workspace.conn, plan), reason="ceased a year ago")
    again = register_of(workspace, tmp_path, 3, casework_team="South")
    assert (again.changed, again.left_out) == (2, 1)
    held = workspace.conn.execute("SELECT count(*) FROM op WHERE new LIKE '%EHC-002%'").fetchone()[0]
    assert held == 0
    assert faults(workspace) == []


def test_a_cancelled_import_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    before = count(workspace, "change")

    def stop(done: int, total: int) -> None:
        raise Cancelled

    path = write_rows(tmp_path / "r.csv", [plan_row(1)])
    with pytest.raises(Cancelled):
        import_register(workspace, path, progress=stop)
    assert (count(workspace, "change"), count(workspace, "entry")) == (before, 0)


def test_progress_is_told_from_nothing_on(workspace: Workspace, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = write_rows(tmp_path / "r.csv", [plan_row(n) for n in range(2001)])
    import_register(workspace, path, progress=lambda done, total: told.append((done, total)))
    read, worked = ([one for one in told if bool(one[1]) is known] for known in (False, True))
    assert read == [(0, 0), (1000, 0), (2000, 0)]
    assert worked[0] == (0, 2001)
    assert worked == sorted(worked)
    assert len(worked) > 4
    assert worked[-1][0] < worked[-1][1] == 2001


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR, Role.TEAM_MANAGER, Role.CHAIR, Role.KEYHOLDER])
def test_only_owners_and_moderators_import_a_register(world: World, tmp_path: Path, role: Role) -> None:
    world.add("Tom", role)
    path = write_rows(tmp_path / "r.csv", [plan_row(1)])
    with world.open("Tom") as workspace, pytest.raises(AppError, match="no right to edit register"):
        import_register(workspace, path)


def test_a_moderator_imports_match_keys_too(world: World, tmp_path: Path) -> None:
    world.add("Ruth", Role.MODERATOR)
    path = write_rows(tmp_path / "r.csv", [plan_row(1, match_key="A1")])
    with world.open("Ruth") as workspace:
        assert import_register(workspace, path).new == 1
    with world.open() as workspace:
        assert import_register(workspace, path).unchanged == 1


HEADINGS = "plan_ref,final_date\r\n"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "empty"),
    "a NUL": (lambda: (HEADINGS + "EHC-1\0,2024-01-01\r\n").encode(), "NUL"),
    "a reference twice": (lambda: (HEADINGS + "EHC-1,\r\nEHC-1,\r\n").encode(), "row 2 already"),
    "a missing reference": (lambda: (HEADINGS + ",2024-01-01\r\n").encode(), "neither a plan reference"),
    "an impossible date": (lambda: (HEADINGS + "EHC-1,2024-02-30\r\n").encode(), "no such day"),
    "a date that cannot be read": (lambda: (HEADINGS + "EHC-1,5/24\r\n").encode(), "not a date"),
    "a cell over 1 MB": (lambda: (HEADINGS + "EHC-1," + "x" * 1_100_000).encode(), "Shorten"),
    "a picture by another name": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
    "no usable column": (lambda: b"name,age\r\nA,3\r\n", "No column is plan_ref"),
}


@pytest.mark.parametrize("case", list(BAD))
def test_bad_input_is_told_with_its_place_and_nothing_is_written(
    workspace: Workspace, tmp_path: Path, case: str
) -> None:
    content, words = BAD[case]
    register_of(workspace, tmp_path, 2)
    before = count(workspace, "change"), count(workspace, "op")
    path = tmp_path / "bad.csv"
    path.write_bytes(content())
    with pytest.raises(AppError) as caught:
        import_register(workspace, path)
    told = caught.value.problems
    assert told
    assert all(problem.place.file == "bad.csv" for problem in told)
    assert any(words in problem.message for problem in told), [str(problem) for problem in told]
    assert (count(workspace, "change"), count(workspace, "op")) == before
    assert faults(workspace) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_name_is_read_rightly_in_every_encoding(workspace: Workspace, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("plan_ref,setting_name\r\nEHC-001,Zoë’s école\r\n".encode(encoding))
    import_register(workspace, path)
    assert row_of(workspace, "EHC-001")["setting_name"] == "Zoë’s école"
