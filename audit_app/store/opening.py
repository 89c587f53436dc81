"""Opening a workspace: the key file, a person's lock, the database, the lease, the log; each failure its own words."""

from contextlib import suppress
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.machine.anchor import read_anchor
from audit_app.machine.lease import HeldBy, Lease
from audit_app.store import migrate
from audit_app.store.driver import Database, connect, sqlite3
from audit_app.store.keys.crypto import PersonKeys, unlock
from audit_app.store.keys.errors import DamagedDatabase, NotAWorkspace, WrongKey, WrongPassphrase
from audit_app.store.keys.keyfile import DATABASE_KEY, KeyFile, PersonEntry
from audit_app.store.keys.keyjson import database_salt, read_key_file
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.log.door import Door
from audit_app.store.log.people_log import people
from audit_app.store.log.verify import anchored, verify
from audit_app.store.means import Means
from audit_app.store.newest_backup import newest_backup_name
from audit_app.store.schema import SCHEMA
from audit_app.store.workspace import DATABASE, SUFFIX, Unlocked, Workspace


class UnsuitablePlace(AppError):
    """A live workspace may not lie where it lies."""


def resolve(path: Path) -> Path:
    """The workspace folder that a person means: with or without its ending; raises NotAWorkspace."""
    if (path / "keys.json").exists():
        return path
    longer = path.with_name(path.name + SUFFIX)
    if not path.name.endswith(SUFFIX) and (longer / "keys.json").exists():
        return longer
    raise NotAWorkspace(path)


def open_workspace(
    path: Path,
    passphrase: str,
    means: Means,
    *,
    person: str | None = None,
    read_only: bool = False,
    failed_before: int = 0,
) -> Workspace:
    """Open as the person whose lock the passphrase opens; `person` (name or id) names one, else each is tried.

    Raises NotAWorkspace, DamagedKeyFile, NewerVersion, WrongPassphrase, DamagedDatabase, UnsuitablePlace. Where
    another process holds the workspace it opens for reading only. Nothing is written before the lock is open.
    """
    folder = resolve(path)
    key_file = read_key_file(folder, SCHEMA)
    entry, keys = _unlock_one(key_file, passphrase, person)
    return open_with_keys(folder, key_file, entry.id, keys, means, read_only=read_only, failed_before=failed_before)


def _unlock_one(key_file: KeyFile, passphrase: str, person: str | None) -> tuple[PersonEntry, PersonKeys]:
    entries = [entry for entry in key_file.people if person is None or person in (entry.name, entry.id)]
    if not entries:
        names = ", ".join(entry.name for entry in key_file.people)
        raise AppError(f"Nobody called {person} can open this workspace. Those who can: {names}.")
    for entry in entries:
        with suppress(WrongPassphrase):
            return entry, unlock(entry.locked, passphrase)
    raise WrongPassphrase


def database_key(folder: Path, key_file: KeyFile, person: str, keys: PersonKeys) -> bytes:
    """The key of the database file that lies in the folder; raises DamagedDatabase or WrongKey."""
    path = folder / DATABASE
    entry = key_file.database(database_salt(path))
    if entry is None:
        raise DamagedDatabase(path, newest_backup_name(folder))
    wrapped = entry.wrapped_to(person)
    if wrapped is None:
        raise WrongKey
    return keys.open_wrapped(wrapped, key_file.workspace, DATABASE_KEY)


def recovered_key(folder: Path, key_file: KeyFile, sheet: RecoverySheet) -> bytes:
    """The key of the database file, opened by the recovery sheet; raises DamagedDatabase or WrongKey."""
    entry = key_file.database(database_salt(folder / DATABASE))
    if entry is None:
        raise DamagedDatabase(folder / DATABASE, newest_backup_name(folder))
    return sheet.open_wrapped(entry.recovery, key_file.workspace, DATABASE_KEY)


def open_with_keys(
    folder: Path,
    key_file: KeyFile,
    person: str,
    keys: PersonKeys,
    means: Means,
    *,
    read_only: bool = False,
    failed_before: int = 0,
) -> Workspace:
    """Open with keys that are unlocked already; raises as `open_workspace` does."""
    if reason := means.unsuitable(folder):
        raise UnsuitablePlace(reason)
    unlocked = Unlocked(person, keys, database_key(folder, key_file, person, keys))
    name = next(entry.name for entry in key_file.people if entry.id == person)
    lease = None if read_only else Lease.take(folder, name, means.host, means.now())
    try:
        writable = isinstance(lease, Lease)
        if writable:
            key_file = migrate.tidy_and_migrate(folder, key_file, unlocked, means)
        db = connect_checked(folder, unlocked.database_key, read_only=not writable)
        try:
            return _opened(folder, key_file, db, unlocked, means, lease, failed_before)
        except BaseException:
            db.close()
            raise
    except BaseException:
        if isinstance(lease, Lease):
            lease.release()
        raise


def connect_checked(folder: Path, key: bytes, *, read_only: bool) -> Database:
    """The database in the folder; raises DamagedDatabase, naming the last good backup, where it cannot be read."""
    path = folder / DATABASE
    try:
        return connect(path, key, read_only=read_only)
    except sqlite3.DatabaseError as error:
        raise DamagedDatabase(path, newest_backup_name(folder)) from error


def _opened(
    folder: Path,
    key_file: KeyFile,
    db: Database,
    unlocked: Unlocked,
    means: Means,
    lease: Lease | HeldBy | None,
    failed_before: int,
) -> Workspace:
    migrate.refuse_newer(db, key_file)
    try:
        faults = verify(db.conn, key_file.workspace, everything=False)
        writer, gap = _continuing(db, key_file.workspace, unlocked.person, means)
        known = unlocked.person in people(db.conn)
    except sqlite3.DatabaseError as error:
        raise DamagedDatabase(folder / DATABASE, newest_backup_name(folder)) from error
    door = None
    if isinstance(lease, Lease) and not faults:
        door = Door(
            db.conn,
            key_file.workspace,
            unlocked.signer,
            means.host,
            clock=means.clock,
            random=means.random,
            continue_writer=writer if known else None,
        )
    workspace = Workspace(folder, key_file, db, unlocked, means, lease, door, tuple(faults), gap)
    if door is not None:
        workspace.note_access("unlock", f"after {failed_before} failed attempts" if failed_before else "")
    return workspace


def _continuing(db: Database, workspace: str, person: str, means: Means) -> tuple[str | None, str]:
    """The person's writer that goes on, if one may, and in words what this machine misses.

    The writer goes on only where the log ends exactly where this machine last saw it end: a copy, a restored
    backup or another machine begins a new writer, whose first change lists what it continues from.
    """
    anchor = read_anchor(means.anchors / person, workspace)
    if anchor is None:
        return None, ""
    last = db.conn.execute("SELECT max(seq) FROM change WHERE writer = ?", (anchor.writer,)).fetchone()[0]
    if not anchored(db.conn, anchor.writer, anchor.seq, anchor.hash):
        return None, (
            f"This workspace ends before change {anchor.seq}, which this computer has seen: it is an older copy, or "
            "its end was cut off. What you do from now on is recorded as a new beginning after the gap."
        )
    return (anchor.writer if last == anchor.seq else None), ""
