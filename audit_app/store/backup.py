"""Verified copies of a workspace, in its own folder and in a second place; thinned only by newer verified ones."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.domain.thinning import Backup, keep
from audit_app.files import sentence
from audit_app.store.copying import close_whole, copy_database, faults_of, salted_as
from audit_app.store.driver import connect, file_salt
from audit_app.store.erasures import add_erasures
from audit_app.store.keys.keyjson import write_key_file
from audit_app.store.log.verify import verify
from audit_app.store.newest_backup import STAMP, backup_names
from audit_app.store.workspace import BACKUPS, DATABASE, DOCUMENTS, SUFFIX, Workspace

SECOND_PLACE = "second_backup_place"
"""The local setting that holds the folder of the second backup place."""


class BackupFailed(AppError):
    """No backup was made; the earlier ones are as they were."""


@dataclass(frozen=True, slots=True)
class Made:
    """One backup: its folder, how many changes it holds, and the older ones that were thinned."""

    folder: Path
    changes: int
    thinned: tuple[str, ...]


def second_place(workspace: Workspace) -> Path | None:
    """Where copies go beside the workspace's own folder, None where nobody has said."""
    row = workspace.conn.execute("SELECT value FROM local_setting WHERE name = ?", (SECOND_PLACE,)).fetchone()
    return Path(row[0]) if row else None


def set_second_place(workspace: Workspace, place: Path) -> None:
    """Remember the second place; it may be a network share or a cloud folder, since copies are encrypted and whole."""
    if place.resolve().is_relative_to(workspace.folder.resolve()):
        raise AppError("The second place lies inside the workspace. Choose one on another disk or a share.")
    workspace.conn.execute(
        "INSERT INTO local_setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (SECOND_PLACE, str(place)),
    )


def root_in(place: Path, workspace: Workspace) -> Path:
    """The folder of this workspace's backups in a place of the user's."""
    return place / f"{workspace.name}{SUFFIX}.backups"


def back_up(workspace: Workspace, place: Path | None = None) -> list[Made]:
    """Make a verified backup beside the workspace, and one in `place` or else in the second place.

    Raises BackupFailed or AppError; a copy that does not verify is removed and never displaces a good one.
    """
    if workspace.can_write:
        workspace.door.sign("backup")
        workspace.note_anchor()
    roots = [workspace.folder / BACKUPS]
    other = place if place is not None else second_place(workspace)
    if other is not None:
        roots.append(root_in(other, workspace))
    stamp = workspace.means.now().strftime(STAMP)
    made = [_back_up_into(workspace, root, stamp, documents=root != roots[0]) for root in roots]
    workspace.note_access("back up", ", ".join(str(one.folder) for one in made))
    return made


def _back_up_into(workspace: Workspace, root: Path, stamp: str, *, documents: bool) -> Made:
    making = root / f".making-{stamp}"
    target = root / stamp
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        making.mkdir(mode=0o700)
        changes = _verified_copy(workspace, making)
        if documents:
            _copy_documents(workspace.folder / DOCUMENTS, root / DOCUMENTS)
        os.replace(making, target)  # noqa: PTH105 - a backup has its name only when it is whole and verified
        add_erasures(workspace.conn, root)
    except OSError as error:
        raise BackupFailed(sentence(error, target)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Made(target, changes, thin(root, workspace.means.now()))


def _verified_copy(workspace: Workspace, making: Path) -> int:
    key = workspace.unlocked.database_key
    salt = copy_database(workspace.conn, making / DATABASE, key)
    write_key_file(making, salted_as(workspace.key_file, file_salt(workspace.folder / DATABASE), salt))
    copy = connect(making / DATABASE, key)
    try:
        wrong = [*faults_of(copy), *(str(one) for one in verify(copy.conn, workspace.id, everything=False))]
        changes = int(copy.conn.execute("SELECT count(*) FROM change").fetchone()[0])
        held = int(workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0])
        if changes != held:
            wrong.append(f"it holds {changes} changes of {held}")
        close_whole(copy)
    finally:
        copy.close()
    if wrong:
        raise BackupFailed(
            f"The copy did not verify ({wrong[0]}), so it was removed; the earlier backups are as they were. "
            "Run a check of the workspace."
        )
    return changes


def _copy_documents(source: Path, target: Path) -> None:
    """Documents never change once written, so only those that are missing are copied; they are encrypted."""
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for document in source.iterdir() if source.is_dir() else ():
        copy = target / document.name
        if document.is_file() and not copy.exists():
            part = copy.with_name(f".{copy.name}.part")
            shutil.copyfile(document, part)
            os.replace(part, copy)  # noqa: PTH105 - whole or not at all


def made_at(name: str) -> datetime | None:
    """When a backup was made, from its name; None where the name is no moment."""
    try:
        return datetime.strptime(name, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def thin(root: Path, now: datetime) -> tuple[str, ...]:
    """Remove the backups that the rule does not keep (12 daily, 10 weekly, 9 monthly); returns their names."""
    backups = [Backup(name, at, verified=True) for name in backup_names(root) if (at := made_at(name)) is not None]
    kept = keep(backups, now)
    gone = tuple(backup.id for backup in backups if backup.id not in kept)
    for name in gone:
        shutil.rmtree(root / name, ignore_errors=True)
    return gone
