"""Lines are broken where reportlab would break them, and written so that every letter and word is read back."""

import io

import pytest
from export_builders import ON
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdf_reading import read
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph as Reportlabs
from reportlab.platypus.paragraph import split

from exports import document
from exports.pdf import fonts
from exports.pdf.build import write_pdf
from exports.pdf.lines import broken
from resources.theme import read_theme

fonts.register()
STYLE = ParagraphStyle("", fontName=fonts.REGULAR, fontSize=10.5, leading=14.5)
WORDS = st.lists(st.text("abcdefgh ijklmnop.,-\u00a0%é’()\\", min_size=1, max_size=14), max_size=60)


@settings(max_examples=150, deadline=None)
@given(WORDS, st.floats(60, 500))
@example([], 100.0)
@example([" "], 100.0)
@example(["word"] * 200, 123.4)
def test_lines_are_those_of_reportlab(words: list[str], room: float) -> None:
    text = " ".join(words)
    own = broken(fonts.fragments(text, STYLE), room)
    theirs = Reportlabs("", STYLE, frags=fonts.fragments(text, STYLE))
    theirs.wrap(room, 10_000)
    if own is None:
        assert any(fonts.word_width(word, fonts.REGULAR, 10.5) > room for word in split(text))
    else:
        assert own.lines == theirs.blPara.lines


@pytest.mark.parametrize("text", ["wide" * 90, "one\ntwo", "soft\u00adhyphen", "Москва and 中"])
def test_what_takes_more_than_one_look_or_line_for_a_word_is_left_to_reportlab(text: str) -> None:
    assert broken(fonts.fragments(text, STYLE), 200) is None


@pytest.mark.parametrize(
    "text",
    [
        r"brackets (one) ((two and a backslash \ and \) at the end",
        "50 % of “some” words – and · others, Москва, Αθήνα",
        "two\nlines\n\nand an empty one",
        " ".join(f"ünïcödé{number}" for number in range(40)),
    ],
)
def test_each_letter_is_read_back_from_paragraphs_cells_and_heads(text: str) -> None:
    columns = (document.Column("A", 1), document.Column("B", 1, number=True))
    blocks = (document.Paragraph(text), document.Table(columns, ((text, text),)), document.Heading("On", new_page=True))
    title = document.TitleBlock("Ashford", "Audit", "week 38", ())
    out = io.BytesIO()
    write_pdf(document.Document(title, text[:40], "Foot", "A test", blocks), read_theme("light"), ON, out)
    reading = read(out.getvalue())
    said = " ".join(text.replace(" %", "\u00a0%").split()).replace("\u00a0", " ")
    assert reading.tree.words().replace("\u00a0", " ").count(said) == 3
    assert " ".join(text[:40].split()) in " ".join(reading.pages[1].artifacts.split())


def test_a_line_squeezed_to_take_one_word_more_ends_where_its_column_does() -> None:
    words = ["word"] * 30
    style = ParagraphStyle("", STYLE, alignment=TA_RIGHT)
    whole = fonts.width(" ".join(words), fonts.REGULAR, 10.5)
    told = broken(fonts.fragments(" ".join(words), style), whole - 1)
    assert told is not None
    ((spare, line),) = told.lines
    assert line == words
    assert spare == pytest.approx(-1)
