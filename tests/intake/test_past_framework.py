"""A framework made from any headings is one that can be stored, read again, and told from the shipped ones."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_app.domain.problems import AppError
from audit_app.intake.cells import squeezed
from audit_app.intake.past_framework import fit_framework
from audit_app.intake.past_layout import PastColumn, plain
from audit_app.intake.past_mapping import PastMapping
from forms.model import Framework, Grade, framework_toml, read_framework
from resources.frameworks import framework_text, resolve
from scoring.grade import Grader

CORE = read_framework(framework_text("core-42"), resolve)
TEXTS = st.text(min_size=1, max_size=40).map(plain).filter(lambda text: bool(text.strip()))
WORDS = {"Yes": "3", "Mostly": "2", "No": "0", "N/A": "NA"}


def columns_of(*headings: str | tuple[str, str]) -> tuple[PastColumn, ...]:
    pairs = [one if isinstance(one, tuple) else (one, "") for one in headings]
    return tuple(PastColumn(at, heading, group) for at, (heading, group) in enumerate(pairs))


def mapping_of(columns: tuple[PastColumn, ...], name: str = "marker") -> PastMapping:
    return PastMapping({one.heading: name for one in columns}, WORDS, framework="audit-tool", title="Audit tool")


def made(*headings: str | tuple[str, str], name: str = "marker") -> Framework:
    columns = columns_of(*headings)
    return fit_framework(columns, mapping_of(columns, name), (), CORE).framework


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(TEXTS, st.one_of(st.just(""), TEXTS)), min_size=1, max_size=60, unique_by=lambda one: squeezed(one[0])
    )
)
def test_any_headings_make_a_framework_that_reads_back_the_same(pairs: list[tuple[str, str]]) -> None:
    framework = made(*pairs)
    assert read_framework(framework_toml(framework)) == framework
    assert [marker.question for marker in framework.markers] == [heading for heading, _ in pairs]
    shipped = {marker.id for marker in CORE.markers}
    assert shipped.isdisjoint(marker.id for marker in framework.markers)


def test_a_hundred_and_fifty_questions_and_sixty_groups_fit() -> None:
    framework = made(*((f"Question {at}?", f"Group {at % 60}") for at in range(150)))
    assert read_framework(framework_toml(framework)) == framework
    assert len(made(*(f"Question {at}?" for at in range(150))).sections) == 2  # an id has two figures


def test_more_markers_than_a_framework_may_have_are_refused() -> None:
    with pytest.raises(AppError, match="at most 200 are kept"):
        made(*(f"Question {at}?" for at in range(201)))


def test_levels_say_the_words_of_the_sheet_turned_round_where_yes_is_the_worst() -> None:
    assert made("Views?").markers[0].levels == (
        "The sheet says “No”.",
        "No word of the sheet stands for level 1.",
        "The sheet says “Mostly”.",
        "The sheet says “Yes”.",
    )
    assert made("Errors?", name="marker reversed").markers[0].levels[0] == "The sheet says “Yes”."


def test_nothing_limits_the_grade_and_half_may_be_without_a_score() -> None:
    grader = Grader(made("One?", "Two?", "Three?", "Four?"))
    assert grader.grade({"Q1": 3, "Q2": 3, "Q3": 3, "Q4": 0}).grade is Grade.GOOD  # 75 %
    assert grader.grade({"Q1": 3, "Q2": 3}).grade is Grade.OUTSTANDING
    assert grader.grade({"Q1": 3}).grade is Grade.NOT_GRADED


def test_the_oldest_version_with_every_question_is_taken() -> None:
    first = made("One?", "Two?")
    columns = columns_of("One?", "Two?", "Three?")
    second = fit_framework(columns, mapping_of(columns), (first,), CORE)
    assert (second.framework.version, second.is_new) == (2, True)
    assert [one.id for one in second.framework.markers] == ["Q1", "Q2", "Q3"]
    assert read_framework(framework_toml(second.framework)) == second.framework
    fewer = columns_of("two?")
    found = fit_framework(fewer, mapping_of(fewer), (first, second.framework), CORE)
    assert (found.framework.key, found.is_new, dict(found.markers)) == ("audit-tool/1", False, {"two?": "Q2"})


@pytest.mark.parametrize(
    ("score", "grade"),
    [(3, Grade.OUTSTANDING), (2, Grade.GOOD), (1, Grade.REQUIRES_IMPROVEMENT), (0, Grade.INADEQUATE)],
)
def test_a_grade_alone_comes_back_as_the_grade_it_was(score: int, grade: Grade) -> None:
    columns = columns_of("Overall")
    fitted = fit_framework(columns, mapping_of(columns, "grade"), (), CORE)
    assert fitted.of_grade == "Overall"
    assert read_framework(framework_toml(fitted.framework)) == fitted.framework
    assert Grader(fitted.framework).grade({fitted.markers["Overall"]: score}).grade is grade


def test_without_marker_or_grade_there_is_nothing_to_make() -> None:
    columns = columns_of("Plan")
    with pytest.raises(AppError, match="nothing to take in"):
        fit_framework(columns, replace(mapping_of(columns), columns={"Plan": "plan_ref"}), (), CORE)
