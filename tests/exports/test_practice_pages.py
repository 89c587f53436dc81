"""Challenges and good practice on the page: when it was decided, both grades, words with their plan."""

from dataclasses import replace
from datetime import date

import pytest
from export_builders import content, plan

from exports.challenges import ChallengeTold
from exports.document import Paragraph, Quote, Table
from exports.pages.practice import challenges, good_practice

CHALLENGE = ChallengeTold(
    "CK-0412", "North", date(2026, 9, 16), date(2026, 9, 21), "Ann", "Inadequate", "Good", "because", is_in_time=True
)


@pytest.mark.parametrize(
    ("one", "said", "late"),
    [
        (CHALLENGE, "21 September 2026, within 5 days", "none of them"),
        (replace(CHALLENGE, decided_on=date(2026, 9, 22), is_in_time=False), "22 September 2026, later", "1 of them"),
        (replace(CHALLENGE, submitted_on=None, is_in_time=None), "21 September 2026", "none of them"),
    ],
)
def test_a_decision_says_whether_it_came_within_five_days(one: ChallengeTold, said: str, late: str) -> None:
    blocks = list(challenges(content(challenges=(one,))))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert table.rows[0][2] == said
    assert table.rows[0][4] == "Good instead of Inadequate"
    assert any(isinstance(block, Paragraph) and late in block.text for block in blocks)


def test_good_practice_is_quoted_with_its_plan_and_only_where_there_are_plans() -> None:
    quotes = [block for block in good_practice(content()) if isinstance(block, Quote)]
    assert [(one.text, one.place) for one in quotes] == [
        ("I like maths.", "CK-0412, Section A"), ("I like maths.", "CK-0007, Section A"),
    ]  # fmt: skip
    assert list(good_practice(content([plan(good_practice=())]))) == []
    assert list(challenges(content([]))) == []
