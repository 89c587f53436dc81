"""Single cases of figures that a random workspace seldom meets, each with what it ought to come to."""

from pathlib import Path

import pytest
from figure_workspace import empty_workspace, written
from figure_world import Row, World, all_at, audited, empty_world

from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from scoring.figures import Figure

PLANS = [{"id": f"p{n}", "plan_ref": f"P{n}"} for n in range(10)]


def figures_of(
    workspace: Workspace, kind: str = "monthly", period: str = "2026-09", round_: str = ""
) -> dict[str, Figure]:
    return {figure.id: figure for figure in report(workspace, ReportAsked(kind, period, round=round_)).figures}


def draw(
    world: World, id_: str, plans: list[str], frame: int, *, cycle: str = "weekly", day: str = "2026-09-15"
) -> None:
    world["draws"].append({"id": id_, "cycle": cycle, "on": day, "frame": frame})
    for number, plan in enumerate(plans, start=1):
        place: Row = {"draw": id_, "number": number, "role": "drawn", "plan": plan, "by": None, "closed": None}
        world["places"].append(place)


def test_plans_drawn_again_beyond_the_frame_are_a_count_without_a_denominator(tmp_path: Path) -> None:
    world = empty_world(PLANS)
    for week, day in enumerate(("2026-09-08", "2026-09-15", "2026-09-22")):
        draw(world, f"d{week}", ["p0", "p1", "p2", "p3"], 10 - week, day=day)
    with written(tmp_path, world) as workspace:
        figures = figures_of(workspace)
    drawn = figures["plans.drawn"]
    assert (drawn.value, drawn.numerator, drawn.denominator) == (12, 12, None)
    assert "drawn again" in drawn.note
    assert figures["plans.audited"].denominator == 12


def test_of_two_audits_of_one_day_the_later_submitted_counts(tmp_path: Path) -> None:
    """Both were submitted on the same day, and the one that was opened first was submitted last."""
    world = empty_world(PLANS)
    first = audited(world, "p0", all_at(3), round="A", state="open")
    audited(world, "p0", all_at(2), round="B")
    with written(tmp_path, world) as workspace:
        assert figures_of(workspace)["score.overall"].value == pytest.approx(200 / 3)
        held = workspace.conn.execute("SELECT id FROM review ORDER BY no").fetchall()
        assert held[0][0] == first["id"]
        done = [Op("review", first["id"], "result", {"grade": "outstanding", "score": 162, "possible": 162})]
        done.append(Op("review", first["id"], "state", {"state": "submitted", "detail": {"on": "2026-09-15"}}))
        workspace.door.write("Submit the other", done)
        figures = figures_of(workspace)
    assert figures["score.overall"].value == 100
    assert figures["plans.audited"].numerator == 1


def test_a_sealed_round_hides_the_audits_of_its_own_cycle_alone(tmp_path: Path) -> None:
    world = empty_world(PLANS)
    audited(world, "p0", all_at(3), round="Autumn")
    audited(world, "p1", all_at(3, "core-42/1"), round="Autumn", cycle="multi-agency", framework="core-42/1")
    audited(world, "p2", all_at(3, "core-42/1"), cycle="multi-agency", framework="core-42/1")
    world["rounds"] = [{"name": "Autumn", "cycle": "multi-agency", "sealed": True, "state": "open"}]
    with written(tmp_path, world) as workspace:
        weekly, group = figures_of(workspace), figures_of(workspace, "two-monthly")
    assert weekly["plans.audited"].value == 1
    assert "sealed" not in weekly["plans.audited"].note
    assert group["plans.audited"].value == 1
    assert "1 sealed round left out" in group["plans.audited"].note


def test_a_round_with_a_draw_of_its_own_counts_that_draw_alone(tmp_path: Path) -> None:
    world = empty_world(PLANS)
    draw(world, "d1", ["p0", "p1"], 40, cycle="multi-agency")
    draw(world, "d2", ["p2", "p3", "p4"], 38, cycle="multi-agency")
    for plan, round_ in (("p0", "R1"), ("p2", "R2")):
        audited(world, plan, all_at(3, "core-42/1"), round=round_, cycle="multi-agency", framework="core-42/1")
    of = {"cycle": "multi-agency", "sealed": False, "state": "closed"}
    world["rounds"] = [{"name": "R1", "draw": "d1"} | of, {"name": "R2", "draw": "d2"} | of]
    with written(tmp_path, world) as workspace:
        one, both = figures_of(workspace, "two-monthly", round_="R2"), figures_of(workspace, "two-monthly")
    assert (one["plans.drawn"].numerator, one["plans.drawn"].denominator) == (3, 38)
    assert (one["plans.audited"].numerator, one["plans.audited"].denominator) == (1, 3)
    assert (both["plans.drawn"].numerator, both["plans.audited"].numerator) == (5, 2)


