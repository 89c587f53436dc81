"""Intervals against published values, and what must hold for any counts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.intervals import (
    Clusters,
    Interval,
    clustered,
    clusters,
    corrected_wilson,
    kish,
    mean_interval,
    mean_interval_from_sums,
    newcombe,
    wilson,
    wilson_at,
)
from scoring.student import incomplete_beta, two_sided_quantile

COUNTS = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
PLANS = st.lists(
    st.integers(0, 12).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m))), min_size=0, max_size=30
)


@pytest.mark.parametrize(
    ("count", "n", "lower", "upper", "places"),
    [
        (65, 100, 0.552544, 0.736358, 6),
        (1, 100, 0.001767, 0.054486, 6),
        (81, 263, 0.2553, 0.3662, 4),
        (0, 20, 0.0000, 0.1611, 4),
        (1, 29, 0.0061, 0.1718, 4),
        (0, 6, 0.000000, 0.390334, 6),
        (3, 6, 0.187616, 0.812384, 6),
        (5, 6, 0.436497, 0.969947, 6),
        (6, 6, 0.609666, 1.000000, 6),
        (20, 26, 0.579484, 0.889662, 6),
    ],
)
def test_wilson_gives_the_published_bounds(count: int, n: int, lower: float, upper: float, places: int) -> None:
    bounds = wilson(count, n)
    assert round(bounds.lower, places) == lower
    assert round(bounds.upper, places) == upper


@pytest.mark.parametrize(("count", "n"), [(-1, 6), (7, 6), (0, 0), (1, -1)])
def test_an_impossible_count_is_refused(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(count, n)


@given(COUNTS)
def test_wilson_surrounds_the_proportion_and_mirrors_the_complement(counts: tuple[int, int]) -> None:
    count, n = counts
    bounds, other = wilson(count, n), wilson(n - count, n)
    assert 0.0 <= bounds.lower <= count / n <= bounds.upper <= 1.0
    assert bounds.lower == pytest.approx(1.0 - other.upper, abs=1e-12)


@given(COUNTS)
def test_wilson_of_a_proportion_is_wilson_of_its_count(counts: tuple[int, int]) -> None:
    count, n = counts
    bounds, plain = wilson_at(count / n, n), wilson(count, n)
    assert bounds.lower == pytest.approx(plain.lower, abs=1e-9)
    assert bounds.upper == pytest.approx(plain.upper, abs=1e-9)


def test_a_proportion_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson_at(1.2, 10)


@pytest.mark.parametrize(
    ("a", "b", "lower", "upper"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((10, 10), (0, 20), 0.6791, 1.0)],
)
def test_newcombe_gives_the_published_difference(
    a: tuple[int, int], b: tuple[int, int], lower: float, upper: float
) -> None:
    bounds = newcombe(*a, *b)
    assert (round(bounds.lower, 4), round(bounds.upper, 4)) == (lower, upper)


def test_a_difference_turned_round_changes_its_sign() -> None:
    there, back = newcombe(9, 20, 4, 17), newcombe(4, 17, 9, 20)
    assert there.lower == pytest.approx(-back.upper)
    assert there.upper == pytest.approx(-back.lower)


def test_the_corrected_interval_scales_the_standard_error() -> None:
    # z²/n_eff with n_eff = n(N − 1)/(N − n): Wilson's bounds solve |p − θ| = z·√(θ(1 − θ)/n · (N − n)/(N − 1)).
    bounds = corrected_wilson(20, 26, 130)
    for theta in (bounds.lower, bounds.upper):
        error = math.sqrt(theta * (1 - theta) / 26) * math.sqrt((130 - 26) / (130 - 1))
        assert abs(20 / 26 - theta) == pytest.approx(1.959964 * error)


def test_a_whole_frame_has_no_sampling_error() -> None:
    assert corrected_wilson(3, 6, 6) == Interval(0.5, 0.5)
    assert corrected_wilson(1, 1, 1) == Interval(1.0, 1.0)
    assert corrected_wilson(1, 1, 40) == wilson(1, 1)


def test_a_draw_larger_than_its_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        corrected_wilson(3, 6, 5)


def test_kish_counts_equal_weights_in_full_and_unequal_ones_for_less() -> None:
    assert kish([2.0] * 9) == pytest.approx(9)
    assert kish([3, 1]) == pytest.approx(1.6)
    assert kish([5, 0, 0]) == pytest.approx(1)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_weights_that_weigh_nothing_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="Weights"):
        kish(weights)


@pytest.mark.parametrize(
    ("df", "t95", "t99"),
    [
        (1, 12.706204736, 63.656741162),
        (2, 4.302652730, 9.924843201),
        (3, 3.182446305, 5.840909310),
        (4, 2.776445105, 4.604094871),
        (5, 2.570581836, 4.032142984),
        (7, 2.364624252, 3.499483297),
        (10, 2.228138852, 3.169272673),
        (20, 2.085963447, 2.845339710),
        (30, 2.042272456, 2.749995654),
        (60, 2.000297822, 2.660283029),
        (120, 1.979930405, 2.617421145),
        (1000, 1.962339081, 2.580754698),
        (100_000, 1.959987708, 2.575878470),
    ],
)
def test_t_gives_the_tabled_quantiles(df: int, t95: float, t99: float) -> None:
    assert two_sided_quantile(0.95, df) == pytest.approx(t95, abs=2e-9)
    assert two_sided_quantile(0.99, df) == pytest.approx(t99, abs=2e-9)


@given(st.integers(1, 5000), st.floats(0.05, 0.999))
def test_t_falls_towards_the_normal_quantile(df: int, confidence: float) -> None:
    assert two_sided_quantile(confidence, df) > two_sided_quantile(confidence, df + 1)


@pytest.mark.parametrize(("confidence", "df"), [(0.0, 5), (1.0, 5), (0.95, 0)])
def test_t_refuses_what_has_no_quantile(confidence: float, df: int) -> None:
    with pytest.raises(ValueError, match=r"confidence|degree"):
        two_sided_quantile(confidence, df)


def test_the_incomplete_beta_function_has_its_known_values() -> None:
    assert incomplete_beta(1, 1, 0.3) == pytest.approx(0.3)
    assert incomplete_beta(2, 3, 0.4) == pytest.approx(0.5248)
    assert incomplete_beta(0.5, 0.5, 0.5) == pytest.approx(0.5)
    assert incomplete_beta(5, 2, 1.0) == 1.0
    with pytest.raises(ValueError, match="incomplete beta"):
        incomplete_beta(1, 1, 1.5)


def test_a_mean_interval_is_t_times_the_standard_error() -> None:
    bounds = mean_interval(6, 70.0, 8.0)
    assert bounds is not None
    half = 2.5705818356 * 8.0 / math.sqrt(6)
    assert (bounds.lower, bounds.upper) == pytest.approx((70 - half, 70 + half))


def test_a_mean_interval_stays_on_the_scale() -> None:
    high, low = mean_interval(3, 97.0, 20.0, 0, 100), mean_interval(3, 0.1, 1.0, 0, 3)
    assert high is not None
    assert low is not None
    assert (round(high.lower, 3), high.upper) == (47.317, 100)
    assert (low.lower, round(low.upper, 3)) == (0, 2.584)


@pytest.mark.parametrize("n", [0, 1])
def test_under_two_plans_a_mean_has_no_interval(n: int) -> None:
    assert mean_interval(n, 50.0, 0.0) is None
    assert mean_interval_from_sums(n, 50.0 * n, 2500.0 * n) is None


@given(st.lists(st.floats(0, 100), min_size=2, max_size=60))
def test_sums_give_the_interval_of_the_values(values: list[float]) -> None:
    n, mean = len(values), math.fsum(values) / len(values)
    deviation = math.sqrt(math.fsum((x - mean) ** 2 for x in values) / (n - 1))
    direct = mean_interval(n, mean, deviation, 0, 100)
    summed = mean_interval_from_sums(n, sum(values), sum(x * x for x in values), 0, 100)
    assert direct is not None
    assert summed is not None
    assert (summed.lower, summed.upper) == pytest.approx((direct.lower, direct.upper), abs=1e-2)


def test_equal_values_have_an_interval_of_no_width_in_spite_of_rounding() -> None:
    third = 71.0 + 1.0 / 3.0
    values = [third] * 7
    bounds = mean_interval_from_sums(7, sum(values), sum(x * x for x in values), 0, 100)
    assert bounds is not None
    assert bounds.lower == bounds.upper == pytest.approx(third)


def test_a_small_spread_of_whole_numbers_is_not_taken_for_rounding() -> None:
    bounds = mean_interval_from_sums(3, 3 * 10**9 + 1, 3 * 10**18 + 2 * 10**9 + 1)
    assert bounds is not None
    assert bounds.upper - bounds.lower == pytest.approx(2 * 4.302652730 / 3, abs=1e-6)


def test_sums_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="do not belong together"):
        mean_interval_from_sums(3, 30.0, 200.0)
    with pytest.raises(ValueError, match="0 or more"):
        mean_interval(-1, 0.0, 0.0)


def test_a_mean_from_a_large_part_of_its_frame_has_a_narrower_interval() -> None:
    plain = mean_interval_from_sums(6, 420, 29500)
    narrower = mean_interval_from_sums(6, 420, 29500, frame=31)
    assert plain is not None
    assert narrower is not None
    assert (narrower.upper - 70) / (plain.upper - 70) == pytest.approx(math.sqrt(25 / 30))


def test_clustered_items_follow_the_formula() -> None:
    pairs = [(1, 5), (2, 6), (0, 4), (4, 5)]
    p, k, m = 7 / 20, 4, 20
    variance = k / (k - 1) * sum((x - p * n) ** 2 for x, n in pairs) / m**2
    effective = m / max(1, variance * m / (p * (1 - p)))
    bounds, expected = clustered(clusters(pairs)), wilson_at(p, effective)
    assert effective < m
    assert bounds is not None
    assert (bounds.lower, bounds.upper) == pytest.approx((expected.lower, expected.upper))


def test_plans_that_agree_are_worth_all_their_items_and_no_more() -> None:
    assert clustered(clusters([(2, 4)] * 5)) == wilson(10, 20)


@pytest.mark.parametrize(("x", "effective"), [(0, 3), (1, 3)])
def test_where_all_items_or_none_count_the_plans_are_the_sample(x: int, effective: int) -> None:
    assert clustered(clusters([(5 * x, 5), (2 * x, 2), (9 * x, 9)])) == wilson(x * effective, effective)


@pytest.mark.parametrize("pairs", [[], [(1, 4)], [(0, 0), (1, 4), (0, 0)]])
def test_items_of_fewer_than_two_plans_have_no_interval(pairs: list[tuple[int, int]]) -> None:
    assert clustered(clusters(pairs)) is None


@given(PLANS)
def test_clustered_bounds_surround_the_share_whatever_the_order(pairs: list[tuple[int, int]]) -> None:
    bounds = clustered(clusters(pairs))
    assert bounds == clustered(clusters(reversed(pairs)))
    if bounds is not None:
        share = sum(x for x, _ in pairs) / sum(m for _, m in pairs)
        assert bounds.lower <= share + 1e-12
        assert bounds.upper >= share - 1e-12


@given(PLANS)
def test_keeping_plans_together_never_narrows_the_interval(pairs: list[tuple[int, int]]) -> None:
    sums = clusters(pairs)
    bounds = clustered(sums)
    if bounds is not None:
        plain = wilson(sums.x, sums.m)
        assert bounds.upper - bounds.lower >= plain.upper - plain.lower - 1e-12


def test_clusters_of_a_large_part_of_the_frame_are_narrower_and_of_all_of_it_exact() -> None:
    sums = clusters([(1, 5), (2, 6), (0, 4)])
    plain, narrower = clustered(sums), clustered(sums, frame=10)
    assert plain is not None
    assert narrower is not None
    assert narrower.upper - narrower.lower < plain.upper - plain.lower
    assert clustered(sums, frame=3) == Interval(3 / 15, 3 / 15)


@pytest.mark.parametrize("pairs", [[(3, 2)], [(-1, 2)]])
def test_more_items_than_there_are_is_refused(pairs: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="0 ≤ x ≤ m"):
        clusters(pairs)


def test_impossible_sums_of_clusters_are_refused() -> None:
    with pytest.raises(ValueError, match="do not belong"):
        clustered(Clusters(plans=5, x=1, m=4, x_squared=1, x_times_m=1, m_squared=4))


def test_an_interval_changes_its_unit_with_both_bounds() -> None:
    assert Interval(0.25, 0.5).times(100) == Interval(25, 50)
