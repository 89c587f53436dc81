"""Opening a workspace: the key file, a person's lock, the database, the lease, the log; each failure its own words."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.machine.lease import HeldBy, Lease
from audit_app.store import migrate
from audit_app.store.anchoring import AnchoredDoor, MachineAnchor
from audit_app.store.driver import Database, connect, sqlite3
from audit_app.store.keys.crypto import PersonKeys, unlock
from audit_app.store.keys.errors import DamagedKeyFile, NotAWorkspace, SheetReplaced, WrongKey, WrongPassphrase
from audit_app.store.keys.keyfile import DATABASE_KEY, DatabaseEntry, KeyFile, PersonEntry
from audit_app.store.keys.keyjson import database_salt, read_key_file
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.leftovers import Leftovers, holds_together, leftovers_of, lost_end
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import demand_not_left
from audit_app.store.log.verify import verify
from audit_app.store.means import Means
from audit_app.store.newest_backup import made_at, newest_backup_name
from audit_app.store.schema import MIGRATIONS, SCHEMA
from audit_app.store.told import Told, in_silence
from audit_app.store.transaction import storage_error
from audit_app.store.unreadable import damaged, unreadable
from audit_app.store.workspace import DATABASE, SUFFIX, UNLOCK, Unlocked, Workspace

_STEPS = 3
"""What a crash left is looked at, older files are brought up to this version, the change log is verified."""


class UnsuitablePlace(AppError):
    """A live workspace may not lie where it lies."""


def resolve(path: Path) -> Path:
    """The workspace folder that a person means: with or without its ending; raises NotAWorkspace."""
    longer = path.with_name(path.name + SUFFIX)
    found = next((folder for folder in (path, longer) if (folder / "keys.json").exists()), None)
    if found is None or (found is longer and path.name.endswith(SUFFIX)):
        raise NotAWorkspace(path)
    if made_at(found.name) is not None:
        raise AppError(f"{found} is a backup, which is never changed. Restore it into a new folder.")
    return found


def key_file_of(folder: Path) -> KeyFile:
    """The key file of a workspace; raises as `read_key_file` does, damage with the last good backup."""
    try:
        return read_key_file(folder, SCHEMA)
    except DamagedKeyFile as error:
        raise DamagedKeyFile(folder / "keys.json", newest_backup_name(folder)) from error


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

    Raises NotAWorkspace, DamagedKeyFile, NewerVersion, WrongPassphrase, DamagedDatabase, UnsuitablePlace, and
    AccessEnded for somebody whose last day is over. Where another process holds the workspace it opens for reading
    only. Nothing is written before the lock is open.
    """
    folder = resolve(path)
    entry, keys = unlock_one(key_file_of(folder), passphrase, person)
    return open_with_keys(folder, entry.id, keys, means, read_only=read_only, failed_before=failed_before)


def unlock_one(key_file: KeyFile, passphrase: str, person: str | None) -> tuple[PersonEntry, PersonKeys]:
    """The person whose lock the passphrase opens; raises WrongPassphrase, AppError for a person who is not there."""
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
    wrapped = _database_entry(folder, key_file).wrapped_to(person)
    if wrapped is None:
        raise WrongKey
    return keys.open_wrapped(wrapped, key_file.workspace, DATABASE_KEY)


def recovered_key(folder: Path, key_file: KeyFile, sheet: RecoverySheet) -> bytes:
    """The key of the database file, opened by the recovery sheet.

    Raises DamagedDatabase, SheetReplaced for one whose place a newer sheet has taken, WrongKey for any other.
    """
    try:
        return sheet.open_wrapped(_database_entry(folder, key_file).recovery, key_file.workspace, DATABASE_KEY)
    except WrongKey:
        for replaced in key_file.replaced_sheets:
            if replaced.public == sheet.public:
                raise SheetReplaced(replaced.utc) from None
        raise


def _database_entry(folder: Path, key_file: KeyFile) -> DatabaseEntry:
    try:
        entry = key_file.database(database_salt(folder / DATABASE))
    except AppError as error:  # shorter than a salt, or not there
        raise damaged(folder) from error
    if entry is None:
        raise damaged(folder)
    return entry


def open_with_keys(
    folder: Path,
    person: str,
    keys: PersonKeys,
    means: Means,
    *,
    read_only: bool = False,
    failed_before: int = 0,
    new_writer: bool = False,
    any_thread: bool = False,
    told: Told = in_silence,
) -> Workspace:
    """Open with keys that are unlocked already, with `new_writer` as one that goes on with no chain of this machine.

    With `any_thread` it is opened for another thread, which then alone uses it; `told` hears of the steps. Raises as
    `open_workspace` does.
    """
    with taken(folder, person, means, read_only=read_only) as (key_file, lease):
        unlocked = Unlocked(person, keys, database_key(folder, key_file, person, keys))
        opened = Opened(folder, key_file, unlocked, means, lease, new_writer, any_thread, told)
        return opened.workspace(failed_before)


