"""Figures: the catalogue is complete, each builder follows its definition, and words say what the number says."""

import dataclasses
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.agreement import Unit, ac2_quadratic, alpha, bootstrap, exact, tally
from scoring.figures import (
    DIMENSIONS,
    Audience,
    Draw,
    Figure,
    FigureId,
    Scope,
    catalogue,
    clustered_figure,
    coefficient_figure,
    count_figure,
    counted_note,
    definition,
    mean_figure,
    median_figure,
    missing_figure,
    proportion_figure,
    rounded,
    share_figure,
    words,
)
from scoring.intervals import Interval, clusters, corrected_wilson, kish, wilson, wilson_at

SCOPE = Scope("2026-09-01..2026-10-31", "multi-agency", "core-42/1")
PAGE = """
plans.drawn plans.audited plans.not_graded plans.effective
grade.outstanding grade.good grade.requires_improvement grade.inadequate score.overall
score.section.W score.section.A score.section.B score.section.C score.section.D score.section.E score.section.F
score.section.G score.section.H1 score.section.H2 score.section.I score.section.J score.section.K
score.agency.education score.agency.health score.agency.social_care score.agency.coordinator
score.agency.parent_carer marker.W1.mean marker.W1.sound marker.H1a.mean marker.H1a.sound
presence.health presence.health_provision presence.social_care presence.social_care_provision
advice.present@source=school advice.present@source=psychology advice.present@source=health
advice.present@source=social_care advice.present@source=other
advice.current@source=school advice.current@source=psychology advice.current@source=health
advice.current@source=social_care advice.current@source=other
advice.specific@source=school advice.specific@source=psychology advice.specific@source=health
advice.specific@source=social_care advice.specific@source=other
thread.needs thread.needs_without_outcome thread.needs_without_provision thread.outcomes_without_provision
thread.provision_without_need thread.complete outcomes.total provision.total outcomes.smart
provision.specific_and_quantified
timeliness.20_weeks.including_exceptions timeliness.20_weeks.excluding_exceptions timeliness.exceptions
timeliness.decision_6_weeks timeliness.no_plan_16_weeks timeliness.average_weeks
timeliness.advice_6_weeks.education timeliness.advice_6_weeks.psychology timeliness.advice_6_weeks.health
timeliness.advice_6_weeks.social_care timeliness.review_decision_4_weeks timeliness.review_final_12_weeks
timeliness.phase_transfer_15_feb timeliness.post16_transfer_31_mar plans.over_3_years
agreement.exact agreement.within_one agreement.alpha_ordinal agreement.ac2_quadratic
actions.open actions.overdue actions.closed actions.green actions.amber actions.red actions.grey
learning.days_to_share
progress.outcomes.achieved progress.outcomes.on_track progress.outcomes.some progress.outcomes.none
progress.outcomes.changed progress.plans_reviewed reviews.due reviews.late
adulthood.likely adulthood.referred adulthood.assessed adulthood.late
voice.conversations voice.listened voice.recognised voice.clear voice.happening voice.difference
"""


def make_figure(
    unit: str = "plans", value: float | None = 50.0, bounds: tuple[float, float] | None = None, **fields: object
) -> Figure:
    lower, upper = bounds or (None, None)
    blank = Figure(
        "plans.effective", "Effective", value, None, None, lower, upper, unit, "2026", "weekly", "core-42/1", "group",
        "", "", "",
    )  # fmt: skip
    return dataclasses.replace(blank, **fields)  # type: ignore[arg-type]  # a test names the fields it sets


def test_a_figure_has_the_fifteen_fields_of_the_files_in_their_order() -> None:
    assert [one.name for one in dataclasses.fields(Figure)] == [
        "id", "label", "value", "numerator", "denominator", "lower", "upper", "unit", "period", "cycle", "framework",
        "audience", "withheld", "reason", "note",
    ]  # fmt: skip


def test_the_catalogue_has_every_figure_once_and_no_other() -> None:
    assert [one.id for one in catalogue(["W1", "H1a"])] == PAGE.split()


