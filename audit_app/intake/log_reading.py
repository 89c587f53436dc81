"""Reading a log, a table with a row an event, into validated rows; what its fields mean each kind says itself."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import Final, Generic, Protocol, TypeVar, cast

from audit_app.domain.problems import Place, Problem, Severity
from audit_app.intake.cells import Converter, Rule
from audit_app.intake.faults import MOST_SHOWN, FaultList, refusal
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.log_headings import LogHeadings
from audit_app.intake.mapping import Matched
from audit_app.intake.tables import Cell, Table, open_table

MOST_ROWS: Final = 200_000


class LogRow(Protocol):
    """A row of any log: its number in the file, and whose plan it is about."""

    @property
    def row(self) -> int:
        """The row as a spreadsheet numbers it."""

    @property
    def plan_ref(self) -> str:
        """The plan's reference."""


Row = TypeVar("Row", bound=LogRow)


@dataclass(frozen=True, slots=True)
class LogKind(Generic[Row]):
    """One kind of log. `has` and `needs` are sentences: what its rows are, and why a required cell is not empty.

    `rules` has a rule for each field in the order in which `make` takes them, after the row's number. Of two rows with
    one `key` the second is a fault in the column and with the words of `twice`; `check` says what else is odd about a
    row: field, sentence, and how bad that is.
    """

    headings: LogHeadings
    rules: Mapping[str, Rule]
    make: Callable[..., Row]
    has: str
    needs: str
    key: Callable[[Row], Hashable]
    twice: tuple[str, str]
    check: Callable[[Row], Iterable[tuple[str, str, Severity]]]


@dataclass(frozen=True, slots=True)
class LogReading(Generic[Row]):
    """A log as read: all its rows, or none and the problems that stopped it.

    `headings` are the fields that the file has, each with its heading there. `queries` are kept all the same.
    """

    file: str
    sheet: str
    headings: dict[str, str]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    queries: tuple[Problem, ...]
    query_count: int
    notices: tuple[str, ...]

    def place(self, row: int, name: str = "") -> Place:
        """The place of a row, or of its cell in the column of a field."""
        return Place(file=self.file, sheet=self.sheet, row=row, column=self.headings.get(name, name))


def read_log(
    path: Path, kind: LogKind[Row], *, limits: Limits = DEFAULT_LIMITS, most_problems: int = MOST_SHOWN
) -> LogReading[Row]:
    """Read and validate a log, as far as that needs no workspace.

    Raises AppError when the file is no table that can be read, has over 200,000 rows, or lacks a column. Faults in
    cells do not raise: they are in `problems`, and `rows` is empty.
    """
    limits = replace(limits, rows=min(limits.rows, MOST_ROWS))
    with open_table(path, kind.headings.are_of_log, limits) as table:
        matched = kind.headings.matched(table.headings)
        _refuse_unusable(table, matched, kind)
        reader = _Reader(table, matched, kind, most_problems)
        reader.read()
    problems = reader.errors.result()
    return LogReading(
        file=path.name,
        sheet=table.sheet,
        headings=reader.headings,
        rows=() if problems else tuple(reader.rows),
        problems=problems,
        queries=reader.queries.result(),
        query_count=reader.queries.count,
        notices=(*_read_as(reader.headings), *matched.notices()),
    )


def _read_as(headings: dict[str, str]) -> Iterator[str]:
    """Say which headings other than our own were taken for which field."""
    others = [f"“{heading[:60]}” as {name}" for name, heading in headings.items() if heading.casefold() != name]
    if others:
        yield f"Headings that were understood: {', '.join(others)}."


def _refuse_unusable(table: Table, matched: Matched, kind: LogKind[Row]) -> None:
    place = table.place(table.header_row)
    for first, second, name in matched.twice:
        raise refusal(f"“{first}” and “{second}” are both read as {name}. Delete one of them.", place)
    present = {name for _, name in matched.used}
    if missing := ", ".join(name for name in kind.headings.required if name not in present):
        raise refusal(f"{kind.has}, and these columns are missing: {missing}.", place)


class _Reader(Generic[Row]):
    """Goes through the rows once, and keeps them as long as no fault is found."""

    def __init__(self, table: Table, matched: Matched, kind: LogKind[Row], most: int) -> None:
        self.rows: list[Row] = []
        self.errors = FaultList(table.file, "error", most)
        self.queries = FaultList(table.file, "query", most)
        self.headings = {name: table.headings[at] for at, name in matched.used}
        self._table, self._kind = table, kind
        self._faults: list[str] = []
        self._converters = tuple(Converter(rule, self._faults) for rule in kind.rules.values())
        self._seen: dict[Hashable, int] = {}
        # A column that the file does not have reads the empty cell that is put behind each row.
        position = {name: at for at, name in matched.used}
        self._pick = itemgetter(*(position.get(name, len(table.headings)) for name in kind.rules))

    def read(self) -> None:
        """Convert and check every row; a blank one is passed over."""
        for number, cells in self._table.rows:
            picked = self._pick((*cells, ""))
            if any(not isinstance(cell, str) or cell.strip() for cell in picked):
                self._take(number, picked)

    def _take(self, number: int, cells: Sequence[Cell]) -> None:
        values = []
        count = self.errors.count
        for name, converter, cell in zip(self._kind.rules, self._converters, cells, strict=True):
            value = cast("str | None", converter[cell])
            if self._faults:
                self._note(self.errors, number, name, self._faults.pop())
            elif value is None and name in self._kind.headings.required:
                self._note(self.errors, number, name, f"The cell is empty. {self._kind.needs}")
            values.append(value or "")
        if self.errors.count == count:
            self._keep(self._kind.make(number, *values))

    def _keep(self, row: Row) -> None:
        first = self._seen.setdefault(self._kind.key(row), row.row)
        if first != row.row:
            name, words = self._kind.twice
            self._note(self.errors, row.row, name, words.format(row=first))
        for name, message, severity in self._kind.check(row):
            self._note(self.errors if severity == "error" else self.queries, row.row, name, message)
        if not self.errors.count:
            self.rows.append(row)

    def _note(self, problems: FaultList, row: int, name: str, message: str) -> None:
        problems.add(message, self._table.place(row, self.headings.get(name, name)))
