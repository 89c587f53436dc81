"""A long PDF is written while it is made: pages leave memory, and the whole reads as if it had been made at once."""

import io
import tracemalloc
from datetime import date

import pikepdf
from export_builders import ON
from pdf_reading import read

from exports.document import Block, Bullets, Column, Document, Heading, Paragraph, Table, TitleBlock
from exports.pdf.build import pdf_bytes, write_pdf
from resources.theme import read_theme

THEME = read_theme("light")
COLUMNS = (Column("By", 1.0), Column("What is to be done", 4.0))


def long_document(parts: int) -> Document:
    """Each part begins on a page of its own and takes about one."""
    words = "Some words that take a line or two of the page, one way or another, as words do. " * 3
    blocks: list[Block] = []
    for number in range(parts):
        blocks += [Heading(f"Plan {number}", new_page=True), Paragraph(words), Heading("What fell short", 3)]
        blocks += [Bullets((words, words)), Table(COLUMNS, (("soon", words),) * 6), Paragraph(words)]
    title = TitleBlock("Ashford", "Weekly audit", "week 38", ())
    return Document(title, "Weekly audit", "Data", "A test", tuple(blocks))


class Away:
    """Takes bytes and keeps their number alone."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes) -> None:
        self.size += len(data)


def most_memory(parts: int) -> int:
    asked = long_document(parts)
    tracemalloc.start()
    try:
        write_pdf(asked, THEME, ON, Away())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_report_eight_times_as_long_takes_hardly_more_memory() -> None:
    most_memory(2)  # fonts and modules are loaded once
    short, long = most_memory(20), most_memory(160)
    assert long < short * 1.35, (short, long)


def test_pages_are_in_the_file_long_before_the_last_is_set() -> None:
    out, sizes = Away(), []
    write_pdf(long_document(60), THEME, ON, out, lambda done, total: sizes.append((done / total, out.size)))
    half = next(size for share, size in sizes if share >= 0.5)
    assert half > 0.3 * out.size


def test_a_progress_that_raises_stops_in_the_middle_of_the_file() -> None:
    class StopNowError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise StopNowError

    out = Away()
    try:
        write_pdf(long_document(30), THEME, ON, out, stop)
    except StopNowError:
        assert out.size > 0
    else:
        raise AssertionError("went on")


def test_a_long_report_is_read_in_order_with_every_page_numbered_and_every_part_in_the_bookmarks() -> None:
    data = pdf_bytes(long_document(70), THEME, ON)
    reading = read(data)
    assert reading.pdf.check_pdf_syntax() == []
    assert [kid.words() for kid in reading.tree.all("H2")] == [f"Plan {number}" for number in range(70)]
    assert len(reading.tree.all("Table")) == 70
    assert all(page.marked == {} and page.unmarked == [] for page in reading.pages)
    total = len(reading.pages)
    assert all(f"Page {number} of {total}" in said for number, said in enumerate(reading.heads(), 1))
    with reading.pdf.open_outline() as outline:
        (whole,) = outline.root
        assert [part.title for part in whole.children] == [f"Plan {number}" for number in range(70)]
        assert [[inner.title for inner in part.children] for part in whole.children] == [["What fell short"]] * 70
    assert int(reading.pdf.Root.Outlines.Count) == 1 + 2 * 70


def test_owners_of_pieces_are_found_from_every_page() -> None:
    with pikepdf.open(io.BytesIO(pdf_bytes(long_document(9), THEME, date(2026, 1, 1)))) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        assert sorted(owners) == list(owners)
        for page in pdf.pages:
            for piece, owner in enumerate(owners[int(page.StructParents)]):
                told = [kid if isinstance(kid, int) else int(kid.MCID) for kid in owner.K if _is_piece(kid)]
                assert piece in told


def _is_piece(kid: object) -> bool:
    return isinstance(kid, int) or kid.get("/Type") == pikepdf.Name.MCR  # type: ignore[attr-defined]  # a dictionary
