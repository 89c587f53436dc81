"""Agreement against published values, in degenerate cases, and under permutation."""

import time
from collections.abc import Iterable, Sequence
from random import Random
from statistics import quantiles

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.agreement import (
    Metric,
    Unit,
    absent_raters,
    ac2_quadratic,
    agency_gaps,
    alpha,
    bootstrap,
    exact,
    pair_gaps,
    publishable,
    reading,
    tally,
    tally_counts,
    weighted_kappa,
    within_one,
)

KRIPPENDORFF_2011_C = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
HAYES_AND_KRIPPENDORFF_2007 = """
112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111.
.100. 0000. 1222. 33223 111.1 111.1 212.2 1233. 1101. 000.0
0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2
110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1
"""


def units_of(columns: Iterable[Sequence[str]], plans: int | None = None) -> list[Unit]:
    """A unit from each column; each its own plan, or spread over as many plans as asked."""
    made = []
    for place, column in enumerate(columns):
        plan = place if plans is None else place % plans
        ratings = tuple((f"rater {r}", None if v == "." else int(v)) for r, v in enumerate(column))
        made.append(Unit(f"plan {plan:03}", f"marker {place}", ratings))
    return made


def krippendorff() -> list[Unit]:
    rows = [line.split() for line in KRIPPENDORFF_2011_C.split("\n") if line]
    return units_of(zip(*rows, strict=True))


def hayes() -> list[Unit]:
    return units_of(HAYES_AND_KRIPPENDORFF_2007.split())


RATINGS = st.lists(st.lists(st.sampled_from([None, 0, 1, 2, 3]), min_size=4, max_size=4), min_size=1, max_size=25)


def units_from(rows: Sequence[Sequence[int | None]]) -> list[Unit]:
    return [
        Unit(f"plan {place // 3}", f"marker {place}", tuple((f"rater {r}", v) for r, v in enumerate(row)))
        for place, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("metric", "value"),
    [(Metric.NOMINAL, 0.743421), (Metric.ORDINAL, 0.815388), (Metric.INTERVAL, 0.849107)],
)
def test_alpha_of_krippendorffs_data_c(metric: Metric, value: float) -> None:
    found = alpha(tally(krippendorff(), (1, 2, 3, 4, 5)), metric)
    assert found.value is not None
    assert round(found.value, 6) == value
    assert (found.units, found.pairable, found.rated) == (11, 40, 12)


def test_ac2_and_exact_agreement_of_krippendorffs_data_c() -> None:
    sums = tally(krippendorff(), (1, 2, 3, 4, 5))
    value, share = ac2_quadratic(sums).value, exact(sums)
    assert value is not None
    assert round(value, 6) == 0.914001
    assert share.value is not None
    assert round(share.value, 5) == 0.81818
    assert (share.numerator, share.units) == (9.0, 11)


def test_alpha_and_ac2_of_hayes_and_krippendorff() -> None:
    sums = tally(hayes())
    found, value = alpha(sums), ac2_quadratic(sums).value
    assert found.value is not None
    assert round(found.value, 6) == 0.759829
    assert found.pairable == 159
    assert value is not None
    assert round(value, 6) == 0.847644


def test_ac2_depends_on_the_declared_scale_and_alpha_does_not() -> None:
    wider = tally(hayes(), (0, 1, 2, 3, 4))
    value = ac2_quadratic(wider).value
    assert value is not None
    assert round(value, 4) == 0.9189
    assert alpha(wider).value == alpha(tally(hayes())).value


def test_nominal_alpha_of_two_raters_without_gaps() -> None:
    columns = zip("0100000010", "1110010000", strict=True)
    found = alpha(tally(units_of(columns), (0, 1)), Metric.NOMINAL)
    assert found.value is not None
    assert round(found.value, 6) == 0.095238


def test_where_everyone_gives_strong_alpha_is_not_estimable_and_ac2_is_one() -> None:
    sums = tally(units_of(["333"] * 9))
    found = alpha(sums)
    assert found.value is None
    assert "no variation" in found.reason
    assert ac2_quadratic(sums).value == 1.0
    assert exact(sums).value == 1.0


