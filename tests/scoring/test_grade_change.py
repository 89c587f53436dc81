"""What would change a grade, and what holds it back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.model import Answer, Framework, Grade, NotScore, read_framework
from resources.frameworks import framework_text, resolve
from scoring.change import WhatWouldChange, what_would_change
from scoring.grade import Grader, grade

NA, NE = NotScore.NA, NotScore.NE


@pytest.fixture(scope="module")
def weekly() -> Framework:
    return read_framework(framework_text("weekly-18"), resolve)


WEEKLY = read_framework(framework_text("weekly-18"), resolve)
GRADER = Grader(WEEKLY)


def answers_of(framework: Framework, everything: Answer, **others: Answer) -> dict[str, Answer]:
    answers: dict[str, Answer] = {marker.id: everything for marker in framework.markers}
    answers.update(others)
    return answers


def moves(found: WhatWouldChange) -> list[tuple[str, int, Grade]]:
    return [(change.marker, change.score, change.grade) for change in (*found.up, *found.down)]


def test_the_one_marker_that_holds_a_grade_back_is_named(weekly: Framework) -> None:
    found = what_would_change(weekly, answers_of(weekly, 3, F1=1))
    assert [(change.marker, change.score, change.grade) for change in found.up] == [("F1", 2, Grade.OUTSTANDING)]
    assert found.up[0].words == "F1 at 2 (Sound) instead of 1 (Partial): Outstanding."
    assert [one.limit for one in found.held_by] == ["limiting-weak"]
    assert found.words == ("A marker of legal content or quality is below 2: not Outstanding. Markers: F1.",)


def test_a_change_down_is_the_nearest_score_for_each_grade(weekly: Framework) -> None:
    found = what_would_change(weekly, answers_of(weekly, 3))
    assert found.up == ()
    assert [(c.score, c.grade) for c in found.down if c.marker == "W1"] == [
        (1, Grade.REQUIRES_IMPROVEMENT),
        (0, Grade.INADEQUATE),
    ]
    assert [(c.score, c.grade) for c in found.down if c.marker == "H1a"] == [(1, Grade.GOOD)]
    assert found.held_by == ()


def test_a_plan_held_by_two_limits_names_both_and_no_single_change(weekly: Framework) -> None:
    found = what_would_change(weekly, answers_of(weekly, 3, F1=0, W2=1))
    assert [one.limit for one in found.held_by] == ["stop-weak", "legal-absent", "limiting-weak"]
    assert found.up == ()


def test_a_marker_without_evidence_that_is_scored_may_raise_the_grade(weekly: Framework) -> None:
    found = what_would_change(weekly, answers_of(weekly, 3, C1=NE))
    assert [(change.marker, change.now, change.score) for change in found.up] == [("C1", NE, 2)]
    assert found.up[0].words == "C1 at 2 (Sound) instead of NE: Outstanding."


def test_a_marker_at_na_is_not_among_the_changes(weekly: Framework) -> None:
    found = what_would_change(weekly, answers_of(weekly, 3, W1=NA))
    assert "W1" not in {marker for marker, _, _ in moves(found)}


def test_a_plan_that_is_not_graded_says_how_many_scores_it_needs(weekly: Framework) -> None:
    found = what_would_change(weekly, answers_of(weekly, 3, F1=None, W1=NE, W6=None, K1=NE))
    assert "2 more markers need a score before the plan is graded." in found.words
    assert [one.limit for one in found.held_by] == ["unscored", "limiting-without-score"]
    one_short = what_would_change(weekly, answers_of(weekly, 3, F1=None, W1=NE, W6=None))
    assert "1 more marker needs a score before the plan is graded." in one_short.words
    assert {change.marker for change in one_short.up} == {"F1", "W1", "W6"}
    assert ("F1", 1, Grade.GOOD) in moves(one_short)
    assert "F1 at 1 (Partial) instead of no score: Good." in {change.words for change in one_short.up}


def test_nothing_scored_and_nothing_applicable_have_their_own_words(weekly: Framework) -> None:
    nothing = what_would_change(weekly, {})
    assert nothing.words == ("16 more markers need a score before the plan is graded.",)
    assert what_would_change(weekly, answers_of(weekly, NA)).words == ()
    assert grade(weekly, answers_of(weekly, NA)).limits[0].words == "No marker applies: Not graded."


def test_the_way_to_the_next_band_is_counted_in_points(weekly: Framework) -> None:
    found = what_would_change(weekly, answers_of(weekly, 2))
    assert found.words == ("The percentage reaches Outstanding (85 %) with 31 more of 168 weighted points.",)
    assert 100 * (112 + 31) >= 85 * 168 > 100 * (112 + 30)


ANSWERS = st.lists(
    st.sampled_from([0, 1, 2, 2, 2, 3, 3, 3, 3, NA, NE, None]), min_size=18, max_size=18
).map(lambda given_answers: dict(zip((m.id for m in WEEKLY.markers), given_answers, strict=True)))  # fmt: skip


@given(ANSWERS)
def test_every_change_does_what_it_says_and_none_is_left_out(answers: dict[str, Answer]) -> None:
    present = GRADER.grade(answers).grade
    found = what_would_change(WEEKLY, answers)
    for marker, score, becomes in moves(found):
        assert GRADER.grade(answers | {marker: score}).grade is becomes is not present
    named = {(marker, becomes) for marker, _, becomes in moves(found)}
    possible = {
        (marker.id, GRADER.grade(answers | {marker.id: score}).grade)
        for marker in WEEKLY.markers
        if answers[marker.id] != NA
        for score in range(4)
    }
    assert named == {(marker, becomes) for marker, becomes in possible if becomes is not present}
    assert all(change.grade.rank > present.rank for change in found.up)
    assert all(change.grade.rank < present.rank for change in found.down)
