"""Trust §3 (10), A4: who goes on with a chain, who begins a new one, and which gap is told; no chain ever forks."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from instrument import unwatched
from killing import kill_while_open
from workspace_builders import BEN, MARY, Sample, audited, make_sample, means_in, rename

from audit_app.store.backup import back_up
from audit_app.store.check import check
from audit_app.store.driver import Connection, connect
from audit_app.store.log.bundle import read_changes
from audit_app.store.log.chain import heads
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.store.restore import restore
from audit_app.store.workspace import Workspace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("made"))


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    return made.copied(tmp_path)


def writers(conn: Connection) -> dict[str, str]:
    """Every writer with what it continues from."""
    return dict(conn.execute("SELECT writer, continues_from FROM writer"))


def written(workspace: Workspace, organisation: str = "Later") -> str:
    """The writer of one more change."""
    rename(workspace, organisation)
    tip = workspace.door.tip
    assert tip is not None
    return tip.writer


def no_fork(*folders: Path, key: Callable[[Path], Workspace]) -> bool:
    """Whether no two copies hold different changes under one number of one writer."""
    seen: dict[tuple[str, int], bytes] = {}
    for folder in folders:
        with key(folder) as workspace:
            for change in read_changes(workspace.conn, workspace.id).changes:
                if seen.setdefault((change.writer, change.seq), change.hash) != change.hash:
                    return False
    return True


def reader(means: Means) -> Callable[[Path], Workspace]:
    return lambda folder: open_workspace(folder, MARY, means, read_only=True)


def test_the_same_machine_goes_on_with_the_same_writer(sample: Sample) -> None:
    seen = set()
    for _ in range(3):
        with sample.open() as workspace:
            seen.add(written(workspace))
            assert workspace.gap == ""
    assert len(seen) == 1


def test_a_session_that_wrote_nothing_leaves_the_chain_to_the_next(sample: Sample) -> None:
    with sample.open() as workspace:
        first = written(workspace)
    for read_only in (False, True):
        with sample.open(read_only=read_only):
            pass
    with sample.open() as workspace:
        assert written(workspace) == first


def test_another_machine_begins_a_new_writer_that_lists_what_it_continues_from(sample: Sample, tmp_path: Path) -> None:
    with open_workspace(sample.folder, MARY, means_in(tmp_path, "desktop")) as workspace:
        before = heads(workspace.conn)
        known = writers(workspace.conn)
        new = written(workspace)
        assert new not in known
        assert dict(json.loads(writers(workspace.conn)[new])) == before
        assert workspace.gap == ""


def test_two_people_on_one_machine_each_go_on_with_their_own_writer(sample: Sample) -> None:
    seen: dict[str, set[str]] = {MARY: set(), BEN: set()}
    for turn in range(3):
        with sample.open(MARY) as workspace:
            seen[MARY].add(written(workspace, f"Turn {turn}"))
        with sample.open(BEN) as workspace:
            audited(workspace, f"P-00{turn + 4}", {"A1": 2})
            tip = workspace.door.tip
            assert tip is not None
            seen[BEN].add(tip.writer)
    assert [len(found) for found in seen.values()] == [1, 1]
    assert seen[MARY] != seen[BEN]


def test_an_older_copy_put_back_is_told_and_begins_a_new_writer(sample: Sample, tmp_path: Path) -> None:
    shutil.copytree(sample.folder, tmp_path / "older")
    with sample.open() as workspace:
        old = written(workspace)
    shutil.rmtree(sample.folder)
    shutil.copytree(tmp_path / "older", sample.folder)
    with sample.open() as workspace:
        assert "older copy" in workspace.gap
        assert written(workspace) != old
        assert [one.name for one in check(workspace) if not one.is_good] == ["change log"]
    with sample.open() as workspace:
        assert workspace.gap == ""


def test_a_reader_is_told_of_the_gap_too_and_takes_nothing_away(sample: Sample, tmp_path: Path) -> None:
    shutil.copytree(sample.folder, tmp_path / "older")
    with sample.open() as workspace:
        written(workspace)
    sample.folder.rename(tmp_path / "newer")
    shutil.copytree(tmp_path / "older", sample.folder)
    for _ in range(2):
        with sample.open(read_only=True) as workspace:
            assert "older copy" in workspace.gap
    shutil.rmtree(sample.folder)
    (tmp_path / "newer").rename(sample.folder)
    with sample.open() as workspace:
        assert workspace.gap == ""


def test_trying_a_restore_leaves_the_original_as_it_was(sample: Sample, tmp_path: Path) -> None:
    with sample.open() as workspace:
        old = written(workspace)
        back_up(workspace, tmp_path / "stick")
        written(workspace, "After the backup")
    drill = restore(tmp_path / "stick", tmp_path / "drill", MARY, sample.means)
    with drill.workspace as restored:
        assert written(restored) != old
        assert all(one.is_good for one in check(restored))
    with sample.open() as workspace:
        assert workspace.gap == ""
        assert all(one.is_good for one in check(workspace))
        assert written(workspace) == old


def test_a_tail_that_was_cut_off_is_told(sample: Sample) -> None:
    with sample.open() as workspace:
        writer = written(workspace)
        last = heads(workspace.conn)[writer]
        workspace.close()
    db = connect(sample.folder / "audit.db", workspace.unlocked.database_key)
    for cut in ("DELETE FROM head", "DELETE FROM op", "DELETE FROM change"):
        unwatched(db.conn).execute(f"{cut} WHERE writer = ? AND seq >= ?", (writer, last))
    db.close()
    with sample.open() as workspace:
        assert f"before change {last}" in workspace.gap


def test_of_two_copies_open_at_once_one_goes_on_and_none_forks(sample: Sample, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ehcpaudit"
    shutil.copytree(sample.folder, copy)
    with sample.open() as first, open_workspace(copy, MARY, sample.means) as second:
        assert first.can_write
        assert second.can_write
        assert written(first, "In the first") != written(second, "In the second")
    for turn in range(2):
        for folder in (sample.folder, copy):
            with open_workspace(folder, MARY, sample.means) as workspace:
                written(workspace, f"{folder.name} {turn}")
    assert no_fork(sample.folder, copy, key=reader(sample.means))


def test_a_copy_made_before_a_session_that_was_killed_does_not_go_on_with_its_chain(
    sample: Sample, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.ehcpaudit"
    shutil.copytree(sample.folder, copy)

    def work() -> object:
        workspace = sample.open()
        for number in range(3):
            rename(workspace, f"Never signed {number}")
        return workspace

    kill_while_open(work)
    with open_workspace(copy, MARY, sample.means) as workspace:
        written(workspace, "In the copy")
    with sample.open() as workspace:
        written(workspace, "In the original")
    assert no_fork(sample.folder, copy, key=reader(sample.means))


def test_a_submission_is_kept_outside_the_file_at_once(sample: Sample, tmp_path: Path) -> None:
    """A killed session whose file is then replaced by an older one is told as a gap, for the submission was signed."""
    copy = tmp_path / "copy.ehcpaudit"
    shutil.copytree(sample.folder, copy)

    def work() -> object:
        workspace = sample.open()
        audited(workspace, "P-005", {"A1": 3})
        return workspace

    kill_while_open(work)
    shutil.rmtree(sample.folder)
    shutil.copytree(copy, sample.folder)
    with sample.open() as workspace:
        assert "older copy" in workspace.gap


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"workspace": 1}'])
def test_a_damaged_anchor_costs_a_new_writer_and_nothing_else(sample: Sample, damage: bytes) -> None:
    with sample.open() as workspace:
        old = written(workspace)
    (anchor,) = sample.means.anchors.joinpath(sample.mary).glob("*/*.json")
    anchor.write_bytes(damage)
    with sample.open() as workspace:
        assert workspace.gap == ""
        new = written(workspace)
        assert new != old
    with sample.open() as workspace:
        assert written(workspace) == new


def test_a_folder_of_anchors_that_cannot_be_written_keeps_nobody_from_working(sample: Sample) -> None:
    shutil.rmtree(sample.means.anchors)
    sample.means.anchors.write_text("a file in the way")
    for number in (5, 6):
        with sample.open() as workspace:
            audited(workspace, f"P-00{number}", {"A1": 3})
    with sample.open() as workspace:
        assert all(finding.is_good for finding in check(workspace))
