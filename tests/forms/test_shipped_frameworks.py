"""The frameworks that the app ships hold what the specification says, in usable words."""

import pytest

from forms.model import Framework, Grade, Marker, check_framework, framework_toml, read_framework
from resources.frameworks import framework_ids, framework_text, resolve

WEEKLY = ["W1", "W2", "W4", "W6", "A1", "B1", "C1", "D1", "E1", "F1", "F2", "F3", "F7", "F8", "G1", "H1a", "H2a", "K1"]

# id, weight, kind, papers (P A F) and who scores, as the table of the specification gives them
CORE_42 = """
W1 3 S P co | W2 3 S P co | W3 2 - P pc | W4 4 Q P core | W5 2 - P core | W6 2 - PF co | W7 4 Q PA core
W8 2 - PF pc | A1 3 Q P pc | A2 2 - P pc | A3 2 - P pc | A4 1 - P co | A5 1 - P pc | B1 4 L PA ed
B2 2 - P ed | B3 3 - P ed | B4 2 - P ed | C1 3 Q PA he | C2 2 - P he | D1 3 Q PA sc | D2 2 - PF sc
E1 4 Q P core | E2 3 - P core | E3 2 - P pc | E4 1 - P co | E5 2 - P ed | E6 3 - P ed,sc | F1 4 L P ed
F2 4 Q P ed | F3 4 Q P ed | F4 3 - P ed | F5 2 - P ed | F6 2 - P ed | F7 3 Q PA ed,he | F8 2 L P ed,he,sc
G1 3 Q P he | G2 2 - P he | H1a 2 Q PF sc | H2a 2 - P sc | I1 2 L P co | J1 1 - PF co | K1 3 L PA co
"""
WORDS = {
    "co": "coordinator",
    "ed": "education",
    "he": "health",
    "sc": "social_care",
    "pc": "parent_carer",
    "core": "core",
    "P": "plan",
    "A": "advice",
    "F": "file",
}
NA_RULES = {
    "A2": "over_compulsory_school_age",
    "C2": "section_c_checked_none",
    "D2": "no_social_care_assessment",
    "E6": "below_year_9",
    "F8": "below_year_9",
    "G1": "section_c_checked_none",
    "G2": "section_c_checked_none",
    "H1a": "aged_18_or_over",
    "J1": "no_personal_budget",
}


def shipped(framework_id: str) -> Framework:
    return read_framework(framework_text(framework_id), resolve)


def test_four_frameworks_are_shipped() -> None:
    assert framework_ids() == ("advice-8", "annual-review-10", "core-42", "weekly-18")


@pytest.mark.parametrize("framework_id", framework_ids())
def test_a_shipped_framework_has_no_problems(framework_id: str) -> None:
    assert check_framework(framework_text(framework_id), resolve) == ()


@pytest.mark.parametrize(
    ("framework_id", "markers", "weight", "cycle"),
    [
        ("core-42", 42, 106, "multi-agency"),
        ("weekly-18", 18, 56, "weekly"),
        ("advice-8", 8, 22, "advice"),
        ("annual-review-10", 10, 28, "annual-review"),
    ],
)
def test_a_shipped_framework_has_its_size(framework_id: str, markers: int, weight: int, cycle: str) -> None:
    framework = shipped(framework_id)
    assert (len(framework.markers), framework.total_weight, framework.cycle) == (markers, weight, cycle)
    assert framework.key == f"{framework_id}/1"


def test_core_42_is_the_table_of_the_specification() -> None:
    rows = [row.split() for line in CORE_42.strip().splitlines() for row in line.split("|")]
    expected = [
        (
            marker,
            int(weight),
            kind.strip("-"),
            tuple(WORDS[letter] for letter in papers),
            tuple(WORDS[word] for word in by.split(",")),
        )
        for marker, weight, kind, papers, by in rows
    ]
    found = [(m.id, m.weight, m.kind, m.papers, m.scored_by) for m in shipped("core-42").markers]
    assert found == expected


def test_core_42_takes_markers_out_by_the_rules_of_the_specification() -> None:
    assert {m.id: m.na_rule for m in shipped("core-42").markers if m.na_rule} == NA_RULES
    assert all(m.na_reason for m in shipped("core-42").markers if m.na_rule)


def every_marker() -> list[tuple[str, Marker]]:
    return [(one, marker) for one in framework_ids() for marker in shipped(one).markers]


@pytest.mark.parametrize(("framework_id", "marker"), every_marker(), ids=lambda value: getattr(value, "id", value))
def test_every_level_of_every_marker_is_a_sentence_of_its_own(framework_id: str, marker: Marker) -> None:
    assert len({level.casefold() for level in marker.levels}) == 4
    assert all(level.endswith(".") and len(level.split()) >= 5 for level in marker.levels)
    assert marker.question.endswith("?")
    assert len(marker.what_counts.split()) >= 10
    assert marker.source


def test_weekly_18_is_made_of_the_markers_of_core_42() -> None:
    core, weekly = shipped("core-42"), shipped("weekly-18")
    assert [marker.id for marker in weekly.markers] == WEEKLY
    assert all(marker == core.marker(marker.id) for marker in weekly.markers)
    assert weekly.limits == core.limits
    assert weekly.bands == core.bands


