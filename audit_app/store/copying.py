"""Consistent copies of an encrypted database, each with a salt of its own and its place in a key file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from audit_app.store.driver import Connection, Database, connect, file_salt, sqlite3
from audit_app.store.keys.keyfile import KeyFile
from audit_app.store.keys.keyjson import write_key_file
from audit_app.store.log.verify import verify
from audit_app.store.told import Told, in_silence
from audit_app.store.transaction import storage_error
from audit_app.store.workspace import DATABASE

_PAGES = 2_000
"""Pages copied between two looks at whether to stop: some milliseconds."""
_COPIED, _WHOLE = 60, 100
"""Of a verified copy, copying is about so much in a hundred; the rest is looking at it."""
_LOOKS_EVERY = 20_000


def copy_database(source: Connection, target: Path, key: bytes, told: Told = in_silence) -> str:
    """Copy everything committed in `source` into a new file under the same key; returns the new file's salt.

    Raises AppError where there is no room, and what `told` raises; then no file is left.
    """

    def tell(_status: int, remaining: int, total: int) -> None:
        told(_COPIED * (total - remaining) // max(total, 1), _WHOLE)

    try:
        copy = connect(target, key)
        try:
            with _as_it_stands(source):
                source.backup(copy.conn, pages=_PAGES, progress=tell)
            close_whole(copy)
        finally:
            copy.close()
    except sqlite3.DatabaseError as error:
        remove_database(target)
        raise storage_error(error) from error
    except BaseException:
        remove_database(target)
        raise
    sync(target)
    return file_salt(target)


@contextmanager
def _as_it_stands(source: Connection) -> Iterator[None]:
    """Read what is committed now: what another connection saves meanwhile would begin the copy anew."""
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        source.execute("COMMIT")


def copy_verified(
    source: Connection, folder: Path, key_file: KeyFile, key: bytes, making: Path, told: Told = in_silence
) -> tuple[int, str]:
    """Copy the live database of `folder` and its key file into `making`, open the copy and look at all of it.

    Returns how many changes it holds and the first fault, empty where there is none. Raises AppError or OSError
    where it cannot be written, and what `told` raises.
    """
    held = _changes(source)
    salt = copy_database(source, making / DATABASE, key, told)
    write_key_file(making, salted_as(key_file, file_salt(folder / DATABASE), salt))
    try:
        copy = connect(making / DATABASE, key)
        copy.conn.set_progress_handler(lambda: told(_COPIED, _WHOLE), _LOOKS_EVERY)
        try:
            wrong = [*faults_of(copy), *(str(one) for one in verify(copy.conn, key_file.workspace, everything=False))]
            changes = _changes(copy.conn)
            close_whole(copy)
        finally:
            copy.close()
    except sqlite3.DatabaseError as error:
        told(_COPIED, _WHOLE)  # was it stopped?
        return 0, f"it cannot be read: {error}"
    told(_WHOLE, _WHOLE)
    if changes < held:
        wrong.append(f"it holds {changes} changes of {held}")
    return changes, wrong[0] if wrong else ""


def _changes(conn: Connection) -> int:
    return int(conn.execute("SELECT count(*) FROM change").fetchone()[0])


def close_whole(db: Database) -> None:
    """Leave the file without a write-ahead log beside it."""
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.conn.execute("PRAGMA journal_mode=DELETE")


def remove_database(path: Path) -> None:
    """Remove a database file and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until the file is on the disk."""
    number = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can say so."""
    if os.name != "nt":
        sync(folder)


def salted_as(key_file: KeyFile, old: str, new: str) -> KeyFile:
    """The key file of a copy under the same key: the entry of the old salt, under the new one alone."""
    entry = key_file.database(old)
    if entry is None:
        raise ValueError("the key file does not know this database")
    return replace(key_file, databases=(replace(entry, salt=new),))


def faults_of(db: Database) -> list[str]:
    """What the engine finds wrong with a database file: pages, structure, foreign keys; empty where nothing is."""
    try:
        found = page_faults(db) + structure_faults(db)
        found += [
            f"a row of {row[0]} refers to a row of {row[2]} that is not there"
            for row in db.conn.execute("PRAGMA foreign_key_check")
        ]
    except sqlite3.DatabaseError as error:
        return [f"it cannot be read to its end: {error}"]
    return found


def page_faults(db: Database) -> list[str]:
    """The pages of the file whose authentication code is not theirs; about half a second for 150 MB."""
    return [str(row[0]) for row in db.conn.execute("PRAGMA cipher_integrity_check")]


def structure_faults(db: Database) -> list[str]:
    """Where tables and indexes do not hold together; about three seconds for 150 MB."""
    return [text for (text,) in db.conn.execute("PRAGMA integrity_check") if text != "ok"]
