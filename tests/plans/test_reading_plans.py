"""No word of a document is lost or read twice, whatever its structure; blocks keep their ids and addresses."""

from collections import Counter
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_corpus import plans
from plan_corpus_docx import as_docx
from plan_corpus_families import STYLES, lettered, national
from plan_corpus_layouts import Bullets, Cell, Element, Grid, Heading, Sheet, Text
from plan_corpus_pdf import as_pdf

from audit_app.intake.plans.reading import read_plan
from scoring.plan.sections import sections_of
from scoring.plan.text import Address, Block, BlockKind, PlanText, from_json, to_json

LEAN = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FEW = settings(LEAN, max_examples=20)
DELETED = "gone"
"""Words that a tracked change deleted."""

counts = st.integers(1, 4)
structures: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.tuples(st.just("text"), counts),
        st.tuples(st.just("runs"), counts),
        st.tuples(st.just("deleted"), counts),
        st.tuples(st.just("inserted"), counts),
        st.tuples(st.just("maths"), counts),
    ),
    lambda inner: st.one_of(
        st.tuples(st.just("table"), st.lists(st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3)),
        st.tuples(st.just("control"), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.just("box"), st.lists(inner, min_size=1, max_size=2)),
    ),
    max_leaves=12,
)


class Maker:
    """Writes a random structure as WordprocessingML; every word has a number of its own."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def word(self) -> str:
        self.words.append(f"w{len(self.words)}x")
        return self.words[-1]

    def xml(self, one: Any) -> str:
        kind, what = one
        if kind == "table":
            return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(self.row(row) for row in what)}</w:tbl><w:p/>"
        if kind == "control":
            return f"<w:sdt><w:sdtContent>{self.many(what)}</w:sdtContent></w:sdt>"
        if kind == "box":
            inside = self.many(what)
            box = f"<w:txbxContent>{inside}</w:txbxContent>"
            fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            choice = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
            alternate = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
            return f"<w:p><w:r><w:t>{self.word()}</w:t></w:r><w:r>{alternate}</w:r></w:p>"
        return f"<w:p>{''.join(self.run(kind) for _ in range(what))}</w:p>"

    def row(self, cells: list[Any]) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{self.xml(cell)}</w:tc>' for cell in cells)}</w:tr>"

    def many(self, inner: list[Any]) -> str:
        return "".join(self.xml(one) for one in inner)

    def run(self, kind: str) -> str:
        if kind == "deleted":
            return f"<w:del><w:r><w:delText>{DELETED}</w:delText></w:r></w:del>"
        if kind == "maths":
            return f"<m:oMath><m:r><m:t> {self.word()} </m:t></m:r></m:oMath>"
        text = f"<w:r><w:t xml:space='preserve'>{self.word()} </w:t></w:r>"
        if kind == "runs":
            word = self.word()
            halves = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (word[:1], word[1:]))
            return f"{text}{halves}<w:r><w:tab/></w:r>"
        return f"<w:ins>{text}</w:ins>" if kind == "inserted" else text


SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def docx_of(structure: list[Any]) -> tuple[bytes, list[str]]:
    maker = Maker()
    document = Document()
    body = parse_xml(f"<w:body {nsdecls('w')} {SPACES}>{maker.many(structure)}</w:body>")
    for child in list(body):
        document.element.body.insert(len(document.element.body) - 1, child)
    document.add_paragraph("end")
    file = BytesIO()
    document.save(file)
    return file.getvalue(), maker.words


def words_of(text: PlanText) -> Counter[str]:
    return Counter(word for block in text.blocks for word in block.text.split())


@LEAN
@given(st.lists(structures, min_size=1, max_size=6))
def test_every_word_of_a_docx_is_read_once(structure: list[Any]) -> None:
    content, words = docx_of(structure)
    assert words_of(read_plan("p.docx", content)) == Counter([*words, "end"])


@FEW
@given(st.lists(structures, min_size=1, max_size=4))
def test_a_document_read_again_has_the_same_blocks_and_survives_being_kept(structure: list[Any]) -> None:
    content, _ = docx_of(structure)
    text = read_plan("p.docx", content)
    assert text == read_plan("other name.docx", content) == from_json(to_json(text))
    assert [block.id for block in text.blocks] == [f"b{n}" for n in range(1, len(text.blocks) + 1)]


def pdf_elements() -> st.SearchStrategy[list[Any]]:
    number = st.integers(1, 14)
    table = st.lists(st.lists(number, min_size=2, max_size=3), min_size=1, max_size=4)
    return st.lists(
        st.one_of(
            st.tuples(st.just("heading"), st.integers(1, 5)),
            st.tuples(st.just("text"), st.integers(1, 60)),
            st.tuples(st.just("list"), st.lists(number, min_size=1, max_size=4)),
            st.tuples(st.just("table"), table),
            st.tuples(st.just("plain table"), table),
        ),
        min_size=1,
        max_size=8,
    )


def sheet_of(elements: list[Any]) -> tuple[Sheet, list[str]]:
    made: list[str] = []

    def some(count: int) -> str:
        new = [f"w{len(made) + n}x" for n in range(count)]
        made.extend(new)
        return " ".join(new)

    def drawn(kind: str, what: Any) -> Element:
        if kind == "heading":
            return Heading(some(what), 2)
        if kind == "text":
            return Text(some(what))
        if kind == "list":
            return Bullets(tuple(some(one) for one in what))
        wide = max(len(row) for row in what)
        rows = tuple(tuple(Cell((some(one),)) for one in [*row, *[1] * (wide - len(row))]) for row in what)
        return Grid(rows, 0, ruled=kind == "table")

    sheet = Sheet(plans()[0])
    sheet.elements = [drawn(kind, what) for kind, what in elements]
    return sheet, made


@FEW
@given(pdf_elements())
def test_every_word_of_a_pdf_is_read_once(elements: list[Any]) -> None:
    sheet, words = sheet_of(elements)
    text = read_plan("p.pdf", as_pdf(sheet))
    found = Counter(word for word in words_of(text).elements() if word.startswith("w") and word.endswith("x"))
    assert found == Counter(words)
    assert text == from_json(to_json(text))


@pytest.mark.parametrize("write", [as_docx, as_pdf])
def test_cells_know_their_row_and_column(write: Any) -> None:
    sheet = Sheet(plans()[0])
    rows = tuple(tuple(Cell((f"row {row} column {column}",)) for column in (1, 2, 3)) for row in range(1, 41))
    sheet.elements = [Text("Before the table."), Grid(rows, 0)]
    text = read_plan("p", write(sheet))
    cells = [block for block in text.blocks if block.kind is BlockKind.CELL]
    assert [block.text for block in cells] == [cell.paragraphs[0] for row in rows for cell in row]
    for block in cells:
        assert block.text == f"row {block.address.row} column {block.address.column}"
        assert block.address.table == 1


def test_a_pdf_block_knows_its_page() -> None:
    sheet = Sheet(plans()[0])
    sheet.elements = [Text(f"Paragraph number {n} says something of its own.") for n in range(90)]
    text = read_plan("p", as_pdf(sheet))
    pages = [block.address.page for block in text.blocks if block.kind is BlockKind.PARAGRAPH]
    assert len(pages) == 90
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, text.pages + 1))


@pytest.mark.parametrize("layout", [national, lambda plan: lettered(plan, STYLES["rows"])])
@pytest.mark.parametrize("write", [as_docx, as_pdf])
def test_every_block_of_a_plan_is_placed_exactly_once(layout: Any, write: Any) -> None:
    text = read_plan("p", write(layout(plans()[2])))
    assert [one.block for one in sections_of(text).placed] == [block.id for block in text.blocks]


letters = st.sampled_from(
    [
        "Section B",
        "Section F: Provision",
        "Sections C and G",
        "E – Outcomes",
        "Need",
        "Provision",
        "Outcome",
        "None",
        "x",
    ]
)
said = st.one_of(letters, st.text(min_size=1, max_size=30))
places = st.builds(Address, page=st.just(0), table=st.integers(0, 3), row=st.integers(0, 3), column=st.integers(0, 3))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(BlockKind), said, places, st.integers(0, 9), st.integers(1, 4)), max_size=14),
    st.dictionaries(st.sampled_from(["b1", "b2", "b3", "b99"]), st.sampled_from(["", "B", "F", "H1"])),
)
def test_any_blocks_are_placed_once_and_go_where_they_are_sent(raw: list[Any], moved: dict[str, str]) -> None:
    blocks = tuple(
        Block(f"b{n}", kind, words, at, level, span=span) for n, (kind, words, at, level, span) in enumerate(raw, 1)
    )
    sections = sections_of(PlanText("docx", blocks), moved)
    assert [one.block for one in sections.placed] == [block.id for block in blocks]
    assert all(sections.by_block[id_].section == section for id_, section in moved.items() if id_ in sections.by_block)
