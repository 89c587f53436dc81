"""Where ruled tables stand on a page of a PDF: their cells as boxes; their words are read by others."""

from dataclasses import dataclass
from io import BytesIO
from types import TracebackType
from typing import Any, Final, Self

from audit_app.domain.problems import AppError
from audit_app.intake.plans.pdf_lines import Box

MOST_CELLS: Final = 2_000


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell: its row and column in the table on this page, counted from 0, how many columns it covers, its box."""

    row: int
    column: int
    span: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table on one page: its box, its cells row by row, and where its columns begin."""

    box: Box
    cells: tuple[RuledCell, ...]
    edges: tuple[float, ...]


class RuledTables:
    """Finds ruled tables; opened only when a page asks for it, for it is slow."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what was opened."""
        if self._document is not None:
            self._document.close()

    def tables_on(self, number: int) -> list[RuledTable]:
        """The ruled tables of a page, counted from 0. Raises AppError where they cannot be found."""
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
            *(UnicodeError, NotImplementedError, EOFError, OSError),
        ):
            raise AppError(f"The tables of page {number + 1} could not be read; its words are read as lines.") from None

    def _tables_on(self, number: int) -> list[RuledTable]:
        import pdfplumber

        if self._document is None:
            self._document = pdfplumber.open(BytesIO(self._content))
        page = self._document.pages[number]
        try:
            found = [_table(one) for one in page.find_tables() if len(one.cells) <= MOST_CELLS]
            return [one for one in found if one.cells]
        finally:
            page.close()


def _table(table: Any) -> RuledTable:
    edges = sorted({round(cell[0], 1) for cell in table.cells})
    cells = [
        RuledCell(at, _index(edges, box[0]), _covered(edges, box), _box(box))
        for at, row in enumerate(table.rows)
        for box in row.cells
        if box is not None
    ]
    return RuledTable(_box(table.bbox), tuple(cells), tuple(edges))


def _box(said: Any) -> Box:
    left, top, right, bottom = (float(one) for one in said)
    return left, top, right, bottom


def _index(edges: list[float], left: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - left))


def _covered(edges: list[float], box: Box) -> int:
    return max(1, sum(1 for edge in edges if box[0] - 1 <= edge < box[2] - 1))
