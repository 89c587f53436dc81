"""The grade: every rule of the framework at its boundary, and what must hold for any answers."""

import json
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.model import Answer, Band, BandPreset, Framework, Grade, Limit, Marker, NotScore, read_framework
from resources.frameworks import framework_ids, framework_text, resolve
from scoring.grade import ENGINE, Grader, GradeResult, grade

NA, NE = NotScore.NA, NotScore.NE
FRAMEWORKS = {name: read_framework(framework_text(name), resolve) for name in framework_ids()}
GRADERS = {name: Grader(framework) for name, framework in FRAMEWORKS.items()}
CORE = FRAMEWORKS["core-42"]


def core_answers(everything: Answer = 3, **others: Answer) -> dict[str, Answer]:
    answers: dict[str, Answer] = {marker.id: everything for marker in CORE.markers}
    answers.update(others)
    return answers


def plain_framework(*weights: int) -> Framework:
    """Return Core-42 with markers of these weights instead of its own, none of them limiting."""
    one = CORE.marker("W3")
    markers = tuple(replace(one, id=f"W{n}", weight=weight) for n, weight in enumerate(weights, start=1))
    return replace(CORE, markers=markers)


def answers_worth(framework: Framework, points: int) -> dict[str, Answer]:
    """Return scores that add up to `points` where every weight is 1."""
    answers: dict[str, Answer] = {}
    for marker in framework.markers:
        answers[marker.id] = min(3, points)
        points -= min(3, points)
    assert points == 0
    return answers


def fired(result: GradeResult) -> dict[str, tuple[str, ...]]:
    return {one.limit: one.markers for one in result.limits}


# ---- percentage and bands


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (60, Grade.OUTSTANDING),
        (51, Grade.OUTSTANDING),  # 85 % exactly
        (50, Grade.GOOD),
        (39, Grade.GOOD),  # 65 % exactly
        (38, Grade.REQUIRES_IMPROVEMENT),
        (27, Grade.REQUIRES_IMPROVEMENT),  # 45 % exactly
        (26, Grade.INADEQUATE),
        (0, Grade.INADEQUATE),
    ],
)
def test_a_band_begins_exactly_at_its_percentage(points: int, expected: Grade) -> None:
    framework = plain_framework(*[1] * 20)
    result = grade(framework, answers_worth(framework, points))
    assert (result.band, result.grade, result.limits) == (expected, expected, ())
    assert (result.total.score, result.total.possible) == (points, 60)
    assert result.percentage == Fraction(points * 100, 60)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (54, Grade.OUTSTANDING),
        (53, Grade.GOOD),
        (33, Grade.GOOD),
        (32, Grade.REQUIRES_IMPROVEMENT),
        (15, Grade.REQUIRES_IMPROVEMENT),
        (14, Grade.INADEQUATE),
    ],
)
def test_the_other_preset_has_its_own_boundaries(points: int, expected: Grade) -> None:
    framework = replace(plain_framework(*[1] * 20), preset="cb-10")
    assert grade(framework, answers_worth(framework, points)).grade is expected


def test_the_percentage_is_weighted() -> None:
    framework = plain_framework(4, 1, 2)
    result = grade(framework, {"W1": 3, "W2": 0, "W3": 1})
    assert (result.total.score, result.total.possible) == (14, 21)
    assert result.percentage == Fraction(200, 3)
    assert result.grade is Grade.GOOD


