"""Which held entry each request of a statutory return is, as a child may have several and none has a reference."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from audit_app.domain.register import RegisterRow
from audit_app.intake.child_keys import NAME_KEY
from audit_app.services.register.match_keys import REF_LENGTHS, ChildHash, KnownChildren, MatchKeys
from audit_app.store.log.canonical import Json
from audit_app.store.read_register import HeldRegister, HeldRow

_NO: Final = "N"


class RequestRefs:
    """Finds the reference of each request: that of a held entry of the child, or one made from key and date."""

    def __init__(
        self,
        held: HeldRegister,
        rows: Mapping[str, HeldRow],
        children: KnownChildren,
        is_taken: Callable[[str], bool],
        keys: MatchKeys,
    ) -> None:
        """`rows` and `children` are the held entries of the children asked about; `is_taken` knows what is in use."""
        self._held, self._rows, self._children = held, rows, children
        self._is_taken, self._keys = is_taken, keys
        self._made_here: set[str] = set()

    def of(self, rows: Sequence[RegisterRow], hashed: Sequence[ChildHash]) -> dict[int, str]:
        """The reference of each row by its position; rows of one child have the same hashes."""
        children: dict[ChildHash, list[int]] = {}
        for at, child in enumerate(hashed):
            children.setdefault(child, []).append(at)
        found: dict[int, str] = {}
        for child, places in children.items():
            found |= self._of_child(rows, places, self._children.refs(child))
        return found

    def _of_child(self, rows: Sequence[RegisterRow], places: Iterable[int], held_refs: Iterable[str]) -> dict[int, str]:
        """Requests of the same date are the same; of what is left, one request and one entry that had not ended are."""
        free = list(held_refs)
        found: dict[int, str] = {}
        left: list[int] = []
        for at in places:
            same = [ref for ref in free if self._value(ref, "request_date") == rows[at].get("request_date")]
            if len(same) == 1:
                found[at] = same[0]
                free.remove(same[0])
            else:
                left.append(at)
        going_on = [ref for ref in free if not self._ended_before(ref, rows[left[0]])] if len(left) == 1 else []
        if len(going_on) == 1:
            found[left.pop()] = going_on[0]
        return found | {at: self._made(rows[at]) for at in left}

    def _ended_before(self, ref: str, row: RegisterRow) -> bool:
        """Whether a held entry had come to an end when this request was made: it is then another request."""
        outcomes = (self._value(ref, "request_outcome"), self._value(ref, "assessment_outcome"))
        ended = self._value(ref, "ceased_date") is not None or _NO in outcomes
        return ended and str(row.get("request_date", "")) > str(self._value(ref, "request_date") or "")

    def _value(self, ref: str, name: str) -> Json:
        return self._held.value(self._rows[ref], name)

    def _made(self, row: RegisterRow) -> str:
        known = row.get("match_key") or row[NAME_KEY]
        for length in REF_LENGTHS:
            ref = self._keys.made_ref(f"{known} {row.get('request_date', '')}", length)
            if ref not in self._made_here and not self._is_taken(ref):
                self._made_here.add(ref)
                return ref
        raise AssertionError("three references of one request are taken")
