"""Check, backup, restore and the audit trail; a workspace with faults is 1, and nothing is reported from it."""

import json
import re
from pathlib import Path

import pytest
from cli_builders import BEN, MARY, REGISTER_HEAD, Desk

from audit_app.machine.lease import Lease
from audit_app.store.opening import open_workspace


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """A workspace with a register of 30 plans and three audits."""
    desk.filled()
    return desk


def tamper(desk: Desk, sql: str) -> None:
    """Change the database behind the app's back, with the key in hand."""
    with open_workspace(desk.workspace, MARY, desk.compose().means) as workspace:
        workspace.conn.execute(sql)


def test_check_says_what_it_looked_at_and_gives_advice(ashford: Desk) -> None:
    said = ashford.run("check", ashford.workspace)
    assert said.code == 0
    assert said.err == ""
    names = [line.split(":")[0] for line in said.lines]
    assert names[:9] == [
        "file",
        "keys",
        "change log",
        "replay",
        "counted scores",
        "grades",
        "sealed scores",
        "access log",
        "documents",
    ]
    assert all(": good (" in line for line in said.lines[:9])
    assert [line.split()[0] for line in said.lines[9:]] == ["Advice:"] * 3


def test_check_as_json_is_one_document(ashford: Desk) -> None:
    found = ashford.run("check", ashford.workspace, "--json").json
    assert found["good"] is True
    assert {part["good"] for part in found["parts"]} == {True}
    assert len(found["advice"]) == 3


def test_a_changed_score_is_found_and_makes_it_1(ashford: Desk) -> None:
    tamper(ashford, "UPDATE score SET score = '3' WHERE score = '0'")
    said = ashford.run("check", ashford.workspace)
    assert said.code == 1
    assert any(line.startswith("replay: ") for line in said.faults)
    assert any(re.match("replay: [0-9,]+ faults? \\(", line) for line in said.lines)
    found = ashford.run("check", ashford.workspace, "--json")
    assert found.code == 1
    assert found.json["good"] is False


def test_nothing_is_reported_from_a_log_that_does_not_hold_together(ashford: Desk) -> None:
    tamper(ashford, "UPDATE change SET utc = '2020-01-01T00:00:00.000000Z' WHERE seq = (SELECT max(seq) FROM change)")
    out = ashford.folder / "out"
    said = ashford.run("report", ashford.workspace, "--kind", "weekly", "--period", "2026-10", "--out", out)
    assert said.code == 1
    assert "does not hold together" in said.err
    assert not out.exists()
    assert ashford.run("check", ashford.workspace).code == 1
    assert ashford.run("log", ashford.workspace).code == 0


def test_a_damaged_database_is_1_and_names_what_to_do(ashford: Desk) -> None:
    path = ashford.workspace / "audit.db"
    data = bytearray(path.read_bytes())
    data[5000:5100] = bytes(100)
    path.write_bytes(bytes(data))
    said = ashford.run("check", ashford.workspace)
    assert said.code == 1
    assert "Traceback" not in said.err
    assert said.faults


def test_a_backup_prints_its_folders_and_is_restored(ashford: Desk) -> None:
    place = ashford.folder / "share"
    said = ashford.run("backup", ashford.workspace, "--to", place)
    assert said.code == 0
    folders = [Path(line) for line in said.lines]
    assert [folder.is_dir() for folder in folders] == [True, True]
    assert "no second backup place yet" in said.err
    restored = ashford.run("restore", place, ashford.folder / "again")
    assert restored.code == 0, restored.err
    assert restored.lines == [str(ashford.folder / "again.ehcpaudit")]
    assert ashford.run("check", ashford.folder / "again", "--json").json["parts"][3]["good"] is True


def test_a_remembered_place_is_used_from_then_on(ashford: Desk) -> None:
    first = ashford.run("backup", ashford.workspace, "--to", ashford.folder / "share", "--remember")
    assert first.err == ""
    assert len(ashford.run("backup", ashford.workspace).lines) == 2
    assert len(ashford.run("check", ashford.workspace, "--json").json["advice"]) == 1


