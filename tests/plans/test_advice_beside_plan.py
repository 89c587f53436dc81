"""What an agency advised and the plan lacks, weakens or invents is listed with both texts, and little else is."""

from functools import cache

import pytest
from plan_corpus import PROVISION, Plan, plans
from plan_corpus_score import Tally

from audit_app.services.wording import shipped_lexicon, shipped_phrases
from resources.thread import concepts_text
from scoring.plan.advice import Difference, DifferenceKind, Vocabulary, compare
from scoring.plan.recommendations import recommendations
from scoring.plan.sections import sections_of
from scoring.plan.text import Address, Block, BlockKind, PlanText
from scoring.specific.amounts import minutes_a_week, times_a_week
from scoring.thread.concepts import concepts_of

GOAL = 0.9


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(shipped_phrases(), shipped_lexicon(), concepts_of(concepts_text()))


def text(*parts: str | tuple[tuple[str, ...], ...]) -> PlanText:
    """A document: "# " begins a heading, "- " a point of a list; a tuple of rows is a table."""
    blocks: list[Block] = []
    tables = 0
    for part in parts:
        if isinstance(part, str):
            kind = {"# ": BlockKind.HEADING, "- ": BlockKind.LIST_ITEM}.get(part[:2], BlockKind.PARAGRAPH)
            words = part if kind is BlockKind.PARAGRAPH else part[2:]
            blocks.append(Block(f"b{len(blocks) + 1}", kind, words, level=int(kind is not BlockKind.PARAGRAPH)))
            continue
        tables += 1
        for row, cells in enumerate(part, 1):
            for column, words in enumerate(cells, 1):
                at = Address(table=tables, row=row, column=column, paragraph=1)
                blocks.append(Block(f"b{len(blocks) + 1}", BlockKind.CELL, words, at))
    return PlanText("docx", tuple(blocks))


HEAD = ("Provision", "By whom", "Frequency", "Met need")
SPEECH = text(
    "# Speech and language therapy advice",
    "# Background",
    "Sam was seen in clinic and at school. He needs help with speech sounds.",
    "# Provision",
    (
        HEAD,
        ("Speech sound programme", "Speech and language therapist", "30 minutes, weekly", "Unclear speech"),
        ("Practice of speech sounds", "Teaching assistant trained by the therapist", "10 minutes daily", "Speech"),
        ("Colourful Semantics in a group of four", "HLTA", "20 minutes, three times a week", "Short sentences"),
        ("Visual timetable", "Class teacher", "At the start of each day", "Following routines"),
        ("Training in Makaton for all staff", "Speech and language therapist", "One hour each term", "Signing"),
    ),
)
SPEECH_PLAN = text(
    "# Section F: Special educational provision",
    "- Speech sound programme by the speech and language therapist, six sessions of 30 minutes per term.",
    "- Practice of speech sounds with a teaching assistant trained by the therapist, 10 minutes daily.",
    "- Colourful Semantics as required in a group.",
    "- The speech and language therapist provides a stammering clinic for an hour a month.",
    "- The class teacher goes through a visual timetable at the start of each day.",
    "- A reading buddy from Year 6 listens to Sam on Fridays.",
)


def told(found: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.advice.split(";")[0], one.plan[:20]) for one in found]


def test_what_is_lacking_weakened_and_invented_is_told_with_both_texts() -> None:
    assert told(compare(SPEECH, SPEECH_PLAN, sections_of(SPEECH_PLAN), vocabulary())) == [
        ("weakened", "Speech sound programme", "Speech sound program"),
        ("weakened", "Colourful Semantics in a group of four", "Colourful Semantics "),
        ("lacking", "Training in Makaton for all staff", ""),
        ("invented", "", "The speech and langu"),
    ]


def test_a_difference_says_why_and_where() -> None:
    first, second, lacking, invented = compare(SPEECH, SPEECH_PLAN, sections_of(SPEECH_PLAN), vocabulary())
    assert first.why == "It comes to 14 minutes a week, and the advice to 30 minutes."
    assert "does not say how often" in second.why
    assert "“as required”" in second.why
    assert first.section == "F"
    assert first.advice_places[0].words_in(SPEECH) == "Speech sound programme"
    assert [place.words_in(SPEECH_PLAN) for place in first.plan_places] == [first.plan]
    assert (lacking.plan, lacking.section, lacking.plan_places) == ("", "", ())
    assert invented.advice_places == ()


def test_the_same_words_make_no_difference() -> None:
    plan = text("# Section F: Special educational provision", "- Precision teaching, daily, with a teaching assistant.")
    advice = text("# Recommendations", "- Precision teaching, daily, with a teaching assistant.")
    assert compare(advice, plan, sections_of(plan), vocabulary()) == ()


def test_what_one_profession_recommends_is_not_answered_by_another() -> None:
    plan = text(
        "# Section F: Special educational provision",
        "- Precision teaching of phonics by a teaching assistant trained in it, individually for ten minutes daily.",
        "- A programme written by a speech and language therapist, run by a teaching assistant three times a week.",
        "- A teaching assistant talks through a visual timetable for ten minutes each morning.",
    )
    therapist = "A speech and language therapist will work with the pupil for 40 minutes every week in school."
    other = "An occupational therapist will review sensory needs each half term and write a programme for the school."
    advice = text("# Recommendations", f"- {therapist}", f"- {other}")
    found = compare(advice, plan, sections_of(plan), vocabulary())
    assert ("lacking", other, "") in told(found)


