"""The three sentences at the top of a report, and the table of what is other than it was issued."""

from dataclasses import replace
from datetime import date

import pytest
from export_builders import figures, head

from exports.content import Content
from exports.issued import IssuedTold, RestatedTold
from exports.pages.issued import MOST, issued, issued_in_brief
from exports.pages.lead import lead
from exports.pages.report import document_of
from exports.sheets.report import book_of
from scoring.figures import Audience

BEFORE, AFTER = date(2026, 9, 20), date(2026, 9, 28)


def content(plans: int = 6, audience: Audience = Audience.GROUP, kind: str = "weekly") -> Content:
    return Content(head(audience, kind), figures(plans, audience))


def line(id_: str = "plans.effective", *, stands: bool = True, why: str = "Came late.") -> RestatedTold:
    return RestatedTold(id_, f"Figure {id_}", "3 of 6 (50 %)", BEFORE, "4 of 7 (57 %)", AFTER, why, stands)


def test_a_weekly_report_says_what_was_audited_how_good_it_is_and_that_a_week_shows_no_change() -> None:
    assert lead(content()) == (
        "6 of 6 plans drawn were audited.",
        "Effective, that is Good or Outstanding: 3 of 6 (50 %, 95 % interval 19 to 81 %); from so few plans the true "
        "share may lie anywhere in that interval.",
        "Nothing is said here of change: one week has too few plans for that.",
    )


@pytest.mark.parametrize(
    ("plans", "second"),
    [
        (1, "Effective, that is Good or Outstanding: 0 of 1 (0 %, 95 % interval 0 to 79 %); one plan tells nothing of"),
        (40, "Effective, that is Good or Outstanding: 50 % (20 of 40, 95 % interval 35 to 65 %)."),
    ],
)
def test_the_second_sentence_is_as_sure_as_its_plans_are_many(plans: int, second: str) -> None:
    assert lead(content(plans))[1].startswith(second)


def test_without_an_audit_the_lead_says_so_and_claims_nothing() -> None:
    said = lead(Content(head(kind="monthly"), ()))
    assert said == ("No audit of this period counts yet, so there is nothing to grade.",)


def test_the_workbooks_summary_has_the_same_sentences_as_the_first_page() -> None:
    made = content()
    summary = next(sheet for sheet in book_of(made).sheets if sheet.name == "Summary")
    assert tuple(summary.lines)[: len(lead(made))] == lead(made)
    assert " ".join(lead(made)) in repr(document_of(made))


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (IssuedTold(BEFORE, BEFORE), "issued on 20 September 2026"),
        (IssuedTold(BEFORE, AFTER, (line(),)), "issued on 20 September 2026, restated on 28 September 2026"),
        (IssuedTold(BEFORE, BEFORE, (line(),)), "issued on 20 September 2026, restated the same day"),
        (IssuedTold(BEFORE, BEFORE, (), 1), "draft; issued on 20 September 2026; 1 figure differs"),
        (IssuedTold(BEFORE, BEFORE, (), 3), "draft; issued on 20 September 2026; 3 figures differ"),
    ],
)
def test_the_state_of_a_report_says_when_it_was_issued_and_whether_figures_differ(told: IssuedTold, state: str) -> None:
    assert told.state == state


def test_each_restated_figure_is_a_row_with_was_and_now_under_why_on_page_and_sheet() -> None:
    waiting = replace(line("c"), now_on=None, why="")
    told = IssuedTold(BEFORE, AFTER, (line("a", stands=False), line("b"), waiting), 1)
    made = replace(content(), issued=told)
    blocks = repr(list(issued(made)))
    assert blocks.index("Figure c") < blocks.index("Figure a") < blocks.index("Figure b")
    assert "Was, as issued on 20 September 2026" in blocks
    assert "Restated on 28 September 2026. Came late" in blocks
    assert "restated again since" in blocks
    assert "Other now, not issued again yet: 1 figure." in repr(list(issued_in_brief(made)))
    sheet = next(sheet for sheet in book_of(made).sheets if sheet.name == "Restated")
    assert [row[0] for row in sheet.grid.rows] == ["Figure a", "Figure b", "Figure c"]


def test_a_page_shows_so_many_restated_figures_and_the_workbook_all() -> None:
    many = tuple(line(f"figure {number}") for number in range(MOST + 5))
    made = replace(content(), issued=IssuedTold(BEFORE, AFTER, many))
    assert "5 more stand in the workbook." in repr(list(issued(made)))
    sheet = next(sheet for sheet in book_of(made).sheets if sheet.name == "Restated")
    assert len(sheet.grid.rows) == MOST + 5
    assert list(issued(replace(made, issued=None))) == []
