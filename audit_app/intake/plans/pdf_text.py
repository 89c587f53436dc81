"""Text of a PDF in reading order with addresses: lines made into paragraphs, ruled tables into cells; no sections."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.plans.pdf_columns import with_columns
from audit_app.intake.plans.pdf_joining import Joining
from audit_app.intake.plans.pdf_lines import Line
from audit_app.intake.plans.pdf_notes import PdfNote, marks_in, notes_on, plain, with_notes
from audit_app.intake.plans.pdf_pages import DAMAGED, Page, page_of
from audit_app.intake.plans.pdf_paragraphs import paragraphs
from audit_app.intake.plans.pdf_ruled import RuledTables
from audit_app.intake.plans.pdf_running import is_repeated, repeated_lines
from audit_app.intake.plans.pdf_tables import PageTable, cells_of, joined_parts
from audit_app.intake.plans.progress import Progress
from scoring.plan.text import Address, Block, BlockKind, PlanText

MOST_PAGES: Final = 500
MOST_CHARACTERS: Final = 5_000_000


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
        raise refusal(_LOCKED if "password" in str(error).lower() else DAMAGED, place) from error


def _read(document: Any, content: bytes, count: int, place: Place, progress: Progress) -> PlanText:
    pages: list[Page] = []
    notes: list[str] = []
    size = 0
    ruled = RuledTables(content)
    for number in range(count):
        progress(number, count)
        page = page_of(document, number, ruled, notes, place)
        pages.append(page)
        size += page.size
        if size > MOST_CHARACTERS:
            raise refusal("This PDF holds far more text than a plan, and is refused. Add the plan alone.", place)
        if not page.size:
            notes.append(f"Page {number + 1} holds no text that can be read, perhaps a picture.")
    progress(count, count)
    blocks = [replace(block, id=f"b{n}") for n, block in enumerate(_blocks(pages), 1)]
    return PlanText("pdf", tuple(blocks), count, tuple(notes))


def _blocks(pages: list[Page]) -> Iterator[Block]:
    """The blocks of all pages in reading order: lines outside of tables, and the tables where they stand."""
    repeated = repeated_lines([page.lines for page in pages])
    flow: list[Line | PageTable] = []
    notes: list[PdfNote] = []
    for page in pages:
        own = [line for line in page.lines if not is_repeated(line, repeated, len(pages))]
        running, found = notes_on(own, marks_in([*own, *_in_tables(page.tables)]))
        notes.extend(found)
        kept = set(running)
        flow.extend(one for one in _in_order(page) if isinstance(one, PageTable) or one in kept)
    flow = joined_parts(with_columns(flow))
    joining = Joining([*_stories(flow), *(list(note.lines) for note in notes)])
    yield from with_notes(_story(flow, joining), notes, joining)
    for page in pages:
        for line in page.lines:
            if is_repeated(line, repeated, len(pages)):
                yield Block("", BlockKind.FURNITURE, plain(line.text), Address(page=line.page))


def _story(flow: list[Line | PageTable], joining: Joining) -> Iterator[Block]:
    """The blocks of running text and of tables."""
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


def _in_order(page: Page) -> Iterator[Line | PageTable]:
    """Lines and tables of a page in the order of the PDF."""
    waiting = sorted(page.tables, key=lambda table: (table.order, table.top))
    for at, line in enumerate(page.lines):
        while waiting and waiting[0].order <= at:
            yield waiting.pop(0)
        yield line
    yield from waiting


def _in_tables(tables: list[PageTable]) -> Iterator[Line]:
    for table in tables:
        yield from (line for row in table.rows for cell in row for line in cell.lines)


def _stories(flow: list[Line | PageTable]) -> Iterator[list[Line]]:
    """The lines of running text, and those of each cell."""
    yield [one for one in flow if isinstance(one, Line)]
    for one in flow:
        if isinstance(one, PageTable):
            yield from (cell.lines for row in one.rows for cell in row)
