"""Packs: one sealed and signed file between two machines; it knows neither workspaces nor who is known there.

The body is ChaCha20-Poly1305 under a key of its own, which is wrapped to each recipient or locked by six words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from audit_app.domain.canonical_json import encode
from audit_app.domain.problems import AppError
from audit_app.exchange.body import Body, laid_together, taken_apart
from audit_app.exchange.header import (
    LARGEST_HEADER,
    MOST_RECIPIENTS,
    Draft,
    Header,
    context,
    draft_record,
    locks_record,
    read_header,
)
from audit_app.exchange.layout import LARGEST_PACK, LIMIT, Layout, laid_out, read_layout, to_sign
from audit_app.exchange.lock_parts import SALT_BYTES, CodePart
from audit_app.exchange.refusals import Altered, NotForYou, TooLargeToSend, WrongCode
from audit_app.sealing import KEY_BYTES, KdfSettings, stretched, verify, wrap

SUFFIX = ".ehcppack"
PURPOSE = "pack content key"
"""The purpose to which the content key is wrapped."""
_NONCE = bytes(12)  # each key seals one message only


class Keys(Protocol):
    """The private keys of whoever opens a pack (`store.keys.crypto.PersonKeys`)."""

    def open_wrapped(self, wrapped: bytes, workspace: str, purpose: str) -> bytes:
        """What was wrapped to this person; raises AppError."""


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody a pack is locked to: id and X25519 public half, 32 bytes."""

    person: str
    box_key: bytes


@dataclass(frozen=True, slots=True)
class CodeLock:
    """Six words (`exchange.code`) a pack is locked by, and what guessing them costs."""

    words: tuple[str, ...]
    kdf: KdfSettings


@dataclass(frozen=True, slots=True)
class Opened:
    """A pack that was opened."""

    header: Header
    body: Body


def make(
    draft: Draft,
    body: Body,
    to: Sequence[Address] | CodeLock,
    sign: Callable[[bytes], bytes],
    random: Callable[[int], bytes],
) -> bytes:
    """The bytes of a pack; raises TooLargeToSend, and ValueError for a draft or a file name that no reader would take.

    `sign` is the sender's Ed25519 signature, `random` a source of random bytes (`secrets.token_bytes`).
    """
    key = random(KEY_BYTES)
    addresses = () if isinstance(to, CodeLock) else tuple(to)
    record = draft_record(draft, tuple(address.person for address in addresses))
    bound = context(record)
    sealed, inflated = _sealed(body, key, bound)
    wrapped = {address.person: wrap(key, address.box_key, draft.workspace, PURPOSE) for address in addresses}
    code = _locked(key, to, bound, random) if isinstance(to, CodeLock) else None
    record["locks"] = locks_record(wrapped, code)
    record["digest"] = sha256(sealed).hexdigest()
    record["sizes"] = {"body": len(sealed), "inflated": inflated}
    header = encode(record).encode()
    _check(record, header)
    return laid_out(header, sign(to_sign(header)), sealed)


def look(data: bytes) -> Header:
    """What stands outside on a pack, when size, form, signature and digest are right; it opens nothing.

    Raises TooLarge, NotAPack, CutShort, NewerPack and Altered. The signature is that of the sender who stands there:
    whether the caller knows this sender by these keys is for the caller to check.
    """
    return _checked(data).header


def open_pack(data: bytes, person: str, keys: Keys) -> Opened:
    """A pack that is addressed to this person, opened; raises as `look` does, and NotForYou."""
    laid = _checked(data)
    header = laid.header
    if header.code is not None:
        raise NotForYou("it is an invitation, locked by six words")
    if person not in header.wrapped:
        raise NotForYou
    try:
        key = keys.open_wrapped(header.wrapped[person], header.workspace, PURPOSE)
    except AppError:
        raise NotForYou("it was locked to keys that you do not have here") from None
    return _opened(laid, key)


def open_with_code(data: bytes, words: Sequence[str]) -> Opened:
    """A pack that is locked by six words (`code.read_code`), opened; raises as `look` does, NotForYou and WrongCode.

    Takes about half a second, by the cost that stands in the pack.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    laid = _checked(data)
    code = laid.header.code
    if code is None:
        raise NotForYou("it has no six words, and opens by the keys of whom it is addressed to")
    try:
        secret = stretched(_spoken(words), code.kdf, code.salt)
        key = ChaCha20Poly1305(secret).decrypt(_NONCE, code.sealed, laid.bound)
    except InvalidTag:
        raise WrongCode from None
    return _opened(laid, key)


def _sealed(body: Body, key: bytes, bound: bytes) -> tuple[bytes, int]:
    """The sealed bytes of a body, and how many it has inflated; what lies between is let go at once."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    plain, inflated = laid_together(body)
    if len(plain) > LARGEST_PACK - LARGEST_HEADER:
        raise TooLargeToSend(LIMIT)
    return ChaCha20Poly1305(key).encrypt(_NONCE, plain, bound), inflated


def _locked(key: bytes, code: CodeLock, bound: bytes, random: Callable[[int], bytes]) -> CodePart:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt = random(SALT_BYTES)
    secret = stretched(_spoken(code.words), code.kdf, salt)
    return CodePart(code.kdf, salt, ChaCha20Poly1305(secret).encrypt(_NONCE, key, bound))


def _spoken(words: Sequence[str]) -> bytes:
    return " ".join(words).encode()


def _check(record: Mapping[str, object], header: bytes) -> None:
    """A pack that every reader would refuse is never made."""
    recipients = record["recipients"]
    if len(header) > LARGEST_HEADER or (isinstance(recipients, list) and len(recipients) > MOST_RECIPIENTS):
        raise TooLargeToSend(f"it has more than {MOST_RECIPIENTS:,} recipients, or changes of too many writers")
    try:
        read_header(record)
    except Altered as error:
        raise ValueError("No reader would take this header.") from error


def _checked(data: bytes) -> Layout:
    """A pack whose size, form, signature and digest are right, looked at in this order."""
    laid = read_layout(data)
    if not verify(laid.header.sender.sign_key, laid.signature, laid.signed):
        raise Altered("its signature is not right")
    if sha256(laid.sealed).hexdigest() != laid.header.digest:
        raise Altered("what lies in it is not what was signed")
    return laid


def _opened(laid: Layout, key: bytes) -> Opened:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        plain = ChaCha20Poly1305(key).decrypt(_NONCE, laid.sealed, laid.bound)
    except (InvalidTag, ValueError):
        raise Altered("its seal is not right") from None
    return Opened(laid.header, taken_apart(plain, laid.header.sizes.inflated))
