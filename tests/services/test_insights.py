"""Insights: what the filters leave is what a report of the same months would count, from one reading."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from statistics import fmean

import pytest
from qt_support import Clock, light_means

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import parse_period
from audit_app.services.demo import make_demo
from audit_app.services.insights.answering import Insights, insights
from audit_app.services.insights.asked import EVERY_SECTION, InsightsAsked, InsightsRead, decided_anew, read_insights
from audit_app.services.insights.behind import behind_marker, behind_month
from audit_app.services.insights.charts import drawn, drawn_of
from audit_app.services.insights.percentages import part_percentages
from audit_app.services.insights.sections import heat_lines, read_heat
from audit_app.services.progress import Cancelled, in_silence
from audit_app.services.timeliness.trajectories import keep, remove
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.counting import count_figures
from audit_app.store.figures.sections_by_agency import sections_by_agency
from audit_app.store.figures.trends import months_counted, presence_counted
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.control import Variation
from scoring.timeliness.trajectories import Basis, Point, Trajectory

PERIOD = parse_period("2024-12..2026-11")
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    base = tmp_path_factory.mktemp("insights")
    means = light_means(base, Clock(datetime(2026, 11, 22, 9, tzinfo=UTC)))
    made = make_demo(base, means)
    with open_workspace(made.workspace_path, made.passphrase, means) as opened:
        yield opened


@pytest.fixture(scope="module")
def read(workspace: Workspace) -> InsightsRead:
    return read_insights(workspace, in_silence)


def answer(read: InsightsRead, asked: InsightsAsked) -> Insights:
    found = insights(read, asked)
    assert found is not None
    return found


@pytest.mark.parametrize("cycle", [Cycle.WEEKLY, Cycle.MULTI_AGENCY])
def test_each_month_is_the_one_of_its_own_report(workspace: Workspace, read: InsightsRead, cycle: Cycle) -> None:
    found = answer(read, InsightsAsked(PERIOD, cycle))
    months = [
        one
        for one in months_counted(workspace.conn, cycle, PERIOD.last, 24, TODAY)
        if one.framework == found.asked.framework
    ]
    assert months
    wanted: list[object] = [
        (f"{one.month:%Y-%m}", pytest.approx(100 * one.effective / one.graded), one.graded) for one in months
    ]
    assert [(one.month, one.value, one.plans) for one in found.effective_months] == wanted
    assert [one.value for one in found.score_months] == [pytest.approx(one.score) for one in months]


@pytest.mark.parametrize(("cycle", "text"), [(Cycle.WEEKLY, "2026-05..2026-10"), (Cycle.MULTI_AGENCY, "2026-09")])
def test_tiles_sections_markers_and_teams_are_the_figures_of_a_report(
    workspace: Workspace, read: InsightsRead, cycle: Cycle, text: str
) -> None:
    period = parse_period(text)
    figures = {one.id: one for one in count_figures(workspace.conn, Asked(period, cycle, TODAY))}
    found = answer(read, InsightsAsked(period, cycle, section=EVERY_SECTION))
    for one in (found.effective, found.score, *(each.sound for each in found.markers)):
        same = figures[one.id]
        assert one.denominator == same.denominator
        assert [one.value, one.lower, one.upper] == pytest.approx([same.value, same.lower, same.upper])
    assert found.plans.value == len(found.chosen.in_period)
    if len(period.months) == 1:
        for section in found.sections:
            (point,) = section.points
            same = figures[f"score.section.{section.section}"]
            assert [point.value, point.plans] == pytest.approx([same.value, same.denominator])
    for name in found.choices.teams:
        mine = answer(read, InsightsAsked(period, cycle, team=name)).effective
        same = figures[f"plans.effective@team={name}"]
        assert (mine.numerator, mine.denominator) == (same.numerator, same.denominator)


def test_presence_is_drawn_where_it_has_a_target_and_each_month_is_the_one_of_its_own_report(
    workspace: Workspace, read: InsightsRead
) -> None:
    assert answer(read, InsightsAsked(PERIOD, "weekly")).presence == ()
    target = Trajectory("H", "presence.health", Basis.AUDITED, None, (Point(date(2026, 1, 1), 70.0),), "Board")
    kept = keep(workspace, target)
    try:
        now = decided_anew(workspace, read)
    finally:
        remove(workspace, kept.id)
    for cycle in (Cycle.WEEKLY, Cycle.MULTI_AGENCY):
        found = answer(now, InsightsAsked(PERIOD, cycle))
        (health,) = found.presence
        months = presence_counted(workspace.conn, cycle, PERIOD.last, 24, TODAY, "presence.health")
        wanted = [
            (f"{one.month:%Y-%m}", pytest.approx(100 * one.present / one.known), one.known)
            for one in months
            if one.framework == found.asked.framework
        ]
        assert wanted
        found_points: list[object] = [(one.month, one.value, one.plans) for one in health.points]
        assert found_points == wanted
        assert drawn_of(found, "presence.health").target == 70
        assert found.charts == 3 + len(found.sections)


def test_the_filters_of_one_dimension_share_out_the_plans(read: InsightsRead) -> None:
    whole = answer(read, InsightsAsked(PERIOD, "weekly"))
    for kind in ("team", "need", "phase"):
        names = getattr(whole.choices, f"{kind}s")
        parts = [answer(read, replace(whole.asked, **{kind: name})) for name in names]
        assert len(names) > 1
        assert sum(len(one.chosen.in_period) for one in parts) == len(whole.chosen.in_period)


def test_an_agency_narrows_markers_and_scores_but_no_grade(read: InsightsRead) -> None:
    whole = answer(read, InsightsAsked(PERIOD, "multi-agency"))
    health = answer(read, InsightsAsked(PERIOD, "multi-agency", agency="health"))
    framework = whole.chosen.framework
    assert health.effective == whole.effective
    assert {one.marker.id for one in health.markers} <= {one.id for one in framework.scored_by("health")}
    assert 0 < len(health.markers) < len(whole.markers)
    assert health.score.value != whole.score.value


def test_a_plan_counts_once_in_the_period_and_once_in_each_month(read: InsightsRead) -> None:
    found = answer(read, InsightsAsked(PERIOD, "weekly"))
    rows = found.chosen.pool.rows
    assert len({rows[at].plan for at in found.chosen.in_period}) == len(found.chosen.in_period)
    once = {(rows[at].plan, rows[at].date[:7]) for at in found.chosen.in_months}
    assert (
        len(once)
        == len(found.chosen.in_months)
        == sum(one.plans for one in found.effective_months)
        + sum(rows[at].grade == "not_graded" for at in found.chosen.in_months)
    )


def test_what_the_period_lacks_gives_way(read: InsightsRead) -> None:
    found = answer(read, InsightsAsked(PERIOD, "thematic", "other/9", "Nobody", "None", "none", "nobody", "Z"))
    asked = found.asked
    assert asked.cycle == "weekly"
    assert asked.framework in found.choices.frameworks
    assert (asked.team, asked.need, asked.phase, asked.agency) == ("", "", "", "")
    assert len(found.sections) == 1
    assert found.charts == 3
    assert insights(read, InsightsAsked(parse_period("2019-01"))) is None


def test_behind_a_month_and_a_marker_are_the_plans_that_it_counts(workspace: Workspace, read: InsightsRead) -> None:
    found = answer(read, InsightsAsked(PERIOD, "weekly"))
    for point in found.score_months[-2:]:
        told = behind_month(workspace, found.chosen, point.month)
        values = [one.value for one in told.plans if one.value is not None]
        assert [len(values), fmean(values)] == pytest.approx([point.plans, point.value])
        assert values == sorted(values)
        assert all(one.plan_ref and one.review_id and one.date.startswith(point.month) for one in told.plans)
    (section,) = found.sections
    last = section.points[-1]
    told = behind_month(workspace, found.chosen, last.month, section.section)
    assert fmean(one.value for one in told.plans if one.value is not None) == pytest.approx(last.value)
    marker = found.markers[0]
    levels = [one.value for one in behind_marker(workspace, found.chosen, marker.marker.id).plans]
    assert (sum(level >= 2 for level in levels if level is not None), len(levels)) == (
        marker.sound.numerator, marker.sound.denominator,
    )  # fmt: skip
    assert behind_month(workspace, found.chosen, "2001-01").plans == ()


def test_sections_by_agency_are_those_of_the_report_and_follow_the_filters(
    workspace: Workspace, read: InsightsRead
) -> None:
    found = answer(read, InsightsAsked(PERIOD, "multi-agency"))
    held = read_heat(workspace, found.chosen)
    section_of = {one.id: one.section for one in found.chosen.framework.markers}
    counted = {
        (one.section, one.agency): one.plans
        for one in sections_by_agency(
            workspace.conn, Asked(PERIOD, Cycle.MULTI_AGENCY, TODAY), found.asked.framework, section_of
        )
    }
    lines = heat_lines(held, found.chosen)
    assert lines
    assert all(one.plans <= counted[one.section, one.agency] for one in lines)
    health = answer(read, replace(found.asked, agency="health", phase=found.choices.phases[0]))
    narrowed = heat_lines(held, health.chosen)
    assert {one.agency for one in narrowed} == {"health"}
    before = {(one.section, one.agency): one.plans for one in lines}
    assert all(one.plans <= before[one.section, one.agency] for one in narrowed)


def test_reading_can_be_stopped(workspace: Workspace) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_insights(workspace, stop)


def test_few_months_have_trial_limits_and_claim_nothing(read: InsightsRead) -> None:
    few = answer(read, InsightsAsked(parse_period("2026-06..2026-10"), "weekly"))
    chart = drawn(few.effective_months)
    assert chart.variation is Variation.TOO_EARLY
    assert chart.names[0] == "Jun 26"
    assert drawn(()).chart.points == ()


@pytest.mark.parametrize(
    ("levels", "percent"),
    [
        ((6, 3), 100 * 3 / (3 + 3)),
        ((2, 6), 100.0),
        ((2, 2), None),
        ((1, 6), None),
        ((0, 6), None),
        ((4, 5), 100 * (1 + 2) / 6),
    ],
)
def test_percentages_leave_out_na_and_too_much_that_is_unscored(levels: tuple[int, int], percent: float | None) -> None:
    framework = read_framework(framework_text("core-42"), resolve)
    (found,) = part_percentages(framework, [(1, [level]) for level in levels])
    assert found == (None if percent is None else pytest.approx(percent))
    (heavy,) = part_percentages(framework, [(200, [6]), (100, [3])])
    assert heavy == pytest.approx(100 * 600 / 900)
