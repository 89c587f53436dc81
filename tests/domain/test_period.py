"""Periods as typed, the months they touch, rolling twelve months, and the due dates and retention built on days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.cycles import DEFAULTS, Cycle, due_date
from audit_app.domain.period import Period, PeriodError, add_months, parse_period, rolling_twelve_months
from audit_app.domain.retention import RULES, Kept, due, due_on

DAYS = st.dates(date(1950, 1, 1), date(2900, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2026-12 ", date(2026, 12, 1), date(2026, 12, 31)),
        ("2025-11..2026-02", date(2025, 11, 1), date(2026, 2, 28)),
        ("2026-03..2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-01-05..2026-03-29", date(2026, 1, 5), date(2026, 3, 29)),
        ("2026-01-05..2026-01-05", date(2026, 1, 5), date(2026, 1, 5)),
    ],
)
def test_a_period_runs_from_its_first_to_its_last_day(text: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert (period.first, period.last, period.text) == (first, last, text.strip())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not a period"),
        ("November", "is not a period. Give 2026-W07"),
        ("2026", "is not a period"),
        ("2026-1", "is not a period"),
        ("2026-13", "no such month"),
        ("2026-00", "no such month"),
        ("2026-02-30..2026-03-01", "no such month or day"),
        ("2026-01-05", "is not a period"),
        ("2025-W53", "2025 has no week 53"),
        ("2026-W00", "2026 has no week 0"),
        ("2026-03..2026-01", "ends before it begins"),
        ("2026-03-02..2026-03-01", "ends before it begins"),
        ("2026-01..2026-03-01", "is not a period"),
        ("2026-01..2026-02..2026-03", "is not a period"),
        ("2026-01...2026-02", "is not a period"),
        ("0206-01", "the year must be"),
        ("0000-W01", "the year must be"),
        ("٢٠٢٦-01", "is not a period"),
    ],
)
def test_what_is_not_a_period_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(PeriodError, match=said.replace(".", r"\.")):
        parse_period(text)


@given(DAYS, st.integers(0, 800))
def test_any_range_of_days_comes_back_as_typed(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    period = parse_period(f"{first}..{last}")
    assert (period.first, period.last) == (first, last)
    assert period.contains(first)
    assert period.contains(last)
    assert not period.contains(first - timedelta(days=1))
    assert not period.contains(last + timedelta(days=1))
    days = (first + timedelta(days=step) for step in range(length + 1))
    assert period.months == tuple(dict.fromkeys(f"{day:%Y-%m}" for day in days))


@given(DAYS)
def test_every_week_holds_its_own_days(day: date) -> None:
    year, week, _ = day.isocalendar()
    period = parse_period(f"{year}-W{week:02}")
    assert period.contains(day)
    assert (period.last - period.first).days == 6


@pytest.mark.parametrize(
    ("text", "rolling"),
    [
        ("2026-10", "2025-11..2026-10"),
        ("2026-09..2026-12", "2026-01..2026-12"),
        ("2024-02", "2023-03..2024-02"),
        ("2025-02", "2024-03..2025-02"),
        ("2026-W47", "2025-11-23..2026-11-22"),
        ("2024-02-01..2024-02-28", "2023-03-01..2024-02-28"),
    ],
)
def test_twelve_months_roll_back_from_the_periods_end(text: str, rolling: str) -> None:
    twelve = rolling_twelve_months(parse_period(text))
    assert twelve.text == rolling
    assert twelve == parse_period(rolling)


@given(DAYS)
def test_rolling_twelve_months_are_always_one_year_long(last: date) -> None:
    twelve = rolling_twelve_months(Period(last, last, "x"))
    assert (twelve.last - twelve.first).days + 1 in (365, 366)
    assert twelve.last == last


@pytest.mark.parametrize(("text", "whole"), [("2026-01..2026-03", True), ("2026-01-01..2026-03-30", False)])
def test_whole_months_are_known_as_such(text: str, whole: bool) -> None:
    assert parse_period(text).is_whole_months is whole


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_counted_on_the_calendar(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@given(DAYS)
def test_a_weekly_audit_is_due_on_the_first_friday_at_least_three_days_after_the_draw(drawn: date) -> None:
    fridays = (drawn + timedelta(days=step) for step in range(3, 12))
    assert due_date(Cycle.WEEKLY, drawn) == next(day for day in fridays if day.strftime("%w") == "5")


def test_other_cycles_are_due_after_a_fixed_number_of_days() -> None:
    days = {cycle: (due_date(cycle, date(2026, 1, 1)) - date(2026, 1, 1)).days for cycle in Cycle}
    assert days == {
        Cycle.WEEKLY: 8,
        Cycle.MULTI_AGENCY: 28,
        Cycle.THEMATIC: 14,
        Cycle.ADVICE: 14,
        Cycle.ANNUAL_REVIEW: 14,
    }


def test_every_cycle_starts_from_a_framework_and_a_size() -> None:
    started = {cycle.value: (given.framework_id, given.size) for cycle, given in DEFAULTS.items()}
    assert set(DEFAULTS) == set(Cycle)
    assert started["weekly"] == ("weekly-18", 6)
    assert started["multi-agency"] == ("core-42", 8)
    assert started["advice"][0] == "advice-8"
    assert started["annual-review"][0] == "annual-review-10"


@pytest.mark.parametrize(
    ("kept", "start", "first_due"),
    [
        (Kept.DOCUMENTS, date(2026, 1, 31), date(2026, 3, 2)),
        (Kept.AUDITS, date(2020, 5, 4), date(2026, 5, 4)),
        (Kept.AUDITS, date(2020, 2, 29), date(2026, 3, 1)),
        (Kept.AUDITS, date(2018, 2, 28), date(2024, 2, 28)),
        (Kept.CEASED_ENTRIES, date(2025, 11, 22), date(2026, 11, 22)),
    ],
)
def test_nothing_is_due_for_erasure_before_its_whole_time_has_passed(kept: Kept, start: date, first_due: date) -> None:
    rule = RULES[kept]
    assert due_on(rule, start) == first_due
    assert due(rule, start, first_due)
    assert not due(rule, start, first_due - timedelta(days=1))
