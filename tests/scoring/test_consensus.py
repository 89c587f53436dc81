"""Which cells of a round must be talked through, in tables and against trying every choice by force."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.model import Answer, Framework, Grade, NotScore, read_framework
from resources.frameworks import framework_text, resolve
from scoring.consensus import Cell, CellKind, Closeness, Vote, cells_of, closeness, middle
from scoring.grade import Grader, grade

NA, NE = NotScore.NA, NotScore.NE
CORE = read_framework(framework_text("core-42"), resolve)
AGENCIES = ("education", "health", "social_care", "parent_carer", "education")


def framework_of(*markers: str) -> Framework:
    return CORE.only(markers)


def votes(*answers: Answer, agencies: Sequence[str] = AGENCIES) -> tuple[Vote, ...]:
    """What so many members gave; None is left out."""
    return tuple(Vote(f"member {at}", agencies[at], answer) for at, answer in enumerate(answers) if answer is not None)


def one_cell(*answers: Answer, marker: str = "A4", agencies: Sequence[str] = AGENCIES) -> Cell:
    """The cell of one marker in a plan whose other markers leave no doubt about its grade."""
    given: dict[str, Sequence[Vote]] = {one.id: votes(2, 2) for one in CORE.markers}
    given[marker] = votes(*answers, agencies=agencies)
    found = cells_of(Grader(CORE), given)
    return next(cell for cell in found if cell.marker == marker)


@pytest.mark.parametrize(
    ("answers", "kind", "gap"),
    [
        ((2, 2, 2), CellKind.AGREED, 0),
        ((NA, NA), CellKind.AGREED, 0),
        ((NE, NE, NE), CellKind.AGREED, 0),
        ((3, 2), CellKind.CLOSE, 1),
        ((0, 1, 1), CellKind.CLOSE, 1),
        ((3, 1), CellKind.WIDE, 2),
        ((0, 3, 2), CellKind.WIDE, 3),
        ((0, 3, NE), CellKind.WIDE, 3),
        ((2, NE), CellKind.MIXED, 0),
        ((2, 3, NA), CellKind.MIXED, 1),
        ((NA, NE), CellKind.MIXED, 0),
        ((None, 1), CellKind.SINGLE, 0),
        ((NE,), CellKind.SINGLE, 0),
        ((), CellKind.NOBODY, 0),
    ],
)
def test_cell_is_told_by_how_far_its_answers_lie_apart(answers: tuple[Answer, ...], kind: CellKind, gap: int) -> None:
    cell = one_cell(*answers)
    assert (cell.kind, cell.gap, cell.grades) == (kind, gap, ())
    assert cell.kind.must_talk == (kind in (CellKind.WIDE, CellKind.MIXED))


def test_two_members_of_one_agency_who_agree_are_one_agency_and_who_differ_are_talked_through() -> None:
    both = ("health", "health")
    assert one_cell(2, 2, agencies=both).kind is CellKind.SINGLE
    assert one_cell(2, 3, agencies=both).kind is CellKind.CLOSE
    assert one_cell(0, 3, agencies=both).kind is CellKind.WIDE


def test_one_level_apart_is_talked_through_where_it_changes_the_grade() -> None:
    given = {marker.id: votes(2, 2) for marker in CORE.markers} | {"W1": votes(1, 2)}
    cell = cells_of(Grader(CORE), given)[0]
    assert (cell.marker, cell.kind, cell.grades) == ("W1", CellKind.GRADE, (Grade.GOOD, Grade.REQUIRES_IMPROVEMENT))


def test_wide_cell_tells_the_grades_that_hang_on_it() -> None:
    given = {marker.id: votes(2, 2) for marker in CORE.markers} | {"W1": votes(0, 3, 1)}
    cell = cells_of(Grader(CORE), given)[0]
    assert (cell.kind, cell.gap) == (CellKind.WIDE, 3)
    assert cell.grades == (Grade.GOOD, Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE)


def test_marker_out_by_rule_is_nobody_s_business() -> None:
    found = {cell.marker: cell.kind for cell in cells_of(Grader(framework_of("C2", "G1")), {}, {"C2"})}
    assert found == {"C2": CellKind.BY_RULE, "G1": CellKind.NOBODY}


def test_answer_given_at_a_marker_out_by_rule_stands() -> None:
    found = cells_of(Grader(framework_of("C2")), {"C2": votes(2)}, {"C2"})
    assert [cell.kind for cell in found] == [CellKind.SINGLE]


def test_unknown_marker_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no marker Z9"):
        cells_of(Grader(CORE), {"Z9": votes(1)})


def test_meeting_takes_the_widest_gap_first_then_limiting_then_weight() -> None:
    given: Mapping[str, Sequence[Vote]] = {
        **{marker.id: votes(2, 2) for marker in CORE.markers},
        "A4": votes(0, 2),
        "A3": votes(0, 2),
        "A1": votes(0, 2),
        "B2": votes(0, 3),
        "E5": votes(2, NE),
        "W6": votes(2, 3),
        "W3": votes(2),
        "J1": (),
    }
    found = [(cell.marker, cell.kind) for cell in cells_of(Grader(CORE), given)]
    first = [("B2", "wide"), ("A1", "wide"), ("A3", "wide"), ("A4", "wide"), ("E5", "mixed")]
    assert found[: len(first)] == first
    assert found[5:8] == [("J1", "nobody"), ("W6", "close"), ("W3", "single")]
    assert {kind for _, kind in found[8:]} == {"agreed"}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [((3, 0, 1), 1), ((2, 3), 2), ((NA, 3), 3), ((NA, NE), NE), ((NA, NA), NA), ((), None)],
)
def test_middle_is_the_lower_median_of_scores(answers: tuple[Answer, ...], expected: Answer) -> None:
    assert middle(votes(*answers)) == expected


SMALL = framework_of("W1", "B1", "F1", "C1", "A4", "E1")
GIVEN = st.fixed_dictionaries(
    {
        marker.id: st.lists(st.tuples(st.sampled_from(AGENCIES), st.sampled_from([0, 1, 2, 3, NA, NE])), max_size=4)
        for marker in SMALL.markers
    }
)
Given = dict[str, list[tuple[str, int | NotScore]]]


def voted(given: Given) -> dict[str, tuple[Vote, ...]]:
    return {
        marker: tuple(Vote(f"{agency} {at}", agency, answer) for at, (agency, answer) in enumerate(found))
        for marker, found in given.items()
    }


def summary(found: Sequence[Cell]) -> list[tuple[object, ...]]:
    return [(cell.marker, cell.kind, cell.gap, cell.grades, sorted(map(str, cell.answers))) for cell in found]


@given(GIVEN, st.randoms(use_true_random=False))
def test_order_of_members_changes_nothing(given: Given, random: Random) -> None:
    shuffled = {marker: random.sample(found, len(found)) for marker, found in given.items()}
    cells = partial(cells_of, Grader(SMALL))
    assert summary(cells(voted(given))) == summary(cells(voted(shuffled)))


@given(GIVEN)
def test_cell_of_one_answer_is_never_talked_through(given: Given) -> None:
    for cell in cells_of(Grader(SMALL), voted(given)):
        if len(cell.answers) < 2:
            assert not cell.kind.must_talk
            assert cell.grades == ()
        elif len({vote.agency for vote in cell.votes}) > 1:
            assert cell.kind not in (CellKind.SINGLE, CellKind.AGREED)


@given(GIVEN)
def test_grades_that_hang_on_a_cell_are_found_exactly(given: Given) -> None:
    def at_middle(found: list[tuple[str, int | NotScore]]) -> Answer:
        scores = sorted(answer for _, answer in found if isinstance(answer, int))
        if scores:
            return median_low(scores)
        return next((answer for answer in (NE, NA) if any(answer is other for _, other in found)), None)

    others: dict[str, Answer] = {marker: at_middle(found) for marker, found in given.items()}
    for cell in cells_of(Grader(SMALL), voted(given)):
        tried = {grade(SMALL, {**others, cell.marker: answer}).grade for _, answer in given[cell.marker]}
        assert set(cell.grades) == (tried if len(tried) > 1 else set())
        scores = [answer for _, answer in given[cell.marker] if isinstance(answer, int)]
        talked = len(tried) > 1 or (len(scores) > 1 and max(scores) - min(scores) >= 2)
        assert cell.kind.must_talk == (
            talked or len({isinstance(a, int) for a in cell.answers}) > 1 or {NA, NE} <= cell.answers
        )


@given(GIVEN)
def test_every_marker_has_one_cell_and_what_must_be_talked_through_comes_first(given: Given) -> None:
    found = cells_of(Grader(SMALL), voted(given))
    assert sorted(cell.marker for cell in found) == sorted(marker.id for marker in SMALL.markers)
    talked = [cell.kind.must_talk for cell in found]
    assert talked == sorted(talked, reverse=True)
    gaps = [cell.gap for cell in found if cell.kind.must_talk]
    assert gaps == sorted(gaps, reverse=True)


def test_closeness_counts_pairs_with_other_agencies_alone() -> None:
    cells = [votes(2, 3, NE), votes(1, 1, 3), (*votes(2), replace(votes(2)[0], member="another"))]
    assert closeness("education", cells) == Closeness(pairs=3, equal=1, within_one=2, gap=-3)
    assert closeness("coordinator", cells) == Closeness()
