"""Converting and checking the rows of a register, a block at a time; it knows no file format and no workspace."""

from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Final

from audit_app.domain.problems import Place
from audit_app.domain.register import (
    REGISTER_FIELDS,
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
from audit_app.intake.child_keys import KEY_FIELDS, KEY_PARTS, with_keys
from audit_app.intake.faults import FaultList
from audit_app.intake.keeping import Keeping
from audit_app.intake.row_codes import RowCodes
from audit_app.intake.row_keys import RowKeys
from audit_app.intake.tables import Cell, Table
from audit_app.intake.value_words import code_in

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
"""How each kind is read. A text that is no known code is kept as it stands; `row_codes` counts it."""

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
        self._has_parts = not set(self._names).isdisjoint(KEY_PARTS)
        # all columns of a kind share one memory
        self._by_kind = {kind: Converter(rule, self._faults) for kind, rule in RULES.items()}
        self._columns = tuple(self._by_kind[_FIELDS[name].kind] for name in self._names)
        self._keys = RowKeys(keeping, self.errors, self.queries, self._names, self._place)
        self._codes = RowCodes(self._names, self.queries, self._place)

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
        if self._faults or self._codes.has_to_ask(values) or not self._keys.take_block(values, numbers):
            return False
        self._codes.count_block(values)
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
        self._keys.take(row, number, faulty)
        self._codes.take(row, number)
        self._note_date_queries(row, number)
        if not self.errors.count:
            self._rows.add((number,), (row,))

    def _note_date_queries(self, row: RegisterRow, number: int) -> None:
        for query in date_queries(row, self._today):
            self.queries.add(query.message, self._place(number, query.field))

    def notices(self) -> Iterator[str]:
        """Which codes are not known, with how often each stands, and which words were read as codes."""
        return self._codes.notices(self._by_kind)

    def _place(self, number: int, name: str = "") -> Place:
        return self._table.place(number, self._headings.get(name, ""))


def _blocks(rows: Iterator[NumberedCells]) -> Iterator[list[NumberedCells]]:
    while block := list(islice(rows, _BLOCK)):
        yield block
