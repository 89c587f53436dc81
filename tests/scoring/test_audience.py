"""What a board and the public see: small numbers go, and no reader of all that is published gets them back."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from integer_solver import Bounds, Equation, could_be_other

from scoring.figures import (
    GRADES,
    ONE_WAY,
    WITHHELD_BOARD,
    WITHHELD_PUBLIC,
    WITHHELD_TABLE,
    Audience,
    Draw,
    Figure,
    FigureId,
    Scope,
    apply_audience,
    clustered_figure,
    count_figure,
    mean_figure,
    missing_figure,
    proportion_figure,
)
from scoring.intervals import clusters

SCOPE = Scope("2025-11..2026-10", "weekly", "weekly-18/1")
MOST = 2000
INCLUDING, EXCLUDING = "timeliness.20_weeks.including_exceptions", "timeliness.20_weeks.excluding_exceptions"
FEW = st.one_of(st.integers(0, 8), st.integers(0, 30))
GRADE_COUNTS = st.tuples(FEW, FEW, FEW, FEW)


def sample_figures(grades: Sequence[int], not_graded: int = 0, unaudited: int = 0, suffix: str = "") -> list[Figure]:
    """The figures of one sample whose plans got these grades, best first."""
    graded = sum(grades)
    audited = graded + not_graded
    drawn = audited + unaudited
    return [
        count_figure(f"plans.drawn{suffix}", drawn, SCOPE, denominator=1000),
        count_figure(f"plans.audited{suffix}", audited, SCOPE, denominator=drawn),
        proportion_figure(f"plans.not_graded{suffix}", not_graded, audited, SCOPE),
        proportion_figure(f"plans.effective{suffix}", grades[0] + grades[1], graded, SCOPE),
        *(
            proportion_figure(f"grade.{name}{suffix}", count, graded, SCOPE)
            for name, count in zip(GRADES, grades, strict=True)
        ),
        mean_figure(f"score.overall{suffix}", graded, 60.0 * graded, 3700.0 * graded, SCOPE),
    ]


def of_sample(grades: Sequence[int], not_graded: int, unaudited: int, suffix: str = "") -> dict[str, int]:
    """The same counts by the names that a reader gives them."""
    graded = sum(grades)
    audited, effective = graded + not_graded, grades[0] + grades[1]
    counts = {f"grade.{name}": count for name, count in zip(GRADES, grades, strict=True)}
    counts |= {f"not grade.{name}": graded - count for name, count in zip(GRADES, grades, strict=True)}
    counts |= {
        "plans.drawn": audited + unaudited, "plans.audited": audited, "unaudited": unaudited,
        "plans.not_graded": not_graded, "graded": graded, "plans.effective": effective,
        "not effective": graded - effective,
    }  # fmt: skip
    return {name + suffix: count for name, count in counts.items()}


def sums_of_sample(suffix: str = "") -> list[Equation]:
    parts = {f"grade.{name}": 1 for name in GRADES}
    sums = [
        {"plans.audited": 1, "unaudited": 1, "plans.drawn": -1},
        {"plans.not_graded": 1, "graded": 1, "plans.audited": -1},
        parts | {"graded": -1},
        {"grade.outstanding": 1, "grade.good": 1, "plans.effective": -1},
        {"plans.effective": 1, "not effective": 1, "graded": -1},
        *({f"grade.{name}": 1, f"not grade.{name}": 1, "graded": -1} for name in GRADES),
    ]
    return [({name + suffix: factor for name, factor in one.items()}, 0) for one in sums]


DENOMINATORS = {
    "plans.audited": "plans.drawn", "plans.not_graded": "plans.audited", "plans.effective": "graded",
    "score.overall": "graded", **{f"grade.{name}": "graded" for name in GRADES},
    INCLUDING: "final", "timeliness.exceptions": "final", "timeliness.average_weeks": "final",
    EXCLUDING: "final, no exception", "actions.overdue": "actions.open",
    **{f"actions.{colour}": "actions.open" for colour in ("green", "amber", "red", "grey")},
}  # fmt: skip


def printed(figures: Iterable[Figure]) -> dict[str, int]:
    """Every count that the published figures print, by the reader's names."""
    seen: dict[str, int] = {}
    for figure in figures:
        asked = FigureId.parse(figure.id)
        if figure.numerator is not None:
            seen[figure.id] = int(figure.numerator)
        if figure.denominator is not None and asked.base in DENOMINATORS:
            seen[DENOMINATORS[asked.base] + asked.suffix] = int(figure.denominator)
    return seen


