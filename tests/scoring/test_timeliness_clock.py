"""The clock of one plan to the day, its band, the official shares, and the fifteen days for the draft."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.timeliness.clock import Band, Clock, clock
from scoring.timeliness.issued import Share, issued
from scoring.timeliness.limits import FINAL_DAYS, Stage
from scoring.timeliness.started import started
from scoring.timeliness.steps import LeftOut, Step, steps
from scoring.timeliness.windows import window, windows

AS_OF = date(2026, 11, 22)


def row(asked: str, days: int, **more: str | int) -> dict[str, str | int]:
    """A plan that was final so many days after it was asked for."""
    return {
        "request_date": asked,
        "final_date": (date.fromisoformat(asked) + timedelta(days)).isoformat(),
        **more,
    }


def taken(fields: dict[str, str | int], as_of: date = AS_OF) -> dict[str, Step]:
    return {step.id: step for step in steps(fields, as_of)}


def test_the_four_stages_fill_the_twenty_weeks() -> None:
    assert [stage.days for stage in Stage] == [42, 42, 28, 28]
    assert sum(stage.days for stage in Stage) == FINAL_DAYS == 20 * 7


@pytest.mark.parametrize(
    ("asked", "final", "days", "late"),
    [
        ("2025-01-01", "2025-05-21", 140, 0),
        ("2025-01-01", "2025-05-22", 141, 1),
        ("2024-01-01", "2024-05-20", 140, 0),  # over 29 February
        ("2024-01-01", "2024-05-21", 141, 1),
        ("2024-02-29", "2024-07-18", 140, 0),  # from 29 February
        ("2023-10-12", "2024-02-29", 140, 0),  # to 29 February
        ("2026-03-29", "2026-08-16", 140, 0),  # the clocks go forward on the first day
        ("2026-03-28", "2026-08-16", 141, 1),
        ("2025-10-26", "2026-03-15", 140, 0),  # the clocks go back on the first day
        ("2025-10-25", "2026-03-15", 141, 1),
        ("2026-06-08", "2026-10-26", 140, 0),  # a day after the clocks went back
        ("2025-12-31", "2025-12-31", 0, 0),
    ],
)
def test_the_day_decides_and_nothing_but_the_day(asked: str, final: str, days: int, late: int) -> None:
    found = clock({"request_date": asked, "final_date": final}, AS_OF)
    assert isinstance(found, Clock)
    assert (found.days, found.days_late) == (days, late)
    assert (found.band is Band.WITHIN) == (late == 0)


@pytest.mark.parametrize(
    ("days", "band"),
    [(140, Band.WITHIN), (141, Band.TO_A_YEAR), (364, Band.TO_A_YEAR), (365, Band.OVER_A_YEAR)],
)
def test_a_band_ends_with_its_last_day(days: int, band: Band) -> None:
    found = clock(row("2024-01-08", days), AS_OF)
    assert isinstance(found, Clock)
    assert found.band is band


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"final_date": "2025-05-21"}, LeftOut.DATE_MISSING),
        ({"request_date": "2025-05-22", "final_date": "2025-05-21"}, LeftOut.IMPOSSIBLE),
        ({"request_date": "2026-07-01", "final_date": "2026-11-23"}, LeftOut.IMPOSSIBLE),
        (row("2025-01-01", 100, transferred_in=1), LeftOut.TRANSFERRED_IN),
        (row("2025-01-01", 100, request_outcome="H"), LeftOut.HISTORICAL),
        (row("2025-01-01", 100, assessment_outcome="H"), LeftOut.HISTORICAL),
        ({"final_date": "2025-05-21", "transferred_in": 1}, LeftOut.TRANSFERRED_IN),
    ],
)
def test_what_cannot_be_counted_says_why(fields: dict[str, str | int], why: LeftOut) -> None:
    assert clock(fields, AS_OF) is why


def test_an_entry_without_a_final_plan_has_no_clock() -> None:
    assert clock({"request_date": "2025-01-01"}, AS_OF) is None


@pytest.mark.parametrize(
    ("step", "fields", "on", "days", "late"),
    [
        ("decision_6_weeks", {"request_outcome_date": "2025-02-12"}, "2025-02-12", 42, 0),
        ("decision_6_weeks", {"request_outcome_date": "2025-02-13"}, "2025-02-13", 43, 1),
        ("no_plan_16_weeks", {"assessment_outcome_date": "2025-04-23"}, "2025-04-23", 112, 0),
        ("no_plan_16_weeks", {"assessment_outcome_date": "2025-04-24"}, "2025-04-24", 113, 1),
        (
            "advice_6_weeks.health",
            {"advice_requested_date": "2025-02-12", "health_advice_date": "2025-03-27"},
            "2025-03-26",
            43,
            1,
        ),
        ("advice_6_weeks.education", {"advice_requested_date": "2025-02-12"}, "2025-03-26", None, None),
        (
            "review_decision_4_weeks",
            {"last_review_date": "2024-02-01", "review_decision_date": "2024-02-29"},
            "2024-02-29",
            28,
            0,
        ),
        (
            "review_final_12_weeks",
            {"last_review_date": "2025-01-01", "review_final_date": "2025-03-27"},
            "2025-03-26",
            85,
            1,
        ),
        (
            "phase_transfer_15_feb",
            {"phase_transfer_due": "2026-02-15", "phase_transfer_final": "2026-02-15"},
            "2026-02-15",
            0,
            0,
        ),
        (
            "post16_transfer_31_mar",
            {"phase_transfer_due": "2026-03-31", "phase_transfer_final": "2026-04-01"},
            "2026-03-31",
            1,
            1,
        ),
    ],
)
def test_each_step_has_its_days(
    step: str, fields: dict[str, str | int], on: str, days: int | None, late: int | None
) -> None:
    known = {"request_date": "2025-01-01", "assessment_outcome": "N", "review_outcome": "A", **fields}
    found = taken(known)[step]
    assert (found.counted_on, found.days, found.days_late) == (date.fromisoformat(on), days, late)
    assert found.in_time == (late == 0)


@pytest.mark.parametrize(
    ("fields", "step", "why"),
    [
        ({"last_review_date": "2026-11-01"}, "review_decision_4_weeks", LeftOut.NOT_YET_DUE),
        (
            {"last_review_date": "2026-01-10", "review_decision_date": "2026-01-09"},
            "review_decision_4_weeks",
            LeftOut.IMPOSSIBLE,
        ),
        ({"advice_requested_date": "2026-11-23"}, "advice_6_weeks.health", LeftOut.IMPOSSIBLE),
        ({"phase_transfer_due": "2027-02-15"}, "phase_transfer_15_feb", LeftOut.NOT_YET_DUE),
        ({"phase_transfer_due": "2026-02-15", "ceased_date": "2026-02-14"}, "phase_transfer_15_feb", LeftOut.CEASED),
    ],
)
def test_a_step_that_is_not_counted_says_why(fields: dict[str, str | int], step: str, why: LeftOut) -> None:
    found = taken(fields)[step]
    assert found.left_out is why
    assert not found.in_time
    assert found.days_late is None


def of_england(within: int, to_a_year: int, over: int, *, excepted: bool) -> list[Clock]:
    """So many plans of each band."""
    bands = ((within, 140), (to_a_year, 200), (over, 400))
    return [Clock(date(2024, 6, 3), days, excepted) for count, days in bands for _ in range(count)]


def test_englands_published_figures_of_2024_follow_from_its_published_counts() -> None:
    """Counts and percentages as the DfE published them: 41,448 of 90,392, and 39,407 of 84,866 without exceptions."""
    plain = of_england(39_407, 39_168, 6_230, excepted=False)
    unsaid = 84_866 - len(plain)  # the published bands leave a few plans out
    excepted = of_england(41_448 - 39_407, 42_402 - 39_168, 6_478 - 6_230, excepted=True)
    rest = [Clock(date(2024, 6, 3), 200, False)] * unsaid
    rest += [Clock(date(2024, 6, 3), 200, True)] * (90_392 - 84_866 - len(excepted))
    found = issued([*plain, *excepted, *rest])
    assert found.including.within == Share(41_448, 90_392)
    assert found.excluding.within == Share(39_407, 84_866)
    assert f"{found.including.within.percent:.1f}" == "45.9"
    assert f"{found.excluding.within.percent:.1f}" == "46.4"
    assert found.exceptions == Share(5_526, 90_392)
    assert f"{found.excluding.share(Band.OVER_A_YEAR).percent:.1f}" == "7.3"
    assert f"{found.including.share(Band.OVER_A_YEAR).percent:.1f}" == "7.2"


def test_averages_and_medians_are_in_weeks_and_nothing_of_none() -> None:
    found = issued([Clock(AS_OF, 70, False), Clock(AS_OF, 140, True), Clock(AS_OF, 420, False)])
    assert (found.including.average, found.including.median) == (30, 20)
    assert (found.excluding.average, found.excluding.median) == (35, 35)
    none = issued([])
    assert (none.including.average, none.including.median, none.including.within.percent) == (None, None, None)
    assert none.exceptions.interval is None


@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=30))
def test_bands_fill_the_whole_and_exceptions_leave_both_sides(plans: list[tuple[int, bool]]) -> None:
    found = issued(Clock(AS_OF, days, excepted) for days, excepted in plans)
    for group in (found.including, found.excluding):
        assert sum(group.bands.values()) == group.n
    assert found.excluding.n + found.exceptions.count == found.including.n == len(plans)
    assert found.excluding.within.count <= found.including.within.count


def test_a_plan_started_is_counted_when_its_twenty_weeks_are_over() -> None:
    since = date(2018, 3, 1)
    found = started(row("2018-03-01", 141), since, AS_OF)
    assert found is not None
    assert (found.counted_on, found.in_time) == (date(2018, 7, 19), False)
    assert started(row("2018-02-28", 100), since, AS_OF) is None
    waiting = started({"request_date": "2018-03-05"}, since, AS_OF)
    assert waiting is not None
    assert (waiting.in_time, waiting.left_out) == (False, None)
    assert started({"request_date": "2018-03-05", "assessment_outcome": "N"}, since, AS_OF) is None


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"request_date": "2026-11-01"}, LeftOut.NOT_YET_DUE),
        ({"request_date": "2026-11-23"}, LeftOut.IMPOSSIBLE),
        (row("2026-03-01", 20, transferred_in=1), LeftOut.TRANSFERRED_IN),
        ({"request_date": "2026-03-01", "ceased_date": "2026-04-01"}, LeftOut.CEASED),
        ({"request_date": "2026-03-01", "request_outcome": "H"}, LeftOut.HISTORICAL),
    ],
)
def test_a_request_that_cannot_be_counted_says_why(fields: dict[str, str | int], why: LeftOut) -> None:
    found = started(fields, date(2018, 3, 1), AS_OF)
    assert found is not None
    assert found.left_out is why


def test_fifteen_days_lie_between_draft_and_final_plan() -> None:
    drafts = ("2025-05-06", "2025-05-07", "2025-05-22", "")
    days = [window({"final_date": "2025-05-21", **({"draft_date": one} if one else {})}, AS_OF) for one in drafts]
    assert days == [15, 14, LeftOut.IMPOSSIBLE, LeftOut.DATE_MISSING]
    found = windows(one for one in days if one is not None)
    assert found.kept == Share(1, 2)
    assert found.left_out == {LeftOut.IMPOSSIBLE: 1, LeftOut.DATE_MISSING: 1}
    assert window({"draft_date": "2025-05-06"}, AS_OF) is None
