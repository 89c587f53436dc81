"""Text of a PDF in reading order with addresses: lines made into paragraphs, ruled tables into cells; no sections."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from audit_app.domain.problems import AppError, Place
from audit_app.intake.faults import refusal
from audit_app.intake.plans.pdf_columns import with_columns
from audit_app.intake.plans.pdf_lines import Line, PageWords, is_repeated, repeated_lines
from audit_app.intake.plans.pdf_paragraphs import Joining, paragraphs
from audit_app.intake.plans.pdf_ruled import RuledTable, RuledTables
from audit_app.intake.plans.pdf_tables import PageTable, cells_of, joined_parts, table_of
from audit_app.intake.plans.progress import Progress
from scoring.plan.text import Address, Block, BlockKind, PlanText

MOST_PAGES: Final = 500
MOST_CHARACTERS: Final = 5_000_000
RULED_FROM: Final = 4
"""A page with at least so many drawn lines or boxes may have a ruled table."""
MOST_DRAWN: Final = 4_000
"""A page with more is a drawing and no table."""


@dataclass(frozen=True)
class _Page:
    """A page as it was read: lines outside of tables, tables, and how many characters it has."""

    lines: list[Line]
    tables: list[PageTable]
    size: int


MOST_SEGMENTS: Final = 12_000
MOST_RULED: Final = 100
"""Tables are looked for on so many pages; finding them takes a tenth of a second a page."""

_DAMAGED: Final = "The PDF is damaged or cut short. Save it again, or ask for it again, and add that file."
_LOCKED: Final = "The PDF is protected by a password. Remove it, save the file and try again."


def read_pdf(content: bytes, place: Place, progress: Progress) -> PlanText:
    """The text of a PDF. Raises AppError where it is damaged, locked by a password, or far longer than a plan."""
    document = _opened(content, place)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise refusal(
                f"This PDF has {count:,} pages; a plan has some thirty. Add the plan alone (at most {MOST_PAGES}).",
                place,
            )
        return _read(document, content, count, place, progress)
    finally:
        document.close()


def _opened(content: bytes, place: Place) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(content)
    except PdfiumError as error:
        raise refusal(_LOCKED if "password" in str(error).lower() else _DAMAGED, place) from error


def _read(document: Any, content: bytes, count: int, place: Place, progress: Progress) -> PlanText:
    pages: list[_Page] = []
    notes: list[str] = []
    size = 0
    ruled = RuledTables(content)
    for number in range(count):
        progress(number, count)
        page = _page(document, number, ruled, notes, place)
        pages.append(page)
        size += page.size
        if size > MOST_CHARACTERS:
            raise refusal("This PDF holds far more text than a plan, and is refused. Add the plan alone.", place)
        if not page.size:
            notes.append(f"Page {number + 1} holds no text that can be read, perhaps a picture.")
    progress(count, count)
    blocks = [replace(block, id=f"b{n}") for n, block in enumerate(_blocks(pages), 1)]
    return PlanText("pdf", tuple(blocks), count, tuple(notes))


def _page(document: Any, number: int, ruled: RuledTables, notes: list[str], place: Place) -> _Page:
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
        raise refusal(_DAMAGED, replace(place, page=number + 1)) from error


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
        return ruled.tables_on(number)
    except AppError as error:
        notes.append(error.message)
        return []


def _with_tables(words: PageWords, number: int, ruled: list[RuledTable]) -> _Page:
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
    return _Page(outside, tables, sum(len(line.text) for lines in (outside, *inside) for line in lines))


def _blocks(pages: list[_Page]) -> Iterator[Block]:
    """The blocks of all pages in reading order: lines outside of tables, and the tables where they stand."""
    repeated = repeated_lines([page.lines for page in pages])
    flow: list[Line | PageTable] = []
    for page in pages:
        flow.extend(
            one for one in _in_order(page) if isinstance(one, PageTable) or not is_repeated(one, repeated, len(pages))
        )
    flow = joined_parts(with_columns(flow))
    joining = Joining(_stories(flow))
    waiting: list[Line] = []
    number = 0
    for one in flow:
        if isinstance(one, Line):
            waiting.append(one)
            continue
        yield from paragraphs(waiting, joining)
        waiting = []
        number += 1
        yield from cells_of(one, number, joining)
    yield from paragraphs(waiting, joining)
    for page in pages:
        for line in page.lines:
            if is_repeated(line, repeated, len(pages)):
                yield Block("", BlockKind.FURNITURE, line.text, Address(page=line.page))


def _in_order(page: _Page) -> Iterator[Line | PageTable]:
    """Lines and tables of a page in the order of the PDF."""
    waiting = sorted(page.tables, key=lambda table: (table.order, table.top))
    for at, line in enumerate(page.lines):
        while waiting and waiting[0].order <= at:
            yield waiting.pop(0)
        yield line
    yield from waiting


def _stories(flow: list[Line | PageTable]) -> Iterator[list[Line]]:
    """The lines of running text, and those of each cell."""
    yield [one for one in flow if isinstance(one, Line)]
    for one in flow:
        if isinstance(one, PageTable):
            yield from (cell.lines for row in one.rows for cell in row)