def test_every_figure_has_words_for_readers_and_for_an_empty_denominator() -> None:
    for known in catalogue(["C1"]):
        assert known.label[0].isupper()
        assert known.unit
        assert "." not in known.label
        assert known.denominator[:1] == known.denominator[:1].lower()
        assert not any(sign.isdigit() for sign in known.left_out), "a digit would be taken for a count"


@pytest.mark.parametrize(
    ("figure", "unit", "interval"),
    [
        ("plans.drawn", "plans", ""), ("plans.audited", "plans", ""), ("grade.good", "plans", "W"),
        ("score.overall", "percent", "T"), ("marker.C1.mean", "level", "T"), ("marker.C1.sound", "plans", "W"),
        ("thread.needs", "needs", ""), ("thread.needs_without_outcome", "needs", "C"),
        ("thread.complete", "plans", "W"), ("provision.specific_and_quantified", "lines", "C"),
        ("timeliness.average_weeks", "weeks", "T"), ("timeliness.decision_6_weeks", "requests", "W"),
        ("timeliness.review_final_12_weeks", "reviews", "W"), ("agreement.exact", "units", "B"),
        ("agreement.ac2_quadratic", "coefficient", "B"), ("actions.green", "actions", ""),
        ("learning.days_to_share", "days", ""),
    ],
)  # fmt: skip
def test_units_and_intervals_are_those_of_the_page(figure: str, unit: str, interval: str) -> None:
    known = definition(figure)
    assert (known.unit, known.interval) == (unit, interval)


def test_a_definition_names_its_further_dimensions() -> None:
    known = definition("grade.good@cycle=weekly@team=North")
    assert known.id == "grade.good@team=North@cycle=weekly"
    assert known.label == "Plans graded Good, team North, cycle weekly"
    assert definition("advice.present@source=school@team=North").label.endswith("from school, team North")


@pytest.mark.parametrize(
    "figure", ["grade.excellent", "advice.present", "advice.present@source=police", "marker.C1.median", "marker."]
)
def test_an_id_that_is_in_no_catalogue_is_refused(figure: str) -> None:
    with pytest.raises(ValueError, match="no figure"):
        definition(figure)


