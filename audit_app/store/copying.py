"""Consistent copies of an encrypted database, each with a salt of its own and its place in a key file."""

import os
from pathlib import Path

from audit_app.store.driver import Connection, Database, connect, file_salt, sqlite3
from audit_app.store.keys.keyfile import DatabaseEntry, KeyFile
from audit_app.store.transaction import storage_error


def copy_database(source: Connection, target: Path, key: bytes) -> str:
    """Copy everything committed in `source` into a new file under the same key; returns the new file's salt.

    Raises AppError where there is no room; then no file is left.
    """
    try:
        copy = connect(target, key)
        try:
            source.backup(copy.conn)
            close_whole(copy)
        finally:
            copy.close()
    except sqlite3.DatabaseError as error:
        remove_database(target)
        raise storage_error(error) from error
    sync(target)
    return file_salt(target)


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


def salted_as(key_file: KeyFile, old: str, new: str) -> KeyFile:
    """The key file of a copy under the same key: the entry of the old salt, under the new one alone."""
    entry = key_file.database(old)
    if entry is None:
        raise ValueError("the key file does not know this database")
    copy = DatabaseEntry(new, entry.wraps, entry.recovery)
    from dataclasses import replace

    return replace(key_file, databases=(copy,))


def faults_of(db: Database) -> list[str]:
    """What the engine finds wrong with a database file: pages, structure, foreign keys; empty where nothing is."""
    found = [str(row[0]) for row in db.conn.execute("PRAGMA cipher_integrity_check")]
    found += [text for (text,) in db.conn.execute("PRAGMA integrity_check") if text != "ok"]
    found += [
        f"a row of {row[0]} refers to a row of {row[2]} that is not there"
        for row in db.conn.execute("PRAGMA foreign_key_check")
    ]
    return found
