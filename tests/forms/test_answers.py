"""What may stand in a cell, and the order of grades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.model import Answer, Grade, NotScore, answer_text, parse_answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("0", 0),
        ("1", 1),
        ("2", 2),
        (" 3 ", 3),
        ("NA", NotScore.NA),
        ("na", NotScore.NA),
        ("Ne", NotScore.NE),
        ("", None),
        ("  ", None),
    ],
)
def test_an_answer_is_read_from_its_text(text: str, answer: Answer) -> None:
    assert parse_answer(text) == answer
    assert type(parse_answer(text)) is type(answer)


@pytest.mark.parametrize("text", ["4", "-1", "3.0", "2.5", "N/A", "²", "٣", "yes", "00", "1 2", "None"])
def test_anything_else_is_refused_with_what_may_be_given(text: str) -> None:
    with pytest.raises(ValueError, match="Give 0, 1, 2 or 3, NA or NE"):
        parse_answer(text)


@given(st.one_of(st.none(), st.sampled_from(NotScore), st.integers(0, 3)))
def test_an_answer_written_and_read_is_the_same(answer: Answer) -> None:
    assert parse_answer(answer_text(answer)) == answer


def test_grades_rank_from_not_graded_to_outstanding() -> None:
    ranked = sorted(Grade, key=lambda grade: grade.rank)
    assert [grade.value for grade in ranked] == [
        "not_graded",
        "inadequate",
        "requires_improvement",
        "good",
        "outstanding",
    ]


def test_effective_means_good_or_better() -> None:
    assert [grade for grade in Grade if grade.effective] == [Grade.OUTSTANDING, Grade.GOOD]


def test_grades_have_the_usual_words() -> None:
    assert [grade.label for grade in Grade] == [
        "Outstanding",
        "Good",
        "Requires improvement",
        "Inadequate",
        "Not graded",
    ]
