"""Tables that mark their rows and cells, break between rows, and repeat their header as what is not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from math import ceil
from typing import Protocol

from reportlab.platypus import Flowable, PageBreak, Table

from exports import document
from exports.charts.interval import interval_bar
from exports.charts.marks import GRADE_MARKS
from exports.charts.scene import Shape
from exports.pdf.flowables import MarkedText, Ornament, paragraph
from exports.pdf.fonts import REGULAR, fragments
from exports.pdf.styles import Styles
from exports.pdf.tags import ARTIFACT, Tag, TaggedCanvas
from exports.plain import shortened
from resources.theme import Colour

CELL_CHARACTERS = 600
"""More of a text than this is left to the workbook: a cell longer than a page helps nobody."""
EMBEDDED = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
"""Keeps reportlab's standard font, which is not embedded, out of a table."""
LONG = 100
"""A table of more rows is made page by page."""
_OF_A_PAGE = 40
"""So many rows are rarely fewer than a page has."""
_MARK_ROOM = 13
_HALVES, _FEWEST_ROWS, _HAIR = 2, 2, 0.1
_LETTER = 4.8
"""The width of a letter of a table's text, on average, in points."""


Row = Sequence[Flowable | list[Flowable]]


class _Drawn(Protocol):
    canv: TaggedCanvas


class RowTags:
    """Told by reportlab what a table is drawing; halves of a split table share one, and so one tag."""

    def __init__(self, table: Tag, headers: int) -> None:
        self.table, self.headers = table, headers
        self._has_header = self._continues = False
        self._row: Tag | None = None

    def __call__(self, drawn: _Drawn, what: str, *place: int) -> None:
        """Set what the canvas is reading: a cell, or nothing for backgrounds, lines and a repeated header."""
        canvas = drawn.canv
        if what == "startTable":
            canvas.place(self.table)
            self._continues, self._has_header = self._has_header, True
        elif what == "startRow":
            is_repeated = self._continues and place[0] < self.headers
            self._row = None if is_repeated else Tag("TR", self.table)
        elif what == "startCell":
            canvas.reading = self._cell(canvas, place[0], place[1])
        elif what in ("endCell", "endTable"):
            canvas.reading = None
        elif what in ("startBG", "startLines"):
            canvas.begin_artifact()
        elif what in ("endBG", "endLines"):
            canvas.end_artifact()

    def _cell(self, canvas: TaggedCanvas, row: int, column: int) -> Tag:
        if self._row is None:
            return ARTIFACT
        is_head = row < self.headers
        scope = "Column" if is_head else "Row" if column == 0 else ""
        cell = Tag("TH" if scope else "TD", self._row, scope=scope)
        canvas.place(cell)
        return cell


class BoxTags(RowTags):
    """The same for a table that only lays things out: each cell is a paragraph, and there is no table to read."""

    def __init__(self) -> None:
        super().__init__(Tag("Table"), 0)

    def __call__(self, drawn: _Drawn, what: str, *place: int) -> None:
        """Let each cell be read as a paragraph."""
        if what == "startCell":
            drawn.canv.reading = Tag("P")
        elif what not in ("startTable", "startRow"):
            super().__call__(drawn, what, *place)


