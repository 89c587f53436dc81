"""Files that would harm or mislead end in a clear sentence or a reading, in bounded time, and never in a crash."""

import random
import time
import tracemalloc
import zipfile
import zlib
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from docx import Document
from plan_corpus import plans
from plan_corpus_docx import with_extras
from plan_corpus_families import STYLES, lettered, national
from plan_corpus_layouts import Cell, Grid, Heading, Sheet, Text
from plan_corpus_pdf import as_pdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from audit_app.domain.problems import AppError
from audit_app.intake.plans.reading import read_plan
from scoring.plan.items import propose
from scoring.plan.sections import sections_of

SECONDS = 10.0
MUTATIONS = 90
HEAD = (Cell(("Need",)), Cell(("Provision",)))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@cache
def a_docx() -> bytes:
    return with_extras(lettered(plans()[1], STYLES["rows"]))


@cache
def a_pdf() -> bytes:
    return as_pdf(national(plans()[0]))


@cache
def a_small_pdf() -> bytes:
    """A page with a heading, words and a ruled table."""
    sheet = Sheet(plans()[0])
    rows = tuple((Cell((f"need {n}",)), Cell((f"provision {n}",))) for n in range(3))
    sheet.elements = [Heading("Section B: Needs"), Text("Some words."), Grid((HEAD, *rows))]
    return as_pdf(sheet)


def outcome(content: bytes, name: str = "plan.docx") -> str:
    """Read to the end, as the app does: the sentence of an AppError, or "" where it was read."""
    begun = time.perf_counter()
    try:
        text = read_plan(name, content)
        propose(text, sections_of(text))
    except AppError as error:
        return error.message
    finally:
        assert time.perf_counter() - begun < SECONDS
    return ""