def assert_nothing_small_follows(published: Sequence[Figure], counts: dict[str, int], sums: Sequence[Equation]) -> None:
    """A reader who knows every definition, and which of the hidden counts are small, finds none of them."""
    seen = printed(published)
    if not seen:
        return  # nothing is left from which to work anything out
    bounds: Bounds = {}
    for name, count in counts.items():
        small = 1 <= count <= 5
        assert not (small and name in seen), name
        bounds[name] = (count, count) if name in seen else ((1, 5) if small else (0, MOST))
    for name, count in counts.items():
        if 1 <= count <= 5:
            assert could_be_other(name, count, sums, bounds), (name, counts, seen)


@settings(max_examples=60)
@given(GRADE_COUNTS, st.integers(0, 7), st.integers(0, 7))
def test_no_small_grade_count_follows_from_a_public_report(
    grades: tuple[int, ...], not_graded: int, unaudited: int
) -> None:
    published = apply_audience(sample_figures(grades, not_graded, unaudited), "public")
    assert_nothing_small_follows(published, of_sample(grades, not_graded, unaudited), sums_of_sample())


@settings(max_examples=25)
@given(st.lists(st.tuples(GRADE_COUNTS, st.integers(0, 3)), min_size=2, max_size=4))
def test_no_small_count_follows_from_a_public_table_of_teams(teams: list[tuple[tuple[int, ...], int]]) -> None:
    whole = [sum(column) for column in zip(*(grades for grades, _ in teams), strict=True)]
    ungraded = sum(count for _, count in teams)
    figures, counts, sums = sample_figures(whole, ungraded), of_sample(whole, ungraded, 0), sums_of_sample()
    for number, (grades, count) in enumerate(teams):
        suffix = f"@team=team {number}"
        figures += sample_figures(grades, count, 0, suffix)
        counts |= of_sample(grades, count, 0, suffix)
        sums += sums_of_sample(suffix)
    suffixes = [f"@team=team {number}" for number in range(len(teams))]
    sums += [({name: -1, **{name + suffix: 1 for suffix in suffixes}}, 0) for name in of_sample(whole, 0, 0)]
    assert_nothing_small_follows(apply_audience(figures, "public"), counts, sums)


@given(FEW, FEW, FEW, FEW)
def test_no_small_count_follows_from_the_two_ways_to_count_twenty_weeks(
    on_time: int, late: int, on_time_exception: int, late_exception: int
) -> None:
    counts = {
        INCLUDING: on_time + on_time_exception, EXCLUDING: on_time, "final, no exception": on_time + late,
        "timeliness.exceptions": on_time_exception + late_exception, "late": late + late_exception,
        "final": on_time + late + on_time_exception + late_exception, "late, no exception": late,
        "on time, exception": on_time_exception, "late, exception": late_exception,
    }  # fmt: skip
    final = counts["final"]
    published = apply_audience(
        [
            proportion_figure(INCLUDING, counts[INCLUDING], final, SCOPE),
            proportion_figure(EXCLUDING, on_time, on_time + late, SCOPE),
            proportion_figure("timeliness.exceptions", counts["timeliness.exceptions"], final, SCOPE),
            mean_figure("timeliness.average_weeks", final, 21.0 * final, 450.0 * final, SCOPE),
        ],
        Audience.PUBLIC,
    )
    sums: list[Equation] = [
        ({INCLUDING: 1, "late": 1, "final": -1}, 0),
        ({EXCLUDING: 1, "late, no exception": 1, "final, no exception": -1}, 0),
        ({"timeliness.exceptions": 1, "final, no exception": 1, "final": -1}, 0),
        ({EXCLUDING: 1, "on time, exception": 1, INCLUDING: -1}, 0),
        ({"on time, exception": 1, "late, exception": 1, "timeliness.exceptions": -1}, 0),
    ]
    assert_nothing_small_follows(published, counts, sums)


@given(st.tuples(FEW, FEW, FEW, FEW, FEW))
def test_no_small_count_follows_from_the_colours_of_actions(colours: tuple[int, ...]) -> None:
    names = [f"actions.{colour}" for colour in ("green", "amber", "red", "grey")]
    counts = dict(zip([*names, "no checkpoint"], colours, strict=True)) | {"actions.open": sum(colours)}
    figures = [count_figure("actions.open", sum(colours), SCOPE)]
    figures += [count_figure(name, counts[name], SCOPE, denominator=sum(colours)) for name in names]
    sums: list[Equation] = [(dict.fromkeys([*names, "no checkpoint"], 1) | {"actions.open": -1}, 0)]
    counts |= {f"not {name}": sum(colours) - counts[name] for name in names}
    sums += [({name: 1, f"not {name}": 1, "actions.open": -1}, 0) for name in names]
    assert_nothing_small_follows(apply_audience(figures, "public"), counts, sums)