@pytest.mark.parametrize("text", ["", "@team=North", "a@tea=North", "a@team", "a@team=", "a@team=N@team=S"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"figure|dimension"):
        FigureId.parse(text)


@given(st.dictionaries(st.sampled_from(DIMENSIONS), st.text(min_size=1)), st.randoms(use_true_random=False))
def test_an_id_reads_back_whatever_the_values_and_their_order(values: dict[str, str], random: Random) -> None:
    made = FigureId("grade.good", tuple(random.sample(list(values.items()), len(values))))
    assert FigureId.parse(str(made)) == made
    assert [name for name, _ in made.parts] == [name for name in DIMENSIONS if name in values]


def test_an_id_gives_and_takes_dimensions() -> None:
    made = FigureId.parse("grade.good@cycle=weekly").with_(team="North")
    assert str(made) == "grade.good@team=North@cycle=weekly"
    assert (made.suffix, made.breakdown, made.value("team")) == ("@team=North@cycle=weekly", ("team",), "North")
    assert str(made.without("team")) == "grade.good@cycle=weekly"
    assert str(made.only("team")) == "grade.good@team=North"
    assert made.value("need") == ""


def test_a_proportion_is_in_percent_with_wilsons_interval() -> None:
    figure = proportion_figure("plans.effective", 4, 6, SCOPE, note="1 replaced: file not accessible")
    bounds = wilson(4, 6).times(100)
    assert figure == Figure(
        id="plans.effective", label="Plans that are effective: Good or Outstanding", value=400 / 6, numerator=4,
        denominator=6, lower=bounds.lower, upper=bounds.upper, unit="plans", period="2026-09-01..2026-10-31",
        cycle="multi-agency", framework="core-42/1", audience="group", withheld="", reason="",
        note="Left out: Not graded; 1 replaced: file not accessible",
    )  # fmt: skip


def test_without_a_draw_the_denominator_is_null_and_the_numerator_is_the_value() -> None:
    figure = count_figure("plans.audited", 7, SCOPE)
    assert (figure.value, figure.numerator, figure.denominator, figure.lower) == (7, 7, None, None)


def test_of_nothing_there_is_no_percentage_but_a_reason() -> None:
    figure = proportion_figure("plans.effective", 0, 0, SCOPE)
    assert (figure.value, figure.numerator, figure.denominator, figure.lower) == (None, 0, 0, None)
    assert figure.reason == "There were no graded plans."


def test_a_draw_of_over_a_tenth_of_its_frame_adds_the_corrected_interval_to_the_note() -> None:
    plain = proportion_figure("plans.effective", 20, 26, SCOPE, draw=Draw(13, 130))
    corrected = proportion_figure("plans.effective", 20, 26, SCOPE, draw=Draw(26, 130))
    bounds = corrected_wilson(20, 26, 130).times(100)
    assert "Corrected" not in plain.note
    assert (corrected.lower, corrected.upper) == (plain.lower, plain.upper)
    assert corrected.note.endswith(
        f"95 % interval {rounded(bounds.lower)} to {rounded(bounds.upper)} %"
    )  # the plain one stays in the fields


def test_weighted_shares_have_wilson_on_kishs_effective_n() -> None:
    weights = [3.0, 1.0, 1.0, 2.0]
    figure = proportion_figure("plans.effective", 4.0, 7.0, SCOPE, effective=kish(weights))
    bounds = wilson_at(4 / 7, kish(weights)).times(100)
    assert figure.value == pytest.approx(400 / 7)
    assert (figure.lower, figure.upper) == (bounds.lower, bounds.upper)


def test_a_mean_has_students_interval_on_its_scale() -> None:
    figure = mean_figure("marker.C1.mean", 4, 10, 28, SCOPE)
    assert (figure.value, figure.numerator, figure.denominator, figure.unit) == (2.5, None, 4, "level")
    assert figure.upper == 3
    assert figure.lower == pytest.approx(2.5 - 3.182446305 * 1.0 / 2)


def test_a_single_plan_has_a_mean_without_an_interval_and_says_why() -> None:
    figure = mean_figure("score.overall", 1, 70, 4900, SCOPE)
    assert (figure.value, figure.lower, figure.upper, figure.reason) == (70, None, None, "")
    assert "No interval: it takes two plans or more" in figure.note
    assert mean_figure("score.overall", 0, 0, 0, SCOPE).reason == "There were no graded plans."


def test_average_weeks_have_no_upper_end() -> None:
    figure = mean_figure("timeliness.average_weeks", 2, 60, 3400, SCOPE)
    assert figure.lower == 0
    assert figure.upper is not None
    assert figure.upper > 100


@pytest.mark.parametrize("figure", ["score.overall", "marker.C1.mean", "timeliness.average_weeks"])
def test_a_mean_of_a_large_draw_gives_its_corrected_interval_in_the_note(figure: str) -> None:
    made = mean_figure(figure, 6, 12, 26, SCOPE, draw=Draw(6, 40))
    assert "Corrected for a draw of more than a tenth of its frame: 95 % interval" in made.note


def test_items_keep_their_plans_together() -> None:
    pairs = [(1, 5), (2, 6), (0, 4)]
    figure = clustered_figure("thread.needs_without_outcome", clusters(pairs), SCOPE, draw=Draw(3, 20))
    assert (figure.value, figure.numerator, figure.denominator) == (20.0, 3, 15)
    assert figure.lower == pytest.approx(7.047549, abs=1e-6)
    assert "Corrected" in figure.note
    alone = clustered_figure("outcomes.smart", clusters([(3, 4)]), SCOPE)
    assert (alone.value, alone.lower) == (75.0, None)
    assert "two plans or more" in alone.note
    assert clustered_figure("outcomes.smart", clusters([]), SCOPE).reason == "There were no rated outcomes."


def test_counts_and_medians_have_no_interval() -> None:
    needs = count_figure("thread.needs", 120, SCOPE)
    green = count_figure("actions.green", 3, SCOPE, denominator=12)
    days = median_figure("learning.days_to_share", [3, 9, 4, 30], SCOPE)
    assert (needs.value, needs.numerator, needs.denominator) == (120, 120, None)
    assert (green.value, green.lower) == (25.0, None)
    assert (days.value, days.numerator, days.denominator) == (6.5, None, 4)
    assert median_figure("learning.days_to_share", [], SCOPE).reason == ("There were no rounds closed in the period.")


def scored(plans: int, markers: int) -> list[Unit]:
    return [
        Unit(f"p{p}", f"m{m}", (("a", (p + m) % 4), ("b", min(3, (p + m) % 4 + (m % 3 == 0)))))
        for p in range(plans)
        for m in range(markers)
    ]


def test_agreement_figures_have_their_own_denominators() -> None:
    sums = tally([*scored(9, 4), Unit("p0", "single", (("a", 1),))])
    bounds = bootstrap(sums, 1)
    share = share_figure("agreement.exact", exact(sums), bounds.exact, SCOPE)
    krippendorff = coefficient_figure("agreement.alpha_ordinal", alpha(sums), bounds.alpha, SCOPE)
    gwet = coefficient_figure("agreement.ac2_quadratic", ac2_quadratic(sums), bounds.ac2, SCOPE)
    assert (share.numerator, share.denominator) == (exact(sums).numerator, 36)
    assert share.value == pytest.approx(100 * share.numerator / 36 if share.numerator else 0)
    assert bounds.exact is not None
    assert share.lower == 100 * bounds.exact.lower
    assert (krippendorff.numerator, krippendorff.denominator, gwet.denominator) == (None, 72, 36)
    assert krippendorff.value == alpha(sums).value
    assert krippendorff.lower == (bounds.alpha.lower if bounds.alpha else None)


def test_too_few_plans_have_no_coefficient_but_their_counts() -> None:
    sums = tally(scored(7, 10))
    figure = coefficient_figure("agreement.alpha_ordinal", alpha(sums), Interval(0, 1), SCOPE)
    assert (figure.value, figure.lower, figure.upper, figure.denominator) == (None, None, None, 140)
    assert figure.reason.startswith("Fewer than 8 plans or 50 pairable values")


def test_a_missing_figure_is_present_with_its_reason() -> None:
    figure = missing_figure("timeliness.advice_6_weeks.health", SCOPE, "The source has no dates.", withheld="x")
    assert (figure.value, figure.withheld, figure.reason) == (None, "x", "The source has no dates.")
    with pytest.raises(ValueError, match="needs a reason"):
        missing_figure("plans.effective", SCOPE, "")


def test_a_builder_refuses_impossible_counts_and_figures_of_another_kind() -> None:
    with pytest.raises(ValueError, match="cannot be"):
        proportion_figure("plans.effective", 7, 6, SCOPE)
    with pytest.raises(ValueError, match=r"interval of score\.overall"):
        proportion_figure("score.overall", 1, 6, SCOPE)
    with pytest.raises(ValueError, match=r"interval of plans\.effective"):
        count_figure("plans.effective", 1, SCOPE)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (proportion_figure("plans.effective", 4, 6, SCOPE), "4 of 6 (67 %, 95 % interval 30 to 90 %)"),
        (proportion_figure("plans.effective", 18, 25, SCOPE), "72 % (18 of 25, 95 % interval 52 to 86 %)"),
        (proportion_figure("plans.effective", 9, 10, SCOPE), "90 % (9 of 10, 95 % interval 60 to 98 %)"),
        (proportion_figure("plans.over_3_years", 1, 300, SCOPE), "under 1 % (1 of 300, 95 % interval 0 to 2 %)"),
        (proportion_figure("plans.over_3_years", 299, 300, SCOPE), "over 99 % (299 of 300, 95 % interval 98 to 100 %)"),
        (count_figure("plans.audited", 1, SCOPE), "1 plan"),
        (proportion_figure("plans.effective", 0, 0, SCOPE), "There were no graded plans."),
        (count_figure("plans.drawn", 48, SCOPE, denominator=1200), "4 % (48 of 1200)"),
        (count_figure("actions.green", 3, SCOPE, denominator=4), "3 of 4 (75 %)"),
        (count_figure("thread.needs", 120, SCOPE), "120 needs"),
        (make_figure("percent", 71.3, (65.0, 77.6), denominator=40), "71.3 % (95 % interval 65.0 to 77.6)"),
        (make_figure("percent", 71.3, (65.0, 77.6), denominator=6), "6 plans: 71.3 % (95 % interval 65.0 to 77.6)"),
        (make_figure("percent", 70.0, denominator=1), "1 plan: 70.0 %"),
        (make_figure("level", 2.125, (1.8, 2.44), denominator=12), "level 2.13 (95 % interval 1.80 to 2.44)"),
        (make_figure("weeks", 21.25, (19, 23.5), denominator=90), "21.3 weeks (95 % interval 19.0 to 23.5)"),
        (make_figure("days", 6.5, denominator=4), "6.5 days"),
        (make_figure("days", 12, denominator=4), "12 days"),
        (make_figure("coefficient", -0.0504, (-0.2, 0.0999)), "−0.050 (95 % interval −0.200 to 0.100)"),
        (
            make_figure("units", 81.818, (70.1, 90), numerator=9, denominator=11),
            "82 % of 11 units (95 % interval 70 to 90 %)",
        ),
        (make_figure(withheld="c", reason="Fewer than 6 plans."), "Withheld (c). Fewer than 6 plans."),
        (make_figure(withheld="z"), "Not applicable (z)."),
        (make_figure(withheld="x", reason="No dates."), "Not available (x). No dates."),
    ],
)  # fmt: skip
def test_figures_in_words(figure: Figure, said: str) -> None:
    assert words(figure) == said


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [(62.5, 0, "63"), (61.5, 0, "62"), (0.285, 2, "0.29"), (2.675, 2, "2.68"), (-0.5, 0, "−1"),
     (-0.4, 0, "0"), (7, 1, "7.0")],
)  # fmt: skip
def test_numbers_are_rounded_half_up_as_they_are_written(value: float, places: int, said: str) -> None:
    assert rounded(value, places) == said


