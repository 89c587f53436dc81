"""The calendar of a governance chart: rhythms, working days before and after a meeting, what was moved or cancelled."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.calendar import EventKind, events, next_meeting, planned_days
from audit_app.domain.governance import LineKind, Meeting, ReportingLine, fault_of
from audit_app.domain.working_days import is_working_day, working_days_between
from audit_app.services.governance.shipped import shipped_lines
from scoring.figures import Audience

BOARD = ReportingLine(
    id="board",
    body="SEND Programme Board",
    chair="Lead member",
    kind=LineKind.BOARD,
    sends=("monthly",),
    recurrence="1m",
    first=date(2026, 1, 27),
    dates=(),
    audience=Audience.BOARD,
    is_public=False,
    needs=("monthly report",),
    cut_off_days=10,
    papers_days=5,
    communication_days=5,
)


def test_a_month_of_a_board_has_its_cut_off_papers_meeting_and_communication() -> None:
    found = {one.kind: one.on for one in events([BOARD], [], date(2026, 5, 11), date(2026, 6, 5))}
    # 25 May is a bank holiday, so five working days before the 27th lie a day further back
    assert found == {
        EventKind.CUT_OFF: date(2026, 5, 12),
        EventKind.PAPERS: date(2026, 5, 19),
        EventKind.MEETING: date(2026, 5, 27),
        EventKind.COMMUNICATION: date(2026, 6, 3),
    }


def test_a_meeting_on_a_bank_holiday_is_planned_for_the_next_working_day() -> None:
    line = replace(BOARD, first=date(2026, 12, 25), recurrence="once")
    assert planned_days(line, date(2026, 12, 1), date(2026, 12, 31)) == (date(2026, 12, 29),)


def test_a_moved_meeting_takes_its_days_with_it_and_says_where_it_was() -> None:
    planned = date(2026, 5, 27)
    moved = Meeting("m", "board", planned, date(2026, 6, 10))
    found = events([BOARD], [moved], date(2026, 5, 20), date(2026, 6, 20))
    (meeting,) = (one for one in found if one.kind is EventKind.MEETING)
    assert (meeting.on, meeting.moved_from) == (date(2026, 6, 10), planned)
    assert {one.on for one in found if one.kind is EventKind.PAPERS} == {date(2026, 6, 3)}


def test_a_cancelled_meeting_stays_with_its_reason_and_asks_for_nothing() -> None:
    cancelled = Meeting("m", "board", date(2026, 5, 27), date(2026, 5, 27), cancelled="not quorate")
    found = events([BOARD], [cancelled], date(2026, 5, 11), date(2026, 6, 5))
    assert [(one.kind, one.cancelled) for one in found] == [(EventKind.MEETING, "not quorate")]
    assert next_meeting(BOARD, [cancelled], date(2026, 5, 1)) == date(2026, 6, 29)


def test_a_communication_is_done_once_it_was_sent() -> None:
    held = Meeting("m", "board", date(2026, 5, 27), date(2026, 5, 27), communicated_on=date(2026, 5, 29))
    found = {one.kind: one.is_done for one in events([BOARD], [held], date(2026, 5, 11), date(2026, 6, 5))}
    assert found[EventKind.COMMUNICATION]
    assert not found[EventKind.PAPERS]


def test_after_its_last_day_a_line_asks_for_nothing() -> None:
    ended = replace(BOARD, ended=date(2026, 3, 31))
    assert planned_days(ended, date(2026, 3, 1), date(2026, 12, 31)) == (date(2026, 3, 27),)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": " "}, "Name the body"),
        ({"recurrence": "often"}, "how often"),
        ({"first": None}, "first day"),
        ({"papers_days": -1}, "0 to 60"),
        ({"papers_days": 12}, "cut-off"),
        ({"is_public": True}, "public"),
    ],
)
def test_a_line_that_cannot_be_kept_says_why(change: dict[str, object], said: str) -> None:
    assert said in fault_of(replace(BOARD, **change))  # type: ignore[arg-type]  # a table of single changes


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_every_usual_line_can_be_kept_and_meets_on_working_days(begins: date) -> None:
    lines = shipped_lines(begins)
    assert len(lines) >= 20
    assert {fault_of(line) for line in lines} == {""}
    year = begins + timedelta(days=400)
    for line in lines:
        days = planned_days(line, begins, year)
        assert days, line.body
        assert all(map(is_working_day, days))


@given(st.integers(0, 30), st.integers(0, 30))
def test_cut_off_and_papers_are_so_many_working_days_before(cut_off: int, papers: int) -> None:
    line = replace(BOARD, cut_off_days=max(cut_off, papers), papers_days=min(cut_off, papers))
    found = {
        one.kind: one.on
        for one in events([line], [], date(2026, 5, 1), date(2026, 7, 31))
        if one.meeting == date(2026, 6, 29)
    }
    assert working_days_between(found[EventKind.PAPERS], found[EventKind.MEETING]) == line.papers_days
