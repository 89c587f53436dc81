"""Opens one encrypted SQLite file; knows nothing of what the tables mean."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3

# sqlite-utils takes the driver named pysqlite3 when it is there: registered before its first import, which is in
# `migrations`, every `except sqlite3.X` of the library and of ours means the driver that is really used.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)

sqlite3 = sqlcipher3.dbapi2

__all__ = ["SALT_BYTES", "Connection", "Database", "connect", "file_salt", "in_memory", "scratch", "sqlite3"]

Connection = Any
"""A DB-API connection of the driver; it ships no types."""

SALT_BYTES = 16
"""SQLCipher keeps its random salt in the first bytes of the file; keys.json finds the right key by it."""

MAIN_CACHE_KIB = 32_768
_SCRATCH_CACHE_KIB = 4_096


@dataclass(frozen=True, slots=True)
class Database:
    """One open file: its connection. sqlite-utils would take a tenth of a second here; migrations alone need it."""

    conn: Connection

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """Run one statement; a cursor of its rows."""
        return self.conn.execute(sql, parameters)

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        self.conn.close()


def connect(path: Path | str, key: bytes, *, read_only: bool = False, any_thread: bool = False) -> Database:
    """Open or make the database at `path` with the raw 32-byte `key`.

    With `read_only` nothing is written, not even what a killed session left in the write-ahead log on closing. With
    `any_thread` it may be handed over to another thread, which then alone uses it.
    Raises `sqlite3.DatabaseError` where the file is damaged, is no database, or the key is not its key:
    SQLCipher cannot tell these apart, so the caller does (by the salt and keys.json).
    """
    name = f"{Path(path).absolute().as_uri()}?mode=ro" if read_only else str(path)
    conn = sqlite3.connect(name, isolation_level=None, uri=read_only, check_same_thread=not any_thread)
    try:
        conn.execute("PRAGMA cipher_log_level=NONE")
        conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if read_only:
            conn.execute("PRAGMA query_only=ON")
        else:
            conn.execute("PRAGMA journal_mode=WAL")
            conn.execute("PRAGMA synchronous=FULL")
        _settle(conn)
    except BaseException:
        conn.close()
        raise
    return Database(conn)


def in_memory() -> Database:
    """A plain database that never touches the disk, for replay."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    _settle(conn)
    return Database(conn)


def scratch(path: Path, key: bytes) -> Database:
    """Make an encrypted database at `path` that nobody opens again: nothing of it is synced, logged or kept.

    Everything happens in one transaction that is never committed. Raises `sqlite3.DatabaseError` where it cannot be.
    """
    conn = sqlite3.connect(str(path), isolation_level=None)
    try:
        conn.execute("PRAGMA cipher_log_level=NONE")
        conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        conn.execute("PRAGMA cipher_page_size=16384")
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "temp_store=MEMORY"):
            conn.execute(f"PRAGMA {pragma}")
        conn.execute(f"PRAGMA cache_size=-{_SCRATCH_CACHE_KIB}")
        conn.execute("BEGIN EXCLUSIVE")
    except BaseException:
        conn.close()
        raise
    return Database(conn)


def _settle(conn: Connection) -> None:
    conn.execute("PRAGMA foreign_keys=ON")
    conn.execute("PRAGMA busy_timeout=5000")
    conn.execute("PRAGMA temp_store=MEMORY")  # sorting must not spill plain text into the temp folder
    conn.execute("PRAGMA trusted_schema=OFF")
    conn.execute("PRAGMA secure_delete=ON")  # what is erased must not stay on the free parts of pages
    conn.execute(f"PRAGMA cache_size=-{MAIN_CACHE_KIB}")


def file_salt(path: Path) -> str:
    """The database file's salt in hexadecimal digits, empty where the file is shorter than a salt."""
    with path.open("rb") as file:
        salt = file.read(SALT_BYTES)
    return salt.hex() if len(salt) == SALT_BYTES else ""
