"""When limits may be worked out anew: seven months on one side of the mean before, judged within their own stretch."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.control import LASTING, judged, xmr

BEFORE = [30.0, 40] * 7
RISEN = [70.0, 80] * 7


def test_a_shift_that_lasted_speaks_against_nothing() -> None:
    assert judged([*BEFORE, *RISEN], len(BEFORE)) == judged([*BEFORE, *reversed(RISEN)], len(BEFORE))
    assert not judged([*BEFORE, *RISEN], len(BEFORE)).refusal
    assert judged([*BEFORE, *RISEN], len(BEFORE)).doubts == ()
    assert not judged([*RISEN, *BEFORE], len(RISEN)).refusal, "a fall that lasted is a shift too"


@pytest.mark.parametrize(
    ("values", "at", "said"),
    [
        ([*BEFORE, *RISEN[:6]], 14, "There are 6 months from it on"),
        ([*BEFORE, 70.0], 14, "There is 1 month from it on"),
        ([*BEFORE[:6], *RISEN], 6, "There are 6 months before"),
        (RISEN, 0, "There are no months before"),
        ([*BEFORE, *BEFORE], 14, "do not all lie on one side"),
        ([*BEFORE, *RISEN[:6], 30.0, *RISEN], 14, "do not all lie on one side"),
        ([*BEFORE, 35.0, *RISEN], 14, "do not all lie on one side"),
    ],
)
def test_without_a_shift_that_lasted_the_limits_stay(values: Sequence[float], at: int, said: str) -> None:
    assert said in judged(values, at).refusal


def test_little_to_rest_on_is_said_and_not_refused() -> None:
    thin = judged([*BEFORE[:8], *RISEN[:9]], 8)
    assert not thin.refusal
    assert thin.doubts[0].startswith("The limits before rest on 8 months")
    assert thin.doubts[1].startswith("The new limits rest on 9 months")
    back = judged([*BEFORE, *RISEN[:8], 30.0, *RISEN], 14)
    assert back.doubts == (
        "1 later month does not lie on that side of the mean before: the shift may not have lasted.",
    )


def test_only_the_months_under_the_same_limits_are_looked_at() -> None:
    values = [*RISEN, *BEFORE, *RISEN, *BEFORE]
    assert not judged(values, 28, starts=[14, 42]).refusal
    assert judged(values, 14, starts=[14]).refusal == "Limits begin anew in this month already."
    assert "3 months from it on" in judged(values, 28, starts=[14, 31]).refusal
    assert "2 months before" in judged(values, 28, starts=[26]).refusal


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40), st.integers(0, 45))
def test_what_is_allowed_can_always_be_drawn_and_has_its_seven_months_on_either_side(
    values: list[float], at: int
) -> None:
    if not judged(values, at).refusal:
        before, after = xmr(values, rebased=[at]).stretches
        assert min(len(before.points), len(after.points)) >= LASTING
