"""Restoring a backup into a new workspace: opened and verified before it gets its name."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.files import sentence
from audit_app.store.copying import faults_of, sync, sync_folder
from audit_app.store.driver import sqlite3
from audit_app.store.erasures import UnreadableErasures, not_yet_erased, read_erasures
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.keys.errors import NotAWorkspace
from audit_app.store.keys.keyfile import KeyFile, PersonEntry
from audit_app.store.keys.keyjson import read_key_file
from audit_app.store.leftovers import Leftovers, end_cut_session
from audit_app.store.log.chain import utc_text
from audit_app.store.log.erase import erase
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.log.verify import verify
from audit_app.store.means import Means
from audit_app.store.migrate import tidy_and_migrate
from audit_app.store.newest_backup import backup_names, is_backup, made_at, workspace_of
from audit_app.store.opening import UnsuitablePlace, connect_checked, database_key, open_with_keys, unlock_one
from audit_app.store.schema import SCHEMA
from audit_app.store.unreadable import unreadable
from audit_app.store.workspace import BACKUPS, DATABASE, DOCUMENTS, SUFFIX, Unlocked, Workspace


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored workspace, open; how much of it was erased again; and what the person should know."""

    workspace: Workspace
    erased_again: int
    notes: tuple[str, ...]


def find_backup(path: Path) -> Path:
    """The backup that a person means: one backup, or the newest in a folder of backups.

    Raises NotAWorkspace where there is none, AppError where there are backups of several workspaces.
    """
    if is_backup(path) and made_at(path.name) is not None:
        return path
    roots = [root for root in (path, path / BACKUPS, *sorted(path.glob(f"*{SUFFIX}.backups"))) if backup_names(root)]
    found = [root / name for root in roots for name in backup_names(root)]
    if found:
        _demand_one_workspace(found)
        return max(found, key=lambda backup: backup.name)
    if is_backup(path) and not (path / DOCUMENTS).exists():
        return path  # a backup that somebody gave another name
    raise NotAWorkspace(path)


def _demand_one_workspace(backups: list[Path]) -> None:
    newest: dict[str, Path] = {}
    for backup in backups:
        newest[workspace_of(backup)] = backup
    if len(newest) > 1:
        names = ", ".join(str(one) for one in sorted(newest.values()))
        raise AppError(f"There are backups of {len(newest)} workspaces. Choose one of them: {names}.")


Unlock = Callable[[KeyFile], tuple[PersonEntry, PersonKeys]]
"""Whose keys open a backup, given its key file; raises AppError where they do not."""


def restore(backup: Path, target: Path, passphrase: str, means: Means, *, person: str | None = None) -> Restored:
    """Copy a backup to a new folder, open it as a person, verify it, and erase again what was erased since.

    Raises AppError where the target is taken or will not do, the passphrase does not open the backup, or the
    backup does not verify; then nothing is left at the target and the backup is as it was.
    """
    return restore_with(backup, target, lambda key_file: unlock_one(key_file, passphrase, person), means)


