"""C3, C4, D5: backups that are opened before they count, in two places; none that fails displaces a good one."""

import os
import resource
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from killing import every_kill, finishes, quick_disk
from workspace_builders import MARY, Clock, Sample, make_sample, rename, rows_of, snapshot

from audit_app.domain.problems import AppError
from audit_app.domain.thinning import Backup, keep
from audit_app.store import copying
from audit_app.store.backup import BackupFailed, back_up, root_in, second_place, set_second_place, thin
from audit_app.store.driver import connect
from audit_app.store.erasures import FILE, read_erasures
from audit_app.store.keys import keyjson
from audit_app.store.log.erase import Entity
from audit_app.store.newest_backup import STAMP, backup_names, made_at
from audit_app.store.restore import restore
from audit_app.store.workspace import Workspace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("made"))


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    return made.copied(tmp_path)


@pytest.fixture
def workspace(sample: Sample) -> Iterator[Workspace]:
    with sample.open() as workspace:
        yield workspace


def names(root: Path) -> set[str]:
    return {path.name for path in root.iterdir()} if root.is_dir() else set()


def next_day(workspace: Workspace) -> None:
    clock = workspace.means.clock
    assert isinstance(clock, Clock)
    clock.at += timedelta(days=1)


def test_a_backup_holds_every_row_and_has_keys_of_its_own(workspace: Workspace) -> None:
    (made,) = back_up(workspace)
    assert names(made.folder) == {"audit.db", "keys.json"}
    copy = connect(made.folder / "audit.db", workspace.unlocked.database_key)
    assert rows_of(copy.conn) == rows_of(workspace.conn)
    copy.close()
    live = (workspace.folder / "audit.db").read_bytes()[:16]
    assert (made.folder / "audit.db").read_bytes()[:16] != live
    assert made.changes == 22
    assert made_at(made.folder.name) is not None


def test_what_was_saved_a_moment_ago_is_in_the_backup(workspace: Workspace) -> None:
    rename(workspace, "A moment ago")
    (made,) = back_up(workspace)
    copy = connect(made.folder / "audit.db", workspace.unlocked.database_key)
    assert copy.execute("SELECT organisation FROM workspace").fetchone() == ("A moment ago",)
    copy.close()


def test_the_head_is_signed_and_the_backup_is_noted(workspace: Workspace) -> None:
    rename(workspace, "Unsigned")
    back_up(workspace)
    tip = workspace.door.tip
    assert tip is not None
    why = workspace.conn.execute("SELECT why FROM head WHERE writer = ? AND seq = ?", (tip.writer, tip.seq)).fetchone()
    assert why == ("backup",)
    act = workspace.conn.execute("SELECT act, thing FROM access_event ORDER BY n DESC").fetchone()
    assert act[0] == "back up"
    assert str(workspace.folder) in act[1]


def test_the_second_place_gets_its_own_whole_copy_and_documents_go_there_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    place = tmp_path / "share" / "copies"
    set_second_place(workspace, place)
    assert second_place(workspace) == place
    for name in ("a1", "b2"):
        (workspace.folder / "documents" / name).write_bytes(name.encode() * 100)
    first = back_up(workspace)
    root = root_in(place, workspace)
    assert [made.folder.parent for made in first] == [workspace.folder / "backups", root]
    assert names(root / "documents") == {"a1", "b2"}
    times = {path.name: path.stat().st_mtime_ns for path in (root / "documents").iterdir()}
    (workspace.folder / "documents" / "c3").write_bytes(b"later")
    next_day(workspace)
    back_up(workspace)
    now = {path.name: path.stat().st_mtime_ns for path in (root / "documents").iterdir()}
    assert now.keys() == {"a1", "b2", "c3"}
    assert {name: now[name] for name in times} == times
    assert len(backup_names(root)) == 2
    assert not (workspace.folder / "backups" / "documents").exists()


def test_a_document_cut_short_in_the_second_place_is_copied_again(workspace: Workspace, tmp_path: Path) -> None:
    (workspace.folder / "documents" / "a1").write_bytes(b"whole document")
    back_up(workspace, tmp_path / "stick")
    copy = root_in(tmp_path / "stick", workspace) / "documents" / "a1"
    copy.write_bytes(b"whole")
    back_up(workspace, tmp_path / "stick")
    assert copy.read_bytes() == b"whole document"


