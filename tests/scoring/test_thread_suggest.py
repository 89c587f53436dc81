"""Links are suggested where the plan's rows or words tell, with why, and only where one partner stands out."""

import pytest

from resources.thread import concepts_text
from scoring.thread.concepts import concepts_of
from scoring.thread.model import Item, ItemRole, Link
from scoring.thread.suggest import SuggestedLink, suggest

VOCABULARY = concepts_of(concepts_text())
NEEDS = ("Sam finds it hard to decode words.", "Sam walks unsteadily and tires on stairs.", "Sam worries at night.")
OUTCOMES = ("By July Sam will read a page aloud.", "By July Sam will walk to the shop.", "Sam will sleep alone.")
LINES = ("Daily phonics with a teaching assistant.", "Weekly physiotherapy.", "A lamp.")


def board(*, lines: tuple[str, ...] = LINES, outcomes: tuple[str, ...] = OUTCOMES) -> list[Item]:
    return [
        *(Item(f"n{at}", ItemRole.NEED, "B", words) for at, words in enumerate(NEEDS)),
        *(Item(f"o{at}", ItemRole.OUTCOME, "E", words) for at, words in enumerate(outcomes)),
        *(Item(f"l{at}", ItemRole.PROVISION, "F", words) for at, words in enumerate(lines)),
    ]


def suggested(
    items: list[Item], *links: tuple[str, str], rows: dict[str, str] | None = None
) -> dict[str, SuggestedLink]:
    found = suggest(items, rows or {}, [Link(*pair) for pair in links], VOCABULARY)
    return {f"{one.link.first} {one.link.second}": one for one in found}


def test_words_about_the_same_thing_suggest_a_link_and_are_shown() -> None:
    found = suggested(board())
    assert {"n0 o0", "n1 o1", "o0 l0", "o1 l1"} <= set(found)
    assert found["o0 l0"].why == "Both speak of reading (“read”, “phonics”)."
    assert all(0 < one.strength < 1 and one.origin == "words" for one in found.values())


def test_a_line_that_says_nothing_of_the_kind_is_linked_to_nothing() -> None:
    assert not any(pair.endswith("l2") for pair in suggested(board()))


def test_a_line_as_like_two_outcomes_is_suggested_for_neither() -> None:
    outcomes = ("Sam will read a page aloud.", "Sam will read a list aloud.", "Sam will sleep alone.")
    assert not any(pair.endswith("l0") for pair in suggested(board(outcomes=outcomes)))


def test_what_the_need_of_an_outcome_speaks_of_counts_for_the_outcome() -> None:
    outcomes = ("By July Sam will enjoy a comic.", *OUTCOMES[1:])
    assert "o0 l0" not in suggested(board(outcomes=outcomes))
    linked = suggested(board(outcomes=outcomes), ("n0", "o0"))
    assert linked["o0 l0"].why == (
        "The need of this outcome speaks of what this line does: reading (“decode”, “phonics”)."
    )


def test_the_name_of_the_child_and_words_of_any_line_tell_nothing() -> None:
    lines = ("By July Sam will have support every day with a teacher.", "Sam.", "In July, weekly, a session.")
    assert not any(" l" in pair for pair in suggested(board(lines=lines)))


def test_a_link_that_was_made_leaves_the_outcomes_other_lines_to_be_suggested() -> None:
    items = board(lines=(*LINES[:2], "A page is read aloud to a mentor."))
    assert "o0 l2" in suggested(items)
    after = suggested(items, ("o0", "l0"))
    assert "o0 l2" in after
    assert "o0 l0" not in after


def test_a_row_settles_what_words_would_say() -> None:
    rows = {"n0": "r1", "o1": "r1", "l2": "r1"}
    found = suggested(board(), rows=rows)
    assert {"n0 o1", "o1 l2"} == {pair for pair, one in found.items() if one.origin == "row"}
    assert "n0 o0" not in found


@pytest.mark.parametrize(
    ("words", "concept", "sure"),
    [
        ("She reads.", "reading", 1.0),
        ("He has many books.", "reading", 0.5),
        ("Speech sounds are unclear.", "speech", 1.0),
        ("A standing-frame is used.", "gross_motor", 1.0),
    ],
)
def test_a_word_says_a_concept_or_hints_at_it(words: str, concept: str, sure: float) -> None:
    assert VOCABULARY.weighed(words)[concept][1] == sure


@pytest.mark.parametrize("text", ["", "concepts = 3 [", "[concepts]"])
def test_a_vocabulary_that_states_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="list of concepts"):
        concepts_of(text)
