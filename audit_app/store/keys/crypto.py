"""Each person's key pairs, locked by a passphrase, and keys wrapped to them; it knows no files.

Primitives: ChaCha20-Poly1305, X25519, Ed25519 and HPKE (RFC 9180), all from the library `cryptography`.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from audit_app.domain.problems import AppError
from audit_app.sealing import KEY_BYTES as KEY_BYTES
from audit_app.sealing import KdfSettings, stretched
from audit_app.sealing import opening_public as opening_public
from audit_app.sealing import unwrap as unwrap
from audit_app.sealing import verify as verify
from audit_app.sealing import wrap as wrap
from audit_app.store.keys.errors import WrongPassphrase
from audit_app.store.keys.passphrase import passphrase_bytes, passphrase_problems

SALT_BYTES = 16
_LABEL = b"ehcp-audit/1 "
# Every lock has its own salt and so its own key, which seals one message only: the nonce need not vary.
_NONCE = bytes(12)


@dataclass(frozen=True, slots=True)
class LockedKeys:
    """A person's pairs as keys.json holds them: useless without the passphrase, the public halves readable."""

    kdf: KdfSettings
    salt: bytes
    sealed: bytes
    opening_public: bytes
    signing_public: bytes


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """A person's two private keys: X25519 to open what is wrapped to them, Ed25519 to sign."""

    opening: bytes = field(repr=False)
    signing: bytes = field(repr=False)

    @classmethod
    def generate(cls, random: Callable[[int], bytes]) -> "PersonKeys":
        """New pairs from a source of random bytes (`secrets.token_bytes`)."""
        return cls(random(KEY_BYTES), random(KEY_BYTES))

    @property
    def opening_public(self) -> bytes:
        """The X25519 public half, 32 bytes, to which others wrap."""
        return opening_public(self.opening)

    @property
    def signing_public(self) -> bytes:
        """The Ed25519 public half, 32 bytes, by which others verify."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature, 64 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(message)

    def open_wrapped(self, wrapped: bytes, workspace: str, purpose: str) -> bytes:
        """What was wrapped to this person for this workspace and purpose; raises WrongKey."""
        return unwrap(wrapped, self.opening, workspace, purpose)


def lock(keys: PersonKeys, passphrase: str, kdf: KdfSettings, salt: bytes) -> LockedKeys:
    """Lock the pairs under a passphrase (NFC, not trimmed) and a fresh random salt of 16 bytes.

    Raises AppError with the problems when the passphrase will not do as a new one.
    """
    if problems := passphrase_problems(passphrase):
        raise AppError(problems[0].message, problems)
    if len(salt) != SALT_BYTES:
        raise ValueError("A salt has 16 bytes.")
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    locked = LockedKeys(kdf, salt, b"", keys.opening_public, keys.signing_public)
    secret = stretched(passphrase_bytes(passphrase) or b"", kdf, salt)
    sealed = ChaCha20Poly1305(secret).encrypt(_NONCE, keys.opening + keys.signing, _bound_to(locked))
    return LockedKeys(kdf, salt, sealed, locked.opening_public, locked.signing_public)


def unlock(locked: LockedKeys, passphrase: str) -> PersonKeys:
    """The pairs behind a passphrase; raises WrongPassphrase, the same for every wrong one. Writes nothing."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    typed = passphrase_bytes(passphrase)
    if not typed:
        raise WrongPassphrase
    secret = stretched(typed, locked.kdf, locked.salt)
    try:
        pairs = ChaCha20Poly1305(secret).decrypt(_NONCE, locked.sealed, _bound_to(locked))
    except InvalidTag:
        raise WrongPassphrase from None
    return PersonKeys(pairs[:KEY_BYTES], pairs[KEY_BYTES:])


def _bound_to(locked: LockedKeys) -> bytes:
    """What the seal also vouches for: nobody can swap the salt, the cost or a public half unnoticed."""
    costs = struct.pack(">III", locked.kdf.time_cost, locked.kdf.memory_kib, locked.kdf.parallelism)
    return _LABEL + b"person\0" + costs + locked.salt + locked.opening_public + locked.signing_public
