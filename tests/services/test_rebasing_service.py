"""Limits worked out anew: decided with a cause where a shift lasted, drawn in reports, taken back, undone."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from service_world import World
from trend_builders import audits, told

from audit_app.domain.people import Role
from audit_app.domain.period import add_months
from audit_app.domain.problems import AppError
from audit_app.services.insights.asked import read_insights
from audit_app.services.progress import in_silence
from audit_app.services.reports.issuing import issue
from audit_app.services.reports.rebasing import (
    Chart,
    decide,
    found_rebasing,
    judge,
    months_of,
    rebasings,
    take_back,
)
from audit_app.services.reports.reporting import ReportAsked
from audit_app.services.timeliness.trajectories import keep
from audit_app.services.trail import TrailAsked, trail_page
from audit_app.store.log.undo import undo
from audit_app.store.workspace import Workspace
from exports.charts.control_words import alternative, reading
from exports.pages.trends import PERCENT
from scoring.figures import Audience
from scoring.timeliness.trajectories import Basis, Point, Trajectory

EFFECTIVE = Chart("plans.effective", "weekly")
LOW, HIGH = (1, 2), (5, 6)
"""Effective plans of six in the months before the change, in turn, and after it."""
CHANGED = "2026-02"
CAUSE = "A new writing guide, taught to every team"


def months(before: int, after: int, change: str = CHANGED) -> list[tuple[str, int, int]]:
    first = add_months(date.fromisoformat(f"{change}-01"), -before)
    values = [*(LOW[at % 2] for at in range(before)), *(HIGH[at % 2] for at in range(after))]
    return [(f"{add_months(first, at):%Y-%m}", 6, value) for at, value in enumerate(values)]


@pytest.fixture
def changed(workspace: Workspace, tmp_path: Path) -> Workspace:
    audits(workspace, tmp_path, months(13, 9))
    return workspace


def stretches(workspace: Workspace) -> Sequence[int]:
    found = told(workspace, "2026-10")
    assert found is not None
    return [one.first for one in found.effective.chart.stretches]


def test_a_decision_draws_the_break_with_its_cause_and_only_on_its_own_chart(changed: Workspace) -> None:
    assert stretches(changed) == [0]
    done = decide(changed, EFFECTIVE, CHANGED, f"  {CAUSE} ")
    assert done.changes
    assert len(done.doubts) == 1, "nine months since: the new limits are a trial"
    assert stretches(changed) == [0, 13]
    found = told(changed, "2026-10", Audience.BOARD)
    assert found is not None
    assert [(one.at, one.cause) for one in found.effective.breaks] == [(13, CAUSE)]
    assert len(found.score.chart.stretches) == 1
    said = alternative(found.effective, PERCENT)
    assert f"From Feb 26 limits are worked out anew: {CAUSE} (decided on" in said
    assert said.index("Mean 24 %") < said.index("From Feb 26") < said.index("Mean 91 %")
    assert f"a: from Feb 26 limits are worked out anew: {CAUSE}" in reading(found.effective, PERCENT)


def test_a_decision_is_listed_with_who_made_it_and_the_trail_tells_it(changed: Workspace) -> None:
    decide(changed, EFFECTIVE, CHANGED, CAUSE)
    (one,) = rebasings(changed)
    assert (one.held.figure, one.held.month, one.held.cause, one.by) == ("plans.effective", CHANGED, CAUSE, "Mary")
    assert date.fromisoformat(one.held.decided_on)
    row = trail_page(changed, TrailAsked(topic="releases")).rows[0]
    assert row.head.label == "Decide on Effective plans, weekly: limits worked out anew from February 2026"
    assert CAUSE in row.values


def test_a_decision_is_taken_back_and_undo_brings_it_back(changed: Workspace) -> None:
    decide(changed, EFFECTIVE, CHANGED, CAUSE)
    take_back(changed, found_rebasing(changed, EFFECTIVE, CHANGED).id)
    assert rebasings(changed) == ()
    assert stretches(changed) == [0]
    tip = changed.door.tip
    assert tip is not None
    undo(changed.conn, changed.door, tip.seq, session_began=changed.session_began)
    assert stretches(changed) == [0, 13]
    take_back(changed, rebasings(changed)[0].held.id)
    with pytest.raises(AppError, match="stands"):
        found_rebasing(changed, EFFECTIVE, CHANGED)
    with pytest.raises(AppError, match="taken back already"):
        take_back(changed, "nothing")


def test_the_same_decision_writes_nothing_and_another_cause_changes_it(changed: Workspace) -> None:
    decide(changed, EFFECTIVE, CHANGED, CAUSE)
    assert not decide(changed, EFFECTIVE, CHANGED, CAUSE).changes
    assert decide(changed, EFFECTIVE, CHANGED, "Another cause").changes
    assert [one.held.cause for one in rebasings(changed)] == ["Another cause"]


@pytest.mark.parametrize(
    ("month", "cause", "said"),
    [
        (CHANGED, " ", "Say what caused the change"),
        (CHANGED, "x" * 201, "has 201 letters"),
        (CHANGED, "After EHC-001 was looked at again", "names the plan EHC-001"),
        ("2026-06", CAUSE, "There are 5 months from it on"),
        ("2025-10", CAUSE, "do not all lie on one side"),
        ("2025-01", CAUSE, "first month of the chart"),
        ("2024-01", CAUSE, "No audit counts in 2024-01"),
        ("last spring", CAUSE, "No audit counts in last spring"),
    ],
)
def test_what_does_not_hold_is_refused_with_a_sentence_and_nothing_is_written(
    changed: Workspace, month: str, cause: str, said: str
) -> None:
    with pytest.raises(AppError, match=said):
        decide(changed, EFFECTIVE, month, cause)
    assert rebasings(changed) == ()


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (Chart("plans.drawn", "weekly"), "no control chart of plans.drawn"),
        (Chart("score.section.ZZ", "weekly"), "No month of the cycle weekly has a value for section"),
        (Chart("plans.effective", "thematic"), "No audit of the cycle thematic counts"),
        (Chart("plans.effective", "weekly", "core-42/1"), "was made with core-42/1"),
    ],
)
def test_only_a_chart_that_there_is_can_be_decided_on(changed: Workspace, chart: Chart, said: str) -> None:
    with pytest.raises(AppError, match=said):
        decide(changed, chart, CHANGED, CAUSE)


def test_sections_and_scores_have_charts_of_their_own(changed: Workspace) -> None:
    read = read_insights(changed, in_silence)
    for figure in ("score.overall", "score.section.B"):
        assert decide(changed, Chart(figure, "weekly"), CHANGED, CAUSE, read).changes
    assert stretches(changed) == [0]
    found = told(changed, "2026-10")
    assert found is not None
    assert [one.first for one in found.score.chart.stretches] == [0, 13]


def test_a_second_decision_needs_its_own_seven_months(changed: Workspace) -> None:
    decide(changed, EFFECTIVE, CHANGED, CAUSE)
    read = read_insights(changed, in_silence)
    points = months_of(read, EFFECTIVE)
    held = [one.held for one in rebasings(changed)]
    assert "There are 3 months before" in judge(points, held, EFFECTIVE, "2026-05").refusal
    assert not judge(points, held, EFFECTIVE, CHANGED).refusal, "the decision itself does not stand in its own way"


def test_who_manages_no_measures_decides_nothing(world: World, tmp_path: Path) -> None:
    with world.open() as workspace:
        audits(workspace, tmp_path, months(13, 9))
        decide(workspace, EFFECTIVE, CHANGED, CAUSE)
    world.add("Rita", Role.READER)
    with world.open("Rita") as reading_only:
        (one,) = rebasings(reading_only)
        with pytest.raises(AppError):
            decide(reading_only, EFFECTIVE, CHANGED, "Another cause")
        with pytest.raises(AppError):
            take_back(reading_only, one.held.id)


def test_a_report_that_was_issued_keeps_the_limits_and_targets_of_its_day(changed: Workspace) -> None:
    keep(changed, target(60.0))
    issue(changed, ReportAsked("monthly", "2026-09", Audience.BOARD))
    decide(changed, EFFECTIVE, CHANGED, CAUSE)
    issue(changed, ReportAsked("monthly", "2026-10", Audience.BOARD))
    keep(changed, target(70.0))
    take_back(changed, rebasings(changed)[0].held.id)
    seen = []
    for month in ("2026-08", "2026-09", "2026-10"):
        found = told(changed, month, Audience.BOARD)
        assert found is not None
        seen.append((len(found.effective.chart.stretches), found.effective.target))
    assert seen == [(1, 70.0), (1, 60.0), (2, 60.0)]


def target(percent: float) -> Trajectory:
    points = (Point(date(2025, 1, 1), percent),)
    return Trajectory("Good plans", "plans.effective", Basis.AUDITED, None, points, "SEND board")
