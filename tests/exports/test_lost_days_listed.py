"""Days lost by stage and agency, as far as an audience may see them: the board no row of under six plans."""

from datetime import date
from types import SimpleNamespace

import pytest

from exports.sheets.timeliness import timeliness
from exports.timeliness import GroupsTold, TimelinessTold, for_audience, listed
from scoring.figures import Audience
from scoring.timeliness.clock import Clock
from scoring.timeliness.issued import issued
from scoring.timeliness.limits import Stage
from scoring.timeliness.totals import Total
from scoring.timeliness.windows import windows

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


def told(audience: Audience, months: dict[str, int]) -> TimelinessTold:
    """A period with so many plans issued in each month, and late plans of two teams."""
    clocks = {month: [Clock(date.fromisoformat(f"{month}-15"), 100, False)] * count for month, count in months.items()}
    every = [one for group in clocks.values() for one in group]
    groups = {"North": total(9, 8, 7, 9), "South": total(7, 9, 9, 8)}
    whole = total(16, 17, 16, 17)
    return TimelinessTold(
        issued=issued(every), years=(), months=tuple((month, issued(group)) for month, group in clocks.items()),
        left_out={}, delays=whole, by_month=GroupsTold({}), by_team=for_audience(groups, whole, audience),
        excepted=0, waiting=0, windows=windows(()), targets=(), country=None, audience=audience,
    )  # fmt: skip


def cells(audience: Audience, **months: int) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet."""
    content = SimpleNamespace(timeliness=told(audience, {f"2026-{name[1:]}": count for name, count in months.items()}))
    return {sheet.name: list(sheet.grid.rows) for sheet in timeliness(content)}  # type: ignore[arg-type]  # all it asks


def test_the_board_sees_of_a_team_how_many_were_late_and_not_where() -> None:
    stages = {row[2] for row in cells(Audience.GROUP, m01=9)["Days lost"] if row[1] == "North"}
    assert stages > {"All"}
    of_board = [row for row in cells(Audience.BOARD, m01=9)["Days lost"] if row[1] == "North"]
    assert [row[2:5] for row in of_board] == [("All", "", 40)]


def test_the_board_sees_no_month_of_under_six_plans_nor_one_that_gives_it_away() -> None:
    shown = {row[1] for row in cells(Audience.BOARD, m01=9, m02=3, m03=8, m04=12)["Timeliness"]}
    assert shown == {"the whole period", "2026-01", "2026-04"}
    assert {row[1] for row in cells(Audience.GROUP, m01=9, m02=3)["Timeliness"]} >= {"2026-01", "2026-02"}
