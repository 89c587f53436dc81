"""Learning pages of a round: what an agency is told, when it counts as sent, and the figure of the days to it."""

from datetime import date, timedelta

import pytest
from round_world import MEMBERS, NAME, RoundMade, Said, make_round, without_keyholder

from audit_app.domain.problems import AppError
from audit_app.services.consensus import agreeing, closing, learning
from audit_app.services.consensus.reveal_table import table
from audit_app.services.consensus.themes import themes_told
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from exports.learning import LearningPage
from exports.learning_page import learning_document, learning_file, learning_pdf
from exports.themes import ThemesTold
from scoring.figures import Audience, Figure

GOOD = {"score": 3, "evidence": {"kind": "quotation", "text": "a visual timetable", "where": "F"}, "good_practice": 1}
SAID: Said = {
    **{
        (plan, "Sue Carr", "D1"): {"score": 0, "evidence": {"kind": "not_found", "where": "D"}, "cause": "advice"}
        for plan in (1, 2)
    },
    (1, "Sue Carr", "H1a"): 1,
    (1, "Sue Carr", "W4"): 1,
    (1, "Ed Hall", "F1"): GOOD,
    (2, "Ed Hall", "F1"): 3,
    (1, "Hetty Rae", "C1"): 3,
}


def agreed(workspace: Workspace, made: RoundMade, *, closed: bool = True) -> RoundMade:
    """Everything settled at the first answer given, submitted, and closed."""
    agreeing.carry_over(workspace, made.id)
    for plan in table(workspace, made.id).plans:
        for one in plan.cells:
            if not one.is_settled:
                answer = one.given[0].answer
                agreeing.settle(workspace, plan.audit_id, one.marker.id, answer, "chairs_decision")
        agreeing.submit(workspace, plan.audit_id)
    if closed:
        closing.close_round(workspace, made.id)
    return made


@pytest.fixture
def made(workspace: Workspace) -> RoundMade:
    return agreed(workspace, make_round(workspace, SAID))


def page_of(workspace: Workspace, made: RoundMade, agency: str) -> LearningPage:
    return next(one for one in learning.pages(workspace, made.id) if one.agency == agency)


def days_to_share(workspace: Workspace) -> Figure:
    found = report(workspace, ReportAsked("two-monthly", "2026-11..2026-11"))
    return next(one for one in found.figures if one.id == "learning.days_to_share")


def test_every_agency_that_scored_has_a_page_without_any_name(workspace: Workspace, made: RoundMade) -> None:
    found = learning.pages(workspace, made.id)
    assert [one.agency_name for one in found] == ["Education", "Health", "Social care", "SEN team", "Parent carers"]
    assert {one.plans for one in found} == {("EHC-001", "EHC-002")}
    told = repr(found)
    assert [name for name in MEMBERS if name in told or name.split()[1] in told] == []


def test_page_tells_what_to_improve_with_causes_and_in_how_many_plans(workspace: Workspace, made: RoundMade) -> None:
    first, second = page_of(workspace, made, "social_care").improve[:2]
    assert (first.marker, first.low, first.scored, first.causes) == ("D1", 2, 2, (("Advice", 2),))
    assert first.plans == ("EHC-001", "EHC-002")
    assert (second.marker, second.low, second.causes) == ("H1a", 1, (("Drafting", 1),))
    assert page_of(workspace, made, "health").improve == ()


def test_strengths_are_quoted_and_those_to_be_shared_come_first(workspace: Workspace, made: RoundMade) -> None:
    (strength,) = page_of(workspace, made, "education").strengths
    assert (strength.marker, strength.plan_ref, strength.is_shared) == ("F1", "EHC-001", True)
    assert (strength.evidence.text, strength.evidence.place) == ("a visual timetable", "Section F")
    (kept,) = page_of(workspace, made, "health").strengths
    assert (kept.marker, kept.is_shared) == ("C1", False)


def test_agreement_with_the_others_is_told_in_counts(workspace: Workspace, made: RoundMade) -> None:
    words = page_of(workspace, made, "social_care").agreement
    # five core markers of two plans, each beside five members of other agencies; W7 without parent carers; E6 and F8
    # with education and health
    assert words[0].endswith("On average Social care scored 0.1 of a level lower.")
    assert "within one level" in words[0]
    assert words[1].startswith("The group settled on a score that Social care had given at")


