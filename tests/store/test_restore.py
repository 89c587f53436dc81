"""C5, A4: a restored workspace holds every row, says what it continues from, and brings nothing erased back."""

import itertools
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from killing import every_kill, quick_disk
from workspace_builders import BEN, MARY, Clock, Sample, audited, make_sample, means_in, rename, rows_of, snapshot

from audit_app.domain.problems import AppError
from audit_app.store import keyring
from audit_app.store.backup import back_up
from audit_app.store.check import check
from audit_app.store.driver import Connection, connect
from audit_app.store.erasures import FILE, add_erasures
from audit_app.store.ids import Ids
from audit_app.store.keys.errors import DamagedDatabase, DamagedKeyFile, NotAWorkspace, WrongPassphrase
from audit_app.store.log.chain import heads
from audit_app.store.log.erase import erase, of_plan
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.store.restore import find_backup, restore
from audit_app.store.workspace import Workspace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample with one backup of its own and one on a stick, and with two documents."""
    base = tmp_path_factory.mktemp("made")
    sample = make_sample(base)
    for name in ("a1", "b2"):
        (sample.folder / "documents" / name).write_bytes(name.encode() * 50)
    with sample.open() as workspace:
        back_up(workspace, base / "stick")
    return sample


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    shutil.copytree(made.folder.parent / "stick", tmp_path / "stick")
    return made.copied(tmp_path)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Means:
    """Another machine, with no profile."""
    return means_in(tmp_path, "desktop", Clock(Clock().at + timedelta(days=20)))


def rows_in_backup(backup: Path, key: bytes) -> dict[str, list[str]]:
    copy = connect(find_backup(backup) / "audit.db", key, read_only=True)
    rows = rows_of(copy.conn)
    copy.close()
    return rows


def continues(conn: Connection, writer: str) -> dict[str, int]:
    (text,) = conn.execute("SELECT continues_from FROM writer WHERE writer = ?", (writer,)).fetchone()
    return dict(json.loads(text))


def left_at(folder: Path) -> list[str]:
    """What lies in the target's place, hidden or not."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("place", ["Ashford.ehcpaudit", "Ashford.ehcpaudit/backups", "stick", "stick/one", "own/one"])
def test_every_row_comes_back_wherever_the_backup_lies(
    sample: Sample, elsewhere: Means, tmp_path: Path, place: str
) -> None:
    own = find_backup(sample.folder)
    named = {"stick/one": find_backup(tmp_path / "stick"), "own/one": own}
    backup = named.get(place, tmp_path / place)
    before = snapshot(tmp_path / "stick"), snapshot(sample.folder)
    restored = restore(backup, tmp_path / "new" / "Ashford", MARY, elsewhere)
    with restored.workspace as workspace:
        held, now = rows_in_backup(backup, workspace.unlocked.database_key), rows_of(workspace.conn)
        for table in held.keys() - {"workspace", "writer", "change", "op", "head"}:
            assert now[table] == held[table], table
        for table in ("writer", "change", "op", "head"):
            assert set(held[table]) <= set(now[table]), table
        assert [one.name for one in check(workspace) if not one.is_good] == []
        assert (restored.erased_again, restored.notes) == (0, ())
    assert (snapshot(tmp_path / "stick"), snapshot(sample.folder)) == before
    assert left_at(tmp_path / "new") == ["Ashford.ehcpaudit"]
    assert left_at(tmp_path / "new" / "Ashford.ehcpaudit" / "documents") == ["a1", "b2"]


def test_the_gap_is_recorded_by_a_new_writer_that_lists_the_heads(
    sample: Sample, elsewhere: Means, tmp_path: Path
) -> None:
    with sample.open(read_only=True) as workspace:
        known = heads(workspace.conn)
    restored = restore(tmp_path / "stick", tmp_path / "new", MARY, elsewhere)
    with restored.workspace as workspace:
        tip = workspace.door.tip
        assert tip is not None
        assert tip.writer not in known
        assert continues(workspace.conn, tip.writer) == known
        (text,) = workspace.conn.execute("SELECT restored FROM workspace").fetchone()
        assert find_backup(tmp_path / "stick").name in text
        head = workspace.conn.execute("SELECT why FROM head WHERE writer = ? AND seq = 1", (tip.writer,)).fetchone()
        assert head == ("restored",)
    with open_workspace(restored.workspace.folder, MARY, elsewhere) as again:
        rename(again, "Goes on")
        assert again.door.tip is not None
        assert again.door.tip.writer == tip.writer


