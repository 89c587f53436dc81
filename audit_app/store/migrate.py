"""Brings an older workspace up to this version on a copy, and tidies what a crash left; refuses a newer one."""

import os
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Migrations

from audit_app.domain.problems import AppError
from audit_app.store.copying import copy_database, faults_of, remove_database, salted_as
from audit_app.store.driver import Database, connect, file_salt, sqlite3
from audit_app.store.keys.errors import DamagedDatabase, NewerVersion
from audit_app.store.keys.keyfile import KeyFile, with_version
from audit_app.store.keys.keyjson import write_key_file
from audit_app.store.log.replay import differences
from audit_app.store.log.verify import verify
from audit_app.store.means import Means
from audit_app.store.newest_backup import STAMP, newest_backup_name
from audit_app.store.schema import KNOWN, MIGRATIONS, SCHEMA
from audit_app.store.workspace import BACKUPS, DATABASE, Unlocked
from audit_app.version import __version__

NEW = "audit.db.new"
"""A database being made to take the place of the live one; after a crash it is left over and removed."""


class MigrationFailed(AppError):
    """The workspace was not brought up to this version and is as it was."""


def refuse_newer(db: Database, key_file: KeyFile) -> None:
    """Raise NewerVersion where the file has migrations that this version does not know."""
    if any(one.name not in KNOWN for one in MIGRATIONS.applied(db)):
        raise NewerVersion(key_file.app_version, __version__)


def tidy_and_migrate(
    folder: Path, key_file: KeyFile, unlocked: Unlocked, means: Means, migrations: Migrations = MIGRATIONS
) -> KeyFile:
    """Remove what a crash left over, then migrate where an older version wrote the file; returns the key file.

    The caller holds the lease. Raises DamagedDatabase, NewerVersion, MigrationFailed.
    """
    remove_database(folder / NEW)
    path = folder / DATABASE
    salt = file_salt(path)
    if len(key_file.databases) > 1:
        kept = tuple(entry for entry in key_file.databases if entry.salt == salt)
        key_file = replace(key_file, databases=kept)
        write_key_file(folder, key_file)
    try:
        db = connect(path, unlocked.database_key)
        try:
            refuse_newer(db, key_file)
            if not migrations.pending(db):
                return key_file
            _back_up_first(folder, key_file, db, unlocked.database_key, means)
            new_salt = copy_database(db.conn, folder / NEW, unlocked.database_key)
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        raise DamagedDatabase(path, newest_backup_name(folder)) from error
    _migrate_copy(folder, key_file.workspace, unlocked.database_key, migrations)
    return put_in_place(folder, with_version(key_file, __version__, SCHEMA), salt, new_salt)


def _back_up_first(folder: Path, key_file: KeyFile, db: Database, key: bytes, means: Means) -> None:
    """A copy of the workspace as it is, before anything of it is migrated."""
    target = folder / BACKUPS / means.now().strftime(STAMP)
    target.mkdir(parents=True, mode=0o700)
    salt = copy_database(db.conn, target / DATABASE, key)
    write_key_file(target, salted_as(key_file, file_salt(folder / DATABASE), salt))


def _migrate_copy(folder: Path, workspace: str, key: bytes, migrations: Migrations) -> None:
    db = connect(folder / NEW, key)
    try:
        migrations.apply(db)
        wrong = [*faults_of(db), *(str(one) for one in verify(db.conn, workspace, everything=True))]
        wrong.extend(differences(db.conn))
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()
    if wrong:
        remove_database(folder / NEW)
        raise MigrationFailed(
            f"This workspace could not be brought up to version {__version__}: {wrong[0]}. It is as it was; "
            "open it with the version that wrote it, and tell support."
        )


def put_in_place(folder: Path, key_file: KeyFile, old_salt: str, new_salt: str) -> KeyFile:
    """Let the new database take the live one's place; a crash at any point leaves exactly one that opens.

    `key_file` knows the old database; the new one has the same people and the same key.
    """
    both = replace(key_file, databases=(*key_file.databases, *salted_as(key_file, old_salt, new_salt).databases))
    return swap(folder, both, new_salt)


def swap(folder: Path, both: KeyFile, new_salt: str) -> KeyFile:
    """Key file for both, the new database over the old, key file for the new alone: in this order."""
    write_key_file(folder, both)
    for ending in ("-wal", "-shm"):
        (folder / (DATABASE + ending)).unlink(missing_ok=True)
    os.replace(folder / NEW, folder / DATABASE)  # noqa: PTH105 - the one call whose meaning is the same everywhere
    only = replace(both, databases=tuple(entry for entry in both.databases if entry.salt == new_salt))
    write_key_file(folder, only)
    return only