def with_part(name: str, part: bytes | None, source: bytes = b"") -> bytes:
    """The docx with one part replaced, or left out."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(source or a_docx())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        if part is not None:
            new.writestr(name, part)
    return file.getvalue()


def body(inside: str) -> bytes:
    file = BytesIO()
    Document().save(file)
    content = f"<w:document {W}><w:body>{inside}</w:body></w:document>".encode()
    return with_part("word/document.xml", content, file.getvalue())


def pdf_with(draw: Any, pages: int = 1) -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked_pdf() -> bytes:
    file = BytesIO()
    with pikepdf.open(BytesIO(a_pdf())) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user="secret", owner="other"))
    return file.getvalue()


def picture(canvas: Canvas) -> None:
    row = b"".join(bytes((n % 256, 80, 90)) for n in range(40))
    header = b"P6 40 30 255\n" + row * 30
    canvas.drawImage(ImageReader(BytesIO(header)), 50, 50, 400, 600)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<w:document>&b;</w:document>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE w SYSTEM "file:///etc/passwd"><w:document/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

REFUSED = [
    (lambda: b"", "empty"),
    (lambda: OLE, "older Word"),
    (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    (lambda: b"{\\rtf1 words}", "RTF"),
    (lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), "picture"),
    (lambda: b"\xff\xd8\xff\xe0" + bytes(90), "picture"),
    (lambda: b"just some words", "no .docx and no PDF"),
    (lambda: b"PK\x03\x04" + bytes(60), "damaged"),
    (lambda: with_part("word/document.xml", None), "damaged"),
    (lambda: with_part("word/document.xml", b"<not closed"), "damaged"),
    (lambda: with_part("word/document.xml", b"\x00\x00"), "damaged"),
    (lambda: with_part("word/document.xml", f"<w:document {W}/>".encode()), "damaged"),
    (lambda: with_part("word/document.xml", ENTITIES), "XML declarations"),
    (lambda: with_part("word/styles.xml", OUTSIDE), "XML declarations"),
    (lambda: with_part("word/document.xml", b" " * 90_000_000), "zip bomb"),
    (lambda: with_part("[Content_Types].xml", b"<Types/>"), "damaged"),
    (lambda: body(""), "holds no text"),
    (lambda: body("<w:p/>" * 50), "holds no text"),
    (lambda: body(f"<w:p><w:r><w:t>{'a' * 5_100_000}</w:t></w:r></w:p>"), "far more text"),
    (locked_pdf, "password"),
    (lambda: b"%PDF-1.7\n%%EOF", "damaged"),
    (lambda: pdf_with(picture, 3), "holds no text"),
    (lambda: pdf_with(Canvas.saveState), "holds no text"),
    (lambda: pdf_with(lambda canvas: canvas.drawString(50, 50, "a page"), 5_000), "5,000 pages"),
]


@pytest.mark.parametrize(("make", "said"), REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(make: Any, said: str) -> None:
    sentence = outcome(make())
    assert said in sentence
    assert sentence.endswith(".")


def test_a_workbook_under_the_name_of_a_plan_is_no_word_document() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    assert "no Word document" in outcome(file.getvalue())


def test_a_refusal_names_the_file_and_not_its_folder() -> None:
    with pytest.raises(AppError) as caught:
        read_plan("/somewhere/private/plan.docx", b"words")
    assert [problem.place.file for problem in caught.value.problems] == ["plan.docx"]


@pytest.mark.parametrize("make", [a_docx, a_pdf])
def test_a_file_cut_short_at_any_length_is_refused_or_read(make: Any) -> None:
    content = make()
    lengths = [1, 3, 4, 5, 8, 64, *range(200, len(content), max(1, len(content) // 60)), len(content) - 1]
    for length in lengths:
        outcome(content[:length])


@pytest.mark.parametrize(("make", "seed"), [(a_docx, 1), (a_small_pdf, 2)])
def test_mutated_files_end_in_a_sentence_or_a_reading(make: Any, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same mutations each time
    for _ in range(MUTATIONS):
        content = bytearray(make())
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(len(content))
            if chance.random() < 0.7:
                content[at] = chance.randrange(256)
            else:
                del content[at : at + chance.randint(1, 40)]
        outcome(bytes(content))


def test_mutated_words_of_a_docx_end_in_a_sentence_or_a_reading() -> None:
    """The zip stays whole, so that the damage reaches the reader of the XML."""
    chance = random.Random(3)  # noqa: S311 - the same mutations each time
    with zipfile.ZipFile(BytesIO(a_docx())) as file:
        parts = {name: file.read(name) for name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml")}
    for _ in range(MUTATIONS):
        name = chance.choice(list(parts))
        content = bytearray(parts[name])
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 3)] = bytes(chance.choices(b'0<>/"9aw: ', k=chance.randint(0, 3)))
        outcome(with_part(name, bytes(content)))


def test_mutated_streams_of_a_pdf_end_in_a_sentence_or_a_reading() -> None:
    chance = random.Random(4)  # noqa: S311 - the same mutations each time
    with pikepdf.open(BytesIO(a_small_pdf())) as pdf:
        file = BytesIO()
        pdf.save(file, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
    for _ in range(MUTATIONS):
        content = bytearray(file.getvalue())
        for _ in range(chance.randint(1, 40)):
            content[chance.randrange(len(content))] = chance.choice(b"0123456789 .-/[]()<>BTETmqQre\n")
        outcome(bytes(content))


VALUES = ["-1", "x", "", "99999999999999999999", "1.5"]


@pytest.mark.parametrize("value", VALUES)
def test_numbers_that_are_none_are_passed_over(value: str) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr><w:p><w:r><w:t>in a cell</w:t></w:r></w:p></w:tc>'
    row = f'<w:tr><w:trPr><w:gridBefore w:val="{value}"/></w:trPr>{cell}{cell}</w:tr>'
    marks = f'<w:pPr><w:outlineLvl w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/></w:numPr></w:pPr>'
    content = body(f"<w:p>{marks}<w:r><w:t>words</w:t></w:r></w:p><w:tbl>{row}</w:tbl>")
    text = read_plan("p.docx", content)
    assert [block.text for block in text.blocks if "County" not in block.text][:3] == [
        "words",
        "in a cell",
        "in a cell",
    ]


def test_tables_deep_within_one_another_are_read_once_each() -> None:
    inside = "<w:p><w:r><w:t>deepest</w:t></w:r></w:p>"
    for depth in range(60):
        inside = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>d{depth}</w:t></w:r></w:p>{inside}</w:tc></w:tr></w:tbl>"
    text = read_plan("p.docx", body(inside))
    words = " ".join(block.text for block in text.blocks).split()
    assert words.count("deepest") == 1
    assert all(words.count(f"d{depth}") == 1 for depth in range(60))


def test_a_page_with_100_000_drawn_lines_is_read_as_a_drawing() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(50_000):
            canvas.line(n % 500, 0, n % 500, n % 800)
        path = canvas.beginPath()
        for n in range(50_000):
            path.lineTo(n % 500, (n * 7) % 800) if n else path.moveTo(0, 0)
        canvas.drawPath(path)
        canvas.drawString(72, 400, "Section B: the words are still read")

    assert outcome(pdf_with(draw)) == ""


def test_a_grid_of_thousands_of_crossings_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(500):
            canvas.line(0, n * 1.6, 590, n * 1.6)
            canvas.line(n * 1.18, 0, n * 1.18, 800)
        canvas.drawString(72, 400, "Section B: the words are still read")

    assert outcome(pdf_with(draw)) == ""


def paragraphs(words: str, count: int) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" * count


def cells(*inside: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in inside)}</w:tr>"


HEADS = cells(*(paragraphs(name, 1) for name in ("Need", "Provision", "Who")))


@pytest.mark.parametrize(
    "inside",
    [
        paragraphs("A. Ab. " * 40_000, 1),
        paragraphs("a " * 300_000, 1),
        paragraphs("(" * 300_000, 1),
        f"<w:tbl>{HEADS}{cells(paragraphs('1. x', 4_000), paragraphs('y', 4_000), paragraphs('z', 1))}</w:tbl>",
        f"<w:tbl>{cells(paragraphs('Need', 4_000), paragraphs('words.', 4_000))}</w:tbl>",
        f"<w:tbl>{cells(*([paragraphs('Provision', 1)] * 4_000))}</w:tbl>",
        paragraphs("Section F", 4_000),
        paragraphs("Outcome 1: Sam will read.", 4_000),
    ],
)
def test_long_and_many_pieces_take_time_in_proportion(inside: str) -> None:
    assert outcome(body(paragraphs("Section B and F", 1) + inside)) == ""


def test_control_characters_and_turned_text_are_shown_and_not_obeyed() -> None:
    words = "turned \u202egnorw\u202c and \u2066more\u2069 words"
    text = read_plan("p.docx", body(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"))
    said = text.blocks[0].text
    assert not set(said) & set("\u202e\u202c\u2066\u2069\x00")
    assert said.startswith("turned �")


def test_reading_takes_little_memory() -> None:
    wide = body("<w:p><w:r><w:t>Words of a plan that go on. </w:t></w:r></w:p>" * 6_000)
    tracemalloc.start()
    try:
        assert outcome(wide) == ""
        assert outcome(with_part("word/document.xml", zlib.decompress(zlib.compress(b" " * 30_000_000)))) != ""
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 150_000_000


def test_a_document_that_python_docx_made_holds_what_was_put_in() -> None:
    document = Document()
    document.add_paragraph("One paragraph.")
    file = BytesIO()
    document.save(file)
    assert [block.text for block in read_plan("p.docx", file.getvalue()).blocks] == ["One paragraph."]
