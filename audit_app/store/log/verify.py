"""Verification of the chains: from the last signed head on opening, everything in a check."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.log.blanking import must_be_empty
from audit_app.store.log.bundle import WITHHELD_FIELDS, ChangeRow, HeadRow, OpRow
from audit_app.store.log.canonical import decode
from audit_app.store.log.chain import genesis_of, heads
from audit_app.store.log.links import change_fault, head_fault
from audit_app.store.log.one_thing import thing_of
from audit_app.store.log.people_log import signing_keys
from audit_app.store.log.readable import is_leaf_list
from audit_app.store.log.sense import is_known, why_signed
from audit_app.store.log.values import replaces_of
from audit_app.store.vocabulary import KINDS

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
        fault = _writer_fault(conn, workspace, writer, sign_key, everything=everything)
        if fault is None and sign_key not in keys.get(person, set()):
            fault = BadLink(writer, 0, "its signing key belongs to nobody in the workspace")
        if fault is not None:
            faults.append(fault)
    if everything:
        faults.extend(_stray_rows(conn))
    if everything and not faults:  # only where the chains hold can what they say be read
        faults.extend(_wrong_marks(conn))
        faults.extend(_missing_heads(conn))
    return faults


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
        change = ChangeRow(*row)
        if fault := change_fault(change, previous, (OpRow(*op) for op in ops_cursor.execute(_OPS, (writer, seq)))):
            return BadLink(writer, seq, fault)
        previous = change.hash
        if heads.get(seq, previous) != previous:
            return BadLink(writer, seq, "it is not the change whose head was signed")
    if heads and max(heads) > seq:
        return BadLink(writer, seq + 1, "the change is missing: the end of the log was cut off")
    return None


def _stray_rows(conn: Connection) -> Iterator[BadLink]:
    """Operations without their change, changes and heads without their writer, writers without a change."""
    for writer, seq in conn.execute(
        "SELECT DISTINCT o.writer, o.seq FROM op o LEFT JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
        "WHERE c.writer IS NULL"
    ):
        yield BadLink(writer, seq, "an operation belongs to a change that is not there")
    for (writer,) in conn.execute(
        "SELECT DISTINCT c.writer FROM change c LEFT JOIN writer w ON w.writer = c.writer WHERE w.writer IS NULL"
    ):
        yield BadLink(writer, 1, "the changes belong to a writer that is not there")
    for writer, seq in conn.execute(
        "SELECT h.writer, h.seq FROM head h LEFT JOIN change c ON c.writer = h.writer AND c.seq = h.seq "
        "WHERE c.writer IS NULL"
    ):
        yield BadLink(writer, seq, "a signed head belongs to a change that is not there")
    for (writer,) in conn.execute(
        "SELECT w.writer FROM writer w LEFT JOIN change c ON c.writer = w.writer AND c.seq = 1 WHERE c.writer IS NULL"
    ):
        yield BadLink(writer, 1, "the writer has no first change")


def _wrong_marks(conn: Connection) -> Iterator[BadLink]:
    """The first value that is marked current or replaced where it is not, or that is gone or kept against erasure."""
    replaced: set[tuple[str, str, str, int]] = set()
    for bad in _read_replaced(conn, replaced):
        yield bad
        return
    erased = {row[0] for row in conn.execute("SELECT DISTINCT id FROM op WHERE field = 'erased'")}
    for kind, id_, field, writer, seq, leaf, gone in conn.execute(
        "SELECT kind, id, field, writer, seq, leaf, new IS NULL FROM op ORDER BY writer, seq"
    ):
        must = must_be_empty(kind, id_, field, erased)
        fault = ""
        if leaf != int((id_, field, writer, seq) not in replaced):
            fault = "a value is marked as current or replaced where it is not"
        elif must and not gone:
            fault = "a value is still there although it was erased"
        elif gone and not must and (kind, field) not in WITHHELD_FIELDS:
            fault = "a value is gone although nothing erased it"
        if fault:
            yield BadLink(writer, seq, fault)
            return


def _read_replaced(conn: Connection, replaced: set[tuple[str, str, str, int]]) -> Iterator[BadLink]:
    """Add what every operation replaces; the faults are those of columns that no digest of erased values holds."""
    held = heads(conn)
    kinds: dict[str, str] = {}
    for id_, field, replaces, by, at, kind in conn.execute("SELECT id, field, replaces, writer, seq, kind FROM op"):
        if not is_known(kind, field) or not is_leaf_list(replaces):
            yield BadLink(by, at, f"{kind} {field} is nothing that a change can say")
            return
        thing = thing_of(kind, field)
        if not KINDS[kind].of_review and kinds.setdefault(id_, thing) != thing:
            yield BadLink(by, at, f"it takes the {kinds[id_]} {id_} for a {kind}")
        for writer, seq in replaces_of(replaces):
            if seq > held.get(writer, 0):
                yield BadLink(by, at, f"it replaces change {seq} of writer {writer}, which is not there")
            replaced.add((id_, field, writer, seq))


def _missing_heads(conn: Connection) -> Iterator[BadLink]:
    """Changes that others rely on and that their writer did not sign."""
    for kind, field, new, writer, seq in conn.execute(
        "SELECT o.kind, o.field, o.new, o.writer, o.seq FROM op o LEFT JOIN head h ON h.writer = o.writer "
        "AND h.seq = o.seq WHERE o.field IN ('state', 'erased') AND o.new IS NOT NULL AND h.writer IS NULL"
    ):
        if why := why_signed(kind, field, decode(new)):
            yield BadLink(writer, seq, f"the head of this change was signed ({why}) and the signature is gone")


def anchored(conn: Connection, writer: str, seq: int, hash_hex: str) -> bool:
    """Whether the change that was last seen on this machine is still there, unaltered."""
    found = _hash_at(conn, writer, seq)
    return found is not None and found.hex() == hash_hex