@pytest.mark.parametrize(
    ("advised", "provided", "why"),
    [
        ("Phonics for 20 minutes a day", "Phonics for 20 minutes a week", "20 minutes a week, and the advice to 100"),
        ("Phonics with a teacher each day", "Phonics each day", "does not say who"),
        ("Phonics, 20 minutes, daily", "Phonics, daily", "does not say how long"),
        ("Phonics three times a week", "Phonics twice a week", "“twice a week”, and the advice “three times a week”"),
        ("Phonics one to one", "Phonics", "ratio or group"),
        ("Phonics with a TA trained in it", "Phonics with a TA", "qualification or training"),
        ("Phonics every day", "Phonics every day where possible", "“where possible”"),
    ],
)
def test_each_way_of_weakening_is_told(advised: str, provided: str, why: str) -> None:
    advice, plan = text("# Recommendations", f"- {advised}"), text("# Section F", f"- {provided}")
    (found,) = compare(advice, plan, sections_of(plan), vocabulary())
    assert found.kind is DifferenceKind.WEAKENED
    assert why in found.why


@pytest.mark.parametrize(
    ("advised", "provided"),
    [
        ("Phonics for 20 minutes a week", "Phonics for 20 minutes a day"),
        ("Phonics twice a week for 15 minutes", "Phonics, two 15-minute sessions per week"),
        ("Phonics as required", "Phonics every day, as required"),
        ("Phonics", "Phonics with a teacher for 20 minutes daily"),
    ],
)
def test_as_much_or_more_is_no_weakening(advised: str, provided: str) -> None:
    advice, plan = text("# Recommendations", f"- {advised}"), text("# Section F", f"- {provided}")
    assert compare(advice, plan, sections_of(plan), vocabulary()) == ()


def test_recommendations_are_found_in_lists_sentences_and_sections() -> None:
    listed = text(
        "# Summary", "- Reads well.", "# Recommendations", "- One thing.", "2. Another thing.", "# Signed", "x"
    )
    assert [one.words for one in recommendations(listed)] == ["One thing.", "Another thing."]
    prose = text("Sam can read. I recommend a laptop. He should have a writing slope. He likes cats.")
    assert [one.words for one in recommendations(prose)] == ["I recommend a laptop.", "He should have a writing slope."]
    lettered = text("# Section F", "- A sensory diet each day.", "# Section G", "- Hearing tests.")
    assert [one.words for one in recommendations(lettered)] == ["A sensory diet each day.", "Hearing tests."]
    assert recommendations(text("Sam can read.")) == ()


def _lines(plan: Plan) -> list[str]:
    return [said.words for section in PROVISION for said in plan.lines_in(section)]


def _documents(plan: Plan, kept: list[str]) -> tuple[PlanText, PlanText]:
    advice = text("# Recommendations", *(f"- {words}" for words in _lines(plan)))
    return advice, text("# Section F: Special educational provision", *(f"- {words}" for words in kept))


def test_a_line_that_is_left_out_is_found_lacking_and_seldom_another() -> None:
    tally = Tally()
    for plan in plans():
        every = _lines(plan)
        for at, words in enumerate(every):
            advice, other = _documents(plan, [*every[:at], *every[at + 1 :]])
            found = compare(advice, other, sections_of(other), vocabulary())
            tally.count([f"{one.kind.value} {one.advice}" for one in found], [f"lacking {words}"], plan.key)
    assert tally.precision >= GOAL, "\n".join([str(tally), *tally.faults[:40]])
    assert tally.recall >= GOAL, "\n".join([str(tally), *tally.faults[:40]])


def test_a_line_that_loses_how_often_is_found_weakened_and_no_other() -> None:
    tally = Tally()
    for plan in plans():
        every = _lines(plan)
        for at, words in enumerate(every):
            less = shipped_lexicon().how_often.sub("", words)
            if less != words and shipped_lexicon().how_often.search(less) is None:
                advice, other = _documents(plan, [*every[:at], less, *every[at + 1 :]])
                found = compare(advice, other, sections_of(other), vocabulary())
                tally.count([f"{one.kind.value} {one.advice}" for one in found], [f"weakened {words}"], plan.key)
    assert tally.right > 60
    assert min(tally.precision, tally.recall) >= GOAL, "\n".join([str(tally), *tally.faults[:40]])


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("six sessions of 45 minutes per term", 45 * 6 / 13),
        ("2 x 1 hour per week", 120),
        ("15 minutes on four days a week", 60),
        ("half an hour, three times weekly", 90),
        ("30 minutes each fortnight", 15),
        ("every six weeks for an hour", 10),
        ("25 hours per week", 1500),
        ("10 minutes daily", 50),
        ("daily", None),
        ("20 minutes", None),
        ("", None),
    ],
)
def test_minutes_in_a_week_follow_from_the_words(words: str, minutes: float | None) -> None:
    assert minutes_a_week(words) == (None if minutes is None else pytest.approx(minutes))


@pytest.mark.parametrize(
    ("words", "times"), [("twice a day", 10), ("every other week", 0.5), ("each term", 1 / 13), ("often", None)]
)
def test_times_in_a_week_follow_from_the_words(words: str, times: float | None) -> None:
    assert times_a_week(words) == (None if times is None else pytest.approx(times))
