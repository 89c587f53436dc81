"""Frameworks: every one with who uses it, one in full, and a version of one's own from a file when it is clean."""

from pathlib import Path

import pytest
from service_world import World, faults, register_of, score_row, write_audits

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.framework_list import add_framework, as_file, frameworks, in_full, look_at_file
from audit_app.services.frameworks import ensure_shipped, newest_key
from audit_app.services.past.audits import import_audits
from audit_app.store.workspace import Workspace


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """The shipped frameworks, and an imported weekly audit."""
    ensure_shipped(workspace)
    register_of(workspace, tmp_path)
    import_audits(workspace, write_audits(tmp_path, [score_row(1, "A1", 2), score_row(2, "A1", 2)]))
    return workspace


def a_file(workspace: Workspace, folder: Path, old: str = "", new: str = "", key: str = "weekly-18/1") -> Path:
    text = as_file(workspace, key).decode()
    assert old in text
    path = folder / "ours.toml"
    path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return path


def test_every_framework_is_listed_with_what_is_in_it_and_who_uses_it(filled: Workspace) -> None:
    rows = {one.key: one for one in frameworks(filled)}
    assert list(rows) == ["advice-8/1", "annual-review-10/1", "core-42/1", "weekly-18/1"]
    weekly = rows["weekly-18/1"]
    assert (weekly.title, weekly.cycle, weekly.markers, weekly.weight) == ("Weekly-18", "weekly", 18, 56)
    assert (weekly.is_shipped, weekly.is_kept, weekly.taken_by) == (True, True, ("weekly",))
    assert weekly.used == (2, "2026-10-05", "2026-10-05")
    assert rows["core-42/1"].taken_by == ("multi-agency", "thematic")
    assert rows["core-42/1"].used.audits == 0


def test_a_shipped_one_is_listed_and_read_before_it_is_kept(workspace: Workspace) -> None:
    rows = frameworks(workspace)
    assert [one.is_kept for one in rows] == [False] * 4
    assert len(in_full(workspace, "core-42/1").markers) == 42
    with pytest.raises(AppError, match="no framework core-43/1"):
        in_full(workspace, "core-43/1")


def test_a_new_version_is_taken_by_new_audits_and_old_ones_keep_theirs(filled: Workspace, tmp_path: Path) -> None:
    path = a_file(filled, tmp_path, "version = 1", "version = 2")
    added = add_framework(filled, path, "words of our own")
    assert added.key == "weekly-18/2"
    assert newest_key(filled, "weekly-18") == "weekly-18/2"
    rows = {one.key: one for one in frameworks(filled)}
    assert list(rows)[-2:] == ["weekly-18/2", "weekly-18/1"]
    assert (rows["weekly-18/2"].taken_by, rows["weekly-18/1"].taken_by) == (("weekly",), ())
    assert (rows["weekly-18/2"].is_shipped, rows["weekly-18/1"].used.audits) == (False, 2)
    row = filled.conn.execute("SELECT label, reason FROM change ORDER BY lamport DESC LIMIT 1").fetchone()
    assert row == ("Add the framework Weekly-18 (weekly-18/2)", "words of our own")
    assert faults(filled) == []
    include = tmp_path / "three.toml"
    include.write_text(
        'id = "three"\nversion = 1\ntitle = "Three"\ncycle = "thematic"\nabout = "Three."\n'
        '[include]\nframework = "weekly-18/2"\nmarkers = ["W1", "W2", "A1"]\n'
    )
    assert len(add_framework(filled, include, "a theme").markers) == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", "give the file version = 2"),
        ('cycle = "weekly"', 'cycle = "daily"', "has a fault"),
        ("[bands]", "[bonds]", "fault"),
    ],
)
def test_a_file_that_will_not_do_is_told_and_nothing_is_added(
    filled: Workspace, tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(AppError, match=f"(?i){said}") as refused:
        add_framework(filled, a_file(filled, tmp_path, old, new), "ours")
    assert bool(refused.value.problems) is bool(old)
    assert len(frameworks(filled)) == 4


def test_a_reason_and_the_right_are_asked_for(world: World, filled: Workspace, tmp_path: Path) -> None:
    path = a_file(filled, tmp_path, "version = 1", "version = 2")
    with pytest.raises(AppError, match="needs a reason"):
        add_framework(filled, path, "  ")
    filled.close()
    world.add("Tom", Role.AUDITOR)
    world.add("Cora", Role.CHAIR)
    with world.open("Tom") as workspace, pytest.raises(AppError, match="Tom has no right"):
        add_framework(workspace, path, "ours")
    with world.open("Cora") as workspace:
        assert look_at_file(workspace, path).key == add_framework(workspace, path, "ours").key
