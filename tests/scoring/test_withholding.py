"""Withholding: the published examples, and that nothing withheld can be worked out by solving."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from integer_solver import Bounds, Equation, could_be_other

from scoring.cells import Cell, Relation, System
from scoring.protection import protect
from scoring.recovery import exposed
from scoring.withholding import (
    Groups,
    Shown,
    Symbol,
    is_small,
    nhs_count,
    nhs_percentage,
    nhs_shows_mean,
    over_half,
    withhold_group_cells,
    withhold_groups,
    withhold_percentage,
    withhold_public,
    withhold_table,
)

C, STAR = Symbol.WITHHELD, Symbol.NHS
MOST = 2000
SMALL_COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 40))
ROWS = st.lists(SMALL_COUNTS, min_size=1, max_size=7)
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(SMALL_COUNTS, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


def knowledge(counts: dict[str, int], shown: dict[str, Shown]) -> Bounds:
    """What a well-informed reader takes for possible: a withheld small count is 1 to 5, another 1 or more."""
    bounds: Bounds = {}
    for name, count in counts.items():
        if shown[name] != C:
            bounds[name] = (count, count)
        else:
            bounds[name] = (1, 5) if count <= 5 else (1, MOST)
    return bounds


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, C), (5, C), (6, 6)])
def test_a_single_count_follows_the_dfe(count: int, shown: Shown) -> None:
    assert withhold_public([count]).cells == (shown,)


@pytest.mark.parametrize(
    ("cells", "total", "shown", "shown_total"),
    [
        ([3, 12, 20], 35, (C, C, 20), 35),
        ([3, 12, 20], None, (C, 12, 20), None),
        ([7, 12, 20], 39, (7, 12, 20), 39),
        ([2, 4, 20], 26, (C, C, 20), 26),
        ([3, 0, 20], 23, (C, 0, C), 23),
        ([20, 12, 3], 35, (20, C, C), 35),
        ([3, 12, 12], 27, (C, C, 12), 27),
        ([1, 1, 20], 22, (C, C, C), 22),
        ([5, 5, 20], 30, (C, C, C), 30),
        ([5, 5], 10, (C, C), C),
        ([3, 0, 0], 3, (C, 0, 0), C),
        ([0, 0], 0, (0, 0), 0),
        ([3, 12, 20], 36, (C, 12, 20), 36),
        ([12, 20], 35, (C, 20), 35),
        ([12, 20], 45, (12, 20), 45),
        ([], None, (), None),
    ],
)
def test_a_row_loses_its_small_counts_and_what_would_give_them_away(
    cells: list[int], total: int | None, shown: tuple[Shown, ...], shown_total: Shown | None
) -> None:
    row = withhold_public(cells, total)
    assert (row.cells, row.total) == (shown, shown_total)


@given(ROWS)
def test_no_withheld_cell_of_a_row_follows_from_its_total(cells: list[int]) -> None:
    row = withhold_public(cells, sum(cells))
    assert row.total is not None
    counts = {f"{place}": count for place, count in enumerate(cells)} | {"total": sum(cells)}
    shown: dict[str, Shown] = {f"{place}": cell for place, cell in enumerate(row.cells)} | {"total": row.total}
    equations: list[Equation] = [({**{f"{place}": 1 for place in range(len(cells))}, "total": -1}, 0)]
    assert_hidden(counts, shown, equations)


@settings(deadline=None)
@given(TABLES)
def test_no_withheld_cell_of_a_table_follows_from_rows_columns_and_totals(rows: list[list[int]]) -> None:
    counts, shown = flat_counts(rows), flat_shown(rows)
    across, down = range(len(rows[0])), range(len(rows))
    equations: list[Equation] = [({**{f"{r},{c}": 1 for c in across}, f"{r},all": -1}, 0) for r in (*down, "all")]
    equations += [({**{f"{r},{c}": 1 for r in down}, f"all,{c}": -1}, 0) for c in (*across, "all")]
    assert_hidden(counts, shown, equations)


def flat_counts(rows: Sequence[Sequence[int]]) -> dict[str, int]:
    found = {f"{r},{c}": count for r, row in enumerate(rows) for c, count in enumerate(row)}
    found |= {f"{r},all": sum(row) for r, row in enumerate(rows)}
    found |= {f"all,{c}": sum(column) for c, column in enumerate(zip(*rows, strict=True))}
    return found | {"all,all": sum(map(sum, rows))}


def flat_shown(rows: Sequence[Sequence[int]]) -> dict[str, Shown]:
    table = withhold_table(rows)
    found: dict[str, Shown] = {f"{r},{c}": x for r, row in enumerate(table.rows) for c, x in enumerate(row)}
    found |= {f"{r},all": x for r, x in enumerate(table.row_totals)}
    found |= {f"all,{c}": x for c, x in enumerate(table.column_totals)}
    return found | {"all,all": table.total}


def assert_hidden(counts: dict[str, int], shown: dict[str, Shown], equations: list[Equation]) -> None:
    bounds = knowledge(counts, shown)
    for name, count in counts.items():
        assert shown[name] in (count, C)
        assert (shown[name] == C) >= (1 <= count <= 5)
        if shown[name] == C:
            assert count > 0
            assert could_be_other(name, count, equations, bounds), (name, counts, shown)


@given(st.lists(st.one_of(st.just(0), st.integers(6, 90)), min_size=1, max_size=8))
def test_a_row_without_small_counts_is_printed_as_it_is(cells: list[int]) -> None:
    row = withhold_public(cells, sum(cells))
    assert (row.cells, row.total) == (tuple(cells), sum(cells))


@given(st.lists(st.lists(st.integers(6, 90), min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_table_without_small_counts_is_printed_as_it_is(rows: list[list[int]]) -> None:
    assert withhold_table(rows).rows == tuple(map(tuple, rows))


def test_one_small_cell_of_a_table_takes_three_others_with_it() -> None:
    table = withhold_table([[3, 12, 20], [9, 8, 30], [10, 11, 40]])
    assert sum(cell == C for row in table.rows for cell in row) == 4
    assert (table.row_totals, table.column_totals, table.total) == ((35, 47, 61), (22, 31, 90), 143)


@pytest.mark.parametrize("rows", [[], [[]], [[1, 2], [3]]])
def test_a_table_without_shape_is_refused(rows: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="one length"):
        withhold_table(rows)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        withhold_public([-1])
    with pytest.raises(ValueError, match="less than the sum"):
        withhold_public([6, 7], 12)
    with pytest.raises(ValueError, match="0 or more"):
        is_small(-1)
    with pytest.raises(ValueError, match="0 or more"):
        nhs_count(-1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "goes"),
    [
        (3, 40, True), (37, 40, True), (20, 40, False), (0, 40, False), (40, 40, False), (6, 12, False),
        (0, 4, True), (4, 4, True), (5, 11, True), (6, 11, True), (0, 0, False),
    ],
)  # fmt: skip
def test_a_percentage_goes_with_a_small_numerator_or_complement(numerator: int, denominator: int, goes: bool) -> None:
    assert withhold_percentage(numerator, denominator) == goes


def test_a_percentage_of_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        withhold_percentage(7, 6)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, STAR), (7, STAR), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (22, 20)],
)
def test_nhs_partners_see_counts_to_the_nearest_five(count: int, shown: Shown) -> None:
    assert nhs_count(count) == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(12, 38, 25.0), (0, 18, 0.0), (7, 38, None), (3, 6, None), (0, 0, None), (22, 22, 100.0)],
)
def test_nhs_percentages_come_from_the_rounded_numbers(numerator: int, denominator: int, shown: float | None) -> None:
    assert nhs_percentage(numerator, denominator) == shown


def test_nhs_means_need_eight_values_and_percentages_a_proportion() -> None:
    assert not nhs_shows_mean(7)
    assert nhs_shows_mean(8)
    with pytest.raises(ValueError, match="no proportion"):
        nhs_percentage(9, 8)


@pytest.mark.parametrize(
    ("sizes", "total", "withheld", "replaced"),
    [
        ({"North": 20, "South": 14, "East": 6}, 40, set(), False),
        ({"North": 20, "South": 14, "East": 5}, None, {"East"}, False),
        ({"North": 20, "South": 14, "East": 5, "West": 9}, 48, {"East", "West"}, False),
        ({"North": 20, "South": 14, "East": 4}, 38, {"East", "South"}, True),
        ({"North": 20, "South": 14, "East": 4}, 40, {"East"}, False),
        ({"North": 20, "South": 14, "East": 4}, 37, {"East"}, False),
        ({"North": 20, "South": 0}, 20, set(), False),
        ({"North": 4}, 4, {"North"}, True),
        ({}, 0, set(), False),
    ],
)
def test_a_board_sees_no_group_of_under_six_plans(
    sizes: dict[str, int], total: int | None, withheld: set[str], replaced: bool
) -> None:
    assert withhold_groups(sizes, total) == Groups(frozenset(withheld), replaced)


def test_a_table_is_replaced_only_where_over_half_of_it_goes() -> None:
    assert over_half(2, 3)
    assert not over_half(2, 4)
    assert not over_half(0, 0)


def test_groups_of_two_breakdowns_do_not_give_each_other_away() -> None:
    def cell(team: str, need: str, size: int) -> tuple[dict[str, str], int]:
        return {name: value for name, value in (("team", team), ("need", need)) if value}, size

    withheld = withhold_group_cells(
        {
            "N": cell("N", "", 30), "S": cell("S", "", 25), "ASD": cell("", "ASD", 23), "MLD": cell("", "MLD", 32),
            "N ASD": cell("N", "ASD", 20), "N MLD": cell("N", "MLD", 10),
            "S ASD": cell("S", "ASD", 3), "S MLD": cell("S", "MLD", 22),
        },
        55,
    )  # fmt: skip
    assert withheld == {"N ASD", "N MLD", "S ASD", "S MLD"}


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), SMALL_COUNTS, min_size=1))
def test_no_withheld_group_follows_from_the_whole_sample(sizes: dict[str, int]) -> None:
    total = sum(sizes.values())
    gone = withhold_groups(sizes, total).withheld
    if gone == {name for name, size in sizes.items() if size}:
        return
    shown: dict[str, Shown] = {name: C if name in gone else size for name, size in sizes.items()}
    assert_hidden(sizes, shown, [(dict.fromkeys(sizes, 1), total)])


def test_a_small_count_that_is_printed_nowhere_is_kept_from_being_worked_out() -> None:
    relations = (Relation("all", ("on time", "late")),)
    cells = {"all": Cell(40), "on time": Cell(37), "late": Cell(3, printed=False)}
    assert exposed(System(cells, relations), []) == ("late",)
    assert protect(System(cells, relations)) == {"on time"}


def test_of_two_ways_to_protect_the_one_that_costs_fewer_figures_is_taken() -> None:
    relations = (Relation("all", ("small", "other", "dear")),)
    cells = {
        "all": Cell(60, figures=frozenset({"a", "b", "c"})),
        "small": Cell(3, figures=frozenset({"s"})),
        "other": Cell(40, figures=frozenset({"o"})),
        "dear": Cell(17, figures=frozenset({"d", "e"})),
    }
    assert protect(System(cells, relations)) == {"small", "other"}


def test_relations_that_do_not_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="not the sum"):
        protect(System({"all": Cell(9), "part": Cell(8)}, (Relation("all", ("part",)),)))
    with pytest.raises(ValueError, match="not there"):
        protect(System({"all": Cell(9)}, (Relation("all", ("part",)),)))
