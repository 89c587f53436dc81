"""Fields whose values disagree after a merge, and what came after a lock: who wrote each, when, and what stands.

It lists what `settle.disputed` lists, without going through the whole log.
"""

from dataclasses import dataclass
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.apply import spec_of
from audit_app.store.log.bundle import WITHHELD_FIELDS
from audit_app.store.log.canonical import Json, Leaf, decode
from audit_app.store.log.settle import in_order, is_set_aside, lock_of, read_field
from audit_app.store.log.values import FieldOp, differing, leaves, winner
from audit_app.store.transaction import rows_in
from audit_app.store.vocabulary import KINDS


@dataclass(frozen=True, slots=True)
class Written:
    """One value of a field: who wrote it, on which computer, when by that computer's clock (UTC text), and why.

    `is_late` says that it was written without knowing that the review was submitted.
    """

    leaf: Leaf
    value: Json
    person: str
    installation: str
    utc: str
    reason: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field with the values that nobody has decided between; `standing` is the one that counts now, if any."""

    kind: str
    id: str
    field: str
    values: tuple[Written, ...]
    standing: Leaf | None

    @property
    def is_late(self) -> bool:
        """Whether a value came after the review was submitted."""
        return any(one.is_late for one in self.values)


_OF_REVIEW: Final = ", ".join(f"'{kind}'" for kind, spec in KINDS.items() if spec.of_review)
_SEVERAL: Final = "SELECT id, field, min(kind) FROM op WHERE leaf = 1 GROUP BY id, field HAVING count(*) > 1"
# CROSS JOIN and the plus: each review goes to its own operations by the log's key, and not through all of them.
_AFTER_LOCK: Final = (
    "SELECT DISTINCT o.id, o.field, o.kind FROM review r CROSS JOIN op o ON o.id > r.id || '.' AND o.id < r.id || '/' "
    f"WHERE r.state = 'submitted' AND +o.leaf = 1 AND o.kind IN ({_OF_REVIEW}) AND o.field <> 'erased' "
    "AND o.seq > coalesce(json_extract(r.state_detail, '$.knows.\"' || o.writer || '\"'), 0)"
)
_WHO: Final = (
    "SELECT c.writer, c.seq, coalesce(p.name, w.person), w.installation, c.utc, coalesce(c.reason, '') FROM change c "
    "JOIN writer w ON w.writer = c.writer LEFT JOIN person p ON p.id = w.person WHERE c.writer = ? AND c.seq = ?"
)


def disputed_fields(conn: Connection) -> tuple[Disputed, ...]:
    """Every field with two values that nobody decided between, or with one that came after its lock, parents first.

    What never leaves a machine is not listed: nobody could compare it.
    """
    fields = {(id_, field): kind for id_, field, kind in conn.execute(_SEVERAL)}
    fields |= {(id_, field): kind for id_, field, kind in conn.execute(_AFTER_LOCK)}
    found = (disputed_field(conn, id_, field) for id_, field in in_order(fields))
    return tuple(one for one in found if one is not None)


def disputed_field(conn: Connection, id_: str, field: str) -> Disputed | None:
    """One field where it is disputed now, else None."""
    kind, ops = read_field(conn, id_, field)
    if not ops or (kind, field) in WITHHELD_FIELDS:
        return None
    lock = lock_of(conn, kind, id_) if field != "erased" else None
    ends = leaves(ops)
    best = winner(spec_of(kind, field), ops, lock)
    late = [op for op in ends if lock is not None and is_set_aside(op, lock, best)]
    if not late and not differing(ends):
        return None
    listed = [best, *(op for op in ends if op is not best)] if best is not None else ends
    listed.sort(key=lambda op: op.rank)
    values = tuple(_written(conn, op, is_late=op in late) for op in listed)
    return Disputed(kind, id_, field, values, best.leaf if best is not None else None)


def _written(conn: Connection, op: FieldOp, *, is_late: bool) -> Written:
    _, _, person, installation, utc, reason = conn.execute(_WHO, op.leaf).fetchone()
    value = decode(op.new) if op.new is not None else None
    return Written(op.leaf, value, person, installation, utc, reason, is_late)


def review_parts(conn: Connection, ids: list[str]) -> dict[str, tuple[str, str, str]]:
    """Of reviews by their id: whose they are (a person's id, empty for a group's), that name, and their audit."""
    sql = "SELECT id, coalesce(person_id, ''), coalesce(reviewer, ''), coalesce(audit_id, '') FROM review"
    return {row[0]: (row[1], row[2], row[3]) for row in rows_in(conn, f"{sql} WHERE id IN ({{marks}})", ids)}
