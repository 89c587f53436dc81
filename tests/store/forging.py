"""Makes changes as somebody with the format's description and without our door could make them."""

from collections.abc import Sequence
from dataclasses import replace

from builders import WORKSPACE, signer

from audit_app.store.log import canonical
from audit_app.store.log.bundle import Bundle, ChangeRow, HeadRow, OpRow, WriterRow
from audit_app.store.log.canonical import Json, encode
from audit_app.store.log.chain import Signer
from audit_app.store.log.links import genesis_hashes

SALT = bytes(16)
UTC = "2026-11-03T09:00:00.000000Z"


def forged_writer(person: str, sign_key: str = "", writer: str = "f0" * 8) -> WriterRow:
    """A writer row that claims to be of this person, under their own key unless another is given."""
    return WriterRow(writer, person, "elsewhere", sign_key or signer(person).sign_key, UTC, "[]")


def forged_op(kind: str, id_: str, field: str, value: Json, *, replaces: Json = (), old: Json = None) -> OpRow:
    """An operation with a digest that holds, not yet in any change."""
    texts = (encode(sorted(replaces)), encode(old), encode(value))
    return OpRow(id_, field, "", 0, kind, *texts, SALT, canonical.op_digest(SALT, kind, id_, field, *texts))


def worded(op: OpRow, **texts: str) -> OpRow:
    """The same operation with other raw texts, its digest made to fit."""
    op = replace(op, **texts)  # type: ignore[arg-type]  # only the text fields are given
    assert op.old is not None
    assert op.new is not None
    return replace(op, digest=canonical.op_digest(SALT, op.kind, op.id, op.field, op.replaces, op.old, op.new))


def forged_chain(
    writer: WriterRow,
    changes: Sequence[Sequence[OpRow]],
    *,
    lamport: int = 1000,
    step: int = 1,
    vocab: int = 1,
    after: tuple[int, bytes] | None = None,
) -> tuple[ChangeRow, ...]:
    """Changes that follow from one another, their operations in this order, from the beginning or after a link."""
    seq, previous = after or (0, genesis_hashes([writer])[writer.writer])
    chain = []
    for ops in changes:
        seq += 1
        digests = canonical.ops_digest(op.digest for op in ops)
        text = canonical.text_digest(SALT, "Forged", "", "")
        facts = [writer.writer, seq, lamport, UTC, vocab]
        previous = canonical.change_hash(previous, facts, text, digests)
        placed = tuple(replace(op, writer=writer.writer, seq=seq) for op in ops)
        chain.append(
            ChangeRow(
                *(writer.writer, seq, lamport, UTC, vocab, "Forged", "", SALT, text, digests, "", previous), ops=placed
            )
        )
        lamport += step
    return tuple(chain)


def signed_head(change: ChangeRow, by: Signer) -> HeadRow:
    """A head at this change, signed by this key."""
    message = canonical.head_message(WORKSPACE, change.writer, change.seq, change.hash, "pack")
    return HeadRow(change.writer, change.seq, change.hash, by.sign(message), "pack")


def forged_bundle(
    writer: WriterRow, changes: Sequence[ChangeRow], *, by: Signer | None = None, workspace: str = WORKSPACE
) -> Bundle:
    """A bundle of one chain, each change signed by the writer's person unless another signs."""
    key = by or signer(writer.person)
    return Bundle(workspace, (writer,), tuple(changes), tuple(signed_head(change, key) for change in changes))
