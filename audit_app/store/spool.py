"""Room for what a long piece of work cannot hold in memory: a file encrypted under a key that nobody keeps.

It lies beside the database, where there is room for what it becomes, and is gone with the work; where the process is
killed, what is left of it is noise. What stays small never leaves memory.
"""

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from audit_app.store.driver import Connection, Database, scratch, sqlite3
from audit_app.store.log.canonical import Json
from audit_app.store.log.chain import Random
from audit_app.store.transaction import storage_error

SUFFIX: Final = ".spool"
SPOOL_TABLES: Final = ("packet", "seen")
"""The tables of a file that is gone with the work; none of them is in a workspace."""

_TABLES: Final = (
    "CREATE TABLE packet (n INTEGER PRIMARY KEY, content BLOB NOT NULL)",
    "CREATE TABLE seen (memory INTEGER, text TEXT, value NOT NULL, PRIMARY KEY (memory, text)) WITHOUT ROWID",
)
_KEY: Final = 32
_IN_MEMORY: Final = 4_000_000
"""Bytes that stay in memory before anything goes into a file."""


class Spool:
    """Keeps packets of bytes, and tables of texts; raises StorageFull and the like where there is no room."""

    def __init__(self, folder: Path, random: Random) -> None:
        """`folder` is that of the workspace; nothing is made there until it is needed."""
        self._folder, self._random = folder, random
        self._db: Database | None = None
        self._path: Path | None = None
        self._packets: list[bytes | int] = []
        self._held = 0
        self._memories = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of everything; a second call does nothing."""
        if self._db is not None:
            self._db.close()
            self._db = None
        if self._path is not None:
            self._path.unlink(missing_ok=True)
            self._path = None
        self._packets.clear()

    def put(self, packet: bytes) -> int:
        """Keep a packet; returns by which number it is found again."""
        if self._held + len(packet) <= _IN_MEMORY:
            self._held += len(packet)
            self._packets.append(packet)
        else:
            made = self.execute("INSERT INTO packet (content) VALUES (?)", (packet,))
            self._packets.append(int(made.lastrowid))
        return len(self._packets) - 1

    def get(self, number: int) -> bytes:
        """A packet by its number."""
        packet = self._packets[number]
        if isinstance(packet, bytes):
            return packet
        return bytes(self.execute("SELECT content FROM packet WHERE n = ?", (packet,)).fetchone()[0])

    def memory(self) -> int:
        """The number of a new memory of texts in the table `seen`."""
        self._memories += 1
        return self._memories

    def execute(self, sql: str, values: object = (), *, many: bool = False) -> Json:
        """Run a statement in the file, with `many` once for each of the values; failures become sentences."""
        try:
            return (self.conn.executemany if many else self.conn.execute)(sql, values)
        except sqlite3.DatabaseError as error:
            raise storage_error(error) from error

    @property
    def conn(self) -> Connection:
        """The file's connection; it is made when it is first asked for."""
        if self._db is None:
            self._db = self._made()
        return self._db.conn

    def _made(self) -> Database:
        for left in self._folder.glob(f"*{SUFFIX}"):  # of a process that was killed
            with suppress(OSError):
                left.unlink()
        self._path = self._folder / f"{self._random(8).hex()}{SUFFIX}"
        try:
            db = scratch(self._path, self._random(_KEY))
            for table in _TABLES:
                db.execute(table)
        except sqlite3.DatabaseError as error:
            raise storage_error(error) from error
        with suppress(OSError):  # Windows keeps what is open; elsewhere nothing is left even of a killed process
            self._path.unlink()
        return db
