"""Packs, made as the app makes them and as somebody with the format's description could make them."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from random import Random

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from audit_app.domain.canonical_json import Json, encode
from audit_app.exchange.body import Body
from audit_app.exchange.header import Draft, Kind, Sender, context, draft_record, locks_record, read_record
from audit_app.exchange.layout import laid_out, outside_bytes, read_layout, to_sign
from audit_app.exchange.pack import PURPOSE, Address, CodeLock, make
from audit_app.sealing import KdfSettings, wrap
from audit_app.store.keys.crypto import PersonKeys


def seeded(seed: int) -> Callable[[int], bytes]:
    """A source of bytes that repeat."""
    return Random(seed).randbytes  # noqa: S311 - made-up keys, the same in every run


WORKSPACE, ROUND = "a1" * 16, "b2" * 16
CHAIR, MEMBER, STRANGER = (PersonKeys.generate(seeded(seed)) for seed in (1, 2, 3))
SENDER = Sender("c" * 32, "Ade Okafor", CHAIR.opening_public, CHAIR.signing_public)
TO = Address("d" * 32, MEMBER.opening_public)
WORDS = ("apple", "bagel", "cabin", "daisy", "eagle", "fabric")
LIGHT = KdfSettings(1, 8, 1)
BODY = Body(
    {"plans": [{"plan_ref": "P-1", "markers": ["A1", "B1"]}], "näme": "Ünïcode"}, {"plan-1.docx": b"PK\x03\x04 words"}
)
_SIGNATURE_BYTES = 64


def draft(**changes: object) -> Draft:
    """What stands outside on an assignment, changed where a test asks for it."""
    facts = {"workspace": WORKSPACE, "round": ROUND, "kind": Kind.ASSIGN, "number": 1, "sender": SENDER}
    return Draft(**{**facts, "made_on": "2026-11-22", **changes})  # type: ignore[arg-type]  # tests give what is asked


def a_pack(body: Body = BODY, **changes: object) -> bytes:
    """An assignment from the chair to the member."""
    return make(draft(**changes), body, [TO], CHAIR.sign, seeded(7))


def an_invite(body: Body = BODY) -> bytes:
    """An invitation from the chair, locked by six words."""
    return make(draft(kind=Kind.INVITE), body, CodeLock(WORDS, LIGHT), CHAIR.sign, seeded(7))


def record_of(data: bytes) -> dict[str, Json]:
    """The header of a pack as a record."""
    return read_record(data[20 : outside_bytes(data) - _SIGNATURE_BYTES])


def with_header(data: bytes, record: Mapping[str, Json], keys: PersonKeys = CHAIR) -> bytes:
    """The same body under another header, signed anew."""
    header = encode(record).encode()
    return laid_out(header, keys.sign(to_sign(header)), bytes(read_layout(data).sealed))


def sealed_around(plain: bytes, inflated: int) -> bytes:
    """A pack whose seal and signature are right, around whatever the chair put inside."""
    record = draft_record(draft(), (TO.person,))
    sealed = ChaCha20Poly1305(bytes(32)).encrypt(bytes(12), plain, context(record))
    record["locks"] = locks_record({TO.person: wrap(bytes(32), TO.box_key, WORKSPACE, PURPOSE)}, None)
    record["digest"] = sha256(sealed).hexdigest()
    record["sizes"] = {"body": len(sealed), "inflated": inflated}
    header = encode(record).encode()
    return laid_out(header, CHAIR.sign(to_sign(header)), sealed)


def inside(listed: Json, *parts: bytes) -> bytes:
    """What lies in a pack, by a list of lengths that need not be right."""
    text = encode(listed).encode()
    return b"".join([len(text).to_bytes(4), text, *parts])
