"""Advice within six weeks from the log and the register: which dates count, what is left out, what the note says."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from figure_workspace import empty_workspace

from audit_app.domain.period import parse_period
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.figures.advice_times import advice_figure
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.groups import NOT_RECORDED
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from scoring.figures import Figure, Scope

_HEALTH = "timeliness.advice_6_weeks.health"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace on 22 November 2026."""
    with empty_workspace(tmp_path) as opened:
        yield opened


def held(workspace: Workspace, *plans: Mapping[str, object]) -> None:
    ops = [Op("entry", f"p{n}", "row", {"plan_ref": f"P{n}", **row}) for n, row in enumerate(plans)]
    workspace.door.write("A register", ops)


def asked(workspace: Workspace, plan: str, requested: str, received: str | None = None, **more: object) -> None:
    line = {"plan_id": plan, "agency": "health", "requested": requested, "received": received, **more}
    workspace.door.write("Advice", [Op("advice_request", f"{plan} {requested} {more}", "record", line)])


def figure(workspace: Workspace, id_: str = _HEALTH, period: str = "2026-09") -> Figure:
    found = {one.id: one for one in report(workspace, ReportAsked("monthly", period)).figures}
    return found[id_]


def told(figure: Figure) -> str:
    """The note without what it says of every such figure."""
    return figure.note.removeprefix("Left out: advice not received counts as late").removeprefix("; ")


# The 42nd day after 10 August 2026 is 21 September.
@pytest.mark.parametrize(
    ("received", "outcome", "expected", "note"),
    [
        ("2026-09-21", "report", (1, 1), ""),
        ("2026-09-22", "report", (0, 1), ""),
        (None, None, (0, 1), ""),
        ("2026-09-21", "nil return", (1, 1), ""),
        (None, "nil return", (0, 0), "1 received, day not known"),
        (None, "existing advice agreed", (1, 1), ""),
        ("2026-03-01", "existing advice agreed", (1, 1), ""),
        ("2026-09-22", "existing advice agreed", (0, 1), ""),
        (None, "exception", (0, 0), "1 with an exception"),
        ("2026-09-01", "exception", (0, 0), "1 with an exception"),
        ("2026-08-09", "report", (0, 0), "1 impossible dates"),
        ("2026-11-23", "report", (0, 0), "1 impossible dates"),
    ],
)
def test_each_line_of_the_log_is_one_request(
    workspace: Workspace, received: str | None, outcome: str | None, expected: tuple[int, int], note: str
) -> None:
    held(workspace, {})
    asked(workspace, "p0", "2026-08-10", received, outcome=outcome)
    found = figure(workspace)
    assert ((found.numerator or 0), (found.denominator or 0)) == expected
    assert told(found) == "; ".join(part for part in (note, "dates from the advice log") if part)


def test_a_line_wins_over_the_register_of_the_same_agency_alone(workspace: Workspace) -> None:
    dates = {"advice_requested_date": "2026-08-10", "health_advice_date": "2026-09-01"}
    held(workspace, {**dates, "education_advice_date": "2026-09-02"}, dates)
    asked(workspace, "p0", "2026-08-10", "2026-10-01", service="Therapy")
    asked(workspace, "p0", "2026-08-11", "2026-09-01", service="Paediatrics")
    health = figure(workspace)
    assert (health.numerator, health.denominator) == (2, 3)
    assert told(health) == "dates from the advice log and the register"
    education = figure(workspace, "timeliness.advice_6_weeks.education")
    assert (education.numerator, education.denominator, told(education)) == (1, 2, "")


def test_lines_that_were_removed_or_erased_are_not_counted(workspace: Workspace) -> None:
    held(workspace, {"advice_requested_date": "2026-08-10", "health_advice_date": "2026-09-01"})
    asked(workspace, "p0", "2026-08-10", "2026-10-01")
    assert figure(workspace).numerator == 0
    workspace.door.write("Remove", [Op("advice_request", "p0 2026-08-10 {}", "deleted", 1)])
    again = figure(workspace)
    assert (again.numerator, again.denominator, told(again)) == (1, 1, "")


def test_the_log_alone_gives_the_figure_where_the_register_has_no_such_column(workspace: Workspace) -> None:
    held(workspace, {"advice_requested_date": "2026-08-10"}, {"advice_requested_date": "2026-08-10"})
    missing = figure(workspace)
    assert (missing.value, missing.withheld) == (None, "x")
    assert "advice log" in missing.reason
    asked(workspace, "p0", "2026-08-10", "2026-09-01")
    found = figure(workspace)
    assert (found.numerator, found.denominator) == (1, 1)


def test_what_is_not_due_on_the_day_of_the_data_is_left_out(workspace: Workspace) -> None:
    held(workspace, {})
    asked(workspace, "p0", "2026-10-12")  # due 23 November, a day after the data
    found = figure(workspace, period="2026-11")
    assert ((found.denominator or 0), told(found)) == (0, "1 not yet due; dates from the advice log")


def test_a_team_counts_its_own_requests(workspace: Workspace) -> None:
    dates = {"advice_requested_date": "2026-08-10", "health_advice_date": "2026-09-01"}
    held(workspace, {**dates, "casework_team": "North"}, {"casework_team": "North"}, {"casework_team": "South"}, dates)
    asked(workspace, "p1", "2026-08-10", "2026-10-01")
    asked(workspace, "p2", "2026-08-10", "2026-09-01")
    period, scope = parse_period("2026-09"), Scope("2026-09", "", "")

    def counted(team: str) -> tuple[float | None, float | None]:
        made = advice_figure(workspace.conn, Asked(period, None, date(2026, 11, 22), team=team), scope, "health")
        return made.numerator, made.denominator

    assert [counted(team) for team in ("", "North", "South", NOT_RECORDED)] == [(3, 4), (1, 2), (1, 1), (1, 1)]
