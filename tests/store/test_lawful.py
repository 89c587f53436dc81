"""What comes out of a box is hostile until proven: whatever the app could not have written is refused as a whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_app.store.lawful import LONGEST_TEXT, MOST_OPS, Expected, Unlawful, lawful
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.vocabulary import KINDS
from forms.model import read_framework
from resources.frameworks import resolve

REVIEW = "ab" * 16
FRAMEWORK = read_framework(resolve("core-42/1") or "", resolve)
EXPECTED = Expected(REVIEW, FRAMEWORK, ("W4", "B1"))
QUOTE = {"kind": "quotation", "text": "two hours", "where": "F"}
PLACE = {"document": "cd" * 16, "block": "b12", "start": 3, "end": 9}

LAWFUL: dict[str, tuple[str, str, str, Json]] = {
    "level": ("score", "W4", "score", 0),
    "not applicable": ("score", "W4", "score", "NA"),
    "evidence": ("score", "W4", "evidence", QUOTE),
    "evidence with its place": ("score", "B1", "evidence", {**QUOTE, "at": PLACE}),
    "what was said": (
        "score",
        "B1",
        "evidence",
        {"kind": "said", "where": "review", "by": "SENCO", "on": "2026-11-02"},
    ),
    "cause": ("score", "W4", "cause", "drafting"),
    "reason": ("score", "W4", "reason", "No such need."),
    "note": ("score", "W4", "note", "x" * LONGEST_TEXT),
    "good practice": ("score", "W4", "good_practice", 1),
    "taken": ("score", "W4", "taken", {"level": 2, "arithmetic": "3 of 4"}),
    "tick": ("advice", "school", "listed", 1),
    "section": ("section_state", "C", "state", "needs"),
    "document": ("thread", "thread", "document", "cd" * 16),
    "confirmed": ("thread", "thread", "confirmed", {"confirmed_by": "ef" * 16, "confirmed_on": "2026-11-02"}),
    "item": ("thread_item", "i1", "words", "Reading"),
    "item's places": ("thread_item", "i1", "places", [["b1", 0, 12]]),
    "item's cause": ("thread_item", "i1", "cause", {"cause": "advice", "agency": "health", "service": "OT"}),
    "rating": ("thread_item", "i1", "smart_specific", 0),
    "link": ("thread_link", "i1-i2", "linked", 1),
    "text sent on": ("text_place", "b4", "section", "F"),
    "flag": ("flag_dismissal", "f1", "reason", "usual words"),
}

UNLAWFUL: dict[str, tuple[str, str, str, Json]] = {
    "a level too high": ("score", "W4", "score", 4),
    "a level below": ("score", "W4", "score", -1),
    "true for a level": ("score", "W4", "score", True),
    "a level as text": ("score", "W4", "score", "2"),
    "a level in between": ("score", "W4", "score", 1.5),
    "a list for a level": ("score", "W4", "score", [2]),
    "another's marker": ("score", "E1", "score", 2),
    "no marker": ("score", "", "score", 2),
    "evidence of no kind": ("score", "W4", "evidence", {"text": "x"}),
    "evidence of a list's kind": ("score", "W4", "evidence", {"kind": ["quotation"], "text": "x"}),
    "evidence with more": ("score", "W4", "evidence", {**QUOTE, "more": "x"}),
    "evidence with a number": ("score", "W4", "evidence", {**QUOTE, "text": 3}),
    "evidence on no day": ("score", "W4", "evidence", {**QUOTE, "on": "yesterday"}),
    "evidence somewhere odd": ("score", "W4", "evidence", {**QUOTE, "at": {**PLACE, "start": "0"}}),
    "plain words for evidence": ("score", "W4", "evidence", "seen"),
    "a cause of its own": ("score", "W4", "cause", "weather"),
    "half a character": ("score", "W4", "note", "\ud800"),
    "a NUL": ("score", "W4", "note", "a\0b"),
    "a text beyond measure": ("score", "W4", "note", "x" * (LONGEST_TEXT + 1)),
    "two for a tick": ("advice", "school", "listed", 2),
    "a source unknown": ("advice", "press", "listed", 1),
    "a section without state": ("section_state", "F", "state", "needs"),
    "a state unknown": ("section_state", "C", "state", "perhaps"),
    "a consensus' word": ("score", "W4", "settled", {"how": "agreed", "code": None, "by": []}),
    "deleted": ("score", "W4", "deleted", 1),
    "erased": ("score", "W4", "erased", 1),
    "a thread called otherwise": ("thread", "other", "document", "x"),
    "a role unknown": ("thread_item", "i1", "role", "wish"),
    "places without end": ("thread_item", "i1", "places", [["b1", 0, 1]] * 501),
    "places of another form": ("thread_item", "i1", "places", [["b1", 0]]),
    "a link of one": ("thread_link", "i1", "linked", 1),
    "a number beyond the column": ("thread_item", "i1", "position", 2**63),
    "a cause with a list in it": ("thread_item", "i1", "cause", {"cause": ["advice"], "agency": "", "service": ""}),
    "a name with a line break": ("text_place", "b4", "section", "F\nG"),
}


def op(named: tuple[str, str, str, Json]) -> Op:
    kind, child, field, value = named
    return Op(kind, f"{REVIEW}.{child}", field, value)


def test_everything_that_the_app_writes_comes_out_as_it_went_in() -> None:
    ops = [op(named) for name, named in LAWFUL.items() if name not in ("not applicable", "what was said")]
    assert lawful(ops, EXPECTED) == ops
    assert lawful([op(LAWFUL["not applicable"]), op(LAWFUL["what was said"])], EXPECTED) != []


@pytest.mark.parametrize("named", sorted(UNLAWFUL))
def test_what_the_app_would_not_have_written_is_refused(named: str) -> None:
    with pytest.raises(Unlawful) as refused:
        lawful([op(LAWFUL["level"]), op(UNLAWFUL[named])] if named != "no marker" else [op(UNLAWFUL[named])], EXPECTED)
    assert "x" * 50 not in refused.value.message


@pytest.mark.parametrize(
    "stranger",
    [
        Op("review", "0" * 32, "record", {"kind": "single", "source": "app"}),
        Op("review", REVIEW, "override", {"grade": "good", "reason": "x", "by": "x"}),
        Op("review", REVIEW, "deleted", 1),
        Op("review", REVIEW, "state", {"state": "closed"}),
        Op("score", f"{'0' * 32}.W4", "score", 2),
        Op("score", f"{REVIEW}.", "score", 2),
        Op("person", REVIEW, "roles", ["owner"]),
        Op("entry", f"{REVIEW}.W4", "row", {}),
        Op("round", REVIEW, "state", {"state": "revealed"}),
        Op("magic", f"{REVIEW}.W4", "score", 2),
        Op("score", f"{REVIEW}.W4", "magic", 2),
    ],
)
def test_nothing_but_answers_in_this_review_gets_through(stranger: Op) -> None:
    with pytest.raises(Unlawful):
        lawful([stranger], EXPECTED)


def test_what_is_rebuilt_here_is_left_out_whatever_it_says() -> None:
    said = [
        Op("review", REVIEW, "record", {"kind": "consensus", "source": "import", "person_id": "somebody"}),
        Op("review", REVIEW, "result", {"grade": "outstanding", "score": 999}),
        Op("review", REVIEW, "markers", ["E1"]),
        Op("review", REVIEW, "state", {"state": "submitted", "detail": {"knows": {}}}),
    ]
    assert lawful([*said, op(LAWFUL["level"])], EXPECTED) == [op(LAWFUL["level"])]


def test_an_answer_twice_and_answers_without_end_are_refused() -> None:
    with pytest.raises(Unlawful, match="one answer twice"):
        lawful([op(LAWFUL["level"]), op(LAWFUL["level"])], EXPECTED)
    many = [Op("thread_item", f"{REVIEW}.i{n}", "words", "x") for n in range(MOST_OPS + 1)]
    with pytest.raises(Unlawful, match="more answers"):
        lawful(many, EXPECTED)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
FIELDS = sorted((kind, field) for kind, spec in KINDS.items() for field in spec.fields)


@given(st.sampled_from(FIELDS), st.sampled_from(["W4", "i1", "C", "school", "thread", "i1-i2"]), JSON)
@settings(max_examples=300, deadline=None)
def test_any_value_is_taken_or_refused_and_nothing_else_happens(
    named: tuple[str, str], child: str, value: Json
) -> None:
    kind, field = named
    try:
        found = lawful([Op(kind, f"{REVIEW}.{child}", field, value)], EXPECTED)
    except Unlawful:
        return
    assert all(KINDS[one.kind].of_review and one.value is not None for one in found)
