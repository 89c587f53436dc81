"""What a register that was read changes in the workspace, block by block of its rows; it writes nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from audit_app.domain.register import RegisterRow
from audit_app.intake.child_keys import NAME_KEY
from audit_app.intake.faults import MOST_SHOWN, FaultList
from audit_app.intake.register import RegisterReading
from audit_app.services.progress import Progress
from audit_app.services.register.entries import Change, EntryChange, FieldChange, changes_of, field_change
from audit_app.services.register.match_keys import ChildHash, KnownChildren, MatchKeys
from audit_app.services.register.refs import References
from audit_app.services.register.requests import RequestRefs
from audit_app.store.ids import Ids
from audit_app.store.read_register import BEFORE_COLUMNS, HeldRegister, HeldRow
from audit_app.store.spool import Spool
from audit_app.store.spooled import SortedItems, SpooledRows

KEYS: Final = ("plan_ref", "match_key", NAME_KEY)
MOST_LISTED: Final = 10_000
"""How many new entries are listed one by one at most, and how many others."""
_UNKNOWN: Final = ChildHash(None, None)


@dataclass(slots=True)
class RegisterChanges:
    """What would be written, and what is said about it.

    `ops` are operations as (id, field, kind, value). `entries` stand in the order of the file, `unlisted` of them not:
    MOST_LISTED new ones are listed, and as many others. `happened` counts entries by what happened to them.
    `vanished` are (id, reference).
    """

    ops: SortedItems
    entries: list[EntryChange] = field(default_factory=list)
    happened: Counter[Change] = field(default_factory=Counter)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    unlisted: int = 0
    vanished: list[tuple[str, str]] = field(default_factory=list)


class Comparison:
    """Compares the rows of one file with the register as it is held."""

    def __init__(
        self,
        reading: RegisterReading,
        rows: SpooledRows,
        held: HeldRegister,
        ids: Ids,
        keys: MatchKeys | None,
        spool: Spool,
        most_problems: int = MOST_SHOWN,
    ) -> None:
        """`keys` may be None where the file has no match keys; `most_problems` faults are listed."""
        self._reading, self._rows = reading, rows
        self._held, self._ids, self._keys = held, ids, keys
        self._fields = held.columns[: sum(name not in KEYS for name in reading.headings)]
        self._refs = References(held, keys, spool)
        self._part: dict[str, HeldRow] = {}
        self._children = KnownChildren(())
        self._most = most_problems
        self.found = RegisterChanges(SortedItems(spool))

    def run(self, today: date, progress: Progress) -> RegisterChanges:
        """Every change; where there are `faults` afterwards, none of them may be written."""
        done = 0
        for numbers, rows in self._rows.blocks():
            progress(done, self._rows.count)
            self._take_block(numbers, rows)
            done += len(rows)
        self.found.vanished = [one for one in self._held.not_ceased(today) if not self._refs.is_in_file(one[1])]
        self.found.happened[Change.VANISHED] = len(self.found.vanished)
        return self.found

    def faults(self) -> FaultList:
        """What stops the import, in the order of the file."""
        listed = FaultList(self._reading.file, "error", self._most)
        for number, message in self._refs.faults():
            listed.add(message, self._reading.place(number, "match_key"))
        return listed

    def _take_block(self, numbers: Sequence[int], rows: Sequence[RegisterRow]) -> None:
        """Look up together what is held of these rows, then take them one by one."""
        hashed = [self._keys.of(row) if self._keys is not None else _UNKNOWN for row in rows]
        names = [one.name for one in hashed if one.name is not None]
        known = [one.number for one in hashed if one.number is not None]
        refs = [str(row["plan_ref"]) for row in rows if "plan_ref" in row]
        self._part = self._held.part([*known, *names], names, refs)
        self._children = KnownChildren((ref, row[1], row[2]) for ref, row in self._part.items())
        meant: dict[int, str] = {}
        if self._reading.by_request and self._keys is not None:
            meant = RequestRefs(self._held, self._part, self._children, self._refs.is_taken, self._keys).of(
                rows, hashed
            )
        for at, (number, row) in enumerate(zip(numbers, rows, strict=True)):
            self._take(number, row, hashed[at], meant.get(at))

    def _take(self, number: int, row: RegisterRow, child: ChildHash, meant: str | None) -> None:
        name = row.pop(NAME_KEY, None)
        key = row.pop("match_key", None) or name
        ref = meant or self._refs.of(number, row.get("plan_ref"), str(key), child, self._children.refs(child))
        if ref is None:
            return
        row["plan_ref"] = ref
        if row.get("exception") == 1:
            row["exception"] = "1"  # the column holds text, as it holds the letters a to d too
        self._refs.take(ref, child)
        held = self._part.get(ref)  # what was made is held nowhere, and all else was looked up
        if held is None:
            self._add(row, ref, child)
        else:
            self._compare(row, held, child)

    def _add(self, row: RegisterRow, ref: str, child: ChildHash) -> None:
        id_ = self._ids.plan(ref)
        if id_ in self._held.erased:
            self.found.left_out += 1
            return
        self.found.new += 1
        happened = (Change.NEW, Change.CEASED) if "ceased_date" in row else (Change.NEW,)
        self.found.happened.update(happened)
        if self.found.new <= MOST_LISTED:
            self.found.entries.append(EntryChange(ref, happened))
        else:
            self.found.unlisted += 1
        self._write(id_, row, child, None, None)

    def _compare(self, row: RegisterRow, held: HeldRow, child: ChildHash) -> None:
        """Write what is new; a column that the file does not have keeps what it holds."""
        fields = self._fields
        end = BEFORE_COLUMNS + len(fields)
        is_same_row = tuple(map(row.get, fields)) == held[BEFORE_COLUMNS:end]
        has_new_key = self._write(str(held[0]), None, child, held[1], held[2])
        if is_same_row and not has_new_key:
            self.found.unchanged += 1
            return
        self.found.changed += 1
        changed = list(self._fields_changed(row, held))
        if not is_same_row:
            kept = zip(self._held.columns[len(fields) :], held[end:], strict=True)
            value = {name: value for name, value in kept if value is not None} | row
            self.found.ops.add((str(held[0]), "row", "entry", value))
        if has_new_key:
            changed.append(field_change("match_key", None, None))
        before = dict(zip(fields, held[BEFORE_COLUMNS:end], strict=True))
        happened = changes_of(before, {name: row.get(name) for name in fields}, [one.name for one in changed])
        self.found.happened.update(happened)
        if self.found.changed <= MOST_LISTED:
            self.found.entries.append(EntryChange(str(held[3]), happened, tuple(changed)))
        else:
            self.found.unlisted += 1

    def _write(self, id_: str, row: RegisterRow | None, child: ChildHash, number: str | None, name: str | None) -> bool:
        """Add what writes a row, and the hashes of a child that differ from those held; whether any hash does.

        What a file does not tell stays as it is.
        """
        if row is not None:
            self.found.ops.add((id_, "row", "entry", row))
        new = [("match_key", child.number)] if child.number is not None and child.number != number else []
        if child.name is not None and child.name != name:
            new.append(("name_key", child.name))
        for field_, value in new:
            self.found.ops.add((id_, field_, "entry", value))
        return bool(new)

    def _fields_changed(self, row: RegisterRow, held: HeldRow) -> Iterator[FieldChange]:
        for name, old in zip(self._fields, held[BEFORE_COLUMNS:], strict=False):
            new = row.get(name)
            if new != old:
                yield field_change(name, old, new)
