"""Works out fields anew from all their operations: after a merge for what it touched, in replay for everything."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.log.apply import Put, spec_of
from audit_app.store.log.canonical import decode
from audit_app.store.log.values import FieldOp, Knows, differing, known, leaves, replaces_of, winner
from audit_app.store.vocabulary import KINDS, LOGGED_ORDER

_FIELD = (
    "SELECT o.writer, o.seq, c.lamport, o.replaces, o.new, o.kind FROM op o "
    "JOIN change c ON c.writer = o.writer AND c.seq = o.seq WHERE o.id = ? AND o.field = ?"
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A field worked out: the value that stands, its leaves, and what was written without knowing of a lock."""

    kind: str
    id: str
    field: str
    value: str | None
    leaves: tuple[FieldOp, ...]
    late: tuple[FieldOp, ...]

    @property
    def put(self) -> Put:
        return (self.kind, self.id, self.field, decode(self.value) if self.value is not None else None)

    @property
    def in_conflict(self) -> bool:
        """Whether two leaves disagree and nothing has decided between them."""
        return differing(self.leaves)


def settle(kind: str, id_: str, field: str, ops: list[FieldOp], lock: Knows | None) -> Settled:
    """Work out one field; its value is None where it was erased or nothing of it counts under the lock.

    An erasure is under no lock.
    """
    if field == "erased":
        lock = None
    ends = tuple(leaves(ops))
    best = winner(spec_of(kind, field), ops, lock)
    late = tuple(op for op in ends if lock is not None and is_set_aside(op, lock, best))
    return Settled(kind, id_, field, best.new if best is not None else None, ends, late)


def is_set_aside(op: FieldOp, lock: Knows, best: FieldOp | None) -> bool:
    """Whether something written without knowing of a lock says otherwise than what stands.

    A round that two chairs opened apart from each other has every answer twice, and both say the same.
    """
    return not known(op, lock) and (best is None or op.new != best.new)


def read_field(conn: Connection, id_: str, field: str) -> tuple[str, list[FieldOp]]:
    """The kind and every operation of one field."""
    ops, kind = [], ""
    for writer, seq, lamport, replaces, new, kind_ in conn.execute(_FIELD, (id_, field)):
        ops.append(FieldOp(writer, seq, lamport, replaces_of(replaces), new))
        kind = kind_
    return kind, ops


def lock_of(conn: Connection, kind: str, id_: str) -> Knows | None:
    """What the submitting writer of the review knew, None where the field is not under a lock."""
    if not KINDS[kind].of_review:
        return None
    _, ops = read_field(conn, id_.split(".", 1)[0], "state")
    return lock_from(ops)


def lock_from(state_ops: list[FieldOp]) -> Knows | None:
    """The lock in a review's state operations, None while it is open."""
    best = winner(spec_of("review", "state"), state_ops)
    value = decode(best.new) if best is not None and best.new is not None else None
    if not value or value["state"] != "submitted":
        return None
    knows: Knows = value["detail"]["knows"]
    return knows


def fields_of_review(conn: Connection, review: str) -> dict[tuple[str, str], str]:
    """Every field that a review's lock locks, with its kind."""
    sql = "SELECT DISTINCT id, field, kind FROM op WHERE id > ? AND id < ?"
    rows = conn.execute(sql, (f"{review}.", f"{review}/"))  # "/" comes right after "."
    return {(id_, field): kind for id_, field, kind in rows if KINDS[kind].of_review}


def in_order(fields: Mapping[tuple[str, str], str]) -> list[tuple[str, str]]:
    """These fields in the order in which their rows can be written: parents first."""
    return sorted(fields, key=lambda one: (LOGGED_ORDER.index(fields[one]), one[1], one[0]))


def settle_fields(conn: Connection, fields: Iterable[tuple[str, str]]) -> Iterator[Settled]:
    """Work out these (id, field) pairs."""
    for id_, field in fields:
        kind, ops = read_field(conn, id_, field)
        if ops:
            yield settle(kind, id_, field, ops, lock_of(conn, kind, id_))


def settle_everything(conn: Connection) -> Iterator[Settled]:
    """Work out every field of the log, in (id, field) order."""
    locks = _locks(conn)
    rows = conn.execute(
        "SELECT o.id, o.field, o.kind, o.writer, o.seq, c.lamport, o.replaces, o.new FROM op o "
        "JOIN change c ON c.writer = o.writer AND c.seq = o.seq ORDER BY o.id, o.field"
    )
    group: list[FieldOp] = []
    running = ("", "", "")
    for id_, field, kind, writer, seq, lamport, replaces, new in rows:
        if (id_, field, kind) != running:
            yield from _settled_group(running, group, locks)
            running, group = (id_, field, kind), []
        group.append(FieldOp(writer, seq, lamport, replaces_of(replaces) if replaces != "[]" else (), new))
    yield from _settled_group(running, group, locks)


def disputed(conn: Connection) -> Iterator[Settled]:
    """Every field whose leaves disagree or that was written without knowing of a lock, in (id, field) order.

    A pure function of the log's set of changes: replicas that hold the same changes list the same.
    """
    return (one for one in settle_everything(conn) if one.in_conflict or one.late)


def _settled_group(
    running: tuple[str, str, str], group: list[FieldOp], locks: Mapping[str, Knows]
) -> Iterator[Settled]:
    if not group:
        return
    id_, field, kind = running
    lock = locks.get(id_.split(".", 1)[0]) if KINDS[kind].of_review else None
    yield settle(kind, id_, field, group, lock)


def _locks(conn: Connection) -> dict[str, Knows]:
    states: dict[str, list[FieldOp]] = {}
    rows = conn.execute(
        "SELECT o.id, o.writer, o.seq, c.lamport, o.replaces, o.new FROM op o "
        "JOIN change c ON c.writer = o.writer AND c.seq = o.seq WHERE o.kind = 'review' AND o.field = 'state'"
    )
    for id_, writer, seq, lamport, replaces, new in rows:
        states.setdefault(id_, []).append(FieldOp(writer, seq, lamport, replaces_of(replaces), new))
    return {id_: lock for id_, ops in states.items() if (lock := lock_from(ops)) is not None}
