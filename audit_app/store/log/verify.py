"""Verification of the chains: from the last signed head on opening, everything in a check."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.log.bundle import ChangeRow, HeadRow, OpRow
from audit_app.store.log.chain import genesis_of
from audit_app.store.log.links import change_fault, head_fault
from audit_app.store.log.people_log import signing_keys
from audit_app.store.log.values import replaces_of

_CHANGES = (
    "SELECT writer, seq, lamport, utc, vocab, label, reason, salt, text_digest, ops_digest, touches, hash "
    "FROM change WHERE writer = ? AND seq > ? ORDER BY seq"
)
_OPS = (
    "SELECT id, field, writer, seq, kind, replaces, old, new, salt, digest FROM op "
    "WHERE writer = ? AND seq = ? ORDER BY id, field"
)


@dataclass(frozen=True, slots=True)
class BadLink:
    """The first thing wrong in one writer's chain."""

    writer: str
    seq: int
    message: str

    def __str__(self) -> str:
        return f"change {self.seq} of writer {self.writer}: {self.message}"


def verify(conn: Connection, workspace: str, *, everything: bool) -> list[BadLink]:
    """The first bad link of every writer's chain; empty where all hold.

    Without `everything` each chain is followed from its last signed head, which is checked too: what came before
    it is vouched for by the signature.
    """
    keys = signing_keys(conn)
    faults: list[BadLink] = []
    for writer, person, sign_key in conn.execute(
        "SELECT writer, person, sign_key FROM writer ORDER BY writer"
    ).fetchall():
        if sign_key not in keys.get(person, set()):
            faults.append(BadLink(writer, 0, "its signing key belongs to nobody in the workspace"))
            continue
        fault = _writer_fault(conn, workspace, writer, sign_key, everything=everything)
        if fault is not None:
            faults.append(fault)
    return faults + (list(_stray_rows(conn)) if everything else [])


def _writer_fault(conn: Connection, workspace: str, writer: str, sign_key: str, *, everything: bool) -> BadLink | None:
    heads = [
        HeadRow(*row)
        for row in conn.execute(
            "SELECT writer, seq, hash, signature, why FROM head WHERE writer = ? ORDER BY seq DESC LIMIT ?",
            (writer, -1 if everything else 1),
        )
    ]
    for head in heads:
        if fault := head_fault(workspace, head, sign_key):
            return BadLink(writer, head.seq, fault)
    start = 0 if everything or not heads else heads[0].seq - 1
    previous = _hash_at(conn, writer, start)
    if previous is None:
        return BadLink(writer, start, "the change is missing")
    return _follow(conn, writer, start, previous, {head.seq: head.hash for head in heads})


def _hash_at(conn: Connection, writer: str, seq: int) -> bytes | None:
    if seq == 0:
        return genesis_of(conn, writer)
    row = conn.execute("SELECT hash FROM change WHERE writer = ? AND seq = ?", (writer, seq)).fetchone()
    return bytes(row[0]) if row else None


def _follow(conn: Connection, writer: str, start: int, previous: bytes, heads: Mapping[int, bytes]) -> BadLink | None:
    seq = start
    ops_cursor = conn.cursor()
    for row in conn.execute(_CHANGES, (writer, start)):
        seq += 1
        if row[1] != seq:
            return BadLink(writer, seq, "the change is missing")
        change = ChangeRow(*(*row, tuple(OpRow(*op) for op in ops_cursor.execute(_OPS, (writer, seq)))))
        if fault := change_fault(change, previous):
            return BadLink(writer, seq, fault)
        previous = change.hash
        if heads.get(seq, previous) != previous:
            return BadLink(writer, seq, "it is not the change whose head was signed")
    if heads and max(heads) > seq:
        return BadLink(writer, seq + 1, "the change is missing: the end of the log was cut off")
    return None


def _stray_rows(conn: Connection) -> Iterator[BadLink]:
    """Operations without their change, changes without their writer, and leaves that are marked wrongly."""
    for writer, seq in conn.execute(
        "SELECT DISTINCT o.writer, o.seq FROM op o LEFT JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
        "WHERE c.writer IS NULL"
    ):
        yield BadLink(writer, seq, "an operation belongs to a change that is not there")
    for (writer,) in conn.execute(
        "SELECT DISTINCT c.writer FROM change c LEFT JOIN writer w ON w.writer = c.writer WHERE w.writer IS NULL"
    ):
        yield BadLink(writer, 1, "the changes belong to a writer that is not there")
    yield from _wrong_leaves(conn)


def _wrong_leaves(conn: Connection) -> Iterator[BadLink]:
    replaced: set[tuple[str, str, str, int]] = set()
    for id_, field, replaces in conn.execute("SELECT id, field, replaces FROM op WHERE replaces <> '[]'"):
        replaced.update((id_, field, writer, seq) for writer, seq in replaces_of(replaces))
    for id_, field, writer, seq, leaf in conn.execute("SELECT id, field, writer, seq, leaf FROM op"):
        if (leaf == 0) != ((id_, field, writer, seq) in replaced):
            yield BadLink(writer, seq, "a value is marked as current or replaced where it is not")
            return


def anchored(conn: Connection, writer: str, seq: int, hash_hex: str) -> bool:
    """Whether the change that was last seen on this machine is still there, unaltered."""
    found = _hash_at(conn, writer, seq)
    return found is not None and found.hex() == hash_hex
