"""The leaves that a change with many operations replaces: what stands in the log for each field of each entity."""

from collections.abc import Collection, Sequence

from audit_app.store.driver import Connection
from audit_app.store.log.rights import Op
from audit_app.store.transaction import rows_in
from audit_app.store.vocabulary import KINDS

_LEAVES = "SELECT id, field, writer, seq, new FROM op WHERE leaf = 1 AND id IN ({marks})"

Ends = list[tuple[str, int, str | None]]
"""Leaves of one field: writer, seq, value; the greatest last."""

Current = dict[tuple[str, str], Ends]
"""Of each (id, field) the leaves."""


def kinds_held(conn: Connection, kinds: Collection[str]) -> set[str]:
    """Those of these kinds of which there is anything at all."""
    return {kind for kind in kinds if conn.execute(f"SELECT 1 FROM {KINDS[kind].table} LIMIT 1").fetchone()}


def leaves_of(conn: Connection, ops: Sequence[Op], held: Collection[str]) -> tuple[Current, list[str]]:
    """The leaves that these operations replace, and which of their entities are erased already.

    Only kinds that are `held` are looked for. Raises ValueError where a field of an entity is named twice.
    """
    wanted = {(op.id, op.field) for op in ops}
    if len(wanted) != len(ops):
        raise ValueError("one change names a field of an entity twice")
    ids = list({op.id: None for op in ops if op.kind in held})
    current: Current = {}
    erased = []
    for id_, field, writer, seq, new in rows_in(conn, _LEAVES, ids):
        if field == "erased":
            erased.append(id_)
        if (id_, field) in wanted:
            current.setdefault((id_, field), []).append((writer, seq, new))
    for ends in current.values():
        sort_ends(conn, ends)
    return current, erased


def sort_ends(conn: Connection, ends: Ends) -> None:
    """Put the greatest of leaves that stand side by side last."""
    if len(ends) > 1:
        ends.sort(key=lambda end: (_lamport(conn, end[0], end[1]), end[0]))


def _lamport(conn: Connection, writer: str, seq: int) -> int:
    row = conn.execute("SELECT lamport FROM change WHERE writer = ? AND seq = ?", (writer, seq))
    return int(row.fetchone()[0])
