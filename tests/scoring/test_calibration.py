"""A member's scores beside the consensus: worked numbers, and what holds whatever was scored."""

from math import sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.calibration import FEWEST, Compared, calibration, closeness

LEVELS = st.one_of(st.none(), st.integers(0, 3))


def compared(
    own: int | None, agreed: int | None, marker: str = "B1", round_: str = "one", plan: str = "P1"
) -> Compared:
    return Compared(round_, plan, marker, marker[0], own, agreed)


def test_bias_and_spread_of_a_worked_example() -> None:
    # gaps: 1 1 1 0 0 0 0 -1 2 0; sum 4, squares 8: mean 0.4, variance (8 - 16/10) / 9 = 32/45
    pairs = [(3, 2), (2, 1), (1, 0), (2, 2), (1, 1), (0, 0), (3, 3), (1, 2), (3, 1), (2, 2)]
    found = closeness([compared(own, agreed) for own, agreed in pairs])
    assert (found.n, found.exact, found.within_one) == (10, 5, 9)
    assert found.bias == pytest.approx(0.4)
    assert found.spread == pytest.approx(sqrt(32 / 45))


def test_nine_markers_are_too_few_to_say() -> None:
    found = closeness([compared(3, 2)] * (FEWEST - 1))
    assert (found.n, found.exact, found.within_one) == (9, 0, 9)
    assert found.bias is None
    assert found.spread is None


def test_nothing_compared_is_no_agreement() -> None:
    found = calibration([compared(None, 2), compared(1, None)])
    assert found.overall.n == 0
    assert found.overall.bias is None
    assert found.without_level == 2
    assert found.revisit == ()


def test_sections_are_told_apart_in_the_order_given() -> None:
    found = calibration([*[compared(2, 2, "F1")] * 12, *[compared(1, 2, "B1")] * 3, compared(None, 2, "C1")])
    assert list(found.sections) == ["F", "B", "C"]
    assert found.sections["F"].bias == 0
    assert found.sections["B"].bias is None
    assert [one.n for one in found.sections.values()] == [12, 3, 0]


def test_a_gap_of_two_levels_is_to_be_revisited_and_one_level_once_is_not() -> None:
    found = calibration([compared(3, 1, "B1"), compared(2, 1, "B2"), compared(2, 2, "B3")])
    assert [one.marker for one in found.revisit] == ["B1"]
    assert found.revisit[0].is_far


def test_a_marker_off_in_two_rounds_is_to_be_revisited_but_twice_in_one_round_is_not() -> None:
    twice = [compared(2, 1, "B2", "one", "P1"), compared(2, 1, "B2", "one", "P2")]
    assert calibration(twice).revisit == ()
    found = calibration([*twice, compared(1, 2, "B2", "two", "P3")]).revisit
    assert [(one.marker, one.rounds, len(one.off), one.is_far) for one in found] == [("B2", 2, 3, False)]


def test_the_furthest_marker_comes_first() -> None:
    found = calibration([compared(2, 0, "A1"), compared(0, 3, "B1"), compared(3, 1, "C1"), compared(3, 1, "C1")])
    assert [one.marker for one in found.revisit] == ["B1", "C1", "A1"]


@given(st.lists(st.tuples(LEVELS, LEVELS), max_size=60))
def test_counts_and_moments_agree_with_the_gaps(pairs: list[tuple[int | None, int | None]]) -> None:
    found = calibration(compared(own, agreed) for own, agreed in pairs)
    gaps = [own - agreed for own, agreed in pairs if own is not None and agreed is not None]
    overall = found.overall
    assert overall.n == len(gaps)
    assert overall.n + found.without_level == len(pairs)
    assert overall.exact <= overall.within_one <= overall.n
    if len(gaps) < FEWEST:
        assert overall.bias is None
        assert overall.spread is None
    else:
        assert overall.bias == pytest.approx(fmean(gaps))
        assert overall.spread == pytest.approx(stdev(gaps))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=FEWEST, max_size=40))
def test_changing_places_turns_the_bias_round_and_leaves_the_spread(pairs: list[tuple[int, int]]) -> None:
    one = closeness([compared(own, agreed) for own, agreed in pairs])
    other = closeness([compared(agreed, own) for own, agreed in pairs])
    assert one.bias == pytest.approx(-(other.bias or 0))
    assert one.spread == pytest.approx(other.spread)
