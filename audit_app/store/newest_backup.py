"""The names of the backups beside a workspace, and when each was made; it opens none of their databases."""

import json
from datetime import UTC, datetime
from pathlib import Path

from audit_app.store.workspace import BACKUPS, DATABASE

STAMP = "%Y-%m-%dT%H-%M-%S-%fZ"
"""A backup's name is the UTC moment it was made; only a verified backup ever gets its name."""


def made_at(name: str) -> datetime | None:
    """When a backup was made, from its name; None where the name is no moment."""
    try:
        return datetime.strptime(name, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def backup_names(root: Path, workspace: str = "") -> list[str]:
    """The backups in a folder of backups, oldest first; of one workspace alone where its id is given."""
    try:
        names = sorted(one.name for one in root.iterdir() if made_at(one.name) is not None and is_backup(one))
    except OSError:
        return []
    return [name for name in names if not workspace or workspace_of(root / name) == workspace]


def is_backup(folder: Path) -> bool:
    """Whether the folder holds what a backup consists of."""
    return (folder / "keys.json").is_file() and (folder / DATABASE).is_file()


def workspace_of(backup: Path) -> str:
    """The id of the workspace that a backup is of, empty where its key file cannot be read."""
    try:
        return str(json.loads((backup / "keys.json").read_bytes())["workspace"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def newest_backup_name(folder: Path) -> str:
    """The newest backup beside this workspace, empty where there is none."""
    names = backup_names(folder / BACKUPS)
    return names[-1] if names else ""
