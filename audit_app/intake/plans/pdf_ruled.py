"""Where ruled tables stand on a page of a PDF: their cells as boxes; their words are read by others."""

import logging
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

from audit_app.domain.problems import AppError
from audit_app.intake.plans.pdf_lines import Box

MOST_CELLS: Final = 2_000
MOST_EDGES: Final = 6_000
MOST_CROSSINGS: Final = 20_000
THICK: Final = 3.0
"""A filled box is a line where it is not thicker than so many points."""


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

    def moved(self, right: float, down: float) -> "RuledTable":
        """The same table so many points further to the right and down."""
        cells = tuple(replace(cell, box=_moved(cell.box, right, down)) for cell in self.cells)
        return RuledTable(_moved(self.box, right, down), cells, tuple(edge + right for edge in self.edges))


class RuledTables:
    """Finds ruled tables; opened only when a page asks for it, for it is slow."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None
        self.read = 0
        """On how many pages tables were looked for."""

    def tables_on(self, number: int, view: Box) -> list[RuledTable]:
        """The ruled tables of a page, counted from 0. Raises AppError where they cannot be found.

        `view` is the part of the page that is shown: left, bottom, right and top as the PDF has them, in points.
        """
        import struct
        import zlib

        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

        logger = logging.getLogger("pdfminer")
        level = logger.level
        logger.setLevel(logging.CRITICAL)  # its warnings quote the document, which no log may hold
        try:
            return self._tables_on(number, view)
        except (
            *(
                PDFException,
                PSException,
                PdfminerException,
                MalformedPDFException,
                ValueError,
                KeyError,
                TypeError,
                AttributeError,
            ),
            *(IndexError, AssertionError, RecursionError, struct.error, zlib.error, OverflowError, ZeroDivisionError),
            *(UnicodeError, NotImplementedError, EOFError, OSError),
        ):
            raise AppError(f"The tables of page {number + 1} could not be read; its words are read as lines.") from None
        finally:
            logger.setLevel(level)

    def _tables_on(self, number: int, view: Box) -> list[RuledTable]:
        import pdfplumber

        if self._document is None:
            self._document = pdfplumber.open(BytesIO(self._content))
        page = self._document.pages[number]
        self.read += 1
        try:
            if _is_drawing(page):
                return []
            found = [table for one in _found(page) if len(one.cells) <= MOST_CELLS and (table := _table(one)).cells]
            return [_as_shown(table, page, view) for table in found]
        finally:
            page.close()


def _as_shown(table: RuledTable, page: Any, view: Box) -> RuledTable:
    """A table measured from the corner of what is shown, as words are.

    pdfplumber measures from the PDF's own zero to the right, and down from as far above it as the sheet is high.
    """
    return table if page.rotation else table.moved(-view[0], view[3] - float(page.height))


def _found(page: Any) -> list[Any]:
    """The tables of a page: those of drawn lines, and where there is shading beside them, those of that alone.

    A word processor shades cells, and in them each line of text: the edges of that are no lines of the table.
    """
    shaded = [rect for rect in page.rects if _is_shading(rect)]
    if not shaded:
        return list(page.find_tables())
    ruled = list(page.filter(lambda one: not _is_shading(one)).find_tables())
    if all(any(_covers(table.bbox, rect) for table in ruled) for rect in shaded):
        return ruled
    others = page.find_tables()
    return ruled + [one for one in others if not any(_overlap(one.bbox, table.bbox) for table in ruled)]


def _is_shading(one: Any) -> bool:
    """Whether something drawn is a filled box too thick to be a line, and without a border of its own."""
    is_box = one["object_type"] == "rect" and one["fill"] and not one["stroke"]
    return is_box and min(one["width"], one["height"]) > THICK


def _covers(box: Any, rect: Any) -> bool:
    return _overlap(box, (rect["x0"], rect["top"], rect["x1"], rect["bottom"]))


def _overlap(one: Any, other: Any) -> bool:
    return bool(one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def _is_drawing(page: Any) -> bool:
    """Whether so many lines cross that they are a drawing; each crossing would be looked at."""
    across = {round(float(edge["top"])) for edge in page.edges if edge["orientation"] == "h"}
    down = {round(float(edge["x0"])) for edge in page.edges if edge["orientation"] == "v"}
    return len(page.edges) > MOST_EDGES or len(across) * len(down) > MOST_CROSSINGS


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


def _moved(box: Box, right: float, down: float) -> Box:
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def _index(edges: list[float], left: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - left))


def _covered(edges: list[float], box: Box) -> int:
    return max(1, sum(1 for edge in edges if box[0] - 1 <= edge < box[2] - 1))
