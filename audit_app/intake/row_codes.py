"""Codes in the rows of a register that are not known: kept as they stand, counted, and of outcomes asked about."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from audit_app.domain.problems import Place
from audit_app.domain.register import NEEDS, OUTCOMES, REGISTER_FIELDS, REVIEW_OUTCOMES, FieldKind, RegisterRow
from audit_app.intake.faults import FaultList
from audit_app.intake.row_keys import Values
from audit_app.intake.tables import Cell
from audit_app.intake.value_words import CODES, read_as, words_said

_FIELDS: Final = {field.name: field for field in REGISTER_FIELDS}
_MOST_NAMED: Final = 20
_MOST_COUNTED: Final = 1_000  # different ones: a column of free text has no end of them
_LONGEST: Final = 20
_KNOWN: Final[Mapping[FieldKind, frozenset[str | int | None]]] = {
    FieldKind.NEED: frozenset((*NEEDS, None)),
    FieldKind.OUTCOME: frozenset((*OUTCOMES, None)),
    FieldKind.REVIEW_OUTCOME: frozenset((*REVIEW_OUTCOMES, None)),
}


class RowCodes:
    """Goes through the rows of one file once; `place` gives where a field of a row stands."""

    def __init__(self, fields: Sequence[str], queries: FaultList, place: Callable[[int, str], Place]) -> None:
        self._queries, self._place = queries, place
        kinds = {name: _FIELDS[name].kind for name in fields if name in _FIELDS}
        self._known = {name: _KNOWN[kind] for name, kind in kinds.items() if kind in _KNOWN}
        self._asked = frozenset(name for name in self._known if kinds[name] is not FieldKind.NEED)
        self._unknown: Counter[tuple[str, str]] = Counter()

    def has_to_ask(self, values: Values) -> bool:
        """Whether a block holds a code about which there is a query, row by row."""
        return any(not self._known[name].issuperset(values[name]) for name in self._asked)

    def count_block(self, values: Values) -> None:
        """Count what is not known in a block about which nothing is to be asked."""
        for name, known in self._known.items():
            if not known.issuperset(values[name]):
                for value in values[name]:
                    self._count(name, value, known)

    def take(self, row: RegisterRow, number: int) -> None:
        """Count what is not known in one row, and ask about it."""
        for name, known in self._known.items():
            code = row.get(name)
            self._count(name, code, known)
            if name in self._asked and code not in known:
                said = f"“{str(code)[:_LONGEST]}” is no code of {_FIELDS[name].label} that is known"
                self._queries.add(f"{said}. It is kept as it stands.", self._place(number, name))

    def _count(self, name: str, code: str | int | None, known: frozenset[str | int | None]) -> None:
        key = name, str(code)[:_LONGEST]
        if code not in known and (key in self._unknown or len(self._unknown) < _MOST_COUNTED):
            self._unknown[key] += 1

    def notices(self, cells: Mapping[FieldKind, Iterable[Cell]]) -> Iterator[str]:
        """Which codes are not known, with how often each stands, and which words among `cells` were read as codes."""
        if self._unknown:
            every = [f"{_FIELDS[name].label} “{code}” ({count:,})" for (name, code), count in self._unknown.items()]
            more = f" and {len(every) - _MOST_NAMED:,} more" if len(every) > _MOST_NAMED else ""
            yield f"Codes that are not known and were kept as they stand: {', '.join(every[:_MOST_NAMED])}{more}."
        texts = {kind: [cell for cell in cells[kind] if isinstance(cell, str)] for kind in CODES}
        read = [pair for kind in CODES for pair in read_as(kind, texts[kind])]
        if read:
            yield f"Words that were read as codes: {words_said(read)}."
