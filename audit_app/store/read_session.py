"""What a person's chain has gained since a place in it: which kinds moved, in which words, and what can be undone."""

from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.vocabulary import KINDS


@dataclass(frozen=True, slots=True)
class MadeChange:
    """One change: its place in the chain, its words, the kinds it moved, and whether undo may be asked for."""

    seq: int
    label: str
    kinds: frozenset[str]
    is_undoable: bool


def changes_after(conn: Connection, writer: str, seq: int) -> tuple[MadeChange, ...]:
    """The writer's changes after `seq`, oldest first."""
    rows = conn.execute(
        "SELECT c.seq, c.label, o.kind, o.field FROM change c JOIN op o ON o.writer = c.writer AND o.seq = c.seq "
        "WHERE c.writer = ? AND c.seq > ? GROUP BY c.seq, o.kind, o.field ORDER BY c.seq",
        (writer, seq),
    )
    labels: dict[int, str] = {}
    fields: dict[int, set[tuple[str, str]]] = {}
    for at, label, kind, field in rows:
        labels[at] = label or "A change"
        fields.setdefault(at, set()).add((kind, field))
    return tuple(
        MadeChange(
            at,
            labels[at],
            frozenset(kind for kind, _ in fields[at]),
            all(KINDS[kind].fields[field].undoable for kind, field in fields[at]),
        )
        for at in labels
    )