def restore_with(backup: Path, target: Path, unlock: Unlock, means: Means) -> Restored:
    """As `restore`, with keys from elsewhere: those of whoever has the workspace open, to try one of its backups."""
    source = find_backup(backup)
    read_key_file(source, SCHEMA)
    folder = target if target.name.endswith(SUFFIX) else target.with_name(target.name + SUFFIX)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AppError(f"{folder} exists already. Restore into a new folder; nothing is ever overwritten.")
    if reason := means.policy.against_workspace(folder) or means.unsuitable(folder):
        raise UnsuitablePlace(reason)
    making = folder.with_name(f".restoring-{means.random(4).hex()}-{folder.name}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, making)
        who, keys = _verify(making, unlock, means)
        if folder.exists():
            folder.rmdir()
        os.replace(making, folder)  # noqa: PTH105 - it has its name only when it is whole and verified
        sync_folder(folder.parent)
    except OSError as error:
        raise AppError(sentence(error, folder)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    try:
        return _begun(folder, who, keys, means, source)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _begun(folder: Path, person: str, keys: PersonKeys, means: Means, source: Path) -> Restored:
    """Open under a new writer, whose first change says where this came from, and erase again."""
    workspace = open_with_keys(folder, person, keys, means, new_writer=True)
    try:
        value = {"backup": source.name, "utc": utc_text(means.now())}
        workspace.door.write("Restore a backup", [Op("workspace", workspace.id, "restored", value)], sign="restored")
        return _erase_again(workspace, source)
    except BaseException:
        workspace.close()
        raise


def _copy(source: Path, making: Path) -> None:
    making.mkdir(mode=0o700)
    for name in ("keys.json", DATABASE):
        shutil.copyfile(source / name, making / name)
        sync(making / name)
    (making / BACKUPS).mkdir(mode=0o700)
    documents = _documents_of(source)
    if documents is None:
        (making / DOCUMENTS).mkdir(mode=0o700)
    else:
        shutil.copytree(documents, making / DOCUMENTS)


def _documents_of(source: Path) -> Path | None:
    """The documents that a backup shares; None where it was taken out of its folder.

    Only there: a folder "documents" beside a backup that was copied somewhere may be anybody's.
    """
    root = source.parent
    if root.name == BACKUPS and root.parent.name.endswith(SUFFIX):
        root = root.parent
    elif not root.name.endswith(f"{SUFFIX}.backups"):
        return None
    return root / DOCUMENTS if (root / DOCUMENTS).is_dir() else None


def _verify(making: Path, unlock: Unlock, means: Means) -> tuple[str, PersonKeys]:
    """Unlock the copy as the person, bring it up to this version, check file and log whole; raises as opening does."""
    key_file = read_key_file(making, SCHEMA)
    entry, keys = unlock(key_file)
    unlocked = Unlocked(entry.id, keys, database_key(making, key_file, entry.id, keys))
    try:
        tidy_and_migrate(making, key_file, unlocked, means)
        db = connect_checked(making, unlocked.database_key, read_only=False)
        try:
            wrong = faults_of(db) + [str(one) for one in verify(db.conn, key_file.workspace, everything=True)]
            restorer = people(db.conn).get(entry.id)
            # It was copied in the middle of a session, whose end is not missed.
            end_cut_session(db.conn, Leftovers(is_there=True, has_changes=False), entry.id, means.clock)
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        raise unreadable(error, making) from error
    if wrong:
        raise AppError(f"This backup does not verify ({wrong[0]}). Choose an earlier one; nothing was restored.")
    if restorer is None or not holds_right(restorer, Act.RESTORE):
        raise AppError(f"{entry.name} has no right to restore a backup. Ask an owner of the workspace.")
    return entry.id, keys


def _erase_again(workspace: Workspace, source: Path) -> Restored:
    notes = [workspace.gap] if workspace.gap else []
    try:
        listed = not_yet_erased(workspace.conn, read_erasures(source.parent))
    except UnreadableErasures:
        listed = []
        notes.append(
            f"The list of what was erased in {source.parent} cannot be read. What was erased after this backup "
            "was made may be in it again: look through the records that were due."
        )
    notes.extend(_missing_documents(workspace, source))
    if listed and not holds_right(workspace.person, Act.ERASE):
        notes.append(
            f"{len(listed)} records that were erased after this backup was made are in it again. "
            "An owner should restore it, so that they are erased."
        )
        listed = []
    if listed:
        erase(workspace.conn, workspace.door, listed, reason="erased before; restored from an older backup")
    return Restored(workspace, len(listed), tuple(notes))


def _missing_documents(workspace: Workspace, source: Path) -> list[str]:
    held = workspace.conn.execute("SELECT count(*) FROM document WHERE key IS NOT NULL").fetchone()[0]
    if not held or _documents_of(source) is not None:
        return []
    return [
        f"This backup was taken out of its folder, so the {held} plan documents beside it there were not restored. "
        "Restore it from that folder to have them."
    ]
