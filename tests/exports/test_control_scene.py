"""A control chart drawn: shapes beside colours, limits, what is clipped, and everything in words."""

from itertools import pairwise
from typing import Any

import pytest

from exports.charts.control import control_chart, mark_of
from exports.charts.control_drawn import Axis, Break, ControlDrawn
from exports.charts.control_words import reading
from exports.charts.scene import Line, Mark, Scene, Shape, Words
from resources.theme import Colour
from scoring.control import Assurance, Direction, Variation, xmr

PERCENT = Axis(0, 100, " %")


def drawn(values: list[float], direction: Direction = Direction.HIGHER, **more: Any) -> ControlDrawn:
    names = tuple(f"M{at}" for at in range(1, len(values) + 1))
    return ControlDrawn(
        xmr(values),
        names,
        ("n 24",) * len(values),
        direction,
        Variation.COMMON_CAUSE,
        **more,
    )


RISEN = [30.0, 40] * 6 + [95.0]


def test_every_point_has_a_shape_and_what_is_better_or_worse_has_its_own() -> None:
    found = [item for item in control_chart(drawn(RISEN), PERCENT, 480).items if isinstance(item, Shape)]
    assert len(found) == 14, "each point, and above them how the chart reads"
    assert (found[12].mark, found[12].colour) == (Mark.STAR, Colour.IMPROVEMENT)
    assert {(one.mark, one.colour) for one in found[:6]} == {(Mark.DOT, Colour.COMMON_CAUSE)}
    worse = mark_of(drawn(RISEN, Direction.LOWER).chart.stretches[0], 12, Direction.LOWER)
    assert worse == (Mark.TRIANGLE, Colour.CONCERN)


def test_what_lies_outside_of_what_is_possible_is_clipped_in_the_drawing_alone() -> None:
    scene = control_chart(drawn([0.0, 100] * 7), PERCENT, 480)
    ys = [item.y1 for item in scene.items if isinstance(item, Line)]
    assert min(ys) >= 0
    assert max(ys) <= scene.height
    assert "Limits −" in scene.alternative


def test_the_alternative_carries_every_number_and_how_the_chart_reads() -> None:
    scene = control_chart(drawn(RISEN, target=50.0, assurance=Assurance.FAILS), PERCENT, 480)
    for said in (
        "M1 30 % (n 24)",
        "M13 95 % (n 24), outside the limits",
        "Mean 40 %",
        "Variation: no significant change",
    ):
        assert said in scene.alternative
    assert "Target 50 %: will not be met as things are." in scene.alternative


def test_under_thirteen_points_limits_are_called_a_trial_and_one_point_has_none() -> None:
    assert "Trial limits" in control_chart(drawn([30.0, 40, 30]), PERCENT, 480).alternative
    assert "One point has no limits" in control_chart(drawn([30.0]), PERCENT, 480).alternative
    assert control_chart(drawn([]), PERCENT, 480).alternative == "Control chart without a point."


@pytest.mark.parametrize("points", [3, 24, 60])
def test_the_newest_name_is_always_there_and_names_do_not_run_into_each_other(points: int) -> None:
    scene = control_chart(drawn([30.0, 40] * (points // 2) + [35.0] * (points % 2)), PERCENT, 480)
    names = [item for item in scene.items if isinstance(item, Words) and item.text.startswith("M")]
    assert names[-1].text == f"M{points}"
    xs = [item.x for item in names]
    assert all(later - earlier >= 38 for earlier, later in pairwise(xs))


def words_of(scene: Scene) -> list[str]:
    return [item.text for item in scene.items if isinstance(item, Words)]


@pytest.mark.parametrize(
    ("assured", "sign", "colour", "said"),
    [
        (Assurance.MEETS, "P", Colour.IMPROVEMENT, "Target 50 % will be met as things are"),
        (Assurance.FAILS, "F", Colour.CONCERN, "Target 50 % will not be met as things are"),
        (
            Assurance.HIT_OR_MISS,
            "?",
            Colour.COMMON_CAUSE,
            "Target 50 % will be met in some months and missed in others",
        ),
        (Assurance.TOO_EARLY, "–", Colour.COMMON_CAUSE, "Target 50 %: too few points to say"),
    ],
)
def test_assurance_stands_beside_variation_as_a_ring_a_letter_and_words(
    assured: Assurance, sign: str, colour: Colour, said: str
) -> None:
    scene = control_chart(drawn(RISEN, target=50.0, assurance=assured), PERCENT, 480)
    shapes = [item for item in scene.items if isinstance(item, Shape)]
    assert (shapes[-1].mark, shapes[-1].colour) == (Mark.RING, colour)
    assert {sign, said, "Variation: no significant change", "target 50 %"} <= set(words_of(scene))


def test_a_narrow_chart_says_in_fewer_words_how_the_target_is_met() -> None:
    chart = drawn(RISEN, target=50.0, assurance=Assurance.HIT_OR_MISS)
    assert "Target 50 %: met in some, missed in others" in words_of(control_chart(chart, PERCENT, 280))


def test_without_a_target_there_is_no_icon_for_it_and_the_chart_is_lower() -> None:
    with_target = control_chart(drawn(RISEN, target=50.0, assurance=Assurance.FAILS), PERCENT, 480)
    without = control_chart(drawn(RISEN), PERCENT, 480)
    assert not any("arget" in text for text in words_of(without))
    assert "arget" not in without.alternative
    assert without.height < with_target.height


def test_a_target_is_drawn_as_steps_from_the_month_that_it_holds_from() -> None:
    chart = drawn(RISEN, target=60.0, targets=(None,) * 3 + (50.0,) * 6 + (60.0,) * 4, assurance=Assurance.FAILS)
    steps = [item for item in control_chart(chart, PERCENT, 480).items if isinstance(item, Line)]
    steps = [item for item in steps if item.colour is Colour.ACCENT]
    assert len(steps) == 2
    assert steps[0].x2 == pytest.approx(steps[1].x1)
    assert steps[0].y1 > steps[1].y1


@pytest.mark.parametrize("target", [40.0, 41.0, 39.0, 44.0])
def test_the_words_of_mean_and_target_do_not_run_into_each_other(target: float) -> None:
    scene = control_chart(drawn(RISEN, target=target, assurance=Assurance.HIT_OR_MISS), PERCENT, 480)
    ys = [item.y for item in scene.items if isinstance(item, Words) and item.text.startswith(("mean", "target"))]
    assert abs(ys[0] - ys[1]) >= 9


def test_new_limits_have_a_line_with_a_letter_and_their_cause_in_words() -> None:
    values = [30.0, 40] * 7 + [70.0, 80] * 7
    names = tuple(f"M{at}" for at in range(1, 29))
    chart = ControlDrawn(
        xmr(values, rebased=[7, 14]), names, ("n 24",) * 28, Direction.HIGHER, Variation.COMMON_CAUSE,
        breaks=(Break(7, "the framework is now core-42/2"), Break(14, "A new form.", "2026-04-04")),
    )  # fmt: skip
    scene = control_chart(chart, PERCENT, 480)
    assert {"a", "b"} <= set(words_of(scene))
    assert "From M8 limits are worked out anew: the framework is now core-42/2. " in scene.alternative
    said = "from M15 limits are worked out anew: A new form (decided on 4 April 2026)."
    assert f"F{said[1:]} Mean 75 %." in scene.alternative
    assert f"b: {said}" in reading(chart, PERCENT)
    assert reading(drawn([]), PERCENT) == ""
