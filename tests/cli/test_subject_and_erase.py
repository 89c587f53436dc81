"""Subject access and erasure from the command line: what is printed names the plan and nothing else of the child."""

import json
from pathlib import Path

import pytest
from cli_builders import BEN, Desk


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """A workspace with a register of 30 plans and three audits."""
    desk.filled()
    return desk


def test_everything_on_a_child_is_two_files_whose_paths_are_printed(ashford: Desk) -> None:
    out = ashford.folder / "made" / "here"
    said = ashford.run("subject", ashford.workspace, "P-001", "--out", out)
    assert said.code == 0
    assert [Path(line) for line in said.lines] == [out / "subject-P-001.json", out / "subject-P-001.txt"]
    record = json.loads((out / "subject-P-001.json").read_bytes())
    assert record["register"][0]["date_of_birth"] == "2012-01-05"
    assert "2012-01-05" not in said.out + said.err


def test_an_unknown_plan_writes_nothing(ashford: Desk) -> None:
    out = ashford.folder / "out"
    said = ashford.run("subject", ashford.workspace, "P-999", "--out", out)
    assert said.code == 1
    assert said.faults == ["There is no plan P-999 in this workspace. Check the reference; capitals and blanks count."]
    assert not out.exists()


def test_an_erased_plan_is_gone_and_older_backups_are_told(ashford: Desk) -> None:
    backup = ashford.run("backup", ashford.workspace).lines[0]
    dry = ashford.run("erase", ashford.workspace, "P-001", "--dry-run")
    assert (dry.code, dry.lines) == (0, ["P-001: the whole plan; 3 records would be erased"])
    said = ashford.run("erase", ashford.workspace, "P-001", "--reason", "asked by the family")
    assert (said.code, said.lines) == (0, ["P-001: the whole plan; 3 records erased"])
    assert said.faults == [
        f"This older backup still holds it: {backup}",
        "A restore erases it again. Remove these backups where the rule demands it.",
    ]
    again = ashford.run("erase", ashford.workspace, "P-001", "--reason", "asked")
    assert again.code == 1
    assert "was erased" in again.err
    assert ashford.run("check", ashford.workspace).code == 0
    trail = ashford.run("log", ashford.workspace, "--limit", "1").out
    assert "asked by the family" in trail
    assert "entry erased: marked erased" in trail


def test_what_is_due_is_erased_together(desk: Desk) -> None:
    desk.new()
    rows = [f"C-{number},2012-01-05,ASD,2019-05-01,East,2020-0{number}-01" for number in (1, 2)]
    desk.run("import", "register", desk.workspace, desk.register(rows, count=3))
    dry = desk.run("erase", desk.workspace, "--due", "--dry-run")
    assert [line.split(":")[0] for line in dry.lines] == ["C-1", "C-2"]
    assert dry.lines[0].endswith("(2020-01-01); 1 record would be erased")
    said = desk.run("erase", desk.workspace, "--due", "--reason", "retention schedule 4.2")
    assert said.code == 0
    assert len(said.lines) == 2
    assert desk.run("erase", desk.workspace, "--due", "--reason", "again").lines == [
        "Nothing is due for erasure today."
    ]
    assert desk.run("erase", desk.workspace, "P-001", "--dry-run").code == 0


def test_who_may_not_erase_is_refused_and_nothing_is_said_to_be_erased(
    ashford: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EHCP_AUDIT_NEW_PASSPHRASE", BEN)
    ashford.run("people", "add", ashford.workspace, "Ben", "--agency", "health", "--role", "moderator")
    file = ashford.file("ben", BEN)
    said = ashford.run(
        *("erase", ashford.workspace, "P-001", "--reason", "x", "--passphrase-file", file, "--as", "Ben")
    )
    assert said.code == 1
    assert said.out == ""
    assert said.faults == ["Ben has no right to erase. Ask an owner of the workspace."]