def test_a_second_place_that_is_not_there_is_said_and_never_made(workspace: Workspace, tmp_path: Path) -> None:
    place = tmp_path / "share"
    set_second_place(workspace, place)
    shutil.rmtree(place)
    with pytest.raises(BackupFailed, match=r"share is not there.*was made") as failed:
        back_up(workspace)
    assert not place.exists()
    (own,) = backup_names(workspace.folder / "backups")
    assert own in failed.value.message
    assert workspace.conn.execute("SELECT count(*) FROM access_event WHERE act = 'back up'").fetchone() == (1,)


def test_a_second_place_inside_the_workspace_is_refused(workspace: Workspace) -> None:
    with pytest.raises(AppError, match="inside the workspace"):
        set_second_place(workspace, workspace.folder / "documents" / "copies")
    assert second_place(workspace) is None


def flip_a_byte(folder: Path) -> None:
    with (folder / "audit.db").open("r+b") as file:
        file.seek(30_000)
        byte = file.read(1)
        file.seek(30_000)
        file.write(bytes([byte[0] ^ 1]))


def cut_off(folder: Path) -> None:
    os.truncate(folder / "audit.db", 40_960)


def emptied(folder: Path) -> None:
    (folder / "audit.db").write_bytes(b"")


def exchanged(folder: Path) -> None:
    (folder / "audit.db").write_bytes(os.urandom(81_920))


@pytest.mark.parametrize("fault", [flip_a_byte, cut_off, emptied, exchanged])
def test_a_copy_that_fails_never_displaces_a_good_one(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: Callable[[Path], None]
) -> None:
    set_second_place(workspace, tmp_path / "share")
    back_up(workspace)
    roots = (workspace.folder / "backups", tmp_path / "share")
    before = [snapshot(root) for root in roots]
    plain = keyjson.write_key_file

    def spoilt(folder: Path, key_file: object) -> None:
        plain(folder, key_file)  # type: ignore[arg-type]  # handed through
        fault(folder)

    with monkeypatch.context() as patch:
        patch.setattr(copying, "write_key_file", spoilt)
        for _ in range(3):
            with pytest.raises(BackupFailed, match=r"did not verify.*earlier backups are as they were"):
                back_up(workspace)
    assert [snapshot(root) for root in roots] == before
    assert len(back_up(workspace)) == 2


