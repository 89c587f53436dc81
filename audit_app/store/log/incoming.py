"""Which changes of a bundle are new here, and whether they hold together; it asks no rights and writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.log.bundle import Bundle, ChangeRow, HeadRow, WriterRow
from audit_app.store.log.canonical import decode
from audit_app.store.log.chain import genesis_of, heads
from audit_app.store.log.fitting import refuse_what_does_not_fit
from audit_app.store.log.links import FOLLOWS_NOT, chain_fault, genesis_hashes, head_fault
from audit_app.store.log.readable import change_form_fault, is_readable
from audit_app.store.log.refusals import Altered, Forked, Gap, Newer, OtherWorkspace, Unsigned
from audit_app.store.log.sense import is_known, why_signed
from audit_app.store.vocabulary import VOCABULARY_VERSION


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a bundle brings that this replica lacks: changes in (lamport, writer, seq) order, and signed heads."""

    changes: tuple[ChangeRow, ...]
    heads: tuple[HeadRow, ...]


@dataclass(frozen=True, slots=True)
class _Chain:
    """One writer's chain: what the bundle holds of it and where it stands here."""

    writer: WriterRow
    start: bytes
    last: int
    lamport: int
    held: Mapping[int, bytes]
    changes: Sequence[ChangeRow]
    heads: Sequence[HeadRow]

    @property
    def fresh(self) -> list[ChangeRow]:
        return [change for change in self.changes if change.seq > self.last]


def read_incoming(conn: Connection, workspace: str, bundle: Bundle) -> Incoming:
    """What is new in the bundle, every chain checked; raises one of the refusals."""
    if bundle.workspace != workspace:
        raise OtherWorkspace("These changes belong to another workspace. Ask the sender for those of this one.")
    if not is_readable(bundle):
        raise Altered("A text or number in these changes cannot be read. Ask the sender for a new copy.")
    changes: list[ChangeRow] = []
    heads_: list[HeadRow] = []
    for chain in _chains(conn, bundle):
        _refuse_fork(chain)
        changes.extend(_checked(workspace, chain))
        heads_.extend(head for head in chain.heads if head.seq <= chain.last + len(chain.fresh))
    refuse_what_does_not_fit(conn, changes)
    return Incoming(tuple(sorted(changes, key=lambda one: (one.lamport, one.writer, one.seq))), tuple(heads_))


def _chains(conn: Connection, bundle: Bundle) -> Iterable[_Chain]:
    """Every writer's chain that the bundle speaks of, each change once."""
    last = heads(conn)
    starts = genesis_hashes(bundle.writers)
    writers = {one.writer: one for one in bundle.writers}
    named = {one.writer for one in bundle.changes} | {one.writer for one in bundle.heads}
    for writer in sorted(named):
        described = writers.get(writer) or _held_writer(conn, writer)
        if described is None:
            raise Altered(f"Writer {writer} is not described in these changes. Nothing was taken.")
        start = genesis_of(conn, writer) or starts[writer]
        if starts.get(writer, start) != start:
            raise Forked(f"Writer {writer} is described in two ways. Ask the sender for a new copy; nothing was taken.")
        changes = list(dict.fromkeys(one for one in bundle.changes if one.writer == writer))
        changes.sort(key=lambda one: one.seq)
        known = set(conn.execute("SELECT writer, seq, hash, signature, why FROM head WHERE writer = ?", (writer,)))
        heads_ = [one for one in bundle.heads if one.writer == writer and _columns(one) not in known]
        if not changes and not heads_:
            continue
        first = min([one.seq for one in changes] + [one.seq for one in heads_])
        held = conn.execute("SELECT seq, hash FROM change WHERE writer = ? AND seq >= ?", (writer, first - 1))
        seq, lamport = last.get(writer, 0), _lamport(conn, writer)
        yield _Chain(described, start, seq, lamport, dict(held.fetchall()), changes, heads_)


def _columns(head: HeadRow) -> tuple[str, int, bytes, bytes, str]:
    return (head.writer, head.seq, head.hash, head.signature, head.why)


