"""M1, M2, M3: every file that was ever written opens and is whole; a migration is done on a copy or not at all."""

import json
import resource
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from killing import every_kill, finishes, quick_disk
from workspace_builders import (
    BEN,
    MARY,
    Clock,
    Sample,
    content_hash,
    make_sample,
    means_in,
    rename,
    row_counts,
    rows_of,
    snapshot,
)

from audit_app.domain.problems import AppError
from audit_app.store import keyring, migrate, schema
from audit_app.store.check import check
from audit_app.store.copying import faults_of
from audit_app.store.driver import Connection, Database, connect, file_salt, in_memory
from audit_app.store.keys import keyfile, keyjson
from audit_app.store.keys.errors import NewerVersion
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.migrate import MigrationFailed, tidy_and_migrate
from audit_app.store.migrations import Migrations
from audit_app.store.newest_backup import backup_names
from audit_app.store.opening import open_workspace
from audit_app.store.restore import restore
from audit_app.store.schema import KNOWN, SCHEMA
from audit_app.store.transaction import StorageBusy
from audit_app.store.workspace import Unlocked

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "databases"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.ehcpaudit"))

Step = Callable[[Database], None]


# ---- golden databases


class Golden:
    """A copy of the golden workspace of one version, and what is known of it."""

    def __init__(self, name: str, place: Path) -> None:
        self.folder = place / f"{name}.ehcpaudit"
        shutil.copytree(GOLDEN / f"{name}.ehcpaudit", self.folder)
        self.known: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_bytes())
        self.means = means_in(place, "another machine", Clock())


@pytest.fixture(params=NAMES)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Golden:
    return Golden(request.param, tmp_path)


def test_every_known_migration_has_a_golden_database() -> None:
    assert sorted(KNOWN) == NAMES
    assert [one.name for one in schema.MIGRATIONS.pending(in_memory())] == list(KNOWN)
    assert len(KNOWN) == SCHEMA


def test_a_golden_database_is_small_and_holds_no_more_than_it_needs() -> None:
    for name in NAMES:
        files = {path.name: path.stat().st_size for path in (GOLDEN / f"{name}.ehcpaudit").iterdir()}
        assert set(files) == {"audit.db", "keys.json"}
        assert sum(files.values()) < 640_000


def test_a_file_of_every_version_opens_for_everybody_with_everything_in_it(golden: Golden) -> None:
    for name, passphrase in golden.known["people"].items():
        with open_workspace(golden.folder, passphrase, golden.means) as workspace:
            assert workspace.person.name == name
            assert (workspace.faults, workspace.gap) == ((), "")
            counts = row_counts(workspace.conn)
            assert {table: counts.get(table) for table in golden.known["rows"]} == golden.known["rows"]
            assert content_hash(workspace.conn) == golden.known["audits"]
            assert [fault for finding in check(workspace) for fault in finding.faults] == []


def test_an_older_file_is_backed_up_once_and_this_versions_not(golden: Golden) -> None:
    is_older = golden.folder.stem != KNOWN[-1]
    for _ in range(2):
        with open_workspace(golden.folder, MARY, golden.means):
            pass
        assert len(backup_names(golden.folder / "backups")) == int(is_older)


def test_work_goes_on_in_a_file_of_every_version(golden: Golden) -> None:
    for organisation in ("Once", "Twice"):
        with open_workspace(golden.folder, MARY, golden.means) as workspace:
            rename(workspace, organisation)
            assert all(finding.is_good for finding in check(workspace))
    sheet = RecoverySheet.parse(golden.known["recovery_sheet"])
    with keyring.recover(golden.folder, sheet, "Mary Öztürk", "a new passphrase", golden.means) as workspace:
        assert all(finding.is_good for finding in check(workspace))