def test_raters_who_share_no_unit_have_no_agreement_at_all() -> None:
    sums = tally(units_of(["3.", ".2", "1.", ".."]))
    for found in (alpha(sums), ac2_quadratic(sums)):
        assert found.value is None
        assert "two or more people" in found.reason
        assert (found.units, found.pairable, found.rated, found.plans) == (0, 0, 3, 0)
    assert exact(sums).value is None
    assert within_one(sums).reason == exact(sums).reason


def test_no_units_are_a_result_too() -> None:
    sums = tally([])
    assert alpha(sums).value is None
    assert ac2_quadratic(sums).value is None
    assert exact(sums).units == 0
    assert bootstrap(sums, 1).alpha is None


def test_a_rater_absent_throughout_is_listed_and_changes_nothing() -> None:
    with_absent = [Unit(u.plan, u.marker, (*u.ratings, ("absent", None))) for u in hayes()]
    assert absent_raters(with_absent) == ("absent",)
    assert absent_raters(hayes()) == ()
    assert tally(with_absent) == tally(hayes())


@given(RATINGS, st.randoms(use_true_random=False))
def test_the_order_of_raters_and_units_changes_nothing(rows: list[list[int | None]], random: Random) -> None:
    units = units_from(rows)
    mixed = [Unit(u.plan, u.marker, tuple(random.sample(u.ratings, len(u.ratings)))) for u in units]
    random.shuffle(mixed)
    assert tally(mixed) == tally(units)


@given(RATINGS)
def test_reversing_the_scale_changes_nothing(rows: list[list[int | None]]) -> None:
    turned = [[None if value is None else 3 - value for value in row] for row in rows]
    there, back = tally(units_from(rows)), tally(units_from(turned))
    for statistic in (alpha, ac2_quadratic):
        first, second = statistic(there).value, statistic(back).value
        assert (first is None) == (second is None)
        if first is not None:
            assert first == pytest.approx(second, abs=1e-12)
    assert exact(there) == exact(back)
    assert within_one(there) == within_one(back)


@given(RATINGS)
def test_the_shares_are_the_mean_over_units_of_agreeing_pairs(rows: list[list[int | None]]) -> None:
    same, near = [], []
    for row in rows:
        given_scores = [value for value in row if value is not None]
        pairs = [(a, b) for place, a in enumerate(given_scores) for b in given_scores[place + 1 :]]
        if pairs:
            same.append(sum(a == b for a, b in pairs) / len(pairs))
            near.append(sum(abs(a - b) <= 1 for a, b in pairs) / len(pairs))
    sums = tally(units_from(rows))
    assert exact(sums).units == len(same)
    assert exact(sums).numerator == pytest.approx(sum(same))
    assert within_one(sums).numerator == pytest.approx(sum(near))


@given(RATINGS)
def test_no_coefficient_exceeds_one(rows: list[list[int | None]]) -> None:
    sums = tally(units_from(rows))
    for value in (alpha(sums).value, ac2_quadratic(sums).value):
        assert value is None or value <= 1.0 + 1e-12


@given(RATINGS)
def test_counts_from_sql_give_the_same_sums(rows: list[list[int | None]]) -> None:
    counted = [(f"plan {place // 3}", [row.count(v) for v in range(4)]) for place, row in enumerate(rows)]
    assert tally_counts(counted) == tally(units_from(rows))


