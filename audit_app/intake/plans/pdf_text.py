"""Text of a PDF in reading order with addresses: lines made into paragraphs, ruled tables into cells; no sections."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from audit_app.domain.problems import AppError, Place
from audit_app.intake.faults import refusal
from audit_app.intake.plans.pdf_lines import Line, is_repeated, lines_of, repeated_lines
from audit_app.intake.plans.pdf_paragraphs import paragraphs
from audit_app.intake.plans.pdf_tables import PageTable, TableReader, cells_of, joined_tables
from audit_app.intake.plans.progress import Progress
from scoring.plan.text import Address, Block, BlockKind, PlanText

MOST_PAGES: Final = 500
MOST_CHARACTERS: Final = 5_000_000
RULED_FROM: Final = 4
"""A page with at least so many drawn lines or boxes may have a ruled table."""

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
    pages: list[list[Line]] = []
    tables: list[list[PageTable]] = []
    notes: list[str] = []
    size = 0
    with TableReader(content) as reader:
        for number in range(count):
            progress(number, count)
            lines, is_ruled = _page(document, number, place)
            size += sum(len(line.text) for line in lines)
            if size > MOST_CHARACTERS:
                raise refusal("This PDF holds far more text than a plan, and is refused. Add the plan alone.", place)
            if not lines:
                notes.append(f"Page {number + 1} holds no text that can be read, perhaps a picture.")
            pages.append(lines)
            tables.append(_tables(reader, number, notes) if is_ruled and lines else [])
    progress(count, count)
    blocks = [replace(block, id=f"b{n}") for n, block in enumerate(_blocks(pages, tables), 1)]
    return PlanText("pdf", tuple(blocks), count, tuple(notes))


def _page(document: Any, number: int, place: Place) -> tuple[list[Line], bool]:
    from pypdfium2 import PdfiumError
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH

    try:
        page = document[number]
        try:
            is_ruled = _at_least(page.get_objects(filter=[FPDF_PAGEOBJ_PATH], max_depth=2), RULED_FROM)
            return lines_of(page, number + 1), is_ruled
        finally:
            page.close()
    except PdfiumError as error:
        raise refusal(_DAMAGED, replace(place, page=number + 1)) from error


def _at_least(things: Iterator[Any], wanted: int) -> bool:
    return any(count >= wanted for count, _ in enumerate(things, 1))


def _tables(reader: TableReader, number: int, notes: list[str]) -> list[PageTable]:
    try:
        return reader.tables_on(number)
    except AppError as error:
        notes.append(error.message)
        return []


def _blocks(pages: list[list[Line]], tables: list[list[PageTable]]) -> Iterator[Block]:
    """The blocks of all pages in reading order: a page's lines outside its tables, and the tables where they stand."""
    repeated = repeated_lines(pages)
    outside = [
        [line for line in lines if not any(table.holds(line) for table in on_page)]
        for lines, on_page in zip(pages, tables, strict=True)
    ]
    body = [[line for line in lines if not is_repeated(line, repeated)] for lines in outside]
    numbered = joined_tables(tables, body)
    flow: list[Line | PageTable] = []
    for lines, on_page in zip(body, numbered, strict=True):
        flow.extend(sorted([*lines, *on_page], key=lambda one: (one.page, one.top)) if on_page else lines)
    yield from _flow_blocks(flow)
    for lines in outside:
        for line in lines:
            if is_repeated(line, repeated):
                yield Block("", BlockKind.FURNITURE, line.text, Address(page=line.page))


def _flow_blocks(flow: list[Line | PageTable]) -> Iterator[Block]:
    waiting: list[Line] = []
    for one in flow:
        if isinstance(one, Line):
            waiting.append(one)
            continue
        yield from paragraphs(waiting)
        waiting = []
        yield from cells_of(one)
    yield from paragraphs(waiting)
