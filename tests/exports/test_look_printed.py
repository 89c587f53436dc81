"""A council's logo and colour in PDF, workbook and Word file: seen, heard, tagged; charts keep their own colours."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.shared import RGBColor
from export_builders import LONG_NAME, ON, content
from logo_support import PLUM, look_in
from lxml import etree
from openpyxl import load_workbook
from pdf_reading import Reading, read
from pdfua import validate

from audit_app.domain.report_look import ReportLook
from exports.content import Content
from exports.pages.report import document_of
from exports.pdf.build import pdf_bytes
from exports.report_files import report_pdf
from exports.sheets.report import book_of
from exports.word.build import docx_bytes
from exports.xlsx.build import xlsx_bytes
from resources.theme import Colour, read_theme

LIGHT = read_theme("light")
WORDS = "Ashford: a kite over hills"


def xlsx_of(report: Content) -> bytes:
    return xlsx_bytes(book_of(report), LIGHT, ON)


def docx_of(report: Content) -> bytes:
    return docx_bytes(document_of(report), LIGHT, ON)


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> ReportLook:
    return look_in(tmp_path_factory.mktemp("look"), WORDS)


@pytest.fixture(scope="module")
def report(look: ReportLook) -> Content:
    return content(look=look)


@pytest.fixture(scope="module")
def pdf(report: Content) -> bytes:
    return report_pdf(report)


@pytest.fixture(scope="module")
def reading(pdf: bytes) -> Reading:
    return read(pdf)


def rgb(colour: str) -> tuple[float, ...]:
    return tuple(round(part / 255, 2) for part in bytes.fromhex(colour[1:]))


def colours(shapes: list[dict[str, object]], of: str = "non_stroking_color") -> set[tuple[float, ...]]:
    """The colours of shapes or letters, as far as they are three numbers."""
    found = [one[of] for one in shapes]
    return {tuple(round(part, 2) for part in one) for one in found if isinstance(one, tuple) and len(one) == 3}


def drawn(page: pdfplumber.page.Page) -> list[dict[str, object]]:
    """The shapes of a page's charts: what is no bullet of a list."""
    return [one for one in page.curves if one["width"] > 4]


# ---- PDF


def test_the_independent_checker_finds_nothing_with_a_logo(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf)
    assert [finding.message for finding in validate(str(tmp_path / "report.pdf")).findings] == []


def test_the_logo_is_a_figure_with_its_words_and_the_first_thing_that_is_read(reading: Reading) -> None:
    first, second, third = reading.tree.kids[:3]
    assert (first.kind, first.alternative) == ("Figure", WORDS)
    assert (second.kind, second.words()) == ("P", "Ashford")
    assert third.kind == "H1"
    assert sum(one.alternative == WORDS for one in reading.tree.all("Figure")) == 1


def test_band_and_line_are_not_read_and_nothing_is_left_unmarked(reading: Reading) -> None:
    for page in reading.pages:
        assert page.unmarked == []
        assert page.marked == {}


def test_the_logo_without_words_of_its_own_says_whose_report_it_is(tmp_path: Path) -> None:
    read_back = read(report_pdf(content(look=look_in(tmp_path))))
    assert read_back.tree.kids[0].alternative == "Ashford"


