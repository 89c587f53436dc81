"""The chart of months: a dot for each that was counted, its interval, the target as dashes, all of it in words."""

from hypothesis import given
from hypothesis import strategies as st

from exports.charts.scene import Line, Shape, Words
from exports.charts.series import MonthPoint, month_chart

THREE = (
    MonthPoint("Jan 26", 50.0, 20.0, 80.0, "2 of 4", "4"),
    MonthPoint("Feb 26", None, None, None, "No plan to count.", "–"),
    MonthPoint("Mar 26", 100.0, 60.0, 100.0, "6 of 6", "6", target=90),
)


def test_a_month_without_a_plan_has_no_dot() -> None:
    scene = month_chart(THREE, 400)
    dots = [item for item in scene.items if isinstance(item, Shape)]
    assert len(dots) == 2
    assert dots[0].y > dots[1].y  # half stands lower than all


def test_the_target_is_a_dashed_line_with_its_number_over_its_months_alone() -> None:
    scene = month_chart(THREE, 400)
    (target,) = [item for item in scene.items if isinstance(item, Line) and item.dashed]
    dots = [item for item in scene.items if isinstance(item, Shape)]
    assert target.x1 < dots[-1].x < target.x2
    assert target.x1 > dots[0].x
    assert "90 %" in [item.text for item in scene.items if isinstance(item, Words)]


def test_every_number_is_said_in_words_too() -> None:
    said = month_chart(THREE, 400).alternative
    assert said == "Shares by month. Jan 26: 2 of 4. Feb 26: No plan to count. Mar 26: 6 of 6, target 90 %."


def test_names_are_left_out_where_there_is_no_room_and_the_newest_stays() -> None:
    many = tuple(MonthPoint(f"M{number}", 50.0, 40.0, 60.0, "5 of 10") for number in range(48))
    names = [item.text for item in month_chart(many, 400).items if isinstance(item, Words) and item.text[:1] == "M"]
    assert names[-1] == "M47"
    assert len(names) < 14


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100)), max_size=40),
    st.floats(150, 2000),
)
def test_nothing_is_painted_outside(values: list[tuple[float, float, float]], width: float) -> None:
    points = [MonthPoint("M", *sorted_, "1 of 2") for sorted_ in [(v[1], v[0], v[2]) for v in map(sorted, values)]]
    scene = month_chart(points, width)
    for item in scene.items:
        if isinstance(item, Line):
            assert min(item.x1, item.x2) >= 0
            assert max(item.x1, item.x2) <= width + 0.01
            assert min(item.y1, item.y2) >= 0
            assert max(item.y1, item.y2) <= scene.height
