"""K1, K2, M3: what does not open says why, each fault in its own words, and leaves every byte as it was."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from workspace_builders import BEN, MARY, Sample, make_sample, snapshot

from audit_app.domain.problems import AppError
from audit_app.store.backup import back_up
from audit_app.store.driver import connect
from audit_app.store.keys import keyfile, keyjson
from audit_app.store.keys.errors import DamagedDatabase, DamagedKeyFile, NewerVersion, NotAWorkspace, WrongPassphrase
from audit_app.store.opening import open_workspace
from audit_app.store.schema import SCHEMA
from audit_app.store.workspace import DATABASE
from audit_app.version import __version__

PAGE = 4096


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample with one backup."""
    sample = make_sample(tmp_path_factory.mktemp("made"))
    with sample.open() as workspace:
        back_up(workspace)
    return sample


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    return made.copied(tmp_path)


def backup_name(sample: Sample) -> str:
    (backup,) = (path.name for path in (sample.folder / "backups").iterdir() if path.is_dir())
    return backup


def refusal(sample: Sample, kind: type[AppError], passphrase: str = MARY) -> str:
    """The words of the refusal; nothing that was there has changed, whichever window asks."""
    before = snapshot(sample.folder)
    for read_only in (True, False):
        with pytest.raises(kind) as refused:
            sample.open(passphrase, read_only=read_only)
        assert type(refused.value) is kind
    after = snapshot(sample.folder)
    assert {name: digest for name, digest in after.items() if name in before} == before
    assert set(after) - set(before) <= {"audit.db-wal", "audit.db-shm"}
    return refused.value.message


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def flipped(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


def zeroed(page: int) -> Callable[[bytes], bytes]:
    return lambda data: data[: page * PAGE] + bytes(PAGE) + data[(page + 1) * PAGE :]


def test_five_refusals_are_five_different_sentences(sample: Sample, tmp_path: Path) -> None:
    good = snapshot(sample.folder)
    said = [refusal(sample, WrongPassphrase, "not her passphrase")]
    newer = keyfile.with_version(keyjson.read_key_file(sample.folder, SCHEMA), "9.1.0", SCHEMA + 1)
    whole = (sample.folder / "keys.json").read_bytes()
    keyjson.write_key_file(sample.folder, newer)
    said.append(refusal(sample, NewerVersion))
    assert "9.1.0" in said[-1]
    assert __version__ in said[-1]
    (sample.folder / "keys.json").write_bytes(whole[:-200])
    said.append(refusal(sample, DamagedKeyFile))
    assert backup_name(sample) in said[-1]
    (sample.folder / "keys.json").write_bytes(whole)
    edit(sample.folder / DATABASE, flipped(10_000))
    said.append(refusal(sample, DamagedDatabase))
    edit(sample.folder / DATABASE, flipped(10_000))
    assert snapshot(sample.folder) == good
    (tmp_path / "letters").mkdir()
    with pytest.raises(NotAWorkspace) as refused:
        open_workspace(tmp_path / "letters", MARY, sample.means)
    said.append(refused.value.message)
    assert list((tmp_path / "letters").iterdir()) == []
    assert len(set(said)) == 5
    with sample.open():
        pass


@pytest.mark.parametrize(
    "damage",
    [
        flipped(3),
        flipped(PAGE // 2),
        flipped(PAGE * 20 + 5),
        flipped(PAGE * 40 + PAGE - 3),
        zeroed(0),
        zeroed(1),
        zeroed(30),
        lambda data: data[:-1],
        lambda data: data[: -10 * PAGE],
        lambda data: data[:PAGE],
        lambda data: data[:16],
        lambda data: data[:7],
        lambda data: data[:0],
        lambda data: bytes(len(data)),
    ],
    ids=[
        *("salt", "first page", "middle page", "authentication code", "no first page", "no second page", "no page 30"),
        *("a byte short", "pages short", "one page left", "a salt left", "seven bytes left", "empty", "all zeros"),
    ],
)
def test_a_damaged_database_is_told_with_the_last_good_backup(sample: Sample, damage: Callable[[bytes], bytes]) -> None:
    edit(sample.folder / DATABASE, damage)
    assert backup_name(sample) in refusal_of_damage(sample)


def refusal_of_damage(sample: Sample) -> str:
    """Whoever opens for writing is told at once; a page that is only read later is told to a reader then."""
    before = snapshot(sample.folder)
    with pytest.raises(DamagedDatabase) as refused:
        sample.open()
    after = snapshot(sample.folder)
    assert {name: digest for name, digest in after.items() if name in before} == before
    return refused.value.message


def test_a_missing_database_is_damage(sample: Sample) -> None:
    (sample.folder / DATABASE).unlink()
    assert backup_name(sample) in refusal(sample, DamagedDatabase)
    assert not (sample.folder / DATABASE).exists()


def test_damage_without_any_backup_still_says_what_to_do(sample: Sample) -> None:
    shutil.rmtree(sample.folder / "backups")
    edit(sample.folder / DATABASE, flipped(3))
    assert "Restore the newest verified backup" in refusal(sample, DamagedDatabase)


def test_a_migration_that_is_not_known_is_a_newer_version(sample: Sample) -> None:
    with sample.open() as workspace:
        key = workspace.unlocked.database_key
    db = connect(sample.folder / DATABASE, key)
    row = ("ehcp-audit", "m0999_from_the_future", "2030-01-01")
    db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)", row)
    db.close()
    assert "Install version" in refusal(sample, NewerVersion)


def test_a_backup_is_not_opened_in_place(sample: Sample) -> None:
    backup = sample.folder / "backups" / backup_name(sample)
    before = snapshot(backup)
    with pytest.raises(AppError, match="Restore it into a new folder"):
        open_workspace(backup, MARY, sample.means)
    assert snapshot(backup) == before


def test_wrong_passphrases_write_nothing(sample: Sample) -> None:
    everything, anchors = snapshot(sample.folder), snapshot(sample.means.anchors)
    times = {path: path.stat().st_mtime_ns for path in sample.folder.rglob("*")}
    said = set()
    for wrong in ["", " ", MARY + " ", MARY.upper(), BEN[:-1], "x" * 5000, "\udcff", "mary", *map(str, range(40))]:
        with pytest.raises(WrongPassphrase) as refused:
            sample.open(wrong)
        said.add(refused.value.message)
    assert len(said) == 1
    assert (snapshot(sample.folder), snapshot(sample.means.anchors)) == (everything, anchors)
    assert {path: path.stat().st_mtime_ns for path in sample.folder.rglob("*")} == times


def test_a_passphrase_opens_the_lock_of_its_own_person_only(sample: Sample) -> None:
    with pytest.raises(WrongPassphrase):
        open_workspace(sample.folder, MARY, sample.means, person="Ben Ali")
    with pytest.raises(AppError, match="Nobody called Cy"):
        open_workspace(sample.folder, MARY, sample.means, person="Cy")
    for who in (None, "Ben Ali", sample.ben):
        with open_workspace(sample.folder, BEN, sample.means, person=who) as workspace:
            assert workspace.person.name == "Ben Ali"


def test_the_failed_attempts_are_noted_at_the_next_right_one(sample: Sample) -> None:
    with open_workspace(sample.folder, MARY, sample.means, failed_before=3) as workspace:
        rows = workspace.conn.execute("SELECT act, thing FROM access_event").fetchall()
        assert ("unlock", "after 3 failed attempts") in rows


def test_a_name_without_its_ending_and_a_path_inside_find_the_workspace_or_say_so(sample: Sample) -> None:
    with open_workspace(sample.folder.with_name("Ashford"), MARY, sample.means) as workspace:
        assert workspace.folder == sample.folder
    for other in ("Ashfor", "Ashford.ehcpaudit/audit.db", "Ashford.ehcpaudit/documents"):
        with pytest.raises(NotAWorkspace):
            open_workspace(sample.folder.parent / other, MARY, sample.means)


def test_keys_of_another_workspace_beside_this_database_are_told_as_damage(sample: Sample, tmp_path: Path) -> None:
    other = make_sample(tmp_path / "other", seed="other")
    shutil.copyfile(other.folder / "keys.json", sample.folder / "keys.json")
    assert backup_name(sample) in refusal(sample, DamagedDatabase)
    assert json.loads((sample.folder / "keys.json").read_bytes())["workspace"] != ""
