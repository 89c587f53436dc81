"""The command line obeys this computer's policy: nothing is written where it forbids, and nothing is half done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_builders import MARY, Desk, Said

from audit_app import composition
from audit_app.composition import Composition, compose
from audit_app.domain.problems import AppError
from audit_app.machine.policy import Policy
from audit_app.machine.policy_file import read_policy

FILE = Path("/etc/ehcp-audit/policy.toml")


@pytest.fixture
def allowed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A workspace made before there was a policy; from now on one folder may be written into."""
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", MARY)
    desk.filled()
    desk.policy = Policy(file=FILE, export_folders=(desk.folder / "allowed",))
    (desk.folder / "link").symlink_to(desk.folder / "elsewhere")
    yield desk.folder / "allowed"
    assert not (desk.folder / "elsewhere").exists()


def report(desk: Desk, out: Path) -> Said:
    words = ("--kind", "monthly", "--period", "2026-10", "--formats", "csv,json", "--out", out)
    return desk.run("report", desk.workspace, *words)


@pytest.mark.parametrize("place", ["elsewhere", "allowed/../elsewhere", "link", "link/deeper"])
def test_reports_subject_files_and_backups_are_refused_elsewhere(desk: Desk, allowed: Path, place: str) -> None:
    where = desk.folder / place
    for said in (
        report(desk, where),
        desk.run("subject", desk.workspace, "P-001", "--out", where),
        desk.run("backup", desk.workspace, "--to", where),
        desk.run("backup", desk.workspace, "--to", where, "--remember"),
    ):
        assert (said.code, len(said.faults)) == (1, 1)
        assert str(FILE) in said.err
        assert str(allowed) in said.err
    assert list((desk.workspace / "backups").iterdir()) == []


def test_they_are_written_where_they_may(desk: Desk, allowed: Path) -> None:
    assert report(desk, allowed / "October").code == 0
    assert desk.run("subject", desk.workspace, "P-001", "--out", allowed).code == 0
    assert desk.run("backup", desk.workspace, "--to", allowed, "--remember").code == 0
    written = {path.suffix for path in allowed.rglob("*") if path.is_file()}
    assert {".csv", ".json", ".txt", ".db"} <= written


def test_a_place_remembered_before_the_policy_gets_no_more_backups(desk: Desk, allowed: Path) -> None:
    desk.policy, policy = Policy(), desk.policy
    old = desk.folder / "old"
    assert desk.run("backup", desk.workspace, "--to", old, "--remember").code == 0
    before = sorted(old.rglob("*"))
    desk.policy = policy
    said = desk.run("backup", desk.workspace)
    assert said.code == 1
    assert "outside the folders" in said.err
    assert "was made" in said.err  # the one beside the workspace
    assert sorted(old.rglob("*")) == before
    assert not allowed.exists()


def test_the_second_place_is_the_policys_and_no_other(desk: Desk, allowed: Path) -> None:
    desk.policy = Policy(file=FILE, second_backup=allowed)
    allowed.mkdir()
    assert desk.run("backup", desk.workspace, "--to", desk.folder / "mine").code == 1
    said = desk.run("backup", desk.workspace)
    assert (said.code, said.err) == (0, "")
    assert [Path(line).is_relative_to(allowed) for line in said.lines] == [False, True]
    assert "second backup place" not in desk.run("check", desk.workspace).out


def test_new_workspaces_and_their_sheets_lie_where_the_policy_says(desk: Desk, allowed: Path) -> None:
    desk.policy = Policy(file=FILE, workspaces=allowed, export_folders=(allowed,))
    sheet = ("--recovery", desk.folder / "sheet.txt")
    for path, more in ((desk.folder / "Bath", ()), (allowed / "Bath", sheet)):
        said = desk.run("new", path, "--organisation", "Bath", "--person", "Mary", *more)
        assert said.code == 1
        assert str(FILE) in said.err
    assert not allowed.exists()
    assert not (desk.folder / "sheet.txt").exists()
    said = desk.run("new", allowed / "Bath", "--organisation", "Bath", "--person", "Mary")
    assert said.code == 0
    assert (allowed / "Bath.ehcpaudit" / "keys.json").exists()


def test_the_demo_and_a_restore_go_into_the_policys_folder(desk: Desk, allowed: Path) -> None:
    desk.policy = Policy(file=FILE, workspaces=allowed)
    backup = desk.run("backup", desk.workspace).lines[0]
    assert desk.run("demo", "--register-only", "--no-window", "--dir", desk.folder / "demo").code == 1
    assert desk.run("restore", backup, desk.folder / "Again").code == 1
    assert not (desk.folder / "demo").exists()
    assert desk.run("restore", backup, allowed / "Again").code == 0
    said = desk.run("demo", "--register-only", "--no-window")
    assert Path(said.lines[0]).parent == allowed


def test_a_workspace_that_lies_elsewhere_can_still_be_opened(desk: Desk, allowed: Path) -> None:
    desk.policy = Policy(file=FILE, workspaces=allowed)
    assert desk.run("check", desk.workspace).code == 0


def test_a_faulty_policy_stops_every_command_that_opens_or_makes_something(
    desk: Desk, allowed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk.folder / "policy.toml"
    file.write_text("\nidle = 3\n")
    monkeypatch.setattr(composition, "machine_policy", lambda: read_policy(file, openness=lambda _: ""))

    def composed() -> Composition:
        return compose(data=desk.folder / "data")

    with pytest.raises(AppError):
        composed()
    monkeypatch.setattr(desk, "compose", composed)
    for words in (
        ("check", desk.workspace),
        ("demo", "--no-window"),
        ("new", desk.folder / "B", "--organisation", "B"),
    ):
        said = desk.run(*words)
        assert said.code == 1
        assert "so the app does nothing" in said.faults[0]
        assert said.faults[1].startswith(f"{file}, line 2: “idle” is not a key")
    assert desk.run("--version").code == 0
    assert not allowed.exists()
