"""The columns of a sheet's table with what stands in each, and the words of some of them; pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit_app.intake.mapping_columns import FileColumn, FileColumns
from audit_app.intake.past_grid import Rows
from audit_app.intake.past_layout import Layout, PastColumn, plain
from audit_app.intake.past_words import folded_word


@dataclass(frozen=True, slots=True)
class SheetWord:
    """A word of some columns: as it first stands, how often, and in which columns."""

    text: str
    count: int
    headings: tuple[str, ...] = field(default=())


def file_columns(layout: Layout, rows: Rows) -> FileColumns:
    """The columns of a table over these rows, in the shape that guesses and samples are made from."""
    grid = layout.grid
    columns = tuple(_column(column, rows) for column in layout.columns)
    return FileColumns(grid.file, grid.sheet, grid.sheets, columns, len(rows))


def _column(column: PastColumn, rows: Rows) -> FileColumn:
    values: Counter[str] = Counter()
    faults = 0
    for _, cells in rows:
        cell = cells[column.at]
        if not isinstance(cell, str):
            faults += 1
        elif text := plain(cell):
            values[text] += 1
    return FileColumn(column.heading, tuple(values.items()), values.total() + faults, len(rows))


def words_in(columns: Sequence[FileColumn]) -> tuple[SheetWord, ...]:
    """The different words of these columns, the most frequent first; case and hyphens make no difference."""
    texts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    headings: dict[str, list[str]] = {}
    for column in columns:
        for text, count in column.values:
            key = folded_word(text)
            texts.setdefault(key, text)
            counts[key] += count
            headings.setdefault(key, []).append(column.heading)
    return tuple(
        SheetWord(texts[key], count, tuple(dict.fromkeys(headings[key]))) for key, count in counts.most_common()
    )
