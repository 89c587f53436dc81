"""A restore drill: a backup is restored beside the workspace, checked and compared with it, and removed again."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.store.check import PARTS, Finding, check
from audit_app.store.driver import Connection
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.keys.keyfile import KeyFile, PersonEntry
from audit_app.store.restore import Restored, restore_with
from audit_app.store.told import Told
from audit_app.store.workspace import SUFFIX, Workspace

_DRILL: Final = ".drill-"
_LOOKS_EVERY: Final = 20_000
_COUNTED: Final = (
    ("People", "person"),
    ("Plans in the register", "entry"),
    ("Samples", "draw"),
    ("Audits", "audit"),
    ("Reviews", "review"),
    ("Scores", "score"),
    ("Plan documents", "document"),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """How many of one thing the restored copy holds, and how many the workspace holds now."""

    words: str
    restored: int
    now: int


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a drill found: each part of the check, the counts, and what the person should know.

    `unknown` counts changes of the copy that the workspace does not have: it was itself restored from an older one.
    """

    findings: tuple[Finding, ...]
    counts: tuple[Compared, ...]
    unknown: int
    erased_again: int
    notes: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything that is wrong with the restored copy."""
        return tuple(f"{one.name}: {fault}" for one in self.findings for fault in one.faults)


def rehearse(workspace: Workspace, backup: Path, told: Told) -> Rehearsed:
    """Restore a backup of this workspace with the keys that are open, look at all of it, and remove it again.

    The workspace is only read and the backup stays as it is. `told` hears of the parts; what it raises stops the
    drill. Raises AppError where the person may not restore or the backup does not restore; nothing is left then.
    """
    workspace.demand(Act.RESTORE)
    _remove_left_over(workspace)
    base = workspace.folder.parent / f"{_DRILL}{workspace.means.random(4).hex()}-{workspace.name}"
    total = len(PARTS) + 2
    try:
        told(0, total)
        # Anchors of its own: this computer is to remember nothing of a copy that is gone in a moment.
        means = replace(workspace.means, anchors=base / "anchors")
        restored = restore_with(backup, base / f"copy{SUFFIX}", _unlocked(workspace), means)
        with restored.workspace as copy:
            copy.conn.set_progress_handler(_look(told, total), _LOOKS_EVERY)
            try:
                return _looked_at(workspace, restored, told, total)
            finally:
                copy.conn.set_progress_handler(None, _LOOKS_EVERY)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _unlocked(workspace: Workspace) -> Callable[[KeyFile], tuple[PersonEntry, PersonKeys]]:
    """The open keys, as long as the backup knows them."""
    unlocked = workspace.unlocked

    def unlock(key_file: KeyFile) -> tuple[PersonEntry, PersonKeys]:
        for entry in key_file.people:
            if entry.id == unlocked.person:
                if entry.locked.opening_public == unlocked.keys.opening_public:
                    return entry, unlocked.keys
                raise AppError(
                    "You had other keys when this backup was made, before the recovery sheet gave you new ones, so it "
                    "opens with your passphrase of that time. Try a newer backup."
                )
        raise AppError("You could not open the workspace yet when this backup was made. Try a newer backup.")

    return unlock


def _look(told: Told, total: int) -> Callable[[], None]:
    def look() -> None:
        told(1, total)

    return look


def _looked_at(workspace: Workspace, restored: Restored, told: Told, total: int) -> Rehearsed:
    copy = restored.workspace
    findings = []
    for finding in check(copy):
        findings.append(finding)
        told(1 + len(findings), total)
    tip = copy.door.tip
    unknown = sum(_unknown_of(copy.conn, workspace.conn, tip.writer if tip is not None else ""))
    counts = tuple(_compared(copy.conn, workspace.conn))
    told(total, total)
    return Rehearsed(tuple(findings), counts, unknown, restored.erased_again, restored.notes)


def _compared(copy: Connection, now: Connection) -> Iterator[Compared]:
    for words, table in _COUNTED:
        held, holds = (_count(conn, table) for conn in (copy, now))
        yield Compared(words, held, holds)


def _count(conn: Connection, table: str) -> int:
    return int(conn.execute(f"SELECT count(*) FROM {table} WHERE erased IS NULL").fetchone()[0])


def _unknown_of(copy: Connection, now: Connection, own: str) -> Iterator[int]:
    """Of each writer, how many changes at the end of its chain the workspace lacks or holds otherwise."""
    for writer, last, hash_ in copy.execute(
        "SELECT writer, max(seq), hash FROM change WHERE writer <> ? GROUP BY writer", (own,)
    ):
        row = now.execute("SELECT hash FROM change WHERE writer = ? AND seq = ?", (writer, last)).fetchone()
        if row is None or bytes(row[0]) != bytes(hash_):
            known = now.execute("SELECT coalesce(max(seq), 0) FROM change WHERE writer = ?", (writer,)).fetchone()[0]
            yield max(last - known, 1)


def _remove_left_over(workspace: Workspace) -> None:
    """What a drill left that was killed: an encrypted copy, of no use to anybody."""
    for left in workspace.folder.parent.glob(f"{_DRILL}*-{workspace.name}"):
        shutil.rmtree(left, ignore_errors=True)
