"""When a marker does not apply, and what a review lacks before it can be submitted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.model import (
    Answer,
    Framework,
    Lack,
    NaRule,
    NotScore,
    PlanFacts,
    SectionState,
    missing,
    na_by_rule,
    read_framework,
    with_na_by_rule,
)
from resources.frameworks import framework_ids, framework_text, resolve


@pytest.fixture(scope="module")
def core() -> Framework:
    return read_framework(framework_text("core-42"))


def out_by_rule(framework: Framework, facts: PlanFacts) -> str:
    return " ".join(marker.id for marker in framework.markers if na_by_rule(marker, facts))


@pytest.mark.parametrize(
    ("facts", "out"),
    [
        (PlanFacts(), ""),
        (PlanFacts(year_group=8), "E6 F8"),
        (PlanFacts(year_group=-1), "E6 F8"),
        (PlanFacts(year_group=9), ""),
        (PlanFacts(year_group=14), ""),
        (PlanFacts(age=17), ""),
        (PlanFacts(age=18), "H1a"),
        (PlanFacts(over_compulsory_school_age=True), "A2"),
        (PlanFacts(over_compulsory_school_age=False), ""),
        (PlanFacts(section_c=SectionState.CHECKED_NONE), "C2 G1 G2"),
        (PlanFacts(section_c=SectionState.UNCHECKED_NONE), ""),
        (PlanFacts(section_c=SectionState.BLANK), ""),
        (PlanFacts(section_c=SectionState.NEEDS), ""),
        (PlanFacts(section_d=SectionState.CHECKED_NONE), ""),
        (PlanFacts(has_social_care_assessment=False), "D2"),
        (PlanFacts(has_social_care_assessment=True), ""),
        (PlanFacts(has_personal_budget=False), "J1"),
        (PlanFacts(plan_to_be_amended=False), ""),
    ],
)
def test_a_marker_leaves_by_rule_only_on_a_known_fact(core: Framework, facts: PlanFacts, out: str) -> None:
    assert out_by_rule(core, facts) == out


def test_an_annual_review_without_amendment_needs_no_amended_plan() -> None:
    review = read_framework(framework_text("annual-review-10"), resolve)
    assert out_by_rule(review, PlanFacts(plan_to_be_amended=False, year_group=3)) == "AR7 AR10"
    assert out_by_rule(review, PlanFacts(plan_to_be_amended=True)) == ""


@pytest.mark.parametrize("framework_id", framework_ids())
def test_unknown_facts_take_nothing_out(framework_id: str) -> None:
    assert out_by_rule(read_framework(framework_text(framework_id), resolve), PlanFacts()) == ""


def test_every_rule_can_take_a_marker_out(core: Framework) -> None:
    facts = PlanFacts(
        year_group=1,
        age=20,
        over_compulsory_school_age=True,
        section_c=SectionState.CHECKED_NONE,
        section_d=SectionState.CHECKED_NONE,
        has_social_care_assessment=False,
        has_personal_budget=False,
        plan_to_be_amended=False,
    )
    toml = framework_text("core-42")
    for rule in NaRule:
        edited = read_framework(toml.replace('na_rule = "below_year_9"', f'na_rule = "{rule}"'))
        assert na_by_rule(edited.marker("E6"), facts) == "The child is below Year 9."


def test_a_rule_fills_na_in_but_a_given_score_stands(core: Framework) -> None:
    answers: dict[str, Answer] = {"E6": 2, "W1": None}
    filled = with_na_by_rule(core, answers, PlanFacts(year_group=3))
    assert filled == {"E6": 2, "W1": None, "F8": NotScore.NA}
    assert answers == {"E6": 2, "W1": None}


def lacking(core: Framework, marker: str, answer: Answer, has: str = "") -> list[Lack]:
    answers: dict[str, Answer] = {one.id: 2 for one in core.markers}
    answers[marker] = answer
    found = missing(
        core,
        answers,
        evidence={marker} if "evidence" in has else set(),
        causes={marker: "drafting"} if "cause" in has else {},
        facts=PlanFacts(),
        na_reasons=[marker] if "reason" in has else [],
    )
    assert {one.marker for one in found} <= {marker}
    assert all(one.words.startswith(marker) and one.words.endswith(".") for one in found)
    return [one.lack for one in found]


@pytest.mark.parametrize(
    ("marker", "answer", "has", "lacks"),
    [
        ("W3", None, "", [Lack.SCORE]),
        ("W3", None, "evidence cause", [Lack.SCORE]),
        ("W3", 0, "", [Lack.EVIDENCE, Lack.CAUSE]),
        ("W3", 1, "evidence", [Lack.CAUSE]),
        ("W3", 1, "cause", [Lack.EVIDENCE]),
        ("W3", 0, "evidence cause", []),
        ("W3", 2, "", []),
        ("W3", 3, "", []),
        ("W1", 3, "", [Lack.EVIDENCE]),
        ("B1", 3, "", [Lack.EVIDENCE]),
        ("C1", 3, "", [Lack.EVIDENCE]),
        ("C1", 3, "evidence", []),
        ("C1", 2, "", []),
        ("C1", NotScore.NE, "", []),
        ("C1", NotScore.NA, "", [Lack.REASON]),
        ("C1", NotScore.NA, "reason", []),
    ],
)
def test_submission_demands_what_the_answer_calls_for(
    core: Framework, marker: str, answer: Answer, has: str, lacks: list[Lack]
) -> None:
    assert lacking(core, marker, answer, has) == lacks


def test_a_marker_out_by_rule_needs_neither_answer_nor_reason(core: Framework) -> None:
    answers: dict[str, Answer] = {one.id: 2 for one in core.markers}
    del answers["E6"]
    answers["F8"] = NotScore.NA
    assert missing(core, answers, (), (), PlanFacts(year_group=2)) == ()
    assert [(one.marker, one.lack) for one in missing(core, answers, (), (), PlanFacts(year_group=9))] == [
        ("E6", Lack.SCORE),
        ("F8", Lack.REASON),
    ]


def test_a_member_is_asked_for_its_own_markers_only(core: Framework) -> None:
    found = missing(core, {}, (), (), PlanFacts(), agency="parent_carer")
    assert [one.marker for one in found] == ["W3", "W4", "W5", "W8", "A1", "A2", "A3", "A5", "E1", "E2", "E3"]


@given(st.data())
def test_an_empty_form_lacks_every_score_and_a_sound_one_nothing(data: st.DataObject) -> None:
    framework = read_framework(framework_text(data.draw(st.sampled_from(framework_ids()))), resolve)
    assert len(missing(framework, {}, (), (), PlanFacts())) == len(framework.markers)
    assert missing(framework, dict.fromkeys((m.id for m in framework.markers), 2), (), (), PlanFacts()) == ()
