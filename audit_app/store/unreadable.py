"""What to tell a person when the database file cannot be read: damage and the last good backup, or the disk."""

from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.store.keys.errors import DamagedDatabase
from audit_app.store.newest_backup import newest_backup_name
from audit_app.store.transaction import storage_error
from audit_app.store.workspace import DATABASE

# SQLite's primary result codes that speak of the disk, of memory or of other programs and not of the file's bytes:
# PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN
_NOT_OF_THE_BYTES = frozenset({3, 5, 6, 7, 8, 10, 13, 14})


def unreadable(error: Exception, folder: Path) -> AppError:
    """The refusal for a database error met while opening the workspace in this folder."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_OF_THE_BYTES:
        return storage_error(error)
    return damaged(folder)


def damaged(folder: Path) -> DamagedDatabase:
    """The refusal of a damaged database, with the last good backup beside it."""
    return DamagedDatabase(folder / DATABASE, newest_backup_name(folder))
