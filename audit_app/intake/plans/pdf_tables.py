"""Tables of a PDF put together from their parts on pages: rows of cells with their lines; ruled or by columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from audit_app.intake.plans.pdf_joining import END, Joining
from audit_app.intake.plans.pdf_lines import Line
from audit_app.intake.plans.pdf_paragraphs import groups, leading_of
from audit_app.intake.plans.pdf_ruled import RuledTable
from scoring.plan.text import Address, Block, BlockKind

SAME_EDGE: Final = 4.0
"""Points by which the edges of a table may differ from one page to the next."""

FULL: Final = 0.75
"""The last line of a paragraph that goes on fills so much of its cell."""


@dataclass
class CellLines:
    """One cell with its lines; `column` is counted from 0."""

    column: int
    span: int
    lines: list[Line] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All of it, to compare."""
        return " ".join(line.text for line in self.lines)


@dataclass
class PageTable:
    """A table, or the part of one on a page: where it stands, its rows, where its columns begin."""

    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    right: float
    rows: list[list[CellLines]]
    order: int = 0
    """Before which of the lines outside of it, as the PDF orders them, it stands."""
    repeated: list[list[CellLines]] = field(default_factory=list)
    """Headings that only repeat those of the page before."""
    is_ruled: bool = True

    @property
    def last_page(self) -> int:
        """The page of its last line."""
        return max((line.page for row in self.rows for cell in row for line in cell.lines), default=self.page)


def table_of(ruled: RuledTable, page: int, lines: list[list[Line]], order: int) -> PageTable:
    """A ruled table with the lines of its cells."""
    rows: dict[int, list[CellLines]] = {}
    for cell, own in zip(ruled.cells, lines, strict=True):
        rows.setdefault(cell.row, []).append(CellLines(cell.column, cell.span, own))
    return PageTable(
        page, ruled.box[1], ruled.box[3], ruled.edges, ruled.box[2], [rows[at] for at in sorted(rows)], order
    )


def joined_parts(flow: list[Line | PageTable]) -> list[Line | PageTable]:
    """The same with tables that go on over a page put together; between their parts there is nothing.

    What only the PDF's order puts between them, as a box of text that stands higher up on the page, goes before both.
    """
    result: list[Line | PageTable] = []
    at = -1
    for one in flow:
        last = result[at] if at >= 0 else None
        if isinstance(one, PageTable) and isinstance(last, PageTable) and _goes_on(last, one):
            between = [line for line in result[at + 1 :] if isinstance(line, Line)]
            if all(line.page == last.page and line.bottom <= last.bottom for line in between):
                result[at:] = [*between, last]
                at = len(result) - 1
                _join(last, one)
                continue
        if isinstance(one, PageTable):
            at = len(result)
        result.append(one)
    return result


def _goes_on(last: PageTable, table: PageTable) -> bool:
    same = len(last.edges) == len(table.edges) and all(
        abs(one - other) <= SAME_EDGE for one, other in zip(last.edges, table.edges, strict=True)
    )
    return same and table.page == last.last_page + 1


def _join(last: PageTable, table: PageTable) -> None:
    rows = list(table.rows)
    for at, head in enumerate(last.rows):
        if not rows or _words(rows[0]) != _words(head) or not any(_words(head)) or at > 2:
            break
        last.repeated.append(rows.pop(0))
    if rows and last.rows and _is_split(last, rows[0]):
        for cell in rows.pop(0):
            same = next((one for one in last.rows[-1] if one.column == cell.column), None)
            if same is None:
                last.rows[-1].append(cell)
            else:
                same.lines.extend(cell.lines)
    last.rows.extend(rows)
    last.bottom = table.bottom


def _words(row: list[CellLines]) -> list[str]:
    return [cell.words for cell in row]


def _is_split(last: PageTable, below: list[CellLines]) -> bool:
    """Whether a row goes on over the page: an empty first cell, or a sentence that was not at its end."""
    if below and not below[0].words and any(_words(below)):
        return True
    above = {cell.column: cell for cell in last.rows[-1] if cell.lines}
    return any(
        cell.lines and cell.column in above and _goes_over(last, above[cell.column], cell.lines[0]) for cell in below
    )


def _goes_over(table: PageTable, cell: CellLines, below: Line) -> bool:
    """Whether a cell's last line, full to its edge, was no end of a sentence, and the line below goes on."""
    end = cell.lines[-1]
    if end.is_divided:
        return True
    left, right = _sides(table, cell)
    is_full = end.right > left + FULL * (right - left)
    return is_full and END.search(end.text) is None and below.text[:1].islower()


def _edges(table: PageTable, cell: CellLines) -> dict[int, float]:
    """How far to the right the text of a cell may reach, on each of its pages: as far from its edge as on the left.

    Of a table without ruled lines nothing tells how wide its columns are.
    """
    if not table.is_ruled or not cell.lines:
        return {}
    left, right = _sides(table, cell)
    edge = max(right - max(0.0, min(line.left for line in cell.lines) - left), max(line.right for line in cell.lines))
    return dict.fromkeys({line.page for line in cell.lines}, edge)


def _sides(table: PageTable, cell: CellLines) -> tuple[float, float]:
    beyond = cell.column + cell.span
    return table.edges[cell.column], table.edges[beyond] if beyond < len(table.edges) else table.right


def cells_of(table: PageTable, number: int, joining: Joining) -> Iterator[Block]:
    """The blocks of a table: each paragraph of each cell; repeated headings are furniture."""
    every = [cell.lines for row in table.rows for cell in row]
    usual = median([line.size for lines in every for line in lines] or [1.0])
    leading = leading_of(every, joining)
    for at, row in enumerate(table.rows, 1):
        for cell in sorted(row, key=lambda one: one.column):
            for paragraph, group in enumerate(groups(cell.lines, usual, leading, _edges(table, cell)), 1):
                address = Address(group[0].page, number, at, cell.column + 1, paragraph)
                yield Block("", BlockKind.CELL, joining.joined(group), address, span=cell.span)
    for row in table.repeated:
        for cell in row:
            if cell.lines:
                address = Address(cell.lines[0].page, number, 1, cell.column + 1)
                yield Block("", BlockKind.FURNITURE, joining.joined(cell.lines), address)