def test_on_the_same_machine_too_a_new_writer_begins(sample: Sample, tmp_path: Path) -> None:
    with sample.open() as workspace:
        rename(workspace, "After the backup")
        old = workspace.door.tip
    restored = restore(tmp_path / "stick", tmp_path / "new", MARY, sample.means)
    with restored.workspace as workspace:
        assert workspace.door.tip is not None
        assert old is not None
        assert workspace.door.tip.writer != old.writer


def test_a_restore_beside_the_open_workspace_does_not_go_on_with_its_chain(sample: Sample, tmp_path: Path) -> None:
    with sample.open() as live:
        back_up(live)
        with restore(sample.folder, tmp_path / "new", MARY, sample.means).workspace as workspace:
            rename(live, "In the live one")
            rename(workspace, "In the restored one")
            assert live.door.tip is not None
            assert workspace.door.tip is not None
            assert live.door.tip.writer != workspace.door.tip.writer


def erased_since(sample: Sample, root: Path) -> int:
    """Erase a plan in the live workspace and bring the list beside the backups up to date; how many rows went."""
    with sample.open() as workspace:
        audited(workspace, "P-004", {"A1": 3})
        entities = of_plan(workspace.conn, Ids(workspace.id).plan("P-001"))
        erase(workspace.conn, workspace.door, entities, reason="ceased")
        add_erasures(workspace.conn, root)
    return len(entities)


def test_what_was_erased_since_is_erased_again(sample: Sample, elsewhere: Means, tmp_path: Path) -> None:
    expected = erased_since(sample, find_backup(tmp_path / "stick").parent)
    restored = restore(tmp_path / "stick", tmp_path / "new", MARY, elsewhere)
    with restored.workspace as workspace:
        assert restored.erased_again == expected
        assert workspace.conn.execute("SELECT count(*) FROM entry WHERE plan_ref = 'P-001'").fetchone() == (0,)
        assert all(one.is_good for one in check(workspace))
        assert not [row for row in rows_of(workspace.conn)["op"] if "P-001" in row]


