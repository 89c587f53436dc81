"""Changes on their way between replicas: what a pack or the exchange folder carries, and reading it from a log."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from audit_app.store.driver import Connection

WITHHELD_FIELDS = frozenset(
    {("entry", "match_key"), ("entry", "name_key"), ("entry", "find_card"), ("workspace", "match_secret")}
)
"""Values that never leave the machine: they travel as erased ones do, by their digest alone."""


@dataclass(frozen=True, slots=True)
class WriterRow:
    """One writer: a person on one installation, and the heads it continued from."""

    writer: str
    person: str
    installation: str
    sign_key: str
    started_utc: str
    continues_from: str


@dataclass(frozen=True, slots=True)
class OpRow:
    """One logged operation; old, new and salt are None where the value was erased or is withheld."""

    id: str
    field: str
    writer: str
    seq: int
    kind: str
    replaces: str
    old: str | None
    new: str | None
    salt: bytes | None
    digest: bytes


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One logged change with its operations in (id, field) order."""

    writer: str
    seq: int
    lamport: int
    utc: str
    vocab: int
    label: str | None
    reason: str | None
    salt: bytes | None
    text_digest: bytes
    ops_digest: bytes
    touches: str
    hash: bytes
    ops: tuple[OpRow, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A signed head."""

    writer: str
    seq: int
    hash: bytes
    signature: bytes
    why: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """Changes of one workspace, with the writers and signed heads that vouch for them."""

    workspace: str
    writers: tuple[WriterRow, ...]
    changes: tuple[ChangeRow, ...]
    heads: tuple[HeadRow, ...]


_CHANGE_COLUMNS = "writer, seq, lamport, utc, vocab, label, reason, salt, text_digest, ops_digest, touches, hash"
_OP_COLUMNS = "id, field, writer, seq, kind, replaces, old, new, salt, digest"


def read_changes(conn: Connection, workspace: str, since: Mapping[str, int] | None = None) -> Bundle:
    """Everything after `since` (of each writer the last seq that the other side holds), with nothing withheld.

    The head at `since` itself comes too: it may have been signed later, and it shows a copy that went on.
    """
    since = since or {}
    writers = tuple(WriterRow(*row) for row in conn.execute("SELECT * FROM writer ORDER BY writer"))
    changes: list[ChangeRow] = []
    for writer in writers:
        after = since.get(writer.writer, 0)
        ops = _ops_by_seq(conn, writer.writer, after)
        rows = conn.execute(
            f"SELECT {_CHANGE_COLUMNS} FROM change WHERE writer = ? AND seq > ? ORDER BY seq",
            (writer.writer, after),
        )
        changes.extend(ChangeRow(*(*row, tuple(ops.get(row[1], ())))) for row in rows)
    heads = tuple(
        HeadRow(*row)
        for row in conn.execute("SELECT writer, seq, hash, signature, why FROM head ORDER BY writer, seq")
        if row[1] >= since.get(row[0], 0)
    )
    changes.sort(key=lambda change: (change.lamport, change.writer, change.seq))
    return Bundle(workspace, writers, tuple(changes), heads)


def _ops_by_seq(conn: Connection, writer: str, after: int) -> dict[int, list[OpRow]]:
    ops: dict[int, list[OpRow]] = {}
    rows = conn.execute(
        f"SELECT {_OP_COLUMNS} FROM op WHERE writer = ? AND seq > ? ORDER BY seq, id, field",
        (writer, after),
    )
    for row in rows:
        ops.setdefault(row[3], []).append(OpRow(*row))
    return ops


def for_others(bundle: Bundle) -> Bundle:
    """The bundle as it may leave the machine: without the values of WITHHELD_FIELDS, each chain up to its last head.

    What nobody has signed proves nothing to others and waits for its writer.
    """
    signed: dict[str, int] = {}
    for head in bundle.heads:
        signed[head.writer] = max(head.seq, signed.get(head.writer, 0))
    return Bundle(
        bundle.workspace,
        bundle.writers,
        tuple(_without_withheld(one) for one in bundle.changes if one.seq <= signed.get(one.writer, 0)),
        bundle.heads,
    )


def _without_withheld(change: ChangeRow) -> ChangeRow:
    if not any((op.kind, op.field) in WITHHELD_FIELDS for op in change.ops):
        return change
    ops = tuple(
        OpRow(op.id, op.field, op.writer, op.seq, op.kind, op.replaces, None, None, None, op.digest)
        if (op.kind, op.field) in WITHHELD_FIELDS
        else op
        for op in change.ops
    )
    return replace(change, ops=ops)