def test_sections_follow_the_ids() -> None:
    by_section = {
        section: [marker.id for marker in markers] for section, markers in shipped("core-42").by_section().items()
    }
    assert list(by_section) == ["W", "A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]
    assert by_section["F"] == [f"F{n}" for n in range(1, 9)]
    assert by_section["W"] == [f"W{n}" for n in range(1, 9)]
    assert (by_section["H1"], by_section["H2"]) == (["H1a"], ["H2a"])


def test_members_score_their_own_markers_and_the_core() -> None:
    core = shipped("core-42")
    own_and_core = {agency: " ".join(marker.id for marker in core.scored_by(agency)) for agency in WORDS.values()}
    assert own_and_core["health"] == "W4 W5 W7 C1 C2 E1 E2 F7 F8 G1 G2"
    assert own_and_core["social_care"] == "W4 W5 W7 D1 D2 E1 E2 E6 F8 H1a H2a"
    assert own_and_core["coordinator"] == "W1 W2 W4 W5 W6 W7 A4 E1 E2 E4 I1 J1 K1"
    assert own_and_core["core"] == ""


def test_parent_carers_do_not_score_faithfulness_to_the_advice() -> None:
    parent_carers = [marker.id for marker in shipped("core-42").scored_by("parent_carer")]
    assert parent_carers == ["W3", "W4", "W5", "W8", "A1", "A2", "A3", "A5", "E1", "E2", "E3"]


def test_two_presets_of_bands_are_there_as_data() -> None:
    core = shipped("core-42")
    starts = {preset.id: [band.from_percent for band in preset.bands] for preset in core.presets}
    assert starts == {"standard": [85, 65, 45, 0], "cb-10": [90, 55, 25, 0]}
    assert core.preset == "standard"
    assert core.label(Grade.REQUIRES_IMPROVEMENT) == "Requires improvement"


def test_follow_up_deadlines_are_data() -> None:
    found = {one.id: (one.within, one.unit) for one in shipped("core-42").follow_up}
    assert found == {
        "another-childs-data": (0, "days"),
        "inadequate-amended": (10, "working_days"),
        "inadequate-audited-again": (3, "months"),
        "requires-improvement-put-right": (20, "working_days"),
    }


@pytest.mark.parametrize("framework_id", ["core-42", "weekly-18"])
def test_both_forms_of_a_plan_have_the_advice_grid_and_the_section_states(framework_id: str) -> None:
    framework = shipped(framework_id)
    assert framework.advice_grid is not None
    assert framework.section_states is not None
    assert [source for source, _ in framework.advice_grid.sources] == [
        "school",
        "psychology",
        "health",
        "social_care",
        "other",
    ]
    assert [tick for tick, _ in framework.advice_grid.ticks] == ["listed", "dated", "current", "specific"]
    assert framework.section_states.sections == ("C", "D")
    assert [state for state, _ in framework.section_states.states] == [
        "needs",
        "checked_none",
        "unchecked_none",
        "blank",
    ]


def test_a_form_for_one_report_has_neither_grid_nor_states() -> None:
    assert shipped("advice-8").advice_grid is None
    assert shipped("advice-8").section_states is None


@pytest.mark.parametrize("framework_id", framework_ids())
def test_a_framework_written_out_stands_alone_and_reads_back_the_same(framework_id: str) -> None:
    framework = shipped(framework_id)
    written = framework_toml(framework)
    assert "[include]" not in written
    assert read_framework(written) == framework


@pytest.mark.parametrize(
    ("marker", "n", "of", "level"),
    [
        ("E1", 9, 10, 3),
        ("E1", 8, 9, 2),
        ("E1", 7, 10, 2),
        ("E1", 2, 5, 1),
        ("E1", 1, 3, 0),
        ("F2", 19, 20, 3),
        ("F2", 9, 10, 2),
        ("F2", 1, 2, 1),
        ("F2", 0, 4, 0),
    ],
)
def test_a_level_follows_from_a_count_at_exact_shares(marker: str, n: int, of: int, level: int) -> None:
    assert shipped("core-42").marker(marker).level_for(n, of) == level


@pytest.mark.parametrize(("marker", "n", "of"), [("W1", 1, 2), ("E1", 3, 2), ("E1", -1, 2), ("E1", 0, 0)])
def test_a_level_is_refused_where_nothing_can_be_counted(marker: str, n: int, of: int) -> None:
    with pytest.raises(ValueError, match=r"count"):
        shipped("core-42").marker(marker).level_for(n, of)


def test_an_unknown_framework_or_marker_is_named() -> None:
    with pytest.raises(KeyError, match="core-43"):
        framework_text("core-43")
    with pytest.raises(KeyError, match="no marker Z9 in core-42/1"):
        shipped("core-42").marker("Z9")
    assert resolve("core-42/1") is not None
    assert (resolve("core-42/2"), resolve("core-42"), resolve("other/1")) == (None, None, None)