@pytest.mark.parametrize(
    ("units", "scale", "match"),
    [
        ([Unit("p", "m", (("a", 4),))], (0, 1, 2, 3), "not on the declared scale"),
        ([Unit("p", "m", (("a", 1), ("a", 2)))], (0, 1, 2, 3), "two scores"),
        ([Unit("p", "m", (("a", 1),))] * 2, (0, 1, 2, 3), "stands twice"),
        ([], (1,), "two or more values"),
        ([], (2, 1), "ascending"),
    ],
)
def test_ratings_that_cannot_be_are_refused(units: list[Unit], scale: tuple[int, ...], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        tally(units, scale)


@pytest.mark.parametrize("counts", [(1, 2), (0, 0, -1, 2)])
def test_counts_that_do_not_fit_the_scale_are_refused(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="does not count"):
        tally_counts([("plan", counts)])


@pytest.mark.parametrize(("plans", "units", "shown"), [(8, 25, True), (7, 40, False), (8, 24, False), (10, 30, True)])
def test_no_coefficient_under_eight_plans_or_fifty_pairable_values(plans: int, units: int, shown: bool) -> None:
    columns = [("12", "22", "33", "30")[place % 4] for place in range(units)]
    found = publishable(alpha(tally(units_of(columns, plans))))
    assert (found.value is not None) == shown
    assert ("Fewer than 8 plans or 50 pairable values" in found.reason) != shown
    assert (found.plans, found.pairable) == (plans, 2 * units)


def test_without_variation_the_reason_stays_that_one_under_eight_plans() -> None:
    found = publishable(alpha(tally(units_of(["33"] * 3))))
    assert "no variation" in found.reason


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.8, "reliable"), (0.79, "tentative"), (0.667, "tentative"), (0.66, "draw no conclusions")],
)
def test_alpha_has_its_customary_reading(value: float, words: str) -> None:
    assert reading(value) == words


def test_weighted_kappa_of_a_worked_example() -> None:
    # Observed disagreement 1 + 1 + 4 = 6 over 6 pairs; expected from the margins 2,1,2,1 and 2,2,1,1.
    pairs = [("p", a, b) for a, b in [(0, 0), (0, 1), (1, 1), (2, 0), (2, 3), (3, 2)]]
    margins = [2, 1, 2, 1], [2, 2, 1, 1]
    expected = sum(margins[0][i] * margins[1][j] * (i - j) ** 2 for i in range(4) for j in range(4)) / 36
    found = weighted_kappa(pairs)
    assert found.value == pytest.approx(1 - (7 / 6) / expected)
    assert (found.units, found.pairable, found.plans) == (6, 12, 1)


def test_weighted_kappa_is_one_for_equals_and_not_estimable_without_variation_or_pairs() -> None:
    assert weighted_kappa([("p", 1, 1), ("p", 3, 3)]).value == 1.0
    assert "no variation" in weighted_kappa([("p", 3, 3)] * 4).reason
    assert "nothing to compare" in weighted_kappa([]).reason
    with pytest.raises(ValueError, match="not on the declared scale"):
        weighted_kappa([("p", 1, 7)])


def test_signed_gaps_say_who_scores_higher() -> None:
    units = [
        Unit("p1", "B1", (("Ana", 3), ("Ben", 1), ("Cy", 2))),
        Unit("p1", "C1", (("Ana", 2), ("Ben", None), ("Cy", 1))),
        Unit("p2", "B1", (("Ana", 2), ("Ana's colleague", 1), ("Ben", 1), ("Cy", None))),
    ]
    agency = {"Ana": "education", "Ana's colleague": "education", "Ben": "health", "Cy": "social_care"}
    gaps = {(gap.first, gap.second): (gap.mean, gap.units) for gap in pair_gaps(units, agency)}
    assert gaps == {
        ("education", "health"): (1.25, 2),
        ("education", "social_care"): (1.0, 2),
        ("health", "social_care"): (-1.0, 1),
    }
    others = {gap.first: (gap.mean, gap.units) for gap in agency_gaps(units, agency)}
    assert others == {"education": (1.0, 3), "health": (-1.0, 2), "social_care": (-0.5, 2)}


def spread_units(plans: int, markers: int, raters: int, seed: int) -> list[Unit]:
    random = Random(seed)  # noqa: S311 - made-up scores, not secrecy
    made = []
    for plan in range(plans):
        level = random.choice([0, 1, 2, 2, 3])
        for marker in range(markers):
            ratings = tuple(
                (f"rater {r}", min(3, max(0, level + random.choice([-1, 0, 0, 0, 1])))) for r in range(raters)
            )
            made.append(Unit(f"plan {plan:02}", f"m{marker}", ratings))
    return made


def test_bootstrap_bounds_surround_the_values_and_repeat_with_the_seed() -> None:
    sums = tally(spread_units(12, 10, 3, 4))
    bounds = bootstrap(sums, 2026)
    assert bounds == bootstrap(sums, 2026)
    assert bounds != bootstrap(sums, 2027)
    for value, interval in (
        (exact(sums).value, bounds.exact),
        (within_one(sums).value, bounds.within_one),
        (alpha(sums).value, bounds.alpha),
        (ac2_quadratic(sums).value, bounds.ac2),
    ):
        assert value is not None
        assert interval is not None
        assert interval.lower <= value <= interval.upper
        assert interval.lower < interval.upper


