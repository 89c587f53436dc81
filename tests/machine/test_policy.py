"""What a policy allows: paths are judged where their links lead, and every refusal names the policy file."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.machine.policy import NotAllowed, Policy

FILE = Path("/etc/ehcp-audit/policy.toml")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Two allowed folders, one that is not, and links between them."""
    for name in ("reports", "share", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "reports" / "out").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "in").symlink_to(tmp_path / "reports")
    (tmp_path / "reports" / "away.pdf").symlink_to(tmp_path / "elsewhere" / "away.pdf")
    return tmp_path


def exporting(base: Path) -> Policy:
    return Policy(file=FILE, export_folders=(base / "reports", base / "share"))


@pytest.mark.parametrize(
    ("path", "is_allowed"),
    [
        ("reports", True),
        ("reports/week 46/one.pdf", True),
        ("share/../reports/one.pdf", True),
        ("elsewhere/in/one.pdf", True),
        ("elsewhere", False),
        ("", False),
        ("reports/../elsewhere", False),
        ("reports/../../reports", False),
        ("reports/out", False),
        ("reports/out/one.pdf", False),
        ("reports/away.pdf", False),
        ("reports and more/one.pdf", False),
    ],
)
def test_a_path_is_judged_where_its_links_and_dots_lead(base: Path, path: str, is_allowed: bool) -> None:
    reason = exporting(base).against_export(base / path)
    assert (reason == "") is is_allowed
    assert is_allowed or (str(FILE) in reason and str(base / "share") in reason)


def test_an_allowed_folder_that_is_a_link_allows_what_it_leads_to(base: Path) -> None:
    policy = Policy(file=FILE, export_folders=(base / "elsewhere" / "in",))
    assert policy.against_export(base / "reports" / "one.pdf") == ""
    assert policy.against_export(base / "elsewhere" / "one.pdf")


def test_a_path_without_a_folder_is_judged_from_where_the_process_stands(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(base / "reports")
    assert exporting(base).against_export(Path("one.pdf")) == ""
    assert exporting(base).against_export(Path("../elsewhere/one.pdf"))


def test_a_link_is_told_with_where_it_leads(base: Path) -> None:
    with pytest.raises(NotAllowed) as refused:
        exporting(base).demand_export(base / "reports" / "out")
    assert str(base / "reports" / "out") in refused.value.message
    assert f"leads to {os.path.realpath(base / 'elsewhere')}" in refused.value.message


def test_without_a_policy_everything_may_be_written_anywhere(base: Path) -> None:
    policy = Policy()
    policy.demand_export(base)
    policy.demand_backup(base)
    assert policy.against_workspace(base) == ""
    assert policy.usual_export(base) == base


def test_an_empty_list_of_folders_allows_none(base: Path) -> None:
    policy = Policy(file=FILE, export_folders=())
    assert "allows no exports" in policy.against_export(base / "reports")
    assert policy.against_backup(base / "reports")
    assert policy.usual_export(base) == base


def test_the_usual_folder_gives_way_to_the_first_that_is_allowed(base: Path) -> None:
    assert exporting(base).usual_export(base / "share" / "mine") == base / "share" / "mine"
    assert exporting(base).usual_export(base / "elsewhere") == base / "reports"


def test_a_workspace_is_made_in_its_folder_alone(base: Path) -> None:
    policy = Policy(file=FILE, workspaces=base / "share")
    assert policy.against_workspace(base / "share" / "Ashford.ehcpaudit") == ""
    for path in ("elsewhere/Ashford.ehcpaudit", "share/../elsewhere/A", "reports/A"):
        assert str(FILE) in policy.against_workspace(base / path)


@pytest.mark.parametrize(
    ("path", "is_allowed"), [("share", True), ("reports/../share", True), ("share/deeper", False), ("reports", False)]
)
def test_the_second_backup_place_is_the_one_that_is_set(base: Path, path: str, is_allowed: bool) -> None:
    policy = Policy(file=FILE, second_backup=base / "share", export_folders=(base / "reports",))
    assert (policy.against_backup(base / path) == "") is is_allowed


def test_without_a_second_place_backups_go_where_exports_may(base: Path) -> None:
    exporting(base).demand_backup(base / "share" / "backups")
    with pytest.raises(NotAllowed):
        exporting(base).demand_backup(base / "elsewhere")


@given(st.lists(st.sampled_from(["..", "a", "b", "allowed", "."]), max_size=8))
def test_what_is_allowed_always_lies_in_the_folder_by_its_real_name(parts: list[str]) -> None:
    folder = Path(os.path.realpath("/"), "nowhere", "allowed")
    policy = Policy(file=FILE, export_folders=(folder,))
    path = Path(folder.parent, *parts)
    lies_in = Path(os.path.normpath(path)).is_relative_to(folder)
    assert (policy.against_export(path) == "") is lies_in
