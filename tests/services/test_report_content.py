"""What a report tells beyond its figures: plans, deadlines and draws, as far as its readers may see them."""

from datetime import date
from pathlib import Path

import pytest
from service_world import plan_row, register_of, write_rows

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import parse_period
from audit_app.services.auditing import Evidence, give, open_audit, override, submit
from audit_app.services.register.importing import import_register
from audit_app.services.reports.content import contents, teams
from audit_app.services.reports.plans import extract
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.samples.places import replace_plan
from audit_app.services.samples.sampling import sample
from audit_app.store.figures.asked import Asked
from audit_app.store.log.canonical import Json
from audit_app.store.read_auditors import auditors_by_agency
from audit_app.store.read_plan_pages import counted_plans, draws_in
from audit_app.store.workspace import Workspace
from exports.content import Content
from forms.model import Answer, Cause, EvidenceKind, Grade, NotScore
from scoring.figures import Audience

ON = date(2026, 11, 23)
WEEK = "2026-W48"
QUOTE = Evidence(EvidenceKind.QUOTATION, text="regular access to support", where="Section F")


@pytest.fixture
def audited(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Six of twenty plans drawn, the first two audited: one with shortfalls, one sound throughout."""
    rows = [plan_row(n, casework_team="North" if n % 2 else "South / Coast") for n in range(1, 21)]
    import_register(workspace, write_rows(tmp_path / "r.csv", rows))
    drawn = sample(workspace, cycle="weekly", size=6, seed="7", on=ON)
    weak: dict[str, Answer] = {"F1": 0, "W2": 0, "K1": NotScore.NE}
    for place, low in zip(drawn.plans[:2], (weak, {}), strict=True):
        opened = open_audit(workspace, plan_ref=place.plan_ref, cycle="weekly", on=ON, place_id=place.id)
        for marker in opened.framework.markers:
            if marker.id not in opened.not_applicable:
                score = low.get(marker.id, 2)
                is_low = score in (0, 1)
                give(workspace, opened.review_id, marker.id, score=score)
                if is_low:
                    give(
                        workspace, opened.review_id, marker.id, evidence=QUOTE, cause=Cause.DRAFTING, note="See advice."
                    )
        submit(workspace, opened.review_id)
    return workspace


def told(workspace: Workspace, kind: str = "weekly", audience: Audience = Audience.GROUP) -> tuple[Content, ...]:
    return contents(workspace, report(workspace, ReportAsked(kind, WEEK, audience)))


def test_each_audited_plan_has_a_page_with_what_fell_short(audited: Workspace) -> None:
    (content,) = told(audited)
    weak, sound = sorted(content.plans, key=lambda plan: -len(plan.shortfalls))
    assert [one.marker for one in weak.shortfalls] == ["W2", "F1"]
    first = weak.shortfalls[1]
    framework = content.framework
    assert framework is not None
    assert (first.score, first.level, first.cause, first.note) == (0, framework.scale[0], "drafting", "See advice.")
    assert (first.words, first.sound) == (framework.marker("F1").levels[0], framework.marker("F1").levels[2])
    assert first.evidence is not None
    assert (first.evidence.text, first.evidence.place) == ("regular access to support", "Section F")
    assert [marker for marker, _ in weak.without_evidence] == ["K1"]
    assert weak.grade == Grade.INADEQUATE
    assert any("W2" in words for words in weak.limits)
    assert sound.shortfalls == ()
    assert sound.percent == pytest.approx(200 / 3)


def test_deadlines_follow_from_the_frameworks_rules(audited: Workspace) -> None:
    (content,) = told(audited)
    weak, sound = sorted(content.plans, key=lambda plan: -len(plan.shortfalls))
    assert [(one.by, one.plan_ref) for one in weak.deadlines] == [
        (ON, weak.plan_ref),  # another child's data: today
        (date(2026, 12, 7), weak.plan_ref),  # ten working days
        (date(2027, 2, 23), weak.plan_ref),  # three months
    ]
    assert sound.deadlines == ()


def test_an_overridden_grade_stands_with_both_grades_and_the_reason(audited: Workspace) -> None:
    review = audited.conn.execute("SELECT id FROM review WHERE grade = 'inadequate'").fetchone()[0]
    override(audited, review, Grade.REQUIRES_IMPROVEMENT, "The page was from another print.")
    (content,) = told(audited)
    (plan,) = [plan for plan in content.plans if plan.override]
    assert plan.grade == "requires_improvement"
    assert plan.override == "Requires improvement instead of Inadequate. Reason: The page was from another print."


def test_the_draw_is_told_so_that_it_can_be_repeated(audited: Workspace) -> None:
    (content,) = told(audited)
    (drawn,) = content.draws
    assert (drawn.on, drawn.drawn, drawn.frame_size, drawn.seed) == (ON, 6, 20, "7")
    assert len(drawn.frame_hash) == 64
    assert len(drawn.waiting) == 4


def test_a_replacement_is_told_with_its_reason(audited: Workspace) -> None:
    place = audited.conn.execute("SELECT id FROM place WHERE number = 6").fetchone()[0]
    replace_plan(audited, place, "File not accessible")
    (content,) = told(audited)
    (text,) = content.draws[0].replaced
    assert text.endswith("(File not accessible)")


@pytest.mark.parametrize(("audience", "draws"), [(Audience.BOARD, 1), (Audience.PUBLIC, 0)])
def test_only_the_group_is_told_of_plans(audited: Workspace, audience: Audience, draws: int) -> None:
    (content,) = told(audited, audience=audience)
    assert content.plans == ()
    assert len(content.draws) == draws
    assert [draw for draw in content.draws if draw.waiting or draw.replaced or draw.closed] == []
    assert "EHC-" not in repr(content)


def test_a_team_report_is_one_for_each_team_with_its_own_plans(audited: Workspace) -> None:
    made = report(audited, ReportAsked("team", WEEK))
    each = contents(audited, made)
    assert tuple(content.team for content in each) == teams(made)
    assert sorted(plan.plan_ref for content in each for plan in content.plans) == sorted(
        plan.plan_ref for plan in told(audited)[0].plans
    )
    assert all(plan.team == content.team for content in each for plan in content.plans)
    assert all(not draw.waiting for content in each for draw in content.draws)


def test_a_team_report_of_a_period_without_audits_is_one_report(workspace: Workspace) -> None:
    (content,) = told(workspace, "team")
    assert (content.team, content.plans) == ("", ())


def test_plans_without_a_team_are_told_under_that_name(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 3, casework_team="")
    assert told(workspace, "team")[0].team == ""


def test_other_kinds_of_report_give_no_plan_a_page(audited: Workspace) -> None:
    assert told(audited, "monthly")[0].plans == ()


def test_a_report_without_a_cycle_has_neither_plans_nor_draws(audited: Workspace) -> None:
    asked = Asked(parse_period(WEEK), None, ON)
    assert counted_plans(audited.conn, asked, "weekly-18/1") == []
    assert draws_in(audited.conn, asked) == []
    assert told(audited, "chase")[0].draws == ()


def test_plans_of_another_framework_are_not_counted(audited: Workspace) -> None:
    asked = Asked(parse_period(WEEK), Cycle.WEEKLY, ON)
    assert counted_plans(audited.conn, asked, "core-42/1") == []
    assert len(counted_plans(audited.conn, asked, "weekly-18/1")) == 2


@pytest.mark.parametrize(
    ("audience", "told_of"),
    [(Audience.GROUP, 1), (Audience.BOARD, 1), (Audience.PUBLIC, 0)],
)
def test_a_report_says_how_many_people_of_which_agency_audited_and_the_public_is_told_nothing(
    audited: Workspace, audience: Audience, told_of: int
) -> None:
    (content,) = told(audited, audience=audience)
    assert [people for _, people in content.auditors] == [1] * told_of


def test_a_period_in_which_nobody_audited_names_no_auditors(audited: Workspace) -> None:
    asked = Asked(parse_period("2026-W02"), Cycle.WEEKLY, ON)
    assert auditors_by_agency(audited.conn, asked, "weekly-18/1") == ()
    assert auditors_by_agency(audited.conn, Asked(parse_period(WEEK), None, ON), "weekly-18/1") == ()


@pytest.mark.parametrize(
    ("evidence", "text", "place"),
    [
        ({"kind": "quotation", "text": "words", "where": "Section B"}, "words", "Section B"),
        ({"kind": "quotation", "text": "words", "where": "H1"}, "words", "Section H1"),
        ({"kind": "text", "text": "free"}, "free", ""),
        ({"kind": "not_found", "where": "B, F"}, "", "Looked for, not found. Searched: B, F"),
        ({"kind": "record", "where": "Mosaic", "on": "2026-08-02"}, "", "Record: Mosaic, 2026-08-02"),
        ({"kind": "said", "where": "review", "by": "SENCO", "text": "yes"}, "yes", "Said: SENCO, review"),
        ("old text", "old text", ""),
    ],
)
def test_evidence_is_told_with_its_place(evidence: Json, text: str, place: str) -> None:
    found = extract(evidence)
    assert found is not None
    assert (found.text, found.place) == (text, place)


@pytest.mark.parametrize("evidence", [None, {}, "", {"kind": "text", "text": ""}])
def test_no_evidence_is_none(evidence: Json) -> None:
    assert extract(evidence) is None
