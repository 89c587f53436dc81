"""Ruled tables of a PDF: found page by page, joined where they go on over a page, read cell by cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from types import TracebackType
from typing import Any, Final, Self

from audit_app.domain.problems import AppError
from audit_app.intake.plans.pdf_lines import Line
from audit_app.intake.plans.pdf_paragraphs import is_bullet, joined
from audit_app.intake.plans.words import readable
from scoring.plan.text import Address, Block, BlockKind

MOST_DRAWN: Final = 5_000
"""A page with more drawn lines than this is a drawing and no table."""
SAME_EDGE: Final = 4.0
"""Points by which the edges of a table may differ from one page to the next."""

_END: Final = re.compile(r"[.!?:;][\"'”’)\]]*$")

Cell = tuple[str, ...]
"""The paragraphs of a cell."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table, or the part of one on a page: rows of cells, its box in points from the top left corner.

    `number` counts the tables of the document; `first_row` is the number of its first row in the whole table, and
    `repeats` how many of its first rows only repeat the headings of the page before.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]
    number: int = 0
    first_row: int = 1
    repeats: int = 0

    def holds(self, line: Line) -> bool:
        """Whether a line of text stands in it."""
        middle = (line.top + line.bottom) / 2
        across = (line.left + min(line.right, self.right)) / 2
        return line.page == self.page and self.top <= middle <= self.bottom and self.left <= across <= self.right


class TableReader:
    """Finds ruled tables; opened only when a page asks for it, for it is slow."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._document is not None:
            self._document.close()

    def tables_on(self, number: int) -> list[PageTable]:
        """The ruled tables of a page, counted from 0. Raises AppError where they cannot be read."""
        import struct
        import zlib

        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import PdfminerException

        try:
            return self._tables_on(number)
        except (
            *(PDFException, PSException, PdfminerException, ValueError, KeyError, TypeError, AttributeError),
            *(IndexError, AssertionError, RecursionError, struct.error, zlib.error, OverflowError, ZeroDivisionError),
        ):
            raise AppError(f"The tables of page {number + 1} could not be read; its words are read as lines.") from None

    def _tables_on(self, number: int) -> list[PageTable]:
        import pdfplumber

        if self._document is None:
            self._document = pdfplumber.open(BytesIO(self._content))
        page = self._document.pages[number]
        try:
            if len(page.lines) + len(page.rects) + len(page.curves) > MOST_DRAWN:
                return []
            found = [_table(table, number + 1) for table in page.find_tables()]
            return [table for table in found if any(any(cell) for row in table.rows for cell in row)]
        finally:
            page.close()


def _table(table: Any, page: int) -> PageTable:
    left, top, right, bottom = table.bbox
    rows = tuple(tuple(_cell(words) for words in row) for row in table.extract(x_tolerance=1.5, y_tolerance=2))
    edges = tuple(sorted({round(cell[0], 1) for cell in table.cells}))
    return PageTable(page, left, top, right, bottom, rows, edges)


def _cell(words: str | None) -> Cell:
    """The paragraphs of a cell: a line that begins with a sign is one of its own, others go on."""
    groups: list[list[tuple[str, bool]]] = []
    for raw in (words or "").split("\n"):
        text = readable(raw)
        if not text:
            continue
        if not groups or is_bullet(text):
            groups.append([])
        groups[-1].append((text, False))
    return tuple(joined(group) for group in groups)


def joined_tables(tables: list[list[PageTable]], body: list[list[Line]]) -> list[list[PageTable]]:
    """The same tables with numbers, those that go on over a page as one; `body` is the text outside of them."""
    result: list[list[PageTable]] = []
    number, last = 0, None
    for on_page, lines in zip(tables, body, strict=True):
        numbered: list[PageTable] = []
        for table in on_page:
            goes_on = last is not None and not numbered and _goes_on(last, table, lines, result)
            if goes_on and last is not None:
                now = _continued(last, table)
            else:
                number += 1
                now = replace(table, number=number)
            numbered.append(now)
            last = now
        if not on_page and lines:
            last = None
        if last is not None and any(line.top > last.bottom for line in lines):
            last = None
        result.append(numbered)
    return result


def _goes_on(last: PageTable, table: PageTable, lines: list[Line], before: list[list[PageTable]]) -> bool:
    same = len(last.edges) == len(table.edges) and all(
        abs(one - other) <= SAME_EDGE for one, other in zip(last.edges, table.edges, strict=True)
    )
    return same and table.page == last.page + 1 and not any(line.bottom < table.top for line in lines) and bool(before)


def _continued(last: PageTable, table: PageTable) -> PageTable:
    repeats = 1 if last.rows and table.rows and table.rows[0] == last.rows[0] else 0
    first = last.first_row + len(last.rows) - last.repeats
    split = repeats < len(table.rows) and _is_split(last.rows[-1], table.rows[repeats])
    return replace(table, number=last.number, first_row=first - int(split), repeats=repeats)


def _is_split(above: tuple[Cell, ...], below: tuple[Cell, ...]) -> bool:
    """Whether a row goes on over the page: an empty first cell, or a sentence that was not at its end."""
    if not any(below[:1]) and any(below):
        return True
    return any(
        one and other and _END.search(one[-1]) is None and other[0][:1].islower()
        for one, other in zip(above, below, strict=False)
    )


def cells_of(table: PageTable) -> Iterator[Block]:
    """The blocks of a table: each paragraph of each cell; repeated headings are furniture."""
    for at, row in enumerate(table.rows):
        row_number = table.first_row + at - table.repeats
        for column, cell in enumerate(row, 1):
            for paragraph, text in enumerate(cell, 1):
                address = Address(table.page, table.number, max(1, row_number), column, paragraph)
                kind = BlockKind.FURNITURE if at < table.repeats else BlockKind.CELL
                yield Block("", kind, text, address)
