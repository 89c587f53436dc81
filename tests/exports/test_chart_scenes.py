"""Charts as shapes: to scale, inside their frame, with every number in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.charts.grades import GradeShare, grade_chart
from exports.charts.interval import interval_bar
from exports.charts.marks import GRADE_MARKS
from exports.charts.scene import Box, Line, Mark, Scene, Shape, Words, polygon
from forms.model import Grade

WIDTH = 480.0
SHARES = (
    GradeShare("good", "Good", 50.0, 18.8, 81.2, "3 of 6 (50 %, 19 to 81 %)"),
    GradeShare("inadequate", "Inadequate", 25.0, 5.0, 60.0, "some"),
    GradeShare("outstanding", "Outstanding", None, None, None, "withheld"),
)


def bars(scene: Scene) -> list[Box]:
    return [item for item in scene.items if isinstance(item, Box)]


def test_every_grade_has_a_shape_of_its_own() -> None:
    assert set(GRADE_MARKS) == set(Grade)
    assert len(set(GRADE_MARKS.values())) == len(Grade)


def test_bars_are_to_scale_and_a_withheld_grade_has_none() -> None:
    first, second = bars(grade_chart(SHARES, WIDTH))
    assert first.width == pytest.approx(2 * second.width)
    assert first.x == second.x


def test_the_alternative_says_every_grade_with_its_count() -> None:
    said = grade_chart(SHARES, WIDTH).alternative
    assert all(f"{share.label}: {share.counted}." in said for share in SHARES)


def test_everything_lies_inside_the_chart() -> None:
    scene = grade_chart(SHARES, WIDTH)
    for item in scene.items:
        match item:
            case Box():
                xs, ys = [item.x, item.x + item.width], [item.y, item.y + item.height]
            case Line():
                xs, ys = [item.x1, item.x2], [item.y1, item.y2]
            case Shape() | Words():
                xs, ys = [item.x], [item.y]
        assert all(0 <= x <= scene.width for x in xs)
        assert all(0 <= y <= scene.height for y in ys)


@given(st.floats(-50, 150), st.floats(-50, 150), st.floats(-50, 150))
def test_an_interval_is_drawn_in_order_and_clipped_to_its_scale(value: float, one: float, other: float) -> None:
    lower, upper = sorted((one, other))
    scene = interval_bar(value, lower, upper, 0, 100, 100)
    span = next(item for item in scene.items if isinstance(item, Line) and item.width > 2)
    dot = next(item for item in scene.items if isinstance(item, Shape))
    assert 4 <= span.x1 <= span.x2 <= 96
    assert 4 <= dot.x <= 96


def test_a_value_without_an_interval_is_a_dot_alone() -> None:
    scene = interval_bar(2, None, None, 0, 3, 100)
    assert not [item for item in scene.items if isinstance(item, Line) and item.width > 2]


@pytest.mark.parametrize("mark", [Mark.STAR, Mark.TRIANGLE, Mark.SQUARE])
def test_a_mark_with_corners_fills_its_size(mark: Mark) -> None:
    corners = polygon(mark, 10)
    assert len(corners) >= 3
    assert all(abs(x) <= 5.6 and abs(y) <= 5.6 for x, y in corners)
