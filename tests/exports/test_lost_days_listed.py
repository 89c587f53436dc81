"""Days lost by stage and agency, as far as an audience may see them: the board no row of under six plans."""

import pytest

from exports.timeliness import listed
from scoring.figures import Audience
from scoring.timeliness.limits import Stage
from scoring.timeliness.totals import Total

ROWS = (
    *((Stage.DECISION, "coordinator"), (Stage.ADVICE, "health")),
    *((Stage.ADVICE, "psychology"), (Stage.DRAFT, "coordinator")),
)


def total(*plans: int, unexplained: int = 0) -> Total:
    """So many plans lost ten days each in each of ROWS; with `unexplained` of one day each beside them."""
    counts = dict(zip(ROWS, plans, strict=False))
    days = {row: 10 * number for row, number in counts.items()}
    return Total(40, sum(days.values()) + unexplained, days, counts, unexplained, unexplained)


@pytest.mark.parametrize(
    ("plans", "left"),
    [
        ((6, 7, 8, 9), [6, 7, 8, 9]),
        ((2, 3, 8, 9), [8, 9]),
        ((2, 7, 8, 9), [8, 9]),  # one alone would follow from the days of all: the next smallest goes too
        ((1, 2, 3, 9), None),
    ],
)
def test_the_board_sees_no_stage_in_which_under_six_plans_lost_days(
    plans: tuple[int, ...], left: list[int] | None
) -> None:
    shown = listed(total(*plans), Audience.BOARD)
    assert (None if shown is None else [*shown.plans.values()]) == left
    assert listed(total(*plans), Audience.GROUP) == total(*plans)


def test_what_is_not_explained_is_a_row_as_any_other() -> None:
    shown = listed(total(4, 8, 9, unexplained=2), Audience.BOARD)
    assert shown is not None
    assert (shown.unexplained, shown.unexplained_plans) == (0, 0)
    assert [*shown.days.values()] == [80, 90]
    assert shown.days_late == 212