def test_a_note_counts_what_there_is() -> None:
    assert counted_note((2, "Not graded"), (0, "replaced"), (1, "awaiting consensus")) == (
        "2 Not graded; 1 awaiting consensus"
    )
    assert counted_note() == ""


def test_a_figure_is_for_the_audience_of_its_scope() -> None:
    board = dataclasses.replace(SCOPE, audience=Audience.BOARD)
    assert proportion_figure("plans.effective", 4, 6, SCOPE).audience == "group"
    assert proportion_figure("plans.effective", 4, 6, board).audience == "board"


def test_sections_of_a_framework_about_another_paper_stand_after_the_plan_s_own() -> None:
    ids = [one.id for one in catalogue(["AR1"], ["AR", "W"])]
    assert ids[ids.index("score.section.K") + 1] == "score.section.AR"
    assert ids.count("score.section.W") == 1
    assert (
        definition("score.section.AR@cycle=annual-review").label
        == "Average score of the annual review, cycle annual-review"
    )
    assert definition("score.section.Z9").label == "Average score of section Z9"


@pytest.mark.parametrize("figure", ["score.section.", "score.section.ar", "score.section.ABCD", "score.section.A12"])
def test_what_is_no_section_has_no_figure(figure: str) -> None:
    with pytest.raises(ValueError, match="There is no figure"):
        definition(figure)
