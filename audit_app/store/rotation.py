"""Gives the database a new key: everything goes into a new file under it, which then takes the old file's place.

What the change log says of it is written into the new file alone, so that one rename does all of it: whoever is
killed before has the old file, keys and log, whoever is killed after has the new ones.
"""

from dataclasses import dataclass, field, replace

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.store.anchoring import MachineAnchor
from audit_app.store.copying import remove_database
from audit_app.store.driver import file_salt
from audit_app.store.keys.crypto import wrap
from audit_app.store.keys.keyfile import DATABASE_KEY, DatabaseEntry, KeyFile, remove_person, with_replaced_sheet
from audit_app.store.log.chain import Tip, utc_text
from audit_app.store.log.rights import Op
from audit_app.store.migrate import NEW, swap
from audit_app.store.opening import Opened
from audit_app.store.read_settings import known_sheets
from audit_app.store.rekeying import WHY, Said, make_file
from audit_app.store.told import Told, in_silence
from audit_app.store.workspace import DATABASE, UNLOCK, Unlocked, Workspace


class SavedMeanwhile(AppError):
    """The database moved while its new file was being made."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """What changes with the key: who loses theirs, which recovery sheet comes into force, what the log says of it.

    `without` is a person's id, `sheet` a sheet's public half; without `ops` the log says nothing.
    """

    without: str = ""
    sheet: bytes = b""
    label: str = ""
    ops: tuple[Op, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A new file that lies ready: the key file for both, the new key and salt, and where the chain stands in it."""

    key_file: KeyFile
    salt: str
    tip: Tip | None
    key: bytes = field(repr=False)


def state_of(workspace: Workspace) -> tuple[int, int]:
    """What changes whenever anything is saved, by this connection or by another: compared before and after."""
    seen_by_others = workspace.conn.execute("PRAGMA data_version").fetchone()[0]
    return int(workspace.conn.total_changes), int(seen_by_others)


def prepare(workspace: Workspace, wanted: Rotation, told: Told = in_silence) -> Prepared:
    """Make the new file beside the old one and look at all of it; a second connection in a thread will do.

    Nothing may be saved meanwhile. Raises AppError, and then no new file is left and all is as it was.
    """
    workspace.demand(Act.MANAGE_PEOPLE)
    workspace.demand_writing()
    salt = file_salt(workspace.folder / DATABASE)
    demand_true_public_halves(workspace, salt)
    key_file = workspace.key_file
    stay = remove_person(key_file, wanted.without) if wanted.without else key_file
    if wanted.sheet:
        key_file = with_replaced_sheet(key_file, key_file.sheet_of(salt), utc_text(workspace.means.now()))
    key, target = workspace.means.random(32), workspace.folder / NEW
    tip = make_file(workspace, target, key, Said(wanted.label, wanted.ops, wanted.reason), told)
    new_salt = file_salt(target)
    entry = _entry(stay, new_salt, key, wanted.sheet or key_file.sheet_of(salt))
    return Prepared(replace(key_file, databases=(*key_file.databases, entry)), new_salt, tip, key)


def put_in_place(workspace: Workspace, prepared: Prepared, state: tuple[int, int]) -> Workspace:
    """Let the new file take the old one's place; returns the workspace opened anew, the one given is closed.

    `state` is what `state_of` told of this workspace before `prepare`. Raises SavedMeanwhile, or StorageBusy while
    another window reads: then all is as it was and the workspace stays open. For what else is raised it is closed,
    and opens again. The lease is held throughout, so that nobody writes into the file that goes.
    """
    folder, means, person = workspace.folder, workspace.means, workspace.unlocked.person
    try:
        _demand_as_it_was(workspace, state)
        _settle(workspace)
        unlocked = Unlocked(person, workspace.unlocked.keys, prepared.key)
        lease = workspace.hand_over()
    except BaseException:
        remove_database(folder / NEW)
        raise
    try:
        key_file = swap(folder, prepared.key_file, prepared.salt)
        if prepared.tip is not None:
            MachineAnchor(means.anchors, person, folder, key_file.workspace).leave(prepared.tip)
        return Opened(folder, key_file, unlocked, means, lease, is_fresh=True).workspace()
    except BaseException:
        lease.release()
        raise


def discard(workspace: Workspace) -> None:
    """Remove a new file that shall take nobody's place after all."""
    remove_database(workspace.folder / NEW)


def _demand_as_it_was(workspace: Workspace, state: tuple[int, int]) -> None:
    if state_of(workspace) != state:
        raise SavedMeanwhile("Something was saved while the keys were changed, so they are as they were. Try again.")


def _settle(workspace: Workspace) -> None:
    """End the session in the old file too: killed before the new one takes its place, that end is not missed."""
    try:
        workspace.settle(WHY)
    except AppError:
        workspace.note_access(UNLOCK, "goes on under the same keys")
        raise


def demand_true_public_halves(workspace: Workspace, salt: str) -> None:
    """keys.json can be written by whoever can write the folder: wrap only to the keys that the log knows."""
    logged = dict(workspace.conn.execute("SELECT id, box_key FROM person"))
    for entry in workspace.key_file.people:
        if logged.get(entry.id) != entry.locked.opening_public.hex():
            raise AppError(
                f"The key file holds another key for {entry.name} than the workspace recorded. Somebody changed "
                "keys.json. Restore the newest good backup before anything else."
            )
    sheets = known_sheets(workspace.conn)
    if sheets and workspace.key_file.sheet_of(salt).hex() not in sheets:
        raise AppError(
            "The key file holds another recovery sheet than the workspace recorded. Somebody changed keys.json. "
            "Restore the newest good backup before anything else."
        )


def _entry(stay: KeyFile, salt: str, key: bytes, sheet: bytes) -> DatabaseEntry:
    """The new file's entry, wrapped to those who stay; who goes keeps their keys until its file is in place."""
    wraps = tuple(
        (entry.id, wrap(key, entry.locked.opening_public, stay.workspace, DATABASE_KEY)) for entry in stay.people
    )
    return DatabaseEntry(salt, wraps, wrap(key, sheet, stay.workspace, DATABASE_KEY), sheet)
