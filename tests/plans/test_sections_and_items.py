"""The traps of plans one by one: headings and what only looks like one, nones, lists, tables of every make."""

from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.pdfgen.canvas import Canvas
from test_advice_beside_plan import text

from audit_app.intake.plans.reading import read_plan
from scoring.plan.headings import letters_of
from scoring.plan.items import propose
from scoring.plan.names import is_checked, is_explicit_none
from scoring.plan.pieces import statements
from scoring.plan.sections import SectionText, care_state, sections_of
from scoring.plan.text import Address, Block, BlockKind, PlanText
from scoring.thread.model import ItemRole
from scoring.wording.sentences import full_sentences


def items(document: PlanText) -> list[tuple[str, str, str]]:
    found = propose(document, sections_of(document))
    return [(one.role.value, one.section, one.words) for one in found]


def placed(document: PlanText) -> list[tuple[str, bool]]:
    return [(one.section, one.is_label) for one in sections_of(document).placed]


@pytest.mark.parametrize(
    ("line", "letters"),
    [
        ("Section C and Section G", ("C", "G")),
        ("Sections D, H1 and H2: Social care", ("D", "H1", "H2")),
        ("Special Educational Needs and Provision (B-F-E)", ("B", "F", "E")),
        ("Health care provision (Section G)", ("G",)),
        ("F Special educational provision", ("F",)),
        ("B. Special educational needs", ("B",)),
        ("Sections B to D", ("B", "C", "D")),
        ("D. Kaur", ()),
        ("G. Rees, educational psychologist", ()),
        ("B) Reads a book", ()),
        ("Section F sets out what will be provided, and the school will review it with the family each term.", ()),
        ("Part of the plan", ()),
        ("I - Placement", ("I",)),
        ("A big school", ()),
        ("C grade in maths.", ()),
    ],
)
def test_headings_are_told_from_what_only_looks_like_one(line: str, letters: tuple[str, ...]) -> None:
    assert letters_of(line) == letters


@pytest.mark.parametrize(
    "words",
    [
        "None",
        "N/A",
        "Nil",
        "No",
        "Not applicable",
        "None required at present.",
        "None identified",
        "There are no identified health needs",
        "No social care needs were identified. Checked with Early Help on 12/03/2026.",
        "There are currently no identified social care needs.",
        "Sam has no health needs that relate to his special educational needs.",
        "Sam does not have any social care needs.",
        "Not known to children's social care",
        "No health needs have been identified by the health assessment dated 11/06/2026",
        "Not required",
    ],
)
def test_a_none_is_told_in_many_ways(words: str) -> None:
    assert is_explicit_none(words)


@pytest.mark.parametrize(
    "words",
    [
        "Sam has no awareness of danger.",
        "Sam has no friends.",
        "None of the adults understands his signs, and Sam is often upset.",
        "Sam does not sleep.",
        "No later than July Sam will read a page.",
        "Nothing calms Sam when he is upset except music.",
        "Sam has health needs that make him tired.",
        "No social care needs were identified. Sam is cared for by his aunt and misses his mother.",
        "Not sleeping well makes Sam tired.",
        "No support staff are trained in his needs.",
    ],
)
def test_a_need_is_no_none(words: str) -> None:
    assert not is_explicit_none(words)


@pytest.mark.parametrize(
    ("words", "checked"),
    [
        ("None. Confirmed by the paediatrician.", True),
        ("No needs identified; nil return of 3 May 2026.", True),
        ("None", False),
        ("Not known to social care", False),
    ],
)
def test_a_none_that_was_checked_says_so(words: str, checked: bool) -> None:
    assert is_checked(words) is checked


def test_a_sentence_that_leads_into_a_list_goes_before_each_point() -> None:
    document = text("# Section E", "By July 2027 Sam will:", "- read a page;", "- write his name.", "Sam will swim.")
    assert [words for _, _, words in items(document)] == [
        "By July 2027 Sam will read a page;",
        "By July 2027 Sam will write his name.",
        "Sam will swim.",
    ]


def test_a_long_line_in_bold_is_no_label() -> None:
    document = text("# Section E", "# By July 2027 Sam will read a page of his book to the class")
    assert items(document) == [("outcome", "E", "By July 2027 Sam will read a page of his book to the class")]


def test_strengths_and_their_sentences_are_no_needs() -> None:
    document = text("# Section B", "# Strengths", "Sam swims.", "# Needs", "Sam enjoys maths. Sam finds reading hard.")
    assert items(document) == [("need", "B", "Sam finds reading hard.")]


def test_the_first_row_of_a_table_without_headings_is_content() -> None:
    document = text("# Section F", (("Swimming", "The sports coach", "Weekly"), ("Phonics", "A teacher", "Daily")))
    assert not any(is_label for _, is_label in placed(document)[1:])


