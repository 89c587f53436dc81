"""The policy file: read whole or not at all, from one place that no user can move, change or choose."""

import os
import stat
from pathlib import Path

import pytest

from audit_app.domain.problems import AppError
from audit_app.machine import policy_file
from audit_app.machine.policy import Policy
from audit_app.machine.policy_file import FIELDS, PolicyFault, machine_policy, read_policy
from audit_app.machine.policy_place import open_to_change, policy_path, user_home, weakness

HOME = Path("/home/ann")
WHOLE = """\
# The audit's policy.
workspaces = "~/EHC audits"
second_backup_place = "/srv/backups"
longest_idle_minutes = 5
export_folders = [
  "~/Documents/Reports",
  "/srv/exchange",
]
"""


def safe(_path: Path) -> str:
    return ""


def read(folder: Path, content: str | bytes) -> Policy:
    path = folder / "policy.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_policy(path, openness=safe, home=lambda: HOME)


def faults(folder: Path, content: str | bytes) -> list[tuple[int | None, str]]:
    with pytest.raises(PolicyFault) as refused:
        read(folder, content)
    assert str(folder / "policy.toml") in refused.value.message
    assert all(problem.place.file == str(folder / "policy.toml") for problem in refused.value.problems)
    return [(problem.place.line, problem.message) for problem in refused.value.problems]


def test_every_key_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == Policy(
        file=tmp_path / "policy.toml",
        workspaces=HOME / "EHC audits",
        second_backup=Path("/srv/backups"),
        longest_idle=5,
        export_folders=(HOME / "Documents/Reports", Path("/srv/exchange")),
    )
    assert set(FIELDS.values()) == set(Policy.__dataclass_fields__) - {"file"}


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "\n\n"])
def test_a_policy_without_keys_fixes_nothing_and_is_there(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content) == Policy(file=tmp_path / "policy.toml")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbflongest_idle_minutes = 5\r\n", b"longest_idle_minutes = 5"])
def test_a_mark_in_front_and_line_ends_of_windows_are_read(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).longest_idle == 5


def test_a_missing_file_or_folder_is_no_policy(tmp_path: Path) -> None:
    assert read_policy(tmp_path / "policy.toml", openness=safe) == Policy()
    assert read_policy(tmp_path / "none" / "policy.toml", openness=safe) == Policy()


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("idle = 5", 1, "“idle” is not a key of a policy. The keys are workspaces,"),
        ("\n[exports]\nfolders = []", 2, "“exports” is not a key"),
        ("# a\nlongest_idle_minutes = 0", 2, "“longest_idle_minutes” must be a whole number of minutes from 1 to 60."),
        ("longest_idle_minutes = 61", 1, "from 1 to 60"),
        ("longest_idle_minutes = true", 1, "from 1 to 60"),
        ("longest_idle_minutes = 5.0", 1, "from 1 to 60"),
        ('longest_idle_minutes = "5"', 1, "from 1 to 60"),
        ("workspaces = 3", 1, "“workspaces” must be the path of a folder"),
        ('workspaces = ""', 1, "must be the path of a folder"),
        ('workspaces = "/srv/a\\u0000b"', 1, "must be the path of a folder"),
        ('workspaces = "audits"', 1, "which is not a whole path"),
        ('workspaces = "$HOME/audits"', 1, "variables are not read"),
        ('workspaces = "~ben/audits"', 1, "which is not a whole path"),
        ('export_folders = "/srv"', 1, "“export_folders” must be a list of folders"),
        ('export_folders = [\n"/srv",\n4,\n]', 1, "must be the path of a folder"),
        ('export_folders = ["/srv"', 1, "This is not valid TOML"),
        ('workspaces = "/a"\nworkspaces = "/b"', 2, "This is not valid TOML"),
        ("workspaces = /a", 1, "This is not valid TOML"),
        (b'# caf\xe9\nworkspaces = "/a"', 1, "not UTF-8"),
    ],
)
def test_a_fault_names_its_line_and_key(tmp_path: Path, content: str | bytes, line: int, said: str) -> None:
    ((found, message),) = faults(tmp_path, content)
    assert found == line
    assert said in message


def test_every_fault_is_told_in_the_order_of_its_line(tmp_path: Path) -> None:
    found = faults(tmp_path, 'idle = 3\nworkspaces = "x"\n\nlongest_idle_minutes = -1\n')
    assert [line for line, _ in found] == [1, 2, 4]


