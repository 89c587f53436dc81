"""What a register that was read changes in the workspace, entry by entry; it writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit_app.domain.register import RegisterRow
from audit_app.intake.child_keys import NAME_KEY
from audit_app.intake.faults import MOST_SHOWN, FaultList
from audit_app.intake.register import RegisterReading
from audit_app.services.match_keys import REF_LENGTHS, ChildHash, KnownChildren, MatchKeys
from audit_app.services.progress import STEP, Progress
from audit_app.services.register_entries import Change, EntryChange, FieldChange, field_change
from audit_app.services.register_requests import RequestRefs
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_register import HeldRegister

_KEYS = ("plan_ref", "match_key", NAME_KEY)
_UNKNOWN = ChildHash(None, None)
_BEFORE_COLUMNS = 3  # id, match key and reference stand before the columns of a held row


@dataclass(slots=True)
class RegisterChanges:
    """What would be written, and what is said about it; `entries` stand in the order of the file."""

    ops: list[Op] = field(default_factory=list)
    entries: list[EntryChange] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ceased: int = 0
    left_out: int = 0
    vanished: list[str] = field(default_factory=list)


class Comparison:
    """Compares the rows of one file with the register as it is held."""

    def __init__(
        self,
        reading: RegisterReading,
        held: HeldRegister,
        ids: Ids,
        keys: MatchKeys | None,
        most_problems: int = MOST_SHOWN,
    ) -> None:
        """`keys` may be None where the file has no match keys; `most_problems` faults are listed."""
        self._reading = reading
        self._held = held
        self._ids = ids
        self._keys = keys
        self._children = KnownChildren(held.keys() if keys is not None else ())
        self._hashed = [keys.of(row) if keys is not None else _UNKNOWN for row in reading.rows]
        self._of_ref = {
            row["plan_ref"]: hashed for row, hashed in zip(reading.rows, self._hashed, strict=True) if "plan_ref" in row
        }
        self._fields = held.columns[: sum(name not in _KEYS for name in reading.headings)]
        self._seen: set[str] = set()
        self._meant: dict[int, str] = {}
        if reading.by_request and keys is not None:
            self._meant = RequestRefs(held, self._children, keys).of(reading.rows, self._hashed)
        self.found = RegisterChanges()
        self.faults = FaultList(reading.file, "error", most_problems)

    def run(self, today: date, progress: Progress) -> RegisterChanges:
        """Every change; where `faults` is not empty, none of them may be written."""
        rows = self._reading.rows
        for at, (number, row) in enumerate(zip(self._reading.numbers, rows, strict=True)):
            if at % STEP == 0:
                progress(at, len(rows))
            self._take(number, row, self._hashed[at], self._meant.get(at))
        self.found.vanished = sorted(self._vanished(today))
        self.found.entries += [EntryChange(ref, Change.VANISHED) for ref in self.found.vanished]
        return self.found

    def _take(self, number: int, given: RegisterRow, hashed: ChildHash, meant: str | None) -> None:
        row = dict(given)
        key = row.pop("match_key", None) or row.get(NAME_KEY)
        row.pop(NAME_KEY, None)
        ref = meant or self._ref(number, row.get("plan_ref"), str(key), hashed)
        if ref is None:
            return
        row["plan_ref"] = ref
        if row.get("exception") == 1:
            row["exception"] = "1"  # the column holds text, as it holds the letters a to d too
        self._seen.add(ref)
        held = self._held.rows.get(ref)
        if held is None:
            self._add(row, ref, hashed)
        else:
            self._compare(row, held, hashed)

    def _add(self, row: RegisterRow, ref: str, hashed: ChildHash) -> None:
        id_ = self._ids.plan(ref)
        if id_ in self._held.erased:
            self.found.left_out += 1
            return
        self.found.new += 1
        self.found.entries.append(EntryChange(ref, Change.NEW))
        self.found.ceased += "ceased_date" in row
        self.found.ops.append(Op("entry", id_, "row", row))
        self.found.ops += _key_ops(id_, hashed, None, None)

    def _compare(self, row: RegisterRow, held: Sequence[str | int | None], hashed: ChildHash) -> None:
        """Write what is new; a column that the file does not have keeps what it holds."""
        fields = self._fields
        end = _BEFORE_COLUMNS + len(fields)
        id_ = str(held[0])
        key_ops = _key_ops(id_, hashed, str(held[1]) if held[1] else None, self._held.name_keys.get(str(held[2])))
        same_row = tuple(map(row.get, fields)) == held[_BEFORE_COLUMNS:end]
        if not key_ops and same_row:
            self.found.unchanged += 1
            return
        self.found.changed += 1
        is_ceased = "ceased_date" in row and held[self._at("ceased_date")] is None
        if not same_row:
            kept = zip(self._held.columns[len(fields) :], held[end:], strict=True)
            value = {name: value for name, value in kept if value is not None} | row
            self.found.ceased += is_ceased
            self.found.ops.append(Op("entry", id_, "row", value))
        self.found.ops += key_ops
        changed = [*self._fields_changed(row, held), *([field_change("match_key", None, None)] if key_ops else [])]
        change = Change.CEASED if is_ceased else Change.CHANGED
        self.found.entries.append(EntryChange(str(held[2]), change, tuple(changed)))

    def _fields_changed(self, row: RegisterRow, held: Sequence[str | int | None]) -> Iterator[FieldChange]:
        for name, old in zip(self._fields, held[_BEFORE_COLUMNS:], strict=False):
            new = row.get(name)
            if new != old:
                yield field_change(name, old, new)

    def _at(self, name: str) -> int:
        return _BEFORE_COLUMNS + self._held.columns.index(name)

    def _ref(self, number: int, given: str | int | None, key: str, hashed: ChildHash) -> str | None:
        """The reference of a row: its own, that of its match key, or one that the app makes; None after a fault."""
        belongs = self._children.refs(hashed)
        if given is not None:
            return self._checked(number, str(given), belongs, hashed)
        if len(belongs) > 1:
            self._fault(number, f"The match key belongs to {', '.join(belongs)}. Fill in the plan reference.")
            return None
        return belongs[0] if belongs else self._made(key)

    def _checked(self, number: int, ref: str, belongs: Sequence[str], hashed: ChildHash) -> str | None:
        """Refuse a reference whose match key is known under another one that the file does not have beside it."""
        if ref in belongs:
            return ref
        others = [other for other in belongs if self._of_ref.get(other) != hashed]
        if not others:
            return ref
        self._fault(
            number,
            f"The match key belongs to {others[0]} in this workspace, and here to {ref}. "
            "Correct the reference or the match key in the case system.",
        )
        return None

    def _made(self, key: str) -> str:
        if self._keys is None:
            raise AssertionError("a row without a reference has a match key")
        for length in REF_LENGTHS:
            ref = self._keys.made_ref(key, length)
            if ref not in self._seen and ref not in self._held.rows:
                return ref
        raise AssertionError("three references of one match key are taken")

    def _vanished(self, today: date) -> Iterator[str]:
        """Entries that the file lacks, those left out that had ceased: nobody expects them in the next file."""
        at = self._at("ceased_date")
        for ref, held in self._held.rows.items():
            if ref not in self._seen and not (held[at] and str(held[at]) <= today.isoformat()):
                yield ref

    def _fault(self, number: int, message: str) -> None:
        self.faults.add(message, self._reading.place(number, "match_key"))


def _key_ops(id_: str, child: ChildHash, number: str | None, name: str | None) -> list[Op]:
    """What writes the hashes of a child that differ from those held; what a file does not tell stays as it is."""
    told = (("match_key", child.number, number), ("name_key", child.name, name))
    return [Op("entry", id_, field, new) for field, new, old in told if new is not None and new != old]