def test_a_copy_that_lacks_changes_is_no_backup(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter([21, 20])
    monkeypatch.setattr(copying, "_changes", lambda _conn: next(counts))
    with pytest.raises(BackupFailed, match="20 changes of 21"):
        back_up(workspace)
    assert backup_names(workspace.folder / "backups") == []


def test_thinning_keeps_exactly_what_the_rule_keeps(sample: Sample) -> None:
    root = sample.folder / "backups"
    days = [datetime(2025, 1, 1, 8, tzinfo=UTC) + timedelta(days=day, hours=day % 9) for day in range(0, 420, 3)]
    for at in days:
        folder = root / at.strftime(STAMP)
        folder.mkdir(parents=True)
        shutil.copyfile(sample.folder / "keys.json", folder / "keys.json")
        (folder / "audit.db").write_bytes(b"")
    now = days[-1] + timedelta(hours=1)
    expected = keep([Backup(at.strftime(STAMP), at, verified=True) for at in days], now)
    gone = thin(root, now)
    assert names(root) == expected
    assert set(gone) == {at.strftime(STAMP) for at in days} - expected
    assert thin(root, now) == ()


def test_half_a_backup_is_no_backup_and_fills_no_place(sample: Sample) -> None:
    root = sample.folder / "backups"
    for day in range(1, 4):
        (root / f"2026-10-0{day}T08-00-00-000000Z").mkdir(parents=True)
    shutil.copyfile(sample.folder / "keys.json", root / "2026-10-03T08-00-00-000000Z" / "keys.json")
    (root / "2026-10-02T08-00-00-000000Z" / "audit.db").write_bytes(b"")
    assert backup_names(root) == []
    assert thin(root, datetime(2026, 11, 1, tzinfo=UTC)) == ()


def test_backups_of_another_workspace_in_the_same_folder_are_left_alone(sample: Sample, tmp_path: Path) -> None:
    other = make_sample(tmp_path / "other machine", seed="other")
    share = tmp_path / "share"
    with other.open() as workspace:
        theirs = back_up(workspace, share)[1].folder
    for _ in range(3):
        with sample.open() as workspace:
            mine = back_up(workspace, share)[1]
            assert mine.folder.parent == theirs.parent
            assert theirs.name not in mine.thinned
    assert theirs.is_dir()
    with pytest.raises(AppError, match="backups of 2 workspaces"):
        restore(share, tmp_path / "restored", MARY, sample.means)


def test_a_clock_that_was_set_back_costs_no_backup(sample: Sample) -> None:
    clock = sample.means.clock
    assert isinstance(clock, Clock)
    with sample.open() as workspace:
        first = back_up(workspace)[0].folder
        clock.at -= timedelta(days=400)
        second = back_up(workspace)[0].folder
    assert first.is_dir()
    assert second.is_dir()


def test_what_an_earlier_day_left_half_made_is_removed_and_what_is_being_made_is_not(workspace: Workspace) -> None:
    root = workspace.folder / "backups"
    old = [root / f"{start}2026-10-01T08-00-00-000000Z" for start in (".making-", ".going-")]
    young = root / f".making-{workspace.means.now().strftime(STAMP)}"
    for folder in (*old, young):
        folder.mkdir(parents=True)
        (folder / "audit.db").write_bytes(b"half")
    back_up(workspace)
    assert [folder.exists() for folder in (*old, young)] == [False, False, True]


def test_what_was_erased_is_listed_beside_the_backups_for_ever(sample: Sample) -> None:
    with sample.open() as workspace:
        back_up(workspace)
        root = workspace.folder / "backups"
        listed = read_erasures(root)
        assert "entry" in {entity.kind for entity in listed}
        more = Entity("entry", "0" * 32)
        (root / FILE).write_text(f'[["entry","{more.id}"]]')
        back_up(workspace)
        assert set(read_erasures(root)) == {*listed, more}
        (root / FILE).write_text("{")
        back_up(workspace)
        assert set(read_erasures(root)) == set(listed)


def test_a_backup_killed_at_any_call_leaves_the_earlier_ones_and_nothing_that_counts(
    made: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)
    earlier = made.copied(tmp_path / "earlier")
    with earlier.open() as workspace:
        back_up(workspace)

    def next_week() -> Sample:
        copy = earlier.copied(tmp_path)
        return replace(copy, means=replace(copy.means, clock=Clock(datetime(2026, 11, 16, 9, tzinfo=UTC))))

    counted = []
    for sample in every_kill(next_week, back_up, before=Sample.open):
        found = backup_names(sample.folder / "backups")
        counted.append(len(found))
        with sample.open() as workspace:
            assert workspace.faults == ()
            for name in found:
                copy = connect(sample.folder / "backups" / name / "audit.db", workspace.unlocked.database_key)
                assert copying.faults_of(copy) == []
                copy.close()
    assert counted[0] == 1
    assert counted[-1] == 2
    assert sorted(counted) == counted


def limited(size: int) -> Callable[[Workspace], object]:
    """A backup by a process that may write no file longer than this many bytes: a disk that is full."""

    def work(workspace: Workspace) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            back_up(workspace)
        except AppError as error:
            (workspace.folder / "said").write_text(error.message[: min(size, 500)])

    return work


def test_a_full_disk_leaves_the_old_backups_and_says_so(sample: Sample) -> None:
    with sample.open() as workspace:
        back_up(workspace)
        rename(workspace, "Before the disk was full")
    size = (sample.folder / "audit.db").stat().st_size
    before = snapshot(sample.folder / "backups")
    for number in range(16):
        assert finishes(limited(size * number // 16), 10_000, before=sample.open)
        said = (sample.folder / "said").read_text()
        if number > 1:
            assert "earlier backups are as they were" in said or "could not be written" in said
        assert snapshot(sample.folder / "backups") == before
        with sample.open() as workspace:
            assert workspace.conn.execute("SELECT organisation FROM workspace").fetchone() == (
                "Before the disk was full",
            )
    with sample.open() as workspace:
        assert len(back_up(workspace)) == 1


def test_an_engine_that_says_full_is_said_in_words(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(workspace)
    plain = connect

    def small(path: Path, key: bytes) -> object:
        db = plain(path, key)
        db.conn.execute("PRAGMA max_page_count=8")
        return db

    monkeypatch.setattr(copying, "connect", small)
    with pytest.raises(BackupFailed, match=r"no room left.*earlier backups are as they were"):
        back_up(workspace)
    assert len(backup_names(workspace.folder / "backups")) == 1
    assert not [name for name in names(workspace.folder / "backups") if name.startswith(".")]