def test_draft_is_told_apart_and_cannot_be_sent(workspace: Workspace) -> None:
    made = make_round(workspace, SAID)
    with pytest.raises(AppError, match="nothing to learn from"):
        learning.pages(workspace, made.id)
    agreed(workspace, made, closed=False)
    page = page_of(workspace, made, "health")
    assert not page.is_closed
    assert learning_document(page).title.period.startswith(f"Round {NAME}, draft: ")
    with pytest.raises(AppError, match="its pages are drafts"):
        learning.sent(workspace, made.id, "health", "the health team")
    assert days_to_share(workspace).reason == "No round was closed in the period."


def test_days_to_share_are_counted_from_the_closing(workspace: Workspace, made: RoundMade) -> None:
    found = days_to_share(workspace)
    assert (found.value, found.denominator, found.reason[:27]) == (None, 1, "No learning page of these r")
    with pytest.raises(AppError, match="needs a reason"):
        learning.sent(workspace, made.id, "health", " ")
    with pytest.raises(AppError, match="no page of police"):
        learning.sent(workspace, made.id, "police", "them")
    learning.sent(workspace, made.id, "health", "the designated clinical officer")
    assert learning.sent_pages(workspace, made.id)["health"].sent_to == "the designated clinical officer"
    found = days_to_share(workspace)
    assert (found.value, found.numerator, found.denominator, found.unit) == (0, None, 1, "days")
    assert "4 pages not sent yet" in found.note
    for agency, later in (("education", 3), ("social_care", 6)):
        day = (date(2026, 11, 22) + timedelta(days=later)).isoformat()
        value = {"made_on": day, "sent_on": day, "sent_to": "them"}
        page = Op("learning_page", Ids.learning_page(made.id, agency), "record", value)
        workspace.door.write("Sent", [page])
    assert days_to_share(workspace).value == 3


def test_page_sent_before_the_round_was_closed_again_is_to_be_sent_again(workspace: Workspace, made: RoundMade) -> None:
    value = {"made_on": "2026-11-19", "sent_on": "2026-11-19", "sent_to": "them"}
    page = Op("learning_page", Ids.learning_page(made.id, "health"), "record", value)
    workspace.door.write("Sent before", [page])
    assert learning.sent_pages(workspace, made.id) == {}
    found = days_to_share(workspace)
    assert (found.value, found.denominator) == (None, 1)


def test_page_is_written_as_one_document(workspace: Workspace, made: RoundMade) -> None:
    page = page_of(workspace, made, "social_care")
    assert learning_document(page).title.heading == "Learning page: Social care"
    assert learning_document(page).title.period.startswith(f"Round {NAME}: 2 plans with a consensus, ")
    assert learning_file(page) == "learning-2026-11-social-care.pdf"
    assert learning_pdf(page)[:5] == b"%PDF-"


def test_pages_of_a_round_without_keyholder_say_that_it_was_not_sealed(workspace: Workspace, made: RoundMade) -> None:
    assert "was not sealed" not in repr(learning.pages(workspace, made.id))
    without_keyholder(workspace, made)
    assert all("was not sealed" in " ".join(one.agreement) for one in learning.pages(workspace, made.id))


def themes_of(workspace: Workspace, audience: Audience, period: str = "2026-10..2026-11") -> ThemesTold | None:
    return themes_told(workspace, report(workspace, ReportAsked("two-monthly", period, audience)))


def test_the_two_monthly_report_tells_the_rounds_themes_with_their_words(workspace: Workspace, made: RoundMade) -> None:
    found = themes_of(workspace, Audience.GROUP)
    assert found is not None
    assert found.rounds == (NAME,)
    assert found.strengths[0].marker == "F1"
    assert found.strengths[0].evidence.text == "a visual timetable"
    assert (found.improve[0].marker, found.improve[0].low, found.improve[0].scored) == ("D1", 2, 2)
    assert made.id


def test_a_board_reads_no_word_of_a_plan_and_no_marker_of_few_plans_and_the_public_nothing(
    workspace: Workspace, made: RoundMade
) -> None:
    found = themes_of(workspace, Audience.BOARD)
    assert found == ThemesTold((NAME,), (), (), names_plans=False)
    assert themes_of(workspace, Audience.PUBLIC) is None
    assert made.id


def test_a_round_that_is_not_closed_or_of_another_time_has_no_theme(workspace: Workspace) -> None:
    agreed(workspace, make_round(workspace, SAID), closed=False)
    assert themes_of(workspace, Audience.GROUP) is None
    assert themes_of(workspace, Audience.GROUP, "2026-01..2026-02") is None
