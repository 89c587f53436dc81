"""What keys are made and used by: wrapping to a person (HPKE, RFC 9180), signatures (Ed25519), stretching (Argon2id).

Shared by the workspace and the packs between workspaces; it keeps no key, and knows neither people nor files.
"""

from dataclasses import dataclass

from audit_app.domain.problems import AppError

KEY_BYTES = 32
_LABEL = b"ehcp-audit/1 "
# The points of small order on Ed25519's curve, by their y: under such a key a signature of anybody holds.
_FIELD = 2**255 - 19
_Y_OF_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_BIND_NOBODY = frozenset({0, 1, _FIELD - 1, _Y_OF_ORDER_8, _FIELD - _Y_OF_ORDER_8})


class WrongKey(AppError):
    """Something wrapped was not wrapped to this key, this workspace and this purpose, or it is damaged."""

    def __init__(self) -> None:
        super().__init__(
            "These keys do not open this workspace. Choose another person, or the recovery sheet of this workspace."
        )


@dataclass(frozen=True, slots=True)
class KdfSettings:
    """What guessing a passphrase costs: Argon2id passes, memory in KiB, lanes.

    Kept beside each person's keys and raised over the years. Raises ValueError outside 1 to 64 passes,
    1 to 16 lanes and 8 KiB a lane to 4 GiB, so that a changed file cannot exhaust the machine.
    """

    time_cost: int = 3
    memory_kib: int = 262_144
    parallelism: int = 4

    def __post_init__(self) -> None:
        if not 1 <= self.time_cost <= 64 or not 1 <= self.parallelism <= 16:
            raise ValueError("These Argon2id settings are out of range.")
        if not 8 * self.parallelism <= self.memory_kib <= 4 * 1024 * 1024:
            raise ValueError("This Argon2id memory is out of range.")

    def is_weaker_than(self, other: "KdfSettings") -> bool:
        """Whether locking again with `other` would make guessing dearer."""
        return self.time_cost * self.memory_kib < other.time_cost * other.memory_kib


def stretched(passphrase: bytes, kdf: KdfSettings, salt: bytes) -> bytes:
    """32 bytes from a passphrase, by Argon2id version 1.3; raises AppError when memory is short."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            passphrase, salt, kdf.time_cost, kdf.memory_kib, kdf.parallelism, KEY_BYTES, Type.ID, version=19
        )
    except HashingError as error:
        raise AppError(
            f"Trying the passphrase needs {kdf.memory_kib // 1024} MiB of memory, which is not free. "
            "Close other programs and try again."
        ) from error


def opening_public(private: bytes) -> bytes:
    """The public half of an X25519 private key, 32 bytes each."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def verify(signing_public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of this Ed25519 public half signed exactly this message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(signing_public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def binds(signing_public: bytes) -> bool:
    """Whether signatures under this Ed25519 public half bind its holder alone; some bytes are keys of nobody."""
    y = int.from_bytes(signing_public, "little") & (2**255 - 1)
    return len(signing_public) == KEY_BYTES and y % _FIELD not in _BIND_NOBODY


def takes_wraps(public: bytes) -> bool:
    """Whether something can be wrapped to this X25519 public half; some bytes are keys of nobody."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        X25519PrivateKey.from_private_bytes(bytes(range(KEY_BYTES))).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return False
    return True


def wrap(key: bytes, public: bytes, workspace: str, purpose: str) -> bytes:
    """The key, readable only by the holder of the X25519 private half, for this workspace and purpose (HPKE)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    return suite.encrypt(key, X25519PublicKey.from_public_bytes(public), info=_info(workspace, purpose))


def unwrap(wrapped: bytes, private: bytes, workspace: str, purpose: str) -> bytes:
    """What `wrap` wrapped to the public half of this X25519 private key; raises WrongKey for anything else."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    try:
        return suite.decrypt(wrapped, X25519PrivateKey.from_private_bytes(private), info=_info(workspace, purpose))
    except (InvalidTag, ValueError):
        raise WrongKey from None


def _info(workspace: str, purpose: str) -> bytes:
    if "\0" in workspace + purpose:
        raise ValueError("A workspace id and a purpose hold no NUL: it stands between them.")
    return _LABEL + b"wrap\0" + workspace.encode() + b"\0" + purpose.encode()
