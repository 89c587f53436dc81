"""What the law expects of one plan and by when: to the day, in leap years, and with dates that cannot be right."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.plan_dates import Due, Step, a_year_after, a_year_before, steps_due, steps_taken
from audit_app.domain.register import REGISTER_FIELDS, FieldKind

TODAY = date(2026, 11, 22)
DATES = [field.name for field in REGISTER_FIELDS if field.kind is FieldKind.DATE]


def due(**row: str) -> list[tuple[Step, str]]:
    return [(one.step, one.by.isoformat()) for one in steps_due(row, TODAY)]


@pytest.mark.parametrize(
    ("field", "since", "day", "late"),
    [
        ("final_date", "request_date", "2024-05-27", 0),
        ("final_date", "request_date", "2024-05-28", 1),
        ("request_outcome_date", "request_date", "2024-02-19", 0),
        ("request_outcome_date", "request_date", "2024-02-20", 1),
        ("health_advice_date", "advice_requested_date", "2024-02-20", 1),
        ("review_decision_date", "last_review_date", "2024-02-05", 0),
        ("review_decision_date", "last_review_date", "2024-02-06", 1),
        ("review_final_date", "last_review_date", "2024-04-01", 0),
        ("review_final_date", "last_review_date", "2024-04-02", 1),
        ("phase_transfer_final", "phase_transfer_due", "2024-01-08", 0),
        ("phase_transfer_final", "phase_transfer_due", "2024-01-01", -7),
        ("phase_transfer_final", "phase_transfer_due", "2024-01-10", 2),
    ],
)
def test_a_step_is_late_from_the_day_after_its_limit(field: str, since: str, day: str, late: int) -> None:
    """8 January 2024, a Monday in a leap year: day 140 is 27 May."""
    taken = steps_taken({since: "2024-01-08", field: day})[field]
    assert (taken.since, taken.days_late) == (since, late) if late > 0 else taken.days_late <= 0


def test_no_plan_has_sixteen_weeks_and_any_other_outcome_no_limit_of_its_own() -> None:
    row = {"request_date": "2024-01-08", "assessment_outcome_date": "2024-04-30"}
    assert steps_taken({**row, "assessment_outcome": "N"})["assessment_outcome_date"].days_late == 1
    assert "assessment_outcome_date" not in steps_taken({**row, "assessment_outcome": "Y"})


def test_dates_in_an_impossible_order_are_no_step() -> None:
    assert steps_taken({"request_date": "2024-05-01", "final_date": "2024-01-01"}) == {}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, []),
        ({"final_date": "2025-12-01"}, [(Step.REVIEW, "2026-12-01")]),
        ({"final_date": "2024-02-29"}, [(Step.REVIEW, "2025-02-28")]),
        (
            {"final_date": "2024-01-01", "last_review_date": "2026-10-01"},
            [(Step.REVIEW_DECISION, "2026-10-29"), (Step.REVIEW, "2027-10-01")],
        ),
        (
            {"final_date": "2024-01-01", "last_review_date": "2026-10-01", "review_outcome": "A"},
            [(Step.AMENDED_PLAN, "2026-12-24"), (Step.REVIEW, "2027-10-01")],
        ),
        (
            {"final_date": "2024-01-01", "last_review_date": "2026-10-01", "review_outcome": "M"},
            [(Step.REVIEW, "2027-10-01")],
        ),
        (
            {"final_date": "2024-01-01", "last_review_date": "2026-10-01", "review_final_date": "2026-11-20"},
            [(Step.REVIEW, "2027-10-01")],
        ),
        (
            {"final_date": "2024-01-01", "last_review_date": "2026-10-01", "review_final_date": "2025-11-20"},
            [(Step.REVIEW_DECISION, "2026-10-29"), (Step.REVIEW, "2027-10-01")],
        ),
        (
            {"final_date": "2026-01-05", "phase_transfer_due": "2027-02-15"},
            [(Step.REVIEW, "2027-01-05"), (Step.PHASE_TRANSFER, "2027-02-15")],
        ),
        ({"final_date": "2024-01-01", "ceased_date": "2026-01-01"}, []),
        ({"request_date": "2026-11-01"}, [(Step.DECIDE_TO_ASSESS, "2026-12-13"), (Step.FINAL_PLAN, "2027-03-21")]),
        ({"request_date": "2026-11-01", "request_outcome": "N"}, []),
        ({"request_date": "2026-11-01", "request_outcome": "Y"}, [(Step.FINAL_PLAN, "2027-03-21")]),
        (
            {"request_date": "2026-09-01", "advice_requested_date": "2026-10-01", "health_advice_date": "2026-11-01",
             "education_advice_date": "2026-11-01", "psychology_advice_date": "2026-11-01"},
            [(Step.ADVICE, "2026-11-12"), (Step.FINAL_PLAN, "2027-01-19")],
        ),
        (
            {"request_date": "2026-09-01", "advice_requested_date": "2026-10-01", "draft_date": "2026-11-20"},
            [(Step.FINAL_PLAN, "2027-01-19")],
        ),
    ],
)  # fmt: skip
def test_what_an_entry_waits_for(row: dict[str, str], expected: list[tuple[Step, str]]) -> None:
    assert due(**row) == expected


def test_overdue_begins_the_day_after() -> None:
    one = Due(Step.REVIEW, date(2026, 11, 21))
    assert (one.days_late(date(2026, 11, 21)), one.days_late(TODAY)) == (0, 1)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_year_later_is_365_or_366_days_later(day: date) -> None:
    assert a_year_after(day) - day in (timedelta(365), timedelta(366))


@given(st.dictionaries(st.sampled_from(DATES), st.dates(date(2015, 1, 1), date(2027, 1, 1)), max_size=12))
def test_whatever_dates_there_are_what_is_due_stands_in_order_and_each_step_once(dates: dict[str, date]) -> None:
    found = steps_due({name: day.isoformat() for name, day in dates.items()}, TODAY)
    assert [one.by for one in found] == sorted(one.by for one in found)
    assert len({(one.step, one.of) for one in found}) == len(found)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_year_before_is_the_last_day_of_which_a_year_later_is_not_after_it(day: date) -> None:
    before = a_year_before(day)
    assert a_year_after(before) <= day
    assert a_year_after(before + timedelta(1)) > day
