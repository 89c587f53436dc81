"""Passphrases: the rule for new ones, and what guessing one costs (Argon2id, RFC 9106); it keeps none."""

import unicodedata
from dataclasses import dataclass

from audit_app.domain.problems import AppError, Problem

SHORTEST = 8
LONGEST = 1024
_LENGTH = 32


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


def passphrase_problems(passphrase: str) -> tuple[Problem, ...]:
    """What speaks against a new passphrase, beside its field; empty when it will do."""
    composed = unicodedata.normalize("NFC", passphrase)
    if not composed.strip():
        return (Problem("The passphrase is empty. Choose one of at least 8 characters; three or four words are best."),)
    if len(composed) < SHORTEST:
        return (Problem(f"The passphrase has {len(composed)} characters. Choose at least {SHORTEST}."),)
    if len(composed) > LONGEST:
        return (Problem(f"The passphrase is longer than {LONGEST:,} characters. Choose a shorter one."),)
    if passphrase_bytes(passphrase) is None:
        return (Problem("The passphrase has characters that cannot be stored. Type it again."),)
    return ()


def passphrase_bytes(passphrase: str) -> bytes | None:
    """The bytes that are stretched, or None where no lock can have been made with this passphrase."""
    composed = unicodedata.normalize("NFC", passphrase)
    if len(composed) > LONGEST:
        return None
    try:
        return composed.encode()
    except UnicodeEncodeError:  # a lone surrogate, from a terminal that speaks another encoding
        return None


def stretched(passphrase: bytes, kdf: KdfSettings, salt: bytes) -> bytes:
    """32 bytes from a passphrase, by Argon2id version 1.3; raises AppError when memory is short."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            passphrase, salt, kdf.time_cost, kdf.memory_kib, kdf.parallelism, _LENGTH, Type.ID, version=19
        )
    except HashingError as error:
        raise AppError(
            f"Trying the passphrase needs {kdf.memory_kib // 1024} MiB of memory, which is not free. "
            "Close other programs and try again."
        ) from error
