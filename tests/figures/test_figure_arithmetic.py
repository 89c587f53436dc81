"""The second working-out of the formulas is itself held by published values, before figures are compared with it."""

from random import Random

import figure_arithmetic as own
import pytest

from scoring.figures import Scope, clustered_figure
from scoring.intervals import clusters

# Krippendorff 2011, data C, a row a rater; Hayes and Krippendorff 2007, a text a unit; a dot where nothing was given.
KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
HAYES = (
    "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 212.2 1233. "
    "1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. 22.22 3222. 222.2 223.2 "
    "222.2 22.12 2222. 111.1"
)


def units(text: str) -> list[list[int]]:
    return [[int(sign) for sign in unit if sign != "."] for unit in text.split()]


def krippendorff() -> list[list[int]]:
    return units(
        " ".join(
            "".join(column) for column in zip(*(row.split() for row in KRIPPENDORFF.strip().split("\n")), strict=True)
        )
    )


@pytest.mark.parametrize(
    ("count", "n", "lower", "upper"),
    [
        (65, 100, 0.552544, 0.736358),
        (1, 100, 0.001767, 0.054486),
        (0, 6, 0.0, 0.390334),
        (3, 6, 0.187616, 0.812384),
        (5, 6, 0.436497, 0.969947),
        (6, 6, 0.609666, 1.0),
        (20, 26, 0.579484, 0.889662),
    ],
)
def test_wilson_gives_the_published_bounds(count: int, n: int, lower: float, upper: float) -> None:
    assert own.wilson(count, n) == pytest.approx((lower, upper), abs=5e-7)


@pytest.mark.parametrize(
    ("freedom", "t"), [(1, 12.70620), (2, 4.302653), (3, 3.182446), (5, 2.570582), (8, 2.306004), (29, 2.045230)]
)
def test_student_gives_the_values_of_the_tables(freedom: int, t: float) -> None:
    assert own.student(freedom) == pytest.approx(t, abs=5e-6)


def test_agreement_gives_the_published_coefficients() -> None:
    five = (1, 2, 3, 4, 5)
    assert own.alpha_ordinal(krippendorff(), five) == pytest.approx(0.815388, abs=5e-7)
    assert own.ac2_quadratic(krippendorff(), five) == pytest.approx(0.914001, abs=5e-7)
    assert own.pairs_within(krippendorff(), 0) / 11 == pytest.approx(0.81818, abs=5e-6)
    hayes = units(HAYES)
    assert len(hayes) == 40
    assert sum(len(unit) for unit in hayes if len(unit) > 1) == 159
    assert own.alpha_ordinal(hayes) == pytest.approx(0.759829, abs=5e-7)
    assert own.ac2_quadratic(hayes) == pytest.approx(0.847644, abs=5e-7)
    assert own.ac2_quadratic(hayes, (0, 1, 2, 3, 4)) == pytest.approx(0.9189, abs=5e-5)


def test_scores_without_variation_have_no_alpha_but_full_ac2() -> None:
    same = [[3, 3, 3]] * 20
    assert own.alpha_ordinal(same) is None
    assert own.ac2_quadratic(same) == 1.0
    assert own.pairs_within(same, 0) == 20


def test_the_interval_of_items_that_come_in_plans_is_that_of_the_app() -> None:
    random = Random(7)  # noqa: S311  invented data, no secret
    for _ in range(60):
        sizes = [random.randint(0, 9) for _ in range(random.randint(1, 9))]
        pairs = [(random.choice((0, m, random.randint(0, m))), m) for m in sizes]
        figure = clustered_figure("thread.needs_without_outcome", clusters(pairs), Scope("2026-09", "", ""))
        bounds = own.clustered(pairs)
        if bounds is None or figure.value is None:
            assert (figure.lower, figure.upper) == (None, None)
            continue
        assert (figure.lower, figure.upper) == pytest.approx([100 * bound for bound in bounds], abs=1e-9)
