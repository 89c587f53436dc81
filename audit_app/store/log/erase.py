"""Erasure under a retention rule: values go, digests stay, the chain verifies and replay says "erased"."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.log.door import Door
from audit_app.store.log.rights import Op

# A line of the advice log that was added and taken back by undo has an empty record: only the log knows its plan.
_REQUESTS = (
    "SELECT id FROM advice_request WHERE plan_id = ?1 UNION SELECT a.id FROM advice_request a "
    "JOIN op o ON o.id = a.id AND o.field = 'record' "
    "WHERE a.plan_id IS NULL AND a.erased IS NULL AND json_extract(o.new, '$.plan_id') = ?1"
)
# An action about this plan alone tells of this child and goes with it; one with other plans loses what it says of this.
_ALONE = (
    "SELECT f.action_id FROM action_finding f WHERE f.plan_id = ?1 AND NOT EXISTS "
    "(SELECT 1 FROM action_finding o WHERE o.action_id = f.action_id AND o.erased IS NULL "
    "AND o.plan_id IS NOT f.plan_id)"
)
_ACTIONS = f"SELECT id FROM action WHERE id IN ({_ALONE}) AND coalesce(scope, '') <> 'systemic'"
_CHECKPOINTS = f"SELECT action_id || '.' || on_date FROM action_checkpoint WHERE action_id IN ({_ACTIONS})"
_PROGRESS = (
    "SELECT p.outcome_id || '.' || p.reviewed FROM outcome_progress p JOIN ehc_outcome o ON o.id = p.outcome_id "
    "WHERE o.plan_id = ?"
)
# What is noted of the way to adulthood has the plan's own id, and goes with its entry.
_PLAN_CHILDREN = (
    ("document", "SELECT id FROM document WHERE plan_id = ?"),
    ("advice_request", _REQUESTS),
    ("family_voice", "SELECT id FROM family_voice WHERE plan_id = ?"),
    ("ehc_outcome", "SELECT id FROM ehc_outcome WHERE plan_id = ?"),
    ("outcome_progress", _PROGRESS),
    ("action_finding", "SELECT action_id || '.' || number FROM action_finding WHERE plan_id = ?"),
    ("action", _ACTIONS),
    ("action_checkpoint", _CHECKPOINTS),
    ("audit", "SELECT id FROM audit WHERE plan_id = ?"),
)
_AUDIT_CHILDREN = (
    ("review", "SELECT id FROM review WHERE audit_id = ?"),
    ("sealed_review", "SELECT id FROM sealed_review WHERE audit_id = ?"),
)

_OF_ERASED_PLAN = "SELECT x.id FROM {table} x JOIN entry e ON e.id = x.{column} WHERE e.erased = 1 AND x.erased IS NULL"
_LEFT_OVER = (
    *(
        (table, _OF_ERASED_PLAN.format(table=table, column=column))
        for table, column in (
            *(("document", "plan_id"), ("advice_request", "plan_id"), ("family_voice", "plan_id")),
            ("ehc_outcome", "plan_id"),
        )
    ),
    (
        "sealed_review",
        "SELECT s.id FROM sealed_review s JOIN audit a ON a.id = s.audit_id WHERE a.erased = 1 AND s.erased IS NULL",
    ),
    (
        "review",
        "SELECT r.id FROM review r JOIN audit a ON a.id = r.audit_id WHERE a.erased = 1 AND r.erased IS NULL",
    ),
    (
        "action_finding",
        "SELECT f.action_id || '.' || f.number FROM action_finding f JOIN entry e ON e.id = f.plan_id "
        "WHERE e.erased = 1 AND f.erased IS NULL",
    ),
    (
        "action_checkpoint",
        "SELECT c.action_id || '.' || c.on_date FROM action_checkpoint c JOIN action a ON a.id = c.action_id "
        "WHERE a.erased = 1 AND c.erased IS NULL",
    ),
    (
        "outcome_progress",
        "SELECT p.outcome_id || '.' || p.reviewed FROM outcome_progress p JOIN ehc_outcome o ON o.id = p.outcome_id "
        "WHERE o.erased = 1 AND p.erased IS NULL",
    ),
)
_LEFT_AUDITS = _OF_ERASED_PLAN.format(table="audit", column="plan_id")


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the log: its kind and id."""

    kind: str
    id: str


def of_audit(conn: Connection, audit_id: str) -> list[Entity]:
    """An audit with its reviews, sealed and open; what lies in a review goes with it."""
    return [Entity("audit", audit_id), *_children(conn, _AUDIT_CHILDREN, audit_id)]


def of_plan(conn: Connection, plan_id: str) -> list[Entity]:
    """A plan's register entry, documents, requests for advice and audits with everything in them."""
    found = [Entity("entry", plan_id)]
    for child in _children(conn, _PLAN_CHILDREN, plan_id):
        found.extend(of_audit(conn, child.id) if child.kind == "audit" else [child])
    return found


def _children(conn: Connection, queries: Sequence[tuple[str, str]], parent: str) -> list[Entity]:
    return [Entity(kind, row[0]) for kind, sql in queries for row in conn.execute(sql, (parent,)).fetchall()]


def erase(conn: Connection, door: Door, entities: Sequence[Entity], *, reason: str) -> int:
    """Erase these entities and their logged values in one change; returns how many.

    Raises NotAllowed where the person may not erase.
    """
    ops = [Op(entity.kind, entity.id, "erased", 1) for entity in entities]
    door.write("Erase under a retention rule", ops, reason=reason, sign="erase")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the write-ahead log holds pages as they were before
    return len(entities)


def left_over(conn: Connection) -> list[Entity]:
    """What came from elsewhere after its plan or audit was erased here, and should be erased with it."""
    audits = conn.execute(_LEFT_AUDITS).fetchall()
    found = [Entity(kind, row[0]) for kind, sql in _LEFT_OVER for row in conn.execute(sql).fetchall()]
    return [*found, *(entity for (id_,) in audits for entity in of_audit(conn, id_))]


def erased_after(conn: Connection, utc: str) -> list[Entity]:
    """What was erased after a moment: a restored older copy has to erase it again."""
    rows = conn.execute(
        "SELECT DISTINCT o.kind, o.id FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
        "WHERE o.field = 'erased' AND c.utc > ?",
        (utc,),
    )
    return [Entity(*row) for row in rows]
