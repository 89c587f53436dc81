"""Reading an advice log, a row for each request, into validated rows; it knows neither the register nor its plans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple, cast

from audit_app.domain.advice import Outcome
from audit_app.domain.problems import Place, Problem
from audit_app.intake.advice_headings import FIELDS, REQUIRED, AdviceHeadings
from audit_app.intake.cells import Converter, Rule, code_rule, parse_date, parse_reference, squeezed
from audit_app.intake.faults import MOST_SHOWN, FaultList, refusal
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.mapping import Matched
from audit_app.intake.tables import Cell, Table, open_table
from resources.register.advice import AdviceWords, advice_words

MOST_ROWS: Final = 200_000
LONGEST_NAME: Final = 200
"""How many characters a service or a provider may have."""


class AdviceRow(NamedTuple):
    """One row: days are ISO text, what is empty is empty text."""

    row: int
    plan_ref: str
    agency: str
    service: str
    provider: str
    requested: str
    due: str
    received: str
    outcome: str


@dataclass(frozen=True, slots=True)
class AdviceReading:
    """An advice log as read: all its rows, or none and the problems that stopped it.

    `headings` are the fields that the file has, each with its heading there. `queries` are kept all the same: days in
    the future or in an impossible order, an outcome without the day on which it came.
    """

    file: str
    sheet: str
    headings: dict[str, str]
    rows: tuple[AdviceRow, ...]
    problems: tuple[Problem, ...]
    queries: tuple[Problem, ...]
    query_count: int
    notices: tuple[str, ...]

    def place(self, row: int, name: str = "") -> Place:
        """The place of a row, or of its cell in the column of a field."""
        return Place(file=self.file, sheet=self.sheet, row=row, column=self.headings.get(name, name))


def read_advice_log(
    path: Path, *, today: date, limits: Limits = DEFAULT_LIMITS, most_problems: int = MOST_SHOWN
) -> AdviceReading:
    """Read and validate an advice log, as far as that needs no workspace; `today` says which days lie ahead.

    Raises AppError when the file is no table that can be read, has over 200,000 rows, or lacks a column. Faults in
    cells do not raise: they are in `problems`, and `rows` is empty.
    """
    limits = replace(limits, rows=min(limits.rows, MOST_ROWS))
    words = advice_words()
    known = AdviceHeadings(words)
    with open_table(path, known.are_of_log, limits) as table:
        matched = known.matched(table.headings)
        _refuse_unusable(table, matched)
        reader = _Reader(table, matched, words, today.isoformat(), most_problems)
        reader.read()
    problems = reader.errors.result()
    return AdviceReading(
        file=path.name,
        sheet=table.sheet,
        headings=reader.headings,
        rows=() if problems else tuple(reader.rows),
        problems=problems,
        queries=reader.queries.result(),
        query_count=reader.queries.count,
        notices=(*_read_as(reader.headings), *matched.notices()),
    )


def date_faults(requested: str, due: str, received: str, outcome: str, today: str) -> Iterator[tuple[str, str]]:
    """What cannot be right about the days of one request, ISO text: the field, and a sentence."""
    if requested > today:
        yield "requested", f"{requested} lies in the future. Correct it."
    if received > today:
        yield "received", f"{received} lies in the future. Correct it."
    if due and due < requested:
        yield "due", f"It is due before it was asked for ({requested}). Correct one of them."
    if received and received < requested and outcome != Outcome.EXISTING:
        yield "received", f"It came before it was asked for ({requested}). Correct one of them."
    if outcome in (Outcome.REPORT, Outcome.NIL_RETURN) and not received:
        yield "received", f"The day on which the {outcome} came is missing. Give it."


def parse_name(text: str) -> str:
    """A service or provider on one line, blanks run together. Raises ValueError over 200 characters."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise ValueError(f"The name has {len(name):,} characters, and at most {LONGEST_NAME} are kept. Shorten it.")
    return parse_reference(name) if len(name) <= 64 else _printable(name)


def _printable(name: str) -> str:
    if not name.isprintable():
        raise ValueError("The name holds a control character. Type it again.")
    return name


def _rules(words: AdviceWords) -> dict[str, Rule]:
    waiting = {squeezed(word) for word in words.waiting}
    known = code_rule(words.outcomes)
    return {
        "plan_ref": parse_reference,
        "agency": code_rule(words.agencies),
        "service": parse_name,
        "provider": parse_name,
        "requested": parse_date,
        "due": parse_date,
        "received": parse_date,
        "outcome": lambda text: None if squeezed(text) in waiting else known(text),
    }


def _read_as(headings: dict[str, str]) -> Iterator[str]:
    """Say which headings other than our own were taken for which field."""
    others = [f"“{heading[:60]}” as {name}" for name, heading in headings.items() if heading.casefold() != name]
    if others:
        yield f"Headings that were understood: {', '.join(others)}."


def _refuse_unusable(table: Table, matched: Matched) -> None:
    place = table.place(table.header_row)
    for first, second, name in matched.twice:
        raise refusal(f"“{first}” and “{second}” are both read as {name}. Delete one of them.", place)
    present = {name for _, name in matched.used}
    if missing := ", ".join(name for name in REQUIRED if name not in present):
        raise refusal(f"An advice log has a row for each request, and these columns are missing: {missing}.", place)


class _Reader:
    """Goes through the rows once, and keeps them as long as no fault is found."""

    def __init__(self, table: Table, matched: Matched, words: AdviceWords, today: str, most: int) -> None:
        self.rows: list[AdviceRow] = []
        self.errors = FaultList(table.file, "error", most)
        self.queries = FaultList(table.file, "query", most)
        self.headings = {name: table.headings[at] for at, name in matched.used}
        self._table = table
        self._today = today
        self._faults: list[str] = []
        self._converters = tuple(Converter(rule, self._faults) for rule in _rules(words).values())
        self._seen: dict[tuple[str, ...], int] = {}
        # A column that the file does not have reads the empty cell that is put behind each row.
        position = {name: at for at, name in matched.used}
        self._pick = itemgetter(*(position.get(name, len(table.headings)) for name in FIELDS))

    def read(self) -> None:
        """Convert and check every row; a blank one is passed over."""
        for number, cells in self._table.rows:
            picked = self._pick((*cells, ""))
            if any(not isinstance(cell, str) or cell.strip() for cell in picked):
                self._take(number, picked)

    def _take(self, number: int, cells: Sequence[Cell]) -> None:
        values = []
        count = self.errors.count
        for name, converter, cell in zip(FIELDS, self._converters, cells, strict=True):
            value = cast("str | None", converter[cell])
            if self._faults:
                self._note(self.errors, number, name, self._faults.pop())
            elif value is None and name in REQUIRED:
                self._note(self.errors, number, name, "The cell is empty. Every request needs it; fill it in.")
            values.append(value or "")
        if self.errors.count == count:
            self._keep(AdviceRow(number, *values))

    def _keep(self, row: AdviceRow) -> None:
        first = self._seen.setdefault((row.plan_ref, row.agency, row.service.casefold(), row.requested), row.row)
        if first != row.row:
            message = (
                f"The same service was asked about the same plan on the same day in row {first} already. "
                "Name the service, or delete one of the rows."
            )
            self._note(self.errors, row.row, "service", message)
        for name, message in date_faults(row.requested, row.due, row.received, row.outcome, self._today):
            self._note(self.queries, row.row, name, message)
        if not self.errors.count:
            self.rows.append(row)

    def _note(self, problems: FaultList, row: int, name: str, message: str) -> None:
        problems.add(message, self._table.place(row, self.headings.get(name, name)))