def by_id(figures: Iterable[Figure]) -> dict[str, Figure]:
    return {figure.id: figure for figure in figures}


def withheld_ids(figures: Iterable[Figure]) -> set[str]:
    return {figure.id for figure in figures if figure.withheld}


def test_the_public_loses_a_small_grade_and_the_next_smallest() -> None:
    public = by_id(apply_audience(sample_figures((3, 25, 20, 0)), "public"))
    assert withheld_ids(public.values()) == {"grade.outstanding", "grade.good"}
    gone = public["grade.outstanding"]
    assert (gone.value, gone.numerator, gone.lower, gone.upper, gone.denominator) == (None, None, None, None, 48)
    assert (gone.withheld, gone.reason, gone.audience) == ("c", WITHHELD_PUBLIC, "public")
    assert public["grade.inadequate"].numerator == 0


def test_a_few_unaudited_plans_cost_the_public_the_draw_and_not_the_grades() -> None:
    public = apply_audience(sample_figures((8, 19, 12, 6), unaudited=3), "public")
    assert withheld_ids(public) == {"plans.drawn", "plans.audited"}


def test_large_numbers_stay_as_they_are_for_the_public() -> None:
    figures = sample_figures((8, 19, 12, 6), unaudited=9)
    public = apply_audience(figures, "public")
    assert not withheld_ids(public)
    assert [one.value for one in public] == [one.value for one in figures]


@pytest.mark.parametrize(
    ("scored", "sound", "goes"), [(40, 20, False), (40, 3, True), (40, 37, True), (5, 0, True), (40, 0, False)]
)
def test_a_markers_mean_goes_with_its_sound_plans(scored: int, sound: int, goes: bool) -> None:
    public = apply_audience(
        [
            mean_figure("marker.C1.mean", scored, 1.5 * scored, 3.0 * scored, SCOPE),
            proportion_figure("marker.C1.sound", sound, scored, SCOPE),
        ],
        "public",
    )
    assert withheld_ids(public) == ({"marker.C1.mean", "marker.C1.sound"} if goes else set())


def test_the_score_of_a_section_with_one_marker_goes_with_that_marker() -> None:
    def section(*markers: str) -> set[str]:
        figures = [mean_figure("score.section.H1", 40, 2000, 120_000, SCOPE)]
        figures += [proportion_figure(f"marker.{marker}.sound", 3, 40, SCOPE) for marker in markers]
        return withheld_ids(apply_audience(figures, "public"))

    assert section("H1a", "H2a") == {"score.section.H1", "marker.H1a.sound", "marker.H2a.sound"}
    assert section("H1a", "H1b") == {"marker.H1a.sound", "marker.H1b.sound"}


def test_so_it_is_in_a_framework_with_sections_of_its_own() -> None:
    scores = [mean_figure(f"score.section.{id_}", 40, 2000, 120_000, SCOPE) for id_ in ("A", "AR")]
    sound = [proportion_figure(f"marker.{id_}.sound", 3, 40, SCOPE) for id_ in ("A1", "A2", "AR1")]
    shown = apply_audience([*scores, *sound], "public")
    assert {one.id for one in shown if one.withheld} == {"score.section.AR", *(one.id for one in sound)}


@pytest.mark.parametrize(("plans", "goes"), [(0, False), (1, True), (5, True), (6, False)])
def test_a_mean_of_one_to_five_plans_is_withheld_from_the_public(plans: int, goes: bool) -> None:
    (public,) = apply_audience([mean_figure("score.section.B", plans, 60 * plans, 3700 * plans, SCOPE)], "public")
    assert (public.withheld == "c") == goes
    assert (public.denominator is None) == goes


def test_a_shared_denominator_that_goes_takes_its_figures_with_it() -> None:
    figures = [
        count_figure("thread.needs", 4, SCOPE),
        clustered_figure("thread.needs_without_outcome", clusters([(0, 2), (0, 2)]), SCOPE),
    ]
    assert withheld_ids(apply_audience(figures, "public")) == {"thread.needs", "thread.needs_without_outcome"}


