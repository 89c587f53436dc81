"""Backups as people see them, and the restore drill: one is restored beside the workspace, checked, and removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from audit_app.domain.counting import counted
from audit_app.services.progress import Progress
from audit_app.store.access import AccessFilter, events_that_fit
from audit_app.store.backup import root_in, second_place
from audit_app.store.newest_backup import backup_names, made_at
from audit_app.store.rehearsal import Rehearsed, rehearse
from audit_app.store.workspace import BACKUPS, Workspace

DRILLED: Final = "drill"
"""The access log's act for a restore drill; its thing says which backup, and what came of it."""

_GOOD: Final = "restored and checked, nothing wrong"
_LAST_DRILLS: Final = 200
DUE_AFTER_DAYS: Final = 120
"""A drill once a term: after so many days it is time for the next."""


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One verified backup: when it was made, in which place, its bytes, and when a drill tried it last (UTC text)."""

    made: datetime
    place: str
    folder: Path
    size: int
    tried_at: str
    was_good: bool


@dataclass(frozen=True, slots=True)
class LastDrill:
    """The newest drill: when (UTC text), by whom, what came of it in words, and whether all was good."""

    utc: str
    person: str
    words: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class Backups:
    """Every backup of this workspace in both places, the newest first; the second place; the newest drill."""

    rows: tuple[BackupRow, ...]
    second: Path | None
    second_is_there: bool
    last_drill: LastDrill | None


def backups(workspace: Workspace) -> Backups:
    """What there is to restore from."""
    tried: dict[str, tuple[str, bool]] = {}
    last: LastDrill | None = None
    for event in events_that_fit(workspace.conn, AccessFilter(act=DRILLED), 0, _LAST_DRILLS):
        name, _, words = event.thing.partition(": ")
        is_good = words.startswith(_GOOD)
        last = last or LastDrill(event.utc, event.person, words, is_good)
        tried.setdefault(name, (event.utc, is_good))
    second = second_place(workspace)
    rows = sorted(_rows(workspace, second, tried), key=lambda one: (one.made, one.place), reverse=True)
    return Backups(tuple(rows), second, second is not None and second.is_dir(), last)


def _rows(workspace: Workspace, second: Path | None, tried: dict[str, tuple[str, bool]]) -> Iterator[BackupRow]:
    places = [("Beside the workspace", workspace.folder / BACKUPS)]
    if second is not None:
        places.append(("Second place", root_in(second, workspace)))
    for words, root in places:
        for name in backup_names(root, workspace.id):
            made = made_at(name)
            if made is not None:
                utc, was_good = tried.get(_noted(root / name), ("", False))
                yield BackupRow(made, words, root / name, _size(root / name), utc, was_good)


def _size(folder: Path) -> int:
    """The bytes of a backup without the documents, which the backups of a place share."""
    try:
        return sum(one.stat().st_size for one in folder.iterdir() if one.is_file())
    except OSError:
        return 0


def _noted(backup: Path) -> str:
    """A backup as the access log names it: its moment, and the folder that it lies in."""
    return f"{backup.name} in {backup.parent}"


def drill(workspace: Workspace, backup: Path, progress: Progress) -> Rehearsed:
    """Try a backup; the workspace is only read. Raises AppError as `store.rehearsal` does."""
    return rehearse(workspace, backup, progress)


def drill_note(backup: Path, done: Rehearsed) -> tuple[str, str]:
    """What is noted in the access log of a drill: the act and the thing."""
    return DRILLED, f"{_noted(backup)}: {outcome(done)}"


def outcome(done: Rehearsed) -> str:
    """What came of a drill, in words."""
    if done.faults:
        return f"restored, and {counted(len(done.faults), 'fault', 'faults')} found: {done.faults[0]}"
    held = ", ".join(f"{one.words[0].lower()}{one.words[1:]} {one.restored:,}" for one in done.counts if one.restored)
    return f"{_GOOD} ({held})"
