"""Two periods beside each other: the published interval, and what may be claimed from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.comparison import Claim, compare


def test_the_published_difference_comes_with_its_interval_and_claims_a_change() -> None:
    found = compare((56, 70), (48, 80))
    assert found.interval is not None
    assert (found.difference, found.interval.lower, found.interval.upper) == pytest.approx((20, 5.24, 33.39), abs=0.005)
    assert found.claim is Claim.HIGHER
    assert found.sentence == ("The share is higher than before: +20 percentage points, 95 % interval +5 to +33.")


def test_small_samples_claim_nothing_however_large_the_difference_looks() -> None:
    found = compare((4, 6), (2, 6))
    assert found.claim is Claim.NO_CHANGE
    assert found.sentence.endswith("no change can be claimed from these samples.")


def test_a_fall_is_said_with_the_minus_of_print() -> None:
    assert compare((0, 20), (10, 10)).sentence.startswith("The share is lower than before: −100 percentage points")


@pytest.mark.parametrize(("now", "before"), [((0, 0), (3, 6)), ((3, 6), (0, 0)), ((0, 0), (0, 0))])
def test_without_a_graded_plan_there_is_nothing_to_compare(now: tuple[int, int], before: tuple[int, int]) -> None:
    found = compare(now, before)
    assert found.claim is Claim.NOT_COMPARABLE
    assert "nothing to compare" in found.sentence


def test_a_count_above_its_n_is_an_error() -> None:
    with pytest.raises(ValueError, match="proportion"):
        compare((7, 6), (1, 6))


SHARES = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SHARES, SHARES)
def test_swapping_the_periods_turns_the_claim_round(now: tuple[int, int], before: tuple[int, int]) -> None:
    opposite = {Claim.HIGHER: Claim.LOWER, Claim.LOWER: Claim.HIGHER, Claim.NO_CHANGE: Claim.NO_CHANGE}
    assert compare(before, now).claim is opposite[compare(now, before).claim]


@given(SHARES)
def test_a_period_beside_itself_claims_no_change(now: tuple[int, int]) -> None:
    assert compare(now, now).claim is Claim.NO_CHANGE
