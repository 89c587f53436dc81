"""The cells of a table in a workbook of an improvement plan: headings found, values read, faults with their place."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from audit_app.domain.plan_workbook import read_weight, weights_of
from audit_app.domain.problems import Place
from audit_app.domain.recurrence import read_recurrence
from audit_app.domain.status import read_status
from audit_app.intake.cells import parse_date
from audit_app.intake.faults import FaultList
from audit_app.intake.own_workbook import Rows
from audit_app.intake.tables import Cell, CellFault

_SPLIT: Final = re.compile(r"[\n;]")


@dataclass(frozen=True, slots=True)
class Line:
    """One row under the headings: its number in the sheet and its cells by heading, as it is written there."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table found in a sheet: what stood above its headings, its headings, and its lines."""

    name: str
    above: tuple[tuple[int, tuple[Cell, ...]], ...]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


class Reader:
    """Reads cells of one sheet; what is wrong goes into the faults with file, sheet, row and heading."""

    def __init__(self, file: str, faults: FaultList) -> None:
        self._file, self._faults = file, faults
        self._keys: dict[str, str] = {}

    def fault(self, message: str, sheet: str, row: int | None = None, column: str = "") -> None:
        """Note what is wrong."""
        self._faults.add(message, Place(file=self._file, sheet=sheet, row=row, column=column))

    def key(self, sheet: str, line: Line, heading: str) -> str:
        """The key of a row, which may stand once: a row that was copied has that of another."""
        found = str(self.value(sheet, line, heading, "text") or "")
        first = self._keys.setdefault(found, f"{sheet}, row {line.number}") if found else ""
        if found and first != f"{sheet}, row {line.number}":
            said = f"This key stands in {first} already. Empty it in the row that is new."
            self.fault(said, sheet, line.number, heading)
        return found

    def value(self, sheet: str, line: Line, heading: str, field: str) -> Any:
        """The cell as the field is kept, None where it is empty or wrong."""
        cell = line.cells.get(heading, "")
        if isinstance(cell, CellFault):
            self.fault(cell.message, sheet, line.number, heading)
            return None
        text = cell.strip()
        if not text:
            return None
        try:
            return _RULES.get(field, str)(text)
        except ValueError as error:
            self.fault(str(error), sheet, line.number, heading)
            return None


def found_table(
    name: str, rows: Rows, wanted: Callable[[Sequence[str]], bool], ours: Callable[[str], str] = str
) -> Sheet | None:
    """The table whose headings are wanted, the first from above; None where there is none. `ours` renames headings.

    A heading that stands twice counts where it stands first. A row without any filled cell is none.
    """
    for at, (_, cells) in enumerate(rows):
        headings = tuple(ours(" ".join(cell.split())) if isinstance(cell, str) else "" for cell in cells)
        if wanted(headings):
            places = {heading: place for place, heading in reversed(tuple(enumerate(headings))) if heading}
            return Sheet(name, rows[:at], headings, tuple(_lines(rows[at + 1 :], places)))
    return None


def _lines(rows: Rows, places: Mapping[str, int]) -> list[Line]:
    made = (
        Line(number, {heading: cells[at] if at < len(cells) else "" for heading, at in places.items()})
        for number, cells in rows
    )
    return [line for line in made if any(isinstance(cell, CellFault) or cell.strip() for cell in line.cells.values())]


def items_of(text: str) -> list[str]:
    """What stands one on a line."""
    return [one.strip() for one in text.splitlines() if one.strip()]


def dates_of(text: str) -> list[str]:
    """Dates one on a line, or with semicolons between, as ISO days. Raises ValueError."""
    return [parse_date(one.strip()) for one in _SPLIT.split(text) if one.strip()]


def _recurrence(text: str) -> str:
    code = read_recurrence(text)
    if code is None:
        code = _every(text)
    return code


def _every(text: str) -> str:
    """“every 5 weeks”, as our own words have a recurrence that has no name. Raises ValueError."""
    found = re.fullmatch(r"every (\d{1,2}) (week|month)s?", " ".join(text.split()).casefold())
    if found is None or found[1].startswith("0"):
        raise ValueError(
            f"“{text[:40]}” is no recurrence. Write monthly, quarterly, yearly, every 6 weeks and the like."
        )
    return f"{found[1]}{found[2][0]}"


def _status(text: str) -> str | None:
    status = read_status(text)
    return None if status is None else status.value


def _kind(text: str) -> str:
    if text.casefold() not in ("risk", "issue"):
        raise ValueError(f"“{text[:40]}” is neither Risk nor Issue.")
    return text.casefold()


_RULES: Final[Mapping[str, Callable[[str], Any]]] = {
    "dates": dates_of,
    "recurrence": _recurrence,
    "owners": items_of,
    "leaders": items_of,
    "measures": items_of,
    "status": _status,
    "kind": _kind,
    "opened_on": parse_date,
    "closed_on": parse_date,
    "on": parse_date,
    "answered_on": parse_date,
    "likelihood": lambda text: read_weight(text, weights_of("likelihood")),
    "impact_weight": lambda text: read_weight(text, weights_of("impact")),
}
