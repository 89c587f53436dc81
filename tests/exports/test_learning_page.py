"""A learning page as PDF: one page that can be handed over alone, tagged, whatever the texts are."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from logo_support import look_in
from pdf_reading import read
from pdfua import validate

from exports.content import Extract
from exports.document import Bullets
from exports.learning import LearningPage, Strength, ToImprove
from exports.learning_page import learning_document, learning_pdf, write_learning

ON = date(2026, 11, 24)
LONG = "needs, outcomes and provision that follow from one another " * 8
STRENGTH = Strength("CK-0412", "F1", "Every need has provision?", Extract("a visual timetable", "Section F"), True)
IMPROVE = ToImprove("D1", "Social care needs?", 3, 8, (("Advice", 2), ("Drafting", 1)), ("CK-1", "CK-2", "CK-3"))
PAGE = LearningPage(
    organisation="Ashford",
    agency="social_care",
    round="2026-11",
    plans=("CK-1", "CK-2"),
    on=ON,
    is_closed=True,
    grades=(("Good", 1), ("Requires improvement", 1)),
    strengths=(STRENGTH,),
    improve=(IMPROVE,),
    more_to_improve=0,
    agreement=("52 of 96 scores were equal.",),
    following=("Talk this page through in your team.",),
)
FULLEST = replace(
    PAGE,
    organisation="The Partnership of " + "Ashford and Cranbrook " * 3,
    strengths=(replace(STRENGTH, question=LONG, evidence=Extract(LONG, "Section F")),) * 3,
    improve=(
        replace(IMPROVE, question=LONG, causes=(("Review: the plan was not amended", 5),), plans=("CK-123456",) * 8),
    )
    * 4,
    more_to_improve=7,
    agreement=(LONG[:300], LONG[:150]),
    following=(LONG, LONG, "12 more deadlines: see the group's report.", LONG),
    actions=(LONG, LONG),
    more_actions=12,
)


@pytest.mark.parametrize("page", [PAGE, FULLEST, replace(PAGE, strengths=(), improve=(), grades=(), is_closed=False)])
def test_page_is_one_page_and_the_independent_checker_finds_nothing(page: LearningPage, tmp_path: Path) -> None:
    write_learning(tmp_path / "page.pdf", page)
    assert len(read((tmp_path / "page.pdf").read_bytes()).pages) == 1
    assert [finding.message for finding in validate(str(tmp_path / "page.pdf")).findings] == []


def test_a_logo_and_a_colour_leave_it_one_page_that_the_checker_finds_nothing_in(tmp_path: Path) -> None:
    look = look_in(tmp_path)
    write_learning(tmp_path / "page.pdf", FULLEST, look)
    reading = read((tmp_path / "page.pdf").read_bytes())
    assert len(reading.pages) == 1
    assert reading.tree.kids[0].alternative == "Ashford"
    assert [finding.message for finding in validate(str(tmp_path / "page.pdf")).findings] == []


def test_page_is_read_in_order_and_says_whose_it_is() -> None:
    reading = read(learning_pdf(PAGE))
    heads = [kid.words() for kid in reading.tree.kids if kid.kind in ("H1", "H2")]
    assert heads == [
        "Learning page: Social care",
        *("What went well", "What to improve", "How far you and the others agreed", "What happens next"),
    ]
    (table,) = reading.tree.all("Table")
    assert "3 of 8 plans" in table.words()
    assert "Advice 2, Drafting 1" in table.words()
    assert "24 November 2026" in reading.heads()[0]


def test_an_agencys_open_actions_stand_at_the_end() -> None:
    page = replace(PAGE, actions=("Agree a nil return (Care Officer, due 7 December 2026)",), more_actions=4)
    *_, last = learning_document(page).blocks
    assert isinstance(last, Bullets)
    assert last.items[-1] == "Open action: Agree a nil return (Care Officer, due 7 December 2026); 4 more"
    assert "Open action" not in repr(learning_document(PAGE))


def test_same_page_gives_the_same_bytes() -> None:
    assert learning_pdf(PAGE) == learning_pdf(PAGE)
