"""Who can open the workspace: adding and removing people, passphrases, recovery, rotating the database key."""

from dataclasses import replace
from pathlib import Path

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.files import sentence
from audit_app.store.copying import close_whole, faults_of, remove_database, sync
from audit_app.store.driver import Connection, connect, file_salt, sqlite3
from audit_app.store.keys.crypto import SALT_BYTES, PersonKeys, lock, unlock, wrap
from audit_app.store.keys.keyfile import (
    DATABASE_KEY,
    DatabaseEntry,
    KeyFile,
    PersonEntry,
    add_person,
    change_passphrase,
    remove_person,
)
from audit_app.store.keys.keyjson import write_key_file
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.migrate import NEW, swap
from audit_app.store.opening import Opened, key_file_of, recovered_key, resolve, taken
from audit_app.store.person_ops import PersonDetails, person_ops
from audit_app.store.transaction import storage_error
from audit_app.store.workspace import Unlocked, Workspace


def add(workspace: Workspace, details: PersonDetails, passphrase: str) -> str:
    """Give a person keys to the workspace; returns their id. Raises AppError where the passphrase is refused."""
    means = workspace.means
    workspace.demand(Act.MANAGE_PEOPLE)
    person = means.random(16).hex()
    keys = PersonKeys.generate(means.random)
    entry = PersonEntry(person, details.name, lock(keys, passphrase, means.kdf, means.random(SALT_BYTES)))
    wrapped = wrap(workspace.unlocked.database_key, keys.opening_public, workspace.id, DATABASE_KEY)
    # The log first: a person in the log without keys can be added again, keys of nobody in the log cannot be told.
    workspace.door.write(f"Add {details.name}", person_ops(person, details, keys, means))
    salts = [entry.salt for entry in workspace.key_file.databases]
    _keep(workspace, add_person(workspace.key_file, entry, dict.fromkeys(salts, wrapped)))
    return person


def set_passphrase(workspace: Workspace, current: str, new: str) -> None:
    """Lock the unlocked person's keys by another passphrase; raises WrongPassphrase for a wrong current one."""
    workspace.demand_writing()
    person = workspace.unlocked.person
    unlock(workspace.key_file.person(person).locked, current)
    locked = lock(workspace.unlocked.keys, new, workspace.means.kdf, workspace.means.random(SALT_BYTES))
    _keep(workspace, change_passphrase(workspace.key_file, person, locked))


def remove(workspace: Workspace, person: str) -> Workspace:
    """Take a person's keys away and rotate the database key; returns the workspace opened anew.

    They leave the log's people from today; what they did stays. A removal that was cut short is asked for again.
    """
    workspace.demand(Act.MANAGE_PEOPLE)
    if person == workspace.unlocked.person:
        raise AppError("Nobody can remove themselves. Ask another owner to do it.")
    _demand_true_public_halves(workspace)
    today = workspace.means.now().date().isoformat()
    row = workspace.conn.execute("SELECT name, active_from FROM person WHERE id = ?", (person,)).fetchone()
    if row is None:
        raise AppError("There is no such person in this workspace.")
    workspace.door.write(
        f"Remove {row[0]}",
        [Op("person", person, "period", {"from": row[1], "to": today}), Op("person", person, "roles", [])],
    )
    if all(entry.id != person for entry in workspace.key_file.people):
        return workspace  # they never had keys, or a removal that was cut short took them already
    return rotate(workspace, without=person)


def rotate(workspace: Workspace, *, without: str | None = None) -> Workspace:
    """Export everything into a new file under a new key and put it in place; returns the workspace opened anew.

    A crash at any point leaves exactly one database that opens with the key file beside it. The lease is held
    throughout, so that nobody writes into the file that goes. Raises AppError; then, where the workspace was closed
    already, it opens again as it was.
    """
    workspace.demand(Act.MANAGE_PEOPLE)
    workspace.demand_writing()
    _demand_true_public_halves(workspace)
    people_left = workspace.key_file if without is None else remove_person(workspace.key_file, without)
    folder, means = workspace.folder, workspace.means
    key = means.random(32)
    workspace.settle("rotate")
    salt = _export(workspace.conn, folder / NEW, key)
    unlocked = Unlocked(workspace.unlocked.person, workspace.unlocked.keys, key)
    lease = workspace.hand_over()
    try:
        key_file = swap(folder, _with_database(people_left, salt, key), salt)
        return Opened(folder, key_file, unlocked, means, lease).workspace()
    except BaseException:
        lease.release()
        raise


