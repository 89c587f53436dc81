"""The names of the backups beside a workspace; it opens none of them."""

from pathlib import Path

from audit_app.store.workspace import BACKUPS

STAMP = "%Y-%m-%dT%H-%M-%S-%fZ"
"""A backup's name is the UTC moment it was made; only a verified backup ever gets its name."""


def backup_names(root: Path) -> list[str]:
    """The backups in a folder of backups, oldest first."""
    if not root.is_dir():
        return []
    return sorted(one.name for one in root.iterdir() if one.name[:1].isdigit() and (one / "keys.json").exists())


def newest_backup_name(folder: Path) -> str:
    """The newest backup beside this workspace, empty where there is none."""
    names = backup_names(folder / BACKUPS)
    return names[-1] if names else ""
