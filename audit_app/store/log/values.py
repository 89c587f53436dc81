"""A field's value as a pure function of the set of its operations, so that replicas agree in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit_app.store.kinds import FieldSpec
from audit_app.store.log.canonical import Json, Leaf, decode

Knows = Mapping[str, int]
"""What a writer knew: the last seq of every writer, its own included."""


@dataclass(frozen=True, slots=True)
class FieldOp:
    """One operation on one field, as far as its value is concerned; `new` is None where it was erased."""

    writer: str
    seq: int
    lamport: int
    replaces: tuple[Leaf, ...]
    new: str | None

    @property
    def leaf(self) -> Leaf:
        return (self.writer, self.seq)

    @property
    def rank(self) -> tuple[int, str]:
        return (self.lamport, self.writer)


def replaces_of(text: str) -> tuple[Leaf, ...]:
    """The leaves in a `replaces` column."""
    return tuple((writer, seq) for writer, seq in decode(text))


def leaves(ops: Sequence[FieldOp]) -> list[FieldOp]:
    """The operations that no other replaces, in ascending (lamport, writer)."""
    replaced = {leaf for op in ops for leaf in op.replaces}
    return sorted((op for op in ops if op.leaf not in replaced), key=lambda op: op.rank)


def known(op: FieldOp, knows: Knows) -> bool:
    """Whether a writer that knew `knows` had seen this operation."""
    return op.seq <= knows.get(op.writer, 0)


def winner(spec: FieldSpec, ops: Sequence[FieldOp], lock: Knows | None = None) -> FieldOp | None:
    """The operation whose value stands: the greatest leaf, or of a state field the leaf furthest on.

    Under a lock only what the locking writer knew counts: what was written elsewhere without knowing of the
    lock is kept and loses. None where no operation counts.
    """
    counted = [op for op in ops if known(op, lock)] if lock is not None else list(ops)
    ends = leaves(counted)
    if not ends:
        return None
    if spec.states:
        return max(ends, key=lambda op: (_how_far(spec, op.new), op.rank))
    return ends[-1]


def _how_far(spec: FieldSpec, new: str | None) -> int:
    state = state_of(new)
    return spec.states.index(state) if state in spec.states else -1


def state_of(new: str | None) -> str:
    """The state in a state field's value, which is an object with `state` and `detail`."""
    value: Json = decode(new) if new is not None else None
    return str(value["state"]) if value else ""


def differing(ends: Sequence[FieldOp]) -> bool:
    """Whether leaves disagree: a conflict that a person should decide."""
    return len({op.new for op in ends}) > 1
