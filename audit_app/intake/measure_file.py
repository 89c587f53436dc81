"""Reading values of measures from a table: values, days lost by school, or counts of answers; it knows no measure.

Which of the three a file is, its headings say. A fault names sheet, row and column; one fault and nothing is taken.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from audit_app.domain.measure_periods import MeasurePeriod, parse_measure_period
from audit_app.domain.problems import AppError, Place, Problem
from audit_app.intake.cells import Converter, Rule, code_rule, parse_reference, parse_text, squeezed
from audit_app.intake.faults import MOST_SHOWN, FaultList, refusal
from audit_app.intake.past_grid import Grid, Rows, read_grids
from audit_app.intake.sheet import Cell

_MOST_ABOVE: Final = 20
MOST_VALUE: Final = 1e9
_NUMBER: Final = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+(\.\d+)?")
_FIRST_OF_MONTH: Final = re.compile(r"(\d{4}-\d{2})-01(?:[T ]00:00(?::00(?:\.0+)?)?)?")


class Shape(StrEnum):
    """What a file holds, a row each: a value of a measure, a school in a period, an answer to a question."""

    VALUES = "values"
    SCHOOLS = "schools"
    SURVEY = "survey"


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


def parse_amount(text: str) -> str:
    """A number of 0 or more, with a % or thousands apart by commas. Raises ValueError for anything else."""
    bare = text.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(bare):
        raise ValueError(f"“{text[:40]}” is no number. Write figures alone, such as 12 or 45.5.")
    amount = float(bare.replace(",", ""))
    if not 0 <= amount <= MOST_VALUE:
        raise ValueError(f"“{text[:40]}” must lie from 0 to {MOST_VALUE:,.0f}.")
    return repr(amount)


def _period(text: str) -> str:
    month = _FIRST_OF_MONTH.fullmatch(text.strip())  # a spreadsheet makes a day of “2026-10”
    try:
        return parse_measure_period(month[1] if month else text).text
    except AppError as error:
        raise ValueError(error.message) from None


def _short(text: str) -> str:
    """A name on one line of at most 200 letters."""
    one = " ".join(parse_text(text).split())
    if len(one) > 200:
        raise ValueError(f"The text has {len(one):,} characters, and at most 200 are kept. Shorten it.")
    return one


def _pupils(text: str) -> str:
    amount = parse_amount(text)
    if not float(amount).is_integer():
        raise ValueError(f"“{text[:40]}” is no whole number. Pupils and answers are counted one by one.")
    return amount


_WHO: Final = code_rule(
    {
        **dict.fromkeys(("parents", "parent", "parents and carers", "parent carers", "carers"), "parents"),
        **dict.fromkeys(
            ("young people", "young person", "children", "children and young people", "cyp", "pupils"), "young people"
        ),
    }
)
_FIELDS: Final[Mapping[Shape, Mapping[str, Rule]]] = MappingProxyType(
    {
        Shape.VALUES: {
            "code": parse_reference,
            "period": _period,
            "value": parse_amount,
            "numerator": parse_amount,
            "denominator": parse_amount,
            "note": _short,
        },
        Shape.SCHOOLS: {
            "period": _period,
            "school": _short,
            "urn": parse_reference,
            "days": parse_amount,
            "semh_days": parse_amount,
            "pupils": _pupils,
        },
        Shape.SURVEY: {"period": _period, "who": _WHO, "question": _short, "answer": _short, "count": _pupils},
    }
)
_REQUIRED: Final[Mapping[Shape, tuple[str, ...]]] = MappingProxyType(
    {
        Shape.VALUES: ("code", "period"),
        Shape.SCHOOLS: ("period", "school", "days", "pupils"),
        Shape.SURVEY: ("period", "who", "question", "answer", "count"),
    }
)
_OTHERWISE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "measure": "code",
        "month": "period",
        "name_of_school": "school",
        "school_name": "school",
        "days_lost": "days",
        "semh": "semh_days",
        "days_semh": "semh_days",
        "number_of_pupils": "pupils",
        "answers": "count",
        "number": "count",
        "respondent": "who",
    }
)
"""Other headings for a field."""
_NO_SHAPE: Final = (
    "This holds no measures. Values need the columns code and period with value or numerator; schools period, school, "
    "days and pupils; a survey period, who, question, answer and count."
)


def _field_of(heading: str) -> str:
    squeezed_ = squeezed(heading)
    return _OTHERWISE.get(squeezed_, squeezed_)


def _shape_of(headings: Sequence[str]) -> Shape | None:
    found = {_field_of(heading) for heading in headings}
    for shape, required in _REQUIRED.items():
        if found.issuperset(required) and (shape is not Shape.VALUES or found & {"value", "numerator"}):
            return shape
    return None


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
    raise refusal(_NO_SHAPE, grids[0].place() if grids else Place(file=path.name))


def _headed(grid: Grid) -> tuple[int, Shape] | None:
    for at, (_, cells) in enumerate(grid.rows[:_MOST_ABOVE]):
        shape = _shape_of([cell.lstrip("\ufeff") for cell in cells if isinstance(cell, str)])
        if shape is not None:
            return at, shape
    return None


class _Reader:
    """Goes through the rows once, and keeps them as long as no fault is found."""

    def __init__(self, table: _Table, shape: Shape, most: int) -> None:
        self.rows: list[Row] = []
        self.errors = FaultList(table.grid.file, "error", most)
        self._table, self._shape = table, shape
        rules = _FIELDS[shape]
        named = [(at, _field_of(heading), heading) for at, heading in enumerate(table.headings)]
        self.headings: dict[str, str] = {}
        self._at: dict[str, int] = {}
        for at, name, heading in named:
            if name in rules and name not in self._at:
                self._at[name], self.headings[name] = at, heading
        self._unknown = [heading for _, name, heading in named if heading and heading != self.headings.get(name)]
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
            elif value is None and name in _REQUIRED[self._shape]:
                self._note(number, name, "The cell is empty. Every row needs it; fill it in.")
            values[name] = value or ""
        if self.errors.count == before:
            self._check(number, values)
        if not self.errors.count:
            self.rows.append(Row(number, parse_measure_period(values["period"]), values))

    def _check(self, number: int, values: Mapping[str, str]) -> None:
        key = tuple(values[name].casefold() for name in _KEYS[self._shape])
        first = self._seen.setdefault(key, number)
        if first != number:
            self._note(number, _KEYS[self._shape][-1], f"This stands in row {first} already. Delete one of the rows.")
        for name, message in _CHECKS[self._shape](values):
            self._note(number, name, message)

    def _note(self, row: int, name: str, message: str) -> None:
        self.errors.add(message, self._table.grid.place(row, self.headings.get(name, name)))


def _of_value(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if not values["value"] and not values["numerator"]:
        yield "value", "Neither a value nor a numerator stands here. Give one of them."


def _of_school(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if values["semh_days"] and float(values["semh_days"]) > float(values["days"]):
        yield "semh_days", "More days of pupils with SEMH than days in all. Correct one of them."
    if float(values["days"]) and not float(values["pupils"]):
        yield "pupils", "Days were lost, but by no pupil. Correct one of them."


def _of_answer(_values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return iter(())


_KEYS: Final[Mapping[Shape, tuple[str, ...]]] = MappingProxyType(
    {
        Shape.VALUES: ("code", "period"),
        Shape.SCHOOLS: ("period", "school"),
        Shape.SURVEY: ("period", "who", "question", "answer"),
    }
)
_CHECKS: Final[Mapping[Shape, Callable[[Mapping[str, str]], Iterator[tuple[str, str]]]]] = MappingProxyType(
    {Shape.VALUES: _of_value, Shape.SCHOOLS: _of_school, Shape.SURVEY: _of_answer}
)
