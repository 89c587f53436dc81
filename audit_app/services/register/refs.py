"""Which plan reference each row of a register has: its own, that of its child, or one that the app makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.services.register.match_keys import REF_LENGTHS, ChildHash, MatchKeys
from audit_app.store.read_register import HeldRegister
from audit_app.store.spool import Spool
from audit_app.store.spooled import SpooledTexts


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A row whose child is known under other references: a fault unless the file has those beside it."""

    number: int
    ref: str
    belongs: tuple[str, ...]
    child: str


class References:
    """Finds references row by row, and remembers which the file has, each with its child."""

    def __init__(self, held: HeldRegister, keys: MatchKeys | None, spool: Spool) -> None:
        """`keys` may be None where the file has no match keys."""
        self._held, self._keys = held, keys
        self._child_of: SpooledTexts[str] = SpooledTexts(spool)
        self._faulty: list[tuple[int, str]] = []
        self._doubtful: list[_Doubt] = []

    def of(
        self, number: int, given: str | int | None, key: str, child: ChildHash, belongs: Sequence[str]
    ) -> str | None:
        """The reference of the row of this number; None after a fault. `belongs` are those held of its child."""
        if given is not None:
            if belongs and given not in belongs:
                self._doubtful.append(_Doubt(number, str(given), tuple(belongs), _text_of(child)))
            return str(given)
        if len(belongs) > 1:
            self._faulty.append((number, f"The match key belongs to {', '.join(belongs)}. Fill in the plan reference."))
            return None
        return belongs[0] if belongs else self._made(key)

    def take(self, ref: str, child: ChildHash) -> None:
        """Remember that the file has this reference."""
        self._child_of.setdefault(ref, _text_of(child))

    def is_in_file(self, ref: str) -> bool:
        """Whether a row was taken under this reference."""
        return self._child_of.get(ref) is not None

    def is_taken(self, ref: str) -> bool:
        """Whether a reference stands in the file already, or in the workspace."""
        return self.is_in_file(ref) or self._held.by_ref(ref) is not None

    def faults(self) -> list[tuple[int, str]]:
        """What is wrong with references, by the number of the row, once every row was taken."""
        return sorted([*self._faulty, *filter(None, map(self._fault, self._doubtful))])

    def _fault(self, doubt: _Doubt) -> tuple[int, str] | None:
        others = [other for other in doubt.belongs if self._child_of.get(other) != doubt.child]
        if not others:
            return None
        message = (
            f"The match key belongs to {others[0]} in this workspace, and here to {doubt.ref}. "
            "Correct the reference or the match key in the case system."
        )
        return doubt.number, message

    def _made(self, key: str) -> str:
        if self._keys is None:
            raise AssertionError("a row without a reference has a match key")
        for length in REF_LENGTHS:
            ref = self._keys.made_ref(key, length)
            if not self.is_taken(ref):
                return ref
        raise AssertionError("three references of one match key are taken")


def _text_of(child: ChildHash) -> str:
    """A child's hashes as one text, never empty."""
    return f"{child.number or ''} {child.name or ''}"