def _lamport(conn: Connection, writer: str) -> int:
    """The logical time where this chain stands here."""
    sql = "SELECT lamport FROM change WHERE writer = ? ORDER BY seq DESC LIMIT 1"
    row = conn.execute(sql, (writer,)).fetchone()
    return int(row[0]) if row is not None else 0


def _held_writer(conn: Connection, writer: str) -> WriterRow | None:
    row = conn.execute("SELECT * FROM writer WHERE writer = ?", (writer,)).fetchone()
    return WriterRow(*row) if row is not None else None


def _refuse_fork(chain: _Chain) -> None:
    theirs = [(one.seq, one.hash) for one in chain.changes] + [(one.seq, one.hash) for one in chain.heads]
    for seq, hash_ in sorted(theirs):
        mine = chain.held.get(seq, hash_)
        if mine != hash_:
            raise _forked(chain.writer.writer, seq, mine, hash_)


def _forked(writer: str, seq: int, mine: bytes, theirs: bytes) -> Forked:
    return Forked(
        f"Change {seq} of writer {writer} is here as {mine.hex()[:12]} and there as {theirs.hex()[:12]}: a copy of a "
        "workspace went on beside its original. Nothing was taken."
    )


def _checked(workspace: str, chain: _Chain) -> list[ChangeRow]:
    writer, fresh = chain.writer.writer, chain.fresh
    if any(change.vocab > VOCABULARY_VERSION or not _all_known(change) for change in fresh):
        raise Newer("These changes were made by a newer version of the app. Install that version first.")
    for head in chain.heads:
        if head_fault(workspace, head, chain.writer.sign_key):
            raise Altered(f"The signed head {head.seq} of writer {writer} does not hold. Nothing was taken.")
    if not fresh:
        return []
    if fresh[0].seq != chain.last + 1:
        raise Gap(
            f"Changes {chain.last + 1} to {fresh[0].seq - 1} of writer {writer} are missing. Ask for the pack that "
            "holds them first; nothing was taken."
        )
    for change in fresh:
        if fault := change_form_fault(change):
            raise Altered(f"Change {change.seq} of writer {writer}: {fault}. Nothing was taken.")
    _refuse_broken(chain, fresh)
    _refuse_unsigned(chain, fresh)
    return fresh


def _all_known(change: ChangeRow) -> bool:
    return all(is_known(op.kind, op.field) for op in change.ops)


def _refuse_broken(chain: _Chain, fresh: Sequence[ChangeRow]) -> None:
    writer = chain.writer.writer
    previous = chain.held[chain.last] if chain.last else chain.start
    if fault := chain_fault(fresh, chain.last, previous):
        if fault == (chain.last + 1, FOLLOWS_NOT) and chain.last and _signed_at(chain, fresh[-1]):
            raise Forked(
                f"Change {fresh[0].seq} of writer {writer} ({fresh[0].hash.hex()[:12]}) does not go on from change "
                f"{chain.last} as it is here ({previous.hex()[:12]}): a copy of a workspace went on beside its "
                "original. Nothing was taken."
            )
        raise Altered(f"Change {fault[0]} of writer {writer}: {fault[1]}. Nothing was taken.")
    lamports = [chain.lamport, *(change.lamport for change in fresh)]
    if sorted(set(lamports)) != lamports:
        raise Altered(f"The logical time of writer {writer} runs backwards. Nothing was taken.")


def _refuse_unsigned(chain: _Chain, fresh: Sequence[ChangeRow]) -> None:
    """Only a signature shows that the writer's person wrote this: anybody could copy their public key."""
    for change in fresh:
        if (change is fresh[-1] or _must_be_signed(change)) and not _signed_at(chain, change):
            raise Unsigned(
                f"Change {change.seq} of writer {chain.writer.writer} is not signed by its writer. Ask the sender to "
                "make the pack again; nothing was taken."
            )


def _must_be_signed(change: ChangeRow) -> bool:
    return any(op.new is not None and why_signed(op.kind, op.field, decode(op.new)) for op in change.ops)


def _signed_at(chain: _Chain, change: ChangeRow) -> bool:
    return any(head.seq == change.seq and head.hash == change.hash for head in chain.heads)
