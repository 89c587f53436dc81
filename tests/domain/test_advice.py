"""Advice asked for: which of log and register holds, and how a request stands on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.advice import (
    AGENCIES,
    AdviceAsked,
    Outcome,
    State,
    days_late,
    merged,
    settled,
    state_of,
    with_log,
)

ASKED = date(2026, 3, 2)
DUE = date(2026, 4, 13)  # the 42nd day


def request(**more: object) -> AdviceAsked:
    return AdviceAsked("line", "health", requested=ASKED, **more)  # type: ignore[arg-type]  # fields of a request


@pytest.mark.parametrize(
    ("asked", "today", "state"),
    [
        (request(), DUE, State.OWED),
        (request(), DUE + timedelta(1), State.OVERDUE),
        (request(received=DUE), date(2026, 6, 1), State.IN_TIME),
        (request(received=DUE + timedelta(1)), date(2026, 6, 1), State.LATE),
        (request(due=date(2026, 5, 1), received=date(2026, 5, 1)), date(2026, 6, 1), State.IN_TIME),
        (request(due=date(2026, 3, 20)), date(2026, 3, 21), State.OVERDUE),
        (request(outcome=Outcome.NIL_RETURN, received=DUE), date(2026, 6, 1), State.IN_TIME),
        (request(outcome=Outcome.NIL_RETURN), date(2026, 6, 1), State.RECEIVED),
        (request(outcome=Outcome.EXISTING), date(2026, 6, 1), State.NOT_NEEDED),
        (request(outcome=Outcome.EXCEPTION), date(2026, 6, 1), State.NOT_NEEDED),
        (request(received=date(2026, 6, 2)), date(2026, 6, 1), State.RECEIVED),
        (AdviceAsked("", "health", received=DUE), date(2026, 6, 1), State.RECEIVED),
    ],
)
def test_how_a_request_stands(asked: AdviceAsked, today: date, state: State) -> None:
    assert state_of(asked, today) is state


def test_a_plan_that_waits_no_more_is_owed_nothing() -> None:
    assert state_of(request(), DUE + timedelta(9), is_settled=True) is State.NOT_NEEDED
    assert state_of(request(received=DUE + timedelta(1)), DUE + timedelta(9), is_settled=True) is State.LATE


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, False),
        ({"request_outcome": "N"}, True),
        ({"assessment_outcome": "N"}, True),
        ({"ceased_date": "2026-04-01"}, True),
        ({"draft_date": "2026-04-01"}, True),
        ({"final_date": "2026-04-01"}, True),
        ({"draft_date": "2026-07-01"}, False),
        ({"final_date": "2024-05-20"}, False),  # asked for a reassessment
    ],
)
def test_when_a_plan_waits_for_advice_no_more(row: dict[str, str], expected: bool) -> None:
    assert settled(row, ASKED, date(2026, 6, 1)) is expected


def test_days_are_counted_from_the_due_day() -> None:
    assert days_late(request(), DUE + timedelta(5)) == 5
    assert days_late(request(received=DUE - timedelta(2)), date(2026, 6, 1)) == -2
    assert days_late(AdviceAsked("", "health"), DUE) == 0


def test_a_line_wins_over_the_register_of_its_agency() -> None:
    row = {
        "advice_requested_date": "2026-03-02",
        "health_advice_date": "2026-03-09",
        "education_advice_date": "2026-03-10",
    }
    lines = [request(service="Therapy"), request(service="Paediatrics")]
    found = merged(row, lines)
    assert [(one.agency, one.service, one.received) for one in found] == [
        ("education", "", date(2026, 3, 10)),
        ("psychology", "", None),
        ("health", "Paediatrics", None),
        ("health", "Therapy", None),
        ("social_care", "", None),
    ]
    assert [one.from_log for one in found] == [False, False, True, True, False]


def test_of_an_agency_without_dates_in_the_source_nothing_is_said() -> None:
    found = merged({"advice_requested_date": "2026-03-02"}, (), ("psychology",))
    assert [one.agency for one in found] == ["psychology"]
    assert merged({}, ()) == ()


_DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.sampled_from(sorted(AGENCIES)), max_size=6), st.none() | _DAYS, st.none() | _DAYS)
def test_no_agency_is_told_from_both_sources(
    agencies: list[str], requested: date | None, received: date | None
) -> None:
    row = {"advice_requested_date": requested, "health_advice_date": received}
    known = {name: day.isoformat() for name, day in row.items() if day is not None}
    found = merged(known, [AdviceAsked(str(n), agency, requested=ASKED) for n, agency in enumerate(agencies)])
    of_register = [one.agency for one in found if not one.from_log]
    assert not set(of_register) & set(agencies)
    assert len(of_register) == len(set(of_register))
    assert sum(one.from_log for one in found) == len(agencies)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], "2026-03-09"),
        ([request()], None),
        ([request(received=DUE)], "2026-04-13"),
        ([request(received=DUE), request(received=DUE + timedelta(3))], "2026-04-16"),
        ([request(received=DUE), request()], None),
        ([request(outcome=Outcome.EXISTING)], "2026-03-02"),
    ],
)
def test_what_is_told_of_dates_is_the_logs_word_where_it_has_one(
    lines: list[AdviceAsked], expected: str | None
) -> None:
    row: dict[str, str | int] = {"health_advice_date": "2026-03-09", "education_advice_date": "2026-03-10"}
    told = with_log(row, lines, date(2026, 6, 1))
    assert (told.get("health_advice_date"), told["education_advice_date"]) == (expected, "2026-03-10")