def test_a_reader_may_not_back_up(ashford: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EHCP_AUDIT_NEW_PASSPHRASE", BEN)
    ashford.run("people", "add", ashford.workspace, "Ben", "--agency", "health")
    said = ashford.run("backup", ashford.workspace, "--passphrase-file", ashford.file("ben", BEN), "--as", "Ben")
    assert said.code == 1
    assert said.faults == ["Ben has no right to back up. Ask an owner of the workspace."]


def test_a_restore_never_overwrites_and_takes_only_a_backup(ashford: Desk) -> None:
    ashford.run("backup", ashford.workspace)
    taken = ashford.run("restore", ashford.workspace / "backups", ashford.workspace)
    assert taken.code == 1
    assert "nothing is ever overwritten" in taken.err
    said = ashford.run("restore", ashford.folder / "data", ashford.folder / "again")
    assert said.code == 1
    assert not (ashford.folder / "again.ehcpaudit").exists()


def test_a_restore_with_a_wrong_passphrase_leaves_nothing(ashford: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ashford.run("backup", ashford.workspace)
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", BEN)
    said = ashford.run("restore", ashford.workspace / "backups", ashford.folder / "again")
    assert said.code == 1
    assert said.faults[0].startswith("The passphrase is not right.")
    assert not (ashford.folder / "again.ehcpaudit").exists()


def test_while_another_process_writes_one_may_read_and_not_write(ashford: Desk) -> None:
    means = ashford.compose().means
    lease = Lease.take(ashford.workspace, "Ann", "desk-7", means.now())
    assert isinstance(lease, Lease)
    with lease:
        assert ashford.run("people", "list", ashford.workspace).code == 0
        said = ashford.run("import", "register", ashford.workspace, ashford.register(count=31))
        assert said.code == 1
        assert said.faults[0].startswith("Ann has this workspace open on desk-7 since ")
        refused = ashford.run("subject", ashford.workspace, "P-001", "--out", ashford.folder / "out")
        assert refused.code == 1
        assert not (ashford.folder / "out").exists()


def test_the_trail_says_who_did_what_when_newest_first(ashford: Desk) -> None:
    said = ashford.run("log", ashford.workspace)
    heads = [line for line in said.lines if not line.startswith(" ")]
    assert heads[0].endswith("Mary: Import past audits: 3 reviews")
    assert heads[-1].endswith("Mary: Make the workspace")
    values = ashford.run("log", ashford.workspace, "--plan", "P-001").lines
    assert any(re.fullmatch("    score A1 score of plan P-001: nothing → [0-3]", line) for line in values)
    assert "    review state of plan P-001: nothing → state submitted" in values


def test_the_trail_never_shows_a_childs_data(ashford: Desk) -> None:
    rows = ["P-001,2012-01-05,SEMH,2023-06-07,North,"]
    changed = ashford.file("changed.csv", "\n".join([REGISTER_HEAD, *rows, ""]))
    assert ashford.run("import", "register", ashford.workspace, changed).code == 0
    for form in ((), ("--json",)):
        said = ashford.run("log", ashford.workspace, "--limit", "1000", *form).out
        for secret in ("2012-01-05", "SEMH", "2023-06-07", "aunt", "box_key"):
            assert secret not in said
        assert "changed: casework_team, final_date, primary_need" in said


def test_the_trail_can_be_narrowed(ashford: Desk) -> None:
    def labels(*words: object) -> list[str]:
        changes = ashford.run("log", ashford.workspace, "--json", *words).json["changes"]
        return [change["label"] for change in changes]

    everything = labels()
    assert labels("--limit", "1") == everything[:1]
    assert labels("--by", "Mary") == everything
    assert labels("--by", "Ben") == []
    assert labels("--from", "2999-01-01") == []
    assert labels("--to", "2020-01-01") == []
    assert labels("--plan", "P-001") == ["Import past audits: 3 reviews", "Import the register: 30 new, 0 changed"]
    assert labels("--plan", "P-030") == ["Import the register: 30 new, 0 changed"]
    values = ashford.run("log", ashford.workspace, "--json", "--plan", "P-001").json["changes"][0]["values"]
    assert {value["plan_ref"] for value in values} == {"P-001"}
    assert ashford.run("log", ashford.workspace, "--plan", "P-999").code == 1


def test_the_trail_of_a_whole_workspace_is_one_json_document(ashford: Desk) -> None:
    document = json.loads(ashford.run("log", ashford.workspace, "--json", "--limit", "1000").out)
    assert sum(len(change["values"]) for change in document["changes"]) > 150


def test_what_was_looked_at_is_in_the_access_log(ashford: Desk) -> None:
    ashford.run("log", ashford.workspace)
    ashford.run("sample", ashford.workspace, "--cycle", "weekly", "--size", "1", "--seed", "s", "--on", "2026-11-22")
    with open_workspace(ashford.workspace, MARY, ashford.compose().means) as workspace:
        things = [row[0] for row in workspace.conn.execute("SELECT thing FROM access_event WHERE act = 'read'")]
    assert things[0] == "the change log"
    assert things[1].startswith("draw ")
