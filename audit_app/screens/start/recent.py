"""Which workspaces were opened on this computer, newest first: paths and days, and nothing of what is in them."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from audit_app.files import write_whole
from audit_app.machine.folders import Folders, ready
from audit_app.store.workspace import SUFFIX

KEPT = 8


@dataclass(frozen=True, slots=True)
class Recent:
    """One workspace: where it lies, and the day it was opened last."""

    folder: Path
    opened: date

    @property
    def name(self) -> str:
        """The workspace's name."""
        return self.folder.name.removesuffix(SUFFIX)


def read_recent(folders: Folders) -> tuple[Recent, ...]:
    """The workspaces that are still there, newest first; none where the list cannot be read."""
    try:
        held: Any = json.loads(_file(folders).read_text(encoding="utf-8"))
        listed = [Recent(Path(one["folder"]), date.fromisoformat(one["opened"])) for one in held]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(one for one in listed[:KEPT] if (one.folder / "keys.json").exists())


def add_recent(folders: Folders, folder: Path, on: date) -> None:
    """Put a workspace at the head of the list; raises AppError where the list cannot be kept."""
    kept = [Recent(folder, on), *(one for one in read_recent(folders) if one.folder != folder)]
    ready(folders.data)
    rows = [{"folder": str(one.folder), "opened": one.opened.isoformat()} for one in kept[:KEPT]]
    write_whole(_file(folders), json.dumps(rows, indent=1).encode())


def _file(folders: Folders) -> Path:
    return folders.data / "recent.json"
