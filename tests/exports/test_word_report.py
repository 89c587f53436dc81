"""A report as a Word file: headings, repeated header rows, pictures with their words, the same bytes each time."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from export_builders import ON, content, plain_head
from hostile_texts import filled

from exports.charts.scene import Box, Scene
from exports.document import (
    Bullets,
    Chart,
    Column,
    Document,
    Facts,
    GradeBanner,
    GradeCell,
    Heading,
    IntervalCell,
    Paragraph,
    Quote,
    Table,
    Tile,
    Tiles,
    TitleBlock,
    Tone,
)
from exports.pages.report import document_of
from exports.report_files import write_report
from exports.word.build import docx_bytes
from exports.word.picture import png_of
from resources.theme import Colour, read_theme

LIGHT = read_theme("light")


def made(*blocks: Any) -> Any:
    return docx.Document(io.BytesIO(docx_bytes(told(*blocks), LIGHT, ON)))


def told(*blocks: Any) -> Document:
    title = TitleBlock("Ashford", "Quality of plans", "September 2026", (("For", "The board."),))
    return Document(title, "Quality · for the board", "Data up to then", "Quality", blocks)


def test_headings_texts_and_lists_have_the_styles_that_a_paper_has_too() -> None:
    body = made(
        Heading("In brief"), Heading("By team", 3), Heading("B1", 4), Paragraph("Said.", Tone.NOTE),
        Bullets(("One", "Two")), Quote("as needed", "Section F"), GradeBanner("good", "Good", "71 %"),
    )  # fmt: skip
    found = [(one.style.name, one.text) for one in body.paragraphs if one.text]
    assert found == [
        ("Subtitle", "Ashford"), ("Title", "Quality of plans"), ("Subtitle", "September 2026"),
        ("Heading 1", "In brief"), ("Heading 2", "By team"), ("Heading 3", "B1"), ("Caption", "Said."),
        ("List Bullet", "One"), ("List Bullet", "Two"), ("Quote", "as needed  (Section F)"), ("Normal", "Good. 71 %"),
    ]  # fmt: skip


def test_a_table_repeats_its_header_row_and_what_is_only_drawn_is_left_out() -> None:
    columns = (Column("Section", 2), Column("Grade", 1), Column("Average", 1, number=True), Column("0 to 100", 1))
    bar = IntervalCell(50.0, 40.0, 60.0, 0, 100)
    table = made(
        Table(columns, (("A", GradeCell("good", "Good"), "50 %", bar), ("B", None, "c", None)), "Said above.")
    ).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Section", "Grade", "Average"], ["A", "Good", "50 %"], ["B", "", "c"],
    ]  # fmt: skip
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False, False]


def test_figures_and_facts_stand_in_small_tables() -> None:
    body = made(
        Tiles((Tile("Plans audited", "6", "of 6"), Tile("Effective", "50 %", "3 of 6"))), Facts((("Seed", "s"),))
    )
    _, tiles, facts = body.tables
    assert [cell.text for cell in tiles.rows[0].cells] == ["Plans audited\n6\nof 6", "Effective\n50 %\n3 of 6"]
    assert [cell.text for cell in facts.rows[0].cells] == ["Seed", "s"]


def test_a_chart_is_a_picture_whose_alternative_has_every_number() -> None:
    scene = Scene(40, 20, (Box(0, 0, 20, 20, Colour.INADEQUATE),), "Half & half: 50.\nNothing else.")
    body = made(Chart("Shares", scene, "A note"))
    (shape,) = body.inline_shapes
    assert shape._inline.docPr.get("descr") == "Half & half: 50. Nothing else."
    assert shape.width.pt == pytest.approx(40, abs=0.1)


def test_a_picture_shows_what_the_scene_draws() -> None:
    data = png_of(Scene(40, 20, (Box(0, 0, 20, 20, Colour.INADEQUATE),), "Half"), LIGHT)
    width, height = struct.unpack(">II", data[16:24])
    at = data.index(b"IDAT")
    rows = zlib.decompress(data[at + 4 : at + 4 + struct.unpack(">I", data[at - 4 : at])[0]])
    middle = rows[(3 * width + 1) * (height // 2) + 1 :]
    assert (width, height) == (100, 50)
    assert middle[30:33].hex().upper() == LIGHT[Colour.INADEQUATE][1:]
    assert middle[240:243] == b"\xff\xff\xff"


def test_the_head_of_every_page_says_for_whom_it_is_and_the_file_its_title_and_language() -> None:
    body = made(Paragraph("x"))
    assert body.sections[0].header.paragraphs[0].text == "Ashford · Quality · for the board"
    assert body.sections[0].footer.paragraphs[0].text.startswith("Data up to then · Page ")
    properties = body.core_properties
    assert (properties.title, properties.author) == ("Quality of plans, September 2026", "Ashford")
    assert (properties.language, properties.created.date(), properties.modified.date()) == ("en-GB", ON, ON)
    assert 'w:lang w:val="en-GB"' in body.styles.element.xml


def test_the_same_report_gives_the_same_bytes_without_the_time_of_writing() -> None:
    report = document_of(content())
    data = docx_bytes(report, LIGHT, ON)
    assert data == docx_bytes(report, LIGHT, ON)
    package = zipfile.ZipFile(io.BytesIO(data))
    assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in package.namelist() if "thumbnail" in name]


def test_it_says_what_the_pdf_says_in_the_same_order(tmp_path: Path) -> None:
    report = content()
    (path,) = write_report(tmp_path, "stem", plain_head(report.head), [], ("docx",), [report])
    headings = [block.text for block in document_of(report).blocks if isinstance(block, Heading)]
    body: Any = docx.Document(str(path))
    assert [one.text for one in body.paragraphs if one.style.name.startswith("Heading")] == headings
    charts = [block.scene.alternative for block in document_of(report).blocks if isinstance(block, Chart)]
    assert [shape._inline.docPr.get("descr") for shape in body.inline_shapes] == charts


@pytest.mark.parametrize("text", ["\x00\x1b\ud800\u202eturned\ufffe", "=1+1 & <w:p/>", "word " * 20_000, "", " \n\t"])
def test_no_text_breaks_the_file(text: str) -> None:
    body = docx.Document(io.BytesIO(docx_bytes(document_of(filled(lambda _: text)), LIGHT, ON)))
    assert body.tables
    assert len(body.core_properties.title) <= 255
