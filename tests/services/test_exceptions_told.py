"""What went wrong: each rule on the side of its line where it fires, and on the other; who is told; what is said."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from export_builders import months_of
from service_world import plan_row, write_rows

from audit_app.services.register.importing import import_register
from audit_app.services.reports.content import contents
from audit_app.services.reports.exception_rules import Form, Rule, rules_of, shipped_rules
from audit_app.services.reports.exceptions import exceptions_told
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.timeliness.trajectories import keep
from audit_app.store.workspace import Workspace
from exports.commentary import CommentTold
from exports.content import Content, ReportHead
from exports.exceptions import ExceptionsTold
from exports.pages.exceptions import NO_COMMENTARY, exceptions, looked_at, said
from scoring.figures import Audience, Figure, Scope, count_figure, mean_figure, proportion_figure
from scoring.timeliness.trajectories import Basis, Point, Trajectory

SCOPE = Scope("2026-10", "weekly", "weekly-18/1")
RULES = shipped_rules()


def content(*figures: Figure, audience: Audience = Audience.GROUP, kind: str = "monthly") -> Content:
    head = ReportHead(
        kind=kind,
        period="2026-10",
        first=date(2026, 10, 1),
        last=date(2026, 10, 31),
        audience=audience,
        organisation="Ashford",
        cycle="weekly",
        framework="weekly-18/1",
        round="",
        state="draft",
        data_head="ab" * 32,
        data_date=date(2026, 11, 22),
        engine="1",
        app_version="0.1.0",
    )
    return Content(head, figures)


def told(found: Content) -> ExceptionsTold:
    made = exceptions_told(found, RULES)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("figure", "fires"),
    [
        (proportion_figure("marker.F1.sound", 2, 6, SCOPE), True),
        (proportion_figure("marker.F1.sound", 3, 6, SCOPE), False),  # half is not under half
        (proportion_figure("marker.F1.sound", 0, 5, SCOPE), False),  # of five plans nothing is said
        (proportion_figure("marker.F1.sound@team=North", 0, 9, SCOPE), False),  # a breakdown is no figure of its own
        (count_figure("plans.audited", 7, SCOPE, denominator=10), True),
        (count_figure("plans.audited", 8, SCOPE, denominator=10), False),
        (proportion_figure("timeliness.advice_6_weeks.psychology", 5, 11, SCOPE), True),
        (proportion_figure("timeliness.advice_6_weeks.psychology", 7, 11, SCOPE), False),  # 64 %, but up to 85 %
        (count_figure("plans.drawn", 6, SCOPE, denominator=300, note="Left out: replaced places counted once"), False),
        (count_figure("plans.drawn", 6, SCOPE, denominator=300, note="once; 1 replaced; 2 draws"), True),
        (mean_figure("marker.F1.mean", 5, 10, 22, SCOPE, note="Left out: NA; 1 NE; 2 unscored"), True),
        (mean_figure("marker.F1.mean", 5, 10, 22, SCOPE, note="Left out: NA, NE, unscored"), False),
    ],
)
def test_a_rule_fires_beyond_its_line_and_not_on_it(figure: Figure, fires: bool) -> None:
    assert bool(told(content(figure)).found) is fires


def test_each_is_a_sentence_with_its_numbers_and_the_worst_comes_first() -> None:
    found = told(
        content(
            proportion_figure("marker.F1.sound", 2, 6, SCOPE),
            proportion_figure("marker.F2.sound", 1, 6, SCOPE),
            proportion_figure("timeliness.advice_6_weeks.psychology", 5, 11, SCOPE),
            mean_figure("marker.F1.mean", 5, 10, 22, SCOPE, note="2 unscored"),
            mean_figure("marker.F2.mean", 5, 10, 22, SCOPE, note="1 unscored"),
        )
    )
    sentences = [one.sentence for one in found.found]
    assert sentences[0] == (
        "Plans where marker F2 is sound or strong: 1 of 6 (17 %, 95 % interval 3 to 56 %), under 50 %."
    )
    assert sentences[2].endswith(
        "45 % (5 of 11, 95 % interval 21 to 72 %), 6 late; the whole interval lies under 80 %."
    )
    assert sentences[3] == "Markers left unscored: F1 in 2 plans, F2 in 1 plan."
    assert [one.topic for one in found.found][:2] == ["marker.F2.sound", "marker.F1.sound"]


def test_what_the_owner_says_stands_beside_it_or_that_nothing_was_said_yet() -> None:
    bare = content(proportion_figure("marker.F1.sound", 2, 6, SCOPE))
    (without,) = told(bare).found
    assert said(without) == NO_COMMENTARY
    word = CommentTold("marker.F1.sound", "Marker F1", "A course is booked.", "SEN manager")
    (with_word,) = told(replace(bare, commentary=(word,))).found
    assert said(with_word) == "A course is booked. (SEN manager)"


def test_a_report_in_which_nothing_crossed_its_rule_says_how_many_were_looked_at() -> None:
    quiet = told(content(proportion_figure("marker.F1.sound", 6, 6, SCOPE), count_figure("plans.drawn", 6, SCOPE)))
    assert quiet.found == ()
    assert looked_at(quiet) == f"Nothing crossed its rule: 2 figures and charts looked at by {len(RULES)} rules."
    assert looked_at(told(content())).startswith("Nothing could be looked at")


def test_a_withheld_figure_is_not_looked_at_and_the_public_and_other_kinds_are_told_nothing() -> None:
    low = proportion_figure("marker.F1.sound", 0, 6, SCOPE)
    hidden = replace(low, value=None, numerator=None, withheld="c")
    assert told(content(hidden)).looked_at == 0
    assert exceptions_told(content(low, audience=Audience.PUBLIC), RULES) is None
    assert exceptions_told(content(low, kind="weekly"), RULES) is None
    assert list(exceptions(content(low))) == []


def test_the_chart_of_effective_plans_that_shows_concern_is_told_and_an_earlier_months_is_not() -> None:
    falling = months_of([60, 62, 58, 61, 59, 60, 62, 58, 61, 59, 60, 62, 58, 20])
    (one,) = told(replace(content(), trends=falling)).found
    assert one.sentence.startswith("Effective plans, by month: the latest month, Oct 26 with 20 % (n 25), is worse")
    later = replace(content().head, first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert told(replace(content(), head=later, trends=falling)).found == ()
    steady = months_of([60, 62, 58, 61, 59, 60, 62, 58, 61, 59, 60, 62, 58, 60])
    assert told(replace(content(), trends=steady)).found == ()


def test_a_rule_that_lacks_a_part_or_has_one_too_many_is_no_rule() -> None:
    with pytest.raises(ValueError, match="share"):
        rules_of('[[rules]]\nform = "share"\nname = "x"\nfigures = "plans.audited"\n')
    with pytest.raises(ValueError, match="chart"):
        rules_of('[[rules]]\nform = "chart"\nname = "x"\nchart = "effective"\ntopic = "y"\nover = 1\n')
    assert {rule.form for rule in RULES} == set(Form)
    assert isinstance(RULES[0], Rule)


@pytest.mark.parametrize(
    ("percent", "audience", "fires"), [(60, "group", True), (60, "board", True), (30, "board", False)]
)
def test_a_target_over_the_whole_interval_of_what_was_reached_is_told(
    workspace: Workspace, tmp_path: Path, percent: float, audience: str, fires: bool
) -> None:
    final = {"final_date": "2026-10-12"}
    rows = [plan_row(n, request_date="2026-01-05" if n > 1 else "2026-08-03", **final) for n in range(1, 10)]
    import_register(workspace, write_rows(tmp_path / "r.csv", rows))
    target = Trajectory(
        "Written statement", "timeliness.20_weeks.including_exceptions", Basis.ISSUED, None,
        (Point(date(2026, 1, 1), percent),), "Board paper",
    )  # fmt: skip
    keep(workspace, target)
    (made,) = contents(workspace, report(workspace, ReportAsked("monthly", "2026-10", Audience(audience))))
    assert made.exceptions is not None
    found = [one.sentence for one in made.exceptions.found if one.rule == "Targets in time"]
    expected = "Written statement: 11 % (1 of 9, 95 % interval 2 to 43 %), below the target of 60 %."
    assert found == ([expected] if fires else [])
