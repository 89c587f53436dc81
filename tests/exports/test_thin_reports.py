"""Reports with next to nothing in them, or with too much: they are whole, and what they say can be read."""

import io
from collections.abc import Callable, Mapping

import pikepdf
import pytest
from export_builders import content, draw, figures, head, plan
from made_parts import SIXTY
from made_reports import MANY, nothing, withheld
from openpyxl import load_workbook

from exports.content import Content
from exports.document import Chart, Heading, Paragraph, Table
from exports.pages.lead import lead
from exports.pages.report import document_of
from exports.pdf.pictures import pages_told
from exports.report_files import report_pdf
from exports.sheets.report import book_of
from exports.xlsx.build import xlsx_bytes
from resources.theme import read_theme

CASES: Mapping[str, Callable[[], Content]] = {
    "one plan": lambda: content([plan()], figures=figures(1)),
    "no plans": nothing,
    "all withheld": withheld,
    "long names": lambda: content(
        [plan("CK-0412", SIXTY)], figures=figures(6, team=SIXTY), head=head(organisation=SIXTY)
    ),
    "many rows": lambda: content(
        [plan(f"CK-{at:04}", shortfalls=(), good_practice=()) for at in range(MANY)], draws=(draw(),)
    ),
}


@pytest.mark.parametrize("case", [name for name in CASES if name != "many rows"])
def test_every_heading_has_something_under_it_and_no_table_is_empty(case: str) -> None:
    blocks = document_of(CASES[case]()).blocks
    for one, following in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(one, Heading):
            assert following is not None, one.text
            assert not isinstance(following, Heading) or following.level > one.level, one.text
    assert all(block.rows for block in blocks if isinstance(block, Table))
    assert all(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("case", [name for name in CASES if name != "many rows"])
def test_the_files_are_whole_and_nothing_is_left_without_a_page(case: str) -> None:
    made = CASES[case]()
    data = report_pdf(made)
    with pikepdf.open(io.BytesIO(data)) as held:
        assert len(held.pages) == len(pages_told(data)) < MANY * 2
    told = pages_told(data)
    assert all(page.text.strip() for page in told)
    book = book_of(made)
    read = load_workbook(io.BytesIO(xlsx_bytes(book, read_theme("light"), made.head.data_date)))
    assert read.sheetnames[0] == book.sheets[0].name
    assert {sheet.name for sheet in book.sheets} <= set(read.sheetnames)


def test_a_report_of_which_all_is_withheld_says_so_once_a_table_and_shows_no_chart() -> None:
    made = withheld()
    (first, *_) = lead(made)
    assert "So few plans were audited" in first
    blocks = document_of(made).blocks
    assert not [block for block in blocks if isinstance(block, Chart)]
    for block in blocks:
        if isinstance(block, Table):
            assert any("c" not in row[1:] for row in block.rows), block.caption
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert sum("All of it is withheld." in one for one in said) >= 3


@pytest.mark.parametrize(("case", "has_charts"), [("all withheld", False), ("no plans", False), ("one plan", True)])
def test_a_workbook_has_no_chart_without_a_bar(case: str, has_charts: bool) -> None:
    made = CASES[case]()
    read = load_workbook(io.BytesIO(xlsx_bytes(book_of(made), read_theme("light"), made.head.data_date)))
    assert ("Charts" in read.sheetnames) is has_charts


def test_a_name_of_sixty_letters_is_read_whole() -> None:
    assert len(SIXTY) == 60
    told = " ".join(" ".join(page.text for page in pages_told(report_pdf(CASES["long names"]()))).split())
    assert told.replace(" ", "").count(SIXTY.replace(" ", "")) >= 3


def test_a_table_of_three_hundred_rows_repeats_its_head_on_every_page() -> None:
    data = report_pdf(CASES["many rows"]())
    told = [page.text.replace("\u00a0", " ") for page in pages_told(data)]
    assert all(text.strip() for text in told)
    with pikepdf.open(io.BytesIO(data)) as held:
        assert len(held.pages) == len(told) < MANY * 2
    of_plans = [text for text in told if text.count("CK-0") > 15 and "By date" not in text]
    assert len(of_plans) > 5
    assert all("Fell short at" in text or "By\n" in text or "What" in text for text in of_plans)
    assert any("CK-0299" in text for text in of_plans)
