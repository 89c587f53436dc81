"""A made-up plan as a docx for tests of the window: sections, rows of a table, vague words, text of no section."""

from io import BytesIO
from pathlib import Path

NEED = "Ari finds reading hard and loses his place on the page."
VAGUE = "Access to phonics as required."
CLEAR = "A teaching assistant talks through a visual timetable for 10 minutes each morning."
LOST = "Please see the attached sheet for times."
ROWS = (
    (NEED, VAGUE, "By July 2027 Ari will read 40 words."),
    ("Ari becomes anxious when plans change.", CLEAR, "By July 2027 Ari will ask for help on 4 of 5 days."),
)


def plan_document(folder: Path, name: str = "plan-0001.docx", *, more: int = 0) -> Path:
    """The plan as a file; with `more` so many further paragraphs of provision in section F."""
    from docx import Document

    document = Document()
    document.add_paragraph(LOST)
    document.add_heading("Education, Health and Care Plan", 1)
    document.add_heading("Section A: Views, interests and aspirations", 2)
    document.add_paragraph("Ari wants to work at a railway station.")
    document.add_heading("Sections B, F and E", 2)
    table = document.add_table(1 + len(ROWS), 3)
    for cell, words in zip(table.rows[0].cells, ("B: Need", "F: Provision", "E: Outcome"), strict=True):
        cell.text = words
    for row, needed in zip(table.rows[1:], ROWS, strict=True):
        for cell, said in zip(row.cells, needed, strict=True):
            cell.text = said
    document.add_heading("Section C: Health care needs", 2)
    document.add_paragraph("No identified health needs; checked with the paediatrician on 3/4/2026.")
    document.add_heading("Section D: Social care needs", 2)
    document.add_paragraph("None")
    document.add_heading("Section F: Special educational provision", 2)
    for number in range(more):
        document.add_paragraph(f"{number}. Opportunities for regular support with small groups where appropriate. " * 4)
    document.add_paragraph("Ari takes part in assemblies 𝄞 as appropriate.")
    content = BytesIO()
    document.save(content)
    path = folder / name
    path.write_bytes(content.getvalue())
    return path


def advice_document(folder: Path, *recommended: str) -> Path:
    """Advice that recommends this, as a file."""
    from docx import Document

    document = Document()
    document.add_heading("Advice for an EHC needs assessment", 1)
    document.add_heading("Recommendations", 2)
    for words in recommended:
        document.add_paragraph(words, style="List Bullet")
    path = folder / "advice.docx"
    document.save(str(path))
    return path
