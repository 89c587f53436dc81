"""What a report tells of change: months as their own reports count them, and what follows from two periods."""

from datetime import date
from pathlib import Path

import pytest
from trend_builders import audits, told

from audit_app.domain.period import parse_period
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.reports.trends import period_before, trends_told
from audit_app.services.timeliness.trajectories import keep
from audit_app.store.workspace import Workspace
from scoring.comparison import Claim
from scoring.control import Assurance
from scoring.figures import Audience
from scoring.timeliness.trajectories import Basis, Point, Trajectory

MONTHS = [("2026-06", 6, 2), ("2026-07", 3, 3), ("2026-09", 8, 4), ("2026-10", 8, 5)]


def test_each_month_is_the_share_that_its_own_report_gives(workspace: Workspace, tmp_path: Path) -> None:
    audits(workspace, tmp_path, MONTHS)
    found = told(workspace, "2026-10")
    assert found is not None
    assert [(f"{one.month:%Y-%m}", one.effective, one.graded) for one in found.points] == [
        (month, effective, plans) for month, plans, effective in MONTHS
    ]
    for one in found.points:
        own = report(workspace, ReportAsked("monthly", f"{one.month:%Y-%m}"))
        figure = next(each for each in own.figures if each.id == "plans.effective")
        assert (figure.numerator, figure.denominator) == (one.effective, one.graded)


def test_the_period_is_compared_with_the_one_before_it_and_small_samples_claim_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    audits(workspace, tmp_path, MONTHS)
    found = told(workspace, "2026-10")
    assert found is not None
    assert (found.comparison.now, found.comparison.before) == ((5, 8), (4, 8))
    assert found.comparison.claim is Claim.NO_CHANGE
    assert found.before == (date(2026, 9, 1), date(2026, 9, 30))


def test_a_board_sees_no_month_with_under_six_plans_and_the_public_no_chart(
    workspace: Workspace, tmp_path: Path
) -> None:
    audits(workspace, tmp_path, MONTHS)
    found = told(workspace, "2026-10", Audience.BOARD)
    assert found is not None
    assert [one.graded for one in found.points] == [6, 8, 8]
    assert found.few == 1
    assert told(workspace, "2026-10", Audience.PUBLIC) is None


def test_presence_has_a_chart_where_it_has_a_target_and_the_board_sees_no_small_month_of_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    audits(workspace, tmp_path, MONTHS)
    plain = told(workspace, "2026-10")
    assert plain is not None
    assert (plain.presence, plain.charts) == ((), 2)
    points = (Point(date(2026, 9, 1), 70.0),)
    keep(workspace, Trajectory("Health", "presence.health", Basis.AUDITED, None, points, "Board"))
    keep(workspace, Trajectory("Elsewhere", "presence.social_care@cycle=advice", Basis.AUDITED, None, points, "Board"))
    group, board = (told(workspace, "2026-10", audience) for audience in (Audience.GROUP, Audience.BOARD))
    assert group is not None
    assert board is not None
    (chart,) = group.presence
    assert chart.title.startswith("Plans that state health needs")
    assert chart.drawn.names == ("Jun 26", "Jul 26", "Sep 26", "Oct 26")
    assert chart.drawn.targets == (None, None, 70.0, 70.0)
    assert chart.drawn.assurance is Assurance.TOO_EARLY
    assert group.charts == 3
    made = report(workspace, ReportAsked("monthly", "2026-10"))
    figure = next(each for each in made.figures if each.id == "presence.health")
    assert (chart.drawn.chart.points[-1].value, chart.drawn.counted[-1]) == (figure.value, f"n {figure.denominator}")
    assert board.presence[0].drawn.names == ("Jun 26", "Sep 26", "Oct 26"), "July has three plans"


def test_without_a_graded_month_nothing_is_told_and_weekly_reports_have_no_chart(workspace: Workspace) -> None:
    assert told(workspace, "2026-10") is None
    weekly = report(workspace, ReportAsked("weekly", "2026-W43"))
    assert trends_told(workspace, weekly) is None


def test_the_report_itself_carries_it(workspace: Workspace, tmp_path: Path) -> None:
    audits(workspace, tmp_path, MONTHS)
    (content,) = contents(workspace, report(workspace, ReportAsked("monthly", "2026-10")))
    assert content.trends is not None


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-03", ("2026-02-01", "2026-02-28")),
        ("2026-01..2026-03", ("2025-10-01", "2025-12-31")),
        ("2026-W02", ("2025-12-29", "2026-01-04")),
        ("2026-01-10..2026-01-12", ("2026-01-07", "2026-01-09")),
    ],
)
def test_the_period_before_is_as_long_and_ends_the_day_before(period: str, before: tuple[str, str]) -> None:
    found = period_before(parse_period(period))
    assert (found.first.isoformat(), found.last.isoformat()) == before
