"""The plans of the corpus as docx, with what Word files hold besides: notes, boxes, controls, changes, merged cells."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from plan_corpus_layouts import Bullets, Cell, Grid, Heading, Sheet, Text, TrueItem

_BOX = (
    f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>WORDS</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
FIRST_NOTE = 2
"""Word keeps the first two for the lines that part notes from the text."""
_RAISED = "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
_REFERENCE = f"<w:r {nsdecls('w')}>{_RAISED}<w:footnoteReference w:id='NUMBER'/></w:r>"


def as_docx(sheet: Sheet) -> bytes:
    """The sheet as a Word file."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = f"Confidential {'DRAFT ' if sheet.plan.draft else ''}plan"
    document.sections[0].footer.paragraphs[0].text = "County Council, SEND service"
    for element in sheet.elements:
        _add(document, element)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_extras(sheet: Sheet) -> bytes:
    """The same with footnotes, a text box, a content control, tracked changes and a divided run.

    A footnote to a need, to an outcome and to a line of provision is a piece of its section; one that nothing refers to
    is of none.
    """
    document = Document(BytesIO(as_docx(sheet)))
    paragraphs = [one for one in document.paragraphs if len(one.text) > 40 and not _is_heading(one)]
    for work, paragraph in zip((_changed, _divided, _in_control), paragraphs, strict=False):
        work(paragraph)
    document.paragraphs[0]._p.append(parse_xml(_BOX.replace("WORDS", "This page was printed for the family.")))
    notes: list[str] = []
    for item in _one_of_each_section(sheet):
        holding: Any = next((one for one in _every(document) if item.words in one.text), None)
        if holding is not None:
            holding._p.append(parse_xml(_REFERENCE.replace("NUMBER", str(len(notes) + FIRST_NOTE))))
            notes.append(f"Note {len(notes) + 1} is to {item.role.value} of section {item.section}.")
            sheet.pieces.append((notes[-1], item.section))
    notes.append("Advice is kept on file for twenty-five years.")
    sheet.pieces.append((notes[-1], ""))
    _add_notes(document, notes)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _one_of_each_section(sheet: Sheet) -> list[TrueItem]:
    return list({item.section: item for item in sheet.items}.values())


def _every(document: Any) -> Iterator[Any]:
    """The paragraphs of the body and of its tables' cells."""
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _add_notes(document: Any, notes: list[str]) -> None:
    inside = "".join(
        f"<w:footnote w:id='{at}'><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>"
        f"<w:r><w:t xml:space='preserve'> {words}</w:t></w:r></w:p></w:footnote>"
        for at, words in enumerate(notes, FIRST_NOTE)
    )
    blob = f"<w:footnotes {nsdecls('w')}>{inside}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _is_heading(paragraph: Any) -> bool:
    return str(paragraph.style.name).startswith("Heading")


def _add(document: Any, element: Heading | Text | Bullets | Grid) -> None:
    if isinstance(element, Heading):
        if element.is_bold:
            document.add_paragraph().add_run(element.words).bold = True
        else:
            document.add_heading(element.words, element.level)
    elif isinstance(element, Text):
        document.add_paragraph(element.words)
    elif isinstance(element, Bullets):
        for words in element.items:
            document.add_paragraph(words, style="List Number" if element.is_numbered else "List Bullet")
    else:
        _table(document, element)


def _table(document: Any, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), max(len(row) for row in grid.rows), style="Table Grid")
    for at, row in enumerate(grid.rows):
        if at < grid.heads:
            table.rows[at]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for column, cell in enumerate(row):
            _fill(table.cell(at, column), cell)
            if cell.goes_on:
                table.cell(at - 1, column).merge(table.cell(at, column))
        if len(row) == 1:
            table.cell(at, 0).merge(table.cell(at, len(table.columns) - 1))


def _fill(target: Any, cell: Cell) -> None:
    for number, words in enumerate(cell.paragraphs):
        if number:
            target.add_paragraph(words)
        else:
            target.paragraphs[0].text = words


def _in_control(paragraph: Any) -> None:
    """The paragraph within a content control, as forms have it."""
    element = paragraph._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    element.addprevious(control)
    control.find(qn("w:sdtContent")).append(element)


def _changed(paragraph: Any) -> None:
    """The paragraph as an insertion, with a deletion beside it."""
    run = paragraph.runs[0]._r
    change = parse_xml(f"<w:ins {nsdecls('w')} w:id='9' w:author='A'/>")
    run.addprevious(change)
    change.append(run)
    gone = (
        f"<w:del {nsdecls('w')} w:id='8' w:author='A'><w:r><w:delText>These words are gone.</w:delText></w:r></w:del>"
    )
    change.addnext(parse_xml(gone))


def _divided(paragraph: Any) -> None:
    """The paragraph in several runs, with a soft hyphen and a blank that does not break."""
    words = paragraph.text
    paragraph.runs[0].text = ""
    for at in range(0, len(words), 7):
        part = words[at : at + 7]
        paragraph.add_run(f"{part[:3]}\u00ad{part[3:]}" if part[:4].isalpha() else part.replace(" ", "\u00a0"))
