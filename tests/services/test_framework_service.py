"""Frameworks are stored whole at their first use, named in any case, and checked line by line."""

from pathlib import Path

import pytest
from service_world import World, count, faults

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.frameworks import check_file, ensure, ensure_shipped, newest_key
from audit_app.store.grades import stored_framework
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from forms.model import framework_toml, read_framework
from resources.frameworks import framework_text, resolve


def test_a_shipped_framework_is_stored_flattened_at_its_first_use(workspace: Workspace) -> None:
    before = count(workspace, "change")
    framework = ensure(workspace, "weekly-18/1")
    assert framework == read_framework(framework_text("weekly-18"), resolve)
    assert stored_framework(workspace.conn, "weekly-18/1") == framework
    assert "[include]" not in workspace.conn.execute("SELECT text FROM framework").fetchone()[0]
    assert ensure(workspace, "weekly-18/1") == framework
    assert count(workspace, "change") == before + 1
    assert faults(workspace) == []


def test_a_new_workspace_takes_every_shipped_framework_in_at_once(workspace: Workspace) -> None:
    before = count(workspace, "change")
    assert {one.id for one in ensure_shipped(workspace)} == {"core-42", "weekly-18", "advice-8", "annual-review-10"}
    ensure_shipped(workspace)
    assert (count(workspace, "framework"), count(workspace, "change")) == (4, before + 1)


def test_an_unknown_framework_is_named_with_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(AppError, match=r"no framework core-43/1.*core-42/1"):
        ensure(workspace, "core-43/1")


def test_an_auditor_is_told_who_has_to_use_a_framework_first(world: World) -> None:
    world.add("Tom", Role.AUDITOR)
    with world.open("Tom") as workspace, pytest.raises(AppError, match="An owner, a moderator or a chair"):
        ensure(workspace, "core-42/1")


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("core-42", "core-42/2"),
        (" CORE-42 ", "core-42/2"),
        ("Core-42/1", "core-42/1"),
        ("core-42/2", "core-42/2"),
        ("core-42/3", None),
        ("weekly-18", "weekly-18/1"),
        ("core", None),
        ("", None),
    ],
)
def test_an_id_means_its_newest_version_stored_or_shipped(workspace: Workspace, asked: str, key: str | None) -> None:
    shipped = framework_text("core-42").replace("\nversion = 1\n", "\nversion = 2\n")
    value = {"framework": "core-42", "version": 2, "text": framework_toml(read_framework(shipped))}
    workspace.door.write("Take in our own version", [Op("framework", "core-42/2", "record", value)])
    assert newest_key(workspace, asked) == key


def test_a_sound_file_has_no_problems(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(framework_text("weekly-18"), encoding="utf-8")
    assert check_file(path) == ()


def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    text = framework_text("core-42").replace("weight = 3", "weight = -3", 1)
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("weight = -3")].count("\n") + 1
    (problem,) = check_file(path)
    assert (problem.place.file, problem.place.line) == ("ours.toml", line)


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(b'id = "core-42"\ntitle = "Caf\xe9"\n')
    (problem,) = check_file(path)
    assert problem.place.line == 2


@pytest.mark.parametrize("content", [None, b""])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "ours.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AppError, match=r"ours\.toml"):
        check_file(path)
