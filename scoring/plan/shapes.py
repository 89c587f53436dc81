"""The shape of a plan's tables: which rows are headings, which cells begin a row; it knows no sections."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from scoring.plan.headings import letters_of
from scoring.plan.names import Column, column_named, is_explicit_none
from scoring.plan.text import Block, BlockKind

LONGEST_HEADING: Final = 200
"""The national template's heading of H2 has 172 characters."""
_LONGEST_NAME: Final = 60
_MOST_WORDS: Final = 9
_MOST_HEADS: Final = 60


@dataclass
class Shape:
    """One table: its rows of blocks, how many columns it has, and which of its rows are headings of columns."""

    number: int
    rows: dict[int, list[Block]] = field(default_factory=dict)
    columns: int = 1
    heads: frozenset[int] = frozenset()
    _filled: dict[int, set[int]] = field(default_factory=dict)

    def is_whole_row(self, block: Block) -> bool:
        """Whether a block's cell is all that its row holds, as in a table of one column or a row merged to one."""
        return self.columns == 1 or block.span >= self.columns

    def add(self, block: Block) -> None:
        """Take the next block of the table."""
        at = block.address
        self.rows.setdefault(at.row, []).append(block)
        self._filled.setdefault(at.row, set()).add(at.column)
        self.columns = max(self.columns, at.column + block.span - 1)

    def columns_with_words(self, row: int) -> AbstractSet[int]:
        """The columns of a row that hold words."""
        return self._filled.get(row, frozenset())


def shapes_of(blocks: Iterable[Block]) -> dict[int, Shape]:
    """The tables of a document by their numbers."""
    found: dict[int, Shape] = {}
    for block in blocks:
        at = block.address
        if block.kind is BlockKind.CELL and at.table:
            found.setdefault(at.table, Shape(at.table)).add(block)
    for shape in found.values():
        shape.heads = frozenset(_heads(shape))
    return found


def names_a_column(block: Block) -> bool:
    """Whether a cell reads like the heading of a column: a letter, or a few words that say what the column holds."""
    return bool(_letters(block)) or (_is_name(block) and column_named(block.text) is not Column.OTHER)


def _heads(shape: Shape) -> Iterable[int]:
    """The rows that head the columns: the first one, or the first below a title; others like them or marked so."""
    may_follow = True
    for row in sorted(shape.rows):
        cells = shape.rows[row]
        if len(cells) == 1 and (shape.is_whole_row(cells[0]) or _letters(cells[0])):
            may_follow = True
            continue
        if (may_follow or cells[0].header or _has_letters(cells)) and _is_head(cells, marked=cells[0].header):
            yield row
        may_follow = False


def _has_letters(cells: Sequence[Block]) -> bool:
    return len(cells) > 1 and all(_letters(cell) for cell in cells)


def _is_head(cells: Sequence[Block], *, marked: bool) -> bool:
    columns = {cell.address.column for cell in cells}
    if len(columns) < 2 or len(cells) > _MOST_HEADS or not all(_is_name(cell) or _letters(cell) for cell in cells):
        return False
    named = sum(1 for cell in cells if names_a_column(cell))
    return marked or 2 * named > len(cells) or (2 * named == len(cells) and named > 1)


def _letters(block: Block) -> tuple[str, ...]:
    return letters_of(block.text.split("\n", 1)[0]) if len(block.text) <= LONGEST_HEADING else ()


def _is_name(block: Block) -> bool:
    text = block.text.rstrip()
    return (
        len(text) <= _LONGEST_NAME
        and len(text.split()) <= _MOST_WORDS
        and not text.endswith((".", ";", ","))
        and not is_explicit_none(text)
    )
