"""Timeliness of a period as one result: figures, months, bands, late plans with their days, targets."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from service_world import World, write_rows
from timeliness_world import PUBLISHED, published, published_row, register, write_published

from audit_app.domain.people import Role
from audit_app.domain.period import add_months, parse_period
from audit_app.domain.problems import AppError
from audit_app.services.register.importing import import_register
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.reports.timeliness import timeliness_told
from audit_app.services.timeliness.comparisons import choose_area, choose_neighbours, import_comparison
from audit_app.services.timeliness.counting import Timeliness, TimelinessAsked, timeliness
from audit_app.services.timeliness.trajectories import keep
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from exports.document import Heading, Paragraph, Table
from exports.pages.report import document_of
from exports.sheets.report import book_of
from scoring.control import Assurance
from scoring.figures import Audience
from scoring.timeliness.issued import Share
from scoring.timeliness.limits import Stage
from scoring.timeliness.steps import LeftOut
from scoring.timeliness.trajectories import FIGURES, Basis, Point, Trajectory

YEAR = parse_period("2026-01..2026-10")


@pytest.fixture
def place(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with the small register."""
    register(workspace, tmp_path)
    return workspace


def of(place: Workspace, team: str = "", trajectory: str = "") -> Timeliness:
    return timeliness(place, TimelinessAsked(YEAR, team, trajectory=trajectory))


def test_exceptions_leave_both_sides_and_the_rate_stands_beside(place: Workspace) -> None:
    found = of(place)
    assert found.issued.including.within == Share(2, 6)
    assert found.issued.excluding.within == Share(2, 5)
    assert found.issued.exceptions == Share(1, 6)
    figure = found.figure("timeliness.20_weeks.excluding_exceptions")
    assert figure is not None
    assert (figure.numerator, figure.denominator) == (2, 5)


def test_what_is_not_counted_is_said(place: Workspace) -> None:
    found = of(place)
    assert found.left_out == {LeftOut.TRANSFERRED_IN: 1, LeftOut.DATE_MISSING: 1}
    assert found.waiting == 1


def test_months_and_years_are_those_of_issue(place: Workspace) -> None:
    found = of(place)
    assert [(one.month, one.issued.including.n) for one in found.months if one.issued.including.n] == [
        ("2026-05", 3),
        ("2026-06", 1),
        ("2026-07", 2),
    ]
    assert [(one.year, one.issued.including.n, one.is_over) for one in found.years] == [(2026, 6, False)]


def test_each_late_plan_says_where_its_days_went(place: Workspace) -> None:
    found = of(place)
    assert [(one.plan_ref, one.clock.days_late) for one in found.late] == [
        ("T-05", 60),
        ("T-04", 50),
        ("T-03", 20),
        ("T-02", 1),
    ]
    days = {one.plan_ref: one.delay for one in found.late}
    assert [(one.stage, one.agency, one.days) for one in days["T-03"].lost] == [
        (Stage.ADVICE, "health", 20),
    ]
    assert days["T-02"].stages == {Stage.DECISION: 1}
    assert days["T-04"].unexplained == 50


def test_the_days_of_plans_with_an_exception_are_in_no_total(place: Workspace) -> None:
    found = of(place)
    assert (found.delays.total.late, found.delays.total.days_late, found.excepted) == (3, 71, 1)
    assert found.delays.by_team["South"].unexplained == 50
    assert found.delays.by_team["North"].of_agency("health") == 20


def test_a_team_has_its_own_numbers(place: Workspace) -> None:
    found = of(place, "South")
    assert found.teams == ("North", "South")
    assert found.issued.including.within == Share(1, 3)
    figure = found.figure("timeliness.20_weeks.including_exceptions")
    assert figure is not None
    assert (figure.numerator, figure.denominator) == (1, 3)


def test_a_short_draft_window_is_counted(place: Workspace) -> None:
    found = of(place)
    assert found.windows.kept == Share(4, 5)
    assert found.windows.left_out == {LeftOut.DATE_MISSING: 2, LeftOut.TRANSFERRED_IN: 1}


