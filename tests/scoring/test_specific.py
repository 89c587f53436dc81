"""What a line of provision gives and what an outcome says are found in their words, and nothing that is not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.wording import lexicon_text, phrases_text
from scoring.specific import ELEMENTS, TESTS, elements, outcome_hints
from scoring.wording import phrases_of
from scoring.wording.lexicon import lexicon_of

PHRASES = phrases_of(phrases_text())
LEXICON = lexicon_of(lexicon_text())

LINES = [
    (
        "A teaching assistant trained in precision teaching works with Sam individually for ten minutes every day in "
        "the quiet room, overseen by the SENCo, reviewed each term.",
        "what who group often long where oversight review",
    ),
    ("Access to support as required.", ""),
    ("Speech and language therapy: 6 sessions of 30 minutes each term by a therapist", "what who often long"),
    ("In a group of no more than four for 2 x 20 minutes per week.", "group often long"),
    ("Small group work on phonics 3 times a week, 20 minutes each", "what often long"),
    ("Swimming lessons weekly", "what often"),
    ("Regular input from the school nurse", "who"),
    ("One hour of individual music therapy per week", "what group often long"),
    ("Group work (max 4) for 40 mins weekly", "group often long"),
    ("A visual impairment specialist teacher will visit fortnightly for one hour.", "who often long"),
    ("A specialist buggy and a car seat.", "what"),
    ("An adult with experience of autism supports her at break each day.", "often where"),
    ("A hearing aid check each morning by a named teaching assistant.", "what who often"),
    ("Two rest periods of ten minutes a day", "what often long"),
    ("A residential trip for five nights with adult support.", "what long"),
    ("Reading recovery, five half-hour lessons a week", "what often long"),
    ("A sleep clinic appointment once in three months.", "what often"),
    ("Four visits to the new school in the summer term", "often where"),
    ("In class from 9 until 10.30 each day", "often long where"),
    ("A chair, and an annual review of it by the nurse", "what who review"),
]


@pytest.mark.parametrize(("line", "given_elements"), LINES)
def test_the_elements_of_a_line_are_found(line: str, given_elements: str) -> None:
    found = elements(line, PHRASES, LEXICON)
    assert [name for name in ELEMENTS if found.gives(name)] == given_elements.split()


def test_the_words_that_show_an_element_can_be_pointed_at() -> None:
    line = "With a teaching assistant for 20 minutes twice a week."
    found = elements(line, PHRASES, LEXICON).found
    assert [line[begin:end] for begin, end in found["who"]] == ["teaching assistant"]
    assert [line[begin:end] for begin, end in found["long"]] == ["20 minutes"]


@pytest.mark.parametrize(
    "line",
    [
        "A therapist works 1:1 with Sam once a week. The programme is reviewed termly by the SENCo.",
        "A therapist (HCPC registered) will see Sam. Two sessions are given each term.",
        "Daily support from staff. These resources, Eight sessions and Her strategies.",
    ],
)
def test_a_word_at_the_beginning_of_a_sentence_does_not_name_what_is_given(line: str) -> None:
    assert elements(line, PHRASES, LEXICON).found["what"] == ()


def test_a_name_of_one_word_before_its_kind_says_what_is_given() -> None:
    line = "Twice a week Sam follows the Arrow programme."
    assert [line[begin:end] for begin, end in elements(line, PHRASES, LEXICON).found["what"]] == ["Arrow"]


def test_a_number_word_is_a_whole_word() -> None:
    line = "Swimming approach each day"
    assert [line[begin:end] for begin, end in elements(line, PHRASES, LEXICON).found["often"]] == ["each day"]


@pytest.mark.parametrize(
    ("line", "countable"),
    [
        ("A laptop with word prediction", False),
        ("A low arousal approach in all lessons", False),
        ("A laptop for 20 minutes each day", True),
        ("Precision teaching", True),
        ("Ear defenders will be available in every lesson.", False),
        ("Ear defenders are worn every day, reviewed each term by the SENCo.", False),
        ("A low arousal approach is used in each lesson", False),
        ("A hearing aid check each morning by a named teaching assistant.", True),
        ("The seating is adjusted twice a term.", True),
    ],
)
def test_time_is_not_asked_of_equipment_and_approaches(line: str, countable: bool) -> None:
    assert elements(line, PHRASES, LEXICON).countable is countable


@pytest.mark.parametrize(
    ("line", "qualified"),
    [
        ("by a speech and language therapist", True),
        ("by a teaching assistant", False),
        ("by a teaching assistant trained in PECS", True),
        ("by staff trained in PECS", False),
    ],
)
def test_a_profession_or_a_training_is_a_qualification(line: str, qualified: bool) -> None:
    assert elements(line, PHRASES, LEXICON).qualified is qualified


def test_what_who_how_often_and_how_long_make_a_line_specific() -> None:
    whole = "A teaching assistant does phonics with Sam for 10 minutes daily."
    assert elements(whole, PHRASES, LEXICON).is_specific
    assert not elements(whole.replace("for 10 minutes", ""), PHRASES, LEXICON).is_specific


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("By July 2027 Sam will read 40 common words without help.", "specific measurable time_bound personal"),
        (
            "By the end of Key Stage 2, Ife will travel to school on 4 out of 5 days.",
            "specific measurable time_bound personal",
        ),
        ("Maren will be able to ask a friend to play", "specific personal"),
        ("Sam will improve his reading.", "personal"),
        ("Sam will be supported to access the curriculum.", ""),
        ("Within 12 months Sam will receive weekly speech therapy", "time_bound"),
    ],
)
def test_an_outcome_shows_the_tests_that_it_meets(words: str, met: str) -> None:
    hints = outcome_hints(words, LEXICON)
    assert [name for name in TESTS if hints[name].met] == met.split()


def test_words_cannot_tell_what_is_achievable_or_realistic() -> None:
    hints = outcome_hints("Sam will run 10 metres by May 2027.", LEXICON)
    assert hints["achievable"].met is hints["realistic"].met is None


@given(st.text(max_size=200))
def test_every_text_can_be_read_and_what_is_shown_lies_in_it(words: str) -> None:
    spans = [span for found in elements(words, PHRASES, LEXICON).found.values() for span in found]
    spans += [span for hint in outcome_hints(words, LEXICON).hints.values() for span in hint.spans]
    assert all(0 <= begin < end <= len(words) for begin, end in spans)