def test_a_row_may_begin_with_its_heading() -> None:
    rows = (("Need", "Sam finds reading hard."), ("Provision", "Phonics daily."), ("Outcome", "Sam will read a page."))
    document = text("# Sections B, F and E", rows)
    assert [(role, section) for role, section, _ in items(document)] == [
        ("need", "B"),
        ("provision", "F"),
        ("outcome", "E"),
    ]
    assert len({one.row for one in propose(document, sections_of(document))}) == 3


def test_columns_named_by_role_go_to_their_sections_unless_those_stand_elsewhere() -> None:
    rows = (("Need", "Provision", "Outcome"), ("Reading is hard.", "Phonics daily.", "Sam will read a page."))
    alone = text("# Section B", rows)
    assert [section for _, section, _ in items(alone)] == ["B", "F", "E"]
    beside = text("# Section B", rows, "# Section E", "Sam will swim.", "# Section F", "Swimming, weekly.")
    assert [section for section, is_label in placed(beside) if not is_label] == ["B", "B", "B", "E", "F"]


def test_a_row_without_need_goes_on_under_the_one_above() -> None:
    head = ("B: Needs", "F: Provision", "E: Outcomes")
    rows = (head, ("Reading is hard.", "Phonics.", "Sam will read."), ("", "Paired reading.", ""))
    document = text("# Special Educational Needs and Provision", rows)
    kept = PlanText("docx", tuple(block for block in document.blocks if block.text))
    found = propose(kept, sections_of(kept))
    assert {one.row for one in found} == {"t1r2"}
    assert [one.words for one in found if one.role is ItemRole.PROVISION] == ["Phonics.", "Paired reading."]


def test_what_who_and_how_often_in_columns_are_one_line() -> None:
    rows = (("Provision", "Who", "Frequency"), ("Phonics", "A teacher", "Daily"), ("Swimming", "", ""))
    document = text("# Section F", rows)
    kept = PlanText("docx", tuple(block for block in document.blocks if block.text))
    assert [words for _, _, words in items(kept)] == ["Phonics; A teacher; Daily", "Swimming"]


@pytest.mark.parametrize(
    ("words", "role", "pieces"),
    [
        ("Sam has a laptop. It is charged at night. He is taught to type.", ItemRole.PROVISION, 1),
        ("Phonics daily. Swimming weekly.", ItemRole.PROVISION, 2),
        ("Sam cannot read. As a result he is upset. He falls over often.", ItemRole.NEED, 2),
        ("By May Sam will read. This will help him. By July Sam will write.", ItemRole.OUTCOME, 2),
        ("Games, e.g. lotto. Dr. Smith plans them.", ItemRole.PROVISION, 2),
    ],
)
def test_prose_is_cut_where_another_item_begins(words: str, role: ItemRole, pieces: int) -> None:
    assert len(list(statements(words, role))) == pieces


def test_sentences_hold_all_the_words_of_a_text() -> None:
    words = "One; two. “Three!” Four? approx. five e.g. six.\n\nSeven"
    assert " ".join(words[begin:end] for begin, end in full_sentences(words)).split() == words.split()


COLUMNS = (72, 220, 400, 540)
ROWS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("B: Needs",), ("F: Provision",), ("E: Outcomes",)),
    (
        ("Sam finds it hard to", "follow instructions of", "more than two parts."),
        ("A teaching assistant works", "with Sam for 10 minutes", "each day."),
        ("Sam will follow three", "instructions by July 2027."),
    ),
    (
        ("Sam stammers.",),
        ("Speech therapy, weekly, for", "30 minutes with a therapist."),
        ("Sam will speak in class", "once a day by July 2027."),
    ),
)


def drawn(*, across: bool, boxes: bool, scale: float) -> bytes:
    """A ruled table as other programs draw one: line by line across, borders as thin boxes, type scaled by a matrix."""
    file = BytesIO()
    canvas = Canvas(file)

    def put(x: float, y: float, words: str, *, bold: bool = False) -> None:
        pen = canvas.beginText()
        pen.setFont("Times-Bold" if bold else "Times-Roman", 10 / scale)
        pen.setTextTransform(scale, 0, 0, scale, x, y)
        pen.textOut(words)
        canvas.drawText(pen)

    put(72, 780, "Special Educational Needs and Provision", bold=True)
    top = 760.0
    for number, row in enumerate(ROWS):
        height = max(len(cell) for cell in row) * 13 + 6
        for left, right in pairwise(COLUMNS):
            edges = (
                (left, top, right - left, 0.5),
                (left, top - height, 0.5, height),
                (right, top - height, 0.5, height),
            )
            for box in (*edges, (left, top - height, right - left, 0.5)) if boxes else ():
                canvas.rect(*box, stroke=0, fill=1)
            if not boxes:
                canvas.rect(left, top - height, right - left, height)
        lines = [(n, at, words) for at, cell in enumerate(row) for n, words in enumerate(cell)]
        for n, at, words in sorted(lines) if across else lines:
            put(COLUMNS[at] + 5, top - 12 - 13 * n, words, bold=number == 0)
        top -= height
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("boxes", [False, True])
@pytest.mark.parametrize("scale", [1.0, 10.0])
def test_a_ruled_table_is_read_however_it_was_drawn(across: bool, boxes: bool, scale: float) -> None:
    document = read_plan("p.pdf", drawn(across=across, boxes=boxes, scale=scale))
    assert items(document) == [
        (role, section, " ".join(cell))
        for row in ROWS[1:]
        for role, section, cell in zip(("need", "provision", "outcome"), ("B", "F", "E"), row, strict=True)
    ]