def test_the_advice_log_says_with_whom_days_were_lost(place: Workspace) -> None:
    (plan,) = place.conn.execute("SELECT id FROM entry WHERE plan_ref = 'T-03'").fetchone()
    line = {"plan_id": plan, "agency": "social_care", "service": "Early help", "requested": "2026-02-14"}
    line |= {"received": "2026-04-17"}
    place.door.write("Log", [Op("advice_request", "line", "record", line)])
    lost = next(one for one in of(place).late if one.plan_ref == "T-03").delay.lost
    assert [(one.agency, one.days) for one in lost] == [("health", 10), ("social_care", 10)]


def test_targets_are_the_workspaces_own_unless_one_is_named(place: Workspace) -> None:
    assert of(place).targets == ()
    points = (Point(date(2026, 5, 31), 50), Point(date(2026, 7, 31), 60))
    keep(place, Trajectory("Ours", "timeliness.20_weeks.including_exceptions", Basis.ISSUED, None, points, "Board"))
    (line,) = of(place).targets
    told = {one.month: (one.target, one.actual, one.is_met) for one in line.against.months}
    assert told["2026-04"] == (None, Share(0, 0), None)
    assert told["2026-05"] == (50, Share(2, 3), True)
    assert told["2026-06"] == (50, Share(0, 1), False)
    assert told["2026-07"] == (60, Share(0, 2), False)
    (shipped,) = of(place, trajectory="written-statement-20-weeks").targets
    assert shipped.row.is_shipped
    # started: all are counted in the month of their 140th day, the waiting one in its own
    counted = {one.month: one.actual for one in shipped.against.months if one.actual.of}
    assert counted == {"2026-02": Share(0, 1), "2026-05": Share(2, 6)}
    with pytest.raises(AppError, match="no trajectory called Nowhere"):
        of(place, trajectory="Nowhere")


def headings(place: Workspace, audience: Audience, kind: str = "monthly") -> list[str]:
    (content,) = contents(place, report(place, ReportAsked(kind, YEAR.text, audience)))
    return [block.text for block in document_of(content).blocks if isinstance(block, Heading)]


def test_reports_tell_timeliness_beside_quality(place: Workspace) -> None:
    found = headings(place, Audience.GROUP)
    assert {"Timeliness", "By calendar year of issue", "Where late plans lost their days"} <= set(found)
    assert "Plans with most days late" in found
    (content,) = contents(place, report(place, ReportAsked("monthly", YEAR.text)))
    sheets = {sheet.name: sheet.grid.rows for sheet in book_of(content).sheets}
    assert [row[0] for row in sheets["Late plans"]] == ["T-05", "T-04", "T-03", "T-02"]
    assert ("casework team", "South", "Not explained: dates missing", "", 1, 50) in sheets["Days lost"]
    assert sheets["Timeliness"][0][:6] == ("period", "the whole period", "included", 6, 2, 100 * 2 / 6)


def test_the_board_sees_no_plan_and_no_group_of_under_six(place: Workspace) -> None:
    assert "Plans with most days late" not in headings(place, Audience.BOARD)
    told = timeliness_told(place, report(place, ReportAsked("monthly", YEAR.text, Audience.BOARD)))
    assert told is not None
    assert told.late == ()
    assert told.by_team.replaced
    assert set(told.by_team.groups.values()) == {None}
    (content,) = contents(place, report(place, ReportAsked("monthly", YEAR.text, Audience.BOARD)))
    texts = [block.text for block in document_of(content).blocks if isinstance(block, Paragraph)]
    assert any("Over half of this table" in text for text in texts)
    tables = [block for block in document_of(content).blocks if isinstance(block, Table)]
    assert not any("T-0" in str(row) for table in tables for row in table.rows)
    assert not any("Health" in str(row) for table in tables for row in table.rows)  # one plan lost days there
    sheet = next(one for one in book_of(content).sheets if one.name == "Days lost")
    assert [row[2] for row in sheet.grid.rows if row[0] == "all"] == ["All"]


