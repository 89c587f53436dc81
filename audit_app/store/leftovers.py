"""What a session that did not end properly left beside the database, and whether what it left can be trusted."""

from dataclasses import dataclass
from pathlib import Path

from audit_app.store.access import AccessLog
from audit_app.store.copying import page_faults, structure_faults
from audit_app.store.driver import Connection, Database, connect, sqlite3
from audit_app.store.log.chain import Clock
from audit_app.store.log.verify import verify
from audit_app.store.told import Told, in_silence
from audit_app.store.unreadable import damaged, unreadable
from audit_app.store.workspace import DATABASE, LOCK, UNLOCK

_LOST_END = (
    "The last session did not end properly, and the file audit.db-wal that it must have left is gone: what was entered "
    "last in that session may be missing. Compare the last entries, or restore the newest backup into a new folder."
)

_LOOKS_EVERY = 20_000
"""Steps of SQLite's machine between two looks at whether to stop: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """The write-ahead log beside a database that nobody writes: whether it is there, and whether anything is in it."""

    is_there: bool
    has_changes: bool


def leftovers_of(folder: Path) -> Leftovers:
    """What lies beside the database; to be asked before the database is opened, which folds it in."""
    try:
        size = (folder / f"{DATABASE}-wal").stat().st_size
    except OSError:
        return Leftovers(is_there=False, has_changes=False)
    return Leftovers(is_there=True, has_changes=size > 0)


def end_cut_session(conn: Connection, left: Leftovers, person: str, clock: Clock) -> None:
    """Note in the access log that a session was cut short whose log is still there, before the log is folded in."""
    if left.is_there and _in_session(conn):
        AccessLog(conn, person, clock).note(LOCK, "after a session that was cut short")


def demand_whole_pages(db: Database, folder: Path, left: Leftovers) -> None:
    """Raise DamagedDatabase where a page of the file is not what was written: each has an authentication code.

    Beside a left-over log the file's own pages may be half written, and the log has them whole: `holds_together`
    has looked at those.
    """
    try:
        if not left.has_changes and page_faults(db):
            raise damaged(folder)
    except sqlite3.DatabaseError as error:
        raise unreadable(error, folder) from error


def holds_together(folder: Path, key: bytes, workspace: str, told: Told = in_silence) -> bool:
    """Whether file and left-over log hold together as one change log; both stay as they are.

    The log of an earlier day beside a newer file has pages that are each in order, so structure and chains are looked
    at whole; `told` is asked now and then whether to stop. Raises DamagedDatabase where the structure does not hold.
    """
    try:
        db = connect(folder / DATABASE, key, read_only=True)
        db.conn.set_progress_handler(lambda: told(0, 1), _LOOKS_EVERY)
        try:
            if structure_faults(db):
                raise damaged(folder)
            return not verify(db.conn, workspace, everything=True)
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        told(0, 1)  # was it stopped?
        raise unreadable(error, folder) from error


def lost_end(conn: Connection, left: Leftovers) -> str:
    """In words, that the end of a session which was cut short is not there; empty where nothing is missing."""
    return _LOST_END if not left.is_there and _in_session(conn) else ""


def _in_session(conn: Connection) -> bool:
    """Whether the access log ends within a session."""
    last = conn.execute(
        "SELECT act FROM access_event WHERE act IN (?, ?) ORDER BY n DESC LIMIT 1", (UNLOCK, LOCK)
    ).fetchone()
    return last is not None and last[0] == UNLOCK