def test_a_backup_of_every_version_is_restored(golden: Golden, tmp_path: Path) -> None:
    backup = golden.folder.rename(tmp_path / "2026-11-02T09-00-00-000000Z")
    before = snapshot(backup)
    with restore(backup, tmp_path / "restored", MARY, golden.means).workspace as workspace:
        assert content_hash(workspace.conn) == golden.known["audits"]
        assert all(finding.is_good for finding in check(workspace))
    assert snapshot(backup) == before


def test_a_migrated_file_has_the_same_tables_as_a_new_one(golden: Golden, tmp_path: Path) -> None:
    """Where this fails for the newest version and it has not shipped: make its golden database anew."""
    with open_workspace(golden.folder, MARY, golden.means) as workspace:
        migrated = shape(workspace.conn)
    with make_sample(tmp_path / "new").open() as workspace:
        assert migrated == shape(workspace.conn)


def shape(conn: Connection) -> dict[str, list[str]]:
    """Columns, keys and references of every table and index, in no order."""
    names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master ORDER BY name")]
    asked = ("table_info", "foreign_key_list", "index_info")
    select = "SELECT * FROM pragma_{}(?)"
    return {
        f"{name} {what}": sorted(repr(row[1:]) for row in conn.execute(select.format(what), (name,)))
        for name in names
        for what in asked
    }


# ---- a further migration, made up


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("made"))


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Sample:
    return made.copied(tmp_path)


def further(*steps: Step) -> Migrations:
    """The migrations of this version and one more for each step."""
    migrations = Migrations(schema.MIGRATIONS.name)
    for number, name in enumerate((*KNOWN, *(f"m09{number:02}_made_up" for number in range(len(steps))))):
        known = getattr(schema, name, None)
        migrations(name=name)(known if known is not None else steps[number - len(KNOWN)])
    return migrations


def a_new_table(db: Database) -> None:
    db.execute("CREATE TABLE made_up (id TEXT PRIMARY KEY, length INTEGER) STRICT")
    db.execute("INSERT INTO made_up SELECT id, length(plan_ref) FROM entry")
    db.execute("CREATE INDEX made_up_length ON made_up(length)")


def migrated(sample: Sample, migrations: Migrations) -> None:
    """Migrate as an opening does."""
    key_file = keyjson.read_key_file(sample.folder, SCHEMA)
    with sample.open(read_only=True) as workspace:
        unlocked = workspace.unlocked
    tidy_and_migrate(sample.folder, key_file, unlocked, sample.means, migrations)


def unlocked_of(sample: Sample) -> Unlocked:
    with sample.open(read_only=True) as workspace:
        return workspace.unlocked


def rows(path: Path, key: bytes) -> dict[str, list[str]]:
    db = connect(path, key, read_only=True)
    try:
        assert faults_of(db) == []
        return rows_of(db.conn)
    finally:
        db.close()


def test_a_migration_is_backed_up_first_and_done_on_a_copy(sample: Sample) -> None:
    path = sample.folder / "audit.db"
    key, salt = unlocked_of(sample).database_key, file_salt(path)
    before = rows(path, key)
    migrated(sample, further(a_new_table))
    after = rows(path, key)
    assert len(after.pop("made_up")) == 10
    assert after == before
    assert file_salt(path) != salt
    assert len(keyjson.read_key_file(sample.folder, SCHEMA).databases) == 1
    (backup,) = backup_names(sample.folder / "backups")
    assert rows(sample.folder / "backups" / backup / "audit.db", key) == before
    assert not (sample.folder / "audit.db.new").exists()
    with pytest.raises(NewerVersion):
        sample.open()


def test_a_migration_is_done_once(sample: Sample) -> None:
    migrations = further(a_new_table)
    key_file, unlocked = keyjson.read_key_file(sample.folder, SCHEMA), unlocked_of(sample)
    key_file = tidy_and_migrate(sample.folder, key_file, unlocked, sample.means, migrations)
    before = (sample.folder / "audit.db").read_bytes()
    assert tidy_and_migrate(sample.folder, key_file, unlocked, sample.means, migrations) == key_file
    assert (sample.folder / "audit.db").read_bytes() == before
    assert len(backup_names(sample.folder / "backups")) == 1


