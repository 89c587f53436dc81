"""The exchange folder of a workspace: choosing it, putting what is new here into it, taking in what others put there.

Nothing in it is ever changed or removed by the app.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.exchange import folder as shared
from audit_app.exchange.header import Kind
from audit_app.exchange.pack import look
from audit_app.services.merging import folder_memory
from audit_app.services.merging.folder_memory import Standing as Standing
from audit_app.services.merging.folder_memory import standing as standing
from audit_app.services.merging.outgoing import changes_in, packs
from audit_app.services.merging.pack_reading import FolderRead as FolderRead
from audit_app.services.merging.pack_reading import Reading
from audit_app.services.merging.pack_reading import Refused as Refused
from audit_app.services.progress import Progress, in_silence
from audit_app.store.read_exchange import has_unsent
from audit_app.store.workspace import Workspace


def set_folder(workspace: Workspace, place: Path) -> None:
    """Use this folder from now on; the next drop puts everything into it.

    Raises AppError where it is not there, lies inside the workspace or the policy forbids it.
    """
    workspace.demand_writing()
    if not place.is_dir():
        raise AppError(f"{place} is not there. Connect it, or choose another folder.")
    if place.resolve().is_relative_to(workspace.folder.resolve()):
        raise AppError("This folder lies inside the workspace. Choose one that the other computers reach too.")
    workspace.means.policy.demand_export(place)
    folder_memory.use(workspace, place)


def forget_folder(workspace: Workspace) -> None:
    """Use no folder any more; what lies in it stays."""
    workspace.demand_writing()
    folder_memory.forget(workspace)


@dataclass(frozen=True, slots=True)
class Found:
    """What there would be to do: the packs that wait in the folder, by name, and whether it lacks something from here.

    `unreachable` says why the folder could not be looked into; empty where it could.
    """

    waiting: frozenset[str] = frozenset()
    has_own: bool = False
    unreachable: str = ""


def look_into(workspace: Workspace) -> Found:
    """Look into the folder without taking or writing anything: reading alone is enough. Nothing without a folder."""
    place, known = standing(workspace).folder, folder_memory.lying(workspace)
    if place is None:
        return Found()
    try:
        waiting = [one.name for one in shared.waiting(place, known.seen) if one.kind is Kind.CHANGES]
    except AppError as error:
        return Found(unreachable=error.message)
    may_send = holds_right(workspace.person, Act.BACK_UP)
    return Found(frozenset(waiting), may_send and has_unsent(workspace.conn, known.held, workspace.unlocked.person))


def drop_new(workspace: Workspace, progress: Progress = in_silence) -> int:
    """Put what the folder does not hold yet into it, as packs that are never changed; returns how many changes.

    Where somebody emptied it, all there is is put into it again. Nothing to do without a folder, and for who may not
    send. Raises AppError where the folder cannot be reached or written, or the policy forbids it.
    """
    workspace.demand_writing()
    place = standing(workspace).folder
    if place is None or not holds_right(workspace.person, Act.BACK_UP):
        return 0
    workspace.means.policy.demand_export(place)
    known = folder_memory.lying(workspace)
    shared.waiting(place, known.seen)  # says in its own words where it cannot be reached
    if known.last and not (place / known.last).exists():  # emptied, or another folder took its place
        known = folder_memory.NOTHING
    changes = 0
    for one in packs(workspace, known.held, progress):
        header = look(one.data)
        path = shared.drop(place, header, one.data)
        known = known.with_pack(header.digest, one.ranges, path.name)
        changes += changes_in(one.ranges)
    folder_memory.remember(workspace, known)  # only now: changes whose documents never came would lack them for ever
    folder_memory.note_dropped(workspace)
    return changes


def read_new(workspace: Workspace, *, confirmed: Collection[str] = (), progress: Progress = in_silence) -> FolderRead:
    """Take in every pack in the folder that fits, in any order, again and again until nothing more fits.

    `confirmed` are the names of packs that asked first and may go on. An unreachable folder is told, and nothing else
    happens.
    """
    workspace.demand_writing()
    place = standing(workspace).folder
    if place is None:
        return FolderRead()
    try:
        found = [one for one in shared.waiting(place, folder_memory.lying(workspace).seen) if one.kind is Kind.CHANGES]
    except AppError as error:
        return FolderRead(unreachable=error.message)
    read = Reading(workspace, confirmed, lambda done: progress(done, len(found))).read(place, found)
    folder_memory.note_read(workspace)
    return read
