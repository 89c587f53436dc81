"""Match keys under the workspace's own secret: a child is recognised again, by number or by name with date of birth,
and neither of them is kept.
"""

import hmac
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from audit_app.intake.child_keys import NAME_KEY, is_temporary

REF_LENGTHS: Final = (8, 13, 26)
"""How many characters a made reference has after its prefix; the longer ones only where a shorter one is taken."""

_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is misread on paper
_TEMPORARY: Final = "t"


class ChildHash(NamedTuple):
    """The keyed hashes of what a child is known by; None where a file does not tell.

    That of a temporary UPN begins with a mark, so that the permanent one may take its place.
    """

    number: str | None
    name: str | None


class MatchKeys:
    """Hashes match keys, and makes plan references for entries that have nothing else, alike on every machine."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def hashed(self, key: str) -> str:
        """What is stored of a match key: HMAC-SHA256 of it, folded, in hexadecimal digits."""
        return (_TEMPORARY if is_temporary(key.upper()) else "") + self._code("match key", key).hex()

    def of(self, row: Mapping[str, str | int]) -> ChildHash:
        """What is stored of the child of a row."""
        number, name = row.get("match_key"), row.get(NAME_KEY)
        return ChildHash(
            self.hashed(str(number)) if number is not None else None,
            self.hashed(str(name)) if name is not None else None,
        )

    def made_ref(self, key: str, length: int = REF_LENGTHS[0]) -> str:
        """A plan reference that says nothing of the key: `P-` and `length` characters, at most 51."""
        code = int.from_bytes(self._code("plan reference", key), "big")
        return "P-" + "".join(_DIGITS[code >> shift & 31] for shift in range(251, 251 - 5 * length, -5))

    def _code(self, purpose: str, key: str) -> bytes:
        return hmac.digest(self._secret, f"{purpose}\n{folded(key)}".encode(), "sha256")


class KnownChildren:
    """Finds the entries of a child among those that are held: by number, else by name with date of birth."""

    def __init__(self, held: Iterable[tuple[str, str | None, str | None]]) -> None:
        """Each entry by its plan reference, its hashed number and its hashed name."""
        self._numbers: dict[str, str | None] = {}
        self._by_number: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        for ref, number, name in held:
            self._numbers[ref] = number
            if number is not None:
                self._by_number.setdefault(number, []).append(ref)
            if name is not None:
                self._by_name.setdefault(name, []).append(ref)

    def refs(self, child: ChildHash) -> Sequence[str]:
        """The plan references of a child.

        A name decides only where the child had no number, or a temporary one, on one side: whoever has the same name
        and date of birth under another number is another child.
        """
        found = self._by_number.get(child.number or "", ())
        if found or child.name is None:
            return found
        named = (*self._by_name.get(child.name, ()), *self._by_number.get(child.name, ()))
        if is_passing(child.number):
            known = {number for number in map(self._numbers.__getitem__, named) if not is_passing(number)}
            return named if len(known - {child.name}) < 2 else ()
        return tuple(ref for ref in named if is_passing(self._numbers[ref]) or self._numbers[ref] == child.name)


def is_passing(number: str | None) -> bool:
    """Whether a hashed number will be replaced: there is none yet, or it is that of a temporary UPN."""
    return number is None or number.startswith(_TEMPORARY)


def folded(text: str) -> str:
    """A text as it is compared: capitals, widths and spaces aside."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