def test_plans_of_one_percentage_have_an_interval_of_no_width(tmp_path: Path) -> None:
    world = empty_world(PLANS)
    for plan in ("p0", "p1", "p2"):
        audited(world, plan, all_at(2))
    with written(tmp_path, world) as workspace:
        figures = figures_of(workspace)
    for id_ in ("score.overall", "score.section.F", "score.agency.education", "marker.F2.mean"):
        figure = figures[id_]
        assert figure.lower == figure.upper == figure.value


def test_auditors_who_always_agree_have_no_alpha_but_full_ac2(tmp_path: Path) -> None:
    world = empty_world(PLANS)
    for plan in range(8):
        for reviewer in ("Ann", "Ben"):
            audited(world, f"p{plan}", all_at(3), reviewer=reviewer)
    with written(tmp_path, world) as workspace:
        figures = figures_of(workspace)
    alpha, ac2 = figures["agreement.alpha_ordinal"], figures["agreement.ac2_quadratic"]
    assert (alpha.value, alpha.denominator) == (None, 8 * 18 * 2)
    assert "variation" in alpha.reason
    assert (ac2.value, ac2.denominator) == (1.0, 8 * 18)
    assert figures["agreement.exact"].value == 100
    assert figures["plans.audited"].value == 0
    assert "8 awaiting consensus" in figures["plans.audited"].note


def test_two_auditors_of_one_agency_are_two_raters(tmp_path: Path) -> None:
    world = empty_world(PLANS)
    for reviewer, score in (("Ann", 3), ("Ben", 2)):
        audited(world, "p0", all_at(score), reviewer=reviewer, agency="education")
    with written(tmp_path, world) as workspace:
        figures = figures_of(workspace)
    assert (figures["agreement.exact"].value, figures["agreement.within_one"].value) == (0, 100)


def test_an_empty_workspace_has_every_figure_with_its_reason(tmp_path: Path) -> None:
    with empty_workspace(tmp_path) as workspace:
        for kind in ("weekly", "two-monthly", "chase"):
            for figure in figures_of(workspace, kind).values():
                assert figure.value in (None, 0)
                assert (figure.value is None) == bool(figure.reason), figure.id


def test_a_period_that_is_running_calls_nothing_late_before_its_day(tmp_path: Path) -> None:
    """The data are of 22 November: what is due on the 22nd and missing is late, what is due on the 23rd is not."""
    rows = [
        {"id": f"p{n}", "plan_ref": f"P{n}", "last_review_date": met, "review_outcome": "A"}
        for n, met in enumerate(("2026-10-25", "2026-10-26"))
    ]
    elsewhere = {"id": "p9", "plan_ref": "P9", "last_review_date": "2025-10-25", "review_decision_date": "2025-11-01"}
    with written(tmp_path, empty_world([*rows, elsewhere])) as workspace:
        figure = figures_of(workspace, period="2026-11")["timeliness.review_decision_4_weeks"]
    assert (figure.numerator, figure.denominator) == (0, 1)
    assert "1 not yet due" in figure.note


def test_what_follows_a_review_is_not_late_where_the_register_never_has_its_date(tmp_path: Path) -> None:
    """A statutory return says when a review was decided on and never when the amended plan was sent."""
    row = {"id": "p1", "plan_ref": "P1", "last_review_date": "2026-06-01", "review_outcome": "A"}
    with written(tmp_path, empty_world([row | {"review_decision_date": "2026-06-29"}])) as workspace:
        found = figures_of(workspace, period="2026-06..2026-08")
    decided, amended = (found[f"timeliness.review_{step}"] for step in ("decision_4_weeks", "final_12_weeks"))
    assert (decided.numerator, decided.denominator) == (1, 1)
    assert (amended.value, amended.denominator, amended.withheld) == (None, None, "x")
    assert amended.reason == "The register holds no dates of plans amended after reviews."


def test_a_plan_that_is_three_years_old_to_the_day_is_not_over_three_years(tmp_path: Path) -> None:
    rows = [
        {"id": f"p{n}", "plan_ref": f"P{n}", "final_date": day}
        for n, day in enumerate(("2023-09-30", "2023-09-29", "2026-10-01"))
    ]
    rows.append({"id": "q1", "plan_ref": "Q1", "request_date": "2020-01-01", "review_final_date": "2020-09-01"})
    rows.append({"id": "q2", "plan_ref": "Q2", "review_final_date": "2020-09-01"})
    rows.append({"id": "q3", "plan_ref": "Q3", "final_date": "2020-09-01", "ceased_date": "2026-09-30"})
    with written(tmp_path, empty_world(rows)) as workspace:
        figure = figures_of(workspace)["plans.over_3_years"]
    assert (figure.numerator, figure.denominator) == (2, 3), "P1 and Q2 of P0, P1 and Q2: Q1 is no plan yet"
