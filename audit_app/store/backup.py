"""Verified copies of a workspace, in its own folder and in a second place; thinned only by newer verified ones."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.domain.thinning import Backup, keep
from audit_app.files import sentence
from audit_app.store.copying import copy_verified, sync, sync_folder
from audit_app.store.driver import sqlite3
from audit_app.store.erasures import add_erasures
from audit_app.store.newest_backup import STAMP, backup_names, made_at
from audit_app.store.told import Told, in_silence
from audit_app.store.transaction import StorageFull, storage_error
from audit_app.store.workspace import BACKUPS, DOCUMENTS, SUFFIX, Workspace

SECOND_PLACE = "second_backup_place"
"""The local setting that holds the folder of the second backup place."""

_MAKING, _GOING = ".making-", ".going-"
_CUT_SHORT = timedelta(days=1)  # what another machine is making at this moment in a shared place is younger


class BackupFailed(AppError):
    """A backup was not made; the earlier ones are as they were."""


@dataclass(frozen=True, slots=True)
class Made:
    """One backup: its folder, how many changes it holds, and the older ones that were thinned."""

    folder: Path
    changes: int
    thinned: tuple[str, ...]


def second_place(workspace: Workspace) -> Path | None:
    """Where copies go beside the workspace's own folder: the policy's place, else the remembered one, else None."""
    if workspace.means.policy.second_backup is not None:
        return workspace.means.policy.second_backup
    row = workspace.conn.execute("SELECT value FROM local_setting WHERE name = ?", (SECOND_PLACE,)).fetchone()
    return Path(row[0]) if row else None


def set_second_place(workspace: Workspace, place: Path) -> None:
    """Remember the second place and make it where it is missing.

    It may be a network share or a cloud folder, since copies are encrypted and whole. Raises AppError where it cannot
    be made, lies inside the workspace, the policy forbids it, or the workspace is open for reading only.
    """
    if not workspace.can_write:
        raise AppError("The second place can only be set by whoever has the workspace open for writing.")
    if place.resolve().is_relative_to(workspace.folder.resolve()):
        raise AppError("The second place lies inside the workspace. Choose one on another disk or a share.")
    workspace.means.policy.demand_backup(place)
    _make_place(place)
    try:
        workspace.conn.execute(
            "INSERT INTO local_setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (SECOND_PLACE, str(place)),
        )
    except sqlite3.OperationalError as error:
        raise storage_error(error) from error


def root_in(place: Path, workspace: Workspace) -> Path:
    """The folder of this workspace's backups in a place of the user's."""
    return place / f"{workspace.name}{SUFFIX}.backups"


def back_up(workspace: Workspace, place: Path | None = None, *, told: Told = in_silence) -> list[Made]:
    """Make a verified backup beside the workspace, and one in `place` or else in the second place.

    `place` is made where it is missing. The remembered place is not: a share that is not there must not become a
    folder of this disk. Raises BackupFailed or AppError, NotAllowed where the policy forbids `place`; a copy that does
    not verify is removed and never displaces a good one, and what was made in one place stays when the other fails.
    `told` hears of each copy in hundredths.
    """
    if place is not None:
        workspace.means.policy.demand_backup(place)
        _make_place(place)
    if workspace.can_write:
        workspace.door.sign("backup")
        workspace.note_anchor()
    own = workspace.folder / BACKUPS
    other = place if place is not None else second_place(workspace)
    stamp = workspace.means.now().strftime(STAMP)
    made = [_back_up_into(workspace, own, stamp, told)]
    try:
        if other is not None:
            made.append(_back_up_outside(workspace, other, stamp, told))
    except AppError as error:
        raise BackupFailed(f"{error.message} The backup {made[0].folder} was made.") from error
    finally:
        workspace.note_access("back up", ", ".join(str(one.folder) for one in made))
    return made


def _make_place(place: Path) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise AppError(sentence(error, place)) from error


def _back_up_outside(workspace: Workspace, place: Path, stamp: str, told: Told) -> Made:
    workspace.means.policy.demand_backup(place)  # one that was remembered before there was a policy
    if not place.is_dir():
        raise BackupFailed(
            f"The second backup place {place} is not there, so no backup was made in it. Connect it and try again, or "
            "choose another."
        )
    root = root_in(place, workspace)
    try:
        root.mkdir(exist_ok=True, mode=0o700)
        _copy_documents(workspace.folder / DOCUMENTS, root / DOCUMENTS)
    except OSError as error:
        raise BackupFailed(sentence(error, root)) from error
    return _back_up_into(workspace, root, stamp, told)


def _back_up_into(workspace: Workspace, root: Path, stamp: str, told: Told) -> Made:
    making, target = root / f"{_MAKING}{stamp}", root / stamp
    try:
        root.mkdir(exist_ok=True, mode=0o700)
        _tidy(root, workspace.means.now())
        making.mkdir(mode=0o700)
        changes = _verified_copy(workspace, making, told)
        os.replace(making, target)  # noqa: PTH105 - a backup has its name only when it is whole and verified
        sync_folder(root)
        add_erasures(workspace.conn, root)
    except OSError as error:
        raise BackupFailed(sentence(error, target)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Made(target, changes, thin(root, workspace.means.now(), workspace.id))


def _tidy(root: Path, now: datetime) -> None:
    """Remove what a backup or a thinning of an earlier day left over when it was cut short."""
    for start in (_MAKING, _GOING):
        for left in root.glob(f"{start}*"):
            begun = made_at(left.name.removeprefix(start))
            if begun is not None and now - begun > _CUT_SHORT:
                shutil.rmtree(left, ignore_errors=True)


def _verified_copy(workspace: Workspace, making: Path, told: Told) -> int:
    key = workspace.unlocked.database_key
    try:
        changes, fault = copy_verified(workspace.conn, workspace.folder, workspace.key_file, key, making, told)
    except StorageFull as error:
        raise BackupFailed(
            f"There is no room left on the disk for the backup {making.parent}; the earlier backups are as they were. "
            "Free some space and try again."
        ) from error
    except AppError as error:
        raise BackupFailed(
            f"The backup in {making.parent} could not be written; the earlier backups are as they were. "
            "Check the disk, or choose another place, and try again."
        ) from error
    if fault:
        raise BackupFailed(
            f"The copy did not verify ({fault}), so it was removed; the earlier backups are as they were. "
            "Run a check of the workspace."
        )
    return changes


def _copy_documents(source: Path, target: Path) -> None:
    """Documents never change once written, so only those missing or cut short are copied; they are encrypted."""
    target.mkdir(exist_ok=True, mode=0o700)
    for document in source.iterdir() if source.is_dir() else ():
        copy = target / document.name
        if not document.is_file() or (copy.exists() and copy.stat().st_size == document.stat().st_size):
            continue
        part = copy.with_name(f".{copy.name}.part")
        shutil.copyfile(document, part)
        sync(part)
        os.replace(part, copy)  # noqa: PTH105 - whole or not at all


def thin(root: Path, now: datetime, workspace: str = "") -> tuple[str, ...]:
    """Remove the backups that the rule does not keep (12 daily, 10 weekly, 9 monthly); returns their names.

    With a workspace's id those of other workspaces in the same folder are neither counted nor removed.
    """
    names = backup_names(root, workspace)
    backups = [Backup(name, at, verified=True) for name in names if (at := made_at(name)) is not None]
    kept = keep(backups, now)
    gone = [backup.id for backup in backups if backup.id not in kept]
    return tuple(name for name in gone if _is_removed(root, name))


def _is_removed(root: Path, name: str) -> bool:
    """Whether a backup lost its name: first of all, so that half of one is never taken for a backup."""
    going = root / f"{_GOING}{name}"
    try:
        os.replace(root / name, going)  # noqa: PTH105 - one step
    except OSError:
        return False  # open in another program: the next thinning tries again
    shutil.rmtree(going, ignore_errors=True)
    return True
