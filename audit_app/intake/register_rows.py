"""Converting and checking the rows of a register, a block at a time; it knows no file format and no workspace."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Final

from audit_app.domain.problems import Place
from audit_app.domain.register import (
    OUTCOMES,
    REGISTER_FIELDS,
    REVIEW_OUTCOMES,
    FieldKind,
    RegisterRow,
    any_date_query,
    date_queries,
)
from audit_app.intake.cells import (
    Converter,
    Rule,
    parse_date,
    parse_exception,
    parse_reference,
    parse_text,
    parse_year_group,
    parse_yes_no,
)
from audit_app.intake.child_keys import KEY_FIELDS, KEY_PARTS, NAME_KEY, Namesakes, with_keys
from audit_app.intake.faults import FaultList
from audit_app.intake.keeping import Keeping
from audit_app.intake.tables import Cell, Table
from audit_app.intake.value_words import CODES, code_in, read_as, words_said

KEYS: Final = ("plan_ref", "match_key")
_TELLING: Final = (*KEYS, *KEY_PARTS)
_MOST_NAMED: Final = 20
_BLOCK: Final = 250
_FIELDS: Final = {field.name: field for field in (*REGISTER_FIELDS, *KEY_FIELDS)}
RULES: Final[dict[FieldKind, Rule]] = {
    FieldKind.REFERENCE: parse_reference,
    FieldKind.MATCH_KEY: parse_reference,
    FieldKind.TEXT: parse_text,
    FieldKind.NEED: lambda text: code_in(FieldKind.NEED, text) or parse_text(text),
    FieldKind.DATE: parse_date,
    FieldKind.YEAR_GROUP: parse_year_group,
    FieldKind.YES_NO: parse_yes_no,
    FieldKind.EXCEPTION: parse_exception,
    FieldKind.OUTCOME: lambda text: code_in(FieldKind.OUTCOME, text) or parse_reference(text),
    FieldKind.REVIEW_OUTCOME: lambda text: code_in(FieldKind.REVIEW_OUTCOME, text) or parse_reference(text),
}
"""How each kind is read. A text that is no known code is kept as it stands, and `unknown_code` says so."""

_KNOWN: Final[dict[FieldKind, frozenset[str | int | None]]] = {
    FieldKind.OUTCOME: frozenset((*OUTCOMES, None)),
    FieldKind.REVIEW_OUTCOME: frozenset((*REVIEW_OUTCOMES, None)),
}

NumberedCells = tuple[int, Sequence[Cell]]


class RowReader:
    """Goes through the rows of one register once and hands them on as long as no fault is found.

    A block without any fault is converted column by column, which is twice as fast; any other is gone through row by
    row, which finds the places. Both give the same rows.
    """

    def __init__(self, table: Table, used: Sequence[tuple[int, str]], today: str, most: int, keeping: Keeping) -> None:
        """Bind a converter to each used column, given by its position and its field; `most` problems are listed."""
        self._rows = keeping.rows
        self.errors = FaultList(table.file, "error", most)
        self.queries = FaultList(table.file, "query", most)
        self._table = table
        self._today = today
        self._used = tuple(used)
        self._names = tuple(name for _, name in used)
        self._headings = {name: table.headings[at] for at, name in used}
        self._faults: list[str] = []
        self._coded = tuple((name, _KNOWN[_FIELDS[name].kind]) for name in self._names if _FIELDS[name].kind in _KNOWN)
        self._has_parts = not set(self._names).isdisjoint(KEY_PARTS)
        self._namesakes = Namesakes(keeping.seen())
        self.unknown: Counter[tuple[str, str]] = Counter()
        self._by_kind = by_kind = {
            kind: Converter(rule, self._faults) for kind, rule in RULES.items()
        }  # all dates share one memory
        self._columns = tuple(by_kind[_FIELDS[name].kind] for name in self._names)
        self._refs = keeping.seen()
        self._match_keys = keeping.seen()  # with the row, doubled, and 1 more where it has a reference too

    def read(self) -> None:
        """Convert and check every row."""
        for block in _blocks(self._table.rows):
            if self.errors.count or self._has_parts or not self._take_clean(block):
                self._faults.clear()
                for number, cells in block:
                    self._take(number, cells)

    def _take_clean(self, block: Sequence[NumberedCells]) -> bool:
        """Take a block in which nothing is wrong; otherwise leave everything as it was and say so."""
        numbers = list(map(itemgetter(0), block))
        by_position = list(zip(*map(itemgetter(1), block), strict=True))
        values = {
            name: list(map(column.__getitem__, by_position[at]))
            for (at, name), column in zip(self._used, self._columns, strict=True)
        }
        if self._faults or any(not known.issuperset(values[name]) for name, known in self._coded):
            return False
        keys = self._new_keys(values, numbers)
        if keys is None:
            return False
        self._refs.update(keys[0])
        self._match_keys.update(keys[1])
        names = self._names
        rows = [
            {name: value for name, value in zip(names, row, strict=True) if value is not None}
            for row in zip(*values.values(), strict=True)
        ]
        self._rows.add(numbers, rows)
        if any_date_query(values, self._today):
            for number, row in zip(numbers, rows, strict=True):
                self._note_date_queries(row, number)
        return True

    def _new_keys(
        self, values: dict[str, list[str | int | None]], numbers: Sequence[int]
    ) -> tuple[dict[str, int], dict[str, int]] | None:
        """The references and match keys of a block with their rows, or None when one is missing or stands twice."""
        refs = values.get("plan_ref", [])
        matches = [str(key).casefold() for key in values.get("match_key", []) if key is not None]
        if None in refs or (not refs and len(matches) < len(numbers)):
            return None
        rows = {str(ref): number for ref, number in zip(refs, numbers, strict=False)}
        if len(rows) < len(refs) or self._refs.has_any(rows):
            return None
        if len(set(matches)) < len(matches) or self._match_keys.has_any(matches):
            return None
        keyed = (at for at, key in zip(numbers, values.get("match_key", []), strict=False) if key is not None)
        return rows, {key: 2 * at + bool(refs) for key, at in zip(matches, keyed, strict=True)}

    def _take(self, number: int, cells: Sequence[Cell]) -> None:
        row: RegisterRow = {}
        faulty: set[str] = set()
        for (at, name), converter in zip(self._used, self._columns, strict=True):
            value = converter[cells[at]]
            if value is not None:
                row[name] = value
            elif self._faults:
                faulty.add(name)
                self.errors.add(self._faults.pop(), self._place(number, name))
        if not row and not faulty:
            return
        if self._has_parts:
            row = with_keys(row)
        self._check_keys(row, number, faulty)
        self._note_codes(row, number)
        self._note_date_queries(row, number)
        if not self.errors.count:
            self._rows.add((number,), (row,))

    def _note_codes(self, row: RegisterRow, number: int) -> None:
        for name, known in self._coded:
            code = row.get(name)
            if code not in known:
                self.unknown[name, str(code)] += 1
                message = (
                    f"“{str(code)[:20]}” is no code of {_FIELDS[name].label} that is known. It is kept as it stands."
                )
                self.queries.add(message, self._place(number, name))

    def notices(self) -> Iterator[str]:
        """Which codes are not known, with how often each stands, and which words were read as codes."""
        if self.unknown:
            every = [f"{_FIELDS[name].label} “{code[:20]}” ({count:,})" for (name, code), count in self.unknown.items()]
            shown = ", ".join(every[:_MOST_NAMED]) + (
                f" and {len(every) - _MOST_NAMED} more" if every[_MOST_NAMED:] else ""
            )
            yield f"Codes that are not known and were kept as they stand: {shown}."
        read = [
            pair
            for kind in CODES
            for pair in read_as(kind, [cell for cell in self._by_kind[kind] if isinstance(cell, str)])
        ]
        if read:
            yield f"Words that were read as codes: {words_said(read)}."

    def _note_date_queries(self, row: RegisterRow, number: int) -> None:
        for query in date_queries(row, self._today):
            self.queries.add(query.message, self._place(number, query.field))

    def _check_keys(self, row: RegisterRow, number: int, faulty: set[str]) -> None:
        ref, key = row.get("plan_ref"), row.get("match_key") or row.get(NAME_KEY)
        if ref is not None:
            first = self._refs.setdefault(str(ref), number)
            if first != number:
                self._note_twice("plan_ref", first, number)
        elif key is None and faulty.isdisjoint(_TELLING):  # what cannot be read is a fault already
            name = next(name for name in _TELLING if name in self._headings)
            message = "The entry has neither a plan reference nor a match key. Fill one in."
            self.errors.add(message, self._place(number, name))
        if key is not None:
            self._check_match_key(str(key).casefold(), number, ref is not None)
        if NAME_KEY in row:
            self._check_namesake(row, number)

    def _check_namesake(self, row: RegisterRow, number: int) -> None:
        first, are_sure = self._namesakes.first(str(row[NAME_KEY]), str(row.get("match_key", "")), number)
        if first == number or "plan_ref" in row:
            return
        other = f"Row {first} has the same name and date of birth"
        if are_sure:
            message = f"{other}, and another number. Check that these are two children."
            self.queries.add(message, self._place(number, "surname"))
        else:
            message = f"{other}, and one of the two has no UPN or ULN that lasts. Fill it in, or delete the double."
            self.errors.add(message, self._place(number, "surname"))

    def _check_match_key(self, key: str, number: int, has_ref: bool) -> None:
        """The same child may have two plan references (asked for again, moved back): a query, not a fault."""
        first, had_ref = divmod(self._match_keys.setdefault(key, 2 * number + has_ref), 2)
        if first == number:
            return
        if had_ref and has_ref:
            message = (
                f"The match key stands in row {first} too, with another plan reference. Check that both are meant."
            )
            self.queries.add(message, self._place(number, "match_key"))
        else:
            self._note_twice("match_key", first, number)

    def _note_twice(self, name: str, first: int, number: int) -> None:
        label = _FIELDS[name].label
        message = f"{label} stands in row {first} already. An entry stands once: delete or correct one of the two rows."
        self.errors.add(message, self._place(number, name))

    def _place(self, number: int, name: str = "") -> Place:
        return self._table.place(number, self._headings.get(name, ""))


def _blocks(rows: Iterator[NumberedCells]) -> Iterator[list[NumberedCells]]:
    while block := list(islice(rows, _BLOCK)):
        yield block
