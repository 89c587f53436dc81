"""Where a late plan's days went: by stage and agency, in order, and nothing lost or invented on the way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.timeliness.clock import Clock, clock
from scoring.timeliness.delays import AdviceDates, Delay, delay
from scoring.timeliness.limits import Stage
from scoring.timeliness.totals import Late, totals

START = date(2025, 1, 1)
AS_OF = date(2026, 11, 22)
DATED = ("education_advice_date", "psychology_advice_date", "health_advice_date", "social_care_advice_date")


def on(days: int) -> str:
    return (START + timedelta(days)).isoformat()


def lost(final: int, **days: int) -> Delay:
    """Where the days went of a plan asked for on 1 January; each date as days after that."""
    row: dict[str, str | int] = {"request_date": on(0), "final_date": on(final)}
    row |= {name: on(day) for name, day in days.items()}
    time = clock(row, AS_OF)
    assert isinstance(time, Clock)
    return delay(row, time)


def told(found: Delay) -> list[tuple[str, str, int]]:
    return [(str(one.stage), one.agency, one.days) for one in found.lost]


def test_a_plan_in_time_lost_nothing_though_a_stage_was_slow() -> None:
    found = lost(140, request_outcome_date=60, draft_date=130)
    assert (found.days_late, found.lost, found.unexplained) == (0, (), 0)


@pytest.mark.parametrize(
    ("final", "days", "expected"),
    [
        # all steps known, one of them slow
        (150, {"request_outcome_date": 52, "education_advice_date": 94, "draft_date": 122}, [("decision", 10)]),
        (150, {"request_outcome_date": 42, "education_advice_date": 84, "draft_date": 122}, [("draft", 10)]),
        (150, {"request_outcome_date": 42, "education_advice_date": 84, "draft_date": 112}, [("final", 10)]),
        # 20 days over in the decision and 10 in the final stage, 15 made good in between: 15 late, given in order
        (155, {"request_outcome_date": 62, "education_advice_date": 99, "draft_date": 117}, [("decision", 15)]),
        # two slow stages
        (
            170,
            {"request_outcome_date": 52, "education_advice_date": 94, "draft_date": 142},
            [("decision", 10), ("draft", 20)],
        ),
    ],
)
def test_days_over_a_stage_are_given_in_order(
    final: int, days: dict[str, int], expected: list[tuple[str, int]]
) -> None:
    found = lost(final, **days)
    assert [(str(stage), lost) for stage, lost in found.stages.items()] == expected
    assert found.unexplained == 0


def test_days_lost_to_advice_belong_to_whoever_was_awaited() -> None:
    found = lost(
        170,
        request_outcome_date=40,
        advice_requested_date=45,
        education_advice_date=80,  # within its six weeks
        psychology_advice_date=97,  # ten days late
        health_advice_date=107,  # twenty days late
        draft_date=135,
    )
    # 25 days over: five until the six weeks of those asked late were over, ten shared by two, ten health's alone
    assert told(found) == [
        ("advice", "psychology", 5),
        ("advice", "health", 15),
        ("advice", "coordinator", 5),
        ("final", "coordinator", 5),
    ]
    assert found.main_stage is Stage.ADVICE


def test_an_odd_day_goes_to_the_agency_that_came_last() -> None:
    found = lost(
        200,
        request_outcome_date=42,
        advice_requested_date=42,
        education_advice_date=89,
        health_advice_date=89,
        psychology_advice_date=90,
        draft_date=118,
    )
    assert [one for one in told(found) if one[0] == "advice"] == [
        ("advice", "education", 1),
        ("advice", "psychology", 3),
        ("advice", "health", 2),
    ]


def test_a_missing_date_leaves_its_days_unexplained_and_says_what_is_missing() -> None:
    found = lost(160, request_outcome_date=47)
    assert told(found) == [("decision", "coordinator", 5)]
    assert (found.days_late, found.unexplained) == (20, 15)
    assert found.missing == ("advice received", "draft sent")
    bare = lost(160)
    assert (bare.lost, bare.unexplained, bare.main_stage) == ((), 20, None)


def test_the_day_of_asking_for_advice_stands_for_a_decision_without_a_date() -> None:
    assert lost(150, advice_requested_date=52, health_advice_date=94, draft_date=122).stages == {Stage.DECISION: 10}


@pytest.mark.parametrize(
    "days",
    [
        {"request_outcome_date": -3, "draft_date": 400},
        {"request_outcome_date": 300, "draft_date": 2},
        {"request_outcome_date": 60, "draft_date": 40, "health_advice_date": 500},
        {"request_outcome_date": 60, "health_advice_date": -50, "draft_date": 160},
    ],
)
def test_dates_in_an_impossible_order_explain_nothing_they_cannot(days: dict[str, int]) -> None:
    found = lost(190, **days)
    assert sum(one.days for one in found.lost) + found.unexplained == 50


def test_the_log_of_advice_stands_in_place_of_the_registers_dates() -> None:
    row: dict[str, str | int] = {"request_date": on(0), "request_outcome_date": on(42), "final_date": on(160)}
    row |= {"draft_date": on(132), "health_advice_date": on(60)}
    time = clock(row, AS_OF)
    assert isinstance(time, Clock)
    logged = [AdviceDates("social_care", START + timedelta(50), START + timedelta(104))]
    # asked eight days late, so that the first eight of the twenty days over are the SEN team's
    assert told(delay(row, time, logged)) == [("advice", "social_care", 12), ("advice", "coordinator", 8)]


dated = st.one_of(st.none(), st.integers(-20, 420))


@given(st.integers(0, 420), st.lists(dated, min_size=7, max_size=7))
def test_every_late_day_is_given_once(final: int, days: list[int | None]) -> None:
    names = ("request_outcome_date", "advice_requested_date", *DATED, "draft_date")
    found = lost(final, **{name: day for name, day in zip(names, days, strict=True) if day is not None})
    assert found.days_late == max(0, final - 140)
    assert sum(one.days for one in found.lost) + found.unexplained == found.days_late
    assert all(one.days > 0 for one in found.lost)
    assert (found.unexplained > 0) <= bool(found.missing)


@given(st.lists(st.tuples(st.integers(141, 400), st.sampled_from("ab"), st.integers(0, 140)), max_size=12))
def test_months_and_teams_add_up_to_the_whole(plans: list[tuple[int, str, int]]) -> None:
    late = [
        Late(on(final)[:7], team, lost(final, request_outcome_date=decided, draft_date=140))
        for final, team, decided in plans
    ]
    found = totals(late)
    for parts in (found.by_month, found.by_team):
        assert sum(one.late for one in parts.values()) == found.total.late == len(plans)
        assert sum(one.days_late for one in parts.values()) == found.total.days_late
        assert sum(one.unexplained for one in parts.values()) == found.total.unexplained
    assert sum(found.total.days.values()) + found.total.unexplained == found.total.days_late
    assert sum(found.total.of_stage(stage) for stage in Stage) == sum(found.total.days.values())
