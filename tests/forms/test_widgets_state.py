"""What the audit form says of a marker, before any widget."""

from datetime import date

import pytest
from hypothesis import given, strategies

from forms.model import Cause, EvidenceKind, Lack, NotScore, SectionState, read_framework
from forms.widgets import KEY_GROUPS, FormState, Given, answer_words, written_day
from forms.widgets.keys import ANSWER_KEYS, CAUSE_KEYS, COMMAND_KEYS, EVIDENCE_KEYS, STATE_KEYS
from forms.widgets.state import first_place, marker_facts, sections_to_search, spoken_level
from resources.frameworks import framework_text, resolve

CORE = read_framework(framework_text("core-42"), resolve)


@pytest.mark.parametrize(
    ("marker", "facts", "searched", "place"),
    [
        ("W1", "Stops the grade · weight 3 · the plan", "A to K", ""),
        ("B1", "Legal content · weight 4 · the plan, the advice", "B", "B"),
        ("F1", "Legal content · weight 4 · the plan", "F, B", "F"),
        ("W8", "weight 2 · the plan, the file", "A, E", ""),
    ],
)
def test_a_marker_says_its_facts_and_where_to_look(marker: str, facts: str, searched: str, place: str) -> None:
    found = CORE.marker(marker)
    assert (marker_facts(found), sections_to_search(found), first_place(found)) == (facts, searched, place)


def test_a_level_is_spoken_with_marker_name_and_words() -> None:
    marker = CORE.marker("B1")
    assert spoken_level(marker, CORE, 2) == f"B1 Sound: {marker.levels[2]}"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "Not scored yet"),
        (0, "0 Absent or wrong"),
        (3, "3 Strong"),
        (NotScore.NA, "NA"),
        (NotScore.NE, "No evidence"),
    ],
)
def test_an_answer_has_words(answer: int | NotScore | None, words: str) -> None:
    assert answer_words(CORE, answer) == words


@given(strategies.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_day_is_read_back_day_first_and_as_iso(day: date) -> None:
    assert written_day(f"{day:%d/%m/%Y}") == written_day(f" {day.isoformat()} ") == day


@pytest.mark.parametrize("text", ["", "3112", "31/02/2026", "2026-13-01", "soon", "12/25/2026"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert written_day(text) is None


def test_na_by_rule_shows_until_an_answer_is_given() -> None:
    assert Given(by_rule="Year 6").shown is NotScore.NA
    assert Given(2, by_rule="Year 6").shown == 2
    assert Given().shown is None


def test_progress_counts_what_submission_would_take() -> None:
    given_ = {marker.id: Given(2) for marker in CORE.markers}
    given_["B1"] = Given(1, lacks=(Lack.EVIDENCE,))
    state = FormState(CORE, given_)
    assert (state.progress("B"), state.progress("E"), state.at("nothing")) == ((3, 4), (6, 6), Given())


def test_no_key_does_two_things() -> None:
    plain = [*ANSWER_KEYS, *EVIDENCE_KEYS, *COMMAND_KEYS]
    assert len(plain) == len(set(plain))
    assert set(EVIDENCE_KEYS.values()) == set(EvidenceKind)
    assert set(CAUSE_KEYS.values()) == set(Cause)
    assert set(STATE_KEYS.values()) == set(SectionState)


def test_the_sheet_names_every_key_of_the_form() -> None:
    written = " ".join(line.keys for group in KEY_GROUPS for line in group.lines).lower().split()
    letters = {word.strip(",") for word in written}
    wanted = {*ANSWER_KEYS, *EVIDENCE_KEYS, *COMMAND_KEYS} - {"?"}  # the shell's sheet itself names ?
    assert wanted <= letters