def _with_database(key_file: KeyFile, salt: str, key: bytes) -> KeyFile:
    wraps = tuple(
        (entry.id, wrap(key, entry.locked.opening_public, key_file.workspace, DATABASE_KEY))
        for entry in key_file.people
    )
    recovery = wrap(key, key_file.recovery_public, key_file.workspace, DATABASE_KEY)
    return replace(key_file, databases=(*key_file.databases, DatabaseEntry(salt, wraps, recovery)))


def _demand_true_public_halves(workspace: Workspace) -> None:
    """keys.json can be written by whoever can write the folder: wrap only to the keys that the log knows."""
    logged = dict(workspace.conn.execute("SELECT id, box_key FROM person"))
    for entry in workspace.key_file.people:
        if logged.get(entry.id) != entry.locked.opening_public.hex():
            raise AppError(
                f"The key file holds another key for {entry.name} than the workspace recorded. Somebody changed "
                "keys.json. Restore the newest good backup before anything else."
            )


def _export(conn: Connection, target: Path, key: bytes) -> str:
    """A new database under another key with everything in it; the engine's own re-keying is never used."""
    try:
        remove_database(target)
        conn.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(target), f"x'{key.hex()}'"))
        try:
            # Each table would wait for the disk by itself; the whole file does, before it takes anything's place.
            conn.execute("PRAGMA fresh.journal_mode=MEMORY")
            conn.execute("PRAGMA fresh.synchronous=OFF")
            conn.execute("SELECT sqlcipher_export('fresh')").fetchone()
        finally:
            conn.execute("DETACH DATABASE fresh")
        _demand_whole(target, key, int(conn.execute("SELECT count(*) FROM op").fetchone()[0]))
        sync(target)
    except sqlite3.DatabaseError as error:
        remove_database(target)
        raise storage_error(error) from error
    except OSError as error:
        raise AppError(sentence(error, target)) from error
    return file_salt(target)


def _demand_whole(target: Path, key: bytes, ops: int) -> None:
    """Look at all of the new file before it takes the place of the old one."""
    copy = connect(target, key)
    try:
        wrong = faults_of(copy)
        held = int(copy.conn.execute("SELECT count(*) FROM op").fetchone()[0])
        close_whole(copy)
    finally:
        copy.close()
    if wrong or held != ops:
        remove_database(target)
        raise AppError(
            f"The file under the new key did not verify ({wrong[0] if wrong else f'{held} operations of {ops}'}), so "
            "it was removed. The workspace is as it was; run a check."
        )


def recover(path: Path, sheet: RecoverySheet, person: str, new: str, means: Means) -> Workspace:
    """Open with the recovery sheet: this person of the key file, an owner, gets new keys under a new passphrase.

    Raises WrongKey where the sheet is another workspace's, AppError where there is no such person, they are no owner,
    or another process has the workspace open; then nothing has changed.
    """
    folder = resolve(path)
    found = _entry_of(key_file_of(folder), person)
    keys = PersonKeys.generate(means.random)
    locked = lock(keys, new, means.kdf, means.random(SALT_BYTES))
    with taken(folder, found.id, means) as (key_file, lease):
        key = recovered_key(folder, key_file, sheet)
        opened = Opened(folder, key_file, Unlocked(found.id, keys, key), means, lease, new_writer=True)
        workspace = opened.workspace()
        try:
            workspace.demand(Act.MANAGE_PEOPLE)
            # The log first: keys that the log does not know could neither sign nor be rotated.
            value = {"box_key": keys.opening_public.hex(), "sign_key": keys.signing_public.hex()}
            ops = [Op("person", found.id, "keys", value)]
            workspace.door.write(f"New keys for {found.name} by the recovery sheet", ops, sign="recovery")
            wrapped = wrap(key, keys.opening_public, key_file.workspace, DATABASE_KEY)
            _keep(workspace, _with_new_keys(workspace.key_file, PersonEntry(found.id, found.name, locked), wrapped))
        except BaseException:
            workspace.close()
            raise
    return workspace


def _entry_of(key_file: KeyFile, person: str) -> PersonEntry:
    for entry in key_file.people:
        if person in (entry.name, entry.id):
            return entry
    names = ", ".join(entry.name for entry in key_file.people)
    raise AppError(f"Nobody called {person} can open this workspace. Those who can: {names}.")


def _with_new_keys(key_file: KeyFile, entry: PersonEntry, wrapped: bytes) -> KeyFile:
    people = tuple(entry if one.id == entry.id else one for one in key_file.people)
    databases = tuple(
        replace(one, wraps=(*(wrap_ for wrap_ in one.wraps if wrap_[0] != entry.id), (entry.id, wrapped)))
        for one in key_file.databases
    )
    return replace(key_file, people=people, databases=databases)


def _keep(workspace: Workspace, key_file: KeyFile) -> None:
    write_key_file(workspace.folder, key_file)
    workspace.key_file = key_file