SIZES = (*(8, 7) * 5, 9, 6, 5, 8)
"""Plans issued in the months of a year and two more, up to October 2026."""


def test_a_target_has_a_control_chart_of_two_years_and_the_board_sees_no_small_month_of_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    firsts = [add_months(date(2026, 10, 1), at - len(SIZES) + 1) for at in range(len(SIZES))]
    rows = [
        {"plan_ref": f"M-{at:02d}-{plan}", "request_date": first - timedelta(days=130 if plan else 150),
         "final_date": first}
        for at, first in enumerate(firsts)
        for plan in range(SIZES[at])
    ]  # fmt: skip
    import_register(workspace, write_rows(tmp_path / "issued.csv", rows))
    points = (Point(date(2025, 1, 1), 40.0),)
    keep(workspace, Trajectory("Ours", FIGURES[0], Basis.ISSUED, None, points, "Board"))
    charts = []
    for audience in (Audience.GROUP, Audience.BOARD):
        told = timeliness_told(workspace, report(workspace, ReportAsked("monthly", "2026-10", audience)))
        assert told is not None
        chart = told.course_of(told.targets[0])
        assert chart is not None
        charts.append(chart)
    group, board = charts
    assert len(group.names) == 14
    assert (group.target, group.assurance) == (40.0, Assurance.MEETS)
    assert "Sep 26" not in board.names, "five plans"
    assert len(board.names) == 12, "and the next smallest of the year, whose count is printed, goes with it"
    assert board.assurance is Assurance.TOO_EARLY


@pytest.mark.parametrize(("kind", "audience"), [("monthly", Audience.PUBLIC), ("weekly", Audience.GROUP)])
def test_the_public_and_a_week_get_the_figures_alone(place: Workspace, kind: str, audience: Audience) -> None:
    made = report(place, ReportAsked(kind, YEAR.text, audience))
    assert timeliness_told(place, made) is None
    assert any(figure.id == "timeliness.20_weeks.including_exceptions" for figure in made.figures)


def test_reports_set_the_area_beside_the_country(place: Workspace, tmp_path: Path) -> None:
    hidden = dict.fromkeys(PUBLISHED[-6:], "x")
    rows = published(published_row("Local authority", "E10000009", "Smallmere", **hidden))
    import_comparison(place, write_published(tmp_path, rows))
    choose_area(place, "Ashford")
    choose_neighbours(place, ["Smallmere"])
    (content,) = contents(place, report(place, ReportAsked("monthly", YEAR.text, Audience.BOARD)))
    blocks = document_of(content).blocks
    with_exceptions = next(
        one for one in blocks if isinstance(one, Table) and one.caption.startswith("Plans issued within 20 weeks, with")
    )
    assert with_exceptions.rows == (
        ("Ashford, as published", "50.0 %", "50.0 %", "–"),
        ("England", "50.0 %", "50.0 %", "–"),
        ("South East", "50.0 %", "50.0 %", "–"),
        ("Smallmere", "–", "x", "–"),
        ("This register", "–", "–", "33.3 %"),
    )
    assert any(isinstance(one, Paragraph) and "x: not available." in one.text for one in blocks)
    sheet = next(one for one in book_of(content).sheets if one.name == "Country")
    assert ("Smallmere", "area", 2024, "x", "x", "x", "x", None) in sheet.grid.rows
    assert "x: not available." in sheet.lines


def test_each_team_has_its_own_timeliness_in_its_report(place: Workspace) -> None:
    told = timeliness_told(place, report(place, ReportAsked("team", YEAR.text)), "South")
    assert told is not None
    assert told.issued.including.within == Share(1, 3)
    assert {one.team for one in told.late} == {"South"}
    assert (told.targets, told.country) == ((), None)


def test_a_reader_may_look(world: World, tmp_path: Path) -> None:
    world.add("Rita", Role.READER)
    with world.open() as opened:
        register(opened, tmp_path)
    with world.open("Rita") as opened:
        assert of(opened).issued.including.n == 6
