"""Control charts: the published vectors to the last digit, each rule by itself, and what may be said of a chart."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.control import (
    Assurance,
    Direction,
    Limits,
    Signal,
    Variation,
    assurance,
    can_signal_both_ways,
    limits_of,
    variation,
    xmr,
)

X1 = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
X4 = [*(1, -1) * 7, 5.5, -5.5]
X5 = [3, 2, 3, 2, 3, 2, 3, 4, 5, 4, 5, 4, 5, 4]
X6 = [5, 3, 6, 4, 5, 3, 4, 5, 6, 7, 8, 9, 5, 4]
X7 = [1, 2, 3, 3, 4, 5, 6, 2, 1, 2, 3, 2, 1, 2]


def limits(values: Sequence[float], *, screened: bool = False) -> Limits:
    found = limits_of(values, screened=screened)
    assert found is not None
    return found


def marked(values: Sequence[float]) -> dict[int, Signal]:
    """Signals by place, counted from 1."""
    return {at: point.signal for at, point in enumerate(xmr(values).points, 1) if point.signal is not None}


def test_limits_of_the_first_published_series_with_and_without_screening() -> None:
    plain = limits(X1)
    assert plain.mean == pytest.approx(1.944444, abs=5e-7)
    assert (plain.lower, plain.upper) == pytest.approx((-3.062614, 6.951503), abs=5e-7)
    screened = limits(X1, screened=True)
    assert (screened.lower, screened.upper) == pytest.approx((-0.715556, 4.604444), abs=5e-7)
    assert marked(X1) == {5: Signal.OUTSIDE}


def test_two_of_three_needs_both_on_one_side() -> None:
    assert marked(X4) == {}
    assert marked([*(1.0, -1.0) * 7, 5.5, 5.5])[15] is Signal.TWO_OF_THREE


def test_a_shift_marks_all_of_its_points() -> None:
    found = limits(X5)
    assert (found.mean, found.lower, found.upper) == pytest.approx((3.5, 0.84, 6.16))
    assert marked(X5) == dict.fromkeys(range(1, 15), Signal.SHIFT)


def test_a_trend_is_seven_points_that_rise_strictly() -> None:
    assert (limits(X6).lower, limits(X6).upper) == pytest.approx((0.9888, 9.5826), abs=5e-5)
    assert marked(X6) == dict.fromkeys(range(6, 13), Signal.TREND)


def test_a_tie_breaks_a_trend_and_outside_is_told_first() -> None:
    assert limits(X7).upper == pytest.approx(5.7121, abs=5e-5)
    assert marked(X7) == {7: Signal.OUTSIDE}


def test_a_constant_series_has_its_mean_for_limits_and_nothing_marked() -> None:
    found = limits([4.0] * 14)
    assert found.lower == found.mean == found.upper == 4
    assert marked([4.0] * 14) == {}


def test_one_value_has_no_limits_and_under_thirteen_they_are_a_trial() -> None:
    assert limits_of([3]) is None
    assert limits([3.0, 4] * 6).is_trial
    assert not limits(([3.0, 4] * 7)[:13]).is_trial


def test_limits_are_not_clipped_to_what_a_percentage_can_be() -> None:
    assert limits([0.0, 100] * 7).lower < 0


def test_re_basing_works_out_limits_anew_from_its_point_on() -> None:
    chart = xmr([1.0, 2] * 7 + [8.0, 9] * 7, rebased=[14])
    assert [stretch.first for stretch in chart.stretches] == [0, 14]
    assert [stretch.limits.mean for stretch in chart.stretches if stretch.limits] == [1.5, 8.5]
    assert not any(point.signal for point in chart.points)
    with pytest.raises(ValueError, match="inside"):
        xmr([1.0, 2], rebased=[2])


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        (Direction.HIGHER, Variation.IMPROVEMENT),
        (Direction.LOWER, Variation.CONCERN),
        (Direction.NEITHER, Variation.CHANGE),
    ],
)
def test_variation_is_judged_on_the_latest_point(direction: Direction, said: Variation) -> None:
    rising = [*([3.0, 4, 3, 4] * 3), 9.0]
    assert variation(xmr(rising).latest, direction) is said
    assert variation(xmr([*rising, 3.0, 4.0]).latest, direction) is Variation.COMMON_CAUSE
    assert variation(xmr(rising[-6:]).latest, direction) is Variation.TOO_EARLY


def test_a_falling_trend_above_the_mean_points_down() -> None:
    values = [1.0, 30, 1, 30, 1, 30, 29, 28, 27, 26, 25, 24, 23]
    found = xmr(values)
    assert found.points[-1].signal is Signal.TREND
    assert variation(found.latest, Direction.HIGHER) is Variation.CONCERN


@pytest.mark.parametrize(
    ("target", "direction", "said"),
    [
        (0, Direction.HIGHER, Assurance.MEETS),
        (50, Direction.HIGHER, Assurance.FAILS),
        (3.5, Direction.HIGHER, Assurance.HIT_OR_MISS),
        (50, Direction.LOWER, Assurance.MEETS),
        (0, Direction.LOWER, Assurance.FAILS),
        (3.5, Direction.LOWER, Assurance.HIT_OR_MISS),
    ],
)
def test_assurance_compares_target_and_limits(target: float, direction: Direction, said: Assurance) -> None:
    assert assurance(limits([3.0, 4] * 7), target, direction) is said
    assert assurance(limits([3.0, 4] * 3), target, direction) is Assurance.TOO_EARLY


def test_six_plans_a_week_can_never_signal_on_a_chart_of_shares_and_a_month_can() -> None:
    assert not any(can_signal_both_ways(p / 100, 6) for p in range(101))
    assert can_signal_both_ways(0.5, 26)
    assert not can_signal_both_ways(0.9, 26)


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=40), st.integers(-9, 9), st.integers(1, 5))
def test_moving_and_stretching_a_series_moves_no_signal(values: list[int], add: int, times: int) -> None:
    moved = [times * value + add for value in values]
    assert marked([float(one) for one in moved]) == marked([float(one) for one in values])


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=40))
def test_turning_a_series_upside_down_keeps_its_signals(values: list[int]) -> None:
    assert marked([float(-one) for one in values]) == marked([float(one) for one in values])


@pytest.mark.parametrize(
    ("lower", "upper", "higher", "lower_is_better"),
    [
        (1.0, 3.0, Assurance.FAILS, Assurance.MEETS),
        (5.0, 7.0, Assurance.MEETS, Assurance.FAILS),
        (1.0, 5.0, Assurance.HIT_OR_MISS, Assurance.HIT_OR_MISS),
        (4.0, 5.0, Assurance.HIT_OR_MISS, Assurance.HIT_OR_MISS),
        (3.0, 4.0, Assurance.HIT_OR_MISS, Assurance.HIT_OR_MISS),
    ],
)
def test_assurance_is_that_of_the_published_rule(
    lower: float, upper: float, higher: Assurance, lower_is_better: Assurance
) -> None:
    """The target 4 as NHSRplotthedots tests it: outside of both limits or not; a target on a limit is inside."""
    middle = (lower + upper) / 2
    found = Limits(middle, lower, upper, lower, upper, 1.0, 3.0, is_trial=False)
    assert assurance(found, 4.0, Direction.HIGHER) is higher
    assert assurance(found, 4.0, Direction.LOWER) is lower_is_better
    with pytest.raises(ValueError, match="no target"):
        assurance(found, 4.0, Direction.NEITHER)


def test_assurance_is_judged_on_the_limits_that_stand_now() -> None:
    chart = xmr([*([30.0, 31] * 7), *([70.0, 71] * 7)], rebased=[14])
    assert chart.latest is not None
    assert assurance(chart.stretches[0].limits, 60, Direction.HIGHER) is Assurance.FAILS
    assert assurance(chart.latest.limits, 60, Direction.HIGHER) is Assurance.MEETS
