"""One page of a PDF: its words, each in the one cell of a ruled table that it stands in, or outside of all."""

from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from audit_app.domain.problems import AppError, Place
from audit_app.intake.faults import refusal
from audit_app.intake.plans.pdf_lines import Line, PageWords
from audit_app.intake.plans.pdf_ruled import RuledTable, RuledTables
from audit_app.intake.plans.pdf_tables import PageTable, table_of

RULED_FROM: Final = 4
"""A page with at least so many drawn lines or boxes may have a ruled table."""
MOST_DRAWN: Final = 4_000
"""A page with more is a drawing and no table."""
MOST_SEGMENTS: Final = 12_000
MOST_RULED: Final = 100
"""Tables are looked for on so many pages; finding them takes a tenth of a second a page."""
DAMAGED: Final = "The PDF is damaged or cut short. Save it again, or ask for it again, and add that file."


@dataclass(frozen=True)
class Page:
    """A page as it was read: lines outside of tables, tables, and how many characters it has."""

    lines: list[Line]
    tables: list[PageTable]
    size: int


def page_of(document: Any, number: int, ruled: RuledTables, notes: list[str], place: Place) -> Page:
    """A page, counted from 0. Raises AppError where it is damaged; what could not be read is told in `notes`."""
    from pypdfium2 import PdfiumError

    try:
        page = document[number]
        try:
            words = PageWords(page, number + 1)
            try:
                tables = _tables(page, number, ruled, notes) if words.is_any else []
                return _with_tables(words, number + 1, tables)
            finally:
                words.close()
        finally:
            page.close()
    except PdfiumError as error:
        raise refusal(DAMAGED, replace(place, page=number + 1)) from error


def _tables(page: Any, number: int, ruled: RuledTables, notes: list[str]) -> list[RuledTable]:
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH, FPDFPath_CountSegments

    paths = islice(page.get_objects(filter=[FPDF_PAGEOBJ_PATH], max_depth=3), MOST_DRAWN + 1)
    segments = [max(1, FPDFPath_CountSegments(path.raw)) for path in paths]
    if len(segments) < RULED_FROM or sum(segments) > MOST_SEGMENTS or len(segments) > MOST_DRAWN:
        return []
    if ruled.read >= MOST_RULED:
        notes.append(f"The tables of page {number + 1} are read as lines: the document has very many.")
        return []
    try:
        return ruled.tables_on(number, page.get_bbox())
    except AppError as error:
        notes.append(error.message)
        return []


def _with_tables(words: PageWords, number: int, ruled: list[RuledTable]) -> Page:
    """Every word in the one cell that it stands in, or outside."""
    boxes = [cell.box for table in ruled for cell in table.cells]
    inside: list[list[Line]] = [[] for _ in boxes]
    first: dict[int, int] = {}
    outside: list[Line] = []
    for line, cell in words.lines(tuple(boxes)):
        (inside[cell] if cell >= 0 else outside).append(line)
        first.setdefault(cell, len(outside))
    tables, at = [], 0
    for table in ruled:
        cells = range(at, at + len(table.cells))
        at = cells.stop
        own = [inside[cell] for cell in cells]
        if any(own):
            tables.append(table_of(table, number, own, min(first[cell] for cell in cells if cell in first)))
    return Page(outside, tables, sum(len(line.text) for lines in (outside, *inside) for line in lines))