def test_figures_that_disagree_on_a_shared_count_are_judged_each_by_its_own() -> None:
    figures = [
        proportion_figure("grade.good", 20, 40, SCOPE),
        proportion_figure("plans.effective", 30, 60, SCOPE),
    ]
    assert not withheld_ids(apply_audience(figures, "public"))


def test_the_public_sees_no_table_of_two_breakdowns() -> None:
    figure = proportion_figure("grade.good@team=North@need=ASD", 20, 40, SCOPE)
    (public,) = apply_audience([figure], "public")
    assert (public.withheld, public.reason, public.denominator) == ("c", ONE_WAY, None)


def test_a_public_note_tells_no_count() -> None:
    figure = proportion_figure(
        "plans.effective", 20, 40, SCOPE, note="2 Not graded; one round was not sealed", draw=Draw(40, 100)
    )
    (public,) = apply_audience([figure], "public")
    assert public.note == (
        "Left out: Not graded; one round was not sealed; "
        "Corrected for a draw of more than a tenth of its frame: 95 % interval 38 to 62 %"
    )
    (gone,) = apply_audience([proportion_figure("plans.effective", 2, 40, SCOPE, draw=Draw(40, 100))], "public")
    assert gone.note == "Left out: Not graded"


def test_a_figure_that_could_not_be_computed_keeps_its_reason_for_everyone() -> None:
    figure = missing_figure("timeliness.advice_6_weeks.health", SCOPE, "No dates.", withheld="x")
    for audience in Audience:
        (shown,) = apply_audience([figure], audience)
        assert (shown.withheld, shown.reason, shown.audience) == ("x", "No dates.", str(audience))


def test_the_group_sees_everything() -> None:
    figures = sample_figures((1, 2, 1, 0), suffix="@team=North")
    assert apply_audience(figures, "group") == tuple(figures)


def test_a_board_sees_the_samples_own_counts_however_small() -> None:
    board = apply_audience(sample_figures((1, 2, 2, 1)), "board")
    assert not withheld_ids(board)
    assert {figure.audience for figure in board} == {"board"}


def team_figures(**teams: int) -> list[Figure]:
    sizes = {"": sum(teams.values())} | {f"@team={name}": size for name, size in teams.items()}
    return [proportion_figure(f"plans.effective{suffix}", size // 2, size, SCOPE) for suffix, size in sizes.items()]


def test_a_board_sees_no_group_of_under_six_plans_nor_what_would_give_it_away() -> None:
    board = by_id(apply_audience(team_figures(North=20, South=14, East=5, West=9), "board"))
    assert withheld_ids(board.values()) == {"plans.effective@team=East", "plans.effective@team=West"}
    gone = board["plans.effective@team=East"]
    assert (gone.value, gone.numerator, gone.denominator, gone.lower) == (None, None, None, None)
    assert (gone.withheld, gone.reason) == ("c", WITHHELD_BOARD)


def test_one_sentence_replaces_a_boards_table_of_mostly_small_groups() -> None:
    board = apply_audience(team_figures(North=20, South=4, East=3), "board")
    assert withheld_ids(board) == {f"plans.effective@team={team}" for team in ("North", "South", "East")}
    assert {figure.reason for figure in board if figure.withheld} == {WITHHELD_TABLE}
    assert board[0].value is not None


def test_the_size_of_a_boards_group_is_given_where_the_figure_does_not_count_plans() -> None:
    figure = clustered_figure("outcomes.smart@team=North", clusters([(3, 9), (2, 8)]), SCOPE)
    others = [
        clustered_figure(f"outcomes.smart@team={team}", clusters([(30, 50), (20, 40)]), SCOPE)
        for team in ("South", "East")
    ]
    groups = {"@team=North": 2, "@team=South": 20, "@team=East": 20}
    board = apply_audience([figure, *others], "board", groups)
    assert withheld_ids(board) == {"outcomes.smart@team=North"}
    with_total = apply_audience([figure, *others], "board", groups | {"": 42})
    assert len(withheld_ids(with_total)) == 3
    with pytest.raises(ValueError, match="How many plans stand behind"):
        apply_audience([figure], "board")


def test_a_group_size_given_goes_before_the_figures_own_denominator() -> None:
    figures = team_figures(North=5, South=14, East=20, West=22)
    board = apply_audience(
        figures, "board", {"@team=North": 8, "": 58, "plans.effective@team=South": 3, "@team=East": 25}
    )
    assert withheld_ids(board) == {"plans.effective@team=South", "plans.effective@team=North"}


def test_an_unknown_audience_is_refused() -> None:
    with pytest.raises(ValueError, match="press"):
        apply_audience([], "press")
