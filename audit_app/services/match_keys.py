"""Match keys under the workspace's own secret: a pupil number is recognised again and never kept."""

import hmac
import unicodedata
from typing import Final

REF_LENGTHS: Final = (8, 13, 26)
"""How many characters a made reference has after its prefix; the longer ones only where a shorter one is taken."""

_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is misread on paper


class MatchKeys:
    """Hashes match keys, and makes plan references for entries that have nothing else, alike on every machine."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def hashed(self, key: str) -> str:
        """What is stored of a match key: HMAC-SHA256 of it, folded, in hexadecimal digits."""
        return self._code("match key", key).hex()

    def made_ref(self, key: str, length: int = REF_LENGTHS[0]) -> str:
        """A plan reference that says nothing of the key: `P-` and `length` characters, at most 51."""
        code = int.from_bytes(self._code("plan reference", key), "big")
        return "P-" + "".join(_DIGITS[code >> shift & 31] for shift in range(251, 251 - 5 * length, -5))

    def _code(self, purpose: str, key: str) -> bytes:
        return hmac.digest(self._secret, f"{purpose}\n{folded(key)}".encode(), "sha256")


def folded(text: str) -> str:
    """A text as it is compared: capitals, widths and spaces aside."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
