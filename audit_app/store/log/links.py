"""Checks the links of a chain: digests, hashes, gaps, signatures; shared by verification and by merge."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit_app.store.keys.crypto import verify
from audit_app.store.log import canonical
from audit_app.store.log.bundle import ChangeRow, HeadRow, OpRow, WriterRow

FOLLOWS_NOT = "the change does not follow from the one before it"


def op_fault(op: OpRow) -> str:
    """What is wrong with an operation's digest; empty where it holds or the value is erased (all three gone)."""
    gone = (op.old is None, op.new is None, op.salt is None)
    if all(gone):
        return ""
    if any(gone) or op.old is None or op.new is None or op.salt is None:
        return f"the value of {op.kind} {op.field} is partly gone"
    digest = canonical.op_digest(op.salt, op.kind, op.id, op.field, op.replaces, op.old, op.new)
    return "" if digest == op.digest else f"the value of {op.kind} {op.field} was altered"


@dataclass(slots=True)
class _Noted:
    """What was seen of a change's operations as they went by."""

    fault: str = ""
    speaks: bool = False


def change_fault(change: ChangeRow, previous: bytes, ops: Iterable[OpRow] | None = None) -> str:
    """What is wrong with one change that should follow `previous`; empty where it holds.

    `ops` are its operations where it does not hold them itself: gone through once, as an import may have a million.
    """
    noted = _Noted()
    digest = canonical.ops_digest(_digests(change.ops if ops is None else ops, noted))
    if noted.fault:
        return noted.fault
    if digest != change.ops_digest:
        return "an operation was added, removed or put in another place"
    if fault := _words_fault(change, speaks=noted.speaks):
        return fault
    facts = [change.writer, change.seq, change.lamport, change.utc, change.vocab]
    if canonical.change_hash(previous, facts, change.text_digest, change.ops_digest) != change.hash:
        return FOLLOWS_NOT
    return ""


def _digests(ops: Iterable[OpRow], noted: _Noted) -> Iterator[bytes]:
    for op in ops:
        noted.fault = noted.fault or op_fault(op)
        noted.speaks = noted.speaks or op.new is not None
        yield op.digest


def _words_fault(change: ChangeRow, *, speaks: bool) -> str:
    if change.label is None and change.reason is None and change.salt is None and not change.touches:
        # words go only with everything they could speak of
        return "the words of the change are gone" if speaks else ""
    if change.label is None or change.reason is None or change.salt is None:
        return "the words of the change are partly gone"
    digest = canonical.text_digest(change.salt, change.label, change.reason, change.touches)
    return "" if digest == change.text_digest else "the words of the change were altered"


def chain_fault(changes: Iterable[ChangeRow], start_seq: int, start_hash: bytes) -> tuple[int, str] | None:
    """The first bad link of one writer's changes in seq order: (seq, what is wrong); None where all hold."""
    previous, seq = start_hash, start_seq
    for change in changes:
        seq += 1
        if change.seq != seq:
            return seq, f"change {seq} is missing"
        if fault := change_fault(change, previous):
            return seq, fault
        previous = change.hash
    return None


def head_fault(workspace: str, head: HeadRow, sign_key: str) -> str:
    """What is wrong with a signed head's signature; empty where it holds."""
    message = canonical.head_message(workspace, head.writer, head.seq, head.hash, head.why)
    return "" if _is_signed(sign_key, head.signature, message) else "the signature on this head is not the writer's"


def _is_signed(sign_key: str, signature: bytes, message: bytes) -> bool:
    try:
        return verify(bytes.fromhex(sign_key), signature, message)
    except ValueError:  # a key that is not written in hexadecimal digits
        return False


def genesis_hashes(writers: Iterable[WriterRow]) -> Mapping[str, bytes]:
    """Of each writer what its first change takes for its previous hash."""
    return {
        one.writer: canonical.genesis(
            one.writer, one.person, one.installation, one.sign_key, one.started_utc, one.continues_from
        )
        for one in writers
    }
