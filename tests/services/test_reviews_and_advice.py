"""Annual reviews and advice are drawn, audited and reported like plans, and never counted together with them."""

from datetime import date
from pathlib import Path

import pytest
from service_world import faults, plan_row, score_row, write_audits, write_rows

from audit_app.domain.draw_design import design_of
from audit_app.domain.features import Feature, Trait
from audit_app.domain.papers import Paper
from audit_app.domain.problems import AppError
from audit_app.services.auditing import Evidence, give, open_audit, submit
from audit_app.services.past.audits import import_audits
from audit_app.services.register.importing import import_register
from audit_app.services.reports.content import contents
from audit_app.services.reports.inspection import InspectionAsked, inspection
from audit_app.services.reports.issuing import issue, issued_reports
from audit_app.services.reports.reporting import ReportAsked, looked_at, report, rounds
from audit_app.services.review_page import review_page
from audit_app.services.samples.coverage import coverage
from audit_app.services.samples.sampling import Sampled, recorded_draw, sample
from audit_app.services.samples.turns import one_draw
from audit_app.services.subject import subject
from audit_app.store.workspace import Workspace
from exports.content import Content
from exports.pages.report import document_of
from exports.pages.wording import heading_of
from exports.sheets.report import book_of
from forms.model import Cause, EvidenceKind
from scoring.figures import Audience, Figure

ON = date(2026, 11, 20)
QUOTE = Evidence(EvidenceKind.QUOTATION, text="All is well.", where="Review report")
REVIEW, ADVICE = "annual-review", "advice"