def test_headings_band_and_running_head_have_the_colour(pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        first, second = document.pages[:2]
        large = [letter for letter in first.chars if letter["size"] >= 16]
        band = [one for one in first.rects if one["width"] > 590]
        rules = [one for one in second.lines if one["width"] > 400 and one["top"] < 80]
        assert rgb(PLUM) in colours(large)
        assert rgb(LIGHT[Colour.ACCENT]) not in colours(first.chars)
        assert colours(band) == {rgb(PLUM)}
        assert colours(rules, "stroking_color") == {rgb(PLUM)}
        assert [one for one in second.rects if one["width"] > 590] == []
        assert (len(first.images), len(second.images)) == (1, 0)


def test_charts_keep_their_colours(pdf: bytes) -> None:
    with (
        pdfplumber.open(io.BytesIO(pdf)) as own,
        pdfplumber.open(io.BytesIO(report_pdf(content()))) as plain,
    ):
        assert len(own.pages) == len(plain.pages)
        for one, other in zip(own.pages, plain.pages, strict=True):
            assert colours(drawn(one)) == colours(drawn(other))
            assert [bar["x1"] for bar in one.rects if bar["width"] < 590] == [bar["x1"] for bar in other.rects]
        assert rgb(LIGHT[Colour.ACCENT]) in colours([dot for page in own.pages for dot in drawn(page)])


def test_the_longest_name_stands_beside_the_logo_and_not_under_it(look: ReportLook) -> None:
    named = content(look=look)
    data = report_pdf(replace(named, head=replace(named.head, organisation=LONG_NAME * 3)))
    with pdfplumber.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        (logo,) = page.images
        beside = [one for one in page.chars if one["top"] < logo["bottom"] and one["bottom"] > logo["top"]]
        assert beside
        assert max(one["x1"] for one in beside) < logo["x0"]
        assert logo["x1"] <= page.width - 56
        assert logo["top"] > 8


def test_a_logo_alone_and_a_colour_alone_are_each_drawn(look: ReportLook) -> None:
    for only, images, bands in ((replace(look, colour=""), 1, 0), (replace(look, logo=None), 0, 1)):
        data = report_pdf(content(look=only))
        with pdfplumber.open(io.BytesIO(data)) as document:
            page = document.pages[0]
            assert (len(page.images), sum(one["width"] > 590 for one in page.rects)) == (images, bands)
        assert read(data).pages[0].unmarked == []


def test_public_pages_and_a_title_of_two_lines_stand_below_the_logo(look: ReportLook) -> None:
    document = document_of(content(look=look))
    wide = replace(document, title=replace(document.title, heading="Quality of plans across the whole area " * 3))
    with pdfplumber.open(io.BytesIO(pdf_bytes(wide, LIGHT, ON))) as made:
        page = made.pages[0]
        (logo,) = page.images
        assert min(one["top"] for one in page.chars if one["size"] > 20) >= logo["bottom"] - 1


# ---- workbook


def test_the_first_sheet_has_the_logo_with_its_words_and_no_other_sheet(report: Content) -> None:
    data = xlsx_of(report)
    book = load_workbook(io.BytesIO(data))
    assert [len(sheet._images) for sheet in book.worksheets] == [1] + [0] * (len(book.worksheets) - 1)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        pictures = [name for name in package.namelist() if name.startswith("xl/media/")]
        assert report.look.logo is not None
        assert [package.read(name) for name in pictures] == [report.look.logo.png]
        drawings = [package.read(name) for name in package.namelist() if name.startswith("xl/drawings/drawing")]
        told = [one.get("descr") for data in drawings for one in etree.fromstring(data).iter("{*}cNvPr")]
        assert WORDS in told
        assert sum("Bar chart" in str(words) for words in told) == len(told) - 1
    assert book.worksheets[0]["A1"].value is None
    assert str(book.worksheets[0]["A2"].value).startswith("Weekly audit of EHC plans")


def test_table_headers_have_the_colour_and_tables_still_begin_at_theirs(report: Content) -> None:
    book = load_workbook(io.BytesIO(xlsx_of(report)))
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            head = sheet[table.ref][0]
            assert [cell.value for cell in head] == [column.name for column in table.tableColumns]
            assert {cell.fill.start_color.rgb for cell in head} == {f"00{PLUM[1:]}"}


def test_native_charts_keep_their_colour(report: Content) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_of(report))) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert charts
    assert all(f'val="{LIGHT[Colour.ACCENT][1:]}"' in chart and PLUM[1:] not in chart for chart in charts)


# ---- Word


def test_the_word_file_begins_with_the_logo_and_has_headings_in_the_colour(report: Content) -> None:
    made = docx.Document(io.BytesIO(docx_of(report)))
    pictures = list(made.element.body.iter("{*}docPr"))
    assert pictures[0].get("descr") == WORDS
    assert made.paragraphs[0]._p.findall(".//{*}docPr") == pictures[:1]
    assert made.paragraphs[1].text == "Ashford"
    for name in ("Title", "Heading 1", "Heading 2"):
        assert made.styles[name].font.color.rgb == RGBColor.from_string(PLUM[1:])
    with zipfile.ZipFile(io.BytesIO(docx_of(report))) as package:
        assert report.look.logo is not None
        assert report.look.logo.png in [
            package.read(name) for name in package.namelist() if name.startswith("word/media/")
        ]


# ---- all of them


@pytest.mark.parametrize("make", [report_pdf, xlsx_of, docx_of])
def test_the_same_look_gives_the_same_bytes(make: Callable[[Content], bytes], report: Content) -> None:
    assert make(report) == make(report)
    assert make(content()) != make(report)


def test_another_process_writes_the_same_bytes(report: Content, tmp_path: Path) -> None:
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    code = (
        "import sys; from pathlib import Path; from hashlib import sha256; sys.path[:0] = sys.argv[2:]; "
        "from test_look_printed import WORDS, content, docx_of, look_in, report_pdf, xlsx_of; "
        "made = content(look=look_in(Path(sys.argv[1]), WORDS)); "
        "print([sha256(make(made)).hexdigest() for make in (report_pdf, xlsx_of, docx_of)])"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path), *folders],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] != ""
