"""The demo's governance as it is found on opening: lines, two years of meetings, decisions and what they became."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from demo_builders import demo_means

from audit_app.domain.calendar import EventKind, Source
from audit_app.services.demo import make_demo
from audit_app.services.governance.calendar import calendar
from audit_app.store.opening import open_workspace
from audit_app.store.read_actions import action_held
from audit_app.store.read_governance import decisions, meetings, reporting_lines
from audit_app.store.workspace import Workspace


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    means = demo_means(tmp_path_factory.mktemp("machine"))
    made = make_demo(Path(tmp_path_factory.mktemp("demo")), means)
    with open_workspace(made.workspace_path, made.passphrase, means) as workspace:
        yield workspace


def test_bodies_met_for_two_years_with_attendance_and_challenge(area: Workspace) -> None:
    held = [one for one in meetings(area.conn) if one.attendance]
    assert len(held) > 50
    assert all(one.challenge and one.minutes for one in held)
    assert any(not present for one in held for _, present in one.attendance)
    assert sum(one.communicated_on is not None for one in held) > 30


def test_one_meeting_was_moved_and_one_cancelled_with_its_reason(area: Workspace) -> None:
    found = meetings(area.conn)
    assert [one.on > one.planned for one in found if one.on != one.planned] == [True]
    assert ["quorate" in one.cancelled for one in found if one.cancelled] == [True]


def test_some_decisions_became_actions_and_some_wait(area: Workspace) -> None:
    found = decisions(area.conn)
    assert {bool(one.action) for one in found} == {True, False}
    acted = [action_held(area.conn, one.action) for one in found if one.action]
    assert all(one is not None and one.source.startswith(("EHC plan", "SEND")) for one in acted)
    assert {one.is_open for one in acted if one is not None} == {True, False}
    days = {(one.line, one.on) for one in meetings(area.conn)}
    assert all((one.line, one.on) in days for one in found)


def test_every_line_has_days_ahead_and_past_meetings_are_held(area: Workspace) -> None:
    today = area.means.now().date()
    assert len(reporting_lines(area.conn)) == 20
    found = calendar(area, today.replace(year=today.year - 1), today.replace(year=today.year + 1), [Source.LINE])
    assert {one.title for one in found.events if one.on > today} == {one.body for one in found.lines}
    board = [one for one in found.events if one.title == "SEND Programme Board" and one.kind is EventKind.MEETING]
    assert all(one.is_done for one in board if (today - one.on).days > 1)