def test_a_list_of_erasures_that_cannot_be_read_is_told(sample: Sample, elsewhere: Means, tmp_path: Path) -> None:
    (find_backup(tmp_path / "stick").parent / FILE).write_text("[")
    restored = restore(tmp_path / "stick", tmp_path / "new", MARY, elsewhere)
    restored.workspace.close()
    assert "cannot be read" in restored.notes[0]


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing may be left."""
    folder = tmp_path / "target"
    folder.mkdir()
    yield folder
    assert left_at(folder) == []


def refused(kind: type[AppError], sample: Sample, target: Path, passphrase: str = MARY, words: str = ".") -> None:
    backup = find_backup(sample.folder)
    before = snapshot(backup)
    with pytest.raises(kind, match=words):
        restore(backup, target / "Ashford", passphrase, sample.means)
    assert snapshot(backup) == before


def test_a_wrong_passphrase_leaves_nothing_behind(sample: Sample, target: Path) -> None:
    refused(WrongPassphrase, sample, target, "not her passphrase")


def test_somebody_who_may_not_restore_leaves_nothing_behind(sample: Sample, target: Path) -> None:
    refused(AppError, sample, target, BEN, "Ben Ali has no right to restore")


def test_a_damaged_backup_leaves_nothing_behind(sample: Sample, target: Path) -> None:
    path = find_backup(sample.folder) / "audit.db"
    whole = path.read_bytes()
    for at in (5, 3_000, 70_000, len(whole) - 5):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        refused(DamagedDatabase, sample, target)
    path.write_bytes(whole[:-4096])
    refused(DamagedDatabase, sample, target)


def test_a_backup_with_a_damaged_key_file_leaves_nothing_behind(sample: Sample, target: Path) -> None:
    path = find_backup(sample.folder) / "keys.json"
    path.write_bytes(path.read_bytes()[:-40])
    refused(DamagedKeyFile, sample, target)


def test_a_place_that_will_not_do_is_refused_before_anything_is_copied(sample: Sample, target: Path) -> None:
    means = replace(sample.means, unsuitable=lambda _: "It lies on a network share.")
    with pytest.raises(AppError, match="network share"):
        restore(sample.folder, target / "Ashford", MARY, means)


def test_nothing_is_ever_overwritten(sample: Sample, tmp_path: Path) -> None:
    before = snapshot(sample.folder)
    (tmp_path / "file.ehcpaudit").write_text("mine")
    for taken in (sample.folder, sample.folder.with_name("Ashford"), tmp_path / "file"):
        with pytest.raises(AppError, match="exists already"):
            restore(tmp_path / "stick", taken, MARY, sample.means)
    assert snapshot(sample.folder) == before
    assert (tmp_path / "file.ehcpaudit").read_text() == "mine"


def test_an_empty_folder_is_no_obstacle(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "empty.ehcpaudit").mkdir()
    with restore(tmp_path / "stick", tmp_path / "empty", MARY, sample.means).workspace as workspace:
        assert workspace.folder == tmp_path / "empty.ehcpaudit"


def test_the_newest_of_several_backups_is_taken(sample: Sample, tmp_path: Path) -> None:
    with sample.open() as workspace:
        rename(workspace, "Newest")
        newest = back_up(workspace)[0].folder
    assert find_backup(sample.folder) == newest
    assert find_backup(sample.folder / "backups") == newest
    with restore(sample.folder, tmp_path / "new", MARY, sample.means).workspace as restored:
        assert restored.conn.execute("SELECT organisation FROM workspace").fetchone() == ("Newest",)


@pytest.mark.parametrize("what", ["nothing", "letters", "Ashford.ehcpaudit/documents"])
def test_what_is_no_backup_is_said_so(sample: Sample, tmp_path: Path, what: str) -> None:
    (tmp_path / "letters").mkdir()
    with pytest.raises(NotAWorkspace):
        restore(tmp_path / what, tmp_path / "new", MARY, sample.means)


def test_a_live_workspace_without_backups_is_not_taken_for_one(sample: Sample, tmp_path: Path) -> None:
    shutil.rmtree(sample.folder / "backups")
    with pytest.raises(NotAWorkspace):
        restore(sample.folder, tmp_path / "new", MARY, sample.means)


def test_a_backup_under_another_name_is_restored_without_strange_documents(
    sample: Sample, elsewhere: Means, tmp_path: Path
) -> None:
    """A folder “documents” beside a backup that somebody copied may be their own."""
    home = tmp_path / "home"
    (home / "documents").mkdir(parents=True)
    (home / "documents" / "letter.txt").write_text("private")
    for name in ("copies/my backup", f"copies/{find_backup(sample.folder).name}", "the other"):
        shutil.copytree(find_backup(sample.folder), home / name)
        restored = restore(home / name, tmp_path / f"new {Path(name).name}", MARY, elsewhere)
        with restored.workspace as workspace:
            assert left_at(workspace.folder / "documents") == []


def test_a_backup_without_its_documents_says_so(sample: Sample, elsewhere: Means, tmp_path: Path) -> None:
    with sample.open() as workspace:
        add_document(workspace)
        shutil.copytree(back_up(workspace)[0].folder, tmp_path / "alone")
    restored = restore(tmp_path / "alone", tmp_path / "new", MARY, elsewhere)
    restored.workspace.close()
    assert "1 plan documents" in restored.notes[0]


def add_document(workspace: Workspace) -> None:
    record = {"plan_id": Ids(workspace.id).plan("P-001"), "name": "plan.pdf", "size": 3, "key": "00"}
    workspace.door.write("Add a document", [Op("document", "doc1", "record", record)])


def test_everybody_who_could_open_it_still_can_and_the_sheet_too(sample: Sample, tmp_path: Path) -> None:
    restored = restore(tmp_path / "stick", tmp_path / "new", MARY, sample.means)
    restored.workspace.close()
    with open_workspace(restored.workspace.folder, BEN, sample.means) as as_ben:
        assert as_ben.person.name == "Ben Ali"
    folder = restored.workspace.folder
    with keyring.recover(folder, sample.sheet, "Mary Öztürk", "a new passphrase", sample.means) as recovered:
        assert recovered.can_write


def test_a_restore_killed_at_any_call_leaves_a_whole_workspace_or_none(
    made: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)
    backup = find_backup(made.folder)
    numbers = itertools.count()

    def fresh() -> Path:
        at = tmp_path / str(next(numbers))
        at.mkdir()
        return at

    def work(at: Path) -> None:
        restore(backup, at / "Ashford", MARY, means_in(at, "desktop")).workspace.close()

    outcomes = []
    for at in every_kill(fresh, work, before=lambda at: at):
        folder = at / "Ashford.ehcpaudit"
        outcomes.append(folder.exists())
        if folder.exists():
            with open_workspace(folder, MARY, means_in(at, "third")) as workspace:
                assert all(one.is_good for one in check(workspace))
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}
