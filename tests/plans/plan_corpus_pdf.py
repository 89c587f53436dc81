"""The plans of the corpus as PDF: ruled and unruled tables over pages, ligatures, divided words, page numbers.

Also as a word processor prints them, which was learnt from documents of the corpus that one had printed.
"""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from plan_corpus_layouts import Bullets, Cell, Grid, Heading, Sheet, Text
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import ListFlowable, ListItem, LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from resources.fonts import Face, font_file

_LIGATURES = (("fi", "\ufb01"), ("fl", "\ufb02"))
_SHADE = "#f2f2f2"
_WIDTHS = {1: (480,), 2: (160, 320), 3: (160, 200, 120), 4: (110, 190, 100, 80)}


@cache
def _fonts() -> tuple[str, str]:
    for name, face in (("Corpus", Face.FALLBACK), ("CorpusBold", Face.BOLD)):
        pdfmetrics.registerFont(TTFont(name, str(font_file(face))))
    return "Corpus", "CorpusBold"


def as_pdf(sheet: Sheet, *, size: float = 10) -> bytes:
    """The sheet as a PDF with running header, footer and page numbers; long words are divided at the ends of lines."""
    styles = _styles(size)
    styles["text"].alignment = TA_JUSTIFY
    return _built(sheet, [one for element in sheet.elements for one in _flowables(element, styles)])


def as_printed(sheet: Sheet, *, size: float = 10) -> bytes:
    """The same as a word processor prints it.

    Paragraphs of a cell stand close, headings of columns are plain, cells are shaded and in them each line of text once
    more, lines of text end at the hyphens of words and nowhere else within them, numbers go on from list to list and
    stand close to the words from ten on; a box of text comes last.
    """
    styles = _styles(size)
    styles["text"].embeddedHyphenation = 1
    styles["head"] = styles["cell"]
    styles["cell"].spaceAfter = 0
    numbers = count(1)
    story: list[Any] = []
    for element in sheet.elements:
        if isinstance(element, Bullets):
            signs = (_number(next(numbers)) if element.is_numbered else "• " for _ in element.items)
            story += [
                Paragraph(escape(sign + one), styles["text"]) for sign, one in zip(signs, element.items, strict=True)
            ]
        else:
            story += _flowables(element, styles, _in_cell if isinstance(element, Grid) and element.ruled else escape)
    return _built(sheet, story, box="T")


def _number(at: int) -> str:
    return f"{at}. " if at < 10 else f"{at}."


def _styles(size: float) -> dict[str, ParagraphStyle]:
    regular, bold = _fonts()
    head = ParagraphStyle("bold", fontName=bold, fontSize=size, leading=size * 1.25, spaceAfter=size * 0.5)
    return {
        "text": ParagraphStyle("text", fontName=regular, fontSize=size, leading=size * 1.25, spaceAfter=size * 0.8),
        "cell": ParagraphStyle("cell", fontName=regular, fontSize=size - 1, leading=size * 1.1, spaceAfter=size * 0.5),
        "bold": head,
        "head": head,
        **{
            f"h{n}": ParagraphStyle(
                f"h{n}",
                fontName=bold,
                fontSize=size * scale,
                leading=size * scale * 1.25,
                spaceBefore=size,
                spaceAfter=size * 0.5,
            )
            for n, scale in ((1, 1.6), (2, 1.35), (3, 1.2), (4, 1.15))
        },
    }


def _built(sheet: Sheet, story: list[Any], box: str = "") -> bytes:
    regular, _ = _fonts()
    file = BytesIO()
    draft = "DRAFT " if sheet.plan.draft else ""

    def furnish(canvas: Any, document: Any) -> None:
        canvas.setFont(regular, 8)
        canvas.drawString(56, 815, f"{draft}Education, Health and Care Plan: confidential")
        canvas.drawString(56, 25, "County Council, SEND service")
        canvas.drawString(500, 25, f"Page {document.page}")

    def put_box() -> None:
        document.canv.setFont(regular, 10)
        document.canv.drawString(560, 500, box)

    document = SimpleDocTemplate(file, pagesize=A4, leftMargin=56, rightMargin=56)
    document.afterPage = put_box
    document.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return file.getvalue()


def _shown(words: str) -> str:
    """The words with ligatures, and soft hyphens where a long word may be divided."""
    for plain, ligature in _LIGATURES:
        words = words.replace(plain, ligature)
    parts = [f"{part[:5]}\u00ad{part[5:]}" if len(part) > 11 and part.isalpha() else part for part in words.split(" ")]
    return escape(" ".join(parts))


def _flowables(
    element: Heading | Text | Bullets | Grid, styles: dict[str, ParagraphStyle], shown: Callable[[str], str] = _shown
) -> list[Any]:
    if isinstance(element, Heading):
        return [Paragraph(shown(element.words), styles["bold" if element.is_bold else f"h{element.level}"])]
    if isinstance(element, Text):
        return [Paragraph(shown(element.words), styles["text"])]
    if isinstance(element, Bullets):
        items = [ListItem(Paragraph(shown(words), styles["text"])) for words in element.items]
        kind = "1" if element.is_numbered else "bullet"
        return [
            ListFlowable(items, bulletType=kind, start=None if element.is_numbered else "•", bulletFormat="%s.")
            if element.is_numbered
            else ListFlowable(items, bulletType=kind, start="•")
        ]
    return [_table(element, styles, shown), Spacer(1, 10)]


def _in_cell(words: str) -> str:
    """As it stands in a cell that is shaded: each line once more."""
    return f'<font backColor="{_SHADE}">{escape(words)}</font>'


def _table(grid: Grid, styles: dict[str, ParagraphStyle], shown: Callable[[str], str]) -> Any:
    count = max(len(row) for row in grid.rows)
    rows: list[list[Any]] = []
    spans = []
    for at, row in enumerate(grid.rows):
        rows.append([_cell(cell, styles["head" if at < grid.heads else "cell"], shown) for cell in row])
        for column, cell in enumerate(row):
            if cell.goes_on and not row[column].paragraphs:
                spans.append((column, at))
    lines: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if grid.ruled else []
    if shown is _in_cell:
        lines.append(("BACKGROUND", (0, 0), (-1, -1), _SHADE))
    merged = [("SPAN", *_span(grid, column, at)) for column, at in spans if _ends(grid, column, at)]
    whole = [("SPAN", (0, at), (-1, at)) for at, row in enumerate(grid.rows) if len(row) < count]
    rows = [row + [""] * (count - len(row)) for row in rows]
    return LongTable(
        rows,
        colWidths=_WIDTHS[count],
        repeatRows=grid.heads,
        splitInRow=0 if merged or whole else 1,
        style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *lines, *merged, *whole]),
    )


def _ends(grid: Grid, column: int, at: int) -> bool:
    below = at + 1
    return below >= len(grid.rows) or not grid.rows[below][column].goes_on


def _span(grid: Grid, column: int, at: int) -> tuple[tuple[int, int], tuple[int, int]]:
    first = at
    while grid.rows[first][column].goes_on:
        first -= 1
    return (column, first), (column, at)


def _cell(cell: Cell, style: ParagraphStyle, shown: Callable[[str], str]) -> list[Any]:
    return [Paragraph(shown(part), style) for words in cell.paragraphs for part in words.split("\n\n")]