@contextmanager
def taken(
    folder: Path, person: str, means: Means, *, read_only: bool = False
) -> Iterator[tuple[KeyFile, Lease | HeldBy | None]]:
    """The lease, or who holds it, and the key file as it stands now that nobody else can change it.

    The lease is given back only where the block fails; else it belongs to the workspace that the block opens.
    """
    if reason := means.unsuitable(folder):
        raise UnsuitablePlace(reason)
    name = next((entry.name for entry in key_file_of(folder).people if entry.id == person), "")
    lease = None if read_only else Lease.take(folder, name, means.host, means.now())
    try:
        yield key_file_of(folder), lease
    except BaseException:
        if isinstance(lease, Lease):
            lease.release()
        raise


def connect_checked(folder: Path, key: bytes, *, read_only: bool, any_thread: bool = False) -> Database:
    """The database in the folder; raises DamagedDatabase, naming the last good backup, where it cannot be read."""
    try:
        return connect(folder / DATABASE, key, read_only=read_only, any_thread=any_thread)
    except sqlite3.DatabaseError as error:
        raise unreadable(error, folder) from error


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder with the keys that open it, from which a workspace is made; the workspace takes over the lease.

    With `any_thread` it may be used on another thread than this; `told` hears of the steps. A file that `is_fresh` was
    made by this process, which has looked at all of it: it is neither tidied nor are its pages looked at again.
    """

    folder: Path
    key_file: KeyFile
    unlocked: Unlocked
    means: Means
    lease: Lease | HeldBy | None
    new_writer: bool = False
    any_thread: bool = False
    told: Told = in_silence
    is_fresh: bool = False

    @property
    def may_write(self) -> bool:
        """Whether the lease is ours."""
        return isinstance(self.lease, Lease)

    def workspace(self, failed_before: int = 0) -> Workspace:
        """Tidy, migrate, connect, verify; raises as `open_workspace` does."""
        left, key_file, key = leftovers_of(self.folder), self.key_file, self.unlocked.database_key
        # What does not hold together is only read: folding a wrong log into the file would spoil the file.
        self.told(0, _STEPS)
        folds = self.may_write and (
            not left.has_changes or holds_together(self.folder, key, key_file.workspace, self.told)
        )
        self.told(1, _STEPS)
        if folds and not self.is_fresh:
            key_file = migrate.tidy_and_migrate(self.folder, key_file, self.unlocked, self.means)
        self.told(2, _STEPS)
        db = connect_checked(self.folder, key, read_only=not folds, any_thread=self.any_thread)
        try:
            _demand_this_version(db, key_file)
            workspace = self._verified(key_file, db, left, everything=self.may_write and not folds)
        except sqlite3.DatabaseError as error:
            db.close()
            raise unreadable(error, self.folder) from error
        except BaseException:
            db.close()
            raise
        if workspace.can_write:
            _begin_session(workspace, failed_before)
        return workspace

    def _verified(self, key_file: KeyFile, db: Database, left: Leftovers, *, everything: bool) -> Workspace:
        person = self.unlocked.person
        known_people = people(db.conn)
        demand_not_left(known_people.get(person), self.means.now().date())
        faults = verify(db.conn, key_file.workspace, everything=everything)
        self.told(_STEPS, _STEPS)  # the last time: from here on it is open
        anchor = MachineAnchor(self.means.anchors, person, self.folder, key_file.workspace)
        writable = self.may_write and not faults
        known = anchor.claim(db.conn) if writable else anchor.look(db.conn)
        gap = known.gap or (lost_end(db.conn, left) if self.may_write else "")
        goes_on = not self.new_writer and person in known_people
        door = self._door(db, anchor, known.writer if goes_on else None) if writable else None
        return Workspace(
            self.folder, key_file, db, self.unlocked, self.means, self.lease, door, anchor, tuple(faults), gap
        )

    def _door(self, db: Database, anchor: MachineAnchor, writer: str | None) -> AnchoredDoor:
        return AnchoredDoor(
            db.conn,
            self.key_file.workspace,
            self.unlocked.signer,
            self.means.host,
            clock=self.means.clock,
            random=self.means.random,
            anchor=anchor,
            continue_writer=writer,
        )


def _begin_session(workspace: Workspace, failed_before: int) -> None:
    try:
        workspace.note_access(UNLOCK, f"after {failed_before} failed attempts" if failed_before else "")
        # Into the file itself: a session that is cut short, log and all, is noticed at the next opening.
        workspace.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        workspace.close()
        raise storage_error(error) from error
    except BaseException:
        workspace.close()
        raise


def _demand_this_version(db: Database, key_file: KeyFile) -> None:
    migrate.refuse_newer(db, key_file)
    if MIGRATIONS.pending(db):
        raise AppError(
            "This workspace was written by an older version of the app and is not brought up to this one yet. Close it "
            "everywhere, then open it for writing here: it is backed up first."
        )
