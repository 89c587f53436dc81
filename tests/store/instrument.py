"""Watches every connection: logged tables are written by `log.apply` alone, the log itself by `store.log` alone."""

import sys
from pathlib import Path

from audit_app.store.driver import Connection, sqlite3
from audit_app.store.log import apply
from audit_app.store.schema import LOG_TABLES
from audit_app.store.vocabulary import KINDS

LOGGED_TABLES = frozenset(spec.table for spec in KINDS.values())
APPLY = str(apply.__file__)
LOG_PACKAGE = str(Path(APPLY).parent)

_WRITES = {sqlite3.SQLITE_INSERT: "INSERT", sqlite3.SQLITE_UPDATE: "UPDATE", sqlite3.SQLITE_DELETE: "DELETE"}


class Watch:
    """Denies and remembers what was written past the door, asked by SQLite whenever a statement is prepared."""

    def __init__(self) -> None:
        self.violations: list[str] = []

    def __call__(
        self, action: int, table: str | None, _column: str | None, database: str | None, _by: str | None
    ) -> int:
        if action not in _WRITES or database != "main" or table is None:
            return int(sqlite3.SQLITE_OK)
        if table in LOGGED_TABLES and not _on_the_way(APPLY, whole=True):
            return self._deny(action, table)
        if table in LOG_TABLES and not _on_the_way(LOG_PACKAGE, whole=False):
            return self._deny(action, table)
        return int(sqlite3.SQLITE_OK)

    def _deny(self, action: int, table: str) -> int:
        self.violations.append(f"{_WRITES[action]} on {table} past the door")
        return int(sqlite3.SQLITE_DENY)


def _on_the_way(path: str, *, whole: bool) -> bool:
    """Whether a function of this file, or of a file in this folder, is among the callers."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if name == path if whole else name.startswith(path):
            return True
        frame = frame.f_back  # type: ignore[assignment]  # the outermost frame has None, and ends the loop
    return False


def unwatched(conn: Connection) -> Connection:
    """The connection as an outside program would hold it: for tests that tamper."""
    conn.set_authorizer(None)
    return conn