def test_the_backup_made_before_a_migration_restores_the_older_version(sample: Sample, tmp_path: Path) -> None:
    migrated(sample, further(a_new_table))
    with restore(sample.folder, tmp_path / "restored", MARY, sample.means).workspace as workspace:
        assert all(finding.is_good for finding in check(workspace))


def broken_statement(db: Database) -> None:
    db.execute("CREATE TABLE half (id TEXT) STRICT")
    db.execute("INSERT INTO nowhere VALUES (1)")


def rewritten_log(db: Database) -> None:
    db.execute("UPDATE change SET label = upper(label)")


def lost_scores(db: Database) -> None:
    db.execute("DELETE FROM score WHERE marker = 'A1'")


def renamed_plans(db: Database) -> None:
    db.execute("UPDATE entry SET plan_ref = plan_ref || 'x' WHERE plan_ref IS NOT NULL")


def broken_reference(db: Database) -> None:
    db.conn.execute("PRAGMA defer_foreign_keys=ON")
    db.execute("CREATE TABLE child (id TEXT REFERENCES person(id)) STRICT")
    db.execute("PRAGMA ignore_check_constraints=ON")
    db.execute("INSERT INTO child VALUES ('nobody')")


FAILING: list[Step] = [broken_statement, rewritten_log, lost_scores, renamed_plans, broken_reference]


def unwatched_step(step: Step) -> Step:
    """The step as the app runs it: the tests' watch on logged tables would stop it first."""

    def alone(db: Database) -> None:
        db.conn.set_authorizer(None)
        step(db)

    return alone


@pytest.mark.parametrize("step", FAILING)
@pytest.mark.parametrize("after", [(), (a_new_table,)])
def test_a_migration_that_fails_leaves_all_as_it_was(sample: Sample, step: Step, after: tuple[Step, ...]) -> None:
    before = snapshot(sample.folder)
    for _ in range(3):
        with pytest.raises(MigrationFailed, match="It is as it was"):
            migrated(sample, further(*after, unwatched_step(step)))
    now = snapshot(sample.folder)
    assert {name: digest for name, digest in now.items() if not name.startswith(("backups/", "audit.db-"))} == before
    assert len(backup_names(sample.folder / "backups")) == 1
    with sample.open() as workspace:
        assert workspace.can_write
        assert all(finding.is_good for finding in check(workspace))


def test_a_fault_of_ours_in_a_migration_leaves_all_as_it_was_too(sample: Sample) -> None:
    def faulty(db: Database) -> None:
        a_new_table(db)
        raise KeyError("a fault of ours")

    before = snapshot(sample.folder)
    with pytest.raises(KeyError):
        migrated(sample, further(faulty))
    now = snapshot(sample.folder)
    assert {name: digest for name, digest in now.items() if not name.startswith(("backups/", "audit.db-"))} == before
    with sample.open() as workspace:
        assert all(finding.is_good for finding in check(workspace))


def test_a_backup_that_does_not_verify_keeps_the_migration_from_beginning(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "copy_verified", lambda *_: (0, "a page is not what was written"))
    with pytest.raises(MigrationFailed, match="its backup did not verify"):
        migrated(sample, further(a_new_table))
    assert backup_names(sample.folder / "backups") == []
    with sample.open() as workspace:
        assert workspace.can_write


def impatient(path: Path, key: bytes) -> Database:
    """A connection that does not wait the usual five seconds."""
    db = connect(path, key)
    db.conn.execute("PRAGMA busy_timeout=20")
    return db