def test_bootstrap_bounds_never_change_between_versions_of_python() -> None:
    bounds = bootstrap(tally(hayes()), 1)
    assert bounds.alpha is not None
    assert (round(bounds.alpha.lower, 6), round(bounds.alpha.upper, 6)) == (0.621909, 0.841519)


def test_bootstrap_draws_plans_and_not_scores() -> None:
    # Each plan agrees wholly or not at all: of two plans a resample has 0, 1 or 2 that agree, whatever its markers.
    units = [Unit("agree", f"m{m}", (("a", 1), ("b", 1))) for m in range(50)]
    units += [Unit("differ", f"m{m}", (("a", 0), ("b", 3))) for m in range(50)]
    bounds = bootstrap(tally(units), 5)
    assert bounds.exact is not None
    assert (bounds.exact.lower, bounds.exact.upper) == (0.0, 1.0)


def test_one_plan_has_no_bootstrap_interval() -> None:
    bounds = bootstrap(tally(units_of(["12", "22", "33"], plans=1)), 1)
    assert bounds.exact is bounds.within_one is bounds.alpha is bounds.ac2 is None


def test_where_alpha_is_not_estimable_it_has_no_interval_and_the_others_do() -> None:
    bounds = bootstrap(tally(units_of(["33"] * 40)), 3)
    assert bounds.alpha is None
    assert bounds.ac2 is not None
    assert (bounds.ac2.lower, bounds.ac2.upper) == (1.0, 1.0)


def test_bootstrap_is_the_plain_one_with_the_documented_draws_and_quantiles() -> None:
    plans = [f"plan {number}" for number in range(9)]
    units = [Unit(plans[place % 9], u.marker, u.ratings) for place, u in enumerate(spread_units(9, 4, 3, 8))]
    random = Random(77)  # noqa: S311 - the generator under test
    values: dict[str, list[float]] = {"exact": [], "within": [], "alpha": [], "ac2": []}
    for _ in range(60):
        bits = random.getrandbits(32 * 9)
        drawn = [plans[(bits >> 32 * place & 0xFFFFFFFF) * 9 >> 32] for place in range(9)]
        copies = [
            Unit(f"{plan} copy {copy}", u.marker, u.ratings)
            for copy, plan in enumerate(drawn)
            for u in units
            if u.plan == plan
        ]
        sums = tally(copies)
        found = exact(sums).value, within_one(sums).value, alpha(sums).value, ac2_quadratic(sums).value
        for name, value in zip(values, found, strict=True):
            assert value is not None
            values[name].append(value)
    bounds = bootstrap(tally(units), 77, replicates=60)
    for name, interval in zip(values, (bounds.exact, bounds.within_one, bounds.alpha, bounds.ac2), strict=True):
        fortieths = quantiles(values[name], n=40, method="inclusive")
        assert interval is not None
        assert (interval.lower, interval.upper) == pytest.approx((fortieths[0], fortieths[-1]))


def test_too_few_replicates_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 40"):
        bootstrap(tally(hayes()), 1, replicates=20)


def test_five_raters_on_two_thousand_units_take_a_second_at_most() -> None:
    units = spread_units(48, 42, 5, 9)
    start = time.perf_counter()
    bootstrap(tally(units), 1)
    assert time.perf_counter() - start < 2.0


@settings(max_examples=25)
@given(RATINGS, st.integers(0, 2**32))
def test_bootstrap_never_fails_and_stays_within_the_possible(rows: list[list[int | None]], seed: int) -> None:
    bounds = bootstrap(tally(units_from(rows)), seed, replicates=40)
    for interval in (bounds.exact, bounds.within_one):
        assert interval is None or 0.0 <= interval.lower <= interval.upper <= 1.0
    for interval in (bounds.alpha, bounds.ac2):
        assert interval is None or interval.lower <= interval.upper <= 1.0 + 1e-12
