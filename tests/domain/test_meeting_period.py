"""Which period a report for a meeting is about: what had ended by the day on which the data are cut off."""

from dataclasses import replace
from datetime import date

import pytest

from audit_app.domain.governance import LineKind, Meeting, ReportingLine
from audit_app.domain.meeting_period import data_day, period_for
from audit_app.domain.period import parse_period
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
    needs=(),
    cut_off_days=10,
    papers_days=5,
)


@pytest.mark.parametrize(
    ("recurrence", "kind", "until", "period"),
    [
        ("1m", "monthly", date(2026, 11, 10), "2026-10"),
        ("1m", "monthly", date(2026, 10, 31), "2026-10"),
        ("1m", "monthly", date(2026, 10, 30), "2026-09"),
        ("6w", "two-monthly", date(2026, 11, 10), "2026-09..2026-10"),
        ("3m", "quarterly", date(2026, 1, 5), "2025-10..2025-12"),
        ("6m", "quarterly", date(2026, 7, 1), "2026-01..2026-06"),
        ("12m", "quarterly", date(2026, 7, 1), "2025-07..2026-06"),
        ("once", "quarterly", date(2026, 7, 1), "2026-04..2026-06"),
        ("1w", "weekly", date(2026, 11, 11), "2026-W45"),
        ("1w", "weekly", date(2026, 11, 15), "2026-W46"),
        ("3m", "chase", date(2026, 11, 11), "2026-10"),
    ],
)
def test_a_report_is_about_the_last_whole_period_by_its_cut_off(
    recurrence: str, kind: str, until: date, period: str
) -> None:
    found = period_for(replace(BOARD, recurrence=recurrence), kind, until)
    assert found == period
    assert parse_period(found).last <= until


def test_the_report_of_a_weekly_cycle_is_about_its_own_week() -> None:
    weekly = replace(BOARD, kind=LineKind.CYCLE, recurrence="1w")
    assert period_for(weekly, "weekly", date(2026, 11, 9)) == "2026-W46"


def test_data_run_to_the_cut_off_else_to_the_papers_else_to_the_meeting() -> None:
    planned = date(2026, 5, 27)
    assert data_day(BOARD, None, planned) == date(2026, 5, 12)
    assert data_day(replace(BOARD, cut_off_days=None), None, planned) == date(2026, 5, 19)
    assert data_day(replace(BOARD, cut_off_days=None, papers_days=None), None, planned) == planned
    by_hand = Meeting("m", "board", planned, planned, cut_off=date(2026, 4, 30))
    assert data_day(BOARD, by_hand, planned) == date(2026, 4, 30)
