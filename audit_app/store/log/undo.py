"""Undo: a new change that restores what was, of one's own work in this session, where nothing else came after."""

from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import decode
from audit_app.store.log.chain import Link
from audit_app.store.log.door import Door
from audit_app.store.log.rights import Op
from audit_app.store.vocabulary import KINDS


class CannotUndo(AppError):
    """The change cannot be taken back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, in the words of its label, and the change that did it."""

    label: str
    link: Link


def undo(conn: Connection, door: Door, seq: int, *, session_began: int) -> Undone:
    """Take back this person's change `seq`, made after `session_began` (the chain's seq when the session opened).

    Raises CannotUndo where it is older, reaches across a submission, reveal, closing, erasure or import, or where
    a field of it was changed since.
    """
    writer = door.tip.writer if door.tip else ""
    if seq <= session_began:
        raise CannotUndo("Only what was done since the workspace was opened can be undone.")
    label = conn.execute("SELECT label FROM change WHERE writer = ? AND seq = ?", (writer, seq)).fetchone()
    rows = conn.execute(
        "SELECT kind, id, field, old, leaf FROM op WHERE writer = ? AND seq = ? ORDER BY id, field",
        (writer, seq),
    ).fetchall()
    if label is None or not rows:
        raise CannotUndo("There is no such change to undo.")
    ops = []
    for kind, id_, field, old, leaf in rows:
        if not KINDS[kind].fields[field].undoable:
            raise CannotUndo(f"“{label[0]}” cannot be undone: it is a step that others may rely on.")
        if not leaf or _shared(conn, id_, field):
            raise CannotUndo(f"“{label[0]}” cannot be undone: it was changed again since.")
        ops.append(Op(kind, id_, field, decode(old) if old else None))
    return Undone(label[0], door.write(f"Undo: {label[0]}", ops))


def _shared(conn: Connection, id_: str, field: str) -> bool:
    """Whether another leaf stands beside this one: then it is a conflict to decide, not a step to take back."""
    found = conn.execute("SELECT count(*) FROM op WHERE id = ? AND field = ? AND leaf = 1", (id_, field)).fetchone()
    return int(found[0]) > 1
