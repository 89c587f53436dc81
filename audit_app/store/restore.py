"""Restoring a backup into a new workspace: opened and verified before it gets its name."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.files import sentence
from audit_app.store.backup import made_at
from audit_app.store.copying import faults_of
from audit_app.store.erasures import not_yet_erased, read_erasures
from audit_app.store.keys.errors import NotAWorkspace
from audit_app.store.keys.keyjson import read_key_file
from audit_app.store.log.chain import utc_text
from audit_app.store.log.erase import erase
from audit_app.store.log.rights import Op
from audit_app.store.log.verify import verify
from audit_app.store.means import Means
from audit_app.store.newest_backup import backup_names
from audit_app.store.opening import UnsuitablePlace, open_workspace
from audit_app.store.schema import SCHEMA
from audit_app.store.workspace import BACKUPS, DATABASE, DOCUMENTS, SUFFIX, Workspace


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored workspace, open; how much of it was erased again; and what the person should know."""

    workspace: Workspace
    erased_again: int
    notes: tuple[str, ...]


def find_backup(path: Path) -> Path:
    """The backup that a person means: one backup, or the newest in a folder of backups; raises NotAWorkspace."""
    if (path / "keys.json").exists() and (path / DATABASE).exists() and made_at(path.name) is not None:
        return path
    for root in (path, path / BACKUPS, *sorted(path.glob(f"*{SUFFIX}.backups"))):
        if names := backup_names(root):
            return root / names[-1]
    if (path / "keys.json").exists() and (path / DATABASE).exists():
        return path
    raise NotAWorkspace(path)


def restore(backup: Path, target: Path, passphrase: str, means: Means, *, person: str | None = None) -> Restored:
    """Copy a backup to a new folder, open it as a person, verify it, and erase again what was erased since.

    Raises AppError where the target is taken or will not do, the passphrase does not open the backup, or the
    backup does not verify; then nothing is left at the target and the backup is as it was.
    """
    source = find_backup(backup)
    read_key_file(source, SCHEMA)
    folder = target if target.name.endswith(SUFFIX) else target.with_name(target.name + SUFFIX)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AppError(f"{folder} exists already. Restore into a new folder; nothing is ever overwritten.")
    if reason := means.unsuitable(folder):
        raise UnsuitablePlace(reason)
    making = folder.with_name(f".restoring-{means.random(4).hex()}-{folder.name}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, making)
        _verify(making, passphrase, means, person)
        if folder.exists():
            folder.rmdir()
        os.replace(making, folder)  # noqa: PTH105 - it has its name only when it is whole and verified
    except OSError as error:
        raise AppError(sentence(error, folder)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    workspace = open_workspace(folder, passphrase, means, person=person)
    value = {"backup": source.name, "utc": utc_text(means.now())}
    workspace.door.write("Restore a backup", [Op("workspace", workspace.id, "restored", value)], sign="restored")
    workspace.note_anchor()
    return _erase_again(workspace, source)


def _copy(source: Path, making: Path) -> None:
    making.mkdir(mode=0o700)
    for name in ("keys.json", DATABASE):
        shutil.copyfile(source / name, making / name)
    (making / BACKUPS).mkdir(mode=0o700)
    documents = next(
        (place for place in (source.parent / DOCUMENTS, source.parent.parent / DOCUMENTS) if place.is_dir()), None
    )
    if documents is None:
        (making / DOCUMENTS).mkdir(mode=0o700)
    else:
        shutil.copytree(documents, making / DOCUMENTS)


def _verify(making: Path, passphrase: str, means: Means, person: str | None) -> None:
    """Open the copy as the person and check file and log whole; raises as opening does."""
    with open_workspace(making, passphrase, means, person=person, read_only=True) as workspace:
        workspace.demand(Act.RESTORE)
        wrong = faults_of(workspace.db) + [str(one) for one in verify(workspace.conn, workspace.id, everything=True)]
    if wrong:
        raise AppError(f"This backup does not verify ({wrong[0]}). Choose an earlier one; nothing was restored.")


def _erase_again(workspace: Workspace, source: Path) -> Restored:
    listed = not_yet_erased(workspace.conn, read_erasures(source.parent))
    notes = [workspace.gap] if workspace.gap else []
    if listed and not _may_erase(workspace):
        notes.append(
            f"{len(listed)} records that were erased after this backup was made are in it again. "
            "An owner should restore it, so that they are erased."
        )
        listed = []
    if listed:
        erase(workspace.conn, workspace.door, listed, reason="erased before; restored from an older backup")
    return Restored(workspace, len(listed), tuple(notes))


def _may_erase(workspace: Workspace) -> bool:
    try:
        workspace.demand(Act.ERASE)
    except AppError:
        return False
    return True