def test_a_migration_waits_for_whoever_is_reading(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked, key_file = unlocked_of(sample), keyjson.read_key_file(sample.folder, SCHEMA)
    with sample.open() as workspace:
        rename(workspace, "Before")
    with sample.open(BEN, read_only=True) as reader:
        cursor = reader.conn.execute("SELECT * FROM op")
        cursor.fetchone()
        other = connect(sample.folder / "audit.db", unlocked.database_key)
        other.execute("INSERT INTO ui_state VALUES ('a', 'b', 'c')")
        with monkeypatch.context() as patch:
            patch.setattr(migrate, "connect", impatient)
            with pytest.raises(StorageBusy):
                tidy_and_migrate(sample.folder, key_file, unlocked, sample.means, further(a_new_table))
        other.close()
        cursor.fetchall()
    with sample.open() as workspace:
        assert workspace.can_write


def test_a_migration_killed_anywhere_leaves_the_old_or_the_new_and_everybody_opens(
    made: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_disk(monkeypatch)
    migrations, unlocked = further(a_new_table), unlocked_of(made)
    path, salt = made.folder / "audit.db", file_salt(made.folder / "audit.db")
    before = rows(path, unlocked.database_key)

    def work(sample: Sample) -> None:
        key_file = keyjson.read_key_file(sample.folder, SCHEMA)
        tidy_and_migrate(sample.folder, key_file, unlocked, sample.means, migrations)

    new = []
    for sample in every_kill(lambda: made.copied(tmp_path), work, before=lambda one: one):
        new.append(file_salt(sample.folder / "audit.db") != salt)
        held = rows(sample.folder / "audit.db", unlocked.database_key)
        assert ("made_up" in held) == new[-1]
        assert {table: each for table, each in held.items() if table != "made_up"} == before
        with pytest.raises(NewerVersion) if new[-1] else nullcontext():
            for passphrase in (MARY, BEN):
                with sample.open(passphrase) as workspace:
                    assert (workspace.faults, workspace.gap) == ((), "")
        for name in backup_names(sample.folder / "backups"):
            assert rows(sample.folder / "backups" / name / "audit.db", unlocked.database_key) == before
        if len(new) % 8 == 0:
            work(sample)
            assert "made_up" in rows(sample.folder / "audit.db", unlocked.database_key)
            assert {one.name for one in sample.folder.iterdir()} - KNOWN_NAMES == set()
    assert new == sorted(new)
    assert set(new) == {False, True}


KNOWN_NAMES = {"audit.db", "keys.json", "lease.lock", "documents", "backups", "audit.db-wal", "audit.db-shm"}


def test_a_full_disk_leaves_the_old_version_and_says_so(sample: Sample) -> None:
    unlocked, size = unlocked_of(sample), (sample.folder / "audit.db").stat().st_size
    for number in range(8):

        def work(limit: int = size * number // 8) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            key_file = keyjson.read_key_file(sample.folder, SCHEMA)
            with pytest.raises(AppError):
                tidy_and_migrate(sample.folder, key_file, unlocked, sample.means, further(a_new_table))

        assert finishes(work, 10_000)
        with sample.open() as workspace:
            assert all(finding.is_good for finding in check(workspace))
    migrated(sample, further(a_new_table))


def test_a_file_of_a_newer_version_is_told_before_any_passphrase(sample: Sample) -> None:
    newer = keyjson.read_key_file(sample.folder, SCHEMA)
    keyjson.write_key_file(sample.folder, keyfile.with_version(newer, "7.0.0", SCHEMA + 1))
    before = snapshot(sample.folder)
    with pytest.raises(NewerVersion, match=r"version 7\.0\.0"):
        sample.open("not anybody's passphrase")
    assert snapshot(sample.folder) == before


def test_a_reader_does_not_read_an_older_file_that_nobody_brought_up(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    from audit_app.store import opening

    monkeypatch.setattr(opening, "MIGRATIONS", further(a_new_table))
    before = snapshot(sample.folder)
    with pytest.raises(AppError, match="older version of the app"):
        sample.open(read_only=True)
    assert {name: digest for name, digest in snapshot(sample.folder).items() if name in before} == before
