"""Erasure under a retention rule: values go, digests stay, the chain verifies and replay says "erased"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.log.door import Door
from audit_app.store.log.rights import Op
from audit_app.store.transaction import rows_in, transaction

_PLAN_CHILDREN = (
    ("document", "SELECT id FROM document WHERE plan_id = ?"),
    ("audit", "SELECT id FROM audit WHERE plan_id = ?"),
)
_AUDIT_CHILDREN = (("review", "SELECT id FROM review WHERE audit_id = ?"),)
_REVIEW_CHILDREN = (
    ("score", "SELECT review_id || '.' || marker FROM score WHERE review_id = ?"),
    ("advice", "SELECT review_id || '.' || source FROM advice WHERE review_id = ?"),
    ("section_state", "SELECT review_id || '.' || section FROM section_state WHERE review_id = ?"),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the log: its kind and id."""

    kind: str
    id: str


def of_audit(conn: Connection, audit_id: str) -> list[Entity]:
    """An audit with its reviews and everything in them."""
    found = [Entity("audit", audit_id)]
    for review in _children(conn, _AUDIT_CHILDREN, audit_id):
        found.append(review)
        found.extend(_children(conn, _REVIEW_CHILDREN, review.id))
    return found


def of_plan(conn: Connection, plan_id: str) -> list[Entity]:
    """A plan's register entry, documents and audits with everything in them."""
    found = [Entity("entry", plan_id)]
    for child in _children(conn, _PLAN_CHILDREN, plan_id):
        found.extend(of_audit(conn, child.id) if child.kind == "audit" else [child])
    return found


def _children(conn: Connection, queries: Sequence[tuple[str, str]], parent: str) -> list[Entity]:
    return [Entity(kind, row[0]) for kind, sql in queries for row in conn.execute(sql, (parent,)).fetchall()]


def erase(conn: Connection, door: Door, entities: Sequence[Entity], *, reason: str) -> int:
    """Erase these entities in one change and give the values' room back; returns how many.

    Raises NotAllowed where the person may not erase.
    """
    ops = [Op(entity.kind, entity.id, "erased", 1) for entity in entities]
    door.write("Erase under a retention rule", ops, reason=reason, sign="erase")
    conn.execute("PRAGMA secure_delete=ON")
    try:
        with transaction(conn):
            blank_erased(conn, {entity.id for entity in entities})
    finally:
        conn.execute("PRAGMA secure_delete=OFF")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(entities)


def blank_erased(conn: Connection, ids: Iterable[str]) -> None:
    """Empty every logged value of those among these entities that are marked erased; the caller's transaction."""
    marked = [
        row[0]
        for row in rows_in(
            conn,
            "SELECT DISTINCT id FROM op WHERE field = 'erased' AND leaf = 1 AND id IN ({marks})",
            list(ids),
        )
    ]
    if not marked:
        return
    conn.executemany(
        "UPDATE op SET old = NULL, new = NULL, salt = NULL WHERE id = ? AND field <> 'erased'",
        [(id_,) for id_ in marked],
    )
    _blank_words(conn, marked)


def _blank_words(conn: Connection, ids: Sequence[str]) -> None:
    """Empty the words of changes that speak of nothing but erased entities: a typed reason can name a child."""
    touched = set(rows_in(conn, "SELECT DISTINCT writer, seq FROM op WHERE field <> 'erased' AND id IN ({marks})", ids))
    for writer, seq in touched:
        left = conn.execute(
            "SELECT 1 FROM op WHERE writer = ? AND seq = ? AND new IS NOT NULL LIMIT 1", (writer, seq)
        ).fetchone()
        if left is None:
            conn.execute(
                "UPDATE change SET label = NULL, reason = NULL, salt = NULL WHERE writer = ? AND seq = ?",
                (writer, seq),
            )


def erased_after(conn: Connection, utc: str) -> list[Entity]:
    """What was erased after a moment: a restored older copy has to erase it again."""
    rows = conn.execute(
        "SELECT DISTINCT o.kind, o.id FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
        "WHERE o.field = 'erased' AND c.utc > ?",
        (utc,),
    )
    return [Entity(*row) for row in rows]
