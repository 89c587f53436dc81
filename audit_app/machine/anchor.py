"""The end of a workspace's change log as this machine last saw it; damaged or missing, it is not known."""

import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.machine.folders import ready

_HEX = re.compile(r"[0-9a-f]{32}")
_LARGEST_FILE = 10_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """This machine's writer in a workspace and its last change: `seq` from 0, `hash` in hex."""

    workspace: str
    writer: str
    seq: int
    hash: str


def read_anchor(folder: Path, workspace: str) -> Anchor | None:
    """The anchor of that workspace (32 hex digits), or None when it is missing, damaged or unreadable.

    None costs nothing: a new writer begins, whose first change lists what it continues from.
    """
    try:
        data = _path(folder, workspace).read_bytes()
        record = json.loads(data) if len(data) <= _LARGEST_FILE else None
        anchor = Anchor(**record) if isinstance(record, dict) else None
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return anchor if anchor is not None and _is_sound(anchor, workspace) else None


def write_anchor(folder: Path, anchor: Anchor) -> None:
    """Keep the anchor in the user's data folder, replacing the workspace's earlier one; raises AppError."""
    path = _path(ready(folder), anchor.workspace)
    write_whole(path, json.dumps(asdict(anchor), sort_keys=True).encode())


def move_anchor(source: Path, target: Path, workspace: str) -> bool:
    """Move the anchor from one folder to another in one step; False where it is not there or cannot be moved.

    Of several processes that try at the same moment exactly one succeeds.
    """
    try:
        os.replace(_path(source, workspace), _path(ready(target), workspace))  # noqa: PTH105 - the same everywhere
    except (OSError, AppError):
        return False
    return True


def drop_anchor(folder: Path, workspace: str) -> None:
    """Forget the anchor in this folder, where there is one that can be removed."""
    with suppress(OSError):
        _path(folder, workspace).unlink(missing_ok=True)


def _path(folder: Path, workspace: str) -> Path:
    if not _HEX.fullmatch(workspace):
        raise ValueError("A workspace id is 32 hex digits.")
    return folder / f"{workspace}.json"


def _is_sound(anchor: Anchor, workspace: str) -> bool:
    texts = (anchor.workspace, anchor.writer, anchor.hash)
    is_count = isinstance(anchor.seq, int) and not isinstance(anchor.seq, bool) and anchor.seq >= 0
    return anchor.workspace == workspace and is_count and all(isinstance(text, str) and text for text in texts)
