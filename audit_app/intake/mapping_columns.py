"""The columns of a file that nobody has explained yet: their headings and what stands in the first rows of each."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.sheet import CellFault
from audit_app.intake.tables import Table, open_table

ROWS_LOOKED_AT: Final = 1_000
"""How many rows tell what a column holds; a file may have more."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column: its heading, its different texts with how often each stands, and how many rows were looked at.

    `filled` counts rows with anything in the cell, those among them that a workbook gives no value for included.
    """

    heading: str
    values: tuple[tuple[str, int], ...] = field(repr=False)  # they may tell of a child
    filled: int
    rows: int

    @property
    def texts(self) -> int:
        """How many rows hold a text."""
        return sum(count for _, count in self.values)


@dataclass(frozen=True, slots=True)
class FileColumns:
    """The columns of one table with a heading, in their order; `sheets` are a workbook's, `rows` those looked at."""

    file: str
    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[FileColumn, ...]
    rows: int

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in their order."""
        return tuple(column.heading for column in self.columns)


def read_columns(
    path: Path,
    wanted: Callable[[Sequence[str]], bool],
    *,
    sheet: str = "",
    rows: int = ROWS_LOOKED_AT,
    limits: Limits = DEFAULT_LIMITS,
) -> FileColumns:
    """Read the headings of a table and the first rows under them.

    In a workbook the sheet of that name is taken, else the first whose headings are `wanted`, else the first that
    holds anything. Raises AppError where the file is no table that can be read.
    """
    with open_table(path, wanted, limits, sheet=sheet) as table:
        return _columns(table, rows)


def _columns(table: Table, most: int) -> FileColumns:
    found: list[Counter[str]] = [Counter() for _ in table.headings]
    faults = [0] * len(table.headings)
    rows = 0
    for _, cells in islice(table.rows, most):
        rows += 1
        for at, cell in enumerate(cells):
            if isinstance(cell, CellFault):
                faults[at] += 1
            elif text := cell.strip():
                found[at][text] += 1
    columns = tuple(
        FileColumn(heading, tuple(values.items()), values.total() + missing, rows)
        for heading, values, missing in zip(table.headings, found, faults, strict=True)
        if heading
    )
    return FileColumns(table.file, table.sheet, table.sheets, columns, rows)