def lines_as_pdf(lines: tuple[tuple[float, str], ...]) -> PlanText:
    """A page with these lines, each with how far from the left it begins."""
    file = BytesIO()
    canvas = Canvas(file)
    for at, (left, words) in enumerate((*lines, (72, "A line that is a good deal longer than all the others here."))):
        canvas.drawString(left, 700 - 14 * at - 30 * (at == len(lines)), words)
    canvas.save()
    return read_plan("p.pdf", file.getvalue())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Sam goes to the land-", "based college."), "Sam goes to the land-based college."),
        (("Sam sees the psycho-", "logist."), "Sam sees the psychologist."),
        (("Sam sees a BACP-", "registered counsellor."), "Sam sees a BACP-registered counsellor."),
        (("Sam is in the Hearing-", "Impaired Base."), "Sam is in the Hearing-Impaired Base."),
        (("Sam does well-", "being lessons."), "Sam does well-being lessons."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_kept_where_it_is_the_words_own(lines: tuple[str, ...], said: str) -> None:
    blocks = lines_as_pdf(tuple((72, words) for words in lines)).blocks
    assert blocks[0].text == said


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (((72, "Sam finds reading hard."), (72, "Sam stammers.")), 2),  # room was left: the first is at its end
        (((72, "Sam finds reading hard, and is often behind with the"), (72, "Work that he is set.")), 1),
        (((72, "1. Sam finds reading very hard, and he is often behind in"), (90, "maths."), (72, "Sam stammers.")), 2),
        (((72, "10.Phonics for ten minutes a day with a teaching assistant."), (72, "11.Swimming, weekly.")), 2),
        (((72, "Outcome 1: Sam will read one page of a book to the class."), (72, "Outcome 2: Sam will swim.")), 2),
    ],
)
def test_paragraphs_without_space_between_them_are_told_apart(lines: tuple[tuple[float, str], ...], count: int) -> None:
    assert len(lines_as_pdf(lines).blocks) == count + 1


def test_a_raised_ending_of_a_date_belongs_to_its_number() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    pen = canvas.beginText(72, 700)
    pen.setFont("Helvetica", 11)
    pen.textOut("Seen on 25")
    pen.setFont("Helvetica", 7)
    pen.setRise(4)
    pen.textOut("th")
    pen.setFont("Helvetica", 11)
    pen.setRise(0)
    pen.textOut(" October.")
    canvas.drawText(pen)
    canvas.save()
    assert [block.text for block in read_plan("p.pdf", file.getvalue()).blocks] == ["Seen on 25th October."]


def test_a_single_letter_is_no_item() -> None:
    assert items(text("# Section F", "T", "Swimming, weekly.")) == [("provision", "F", "Swimming, weekly.")]


@pytest.mark.parametrize(
    "strength",
    [
        "Strengths: Sam is kind.",
        "Strengths and interests: Sam remembers every bus. He has difficulty with none of them.",
        "Sam’s strengths - he is kind.",
        "What is going well: Sam does not miss school.",
        "What Sam can do: he needs nobody to tie his laces.",
        "History: Sam was born early.",
        "Strengths",
        "What is going well",
        "What’s working well",
    ],
)
def test_what_a_label_says_is_no_need_stands_in_b_and_is_no_item(strength: str) -> None:
    document = text("# Section B", "# Cognition and learning", strength)
    assert placed(document)[-1][0] == "B"
    assert items(document) == []


@pytest.mark.parametrize(
    "need",
    [
        "Sam has a history of trauma: he hides when doors slam.",
        "Strength in his hands is low: Sam drops his pen.",
        "What is not going well: Sam misses school.",
        "Baseline reading is at six years.",
        "Needs: Sam reads as a six-year-old does.",
    ],
)
def test_a_need_that_names_a_strength_or_a_history_stays_one(need: str) -> None:
    assert items(text("# Section B", need)) == [("need", "B", need.removeprefix("Needs: "))]


