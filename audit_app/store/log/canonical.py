"""The bytes that the change log hashes and signs; it knows neither tables nor people."""

import json.encoder
from collections.abc import Iterable, Sequence
from hashlib import sha256

from audit_app.domain.canonical_json import Json as Json
from audit_app.domain.canonical_json import decode as decode
from audit_app.domain.canonical_json import encode as encode

Leaf = tuple[str, int]
"""Where a value was written: (writer, seq)."""

NULL = "null"

_quoted = json.encoder.encode_basestring
"""One text as `encode` writes it, without the way there."""


def replaces_text(leaves: Iterable[Leaf]) -> str:
    """The leaves that an operation replaces, as canonical JSON in ascending order."""
    return encode(sorted([writer, seq] for writer, seq in leaves))


def op_digest(salt: bytes, kind: str, id_: str, field: str, replaces: str, old: str, new: str) -> bytes:
    """SHA256(salt ‖ canonical JSON of [kind, id, field, replaces, old, new]); the last three are canonical already."""
    head = f"[{_quoted(kind)},{_quoted(id_)},{_quoted(field)}"
    return sha256(salt + f"{head},{replaces},{old},{new}]".encode()).digest()


def text_digest(salt: bytes, label: str, reason: str, touches: str) -> bytes:
    """A change's words enter its hash through this, so that they can be erased and the chain still verifies."""
    return sha256(salt + encode([label, reason, touches]).encode()).digest()


def ops_digest(digests: Iterable[bytes]) -> bytes:
    """SHA256 over the operations' digests in the order (id, field)."""
    running = sha256()
    for digest in digests:
        running.update(digest)
    return running.digest()


def genesis(writer: str, person: str, installation: str, sign_key: str, started_utc: str, continues: str) -> bytes:
    """What a writer's first change takes for its previous hash: the writer's own row."""
    return sha256(encode([writer, person, installation, sign_key, started_utc, continues]).encode()).digest()


def change_hash(previous: bytes, facts: Sequence[Json], text: bytes, ops: bytes) -> bytes:
    """SHA256(previous ‖ canonical JSON of [writer, seq, lamport, utc, vocab, text digest, operations digest])."""
    return sha256(previous + encode([*facts, text.hex(), ops.hex()]).encode()).digest()


def head_message(workspace: str, writer: str, seq: int, hash_: bytes, why: str) -> bytes:
    """The bytes that a signed head signs."""
    return encode(["ehcp-audit head 1", workspace, writer, seq, hash_.hex(), why]).encode()