def test_nesting_without_end_and_endless_files_are_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "export_folders = " + "[" * 20_000) == []
    assert faults(tmp_path, "#" * 70_000) == []


def test_a_user_without_a_home_is_told_where_the_policy_means_it(tmp_path: Path) -> None:
    def nobody() -> Path:
        raise OSError("the system lists no user with the number 4711")

    path = tmp_path / "policy.toml"
    path.write_text('workspaces = "~/audits"')
    with pytest.raises(PolicyFault) as refused:
        read_policy(path, openness=safe, home=nobody)
    assert "4711" in refused.value.problems[0].message


@pytest.mark.parametrize("kind", ["a folder", "a loose link", "a link to itself", "in a file"])
def test_what_cannot_be_read_stops_the_app_instead_of_passing_for_none(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "policy.toml"
    if kind == "a folder":
        path.mkdir()
    elif kind == "a loose link":
        path.symlink_to(tmp_path / "gone.toml")
    elif kind == "a link to itself":
        path.symlink_to(path)
    else:
        path.write_text("")
        path = path / "policy.toml"
    with pytest.raises(PolicyFault) as refused:
        read_policy(path, openness=safe)
    assert "cannot be used" in refused.value.message


def test_a_folder_that_is_a_loose_link_stops_the_app(tmp_path: Path) -> None:
    (tmp_path / "ehcp-audit").symlink_to(tmp_path / "gone")
    with pytest.raises(PolicyFault):
        read_policy(tmp_path / "ehcp-audit" / "policy.toml", openness=safe)


def test_a_refusal_of_the_system_stops_the_app(tmp_path: Path) -> None:
    def refused(_path: Path) -> str:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "policy.toml").write_text("")
    with pytest.raises(PolicyFault, match="Permission denied"):
        read_policy(tmp_path / "policy.toml", openness=refused)


@pytest.mark.parametrize(
    ("owner", "group", "mode", "said"),
    [
        (0, 0, 0o100644, ""),
        (0, 0, 0o100664, ""),
        (0, 100, 0o100640, ""),
        (0, 100, 0o100664, "group with the number 100"),
        (0, 0, 0o100666, "every user"),
        (0, 0, 0o040777, "every user"),
        (1000, 1000, 0o100600, "user with the number 1000"),
    ],
)
def test_only_administrators_may_be_able_to_change_it(owner: int, group: int, mode: int, said: str) -> None:
    found = weakness(owner, group, mode)
    assert said in found
    assert bool(found) is bool(said)


@pytest.mark.parametrize("weak", ["file", "folder"])
def test_a_file_or_folder_that_users_can_change_stops_the_app(tmp_path: Path, weak: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(WHOLE)
    asked = path if weak == "file" else tmp_path
    with pytest.raises(PolicyFault) as refused:
        read_policy(path, openness=lambda one: "every user can change it" if one == asked else "")
    assert f"{asked} must be safe from users, but every user can change it" in refused.value.message


def test_a_folder_of_users_is_refused_even_before_a_policy_lies_in_it(tmp_path: Path) -> None:
    with pytest.raises(PolicyFault):
        read_policy(tmp_path / "policy.toml", openness=lambda _: "every user can change it")


def test_a_folder_that_every_user_can_change_is_found_on_this_system(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRWXU | stat.S_IRWXO)
    assert open_to_change(tmp_path) or os.name == "nt"  # Windows knows owners instead of modes


def test_no_variable_of_the_user_moves_the_policy_or_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = policy_path(), user_home()
    for name in list(os.environ):
        if name not in ("PATH", "PYTEST_CURRENT_TEST"):
            monkeypatch.delenv(name)
    names = "HOME USERPROFILE PROGRAMDATA ALLUSERSPROFILE SystemDrive SystemRoot windir XDG_CONFIG_DIRS XDG_CONFIG_HOME"
    for name in names.split():
        monkeypatch.setenv(name, str(tmp_path))
    assert (policy_path(), user_home()) == before
    assert policy_path().is_absolute()
    assert policy_path().parts[-2:] == ("ehcp-audit", "policy.toml")


def test_the_machines_policy_is_read_from_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(policy_file, "policy_path", lambda: tmp_path / "none" / "policy.toml")
    assert machine_policy() == Policy()


def test_a_system_that_does_not_say_where_its_policy_lies_stops_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> Path:
        raise OSError("no answer")

    monkeypatch.setattr(policy_file, "policy_path", silent)
    with pytest.raises(AppError, match="no answer"):
        machine_policy()
