"""Brings an older workspace up to this version on a copy, and tidies what a crash left; refuses a newer one."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.files import sentence
from audit_app.store.backup import thin
from audit_app.store.copying import copy_database, copy_verified, faults_of, remove_database, salted_as, sync_folder
from audit_app.store.driver import Database, connect, file_salt, sqlite3
from audit_app.store.keys.errors import NewerVersion
from audit_app.store.keys.keyfile import KeyFile, only_database, with_version
from audit_app.store.keys.keyjson import write_key_file
from audit_app.store.leftovers import demand_whole_pages, end_cut_session, leftovers_of
from audit_app.store.log.replay import differences
from audit_app.store.log.verify import verify
from audit_app.store.means import Means
from audit_app.store.migrations import Migrations
from audit_app.store.newest_backup import STAMP
from audit_app.store.schema import MIGRATIONS, SCHEMA
from audit_app.store.transaction import fold_in
from audit_app.store.unreadable import unreadable
from audit_app.store.workspace import BACKUPS, DATABASE, Unlocked
from audit_app.version import __version__

NEW = "audit.db.new"
"""A database being made to take the place of the live one; after a crash it is left over and removed."""


class MigrationFailed(AppError):
    """The workspace was not brought up to this version and is as it was."""


def refuse_newer(db: Database, key_file: KeyFile, migrations: Migrations = MIGRATIONS) -> None:
    """Raise NewerVersion where the file has migrations that this version does not know."""
    if not set(migrations.applied(db)) <= set(migrations.names):
        raise NewerVersion(key_file.app_version, __version__)


def tidy_and_migrate(
    folder: Path, key_file: KeyFile, unlocked: Unlocked, means: Means, migrations: Migrations = MIGRATIONS
) -> KeyFile:
    """Remove what a crash left over, then migrate where an older version wrote the file; returns the key file.

    The caller holds the lease. Raises DamagedDatabase, NewerVersion, MigrationFailed, and AppError for a disk that
    is full or cannot be written; then the workspace is as it was.
    """
    try:
        key_file = _tidied(folder, key_file)
        left = leftovers_of(folder)
        db = connect(folder / DATABASE, unlocked.database_key)
        try:
            refuse_newer(db, key_file, migrations)
            end_cut_session(db.conn, left, unlocked.person, means.clock)
            demand_whole_pages(db, folder, left)
            if not migrations.pending(db):
                return key_file
            fold_in(db.conn)
            _back_up_first(folder, key_file, db, unlocked.database_key, means)
            new_salt = copy_database(db.conn, folder / NEW, unlocked.database_key)
        finally:
            db.close()
        old_salt = file_salt(folder / DATABASE)
        _migrate_copy(folder, key_file.workspace, unlocked.database_key, migrations)
        return put_in_place(folder, with_version(key_file, __version__, SCHEMA), old_salt, new_salt)
    except sqlite3.DatabaseError as error:
        raise unreadable(error, folder) from error
    except OSError as error:
        raise AppError(sentence(error, folder)) from error


def _tidied(folder: Path, key_file: KeyFile) -> KeyFile:
    """Without what a crash left half made, and the key file without the database that is not there."""
    remove_database(folder / NEW)
    for half in folder.glob(".writing-*.part"):
        half.unlink(missing_ok=True)
    if len(key_file.databases) == 1:
        return key_file
    key_file = only_database(key_file, file_salt(folder / DATABASE))
    write_key_file(folder, key_file)
    return key_file


def _back_up_first(folder: Path, key_file: KeyFile, db: Database, key: bytes, means: Means) -> None:
    """A verified copy of the workspace as it is, before anything of it is migrated."""
    root, stamp = folder / BACKUPS, means.now().strftime(STAMP)
    making = root / f".making-{stamp}"
    making.mkdir(parents=True, mode=0o700)
    try:
        _, fault = copy_verified(db.conn, folder, key_file, key, making)
        if fault:
            raise MigrationFailed(_words(f"its backup did not verify ({fault})"))
        os.replace(making, root / stamp)  # noqa: PTH105 - a backup has its name only when it is whole and verified
        sync_folder(root)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    thin(root, means.now(), key_file.workspace)  # each opening tries again where a migration fails


def _migrate_copy(folder: Path, workspace: str, key: bytes, migrations: Migrations) -> None:
    try:
        fault = _fault_after(folder / NEW, workspace, key, migrations)
    except BaseException:
        remove_database(folder / NEW)
        raise
    if fault:
        remove_database(folder / NEW)
        raise MigrationFailed(_words(fault))


def _fault_after(path: Path, workspace: str, key: bytes, migrations: Migrations) -> str:
    """Migrate the copy; what is wrong with it then, empty where nothing is."""
    try:
        db = connect(path, key)
        try:
            migrations.apply(db)
            wrong = [*faults_of(db), *(str(one) for one in verify(db.conn, workspace, everything=True))]
            wrong.extend(differences(db.conn))
            fold_in(db.conn)
        finally:
            db.close()
    except sqlite3.Error as error:
        return str(error)
    return wrong[0] if wrong else ""


def _words(fault: str) -> str:
    return (
        f"This workspace could not be brought up to version {__version__}: {fault}. It is as it was; "
        "open it with the version that wrote it, and tell support."
    )


def put_in_place(folder: Path, key_file: KeyFile, old_salt: str, new_salt: str) -> KeyFile:
    """Let the new database take the live one's place; a crash at any point leaves exactly one that opens.

    `key_file` knows the old database; the new one has the same people and the same key.
    """
    both = replace(key_file, databases=(*key_file.databases, *salted_as(key_file, old_salt, new_salt).databases))
    return swap(folder, both, new_salt)


def swap(folder: Path, both: KeyFile, new_salt: str) -> KeyFile:
    """Key file for both, the new database over the old, key file for the new alone: in this order.

    Everything of the old one is in its one file. Raises AppError; then the old one stands.
    """
    write_key_file(folder, both)
    try:
        for ending in ("-wal", "-shm"):
            (folder / (DATABASE + ending)).unlink(missing_ok=True)
        os.replace(folder / NEW, folder / DATABASE)  # noqa: PTH105 - the one call whose meaning is the same everywhere
        sync_folder(folder)
    except OSError as error:
        raise AppError(sentence(error, folder / DATABASE)) from error
    only = only_database(both, new_salt)
    write_key_file(folder, only)
    return only
