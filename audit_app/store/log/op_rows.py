"""What the door writes for each operation: its checks of form, its row of the log, what it puts into the tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from audit_app.store.log.apply import Put
from audit_app.store.log.blanking import must_be_empty
from audit_app.store.log.canonical import NULL, Leaf, encode, op_digest, replaces_text
from audit_app.store.log.chain import Tip
from audit_app.store.log.rights import Op
from audit_app.store.log.sense import shape_fault
from audit_app.store.log.values import state_of
from audit_app.store.transaction import NUL_ESCAPED, demand_storable

SALT: Final = 16
"""Bytes of salt in each digest."""

ADD_OP: Final = "INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
REPLACE: Final = "UPDATE op SET leaf = 0 WHERE id = ? AND field = ? AND writer = ? AND seq = ?"


class LoggedOp(NamedTuple):
    """One row of the log about to be written, in the order of its columns."""

    id: str
    field: str
    writer: str
    seq: int
    kind: str
    replaces: str
    old: str
    new: str
    salt: bytes
    digest: bytes


def demand_sense(ops: Sequence[Op], *words: str) -> None:
    """Raise KeyError or ValueError for a fault of the caller, NotStorable for text that no file can hold."""
    for op in ops:
        if fault := shape_fault(op.kind, op.id, op.field, op.value):
            raise ValueError(fault)
        demand_storable(op.id)
    for text in words:
        demand_storable(text)


def put_of(op: Op, erased: set[str]) -> Put:
    """What goes into the tables for an operation; nothing where it is for what is erased."""
    empty = bool(erased) and must_be_empty(op.kind, op.id, op.field, erased)
    return (op.kind, op.id, op.field, None if empty else op.value)


def reopened_or_erased(rows: Iterable[LoggedOp]) -> list[str]:
    """The reviews whose fields stand otherwise after this change."""
    return [
        row.id
        for row in rows
        if row.kind == "review"
        and (row.field == "erased" or (row.field == "state" and row.replaces != "[]" and state_of(row.new) == "open"))
    ]


def with_knows(op: Op, knows: Mapping[str, int]) -> Op:
    """A change of a review's state; a submission says what its writer knew."""
    if op.value["state"] != "submitted":
        return op
    detail = {**(op.value.get("detail") or {}), "knows": dict(knows)}
    return Op(op.kind, op.id, op.field, {"state": "submitted", "detail": detail})


def row_of(op: Op, tip: Tip, ends: Sequence[tuple[str, int, str | None]], salt: bytes) -> LoggedOp:
    """The row of the log for one operation: the greatest leaf's value is `old`."""
    replaced: list[Leaf] = [(writer, seq) for writer, seq, _ in ends]
    replaces = replaces_text(replaced) if replaced else "[]"
    old = (ends[-1][2] if ends else NULL) or NULL
    new = encode(op.value)
    if NUL_ESCAPED in new:
        demand_storable(op.value)
    digest = op_digest(salt, op.kind, op.id, op.field, replaces, old, new)
    return LoggedOp(op.id, op.field, tip.writer, tip.seq + 1, op.kind, replaces, old, new, salt, digest)
