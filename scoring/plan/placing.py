"""Block by block through a plan: which section is open, what a table's columns hold, where a block therefore stands."""

from dataclasses import dataclass, field, replace
from typing import Final

from scoring.plan.areas import NeedArea
from scoring.plan.headings import letters_of
from scoring.plan.names import Column, area_named, column_named, is_front_matter, section_named
from scoring.plan.text import Block, BlockKind

LONGEST_HEADING: Final = 160
_ROLE_SECTIONS: Final = {
    Column.NEED: ("B", "C", "D"),
    Column.STRENGTH: ("B", "C", "D"),
    Column.PROVISION: ("F", "G", "H1", "H2"),
    Column.WHO: ("F", "G", "H1", "H2"),
    Column.OFTEN: ("F", "G", "H1", "H2"),
    Column.OUTCOME: ("E",),
    Column.ASPIRATION: ("A",),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one block stands and why.

    `is_label` marks headings and column headings, which are no content; `row` is the same for the cells of one row of
    a table, "" outside; `column` what its column holds; `label` the sub-heading that it stands under.
    """

    block: str
    section: str
    why: str
    is_label: bool = False
    row: str = ""
    column: Column = Column.OTHER
    area: NeedArea | None = None
    label: str = ""

    def moved_to(self, section: str) -> "Placed":
        """The same block where an auditor sent it."""
        return replace(self, section=section, why="sent there by the auditor")


@dataclass
class _Table:
    """The table that is being read: what each column holds, and in which section."""

    number: int
    columns: dict[int, tuple[str, Column]] = field(default_factory=dict)
    header_row: int = 0


class Placing:
    """A plan on its way into sections; blocks are given in reading order."""

    def __init__(self) -> None:
        self.placed: list[Placed] = []
        self.seen: set[str] = set()
        self.together: list[tuple[str, ...]] = []
        self._open: tuple[str, ...] = ()
        self._letter = ""
        self._area: NeedArea | None = None
        self._label = ""
        self._table: _Table | None = None

    def take(self, block: Block) -> None:
        """Place the next block."""
        if block.kind is BlockKind.FURNITURE:
            self.placed.append(Placed(block.id, "", "runs along the pages", is_label=True))
        elif block.kind is BlockKind.CELL and block.address.table:
            self._cell(block)
        elif not self._heading(block):
            self._place(block, self._letter, f"stands in section {self._letter}" if self._letter else "")

    # headings

    def _heading(self, block: Block) -> bool:
        line = block.text.split("\n", 1)[0]
        is_heading = block.kind is BlockKind.HEADING
        letters = letters_of(line) if len(line) <= LONGEST_HEADING else ()
        if letters:
            self._begin(letters)
            inline = not is_heading and _has_words_behind(line)
            self._place(block, letters[0], f"heading of section {', '.join(letters)}", is_label=not inline)
            return True
        if not is_heading and not _looks_like_label(line):
            return False
        if is_heading and (is_front_matter(line)):
            self._open, self._letter, self._area = (), "", None
            self._place(block, "", "stands before or after the sections", is_label=True)
            return True
        return self._named(block, line, is_heading=is_heading)

    def _named(self, block: Block, line: str, *, is_heading: bool) -> bool:
        """A heading without a letter: of a section in words, of an area of need, or a label within a section."""
        if (area := area_named(line)) is not None and (is_heading or self._open):
            self._area, self._label = area, ""
            self._place(block, self._letter, "heading of an area of need", is_label=True)
            return True
        if len(self._open) > 1 and (letter := self._letter_for(column_named(line))):
            self._letter, self._label = letter, line
            self._place(block, letter, f"“{line.strip()}” under a heading of several sections", is_label=True)
            return True
        section = section_named(line) if is_heading else ""
        if section and section not in self._open:
            self._begin((section,))
            self._place(block, section, f"named “{line.strip()}” without its letter", is_label=True)
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
        wanted = _ROLE_SECTIONS.get(column, ())
        return next((letter for letter in self._open if letter in wanted), "")

    # tables

    def _cell(self, block: Block) -> None:
        if self._table is None or self._table.number != block.address.table:
            self._table = _Table(block.address.table)
        table, at = self._table, block.address
        may_head = at.row <= 1 or block.header or at.row == table.header_row
        if may_head and self._column_heading(block, table):
            return
        if not table.columns and self._heading_cell(block):
            return
        section, column = table.columns.get(at.column, ("", Column.OTHER))
        if not section and at.column not in table.columns:
            section = self._letter
        why = (
            f"column “{column.value}” of section {section}" if at.column in table.columns else "stands in this section"
        )
        self._place(block, section, why if section else "", row=f"t{at.table}r{at.row}", column=column)

    def _column_heading(self, block: Block, table: _Table) -> bool:
        line = block.text.split("\n", 1)[0]
        if len(block.text) > LONGEST_HEADING:
            return False
        letters, column = letters_of(line), column_named(line)
        section = letters[0] if letters else self._section_for(column)
        if not section and column is Column.OTHER and not (table.columns and block.address.row == table.header_row):
            return False
        if letters:
            self.seen.update(letters)
            column = column if column is not Column.OTHER else _column_of(letters[0])
            self.together = [one for one in self.together if letters[0] not in one]
        table.columns[block.address.column] = (section or self._letter, column)
        for beside in range(1, block.span):
            table.columns[block.address.column + beside] = (section or self._letter, column)
        table.header_row = block.address.row
        self._place(block, section or self._letter, "heading of a column", is_label=True, column=column)
        return True

    def _section_for(self, column: Column) -> str:
        """The section of a column that is named by what it holds, under the heading that is open."""
        found = self._letter_for(column)
        if found:
            return found
        if column is Column.OUTCOME and self._open:
            return "E" if self._letter not in ("F", "G", "H1", "H2") else self._letter
        return self._letter if column is not Column.OTHER else ""

    def _heading_cell(self, block: Block) -> bool:
        """A cell that is a heading itself, as where a whole section stands in a table of one column."""
        letters = letters_of(block.text.split("\n", 1)[0]) if len(block.text) <= LONGEST_HEADING else ()
        if not letters:
            return False
        self._begin(letters)
        self._place(block, letters[0], f"heading of section {', '.join(letters)}", is_label=True)
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


def _column_of(letter: str) -> Column:
    return next((column for column, sections in _ROLE_SECTIONS.items() if letter in sections), Column.OTHER)


def _has_words_behind(line: str) -> bool:
    """Whether a heading goes on as text: “B: Sam finds reading hard.”"""
    return line.rstrip().endswith((".", "!", "?")) and len(line.split()) > 4


def _looks_like_label(line: str) -> bool:
    return len(line) <= 60 and line.rstrip().endswith(":")
