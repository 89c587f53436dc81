"""Reading values of measures from a table: values, days lost by school, or counts of answers; it knows no measure.

Which of the three a file is, its headings say. A fault names sheet, row and column; one fault and nothing is taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, cast

from audit_app.domain.measure_periods import MeasurePeriod, parse_measure_period
from audit_app.domain.problems import Place, Problem
from audit_app.intake.cells import Converter
from audit_app.intake.faults import MOST_SHOWN, FaultList, refusal
from audit_app.intake.measure_shapes import CHECKS, FIELDS, KEYS, NO_SHAPE, REQUIRED, Shape, field_of, shape_of
from audit_app.intake.past_grid import Grid, Rows, read_grids
from audit_app.intake.sheet import Cell

_MOST_ABOVE: Final = 20
_TO_BE_READ: Final = frozenset({"title", "unit", "target", "source"})
"""What our own list has for people beside the values: known, and not taken in."""


class Row(NamedTuple):
    """One row by the names of its shape's fields; what is empty is empty text."""

    number: int
    period: MeasurePeriod
    fields: Mapping[str, str]

    def amount(self, name: str) -> float | None:
        """The number in a field; None where it is empty."""
        return float(self.fields[name]) if self.fields[name] else None


@dataclass(frozen=True, slots=True)
class MeasureReading:
    """A file as read: all its rows, or none and the problems that stopped it."""

    file: str
    sheet: str
    shape: Shape
    headings: Mapping[str, str]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]

    def place(self, row: int, name: str = "") -> Place:
        """The place of a row, or of its cell in the column of a field."""
        return Place(file=self.file, sheet=self.sheet, row=row, column=self.headings.get(name, name))


def read_measure_file(path: Path, *, most_problems: int = MOST_SHOWN) -> MeasureReading:
    """Read a file of one of the three shapes, titles above its headings passed over.

    Raises AppError where it is none, or no table that can be read. Faults in cells do not raise: they are in
    `problems`, and `rows` is empty.
    """
    table, shape = _table_of(path)
    reader = _Reader(table, shape, most_problems)
    reader.read()
    problems = reader.errors.result()
    rows = () if problems else tuple(reader.rows)
    return MeasureReading(path.name, table.grid.sheet, shape, reader.headings, rows, problems, tuple(reader.notices()))


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet with the place of its row of headings."""

    grid: Grid
    at: int

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as they stand."""
        return tuple(cell.strip() if isinstance(cell, str) else "" for cell in self.grid.rows[self.at][1])

    @property
    def rows(self) -> Rows:
        """The rows below them."""
        return self.grid.rows[self.at + 1 :]


def _table_of(path: Path) -> tuple[_Table, Shape]:
    """The first sheet with such headings, whole. Raises AppError where there is none, or nothing below them."""
    grids = read_grids(path)
    for grid in grids:
        found = _headed(grid)
        if found is None:
            continue
        whole = read_grids(path, grid.sheet)[0] if grid.sheets else grid
        table = _Table(whole, found[0])
        if not table.rows:
            raise refusal("There are headings but no rows under them.", grid.place(whole.rows[found[0]][0]))
        return table, found[1]
    raise refusal(NO_SHAPE, grids[0].place() if grids else Place(file=path.name))


def _headed(grid: Grid) -> tuple[int, Shape] | None:
    for at, (_, cells) in enumerate(grid.rows[:_MOST_ABOVE]):
        shape = shape_of([cell.lstrip("\ufeff") for cell in cells if isinstance(cell, str)])
        if shape is not None:
            return at, shape
    return None


class _Reader:
    """Goes through the rows once, and keeps them as long as no fault is found."""

    def __init__(self, table: _Table, shape: Shape, most: int) -> None:
        self.rows: list[Row] = []
        self.errors = FaultList(table.grid.file, "error", most)
        self._table, self._shape = table, shape
        rules = FIELDS[shape]
        named = [(at, field_of(heading), heading) for at, heading in enumerate(table.headings)]
        self.headings: dict[str, str] = {}
        self._at: dict[str, int] = {}
        for at, name, heading in named:
            if name in rules and name not in self._at:
                self._at[name], self.headings[name] = at, heading
        unread = (heading for _, name, heading in named if heading and heading != self.headings.get(name))
        self._unknown = [heading for heading in unread if heading.casefold() not in _TO_BE_READ]
        self._faults: list[str] = []
        self._converters = {name: Converter(rule, self._faults) for name, rule in rules.items()}
        self._seen: dict[tuple[str, ...], int] = {}

    def read(self) -> None:
        """Convert every row; a blank one is passed over."""
        for number, cells in self._table.rows:
            if any(not isinstance(cell, str) or cell.strip() for cell in cells):
                self._take(number, cells)

    def notices(self) -> Iterator[str]:
        """Which columns were not read."""
        if self._unknown:
            shown = ", ".join(heading[:60] for heading in self._unknown[:50])
            yield f"Columns that were not read, as their headings are not known: {shown}."

    def _take(self, number: int, cells: Sequence[Cell]) -> None:
        before = self.errors.count
        values: dict[str, str] = {}
        for name, converter in self._converters.items():
            at = self._at.get(name)
            value = cast("str | None", converter[cells[at]]) if at is not None else None
            if self._faults:
                self._note(number, name, self._faults.pop())
            elif value is None and name in REQUIRED[self._shape]:
                self._note(number, name, "The cell is empty. Every row needs it; fill it in.")
            values[name] = value or ""
        if self.errors.count == before:
            self._check(number, values)
        if not self.errors.count:
            self.rows.append(Row(number, parse_measure_period(values["period"]), values))

    def _check(self, number: int, values: Mapping[str, str]) -> None:
        key = tuple(values[name].casefold() for name in KEYS[self._shape])
        first = self._seen.setdefault(key, number)
        if first != number:
            self._note(number, KEYS[self._shape][-1], f"This stands in row {first} already. Delete one of the rows.")
        for name, message in CHECKS[self._shape](values):
            self._note(number, name, message)

    def _note(self, row: int, name: str, message: str) -> None:
        self.errors.add(message, self._table.grid.place(row, self.headings.get(name, name)))
