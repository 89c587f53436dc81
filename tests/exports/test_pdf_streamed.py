"""A long PDF is written while it is made: pages leave memory, and the whole reads as if it had been made at once."""

import io
import tracemalloc
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from export_builders import ON
from pdf_reading import read

from exports.document import Block, Bullets, Column, Document, Heading, Paragraph, Table, TitleBlock
from exports.pdf import tables
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


def long_table(rows: int, before: int = 0) -> Document:
    """One table, its rows of different heights, behind some lines."""
    told = tuple((f"plan {number}", "some words " * (number * 7 % 23 + 1)) for number in range(rows))
    lines: list[Block] = [Paragraph("A line") for _ in range(before)]
    blocks = (*lines, Table(COLUMNS, told, "All of it"), Paragraph("Behind it"))
    return Document(TitleBlock("Ashford", "Audit", "week 38", ()), "Audit", "Data", "A test", blocks)


class Away:
    """Takes bytes and keeps their number alone."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes) -> None:
        self.size += len(data)


def most_memory(asked: Document) -> int:
    tracemalloc.start()
    try:
        write_pdf(asked, THEME, ON, Away())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_report_eight_times_as_long_takes_hardly_more_memory() -> None:
    most_memory(long_document(2))  # fonts and modules are loaded once
    short, long = most_memory(long_document(20)), most_memory(long_document(160))
    assert long < short * 1.35, (short, long)


def test_a_table_eight_times_as_long_takes_hardly_more_memory() -> None:
    most_memory(long_table(120))
    short, long = most_memory(long_table(150)), most_memory(long_table(1_200))
    assert long < short * 1.8, (short, long)


@pytest.mark.parametrize(
    ("rows", "before"), [*((230, lines) for lines in (0, 17, 33, 36)), *((rows, 0) for rows in range(101, 113))]
)
def test_a_long_table_is_set_as_if_it_were_set_at_once(rows: int, before: int, monkeypatch: pytest.MonkeyPatch) -> None:
    page_by_page = read(pdf_bytes(long_table(rows, before), THEME, ON))
    monkeypatch.setattr(tables, "LONG", 10_000)
    at_once = read(pdf_bytes(long_table(rows, before), THEME, ON))
    assert page_by_page.tree == at_once.tree
    assert page_by_page.pages == at_once.pages


def test_a_long_table_with_rows_higher_than_a_page_is_set_whole() -> None:
    words = " ".join(f"word{number}" for number in range(80))
    rows = tuple((f"row {number}", words if number % 50 == 7 else "few") for number in range(130))
    asked = long_table(0)
    narrow = (Column("By", 2), Column("What", 0.15))
    reading = read(pdf_bytes(replace(asked, blocks=(Table(narrow, rows, "All"), Paragraph("End"))), THEME, ON))
    said = reading.tree.words().replace(" ", "")
    assert said.count(words.replace(" ", "")) == 3
    assert said.count("few") == 127


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
