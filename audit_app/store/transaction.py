"""One write transaction, whole or not at all, and storage failures turned into sentences."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from audit_app.domain.problems import AppError
from audit_app.store.driver import Connection, sqlite3
from audit_app.store.log.canonical import Json

CHUNK = 500
"""How many values one statement names at most, well under SQLite's limit."""


class StorageFull(AppError):
    """There is no room for the change; nothing of it was kept and what was there is whole."""


class StorageBusy(AppError):
    """Another process holds the database."""


class StorageFailed(AppError):
    """The file could not be read or written as a database."""


class StorageStopped(AppError):
    """The work was cut off as somebody asked; nothing of what was under way was kept."""


class NotStorable(AppError):
    """A value that no file can hold: half of a character, a NUL, a number out of range."""


NUL_ESCAPED = "\\u0000"
"""A NUL as canonical JSON writes it; where this stands in a text, `demand_storable` looks closer."""


def demand_storable(value: Json) -> None:
    """Raise NotStorable where a text in this JSON value holds a NUL."""
    if isinstance(value, str):
        if "\0" in value:
            raise NotStorable(
                "A text holds a NUL, a character that stands for nothing and that other programs cut texts off at. "
                "Remove it and try again; nothing was saved."
            )
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            demand_storable(part)
    elif isinstance(value, list | tuple):
        for part in value:
            demand_storable(part)


def storage_error(error: Exception) -> AppError:
    """The sentence for a failure of the storage."""
    text = str(error).lower()
    if text == "interrupted":
        return StorageStopped("This was stopped. What was saved before is whole, and nothing half done was kept.")
    if "full" in text:
        return StorageFull(
            "There is no room left on the disk, so this was not saved. Nothing that was saved before is "
            "touched. Free some space and try again."
        )
    if "locked" in text or "busy" in text:
        return StorageBusy("Another program is using this workspace. Close it there and try again.")
    return StorageFailed(
        "The workspace file could not be read or written. Nothing of this change was kept. Run a check; "
        "if it finds damage, restore the newest backup."
    )


@contextmanager
def transaction(conn: Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE to COMMIT; on any failure everything is rolled back and storage failures become sentences.

    Raises StorageFull, StorageBusy, StorageFailed, and NotStorable for half characters and numbers over 64 bits.
    """
    try:
        conn.execute("BEGIN IMMEDIATE")
        yield
        conn.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        _roll_back(conn)
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
            raise  # a fault of ours, not of the storage
        raise storage_error(error) from error
    except UnicodeEncodeError as error:
        _roll_back(conn)
        raise NotStorable(
            "A text holds half of a character (a lone surrogate), which no file can hold. "
            "Type that character anew and try again; nothing was saved."
        ) from error
    except OverflowError as error:
        _roll_back(conn)
        raise NotStorable("A number is too large to be kept. Correct it and try again; nothing was saved.") from error
    except BaseException:
        _roll_back(conn)
        raise


def _roll_back(conn: Connection) -> None:
    if conn.in_transaction:  # a full disk has rolled back already, and a second ROLLBACK would raise
        conn.execute("ROLLBACK")


def rows_in(conn: Connection, sql: str, values: Sequence[Json]) -> Iterator[tuple[Json, ...]]:
    """Rows of a statement with one `IN ({marks})`, asked for chunk by chunk."""
    for start in range(0, len(values), CHUNK):
        chunk = values[start : start + CHUNK]
        yield from conn.execute(sql.format(marks=", ".join("?" * len(chunk))), chunk)


def fold_in(conn: Connection) -> None:
    """Bring the write-ahead log into the file itself; raises StorageBusy while another window reads from it."""
    if conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise StorageBusy("Another window is reading this workspace. Close it there and try again.")
