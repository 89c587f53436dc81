"""Of a page of a PDF only what is shown is read, wherever its box begins; a row over the end of a page is one row."""

from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from audit_app.intake.plans.reading import read_plan
from scoring.plan.items import propose
from scoring.plan.sections import sections_of
from scoring.plan.text import BlockKind, PlanText

SHEET = (500, 400)
LEFT, MIDDLE, RIGHT = 40, 240, 440


def grid(canvas: Canvas, *heights: float) -> None:
    for top, bottom in pairwise(heights):
        for left, right in pairwise((LEFT, MIDDLE, RIGHT)):
            for line in ((left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom)):
                canvas.line(*line)
    canvas.line(RIGHT, heights[0], RIGHT, heights[-1])


def say(canvas: Canvas, y: float, *words: str) -> None:
    canvas.setFont("Helvetica", 10)
    for x, one in zip((LEFT, MIDDLE), words, strict=False):
        canvas.drawString(x + 4, y, one)


def over_two_pages() -> bytes:
    """A row that the end of a page cuts, drawn as Qt does: each page has the whole row, beyond its edge too."""
    file = BytesIO()
    canvas = Canvas(file, SHEET)
    say(canvas, 360, "Sections B and F: Special educational needs and provision")
    grid(canvas, 340, 320, 40)
    say(canvas, 326, "B: Needs", "F: Provision")
    say(canvas, 60, "Sam becomes anxious when the day", "A key adult who knows Sam well")
    say(canvas, -30, "changes and leaves the room.", "meets him every morning.")
    canvas.showPage()
    grid(canvas, 480, 430)
    say(canvas, 450, "Sam becomes anxious when the day", "A key adult who knows Sam well")
    grid(canvas, 380, 340)
    say(canvas, 360, "changes and leaves the room.", "meets him every morning.")
    canvas.save()
    return file.getvalue()


def boxed(content: bytes, media: tuple[int, ...], crop: tuple[int, ...] | None) -> bytes:
    """The same pages with other boxes, the sheet's said once for all of them."""
    file = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            del page.obj["/MediaBox"]
            if crop is not None:
                page.obj["/CropBox"] = pikepdf.Array(crop)
        pdf.Root.Pages["/MediaBox"] = pikepdf.Array(media)
        pdf.save(file)
    return file.getvalue()


def cells(text: PlanText) -> list[tuple[int, int, str]]:
    return [(one.address.row, one.address.column, one.text) for one in text.blocks if one.kind is BlockKind.CELL]


ROWS = [
    (1, 1, "B: Needs"),
    (1, 2, "F: Provision"),
    (2, 1, "Sam becomes anxious when the day changes and leaves the room."),
    (2, 2, "A key adult who knows Sam well meets him every morning."),
]


def test_a_row_that_the_end_of_a_page_cuts_is_read_once_and_whole() -> None:
    text = read_plan("p.pdf", over_two_pages())
    assert cells(text) == ROWS
    assert [one.words for one in propose(text, sections_of(text))] == [ROWS[2][2], ROWS[3][2]]


@pytest.mark.parametrize(
    ("media", "crop"),
    [
        ((0, 0, *SHEET), None),
        ((-50, -60, 600, 500), (0, 0, *SHEET)),
        ((10, 20, 480, 395), None),
        ((0, -100, 520, 700), (20, 10, 470, 390)),
    ],
)
def test_what_is_shown_is_read_wherever_the_box_of_the_page_begins(
    media: tuple[int, ...], crop: tuple[int, ...] | None
) -> None:
    assert cells(read_plan("p.pdf", boxed(over_two_pages(), media, crop))) == ROWS


def test_words_beside_the_page_are_not_read() -> None:
    file = BytesIO()
    canvas = Canvas(file, SHEET)
    say(canvas, 360, "Section B: Special educational needs")
    canvas.drawString(40, 300, "Sam finds reading hard.")
    canvas.drawString(700, 300, "Notes for the printer.")
    canvas.drawString(-300, 280, "More of them.")
    canvas.save()
    text = read_plan("p.pdf", file.getvalue())
    assert [one.text for one in text.blocks] == ["Section B: Special educational needs", "Sam finds reading hard."]
