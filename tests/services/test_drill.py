"""The restore drill: a backup is restored beside the workspace, checked, compared and removed, and that is noted."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from service_world import World, count, passphrase_of, register_of, score_row, write_audits

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.drill import backups, drill, drill_note, outcome
from audit_app.services.past.audits import import_audits
from audit_app.services.progress import Cancelled, in_silence
from audit_app.store import keyring
from audit_app.store.backup import back_up, set_second_place
from audit_app.store.check import PARTS
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Twenty plans with an audit, a second place, and a backup in both."""
    register_of(workspace, tmp_path)
    import_audits(workspace, write_audits(tmp_path, [score_row(1, "A1", 2, evidence="seen")]))
    set_second_place(workspace, tmp_path / "share")
    back_up(workspace)
    return workspace


def beside(workspace: Workspace) -> set[str]:
    return {one.name for one in workspace.folder.parent.iterdir()}


def rename(workspace: Workspace) -> None:
    workspace.door.write("Rename", [Op("workspace", workspace.id, "organisation", "Elsewhere")])


def test_a_backup_is_restored_checked_compared_and_removed(filled: Workspace) -> None:
    rename(filled)
    before, changes = beside(filled), count(filled, "change")
    for row in backups(filled).rows:
        steps: list[tuple[int, int]] = []
        done = drill(filled, row.folder, lambda now, total: steps.append((now, total)))  # noqa: B023 - used at once
        assert done.faults == ()
        assert [one.name for one in done.findings] == [name for name, _ in PARTS]
        assert {one.words: (one.restored, one.now) for one in done.counts} == {
            "People": (1, 1), "Plans in the register": (20, 20), "Samples": (0, 0), "Audits": (1, 1), "Reviews": (1, 1),
            "Scores": (1, 1), "Plan documents": (0, 0),
        }  # fmt: skip
        assert (done.unknown, done.notes) == (0, ())
        assert steps[-1] == (len(PARTS) + 2, len(PARTS) + 2)
    assert beside(filled) == before
    assert count(filled, "change") == changes
    assert not list((filled.folder.parent / "anchors of laptop").rglob("*drill*"))
    rename(filled)
    assert filled.gap == ""


def test_the_drill_is_noted_and_its_date_stands_beside_the_backup(world: World, filled: Workspace) -> None:
    found = backups(filled)
    assert [one.place for one in found.rows] == ["Second place", "Beside the workspace"]
    assert (found.last_drill, found.second_is_there) == (None, True)
    assert all(one.size > 4096 and one.tried_at == "" for one in found.rows)
    first = found.rows[0].folder
    filled.note_access(*drill_note(first, drill(filled, first, in_silence)))
    filled.close()
    with world.open() as again:
        found = backups(again)
        assert found.last_drill is not None
        assert found.last_drill.is_good
        assert found.last_drill.words.startswith(
            "restored and checked, nothing wrong (people 1, plans in the register 20"
        )
        assert [one.tried_at[:10] for one in found.rows] == ["2026-11-22", ""]


def damage(backup: Path) -> None:
    data = bytearray((backup / "audit.db").read_bytes())
    data[len(data) // 2] ^= 255
    (backup / "audit.db").write_bytes(data)


def lose(backup: Path) -> None:
    (backup / "audit.db").unlink()


@pytest.mark.parametrize(("harm", "said"), [(damage, "damaged|verify"), (lose, "not a workspace")])
def test_a_backup_that_does_not_restore_is_told_and_nothing_stays(
    filled: Workspace, harm: Callable[[Path], None], said: str
) -> None:
    backup, before = backups(filled).rows[0].folder, beside(filled)
    harm(backup)
    with pytest.raises(AppError, match=said):
        drill(filled, backup, in_silence)
    assert beside(filled) == before


def test_a_drill_that_is_stopped_leaves_nothing(filled: Workspace) -> None:
    backup, before = backups(filled).rows[0].folder, beside(filled)
    for stop_at in (0, 3):

        def stop(done: int, _total: int, stop_at: int = stop_at) -> None:
            if done == stop_at:
                raise Cancelled

        with pytest.raises(Cancelled):
            drill(filled, backup, stop)
        assert beside(filled) == before
    rename(filled)


def test_what_a_killed_drill_left_goes_with_the_next(filled: Workspace) -> None:
    before = beside(filled)
    left = filled.folder.parent / ".drill-00000000-Ashford"
    shutil.copytree(filled.folder, left / "copy.ehcpaudit")
    drill(filled, backups(filled).rows[0].folder, in_silence)
    assert beside(filled) == before


def test_a_backup_with_what_the_workspace_lost_says_so(world: World, filled: Workspace, tmp_path: Path) -> None:
    newer = tmp_path / "kept"
    filled.close()
    shutil.copytree(world.folder, tmp_path / "older")
    with world.open() as workspace:
        rename(workspace)
        rename(workspace)
        shutil.copytree(back_up(workspace)[0].folder, newer)
    shutil.rmtree(world.folder)
    shutil.copytree(tmp_path / "older", world.folder)
    with world.open() as workspace:
        done = drill(workspace, newer, in_silence)
        assert done.unknown == 2
        assert done.faults == ()
        assert outcome(done).startswith("restored and checked")


def test_only_an_owner_with_the_keys_of_the_backup_tries_it(world: World, filled: Workspace, tmp_path: Path) -> None:
    backup = backups(filled).rows[0].folder
    filled.close()
    world.add("Max", Role.MODERATOR)
    world.add("Ola", Role.OWNER)
    for name, said in (("Max", "Max has no right to restore"), ("Ola", "could not open the workspace yet")):
        with world.open(name) as workspace, pytest.raises(AppError, match=said):
            drill(workspace, backup, in_silence)
    with world.open() as workspace:
        sheet = RecoverySheet(b"s" * 32)
        keyring.rotate(workspace, keyring.renewal(workspace, sheet)).close()
    with (
        keyring.recover(world.folder, sheet, "Mary", passphrase_of("Mary"), world.means) as workspace,
        pytest.raises(AppError, match="other keys when this backup was made"),
    ):
        drill(workspace, backup, in_silence)
