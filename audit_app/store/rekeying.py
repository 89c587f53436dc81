"""Makes a database file under another key with everything that the open one holds; it puts it in nobody's place."""

from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.files import sentence
from audit_app.store.access import AccessLog
from audit_app.store.copying import close_whole, faults_of, remove_database, sync
from audit_app.store.driver import Connection, connect, sqlite3
from audit_app.store.log.chain import Tip
from audit_app.store.log.door import Door
from audit_app.store.log.rights import Op
from audit_app.store.told import Told
from audit_app.store.transaction import storage_error
from audit_app.store.workspace import LOCK, Workspace

_STEPS = 4
WHY = "rotate"
"""Why the head is signed and the session ends, in the words of the logs."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the change log of the new file says beyond that of the old one; nothing where there are no operations."""

    label: str
    ops: tuple[Op, ...]
    reason: str


def make_file(workspace: Workspace, target: Path, key: bytes, said: Said, told: Told) -> Tip | None:
    """Make the file, whole and on the disk; returns where the person's chain stands in it.

    Raises AppError where it cannot be written or does not verify; then there is no file.
    """
    try:
        _export(workspace.conn, target, key)
        told(1, _STEPS)
        tip = _complete(workspace, said, target, key, told)
        sync(target)
    except sqlite3.DatabaseError as error:
        remove_database(target)
        raise storage_error(error) from error
    except OSError as error:
        remove_database(target)
        raise AppError(sentence(error, target)) from error
    except BaseException:
        remove_database(target)
        raise
    told(_STEPS, _STEPS)
    return tip


def _export(conn: Connection, target: Path, key: bytes) -> None:
    """A new database under another key with everything in it; the engine's own re-keying is never used."""
    remove_database(target)
    conn.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(target), f"x'{key.hex()}'"))
    try:
        # Each table would wait for the disk by itself; the whole file does, before it takes anything's place.
        conn.execute("PRAGMA fresh.journal_mode=MEMORY")
        conn.execute("PRAGMA fresh.synchronous=OFF")
        conn.execute("SELECT sqlcipher_export('fresh')").fetchone()
    finally:
        conn.execute("DETACH DATABASE fresh")


def _complete(workspace: Workspace, said: Said, target: Path, key: bytes, told: Told) -> Tip | None:
    """Say in the new file what happened, sign it, and look at all of it before it takes the place of the old one."""
    ops = _ops_in(workspace.conn) + len(said.ops)
    copy = connect(target, key)
    try:
        door = _door_of(copy.conn, workspace)
        if said.ops:
            door.write(said.label, said.ops, reason=said.reason, sign=WHY)
        AccessLog(copy.conn, workspace.unlocked.person, workspace.means.clock).note(LOCK, WHY)
        door.sign(WHY)
        told(2, _STEPS)
        wrong = faults_of(copy)
        held = _ops_in(copy.conn)
        close_whole(copy)
        told(3, _STEPS)
    finally:
        copy.close()
    if wrong or held != ops:
        raise AppError(
            f"The file under the new key did not verify ({wrong[0] if wrong else f'{held} operations of {ops}'}), so "
            "it was removed. The workspace is as it was; run a check."
        )
    return door.tip


def _door_of(conn: Connection, workspace: Workspace) -> Door:
    """A door into the new file, where the person's chain goes on."""
    means, was = workspace.means, workspace.door.tip
    return Door(
        conn,
        workspace.id,
        workspace.unlocked.signer,
        means.host,
        clock=means.clock,
        random=means.random,
        continue_writer=was.writer if was is not None else None,
    )


def _ops_in(conn: Connection) -> int:
    return int(conn.execute("SELECT count(*) FROM op").fetchone()[0])
