"""Footnotes of a PDF stand with the words that refer to them; a raised number without a note stays a number."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from audit_app.intake.plans.reading import read_plan
from scoring.plan.items import propose
from scoring.plan.sections import SectionText, care_state, sections_of
from scoring.plan.text import BlockKind, PlanText

Piece = tuple[str, bool]
"""Words, and whether they are small and raised."""


def drawn(*lines: tuple[float, tuple[Piece, ...]]) -> PlanText:
    """A page with these lines, each with its height above the bottom."""
    file = BytesIO()
    canvas = Canvas(file)
    for y, pieces in lines:
        pen = canvas.beginText(72, y)
        for words, raised in pieces:
            pen.setFont("Helvetica", 6 if raised else 10)
            pen.setRise(4 if raised else 0)
            pen.textOut(words)
        canvas.drawText(pen)
    canvas.save()
    return read_plan("p.pdf", file.getvalue())


HEAD = (720.0, (("Section C: Health needs", False),))
NONE = (700.0, (("None.", False), ("1", True)))


@pytest.mark.parametrize("raised", [True, False])
def test_a_note_stands_where_its_raised_number_does(raised: bool) -> None:
    later = (640.0, (("Section F: Provision", False),))
    line = (620.0, (("Swimming every week with a coach.", False),))
    foot = (80.0, (("1", raised), (" Confirmed by the paediatrician.", False)))
    text = drawn(HEAD, NONE, later, line, foot)
    sections = sections_of(text)
    assert [(text.block(one.block).text, one.section) for one in sections.placed][:3] == [
        ("Section C: Health needs", "C"),
        ("None.", "C"),
        ("Confirmed by the paediatrician.", "C"),
    ]
    assert sections.states["C"] is SectionText.NONE
    assert care_state(text, sections, "C") == "checked_none"
    assert [one.words for one in propose(text, sections)] == ["Swimming every week with a coach."]


def test_a_note_of_two_lines_is_one_and_a_second_one_another() -> None:
    both = (700.0, (("None.", False), ("1", True), (" Asthma is well treated.", False), ("2", True)))
    first = (100.0, (("1", True), ("Confirmed by the", False)))
    goes_on = (88.0, (("paediatrician.", False),))
    second = (76.0, (("2", True), ("In May.", False)))
    notes = [one.text for one in drawn(HEAD, both, first, goes_on, second).blocks if one.kind is BlockKind.FOOTNOTE]
    assert notes == ["Confirmed by the paediatrician.", "In May."]


def test_a_raised_number_without_a_note_stays_a_number() -> None:
    text = drawn(HEAD, (700.0, (("A room of 20 m", False), ("2", True), (" is used.", False))))
    assert text.blocks[1].text == "A room of 20 m2 is used."
    assert not any(one.kind is BlockKind.FOOTNOTE for one in text.blocks)


def test_a_note_that_nothing_refers_to_is_not_understood() -> None:
    text = drawn(HEAD, (700.0, (("None.", False),)), (80.0, (("3", True), ("Left over.", False))))
    (note,) = sections_of(text).in_section("")
    assert text.block(note.block).text == "Left over."


def test_a_line_that_begins_with_a_number_is_no_note_by_itself() -> None:
    text = drawn(HEAD, NONE, (80.0, (("2 Sessions a week.", False),)))
    assert [one.text for one in text.blocks] == ["Section C: Health needs", "None.1", "2 Sessions a week."]
