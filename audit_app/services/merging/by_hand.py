"""Packs that a person makes and hands over, and what passed between the copies so far, for people to read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.services.merging import folder_memory
from audit_app.services.merging.changes import TAKEN_IN
from audit_app.services.merging.outgoing import SENT, Reach, changes_in, packs
from audit_app.services.merging.pack_reading import FolderRead, Reading
from audit_app.services.progress import Progress, in_silence
from audit_app.store.access import AccessFilter, events_that_fit
from audit_app.store.workspace import Workspace

_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that came or went: when, by whom here, in words, and whether it came."""

    at: datetime
    person: str
    words: str
    came: bool


@dataclass(frozen=True, slots=True)
class MadePacks:
    """Packs that were written: their files and how many changes they hold."""

    files: tuple[Path, ...]
    changes: int


def make_packs(
    workspace: Workspace, place: Path, *, everything: bool = False, progress: Progress = in_silence
) -> MadePacks:
    """Write what changed since the last pack that was made by hand here, or everything, into a folder.

    No files where nothing is new. Raises AppError where the person may not, the policy forbids it, or it cannot be
    written.
    """
    workspace.demand_writing()
    workspace.means.policy.demand_export(place)
    files: list[Path] = []
    made: list[Reach] = []
    for one in packs(workspace, {} if everything else folder_memory.sent(workspace), progress):
        path = place / one.name
        if path.exists():
            raise AppError(f"{path} exists already. Choose another folder.")
        write_whole(path, one.data)
        files.append(path)
        made.append(one.ranges)
    for ranges in made:
        folder_memory.note_sent(workspace, ranges)
    return MadePacks(tuple(files), sum(map(changes_in, made)))


def has_made_packs(workspace: Workspace) -> bool:
    """Whether a pack was made by hand here before."""
    return bool(folder_memory.sent(workspace))


def take_files(
    workspace: Workspace, paths: Collection[Path], *, confirmed: Collection[str] = (), progress: Progress = in_silence
) -> FolderRead:
    """Take in packs that a person chose, in whatever order they fit; each is taken whole or refused whole."""
    workspace.demand_writing()
    return Reading(workspace, confirmed, lambda done: progress(done, len(paths))).take_files(paths)


def passed(workspace: Workspace) -> tuple[Passed, ...]:
    """What came and went lately, the newest first, as the access log of this copy has it."""
    found = [
        Passed(datetime.fromisoformat(event.utc), event.person, event.thing, act == TAKEN_IN)
        for act in (TAKEN_IN, SENT)
        for event in events_that_fit(workspace.conn, AccessFilter(act=act), 0, _MOST)
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:_MOST])
