"""A control chart drawn: shapes beside colours, limits, what is clipped, and everything in words."""

from itertools import pairwise
from typing import Any

import pytest

from exports.charts.control import Axis, ControlDrawn, control_chart, mark_of
from exports.charts.scene import Line, Mark, Shape, Words
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
    assert len(found) == 13
    assert (found[-1].mark, found[-1].colour) == (Mark.STAR, Colour.IMPROVEMENT)
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
