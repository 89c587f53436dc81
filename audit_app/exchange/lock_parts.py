"""The parts of a header that are texts, numbers and locked keys, read strictly; it knows no packs."""

from dataclasses import dataclass

from audit_app.domain.canonical_json import Json
from audit_app.sealing import KEY_BYTES, KdfSettings

SALT_BYTES = 16
_TAG_BYTES = 16
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 16
_LARGEST_NUMBER = 2**53
_LONGEST_WRAPPED = 512


@dataclass(frozen=True, slots=True)
class CodePart:
    """How the content key is locked by six words: what guessing costs, the salt (16 bytes) and the sealed key."""

    kdf: KdfSettings
    salt: bytes
    sealed: bytes


def code_record(part: CodePart) -> dict[str, Json]:
    """The part as the header says it."""
    return {
        "passes": part.kdf.time_cost,
        "memory_kib": part.kdf.memory_kib,
        "lanes": part.kdf.parallelism,
        "salt": part.salt.hex(),
        "sealed": part.sealed.hex(),
    }


def code_part(record: Json) -> CodePart:
    """The part in a header; raises ValueError where trying it would cost more than 16 passes over 1 GiB."""
    passes, memory = count(record["passes"]), count(record["memory_kib"])
    if passes > _MOST_PASSES or memory > _MOST_MEMORY_KIB:
        raise ValueError("A code may not exhaust the machine.")
    kdf = KdfSettings(passes, memory, count(record["lanes"]))
    return CodePart(kdf, raw(record["salt"], SALT_BYTES), raw(record["sealed"], KEY_BYTES + _TAG_BYTES))


def text(value: Json, longest: int, least: int = 1) -> str:
    """A text of one line; raises TypeError and ValueError."""
    if not isinstance(value, str):
        raise TypeError("A text is expected.")
    if not least <= len(value) <= longest or not (value.isprintable() or value == ""):
        raise ValueError("A text of one line is expected.")
    return value


def count(value: Json) -> int:
    """A number from 0; raises TypeError and ValueError."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("A number is expected.")
    if not 0 <= value < _LARGEST_NUMBER:
        raise ValueError("A number from 0 is expected.")
    return value


def raw(value: Json, length: int | None = None) -> bytes:
    """Bytes written in hexadecimal; raises TypeError and ValueError."""
    found = bytes.fromhex(text(value, 2 * _LONGEST_WRAPPED))
    if length is not None and len(found) != length:
        raise ValueError("Another length is expected.")
    return found
