"""Annual reviews and progress of outcomes in reports: in which kinds, as page and sheet, and a sentence without any."""

from dataclasses import replace

import pytest
from made_parts import progress
from made_reports import two_months

from exports.content import Content
from exports.document import Heading, Paragraph, Table
from exports.pages.report import document_of
from exports.sheets.report import book_of


def told(kind: str) -> Content:
    made = two_months(kind)
    return replace(made, figures=tuple({one.id: one for one in (*made.figures, *progress())}.values()))


def headings(content: Content) -> list[str]:
    return [block.text for block in document_of(content).blocks if isinstance(block, Heading)]


@pytest.mark.parametrize(
    ("kind", "reviews", "outcomes"),
    [("weekly", False, False), ("monthly", True, False), ("two-monthly", False, False), ("quarterly", True, True)],
)
def test_monthly_reports_tell_reviews_and_quarterly_ones_progress_too(kind: str, reviews: bool, outcomes: bool) -> None:
    said = headings(told(kind))
    assert ("Annual reviews due and late" in said) is reviews
    assert ("Progress after annual review" in said) is outcomes
    assert ("By area of need" in said) is outcomes
    assert ("Young people near adulthood" in said) is outcomes
    titles = {sheet.title for sheet in book_of(told(kind)).sheets}
    assert bool({"Reviews due and late", "Progress after review"} & titles) is reviews


def test_without_an_outcome_one_sentence_stands_and_no_table_or_sheet() -> None:
    blocks = list(document_of(two_months("quarterly")).blocks)
    at = next(at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.text.startswith("Progress after"))
    after = blocks[at + 1 : at + 4]
    assert [type(one) for one in after] == [Paragraph, Heading, Paragraph]
    assert not any(isinstance(one, Table) for one in after)
    assert "Progress after review" not in {sheet.title for sheet in book_of(two_months("quarterly")).sheets}


def test_the_sheet_has_a_row_a_group_and_kind_of_progress() -> None:
    (sheet,) = (one for one in book_of(told("quarterly")).sheets if one.title == "Progress after review")
    assert sheet.grid is not None
    by = [row[0] for row in sheet.grid.rows]
    assert by.count("Area of need") == 7 * 5
    assert by.count("Agency whose provision it rests on") == 2 * 5
    assert next(row[1:3] for row in sheet.grid.rows if row[0] == "Area of need") == (
        "Communication and interaction",
        "Outcomes achieved at their newest review",
    )
