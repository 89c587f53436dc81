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


Rows = tuple[tuple[str, str, str], ...]

SHORT: Rows = (
    ("Ari finds reading hard and loses his place.", VAGUE, "By July 2027 Ari will read 40 words."),
    (
        "Ari becomes anxious when plans change.",
        "A teaching assistant talks through a visual timetable for 10 minutes each morning.",
        "By July 2027 Ari will ask for help on 4 of 5 days.",
    ),
)
"""The rows of a short plan: need, provision, outcome."""
TITLE = "# Education, Health and Care Plan"
UP_TO_THE_TABLE = (
    "## Section A: Views, interests and aspirations",
    "Ari wants to work at a railway station.",
    "## Sections B, F and E",
)
NO_CARE = (
    "## Section C: Health care needs",
    "No identified health needs; checked with the paediatrician on 3/4/2026.",
    "## Section D: Social care needs",
    "None",
)


def write_docx(path: Path, *parts: str | Rows) -> Path:
    """Parts one after the other: "# " and "## " begin headings, rows are a table of need, provision and outcome."""
    from docx import Document

    document = Document()
    for part in parts:
        if isinstance(part, str):
            marks, _, words = part.partition(" ") if part.startswith("#") else ("", "", part)
            if marks:
                document.add_heading(words, len(marks))
            else:
                document.add_paragraph(words)
            continue
        table = document.add_table(1 + len(part), 3)
        lines = (("B: Need", "F: Provision", "E: Outcome"), *part)
        for row, said in zip(table.rows, lines, strict=True):
            for cell, words in zip(row.cells, said, strict=True):
                cell.text = words
    content = BytesIO()
    document.save(content)
    path.write_bytes(content.getvalue())
    return path


def plan_document(folder: Path, name: str = "plan-0001.docx", *, more: int = 0) -> Path:
    """The plan as a file; with `more` so many further paragraphs of provision in section F."""
    vague = "Opportunities for regular support with small groups where appropriate. " * 4
    further = tuple(f"{number}. {vague}" for number in range(more))
    last = "Ari takes part in assemblies 𝄞 as appropriate."
    section = "## Section F: Special educational provision"
    return write_docx(folder / name, LOST, TITLE, *UP_TO_THE_TABLE, ROWS, *NO_CARE, section, *further, last)


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