def test_a_band_is_decided_where_a_decimal_number_could_not() -> None:
    weights = [10**17, 10**17 * 2 // 3 + 1]
    framework = plain_framework(*weights)
    result = grade(framework, {"W1": 3, "W2": 2})
    exact = Fraction(100 * (3 * weights[0] + 2 * weights[1]), 3 * sum(weights))
    preset = BandPreset("x", "x", (Band(Grade.OUTSTANDING, 87), Band(Grade.GOOD, 86), Band(Grade.INADEQUATE, 0)))
    assert result.percentage == exact
    assert Fraction(86) < exact < Fraction(87)
    assert grade(replace(framework, preset="x", presets=(preset,)), {"W1": 3, "W2": 2}).grade is Grade.GOOD


def test_na_leaves_percentage_and_applicable_but_ne_only_the_percentage() -> None:
    result = grade(CORE, core_answers(2, C2=NA, W3=NE, A4=None))
    total = result.total
    assert (total.applicable, total.scored, total.unscored) == (41, 39, 2)
    assert total.possible == 3 * (CORE.total_weight - 2 - 2 - 1)
    assert result.percentage == Fraction(200, 3)


# ---- limits


@pytest.mark.parametrize(
    ("answers", "limits", "expected"),
    [
        ({}, {}, Grade.OUTSTANDING),
        # S: at 0 Inadequate, at 1 Requires improvement at most, at 2 nothing
        ({"W1": 0}, {"stop-absent": ("W1",), "stop-weak": ("W1",)}, Grade.INADEQUATE),
        ({"W2": 1}, {"stop-weak": ("W2",)}, Grade.REQUIRES_IMPROVEMENT),
        ({"W1": 2, "W2": 2}, {}, Grade.OUTSTANDING),
        # L: two at 0; one at 0; two at 0 or 1; one at 1
        (
            {"B1": 0, "F1": 0},
            {
                "legal-two-absent": ("B1", "F1"),
                "legal-absent": ("B1", "F1"),
                "legal-two-weak": ("B1", "F1"),
                "limiting-weak": ("B1", "F1"),
            },
            Grade.INADEQUATE,
        ),
        ({"K1": 0}, {"legal-absent": ("K1",), "limiting-weak": ("K1",)}, Grade.REQUIRES_IMPROVEMENT),
        (
            {"I1": 1, "F8": 1},
            {"legal-two-weak": ("F8", "I1"), "limiting-weak": ("F8", "I1")},
            Grade.REQUIRES_IMPROVEMENT,
        ),
        ({"F1": 1}, {"limiting-weak": ("F1",)}, Grade.GOOD),
        ({"F1": 2, "B1": 2}, {}, Grade.OUTSTANDING),
        # C1 or D1 at 0
        (
            {"C1": 0},
            {"health-or-social-care-blank": ("C1",), "limiting-weak": ("C1",)},
            Grade.REQUIRES_IMPROVEMENT,
        ),
        (
            {"D1": 0},
            {"health-or-social-care-blank": ("D1",), "limiting-weak": ("D1",)},
            Grade.REQUIRES_IMPROVEMENT,
        ),
        ({"C1": 1, "D1": 1}, {"limiting-weak": ("C1", "D1")}, Grade.GOOD),
        # any Q at 0 or 1
        ({"A1": 1}, {"limiting-weak": ("A1",)}, Grade.GOOD),
        ({"A1": 0}, {"limiting-weak": ("A1",)}, Grade.GOOD),
        # any S, L or Q at NE
        ({"W1": NE}, {"limiting-without-score": ("W1",)}, Grade.GOOD),
        ({"B1": NE}, {"limiting-without-score": ("B1",)}, Grade.GOOD),
        ({"H1a": NE}, {"limiting-without-score": ("H1a",)}, Grade.GOOD),
        ({"H1a": None}, {"limiting-without-score": ("H1a",)}, Grade.GOOD),
        ({"H1a": NA, "W1": NA, "B1": NA}, {}, Grade.OUTSTANDING),
        # other markers limit nothing, at 0 or without a score
        ({"W3": 0, "A2": 0, "H2a": NE, "J1": None}, {}, Grade.OUTSTANDING),
    ],
)
def test_a_limit_fires_with_its_markers_and_its_cap(
    answers: dict[str, Answer], limits: dict[str, tuple[str, ...]], expected: Grade
) -> None:
    result = grade(CORE, core_answers(3, **answers))
    assert result.band is Grade.OUTSTANDING
    assert fired(result) == limits
    assert result.grade is expected


QUALITY = [marker.id for marker in CORE.markers if marker.kind == "Q"]


@pytest.mark.parametrize(
    ("weak", "without", "fires"),
    [(5, 0, False), (6, 0, True), (5, 1, False), (5, 2, True), (5, 3, True), (0, 10, False), (1, 10, True)],
)
def test_more_than_half_of_the_scored_quality_markers_below_2_fires(weak: int, without: int, fires: bool) -> None:
    assert len(QUALITY) == 11
    answers = core_answers(3, **dict.fromkeys(QUALITY[:weak], 1), **dict.fromkeys(QUALITY[11 - without :], NA))
    result = grade(CORE, answers)
    assert ("quality-half-weak" in fired(result)) is fires
    assert (result.grade is Grade.REQUIRES_IMPROVEMENT) is fires


def test_exactly_half_of_the_quality_markers_is_not_more_than_half() -> None:
    answers = core_answers(3, **dict.fromkeys(QUALITY[:5], 0), **{QUALITY[10]: NE})
    assert "quality-half-weak" not in fired(grade(CORE, answers | {"C1": 2, "D1": 2}))


@pytest.mark.parametrize(
    ("applicable", "unscored", "graded"),
    [(20, 3, True), (20, 4, False), (40, 6, True), (40, 7, False), (6, 0, True), (6, 1, False), (7, 1, True)],
)
def test_more_than_15_percent_without_a_score_is_not_graded(applicable: int, unscored: int, graded: bool) -> None:
    framework = plain_framework(*[1] * (applicable + 2))
    answers: dict[str, Answer] = dict.fromkeys((marker.id for marker in framework.markers), 3)
    answers |= {f"W{n}": NE if n % 2 else None for n in range(1, unscored + 1)}
    answers |= {f"W{applicable + 1}": NA, f"W{applicable + 2}": NA}
    result = grade(framework, answers)
    assert result.grade is (Grade.OUTSTANDING if graded else Grade.NOT_GRADED)
    assert ("unscored" in fired(result)) is not graded
    assert result.band is Grade.OUTSTANDING


def test_not_graded_outranks_every_other_limit_and_they_are_still_shown() -> None:
    weak: dict[str, Answer] = {"W1": 0, "B1": 0, "F1": 0}
    without = dict.fromkeys(["W3", "W5", "W6", "W8", "A2", "A3", "A4"], NE)
    result = grade(CORE, core_answers(3, **weak, **without))
    assert result.grade is Grade.NOT_GRADED
    assert list(fired(result)) == [
        "unscored",
        "stop-absent",
        "stop-weak",
        "legal-two-absent",
        "legal-absent",
        "legal-two-weak",
        "limiting-weak",
    ]
    assert result.limits[0].markers == ("W3", "W5", "W6", "W8", "A2", "A3", "A4")
    assert result.limits[0].words == (
        "7 of 42 applicable markers have no score, and at most 15 % may be without one: Not graded."
    )


@pytest.mark.parametrize("everything", [NA, NE, None])
def test_a_plan_with_nothing_scored_is_not_graded(everything: Answer) -> None:
    result = grade(CORE, core_answers(everything))
    assert (result.grade, result.band, result.percentage) == (Grade.NOT_GRADED, Grade.NOT_GRADED, None)
    assert "unscored" in fired(result)


def test_missing_answer_is_not_scored_as_zero() -> None:
    answers = core_answers(3)
    del answers["W3"]
    assert grade(CORE, answers).percentage == 100
    assert grade(CORE, answers).total.unscored == 1
    assert grade(CORE, {}).total == grade(CORE, core_answers(None)).total


def test_a_framework_that_lets_everything_be_unscored_still_needs_one_score() -> None:
    framework = replace(plain_framework(1, 1), unscored_limit_percent=100)
    assert grade(framework, {}).grade is Grade.NOT_GRADED
    assert grade(framework, {"W1": 2}).grade is Grade.GOOD


@pytest.mark.parametrize(
    ("answers", "words"), [({"Z1": 2}, "no marker Z1 in core-42/1"), ({"W1": 4}, "W1"), ({"W1": -1}, "W1")]
)
def test_what_is_no_answer_is_refused(answers: dict[str, Answer], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        grade(CORE, answers)


# ---- sections and agencies


def test_sections_add_up_to_the_plan() -> None:
    result = grade(CORE, core_answers(2, F1=3, C2=NA, H1a=NE))
    assert list(result.sections) == ["W", "A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]
    assert result.sections["F"].score == 2 * 24 + 4
    assert result.sections["F"].possible == 3 * 24
    assert (result.sections["C"].applicable, result.sections["C"].scored) == (1, 1)
    assert result.sections["H1"].percentage is None
    assert sum(part.possible for part in result.sections.values()) == result.total.possible


def test_an_agency_has_the_markers_that_it_scores_alone() -> None:
    agencies = grade(CORE, core_answers(2)).agencies
    weights = {name: part.possible // 3 for name, part in agencies.items()}
    assert weights == {
        "education": 4 + 2 + 3 + 2 + 2 + 4 + 4 + 4 + 3 + 2 + 2,
        "health": 3 + 2 + 3 + 2,
        "social_care": 3 + 2 + 2 + 2,
        "coordinator": 3 + 3 + 2 + 1 + 1 + 2 + 1 + 3,
        "parent_carer": 2 + 2 + 3 + 2 + 2 + 1 + 2,
    }
    assert all(part.percentage == Fraction(200, 3) for part in agencies.values())


def test_an_agency_is_graded_from_three_scored_markers_on() -> None:
    three = grade(CORE, core_answers(2, C2=NA)).agencies["health"]
    two = grade(CORE, core_answers(2, C2=NA, G2=NA, G1=1)).agencies["health"]
    assert (three.scored, three.grade) == (3, Grade.GOOD)
    assert (two.scored, two.grade) == (2, None)
    assert (two.limiting_sound, two.limiting_scored) == (1, 2)


def test_an_agency_is_graded_under_the_limits_over_its_own_markers() -> None:
    agencies = grade(CORE, core_answers(3, C1=0, W1=0)).agencies
    assert agencies["health"].grade is Grade.REQUIRES_IMPROVEMENT
    assert agencies["coordinator"].grade is Grade.INADEQUATE
    assert agencies["education"].grade is Grade.OUTSTANDING


def test_an_agency_with_too_many_markers_without_a_score_is_not_graded() -> None:
    health = grade(CORE, core_answers(3, G2=NE)).agencies["health"]
    assert (health.scored, health.unscored, health.grade) == (3, 1, Grade.NOT_GRADED)


# ---- the record


def test_the_record_is_plain_json_and_comes_out_the_same_again() -> None:
    answers = core_answers(2, F1=0, W3=NE, C2=NA)
    record = grade(CORE, answers).record()
    assert json.loads(json.dumps(record)) == record == grade(CORE, answers).record()
    assert record == {
        "engine": ENGINE,
        "framework": "core-42/1",
        "grade": "requires_improvement",
        "band": "requires_improvement",
        "score": 2 * (106 - 4 - 2 - 2),
        "possible": 3 * (106 - 2 - 2),
        "applicable": 41,
        "unscored": 1,
        "limits": [
            {"id": "legal-absent", "cap": "requires_improvement", "markers": ["F1"]},
            {"id": "limiting-weak", "cap": "good", "markers": ["F1"]},
        ],
    }


# ---- what holds for any answers


def answer() -> st.SearchStrategy[Answer]:
    """Return answers that are mostly scores, so that most plans are graded."""
    return st.sampled_from([0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, NA, NE, None])


def forms(answers: st.SearchStrategy[Answer]) -> st.SearchStrategy[tuple[str, dict[str, Answer]]]:
    """Return frameworks with an answer to each marker."""

    def of(name: str) -> st.SearchStrategy[tuple[str, dict[str, Answer]]]:
        ids = [marker.id for marker in FRAMEWORKS[name].markers]
        lists = st.lists(answers, min_size=len(ids), max_size=len(ids))
        return lists.map(lambda given: (name, dict(zip(ids, given, strict=True))))

    return st.sampled_from(list(FRAMEWORKS)).flatmap(of)


MANY = forms(answer())
GRADED = forms(st.sampled_from([0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, NA]))


@given(st.one_of(MANY, GRADED), st.data())
def test_raising_a_score_never_lowers_a_grade(form: tuple[str, dict[str, Answer]], data: st.DataObject) -> None:
    """Raising means one marker from a score to a higher one: 0 to 1, 2 or 3, and so on; not NE or NA to a score."""
    name, answers = form
    before = GRADERS[name].grade(answers)
    raisable = [key for key, given in answers.items() if isinstance(given, int) and given < 3]
    if not raisable:
        assert before.total.score == before.total.possible
        return
    marker = data.draw(st.sampled_from(raisable))
    now = answers[marker]
    assert isinstance(now, int)
    after = GRADERS[name].grade(answers | {marker: data.draw(st.integers(now + 1, 3))})
    assert after.grade.rank >= before.grade.rank
    assert after.band.rank >= before.band.rank
    assert (after.percentage or 0) >= (before.percentage or 0)
    for agency, part in before.agencies.items():
        raised = after.agencies[agency].grade
        assert (raised is None) == (part.grade is None)
        assert raised is None or part.grade is None or raised.rank >= part.grade.rank


@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(form: tuple[str, dict[str, Answer]], random: Random) -> None:
    name, answers = form
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert GRADERS[name].grade(dict(shuffled)) == GRADERS[name].grade(answers)


@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_markers_and_limits_never_matters(form: tuple[str, dict[str, Answer]], random: Random) -> None:
    name, answers = form
    framework = FRAMEWORKS[name]
    markers, limits = list(framework.markers), list(framework.limits)
    random.shuffle(markers)
    random.shuffle(limits)
    here = grade(replace(framework, markers=tuple(markers), limits=tuple(limits)), answers)
    there = GRADERS[name].grade(answers)
    assert (here.grade, here.band, here.total) == (there.grade, there.band, there.total)
    assert {key: set(found) for key, found in fired(here).items()} == {
        key: set(found) for key, found in fired(there).items()
    }


@given(MANY)
def test_a_marker_at_na_might_as_well_not_be_there(form: tuple[str, dict[str, Answer]]) -> None:
    name, answers = form
    framework = FRAMEWORKS[name]
    applicable = tuple(marker for marker in framework.markers if answers[marker.id] != NA)
    here = grade(replace(framework, markers=applicable), {marker.id: answers[marker.id] for marker in applicable})
    there = GRADERS[name].grade(answers)
    assert (here.grade, here.band, here.total, here.limits) == (there.grade, there.band, there.total, there.limits)


@given(MANY)
def test_the_percentage_is_the_weighted_mean_exactly(form: tuple[str, dict[str, Answer]]) -> None:
    name, answers = form
    scored = [
        (marker.weight, given) for marker in FRAMEWORKS[name].markers if isinstance(given := answers[marker.id], int)
    ]
    result = GRADERS[name].grade(answers)
    if not scored:
        assert result.percentage is None
        return
    mean = sum(Fraction(weight * given, 3) for weight, given in scored) / sum(weight for weight, _ in scored)
    assert result.percentage == 100 * mean
    starts = [(Grade.OUTSTANDING, 85), (Grade.GOOD, 65), (Grade.REQUIRES_IMPROVEMENT, 45), (Grade.INADEQUATE, 0)]
    assert result.band is next(band for band, start in starts if 100 * mean >= start)


@given(MANY)
def test_limits_only_lower_and_the_lowest_decides(form: tuple[str, dict[str, Answer]]) -> None:
    name, answers = form
    result = GRADERS[name].grade(answers)
    assert result.grade.rank == min([result.band.rank, *(one.cap.rank for one in result.limits)])
    assert all(one.words and (one.markers or one.limit == "unscored") for one in result.limits)
    assert result.grade is GRADERS[name].final(answers)


def expected_grade(answers: dict[str, Answer]) -> Grade:
    """Work the grade of Core-42 out once more, straight from the words of the specification."""
    kinds: dict[str, list[Answer]] = {
        kind: [answers[marker.id] for marker in CORE.markers if marker.kind == kind] for kind in "SLQ"
    }
    applicable = [given for given in answers.values() if given != NA]
    scores = {key: given for key, given in answers.items() if isinstance(given, int)}
    if Fraction(len(applicable) - len(scores)) > Fraction(15, 100) * len(applicable) or not scores:
        return Grade.NOT_GRADED
    weights = {marker.id: marker.weight for marker in CORE.markers}
    percentage = Fraction(sum(weights[key] * given for key, given in scores.items()) * 100)
    percentage /= 3 * sum(weights[key] for key in scores)
    best = 4 if percentage >= 85 else 3 if percentage >= 65 else 2 if percentage >= 45 else 1
    quality = [given for given in kinds["Q"] if isinstance(given, int)]
    caps = [
        1 if 0 in kinds["S"] else 4,
        2 if 1 in kinds["S"] else 4,
        1 if kinds["L"].count(0) >= 2 else 4,
        2 if kinds["L"].count(0) == 1 or kinds["L"].count(0) + kinds["L"].count(1) >= 2 else 4,
        2 if answers["C1"] == 0 or answers["D1"] == 0 else 4,
        2 if 2 * sum(given <= 1 for given in quality) > len(quality) else 4,
        3 if any(given in (0, 1) for given in kinds["L"] + kinds["Q"]) else 4,
        3 if any(given in (NE, None) for given in kinds["S"] + kinds["L"] + kinds["Q"]) else 4,
    ]
    rank = min([best, *caps])
    return next(one for one in Grade if one.rank == rank)


CORE_IDS = [marker.id for marker in CORE.markers]
MIXES: list[list[Answer]] = [
    [2, 3, 3, 3],
    [2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 1],
    [2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, NE],
    [0, 1, 2, 3, NA],
    [0, 1, 2, 2, 2, 2, 3, 3, 3, NE, NA, None],
]


@given(st.sampled_from(MIXES).flatmap(lambda mix: st.lists(st.sampled_from(mix), min_size=42, max_size=42)))
def test_the_grade_is_the_one_worked_out_from_the_words_of_the_specification(given_answers: list[Answer]) -> None:
    answers = dict(zip(CORE_IDS, given_answers, strict=True))
    assert GRADERS["core-42"].grade(answers).grade is expected_grade(answers)


def test_a_limit_on_named_markers_and_one_on_kinds_may_stand_together() -> None:
    limit = Limit("a3", "A3 is at 0.", Grade.INADEQUATE, markers=("A3",), score_at_most=0, at_least=1)
    framework = replace(CORE, limits=(*CORE.limits, limit))
    result = grade(framework, core_answers(3, A3=0, F1=1))
    assert fired(result) == {"limiting-weak": ("F1",), "a3": ("A3",)}
    assert result.grade is Grade.INADEQUATE


def test_a_marker_of_several_agencies_counts_for_none_of_them() -> None:
    several: list[Marker] = [marker for marker in CORE.markers if marker.sole_agency is None]
    assert [marker.id for marker in several] == ["W4", "W5", "W7", "E1", "E2", "E6", "F7", "F8"]
    low = dict.fromkeys([marker.id for marker in several], 0)
    assert grade(CORE, core_answers(2, **low)).agencies == grade(CORE, core_answers(2)).agencies
