"""Which review or which report of a plan is audited: what counts as one, which is drawn, how it reads."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.advice import AdviceAsked, Outcome
from audit_app.domain.cycles import Cycle, Subject, subject_of
from audit_app.domain.papers import Paper, last_review, one_of, papers_of

ON = date(2026, 11, 20)
DAYS = st.dates(date(2024, 1, 1), date(2028, 1, 1))
PAPERS = st.builds(
    Paper, DAYS, st.sampled_from(["education", "health", "social_care"]), st.sampled_from(["", "Therapy"])
)


def reviews(held: str) -> tuple[Paper, ...]:
    return papers_of(Subject.REVIEW, {"last_review_date": held}, (), ON)


@pytest.mark.parametrize(
    ("held", "is_one"),
    [
        ("2026-10-23", True),  # four weeks ago: the decision was due today
        ("2026-10-24", False),  # the decision is not due yet
        ("2025-11-21", True),
        ("2025-11-20", False),  # twelve months ago to the day
        ("2026-12-01", False),  # still to be held
    ],
)
def test_a_review_is_audited_from_four_weeks_to_twelve_months_after_its_meeting(held: str, is_one: bool) -> None:
    assert reviews(held) == ((Paper(date.fromisoformat(held)),) if is_one else ())


def test_without_a_review_there_is_none_to_audit() -> None:
    assert papers_of(Subject.REVIEW, {}, (), ON) == ()
    assert last_review({}, ON) is None
    assert last_review({"last_review_date": "2026-11-21"}, ON) is None
    assert last_review({"last_review_date": "2026-11-20"}, ON) == ON


def test_every_report_of_twelve_months_can_be_audited_and_nothing_else() -> None:
    asked = date(2026, 1, 5)
    lines = (
        AdviceAsked("1", "health", "Therapy", requested=asked, received=date(2026, 2, 10), outcome=Outcome.REPORT),
        AdviceAsked(
            "2", "health", "Paediatrics", requested=asked, received=date(2026, 2, 11), outcome=Outcome.NIL_RETURN
        ),
        AdviceAsked("3", "health", "Nursing", requested=asked),
        AdviceAsked("4", "social_care", "", requested=asked, received=date(2025, 11, 20)),
    )
    row: dict[str, str | int] = {
        "advice_requested_date": "2026-01-05",
        "education_advice_date": "2026-02-01",
        "health_advice_date": "2026-02-10",
        "psychology_advice_date": "2026-11-21",
    }
    found = papers_of(Subject.ADVICE, row, lines, ON)
    assert found == (Paper(date(2026, 2, 1), "education"), Paper(date(2026, 2, 10), "health", "Therapy"))


@given(st.lists(PAPERS, min_size=1, max_size=8, unique=True), st.text("ab1", min_size=1), st.text("EH1", min_size=1))
def test_the_report_drawn_is_one_of_the_plan_s_whatever_their_order(papers: list[Paper], seed: str, ref: str) -> None:
    drawn = one_of(papers, seed, ref)
    assert drawn in papers
    assert one_of(reversed(papers), seed, ref) == drawn


def test_each_report_of_a_plan_is_as_likely_as_the_others() -> None:
    papers = [Paper(ON, agency) for agency in ("education", "psychology", "health", "social_care")]
    drawn = [one_of(papers, f"seed {number}", "EHC-1").agency for number in range(800)]
    assert all(150 < drawn.count(one.agency) < 250 for one in papers)


@given(PAPERS | st.builds(Paper, DAYS))
def test_a_paper_comes_back_from_the_record_of_a_draw(paper: Paper) -> None:
    assert Paper.read(paper.plain()) == paper


@pytest.mark.parametrize(
    ("paper", "words", "short"),
    [
        (Paper(date(2026, 5, 12)), "Annual review of 12 May 2026", "Review, 12 May 2026"),
        (
            Paper(date(2026, 5, 12), "social_care"),
            "Social care advice, received 12 May 2026",
            "Social care, 12 May 2026",
        ),
        (
            Paper(date(2026, 9, 1), "health", "Speech therapy"),
            "Health advice (Speech therapy), received 1 September 2026",
            "Health, 1 Sep 2026",
        ),
    ],
)
def test_a_paper_reads_as_people_say_it(paper: Paper, words: str, short: str) -> None:
    assert (paper.words, paper.short) == (words, short)


def test_reviews_and_advice_are_other_papers_than_plans() -> None:
    plans = {Cycle.WEEKLY, Cycle.MULTI_AGENCY, Cycle.THEMATIC}
    assert {cycle for cycle in Cycle if subject_of(cycle) is Subject.PLAN} == plans
    assert subject_of("a cycle of an older file") is Subject.PLAN


def test_a_plan_without_papers_has_nothing_in_a_cycle_about_plans() -> None:
    row: dict[str, str | int] = {"last_review_date": (ON - timedelta(days=60)).isoformat()}
    assert papers_of(Subject.PLAN, row, (), ON) == ()
