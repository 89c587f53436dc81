"""Whether rows that come from elsewhere have the form in which a door writes them; it knows nothing of chains."""

from collections.abc import Iterable, Iterator

from audit_app.store.log.bundle import Bundle, ChangeRow, OpRow
from audit_app.store.log.canonical import Json, decode, encode
from audit_app.store.log.sense import knows_fault, shape_fault

LARGEST = 2**53
"""The largest number in a log; a logical time near the end of the integers would leave no room to go on."""


def is_readable(bundle: Bundle) -> bool:
    """Whether every text and number can be kept and hashed."""
    return all(_is_sound(part) for part in _parts(bundle))


def _parts(bundle: Bundle) -> Iterator[object]:
    rows: Iterable[object] = (*bundle.writers, *bundle.changes, *bundle.heads)
    for row in rows:
        yield from (getattr(row, name) for name in row.__slots__ if name != "ops")  # type: ignore[attr-defined]  # all are slotted
    for change in bundle.changes:
        for op in change.ops:
            yield from (getattr(op, name) for name in op.__slots__)


def _is_sound(part: object) -> bool:
    if isinstance(part, str):
        return "\0" not in part and part == part.encode(errors="ignore").decode()
    return not isinstance(part, int) or 0 <= part <= LARGEST


def change_form_fault(change: ChangeRow) -> str:
    """What is wrong with the form of one change; empty where a door could have written it."""
    if not change.ops:
        return "it changes nothing"
    names = [(op.id, op.field) for op in change.ops]
    if sorted(set(names)) != names:
        return "its operations are not in order"
    for op in change.ops:
        if (op.writer, op.seq) != (change.writer, change.seq):
            return "an operation belongs to another change"
        if fault := _op_form_fault(op):
            return fault
    return ""


def _op_form_fault(op: OpRow) -> str:
    if not is_leaf_list(op.replaces):
        return "what an operation replaces cannot be read"
    for text in (op.old, op.new):
        if text is not None and not _is_canonical(text):
            return f"the value of {op.kind} {op.field} cannot be read"
    if op.new is None:
        return "an erasure says nothing" if op.field == "erased" else ""
    value = decode(op.new)
    return shape_fault(op.kind, op.id, op.field, value) or knows_fault(op.kind, op.field, value)


def is_leaf_list(text: str) -> bool:
    """Whether a text says which leaves an operation replaces."""
    if not _is_canonical(text):
        return False
    leaves: Json = decode(text)
    return isinstance(leaves, list) and all(
        isinstance(one, list) and len(one) == 2 and isinstance(one[0], str) and type(one[1]) is int for one in leaves
    )


def _is_canonical(text: str) -> bool:
    try:
        return bool(encode(decode(text)) == text)
    except (ValueError, RecursionError):
        return False
