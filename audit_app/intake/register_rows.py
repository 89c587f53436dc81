"""Converting and checking the rows of a register, a block at a time; it knows no file format and no workspace."""

from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Final

from audit_app.domain.problems import Place
from audit_app.domain.register import (
    NEEDS,
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
    code_rule,
    parse_date,
    parse_exception,
    parse_reference,
    parse_text,
    parse_year_group,
    parse_yes_no,
    preferring,
)
from audit_app.intake.faults import FaultList
from audit_app.intake.keeping import Keeping
from audit_app.intake.tables import Cell, Table

KEYS: Final = ("plan_ref", "match_key")
_BLOCK: Final = 250
_FIELDS: Final = {field.name: field for field in REGISTER_FIELDS}
RULES: Final[dict[FieldKind, Rule]] = {
    FieldKind.REFERENCE: parse_reference,
    FieldKind.MATCH_KEY: parse_reference,
    FieldKind.TEXT: parse_text,
    FieldKind.NEED: preferring({need: need for need in NEEDS}),
    FieldKind.DATE: parse_date,
    FieldKind.YEAR_GROUP: parse_year_group,
    FieldKind.YES_NO: parse_yes_no,
    FieldKind.EXCEPTION: parse_exception,
    FieldKind.OUTCOME: code_rule({code: code for code in OUTCOMES}),
    FieldKind.REVIEW_OUTCOME: code_rule({code: code for code in REVIEW_OUTCOMES}),
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
        by_kind = {kind: Converter(rule, self._faults) for kind, rule in RULES.items()}  # all dates share one memory
        self._columns = tuple(by_kind[_FIELDS[name].kind] for name in self._names)
        self._refs = keeping.seen()
        self._match_keys = keeping.seen()  # with the row, doubled, and 1 more where it has a reference too

    def read(self) -> None:
        """Convert and check every row."""
        for block in _blocks(self._table.rows):
            if self.errors.count or not self._take_clean(block):
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
        if self._faults:
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
        self._check_keys(row, number, faulty)
        self._note_date_queries(row, number)
        if not self.errors.count:
            self._rows.add((number,), (row,))

    def _note_date_queries(self, row: RegisterRow, number: int) -> None:
        for query in date_queries(row, self._today):
            self.queries.add(query.message, self._place(number, query.field))

    def _check_keys(self, row: RegisterRow, number: int, faulty: set[str]) -> None:
        ref, key = row.get("plan_ref"), row.get("match_key")
        if ref is not None:
            first = self._refs.setdefault(str(ref), number)
            if first != number:
                self._note_twice("plan_ref", first, number)
        elif key is None and faulty.isdisjoint(KEYS):  # a reference that cannot be read is a fault already
            name = next(name for name in KEYS if name in self._headings)
            message = "The entry has neither a plan reference nor a match key. Fill one in."
            self.errors.add(message, self._place(number, name))
        if key is not None:
            self._check_match_key(str(key).casefold(), number, ref is not None)

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
