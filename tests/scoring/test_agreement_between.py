"""Agreement of two agencies: worked by hand, against the plain two-rater forms, under permutation and reversal."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from statistics import quantiles

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.agreement import (
    Between,
    Unit,
    between,
    between_bootstrap,
    bootstrap,
    pair_gaps,
    publishable,
    share_bootstrap,
    tally_counts,
    weighted_kappa,
)

Side = list[int]
LEVEL = st.sampled_from([0, 1, 2, 3])
SIDES = st.lists(st.tuples(st.lists(LEVEL, max_size=3), st.lists(LEVEL, max_size=2)), min_size=1, max_size=20)
SINGLES = st.lists(st.tuples(LEVEL, LEVEL), min_size=1, max_size=25)


def counted(scores: Sequence[int]) -> list[int]:
    return [list(scores).count(level) for level in range(4)]


def made(units: Sequence[tuple[Sequence[int], Sequence[int]]], plans: int = 3) -> Between:
    """Units spread over plans."""
    return between((f"plan {place % plans}", counted(a), counted(b)) for place, (a, b) in enumerate(units))


def test_kappa_gap_and_shares_of_six_units_worked_by_hand() -> None:
    # first 3 3 2 1 0 2, second 3 2 2 1 1 0: d = 0 1 0 0 −1 2, Σd² = 6, so the observed mean is 6/6 = 1.
    # Margins: first has 1,1,2,2 of levels 0 to 3, second 1,2,2,1. Σ n_i m_j (i − j)² = 19 + 7 + 2 · 7 + 2 · 19 = 78.
    pair = made([([3], [3]), ([3], [2]), ([2], [2]), ([1], [1]), ([0], [1]), ([2], [0])])
    assert pair.kappa.value == pytest.approx(1 - 1 / (78 / 36))
    assert pair.gap.value == pytest.approx(2 / 6)
    assert (pair.exact.numerator, pair.within_one.numerator, pair.exact.units) == (3.0, 5.0, 6)
    assert (pair.kappa.units, pair.kappa.pairable, pair.kappa.plans) == (6, 12, 3)


def test_a_unit_counts_once_however_many_raters_an_agency_has() -> None:
    # Two of education gave 3 and 1 where health gave 1: half of the pairs agree, the gap is 2 − 1.
    pair = made([([3, 1], [1]), ([2], [2])], plans=2)
    assert (pair.exact.numerator, pair.exact.units) == (1.5, 2)
    assert pair.within_one.numerator == 1.5
    assert pair.gap.value == 0.5
    # Observed Σ shares d² = (½·4 + ½·0 + 0)/2 = 1; margins ½·½ at 1, ½ at 2, ¼ at 3 against ½ at 1, ½ at 2.
    expected = Fraction(1, 2) * (Fraction(1, 2) * 1 + Fraction(1, 4) * 4) + Fraction(1, 2) * (
        Fraction(1, 4) * 1 + Fraction(1, 4) * 1
    )
    assert pair.kappa.value == pytest.approx(float(1 - 1 / expected))
    assert pair.kappa.pairable == 5


def test_agencies_that_share_no_unit_have_nothing_to_compare() -> None:
    pair = made([([3], []), ([], [2])])
    for reason in (pair.exact.reason, pair.within_one.reason, pair.gap.reason, pair.kappa.reason):
        assert "nothing to compare" in reason
    assert pair.exact.value is pair.gap.value is pair.kappa.value is None
    assert between([]).kappa.units == 0
    assert between_bootstrap(pair, 1).gap is None


def test_where_both_give_one_level_throughout_kappa_is_not_estimable_and_the_gap_is_nought() -> None:
    pair = made([([3], [3])] * 40, plans=9)
    assert "no variation" in pair.kappa.reason
    assert pair.kappa.value is None
    assert pair.gap.value == 0
    assert pair.exact.value == 1
    bounds = between_bootstrap(pair, 3)
    assert bounds.kappa is None
    assert bounds.gap is not None
    assert (bounds.gap.lower, bounds.gap.upper) == (0, 0)


@pytest.mark.parametrize(("plans", "units", "shown"), [(8, 25, True), (7, 40, False), (8, 24, False)])
def test_no_kappa_under_eight_plans_or_fifty_pairable_values(plans: int, units: int, shown: bool) -> None:
    found = publishable(made([([place % 4], [(place + place % 2) % 4]) for place in range(units)], plans).kappa)
    assert (found.value is not None) == shown
    assert ("Fewer than 8 plans or 50 pairable values" in found.reason) != shown


@given(SINGLES)
def test_with_one_rater_of_each_it_is_cohens_weighted_kappa(scores: list[tuple[int, int]]) -> None:
    pair = made([([a], [b]) for a, b in scores])
    plain = weighted_kappa([(f"plan {place % 3}", a, b) for place, (a, b) in enumerate(scores)])
    assert (pair.kappa.value is None) == (plain.value is None)
    assert pair.kappa.value == pytest.approx(plain.value) if plain.value is not None else pair.kappa.reason
    assert (pair.kappa.units, pair.kappa.pairable, pair.kappa.plans) == (plain.units, plain.pairable, plain.plans)


@given(SIDES)
def test_the_gap_is_that_of_the_agencies_means(units: list[tuple[Side, Side]]) -> None:
    agency = {f"{side} {n}": side for side in ("education", "health") for n in range(3)}
    given_units = [
        Unit(
            "plan",
            f"m{place}",
            (*((f"education {n}", v) for n, v in enumerate(a)), *((f"health {n}", v) for n, v in enumerate(b))),
        )
        for place, (a, b) in enumerate(units)
    ]
    gaps = pair_gaps(given_units, agency)
    pair = made(units)
    assert ([gap.units for gap in gaps] or [0]) == [pair.gap.units]
    if gaps:
        assert pair.gap.value == pytest.approx(gaps[0].mean)


@given(SIDES, st.randoms(use_true_random=False))
def test_the_order_of_units_and_raters_changes_nothing(units: list[tuple[Side, Side]], random: Random) -> None:
    rows = [(f"plan {place % 3}", counted(a), counted(b)) for place, (a, b) in enumerate(units)]
    mixed = [(plan, list(a), list(b)) for plan, a, b in rows]
    random.shuffle(mixed)
    assert between(mixed) == between(rows)


@given(SIDES)
def test_reversing_the_scale_turns_the_gap_and_nothing_else(units: list[tuple[Side, Side]]) -> None:
    there = made(units)
    back = made([([3 - v for v in a], [3 - v for v in b]) for a, b in units])
    assert (there.exact, there.within_one) == (back.exact, back.within_one)
    assert there.kappa == back.kappa
    if there.gap.value is not None:
        assert back.gap.value == pytest.approx(-there.gap.value)


@given(SIDES)
def test_swapping_the_agencies_turns_the_gap_and_nothing_else(units: list[tuple[Side, Side]]) -> None:
    there, back = made(units), made([(b, a) for a, b in units])
    assert (there.exact, there.within_one, there.kappa) == (back.exact, back.within_one, back.kappa)
    if there.gap.value is not None:
        assert back.gap.value == pytest.approx(-there.gap.value)


@given(SIDES)
def test_kappa_never_exceeds_one_and_shares_stay_within_the_possible(units: list[tuple[Side, Side]]) -> None:
    pair = made(units)
    assert pair.kappa.value is None or pair.kappa.value <= 1
    for share in (pair.exact, pair.within_one):
        assert share.value is None or 0 <= share.value <= 1
    assert pair.gap.value is None or -3 <= pair.gap.value <= 3


def test_counts_that_do_not_fit_the_scale_are_refused() -> None:
    for wrong in ((1, 2), (0, 0, -1, 2)):
        with pytest.raises(ValueError, match="do not count"):
            between([("plan", wrong, (1, 0, 0, 0))])


def test_the_bootstrap_of_a_pair_draws_whole_plans_as_the_other_does() -> None:
    random = Random(4)  # noqa: S311 - made-up scores, not secrecy
    units = [([random.randrange(4)], [random.randrange(4)]) for _ in range(36)]
    rows = [(f"plan {place % 9}", counted(a), counted(b)) for place, (a, b) in enumerate(units)]
    drawing = Random(77)  # noqa: S311 - the generator under test
    values: dict[str, list[float]] = {"exact": [], "gap": [], "kappa": []}
    for _ in range(60):
        bits = drawing.getrandbits(32 * 9)
        chosen = [f"plan {(bits >> 32 * place & 0xFFFFFFFF) * 9 >> 32}" for place in range(9)]
        again = between(
            (f"{plan} {copy}", a, b) for copy, one in enumerate(chosen) for plan, a, b in rows if plan == one
        )
        for name, value in (("exact", again.exact.value), ("gap", again.gap.value), ("kappa", again.kappa.value)):
            assert value is not None
            values[name].append(value)
    bounds = between_bootstrap(between(rows), 77, replicates=60)
    for name, interval in (("exact", bounds.exact), ("gap", bounds.gap), ("kappa", bounds.kappa)):
        fortieths = quantiles(values[name], n=40, method="inclusive")
        assert interval is not None
        assert (interval.lower, interval.upper) == pytest.approx((fortieths[0], fortieths[-1]))


@settings(max_examples=25)
@given(SIDES, st.integers(0, 2**32))
def test_the_bootstrap_of_a_pair_never_fails(units: list[tuple[Side, Side]], seed: int) -> None:
    bounds = between_bootstrap(made(units), seed, replicates=40)
    for interval, low in ((bounds.exact, 0), (bounds.within_one, 0), (bounds.gap, -3), (bounds.kappa, -99)):
        assert interval is None or low <= interval.lower <= interval.upper <= 3


def test_the_shares_alone_have_the_bounds_that_they_have_beside_the_coefficients() -> None:
    random = Random(9)  # noqa: S311 - made-up scores, not secrecy
    rows = [(f"plan {place % 8}", counted([random.randrange(4) for _ in range(3)])) for place in range(40)]
    whole, alone = bootstrap(tally_counts(rows), 5), share_bootstrap(tally_counts(rows), 5)
    assert (alone.exact, alone.within_one) == (whole.exact, whole.within_one)
    assert alone.alpha is alone.ac2 is None
    assert share_bootstrap(tally_counts(rows[:1]), 5).exact is None
