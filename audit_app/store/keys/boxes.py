"""A box: one member's answers on one plan, sealed to the round, so that nobody reads them before it is opened.

It seals and opens; whether the answers in it are lawful it does not know.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite

from audit_app.domain.canonical_json import Json, encode
from audit_app.domain.problems import AppError
from audit_app.sealing import KEY_BYTES, WrongKey, unwrap, wrap
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op

PAD_TO = 32 * 1024
"""The answers are padded to a multiple of so many bytes: the length of a box says nearly nothing.

A low score asks for evidence and a cause, a middling one for nothing, so that the length of what is said tells of the
scores. Under 4,096 bytes a plan at 2 throughout came to one page and one at 1 to five: whoever saw the file knew.
"""

LARGEST_BYTES = 8 * 2**20
"""What a box may come to: a thorough review with its thread has a tenth of that."""

_LONGEST_KEY = 4096

# Every box has its own random key, which seals one message only: the nonce need not vary.
_NONCE = bytes(12)


class BoxDamaged(AppError):
    """A box does not open with the round's key, or what is in it is no answers."""

    def __init__(self) -> None:
        super().__init__("The sealed scores do not open: they are damaged, or were sealed for something else.")


@dataclass(frozen=True, slots=True)
class About:
    """What a box is bound to: round, review, member, and which return of that review it is, from 1."""

    round_id: str
    review: str
    person: str
    number: int

    @property
    def bound(self) -> bytes:
        """The bytes that are authenticated with the answers."""
        return "\0".join((self.round_id, self.review, self.person, str(self.number))).encode()


@dataclass(frozen=True, slots=True)
class Box:
    """Sealed answers, and the key that opens them wrapped to the round."""

    box: bytes
    key: bytes

    @property
    def texts(self) -> tuple[str, str]:
        """Box and key in base64, as they are kept and sent."""
        return b64encode(self.box).decode(), b64encode(self.key).decode()


def box_from(box: str, key: str) -> Box:
    """The box in two base64 texts; raises BoxDamaged where they are none or too long."""
    if not isinstance(box, str) or not isinstance(key, str) or len(box) > 2 * LARGEST_BYTES or len(key) > _LONGEST_KEY:
        raise BoxDamaged
    try:
        return Box(b64decode(box, validate=True), b64decode(key, validate=True))
    except ValueError:
        raise BoxDamaged from None


def seal(ops: Sequence[Op], about: About, public: bytes, workspace: str, random: Callable[[int], bytes]) -> Box:
    """Seal answers to a round, whose X25519 public half and workspace are given.

    Raises AppError where they are too long for a box.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    content = encode({"ops": [[op.kind, op.id, op.field, op.value] for op in ops]}).encode()
    content += b" " * (-len(content) % PAD_TO)
    if len(content) > LARGEST_BYTES:
        raise AppError("This review is too long to be sealed. Shorten the evidence that is quoted.")
    key = random(KEY_BYTES)
    box = ChaCha20Poly1305(key).encrypt(_NONCE, content, about.bound)
    return Box(box, wrap(key, public, workspace, _purpose(about, workspace)))


def open_box(box: Box, about: About, private: bytes, workspace: str) -> tuple[Op, ...]:
    """The answers in a box, by the private half of the round's pair; raises BoxDamaged where it does not open."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        key = unwrap(box.key, private, workspace, _purpose(about, workspace))
        content = ChaCha20Poly1305(key).decrypt(_NONCE, box.box, about.bound)
        rows: Json = json.loads(content, parse_constant=_finite, parse_float=_finite)["ops"]
        return tuple(_op(row) for row in rows)
    except (WrongKey, InvalidTag, ValueError, KeyError, TypeError, RecursionError):
        raise BoxDamaged from None


def statement(about: About, answered: int, asked: int, box: Box) -> bytes:
    """What a member signs of a box: which it is, how much of it is answered, and the digests of box and key."""
    return statement_of_digests(about, answered, asked, *digests(box))


def statement_of_digests(about: About, answered: int, asked: int, box_digest: str, key_digest: str) -> bytes:
    """The same from the digests alone, which is what a keyholder is told of a box."""
    named = ["sealed review", about.round_id, about.review, about.person, about.number]
    return encode([*named, answered, asked, box_digest, key_digest]).encode()


def digests(box: Box) -> tuple[str, str]:
    """SHA-256 of box and key, hexadecimal."""
    return sha256(box.box).hexdigest(), sha256(box.key).hexdigest()


def _op(row: Json) -> Op:
    kind, id_, field, value = row
    if not (isinstance(kind, str) and isinstance(id_, str) and isinstance(field, str)):
        raise TypeError("An operation names kind, id and field.")
    return Op(kind, id_, field, value)


def _finite(text: str) -> float:
    """A number that canonical JSON can say; raises ValueError for the others."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _purpose(about: About, workspace: str) -> str:
    return f"sealed review {Ids(workspace).sealed_review(about.review, about.number)}"