@pytest.fixture
def area(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Thirty plans. Of 24 the review was held in May, of six never; of the even ones two reports came in this year."""
    rows = []
    for number in range(1, 31):
        row = plan_row(number, year_group=(6, 9)[number % 2])
        if number <= 24:
            row |= {
                "last_review_date": "2026-05-04",
                "review_outcome": "AM"[number % 2],
                "review_decision_date": "2026-05-20",
            }
        if number % 2 == 0:
            row |= {
                "advice_requested_date": "2026-01-08",
                "education_advice_date": "2026-02-02",
                "health_advice_date": "2026-03-03",
            }
            row |= {"request_date": "2026-01-02", "final_date": "2026-05-01"}
        rows.append(row)
    import_register(workspace, write_rows(tmp_path / "r.csv", rows))
    return workspace


def drawn_in(area: Workspace, cycle: str, seed: str = "1", size: int = 6, on: date = ON) -> Sampled:
    return sample(area, cycle=cycle, size=size, seed=seed, on=on)


def audit(area: Workspace, made: Sampled, low: str = "") -> None:
    """Every place audited as sound, one marker below it."""
    for place in made.plans:
        opened = open_audit(area, place_id=place.id)
        for marker in opened.framework.markers:
            if marker.id not in opened.not_applicable:
                give(area, opened.review_id, marker.id, score=1 if marker.id == low else 2)
        if low:
            give(area, opened.review_id, low, evidence=QUOTE, cause=Cause.REVIEW)
        submit(area, opened.review_id)


def number(ref: str) -> int:
    return int(ref.partition("-")[2])


def test_reviews_are_drawn_from_plans_whose_review_was_held(area: Workspace) -> None:
    made = drawn_in(area, REVIEW)
    assert made.frame_size == 24
    assert made.excluded["without_a_review"] == 6
    assert all(number(place.plan_ref) <= 24 for place in (*made.plans, *made.reserve))
    assert set(made.papers.values()) == {Paper(date(2026, 5, 4))}
    assert made.papers.keys() == {place.number for place in (*made.plans, *made.reserve)}
    assert made.design == {}
    assert faults(area) == []


def test_one_report_of_each_plan_is_drawn_so_that_plans_with_two_weigh_no_more(area: Workspace) -> None:
    made = drawn_in(area, ADVICE, size=10)
    assert made.frame_size == 15
    assert made.excluded["without_advice"] == 15
    assert {place.chance for place in made.plans} == {"2/3"}
    reports = {Paper(date(2026, 2, 2), "education"), Paper(date(2026, 3, 3), "health")}
    assert set(made.papers.values()) == reports
    again = drawn_in(area, ADVICE, size=10)
    assert (again.is_new, again.papers, again.draw_id) == (False, made.papers, made.draw_id)


def test_draws_of_plans_are_as_they_always_were(area: Workspace) -> None:
    made = drawn_in(area, "weekly")
    assert (made.frame_size, made.papers) == (30, {})
    assert set(made.excluded) == {"ceased", "not_a_plan", "audited_recently", "own_case", "already_drawn"}


def test_strata_and_exclusions_work_on_reviews_too(area: Workspace) -> None:
    design = design_of([Feature.PHASE], exclude=[Trait(Feature.YEAR_9)])
    made = sample(area, cycle=REVIEW, size=4, seed="s", on=ON, design=design)
    assert all(number(place.plan_ref) % 2 == 0 for place in made.plans)
    assert made.papers.keys() == {place.number for place in (*made.plans, *made.reserve)}
    assert made.design["exclude"] == ["year-9"]
    assert recorded_draw(area, made.draw_id).papers == made.papers


@pytest.mark.parametrize(("cycle", "said"), [(REVIEW, "last_review_date"), (ADVICE, "advice log")])
def test_where_there_is_nothing_to_audit_the_draw_says_what_to_import(area: Workspace, cycle: str, said: str) -> None:
    with pytest.raises(AppError, match=said):
        drawn_in(area, cycle, on=date(2029, 1, 5))


def test_a_plan_s_own_audit_and_that_of_its_review_do_not_keep_each_other_away(area: Workspace) -> None:
    audit(area, drawn_in(area, "weekly", size=20))
    reviewed = drawn_in(area, REVIEW)
    assert reviewed.excluded["audited_recently"] == 0
    audit(area, reviewed)
    later = drawn_in(area, REVIEW, seed="2", on=date(2026, 11, 27))
    assert later.excluded["audited_recently"] == 6
    assert drawn_in(area, "weekly", seed="2").excluded["audited_recently"] == 20


def test_an_audited_review_does_not_make_its_plan_a_looked_at_one(area: Workspace) -> None:
    audit(area, drawn_in(area, REVIEW))
    assert (coverage(area, ON).drawn, coverage(area, ON).audited) == (0, 0)
    audit(area, drawn_in(area, "weekly"))
    assert (coverage(area, ON).drawn, coverage(area, ON).audited) == (6, 6)


def test_the_form_says_which_review_it_is_and_takes_out_what_the_register_answers(area: Workspace) -> None:
    made = drawn_in(area, REVIEW, size=24)
    for place in made.plans:
        opened = open_audit(area, place_id=place.id)
        is_odd = number(place.plan_ref) % 2 == 1
        assert opened.not_applicable == (("AR10",) if is_odd else ("AR7",)), "odd ones: Year 9, not to be amended"
        page = review_page(area, opened.review_id)
        assert page.paper == "Annual review of 4 May 2026"
        assert page.by_rule[opened.not_applicable[0]]
    turns = one_draw(area, made.draw_id, ON).turns
    assert {turn.paper.words for turn in turns if turn.paper is not None} == {"Annual review of 4 May 2026"}


def test_an_audit_outside_a_draw_is_of_the_last_review_and_of_any_report(area: Workspace) -> None:
    of_review = open_audit(area, plan_ref="EHC-001", cycle=REVIEW, on=ON)
    assert review_page(area, of_review.review_id).paper == "Annual review of 4 May 2026"
    before = open_audit(area, plan_ref="EHC-001", cycle=REVIEW, on=date(2026, 5, 3))
    assert review_page(area, before.review_id).paper == ""
    of_advice = open_audit(area, plan_ref="EHC-001", cycle=ADVICE, on=ON)
    assert "say in the first marker's note whose" in review_page(area, of_advice.review_id).paper
    of_plan = open_audit(area, plan_ref="EHC-001", cycle="weekly", on=ON)
    assert review_page(area, of_plan.review_id).paper == ""


@pytest.fixture
def audited(area: Workspace) -> Workspace:
    """Six plans, six reviews and seven reports audited in November."""
    audit(area, drawn_in(area, "weekly"))
    audit(area, drawn_in(area, REVIEW), low="AR4")
    audit(area, drawn_in(area, ADVICE, size=7), low="AD6")
    return area


def figures(area: Workspace, **asked: str) -> dict[str, Figure]:
    made = looked_at(area, ReportAsked(asked.pop("kind", "monthly"), "2026-11", **asked))  # type: ignore[arg-type]  # texts only
    return {figure.id: figure for figure in made.figures}


def told(area: Workspace, kind: str, audience: Audience = Audience.BOARD, cycle: str = "") -> Content:
    (content,) = contents(area, looked_at(area, ReportAsked(kind, "2026-11", audience, cycle=cycle)))
    return content


def test_their_figures_stand_beside_those_of_plans_and_are_not_pooled(audited: Workspace) -> None:
    found = figures(audited)
    assert [found[f"plans.audited{cycle}"].numerator for cycle in ("", "@cycle=annual-review", "@cycle=advice")] == [
        6,
        6,
        7,
    ]
    section, whole = (found[f"score.{name}@cycle=annual-review"].value for name in ("section.AR", "overall"))
    assert section == pytest.approx(whole)
    assert found["score.section.AD@cycle=advice"].framework == "advice-8/1"
    assert found["marker.AR4.mean@cycle=annual-review"].value == 1
    assert "score.section.AR" not in found
    assert "score.section.AR@cycle=advice" not in found


def test_a_report_can_be_about_reviews_alone_with_bare_ids(audited: Workspace) -> None:
    found = figures(audited, cycle=REVIEW)
    assert (found["plans.audited"].numerator, found["plans.audited"].cycle) == (6, REVIEW)
    assert found["score.section.AR"].label == "Average score of the annual review"
    assert (
        list(found).index("score.section.K")
        < list(found).index("score.section.AR")
        < list(found).index("marker.AR1.mean")
    )
    assert found["plans.audited@cycle=weekly"].numerator == 6
    content = told(audited, "quarterly", cycle=REVIEW)
    assert heading_of(content) == "Quality of annual reviews, quarterly"
    assert [one.cycle for one in content.papers] == [ADVICE]
    assert (
        looked_at(audited, ReportAsked("monthly", "2026-11", cycle=REVIEW)).stem
        == "monthly_annual-review_2026-11_group"
    )
    assert looked_at(audited, ReportAsked("monthly", "2026-11", cycle="weekly")).stem == "monthly_2026-11_group"


def test_a_board_reads_of_reviews_and_advice_in_the_quarterly_report(audited: Workspace) -> None:
    content = told(audited, "quarterly")
    assert [one.cycle for one in content.papers] == [ADVICE, REVIEW]
    said = str(document_of(content).blocks)
    assert "Quality of annual reviews" in said
    assert "Is progress on each outcome reported, with evidence?" in said
    assert "EHC-0" not in said
    assert "The framework: Annual-review-10, version 1" in said
    names = [sheet.name for sheet in book_of(content).sheets]
    assert {"Annual reviews", "Advice reports"} <= set(names)


def test_other_kinds_and_an_area_without_such_audits_tell_nothing_of_them(audited: Workspace, tmp_path: Path) -> None:
    assert told(audited, "weekly", Audience.GROUP).papers == ()
    assert told(audited, "you-said").papers == ()
    found = looked_at(audited, ReportAsked("quarterly", "2026-10", Audience.BOARD))
    assert contents(audited, found)[0].papers == ()


def test_a_weekly_report_about_advice_names_the_report_on_each_plan_s_page(audited: Workspace) -> None:
    content = told(audited, "weekly", Audience.GROUP, cycle=ADVICE)
    assert len(content.plans) == 7
    assert all("advice, received" in plan.paper for plan in content.plans)
    assert content.plans[0].paper in str(document_of(content).blocks)


def test_kinds_without_a_cycle_take_none_and_a_round_is_of_its_own_cycle(audited: Workspace) -> None:
    with pytest.raises(AppError, match="about no cycle of audits"):
        looked_at(audited, ReportAsked("chase", "2026-11", cycle=REVIEW))
    with pytest.raises(AppError, match="is no cycle"):
        looked_at(audited, ReportAsked("monthly", "2026-11", cycle="yearly"))
    with pytest.raises(AppError, match="no audit of a round"):
        looked_at(audited, ReportAsked("monthly", "2026-11", round="2026-11", cycle=REVIEW))
    assert rounds(audited, "quarterly", REVIEW) == ()


def test_two_cycles_are_issued_and_released_each_by_itself(audited: Workspace) -> None:
    plans = issue(audited, ReportAsked("monthly", "2026-11", Audience.BOARD))
    reviews = issue(audited, ReportAsked("monthly", "2026-11", Audience.BOARD, cycle=REVIEW))
    assert (plans.is_new, reviews.is_new, reviews.restated) == (True, True, 0)
    assert sorted(one.cycle for one in issued_reports(audited)) == [REVIEW, "weekly"]
    again = report(audited, ReportAsked("monthly", "2026-11", Audience.BOARD, cycle=REVIEW))
    assert again.state.startswith("issued on")
    for cycle in ("", REVIEW, ""):
        report(audited, ReportAsked("monthly", "2026-11", Audience.PUBLIC, cycle=cycle))


def test_past_audits_of_both_come_in_by_file(area: Workspace, tmp_path: Path) -> None:
    rows = [
        score_row(2, f"AR{number}", "NA" if number == 7 else 2, cycle=REVIEW, framework="annual-review-10")
        for number in range(1, 11)
    ]
    rows += [score_row(2, f"AD{number}", 3, cycle=ADVICE, framework="advice-8") for number in range(1, 9)]
    import_audits(area, write_audits(tmp_path, rows))
    made = looked_at(area, ReportAsked("quarterly", "2026-10"))
    found = {figure.id: figure for figure in made.figures}
    assert found["grade.outstanding@cycle=advice"].numerator == 1
    assert found["grade.good@cycle=annual-review"].numerator == 1
    assert found["marker.AR7.mean@cycle=annual-review"].denominator == 0
    assert faults(area) == []


def test_who_asks_what_is_held_on_a_child_is_told_which_review_was_drawn(area: Workspace) -> None:
    made = drawn_in(area, REVIEW)
    ref = made.plans[0].plan_ref
    (draw,) = next(part.records for part in subject(area, ref).parts if part.name == "draws")
    assert draw["paper"] == "Annual review of 4 May 2026"


def test_behind_a_figure_of_a_report_about_reviews_stand_their_audits(audited: Workspace) -> None:
    def behind(figure: str, cycle: str = "") -> set[str]:
        made = inspection(audited, InspectionAsked("2026-11", figure=figure, cycle=cycle))
        pages = [file.path for file in made.files if file.path.startswith("plans/") and file.path.endswith(".pdf")]
        return {path.removeprefix("plans/").removesuffix(".pdf") for path in pages}

    reviewed = {place.plan_ref for place in drawn_in(audited, REVIEW).plans}
    assert behind("plans.effective", REVIEW) == reviewed
    assert behind("plans.effective@cycle=annual-review") == reviewed
    assert behind("plans.effective") == {place.plan_ref for place in drawn_in(audited, "weekly").plans}