class RuledTable(Table):  # type: ignore[misc]  # reportlab has no types
    """A table that never leaves its last row alone on a page: the row before goes with it."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """The part that fits into so much room and the rest; nothing where none fits."""
        parts: list[Flowable] = super().split(width, height)
        if len(parts) != _HALVES or not all(isinstance(part, Table) for part in parts):
            return parts
        heights, left = parts[0]._rowHeights, parts[1]._nrows - self.repeatRows
        if left != 1 or len(heights) - self.repeatRows <= _FEWEST_ROWS:
            return parts
        again: list[Flowable] = super().split(width, sum(heights[:-1]) + _HAIR)
        return [again[0], PageBreak(), again[1]] if len(again) == _HALVES else parts


class LongTable(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A table of very many rows: those of a page are made when the page has come, and gone when it is written.

    `make` makes a table of some rows with the header above them.
    """

    def __init__(self, make: Callable[[list[Row]], Table], rows: Iterator[Row]) -> None:
        super().__init__()
        self._make, self._rest = make, rows
        self._waiting: list[Row] = []
        self._table: Table | None = None
        self.spaceAfter = 10

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size of what is left, or of as much of it as is higher than the page."""
        while True:
            self._table = self._make(self._waiting)
            size: tuple[float, float] = self._table.wrap(width, height)
            fresh = [] if self._waiting and size[1] > height else list(islice(self._rest, _OF_A_PAGE))
            if not fresh:
                return size
            self._waiting += fresh

    def split(self, width: float, height: float) -> list[Flowable]:
        """The rows that fit, then the rest; a row is torn only where it is higher than a page."""
        if self._table is None or not self._waiting:
            return []
        self._table.splitInRow = 0
        parts: list[Flowable] = self._table.split(width, height)[:-1]  # perhaps with a step to the next page
        whole = len(parts[0]._cellvalues) - 1 if parts else 1
        if not parts and self._frame._atTop:
            parts = self._make(self._waiting[:1]).split(width, height)
        if parts:
            self.__dict__.pop("_postponed", None)  # what reportlab noted on the page before
            del self._waiting[:whole]
            parts.append(self)
        return parts

    def draw(self) -> None:
        """Draw the last rows."""
        if self._table is not None:
            self._table.drawOn(self.canv, 0, 0)


def table(asked: document.Table, styles: Styles, width: float) -> list[Flowable]:
    """A table with its caption, as wide as the page."""
    total = sum(column.share for column in asked.columns)
    widths = [width * column.share / total for column in asked.columns]
    head = [paragraph(column.title, styles.head_number if column.number else styles.head) for column in asked.columns]
    rows = (
        [_cell(cell, column, room, styles) for cell, column, room in zip(row, asked.columns, widths, strict=True)]
        for row in asked.rows
    )
    tag = Tag("Table")
    ruled = partial(_ruled, widths=widths, styles=styles, tags=RowTags(tag, 1))
    if len(asked.rows) > LONG:
        made: Flowable = LongTable(lambda some: ruled([head, *some]), rows)
    else:
        made = ruled([head, *rows])
    return _captioned(made, asked.caption, styles, tag)


def height_of(asked: document.Table, width: float) -> float:
    """About how high a table will be, with its caption, in points; it is not set for that."""
    total = sum(column.share for column in asked.columns)
    rooms = [(width * column.share / total - 8) / _LETTER for column in asked.columns]
    titles = max(_lines(column.title, room) for column, room in zip(asked.columns, rooms, strict=True))
    lines = sum(max(_lines(cell, room) for cell, room in zip(row, rooms, strict=True)) for row in asked.rows)
    return 33.0 + 12 * (titles + lines) + 8 * len(asked.rows)


def _lines(cell: document.Cell, room: float) -> int:
    return max(ceil(len(cell) / room), 1) if isinstance(cell, str) else 1


def facts(asked: document.Facts, styles: Styles, width: float) -> list[Flowable]:
    """Label and value, a row each; the labels are the rows' headers."""
    rows = [
        [paragraph(label, styles.head), paragraph(shortened(value, 2000), styles.cell)] for label, value in asked.rows
    ]
    tag = Tag("Table")
    made = _ruled(rows, [width * 0.27, width * 0.73], styles, RowTags(tag, 0))
    return _captioned(made, asked.caption, styles, tag)


def _captioned(made: Flowable, caption: str, styles: Styles, tag: Tag) -> list[Flowable]:
    return [paragraph(caption, styles.caption, Tag("Caption", tag)), made] if caption else [made]


def _ruled(rows: Sequence[Row], widths: Sequence[float], styles: Styles, tags: RowTags) -> Table:
    headers = tags.headers
    line, soft = styles.colour(Colour.LINE), styles.colour(Colour.SOFT_INK)
    commands = [
        EMBEDDED,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, -1), 0.6, line, "butt"),
    ]
    if headers:
        commands.append(("LINEBELOW", (0, headers - 1), (-1, headers - 1), 1.0, soft, "butt"))
    made = RuledTable(rows, colWidths=widths, repeatRows=headers, style=commands, renderCB=tags, splitInRow=1)
    made.spaceAfter = 10
    return made


def _cell(cell: document.Cell, column: document.Column, room: float, styles: Styles) -> list[Flowable]:
    match cell:
        case None:
            return []
        case document.GradeCell():
            return [grade_text(cell.grade, cell.words, styles)]
        case document.IntervalCell():
            bar = interval_bar(cell.value, cell.lower, cell.upper, cell.low, cell.high, room - 10)
            return [Ornament(bar, styles.drawings)]
        case str():
            style = styles.number if column.number else styles.cell
            return [paragraph(shortened(cell, CELL_CHARACTERS), style)]


def grade_text(grade: str, words: str, styles: Styles) -> MarkedText:
    """A grade's words behind its shape."""
    style = styles.cell.clone("", leftIndent=_MARK_ROOM)
    made = MarkedText("", style, frags=fragments(words, style))
    made.theme = styles.theme
    made.shape = Shape(GRADE_MARKS[grade], 5, style.leading * 0.58, 8, Colour(grade))
    return made
