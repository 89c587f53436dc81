"""The key pair of a round, made so that only a chair and a keyholder together open it; it keeps no key.

The private half is locked under HKDF-SHA256 of two random halves. One is wrapped to each chair, the other to each
keyholder; nobody has both, and the recovery sheet has neither. Without a keyholder the chairs have both, and the round
is not sealed.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audit_app.domain.canonical_json import Json
from audit_app.domain.problems import AppError
from audit_app.sealing import KEY_BYTES, WrongKey, opening_public, wrap
from audit_app.store.keys.crypto import PersonKeys

CHAIRS, KEYHOLDERS = "a", "b"
_LABEL = b"ehcp-audit/1 round\0"
# The key comes from halves that are random for each round and seals one message only: the nonce need not vary.
_NONCE = bytes(12)


class RoundStaysSealed(WrongKey):
    """These halves do not open this round, or there is none for this person."""

    def __init__(self, why: str) -> None:
        AppError.__init__(self, why)


@dataclass(frozen=True, slots=True)
class Half:
    """One holder's half, wrapped to their X25519 key; `which` is CHAIRS or KEYHOLDERS."""

    person: str
    which: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class RoundSeal:
    """What a round keeps of its keys: the public half, the private half locked, and each holder's half of the lock."""

    workspace: str
    round_id: str
    public: bytes
    locked: bytes
    halves: tuple[Half, ...]

    def value(self) -> Json:
        """The value of a round's `seal` field: `public` hexadecimal, `locked` and each `wrapped` base64."""
        halves = [
            {"person": half.person, "half": half.which, "wrapped": b64encode(half.wrapped).decode()}
            for half in self.halves
        ]
        return {"public": self.public.hex(), "locked": b64encode(self.locked).decode(), "halves": halves}


def new_round(
    round_id: str,
    chairs: Mapping[str, bytes],
    keyholders: Mapping[str, bytes],
    workspace: str,
    random: Callable[[int], bytes],
) -> RoundSeal:
    """Make the pair of a round and lock its private half; nothing that opens it is kept.

    `chairs` and `keyholders` are X25519 public halves by person. Raises ValueError without a chair, or where somebody
    would hold both halves of a sealed round.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if not chairs or set(chairs) & set(keyholders):
        raise ValueError("A round has a chair, and nobody is chair and keyholder of one.")
    private, a, b = (random(KEY_BYTES) for _ in range(3))
    public = opening_public(private)
    locked = ChaCha20Poly1305(_key(a, b, round_id)).encrypt(_NONCE, private, public)
    halves = [
        Half(person, which, wrap(half, key, workspace, _purpose(which, round_id)))
        for which, half, people in ((CHAIRS, a, chairs), (KEYHOLDERS, b, keyholders or chairs))
        for person, key in people.items()
    ]
    return RoundSeal(workspace, round_id, public, locked, tuple(halves))


def read_seal(workspace: str, round_id: str, value: Json) -> RoundSeal:
    """The seal in a round's `seal` field. Raises ValueError, KeyError or TypeError where it is none."""
    halves = tuple(Half(one["person"], one["half"], b64decode(one["wrapped"])) for one in value["halves"])
    return RoundSeal(workspace, round_id, bytes.fromhex(value["public"]), b64decode(value["locked"]), halves)


def half_of(seal: RoundSeal, person: str, keys: PersonKeys, which: str = "") -> bytes:
    """The half that this person holds, 32 bytes; of an unsealed round a chair names `which` of theirs.

    Raises RoundStaysSealed where there is none for them or their keys do not open it.
    """
    held = [half for half in seal.halves if half.person == person and which in ("", half.which)]
    if not held:
        raise RoundStaysSealed("You hold no key of this round. Ask its chair and a keyholder.")
    return unwrapped_half(held[0].wrapped, held[0].which, keys, seal.workspace, seal.round_id)


def unwrapped_half(wrapped: bytes, which: str, keys: PersonKeys, workspace: str, round_id: str) -> bytes:
    """The half that was wrapped to these keys, wherever it is kept; raises RoundStaysSealed for other keys."""
    try:
        return keys.open_wrapped(wrapped, workspace, _purpose(which, round_id))
    except WrongKey:
        raise RoundStaysSealed(
            "Your keys do not open your half of this round: they are newer than the round. Another chair or "
            "keyholder has to take your place."
        ) from None


def open_round_key(seal: RoundSeal, a: bytes, b: bytes, round_id: str) -> bytes:
    """The private half of the round's pair, from both halves; raises RoundStaysSealed where they do not open it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        private = ChaCha20Poly1305(_key(a, b, round_id)).decrypt(_NONCE, seal.locked, seal.public)
    except InvalidTag:
        private = b""
    if len(private) != KEY_BYTES or opening_public(private) != seal.public:
        raise RoundStaysSealed("These two halves do not open this round. Nothing was opened.")
    return private


def _purpose(which: str, round_id: str) -> str:
    return f"round half {which} {round_id}"


def _key(a: bytes, b: bytes, round_id: str) -> bytes:
    """What locks the private half: HKDF-SHA256 (RFC 5869) of both halves, bound to the round."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    if (len(a), len(b)) != (KEY_BYTES, KEY_BYTES):
        raise RoundStaysSealed("A half of a round has 32 bytes. Nothing was opened.")
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=_LABEL + round_id.encode()).derive(a + b)
