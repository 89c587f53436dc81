"""Undo: a new change that restores what was, of one's own work in this session, where nothing else came after."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.store.driver import Connection
from audit_app.store.log.blanking import erased_ids, holders
from audit_app.store.log.canonical import decode
from audit_app.store.log.chain import Link
from audit_app.store.log.door import Door
from audit_app.store.log.rights import Op, review_of
from audit_app.store.transaction import rows_in
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
    a field of it does not stand as it left it.
    """
    writer = door.tip.writer if door.tip else ""
    if seq <= session_began:
        raise CannotUndo("Only what was done since the workspace was opened can be undone.")
    change = conn.execute("SELECT label, lamport FROM change WHERE writer = ? AND seq = ?", (writer, seq)).fetchone()
    rows = conn.execute(
        "SELECT kind, id, field, old, new, leaf FROM op WHERE writer = ? AND seq = ? ORDER BY id, field",
        (writer, seq),
    ).fetchall()
    if change is None or not rows:
        raise CannotUndo("There is no such change to undo.")
    label = change[0] or "A change"
    if reason := _crosses(conn, [Op(kind, id_, field, None) for kind, id_, field, *_ in rows], change[1]):
        raise CannotUndo(f"“{label}” cannot be undone: {reason}.")
    ops = []
    for kind, id_, field, old, new, leaf in rows:
        if not KINDS[kind].fields[field].undoable:
            raise CannotUndo(f"“{label}” cannot be undone: it is a step that others may rely on.")
        stands = leaf or _came_back(conn, (id_, field, new), writer, session_began)
        if not stands or _shared(conn, id_, field):
            raise CannotUndo(f"“{label}” cannot be undone: it was changed again since.")
        ops.append(Op(kind, id_, field, decode(old) if old else None))
    return Undone(label, door.write(_words(label), ops))


def _words(label: str) -> str:
    """What a person reads in the audit trail; to take back an undo is to do it again."""
    for done, taken_back in (("Undo: ", "Redo: "), ("Redo: ", "Undo: ")):
        if label.startswith(done):
            return taken_back + label.removeprefix(done)
    return f"Undo: {label}"


def _came_back(conn: Connection, left: tuple[str, str, str], writer: str, session_began: int) -> bool:
    """Whether the field stands again as this change left it, by this person's own later steps of this session."""
    sql = "SELECT 1 FROM op WHERE id = ? AND field = ? AND new = ? AND leaf = 1 AND writer = ? AND seq > ?"
    return conn.execute(sql, (*left, writer, session_began)).fetchone() is not None


def _crosses(conn: Connection, ops: Sequence[Op], lamport: int) -> str:
    """What lies between the change and now that no undo reaches across; empty where nothing does."""
    ids = {one for op in ops for one in holders(op.kind, op.id)}
    if erased_ids(conn, ids):
        return "it was erased"
    reviews = {review for op in ops if (review := review_of(op)) is not None}
    for source in rows_in(conn, "SELECT source FROM review WHERE id IN ({marks})", list(reviews)):
        if source[0] == "import":
            return "it was imported"
    later = (
        "SELECT 1 FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
        f"WHERE o.field = 'state' AND o.kind = 'review' AND c.lamport > {lamport:d} AND o.id IN ({{marks}})"
    )
    return "the review was submitted since" if next(rows_in(conn, later, list(reviews)), None) else ""


def _shared(conn: Connection, id_: str, field: str) -> bool:
    """Whether another leaf stands beside this one: then it is a conflict to decide, not a step to take back."""
    found = conn.execute("SELECT count(*) FROM op WHERE id = ? AND field = ? AND leaf = 1", (id_, field)).fetchone()
    return int(found[0]) > 1