def test_what_stands_under_a_bare_label_of_strengths_is_no_need() -> None:
    document = text("# Section B", "Strengths", "Sam is kind.", "Needs", "Sam reads as a six-year-old does.")
    assert items(document) == [("need", "B", "Sam reads as a six-year-old does.")]


def test_strengths_and_needs_under_one_label_hold_needs() -> None:
    document = text("# Section B", "Strengths and needs", "Sam reads as a six-year-old does.")
    assert items(document) == [("need", "B", "Sam reads as a six-year-old does.")]


def test_strengths_within_a_cell_of_needs_are_no_part_of_the_need() -> None:
    blocks = [
        Block("b1", BlockKind.CELL, "B: Needs", Address(1, 1, 1, 1, 1)),
        Block("b2", BlockKind.CELL, "F: Provision", Address(1, 1, 1, 2, 1)),
        *(
            Block(f"b{at + 2}", BlockKind.CELL, words, Address(1, 1, 2, 1, at))
            for at, words in enumerate(("Strengths: Sam is kind.", "Sam reads slowly.", "He tires."), 1)
        ),
        Block("b6", BlockKind.CELL, "Precision teaching.", Address(1, 1, 2, 2, 1)),
    ]
    found = items(PlanText("docx", tuple(blocks)))
    assert found == [("need", "B", "Sam reads slowly. He tires."), ("provision", "F", "Precision teaching.")]


def noted(part: str) -> PlanText:
    """Section C, that says none, with a note as the reader gives it."""
    blocks = [
        Block("b1", BlockKind.HEADING, "Section C", Address(paragraph=1), level=1),
        Block("b2", BlockKind.PARAGRAPH, "None", Address(paragraph=2)),
        Block("b3", BlockKind.FOOTNOTE, "Confirmed by the paediatrician on 3 May.", Address(paragraph=1, part=part)),
    ]
    return PlanText("docx", tuple(blocks))


def test_a_note_stands_with_what_refers_to_it_and_is_no_content_of_its_own() -> None:
    document = noted("footnote")
    sections = sections_of(document)
    assert [one.section for one in sections.placed] == ["C", "C", "C"]
    assert sections.states["C"] is SectionText.NONE
    assert care_state(document, sections, "C") == "checked_none"
    assert items(document) == []


def test_a_note_that_nothing_refers_to_is_shown_as_not_understood() -> None:
    document = noted("footnotes")
    sections = sections_of(document)
    assert sections.in_section("")[0].block == "b3"
    assert care_state(document, sections, "C") == "unchecked_none"
    sent = sections_of(document, {"b3": "F"})
    assert [one.words for one in propose(document, sent)] == ["Confirmed by the paediatrician on 3 May."]


def test_notes_of_a_docx_follow_what_refers_to_them_and_none_is_lost() -> None:
    words = docx_of_notes()
    text = read_plan("p.docx", words)
    sections = sections_of(text)
    told = {text.block(one.block).text: (one.section, text.block(one.block).address.words) for one in sections.placed}
    assert told["To the need."] == ("B", "footnote, table 1, row 2, column 1")
    assert told["To the line, at the end."] == ("F", "endnote, table 1, row 2, column 2")
    assert told["To Section C."][0] == "C"
    assert told["To nothing."] == ("", "footnotes, paragraph 1")
    assert told["Of a deletion."][0] == ""
    assert [text.block(one.block).text for one in sections.placed].count("To the need.") == 1


def docx_of_notes() -> bytes:
    """A table whose cells refer to a footnote and an endnote, and a paragraph that refers to one twice."""
    document = Document()
    document.add_heading("Special educational needs and provision", 1)
    table = document.add_table(rows=2, cols=2)
    for cell, said in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("B: Needs", "F: Provision", *"xy"), strict=True
    ):
        cell.text = said
    refer(table.rows[1].cells[0].paragraphs[0], "footnote", 1, 1)
    refer(table.rows[1].cells[1].paragraphs[0], "endnote", 1)
    document.add_heading("Section C", 1)
    refer(document.add_paragraph("Sam has asthma."), "footnote", 2)
    gone = document.add_paragraph("Sam is well.")
    gone._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:footnoteReference w:id='4'/></w:r></w:del>"))
    add_notes(document, "footnotes", ["To the need.", "To Section C.", "To nothing.", "Of a deletion."])
    add_notes(document, "endnotes", ["To the line, at the end."])
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def refer(paragraph: Any, kind: str, *ids: int) -> None:
    for id_ in ids:
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:{kind}Reference w:id='{id_}'/></w:r>"))


def add_notes(document: Any, kind: str, notes: list[str]) -> None:
    one = kind.removesuffix("s")
    inside = "".join(
        f"<w:{one} w:id='{at}'><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{one}>" for at, words in enumerate(notes, 1)
    )
    blob = f"<w:{kind} {nsdecls('w')}>{inside}</w:{kind}>".encode()
    part = Part(PackURI(f"/word/{kind}.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))
