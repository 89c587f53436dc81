"""Phrases that leave room for doubt are flagged where they stand, less so where the sentence is concrete."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.wording import lexicon_text, phrases_text
from scoring.plan.headings import letters_of, spans_of
from scoring.wording import Flag, Severity, flags, most_frequent, phrases_of
from scoring.wording.lexicon import lexicon_of

PHRASES = phrases_of(phrases_text())
LEXICON = lexicon_of(lexicon_text())


def found(text: str, section: str = "F") -> list[tuple[str, str]]:
    return [(flag.text, flag.of.id) for flag in flagged(text, section)]


def flagged(text: str, section: str = "F") -> tuple[Flag, ...]:
    return flags(text, section, PHRASES, LEXICON)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sam will have access to a laptop.", [("access to", "access")]),
        ("Opportunities\nfor movement", [("Opportunities\nfor", "access")]),
        ("a quiet room is available", [("is available", "access")]),
        (
            "as required, when needed, if appropriate",
            [("as required", "conditional"), ("when needed", "conditional"), ("if appropriate", "conditional")],
        ),
        ("REGULARLY and frequently", [("REGULARLY", "frequency"), ("frequently", "frequency")]),
        ("irregular verbs", []),
        ("would benefit from", [("would benefit from", "benefit")]),
        ("up to 20 minutes", [("up to", "quantity")]),
        ("20-45 minutes", [("20-45", "quantity")]),
        ("20 to 45 minutes", [("20 to 45", "quantity")]),
        ("30–40 minutes", []),
        ("ages 4 to 11 years", [("4 to 11", "quantity")]),
        ("in a small group", [("small group", "quantity")]),
        ("in a small group of no more than four", []),
        ("in a small group of 4", []),
        ("small group twice for 20 minutes", [("small group", "quantity")]),
        ("games, e.g. lotto, etc.", [("e.g.", "content"), ("etc.", "content")]),
        ("including but not limited to", [("including but not limited to", "content")]),
        ("a high level of support", [("high level of", "quantity"), ("support", "bare")]),
        ("the learning support assistant", []),
        ("a family support worker gives support", [("support", "bare")]),
        ("a programme", [("programme", "bare")]),
        ("the Toe by Toe programme", []),
        ("Makaton training", []),
        ("training in autism", []),
        ("staff training", [("training", "bare")]),
        ("appropriately trained staff", [("appropriately trained", "actor")]),
        ("quality-first teaching", [("quality-first teaching", "ordinary")]),
        ("to be determined", [("to be determined", "deferral")]),
        ("The pupil will develop reading", []),
    ],
)
def test_a_phrase_is_flagged_with_its_class(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_weak_verbs_are_flagged_in_outcomes_only_and_nothing_ever_in_section_a() -> None:
    words = "Sam will improve his reading and continue to have access to support as required."
    assert found(words, "E") == [
        ("improve", "weak_verb"),
        ("continue to", "weak_verb"),
        ("have access to", "weak_verb"),
    ]
    assert found(words, "A") == []
    assert found(words, "B") == []
    assert [text for text, _ in found(words, "H2")] == ["access to", "support", "as required"]


def test_of_phrases_that_overlap_the_longest_is_given() -> None:
    assert found("have access to", "E") == [("have access to", "weak_verb")]
    assert found("a level of") == [("a level of", "quantity")]


def test_a_sentence_with_number_unit_and_actor_is_flagged_low() -> None:
    concrete = "Access to the sensory room for 15 minutes twice a day with a teaching assistant."
    vague = "Access to the sensory room."
    (low,), (high,) = flagged(concrete), flagged(vague)
    assert (low.severity, high.severity) == (Severity.LOW, Severity.HIGH)
    both = flagged(f"{vague} {concrete}")
    assert [flag.severity for flag in both] == [Severity.HIGH, Severity.LOW]


def test_a_flag_says_where_it_stands_why_and_what_would_mend_it() -> None:
    (flag,) = flagged("Work. Sam has regular reading.")
    assert (flag.offset, flag.length, flag.text) == (14, 7, "regular")
    assert flag.sentence == "Sam has regular reading."
    assert flag.of.why == "It is not a quantity."
    assert "how many times" in flag.of.better


def test_a_flag_keeps_its_name_while_its_sentence_does() -> None:
    (one,), (moved,) = flagged("Regular reading."), flagged("First this.\n\nRegular  reading.")
    (other,) = flagged("Regular writing.")
    assert one.id == moved.id != other.id


def test_abbreviations_do_not_end_a_sentence() -> None:
    (flag, *_) = flagged("Games, e.g. lotto, for 10 minutes with a teacher.")
    assert flag.severity is Severity.LOW


def test_the_most_frequent_phrases_lead() -> None:
    every = flagged("Regular. Support. regular. As  required.")
    assert most_frequent(every) == [
        ("regular", "frequency", 2),
        ("as required", "conditional", 1),
        ("support", "bare", 1),
    ]


@given(st.text(alphabet="aAcest .,-–\n(:1regulsportndfi", max_size=80), st.sampled_from("EFG"))
def test_every_flag_lies_in_the_text_and_none_overlap(text: str, section: str) -> None:
    behind = 0
    for flag in flagged(text, section):
        assert text[flag.offset : flag.offset + flag.length] == flag.text
        assert flag.offset >= behind
        behind = flag.offset + flag.length


def test_every_shipped_phrase_is_found_as_it_is_listed() -> None:
    for phrase in PHRASES.every:
        section = phrase.of.sections[0]
        words = (
            phrase.text.replace("(s/d)", "")
            .replace("(s/ed)", "")
            .replace("(s)", "")
            .replace("(ly)", "")
            .replace("(ally)", "")
            .replace("(s/ing)", "s")
        )
        shown = " ".join(word.split("/")[0] for word in words.split())
        assert any(of == phrase.of.id for _, of in found(shown, section)), phrase.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml [", "not valid TOML"),
        ("version = 1", "has no class"),
        ('[[class]]\nid = "x"', "“x” of the list of phrases lacks title"),
        ('[[class]]\nid="x"\ntitle="t"\nwhy="w"\nbetter="b"\nseverity="awful"', "severity “awful”"),
        ('[[class]]\nid="x"\ntitle="t"\nwhy="w"\nbetter="b"\nseverity="high"\nsections=["A"]', "never flagged"),
        (
            '[[class]]\nid="x"\ntitle="t"\nwhy="w"\nbetter="b"\nseverity="high"\nphrases=[{text="y",sources=["Z"]}]',
            "names no known source",
        ),
    ],
)
def test_a_list_that_cannot_be_used_says_where(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        phrases_of(text)


@pytest.mark.parametrize(
    ("line", "letters"),
    [
        ("Section F: Special educational provision", ("F",)),
        ("SECTIONS C and G", ("C", "G")),
        ("Sections D, H1 and H2 – social care", ("D", "H1", "H2")),
        ("(A) Views and aspirations", ("A",)),
        ("A1. History", ("A",)),
        ("B – Special educational needs", ("B",)),
        ("H 1: Provision", ("H1",)),
        ("Section H", ("H1", "H2")),
        ("F", ("F",)),
        ("A speech therapist visits weekly", ()),
        ("I like trains", ()),
        ("Sectional sofas", ()),
        ("Be kind: always", ()),
    ],
)
def test_a_heading_names_its_letters_and_a_sentence_none(line: str, letters: tuple[str, ...]) -> None:
    assert letters_of(line) == letters


@given(
    st.lists(
        st.sampled_from(["Section F\n", "words here\n", "Section E: outcomes\r\n", "\n", "A child.\n"]), max_size=8
    )
)
def test_the_spans_of_a_text_are_the_whole_text(lines: list[str]) -> None:
    text = "".join(lines)
    assert "".join(text[begin:end] for begin, end, _ in spans_of(text)) == text
