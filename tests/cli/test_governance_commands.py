"""`calendar export` and `meeting` as they are typed."""

from datetime import date
from typing import Any

import icalendar
import pytest
from cli_builders import Desk

from audit_app.domain.governance import ReportingLine
from audit_app.services.governance.lines import keep_line
from audit_app.services.governance.shipped import shipped_lines
from audit_app.store.opening import open_workspace


@pytest.fixture
def governed(desk: Desk) -> Desk:
    """Mary's workspace with the task group, which meets on 7 December 2026 and every six weeks."""
    desk.new()
    with open_workspace(desk.workspace, "mary has a long passphrase", desk.compose().means) as workspace:
        keep_line(workspace, _task_group())
    return desk


def _task_group() -> ReportingLine:
    return next(one for one in shipped_lines(date(2026, 11, 23)) if one.body == "EHC plan task group")


def test_the_calendar_is_exported_from_today_on(governed: Desk) -> None:
    path = governed.folder / "calendar.ics"
    said = governed.run("calendar", "export", governed.workspace, path)
    assert (said.code, said.err) == (0, "")
    events: list[Any] = list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    assert said.lines == [f"{len(events)} events: {path}"]
    assert min(one["DTSTART"].dt for one in events).isoformat() == "2026-11-30"  # five working days before


def test_days_and_one_line_can_be_asked_for(governed: Desk) -> None:
    path = governed.folder / "calendar.ics"
    days = ("--from", "2026-12-01", "--to", "2026-12-08")
    said = governed.run("calendar", "export", governed.workspace, path, *days, "--line", "task group", "--json")
    assert said.json == {"file": str(path), "events": 1}


def test_a_file_of_another_kind_is_wrong_use_and_days_the_wrong_way_round_a_fault(governed: Desk) -> None:
    assert governed.run("calendar", "export", governed.workspace, governed.folder / "calendar.txt").code == 2
    days = ("--from", "2026-12-08", "--to", "2026-12-01")
    said = governed.run("calendar", "export", governed.workspace, governed.folder / "calendar.ics", *days)
    assert (said.code, said.faults) == (
        1,
        ["The last day lies before the first: give the earlier one first."],
    )
    assert not (governed.folder / "calendar.ics").exists()


def test_the_papers_of_a_meeting_are_written(governed: Desk) -> None:
    out = governed.folder / "papers"
    said = governed.run("meeting", governed.workspace, "--line", "task group", "--on", "2026-12-07", "--out", out)
    assert (said.code, said.err) == (0, "")
    assert said.lines == [str(out / name) for name in _names("pdf", "docx")]
    assert {path.name for path in out.iterdir()} == set(_names("pdf", "docx"))


def _names(*endings: str) -> list[str]:
    papers = ("agenda", "minutes")
    return [f"{paper}_EHC-plan-task-group_2026-12-07.{ending}" for paper in papers for ending in endings]


def test_a_day_without_a_meeting_names_the_next_one_and_writes_nothing(governed: Desk) -> None:
    out = governed.folder / "papers"
    said = governed.run("meeting", governed.workspace, "--line", "task group", "--on", "2026-12-08", "--out", out)
    assert (said.code, said.faults) == (
        1,
        ["EHC plan task group has no meeting on 2026-12-08. The next one is planned for 2027-01-18."],
    )
    assert not out.exists()


def test_a_body_that_is_not_there_is_told_with_those_that_are(governed: Desk) -> None:
    asked = ("--line", "scrutiny", "--on", "2026-12-07", "--out", governed.folder)
    said = governed.run("meeting", governed.workspace, *asked)
    assert (said.code, said.faults) == (
        1,
        ["No reporting line is to “scrutiny”. Name one of: EHC plan task group."],
    )


def test_one_format_alone_and_none_that_is_unknown(governed: Desk) -> None:
    asked = ("meeting", governed.workspace, "--line", "task group", "--on", "2026-12-07", "--out", governed.folder)
    assert len(governed.run(*asked, "--formats", "pdf").lines) == 2
    assert governed.run(*asked, "--formats", "xlsx").code == 2


def test_a_report_for_a_line_takes_its_readers_and_other_readers_are_refused(governed: Desk) -> None:
    out = governed.folder / "report"
    asked = ("report", governed.workspace, "--kind", "two-monthly", "--period", "2026-09..2026-10", "--out", out)
    said = governed.run(*asked, "--line", "task group", "--formats", "json")
    assert said.code == 0, said.err
    path = out / "two-monthly_2026-09_to_2026-10_group_EHC-plan-task-group.json"
    assert said.lines == [str(path)]
    assert '"line": "EHC plan task group"' in path.read_text("utf-8")
    refused = governed.run(*asked, "--line", "task group", "--audience", "board")
    assert (refused.code, "is for the group" in refused.err) == (1, True)
