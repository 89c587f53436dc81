"""Agreement in words and drawings: what a coefficient is said to mean, who differs, and every number in words too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.agreement_words import (
    alpha_words,
    blind_words,
    counts_words,
    gap_words,
    lean_words,
    left_words,
    pair_words,
)
from exports.charts.dots import DotAxis, DotPoint, dot_chart
from exports.charts.matrix import matrix
from exports.charts.ranked import RankedShare, ranked_chart
from exports.charts.scene import Item, Line, Scene, Shape, Words
from scoring.agreement import Coefficient, MeanGap
from scoring.figures import Figure, Scope, coefficient_figure, gap_figure, words
from scoring.intervals import Interval

SCOPE = Scope("2026-09", "multi-agency", "core-42/1")
PERCENT = DotAxis(0, 100, (0, 50, 100))
ALPHA = DotAxis(0, 1, (0, 0.5, 1), ((0.8, "reliable"),))


def alpha(value: float | None, lower: float = 0.0, upper: float = 0.0, reason: str = "") -> Figure:
    bounds = Interval(lower, upper) if upper else None
    return coefficient_figure("agreement.alpha_ordinal", Coefficient(value, reason, 60, 120, 60, 9), bounds, SCOPE)


def gap(value: float | None, lower: float = 0.0, upper: float = 0.0) -> Figure:
    bounds = Interval(lower, upper) if upper or lower else None
    made = MeanGap(value, "" if value is not None else "Nothing shared.", 30)
    return gap_figure("agreement.gap@pair=education-health", made, bounds, SCOPE)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (alpha(0.85, 0.81, 0.9), "Alpha of 0.85 is reliable, and so is its whole interval, 0.81 to 0.90."),
        (
            alpha(0.75, 0.6, 0.83),
            "Alpha of 0.75 is tentative by itself, but its interval, 0.60 to 0.83, runs from “draw no conclusions” to "
            "“reliable”: so few plans cannot tell these apart.",
        ),
        (
            alpha(0.4, 0.2, 0.6),
            "Alpha of 0.40 is too low to draw conclusions, and so is its whole interval, 0.20 to 0.60.",
        ),
        (alpha(0.7), "Alpha of 0.70 is tentative; it has no interval."),
        (alpha(None, reason="Every score is the same."), "Alpha is not estimable. Every score is the same."),
    ],
)
def test_alpha_is_read_by_its_interval_and_not_by_its_value_alone(figure: Figure, said: str) -> None:
    assert alpha_words(figure) == said


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (gap(0.25, 0.05, 0.45), "Education scores 0.25 levels above health."),
        (gap(-0.25, -0.45, -0.05), "Health scores 0.25 levels above education."),
        (gap(0.1, -0.1, 0.3), "Education scores 0.10 levels above health; the interval includes no difference."),
        (gap(0.1), "Education scores 0.10 levels above health; one plan gives no interval."),
        (gap(0.0, -0.1, 0.1), "Education and health score as high as each other on average."),
        (gap(None), "Nothing shared."),
    ],
)
def test_a_gap_says_who_scores_higher_and_whether_that_is_certain(figure: Figure, said: str) -> None:
    assert gap_words("education", "health", figure) == said


def test_a_gap_has_its_sign_in_figures() -> None:
    assert words(gap(0.25, 0.05, 0.45)) == "+0.25 levels (95 % interval 0.05 to 0.45)"
    assert words(gap(-0.1, -0.3, 0.1)) == "−0.10 levels (95 % interval −0.30 to 0.10)"
    assert words(gap(0.0)) == "0.00 levels"
    assert words(gap(0.001)) == "0.00 levels"
    assert gap(0.25).label.endswith("education and health")


def test_where_it_lies_is_said_with_its_direction_only_where_there_is_one() -> None:
    leans = [("health", "education", 0.4, 0.5, 16), ("parent_carer", "education", 0.3, 0.2, 9)]
    assert lean_words(leans) == (
        "Health 0.4 levels above education (16 compared)",
        "Parent carers 0.3 levels above education (9 compared)",
    )
    assert lean_words(leans, most=1) == ("Health 0.4 levels above education (16 compared)",)
    both_ways = [("health", "education", 0.1, 0.5, 16), ("social_care", "health", 0.0, 0.25, 12)]
    assert lean_words(both_ways) == ("Social care and health differ both ways, 25 % alike (12 compared)",)
    assert lean_words(()) == ("Within one agency",)


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ((0, 8, 1), "8 plans were scored by two or more members, none by one alone."),
        ((2, 1, 2), "1 plan was scored by two or more members in 2 rounds, 2 by one alone."),
        ((1, 0), "No plan was scored by two or more members; 1 plan by one alone."),
    ],
)
def test_plans_with_one_and_with_several_raters_are_counted(counted: tuple[int, ...], said: str) -> None:
    assert counts_words(*counted) == said


def test_blind_by_encryption_and_by_procedure_are_said_apart() -> None:
    said = blind_words((("encrypted", 24), ("sheet", 8)))
    assert "24 blind by encryption" in said
    assert "8 blind by procedure, on a scoring sheet" in said
    assert said.endswith("What is blind by procedure is counted apart.")
    assert "apart" not in blind_words((("encrypted", 24),))
    assert blind_words(()) == ""


def test_what_is_left_out_is_said_and_only_agencies_are_named() -> None:
    assert left_words(1, (("health", 2), ("", 1)), 1) == (
        "1 review came after the reveal and is left out. "
        "Members who gave no score in time: 2 of health, 1 of no agency. 1 round is still sealed and left out."
    )
    assert left_words(0, ()) == ""
    assert pair_words("coordinator", "parent_carer") == "The SEN team and parent carers"


def inside(scene: Scene) -> bool:
    def reach(item: Item) -> tuple[float, float]:
        if isinstance(item, Line):
            return max(item.x1, item.x2), max(item.y1, item.y2)
        return item.x, item.y

    return all(x <= scene.width + 0.01 and y <= scene.height + 0.01 for x, y in map(reach, scene.items))


def test_a_round_without_a_coefficient_has_no_dot_and_says_why() -> None:
    points = (
        DotPoint("R1", 0.7, 0.5, 0.9, "0.700", "9 plans"),
        DotPoint("R2", None, None, None, "too few.", "3 plans"),
    )
    scene = dot_chart(points, ALPHA, 400, "Alpha")
    assert len([item for item in scene.items if isinstance(item, Shape)]) == 1
    assert scene.alternative == "Alpha. R1: 0.700. R2: too few."
    (guide,) = [item for item in scene.items if isinstance(item, Line) and item.dashed]
    (dot,) = [item for item in scene.items if isinstance(item, Shape)]
    assert guide.y1 < dot.y  # 0.8 stands higher than 0.7


@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(-2, 2), st.floats(-2, 2)), max_size=30), st.floats(200, 1500))
def test_dots_are_painted_inside_whatever_their_values(values: list[tuple[float, float, float]], width: float) -> None:
    ordered = [sorted(one) for one in values]
    points = [DotPoint(f"R{n}", middle, low, high, "x") for n, (low, middle, high) in enumerate(ordered)]
    assert inside(dot_chart(points, ALPHA, width, "Alpha"))


@given(st.lists(st.floats(0, 100), max_size=42), st.floats(300, 1500))
def test_ranked_shares_stand_in_their_order_and_inside(values: list[float], width: float) -> None:
    rows = [
        RankedShare(f"M{n}", value, max(0, value - 5), min(100, value + 5), "said") for n, value in enumerate(values)
    ]
    scene = ranked_chart(rows, width, "%")
    names = [item.text for item in scene.items if isinstance(item, Words) and item.text[:1] == "M"]
    assert names == [row.name for row in rows]
    assert inside(scene)


def test_the_square_of_agencies_has_a_dash_where_two_share_nothing_and_nothing_on_its_own() -> None:
    cells = {("A", "B"): ("60 %", "+0.10 levels", "12 units"), ("B", "A"): ("60 %", "−0.10 levels", "12 units")}
    scene = matrix(("A", "B", "C"), cells, 600, "Pairs", ("A and B: 60 %.",))
    said = [item.text for item in scene.items if isinstance(item, Words)]
    assert said.count("60 %") == 2
    assert said.count("–") == 4
    assert scene.alternative == "Pairs. A and B: 60 %."
    assert inside(scene)
    assert inside(matrix((), {}, 600, "Pairs", ()))
    assert dot_chart((), PERCENT, 400, "Same").alternative == "Same. ."
