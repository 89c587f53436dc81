"""What figures and reports tell of actions: counted at the end of the period, for the board without plans."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from actions_world import audited, opened, seen
from service_world import World

from audit_app.domain.actions import Checkpoint
from audit_app.domain.people import Role
from audit_app.domain.status import Status
from audit_app.services.actions.closing import abandon_action, ask_closure, close_action
from audit_app.services.actions.editing import change
from audit_app.services.actions.editing import report as report_on
from audit_app.services.actions.opening import open_action
from audit_app.services.actions.proposing import propose
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import Report, ReportAsked, report
from audit_app.store.workspace import Workspace
from exports.content import Content
from exports.document import Heading, Table
from exports.pages.actions import actions as pages
from exports.sheets.actions import actions as sheets
from scoring.figures import Audience


def made(workspace: Workspace, kind: str, period: str, audience: Audience = Audience.GROUP) -> Report:
    """A report of a period."""
    return report(workspace, ReportAsked(kind, period, audience))


def told(workspace: Workspace, kind: str, period: str, audience: Audience = Audience.GROUP) -> Content:
    """The same as its files tell it."""
    return contents(workspace, made(workspace, kind, period, audience))[0]


def counted(workspace: Workspace, period: str = "2026-11") -> dict[str, tuple[float | None, float | None]]:
    """Numerator and denominator of each figure of actions."""
    found = made(workspace, "monthly", period).figures
    return {one.id.removeprefix("actions."): (one.numerator, one.denominator) for one in found if "actions." in one.id}


@pytest.fixture
def busy(world: World, tmp_path: Path) -> Path:
    """Five actions: one overdue and red, one amber, one not reported, one closed by Tom, one abandoned."""
    world.add("Tom", Role.TEAM_MANAGER)
    with world.open() as workspace:
        audited(workspace, tmp_path, {plan: {"F2": 1} for plan in range(1, 6)})
        ids = [
            open_action(workspace, propose(workspace, seen(workspace, plan, "F2")), opened_on=f"2026-1{month}-05")
            for plan, month in zip(range(1, 6), "01111", strict=True)
        ]
        for number, id_ in enumerate(ids):
            change(workspace, id_, {"what": f"Mend number {number}.", "evidence": "Seen.", "due": "2026-12-24"})
        change(workspace, ids[0], {"due": "2026-11-01"})
        report_on(workspace, ids[0], Checkpoint(date(2026, 11, 2), Status.RED, "Nobody has begun."))
        report_on(workspace, ids[1], Checkpoint(date(2026, 11, 3), Status.AMBER))
        ask_closure(workspace, ids[3])
        abandon_action(workspace, ids[4], "The plan ceased.")
    with world.open("Tom") as workspace:
        close_action(workspace, ids[3], "Seen in the amended plan.")
    return tmp_path


def test_without_an_action_the_figures_say_so(workspace: Workspace) -> None:
    assert counted(workspace)["open"] == (0, None)
    assert counted(workspace)["overdue"] == (0, 0)


@pytest.mark.usefixtures("busy")
def test_actions_are_counted_at_the_end_of_the_period(world: World) -> None:
    with world.open() as workspace:
        assert counted(workspace) == {
            "open": (3, None),
            "overdue": (1, 3),
            "closed": (1, 5),
            "green": (0, 3),
            "amber": (1, 3),
            "red": (1, 3),
            "grey": (0, 3),
        }


@pytest.mark.usefixtures("busy")
def test_what_came_later_does_not_count_in_an_earlier_period(world: World) -> None:
    with world.open() as workspace:
        found = counted(workspace, "2026-10")
        assert (found["open"], found["overdue"], found["closed"]) == ((1, None), (0, 1), (0, 1))
        assert found["red"] == (0, 1)


@pytest.mark.usefixtures("busy")
def test_a_weekly_report_tells_the_actions_that_were_opened(world: World) -> None:
    with world.open() as workspace:
        content = told(workspace, "weekly", "2026-W45")
        blocks = list(pages(content))
        assert blocks[0] == Heading("Actions opened")
        table = next(one for one in blocks if isinstance(one, Table))
        assert len(table.rows) == 4
        assert {str(row[0]) for row in table.rows} >= {"Mend number 1. (EHC-002)", "Mend number 2. (EHC-003)"}


@pytest.mark.usefixtures("busy")
def test_a_two_monthly_report_tells_open_overdue_closed_and_abandoned(world: World) -> None:
    with world.open() as workspace:
        content = told(workspace, "two-monthly", "2026-10..2026-11")
        blocks = list(pages(content))
        headings = [one.text for one in blocks if isinstance(one, Heading)]
        assert headings == [
            "Actions",
            "Open actions, the overdue first",
            "Closed in the period",
            "Abandoned in the period",
        ]
        first = next(one for one in blocks if isinstance(one, Table)).rows[0]
        assert "21 days overdue" in str(first[2])
        assert first[3] == "R, Red: little or no progress"
        assert len(next(iter(sheets(content))).grid.rows) == 5


@pytest.mark.usefixtures("busy")
def test_a_board_sees_no_plan_and_the_public_no_action(world: World) -> None:
    with world.open() as workspace:
        board = told(workspace, "two-monthly", "2026-10..2026-11", Audience.BOARD)
        assert board.actions is not None
        assert "EHC-" not in repr(list(pages(board))) + repr(list(sheets(board)))
        assert told(workspace, "two-monthly", "2026-10..2026-11", Audience.PUBLIC).actions is None


@pytest.mark.usefixtures("busy")
def test_a_teams_report_tells_the_teams_own(world: World) -> None:
    with world.open() as workspace:
        whole = contents(workspace, made(workspace, "team", "2026-10..2026-11"))
        assert {one.team for one in whole if one.actions is not None} == {"North"}


def test_a_long_list_is_cut_on_paper_and_whole_in_the_workbook(workspace: Workspace, tmp_path: Path) -> None:
    opened(workspace, tmp_path, {1: {"F2": 1}})
    content = told(workspace, "two-monthly", "2026-10..2026-11")
    assert content.actions is not None
    one = content.actions.current[0]
    many = replace(content, actions=replace(content.actions, current=(one,) * 200))
    table = next(one for one in pages(many) if isinstance(one, Table))
    assert len(table.rows) == 60
    assert "140 more stand in the workbook." in repr(list(pages(many)))
    assert len(next(iter(sheets(many))).grid.rows) == 200


def test_a_board_is_not_told_how_few_plans_are_behind_a_practice(workspace: Workspace, tmp_path: Path) -> None:
    opened(workspace, tmp_path, {1: {"F2": 1}, 2: {"F2": 1}})
    for audience, words in ((Audience.GROUP, "(practice; 2 plans behind it)"), (Audience.BOARD, "(practice)")):
        content = told(workspace, "two-monthly", "2026-10..2026-11", audience)
        table = next(one for one in pages(content) if isinstance(one, Table))
        assert str(table.rows[0][0]).endswith(words)
