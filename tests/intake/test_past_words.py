"""What the words of audit sheets mean: a table of cases, and rules that hold for every word and scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.intake.past_words import (
    LEVELS,
    Sureness,
    answer_of,
    folded_word,
    grade_meanings,
    level_meanings,
    number_scale,
    reversed_answer,
)
from forms.model import Grade, NotScore
from resources.past_audits import level_words

WORDS = level_words()


@pytest.mark.parametrize(
    ("word", "means", "sureness"),
    [
        ("Yes", "3", Sureness.SURE),
        ("FULLY MET", "3", Sureness.SURE),
        ("fully-met.", "3", Sureness.SURE),
        ("Mostly", "2", Sureness.SURE),
        ("Partly met", "1", Sureness.SURE),
        ("No", "0", Sureness.SURE),
        ("Non-compliant", "0", Sureness.SURE),
        ("N/A", "NA", Sureness.SURE),
        ("n/a - child is 5", "NA", Sureness.DOUBTFUL),
        ("Unable to judge", "NE", Sureness.SURE),
        ("TBC", "", Sureness.SURE),
        ("No evidence", "0", Sureness.DOUBTFUL),
        ("Yes, but not specific", "3", Sureness.DOUBTFUL),
        ("2 - Partial", "2", Sureness.LIKELY),
        ("3: strong", "3", Sureness.LIKELY),
        ("1.5", None, Sureness.NONE),
        ("Perhaps", None, Sureness.NONE),
        ("See comment", None, Sureness.NONE),
    ],
)
def test_a_word_is_a_level_with_how_certain_it_is(word: str, means: str | None, sureness: Sureness) -> None:
    found = level_meanings([word], WORDS)[word]
    assert (found.means, found.sureness) == (means, sureness)
    assert found.why.endswith(".")


@pytest.mark.parametrize(
    ("numbers", "levels"),
    [
        ("0 1 2 3", "0 1 2 3"),
        ("1 2 3", "1 2 3"),
        ("0 1", "0 3"),
        ("0 1 2", "0 1 3"),
        ("1 2 3 4", "0 1 2 3"),
        ("1 2 3 4 5", "0 0 1 2 3"),
        ("0 5 10", "0 1 3"),
    ],
)
def test_numbers_are_levels_of_0_to_3_or_spread_over_them(numbers: str, levels: str) -> None:
    found = number_scale(numbers.split())
    assert [found[number].means for number in numbers.split()] == levels.split()


def test_one_number_alone_is_asked_about() -> None:
    assert number_scale(["7"])["7"].means is None


@pytest.mark.parametrize(
    ("word", "grade"),
    [
        ("Outstanding", "outstanding"),
        ("good", "good"),
        ("RI", "requires_improvement"),
        ("Requires Improvement", "requires_improvement"),
        ("Inadequate", "inadequate"),
        ("Good with outstanding features", "good"),
        ("1", "outstanding"),
        ("4", "inadequate"),
        ("N/A", "not_graded"),
        ("Splendid", None),
    ],
)
def test_a_word_is_a_grade(word: str, grade: str | None) -> None:
    assert grade_meanings([word], WORDS)[word].means == grade


def test_every_shipped_word_means_one_thing_and_is_written_as_it_is_compared() -> None:
    for words, allowed in ((WORDS.levels, LEVELS), (WORDS.grades, [grade.value for grade in Grade])):
        for word, means in words.items():
            assert folded_word(word) == word
            assert means in allowed
    assert set(WORDS.doubtful) <= {*WORDS.levels, *WORDS.grades}


@given(st.text(max_size=30))
def test_case_spaces_and_hyphens_make_no_other_word(text: str) -> None:
    folded = folded_word(text)
    assert folded_word(f"  {text.upper().lower()} ") == folded_word(text.upper().lower())
    assert folded_word(folded) == folded or folded.endswith((".", "!"))


@given(st.lists(st.integers(0, 100), min_size=2, unique=True))
def test_a_higher_number_is_never_a_lower_level_and_the_highest_is_the_best(numbers: list[int]) -> None:
    found = number_scale([str(number) for number in numbers])
    levels = [int(found[str(number)].means or 0) for number in sorted(numbers)]
    assert levels == sorted(levels)
    assert levels[-1] == 3


@pytest.mark.parametrize("means", LEVELS)
def test_turning_round_twice_changes_nothing(means: str) -> None:
    answer = answer_of(means)
    assert reversed_answer(reversed_answer(answer)) == answer
    assert isinstance(answer, int) == means.isdigit()
    assert (answer is NotScore.NA) == (means == "NA")
