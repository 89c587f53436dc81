"""Block by block through a plan: which section is open, what a table's columns hold, where a block therefore stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from scoring.plan.areas import NeedArea
from scoring.plan.headings import letters_of
from scoring.plan.labels import OF_AN_AREA, describes_an_area, is_bare_label, names_an_area
from scoring.plan.names import Column, area_named, column_named, is_explicit_none, is_front_matter, sections_named
from scoring.plan.placed import (
    FAMILIES,
    NOTE,
    SECTIONS_OF_COLUMN,
    column_of,
    has_words_behind,
    looks_like_label,
    why_of,
)
from scoring.plan.placed import Placed as Placed
from scoring.plan.shapes import LONGEST_HEADING, Shape, names_a_column, shapes_of
from scoring.plan.text import NOTE_PARTS, Block, BlockKind

_LABELLED: Final = re.compile(
    r"^\W*(need|outcome|provision|aspiration|strength)s?\s*(?:\d{1,2}|[A-Z])?\s*[:.)–-]\s+\S", re.IGNORECASE
)
_MOST_LABEL_WORDS: Final = 9


@dataclass
class _Table:
    """A table that is being read: its shape, what each column holds, the row that others go on under."""

    shape: Shape
    columns: dict[int, tuple[str, Column]] = field(default_factory=dict)
    first_row: int = 0
    row: int = 0
    row_column: tuple[str, Column] | None = None


class Placing:
    """A plan on its way into sections; blocks are taken in reading order."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.placed: list[Placed] = []
        self.seen: set[str] = set()
        self.together: list[tuple[str, ...]] = []
        self._tables = {number: _Table(shape) for number, shape in shapes_of(blocks).items()}
        self._lettered = _lettered(blocks)
        self._open: tuple[str, ...] = ()
        self._letter = ""
        self._area: NeedArea | None = None
        self._label = ""
        self._cells: dict[tuple[int, int, int], str] = {}
        for block in blocks:
            self._take(block)

    def _take(self, block: Block) -> None:
        if block.kind is BlockKind.FURNITURE:
            self.placed.append(Placed(block.id, "", "runs along the pages", is_label=True))
        elif block.kind is BlockKind.FOOTNOTE:
            self.placed.append(self._note(block))
        elif block.kind is BlockKind.CELL and block.address.table in self._tables:
            self._cell(block, self._tables[block.address.table])
            at = block.address
            self._cells[at.table, at.row, at.column] = self.placed[-1].section
        else:
            self._flow(block)

    def _flow(self, block: Block) -> None:
        if self._heading(block):
            return
        labelled = _LABELLED.match(block.text)
        if labelled and len(self._open) > 1:
            self._letter = self._letter_for(column_named(labelled[1])) or self._letter
        self._place(block, self._letter, f"stands in section {self._letter}" if self._letter else "")

    def _note(self, block: Block) -> Placed:
        """A note stands with the words that refer to it: those of its cell, or the ones before it.

        One that nothing refers to is not understood.
        """
        at = block.address
        home = self._cells.get((at.table, at.row, at.column), "") if at.table else self._letter
        if not home or at.part not in NOTE_PARTS:
            return Placed(block.id, "", "")
        return Placed(block.id, home, f"a note to words of section {home}", label=NOTE)

    # headings

    def _heading(self, block: Block) -> bool:
        line = block.text.split("\n", 1)[0]
        is_heading = block.kind is BlockKind.HEADING
        letters = letters_of(line) if len(line) <= LONGEST_HEADING else ()
        if letters and not (block.kind is BlockKind.LIST_ITEM and len(block.text) > len(line)):
            self._begin(letters)
            inline = "\n" in block.text or (not is_heading and has_words_behind(line))
            self._place(block, letters[0], f"heading of section {', '.join(letters)}", is_label=not inline)
            return True
        if self._is_area_described(block, line):
            return True
        is_label = is_heading or looks_like_label(line) or is_bare_label(block, line)
        if not is_label or "\n" in block.text.strip():
            return False
        return self._named(block, line.strip(), is_heading=is_heading)

    def _is_area_described(self, block: Block, line: str) -> bool:
        """What the Code says of an area of need, in a table, behind or below the area's name."""
        if block.kind is not BlockKind.CELL or not self._open:
            return False
        behind = block.text[len(line) :].strip()
        is_named = bool(behind) and names_an_area(line)
        is_below = self.placed[-1].is_label and self.placed[-1].why == OF_AN_AREA
        if not describes_an_area(behind if is_named else line) or not (is_named or is_below):
            return False
        if is_named:
            self._area, self._label, self._letter = area_named(line), "", self._open[0]
        self._place(block, self._letter, OF_AN_AREA, is_label=True)
        return True

    def _named(self, block: Block, line: str, *, is_heading: bool) -> bool:
        """A heading without a letter: of a section in words, of an area of need, or a label within a section."""
        if is_explicit_none(line) or (len(line.split()) > _MOST_LABEL_WORDS and not sections_named(line)):
            return False
        if is_front_matter(line) and len(line.split()) < _MOST_LABEL_WORDS:
            self._open, self._letter, self._area, self._label = (), "", None, line
            self._place(block, "", "stands before or after the sections", is_label=True)
            return True
        if (area := area_named(line)) is not None and self._open and self._letter not in ("I", "J", "K"):
            self._area, self._label = area, ""
            self._letter = self._open[0]
            self._place(block, self._letter, OF_AN_AREA, is_label=True)
            return True
        sections = tuple(one for one in sections_named(line) if one not in self._lettered) if is_heading else ()
        if sections and not set(sections) & set(self._open):
            self._begin(sections)
            self._place(block, sections[0], f"named “{line}” without its letter", is_label=True)
            return True
        if len(self._open) > 1 and (letter := self._letter_for(column_named(line))):
            self._letter, self._label = letter, line.strip(" :–-")
            self._place(block, letter, f"“{line}” under a heading of several sections", is_label=True)
            return True
        self._label = line.strip(" :–-")
        self._place(block, self._letter, "label", is_label=True)
        return True

    def _begin(self, letters: tuple[str, ...]) -> None:
        self._open, self._letter = letters, letters[0]
        self._area, self._label = None, ""
        self.seen.update(letters)
        if len(letters) > 1 and set(letters) != {"H1", "H2"}:
            self.together.append(letters)

    def _letter_for(self, column: Column) -> str:
        wanted = SECTIONS_OF_COLUMN.get(column, ())
        return next((letter for letter in self._open if letter in wanted), "")

    # tables

    def _cell(self, block: Block, table: _Table) -> None:
        at = block.address
        if at.row in table.shape.heads:
            self._label = ""
            self._column_heading(block, table)
        elif table.shape.is_whole_row(block):
            before = self._open
            self._flow(block)
            if self._open is not before:
                table.columns = {}
        elif not table.columns and at.column == 1 and self._row_heading(block, table):
            pass
        else:
            section, column = self._home(block, table)
            self._place(block, section, why_of(section, column), row=self._row(block, table), column=column)

    def _home(self, block: Block, table: _Table) -> tuple[str, Column]:
        at = block.address
        if at.column in table.columns:
            return table.columns[at.column]
        if at.row == table.row and table.row_column is not None:
            return table.row_column
        return self._letter, Column.OTHER

    def _row(self, block: Block, table: _Table) -> str:
        """The row that a cell belongs to; one without need and outcome goes on under the row above."""
        at = block.address
        if at.row != table.row or not table.first_row:
            table.row = at.row
            begins = {n for n, (_, column) in table.columns.items() if column in (Column.NEED, Column.OUTCOME)}
            goes_on = begins and not begins & table.shape.columns_with_words(at.row) and table.first_row
            table.first_row = table.first_row if goes_on else at.row
        return f"t{at.table}r{table.first_row}"

    def _column_heading(self, block: Block, table: _Table) -> None:
        line = block.text.split("\n", 1)[0]
        letters, column = letters_of(line), column_named(line)
        beside = [column_named(one.text) for one in table.shape.rows[block.address.row]]
        section = letters[0] if letters else self._section_for(column, beside)
        if letters:
            self.seen.update(letters)
            column = column_of(letters[0]) or column
            self.together = [one for one in self.together if letters[0] not in one]
        for at in range(block.address.column, block.address.column + block.span):
            table.columns[at] = (section, column)
        self._place(block, section, "heading of a column", is_label=True, column=column)

    def _section_for(self, column: Column, beside: Sequence[Column]) -> str:
        """The section of a column that is named by what it holds, under the heading that is open."""
        if column is Column.OTHER or not self._open:
            return self._letter
        if len(self._open) > 1:
            return self._letter_for(column) or ("E" if column is Column.OUTCOME else self._letter)
        family = next((one for one in FAMILIES if self._letter in one and self._letter != "E"), ())
        wanted = next((one for one in family if one in SECTIONS_OF_COLUMN[column]), self._letter)
        is_thread = {Column.NEED, Column.PROVISION} <= set(beside)
        return wanted if is_thread and wanted not in self._lettered else self._letter

    def _row_heading(self, block: Block, table: _Table) -> bool:
        """The first cell of a row that names what stands beside it: “Section F”, “Provision”."""
        at = block.address
        if len(table.shape.columns_with_words(at.row)) < 2 or not names_a_column(block):
            if letters := letters_of(block.text.split("\n", 1)[0]) if len(block.text) <= LONGEST_HEADING else ():
                self._begin(letters)
                self._place(block, letters[0], f"heading of section {', '.join(letters)}", is_label=True)
                return True
            return False
        letters = letters_of(block.text.split("\n", 1)[0])
        if letters:
            self._begin(letters)
        column = (column_of(letters[0]) if letters else None) or column_named(block.text)
        section = letters[0] if letters else self._letter_for(column) or self._letter
        table.row, table.row_column, table.first_row = at.row, (section, column), at.row
        self._place(block, section, "heading of a row", is_label=True, column=column)
        return True

    def _place(
        self,
        block: Block,
        section: str,
        why: str,
        *,
        is_label: bool = False,
        row: str = "",
        column: Column = Column.OTHER,
    ) -> None:
        self.placed.append(Placed(block.id, section, why, is_label, row, column, self._area, self._label))
        if section:
            self.seen.add(section)


def _lettered(blocks: Sequence[Block]) -> frozenset[str]:
    """The sections that the document names by their letters."""
    lines = (block.text.split("\n", 1)[0] for block in blocks if block.kind is not BlockKind.FURNITURE)
    return frozenset(letter for line in lines if len(line) <= LONGEST_HEADING for letter in letters_of(line))
