"""Changes as the JSON value that a pack carries, and back, exactly; it judges their form and not what they say."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from audit_app.store.log.bundle import Bundle, ChangeRow, HeadRow, OpRow, WriterRow
from audit_app.store.log.canonical import Json
from audit_app.store.log.refusals import Altered

_TEXT, _MAY_TEXT, _NUMBER, _BYTES, _MAY_BYTES = range(5)
_WRITER: Final = (_TEXT,) * 6
_CHANGE: Final = (
    *(_TEXT, _NUMBER, _NUMBER, _TEXT, _NUMBER, _MAY_TEXT, _MAY_TEXT, _MAY_BYTES, _BYTES, _BYTES, _TEXT, _BYTES),
)
_HEAD: Final = (_TEXT, _NUMBER, _BYTES, _BYTES, _TEXT)
# Without writer and seq, which are those of the change that an operation lies in.
_OP: Final = (_TEXT, _TEXT, _TEXT, _TEXT, _MAY_TEXT, _MAY_TEXT, _MAY_BYTES, _BYTES)
_PARTS: Final = frozenset({"workspace", "writers", "changes", "heads"})


def to_json(bundle: Bundle) -> Json:
    """The bundle as lists of texts and numbers; bytes as base64."""
    return {
        "workspace": bundle.workspace,
        "writers": [[getattr(one, name) for name in one.__slots__] for one in bundle.writers],
        "changes": [_change_out(one) for one in bundle.changes],
        "heads": [[one.writer, one.seq, _out(one.hash), _out(one.signature), one.why] for one in bundle.heads],
    }


def from_json(value: Json) -> Bundle:
    """The bundle in a value. Raises Altered where it is none."""
    if not isinstance(value, dict) or value.keys() != _PARTS or not isinstance(value["workspace"], str):
        raise _unreadable()
    if not all(isinstance(value[name], list) for name in ("writers", "changes", "heads")):
        raise _unreadable()
    return Bundle(
        value["workspace"],
        tuple(WriterRow(*_parts(row, _WRITER)) for row in value["writers"]),
        tuple(_change_in(row) for row in value["changes"]),
        tuple(HeadRow(*_parts(row, _HEAD)) for row in value["heads"]),
    )


def _change_out(change: ChangeRow) -> list[Json]:
    return [
        *(change.writer, change.seq, change.lamport, change.utc, change.vocab, change.label, change.reason),
        *(_out(change.salt), _out(change.text_digest), _out(change.ops_digest), change.touches, _out(change.hash)),
        [[op.id, op.field, op.kind, op.replaces, op.old, op.new, _out(op.salt), _out(op.digest)] for op in change.ops],
    ]


def _change_in(row: Json) -> ChangeRow:
    if not isinstance(row, list) or len(row) != len(_CHANGE) + 1 or not isinstance(row[-1], list):
        raise _unreadable()
    parts = _parts(row[:-1], _CHANGE)
    writer, seq = parts[0], parts[1]
    ops = []
    for one in row[-1]:
        id_, field, *rest = _parts(one, _OP)
        ops.append(OpRow(id_, field, writer, seq, *rest))
    return replace(ChangeRow(*parts), ops=tuple(ops))


def _parts(row: Json, kinds: Sequence[int]) -> list[Json]:
    """The columns of a row, bytes as bytes; raises Altered where one is not of its kind."""
    if not isinstance(row, list) or len(row) != len(kinds):
        raise _unreadable()
    return [_part(part, kind) for part, kind in zip(row, kinds, strict=True)]


def _part(part: Json, kind: int) -> Json:
    if part is None and kind in (_MAY_TEXT, _MAY_BYTES):
        return None
    if kind == _NUMBER:
        if type(part) is int:
            return part
    elif isinstance(part, str):
        return part if kind in (_TEXT, _MAY_TEXT) else _in(part)
    raise _unreadable()


def _out(value: bytes | None) -> str | None:
    return None if value is None else b64encode(value).decode()


def _in(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:  # binascii.Error is one
        raise _unreadable() from None


def _unreadable() -> Altered:
    return Altered("The changes in this pack cannot be read. Ask the sender to make it again; nothing was taken.")
