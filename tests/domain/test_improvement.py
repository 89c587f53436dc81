"""Improvement plans: what a timescale means, what statuses say, what slipped, and what differs between two plans."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.improvement import ImprovementPlan, PlanAction, Reported, RequiredOutcome, Theme, refresh_words
from audit_app.domain.improvement_counts import (
    MilestoneState,
    counts_at,
    is_overdue,
    milestones,
    overdue,
    pair_for,
    slippage,
    without_comment,
)
from audit_app.domain.plan_rows import CHANGED, GONE, NEW, differences, plan_of, plan_value, read_plan_value, rows_of
from audit_app.domain.risks import Escalation, Risk
from audit_app.domain.status import Status
from audit_app.domain.timescale import Timescale, checkpoint_day, checkpoint_words, read_checkpoint, read_timescale

MARCH, JUNE = "2018-03", "2018-06"


def days(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


@pytest.mark.parametrize(
    ("words", "dates", "recurrence"),
    [
        ("17 April and 21 August; next 16 May 2019", ("2018-04-17", "2018-08-21", "2019-05-16"), ""),
        ("Annually", (), "12m"),
        ("March 2018", ("2018-03-31",), ""),
        ("Sept 2018", ("2018-09-30",), ""),
        ("Quarterly, starting April 2018", ("2018-04-30",), "3m"),
        ("Quarterly; 11 June 2018; 12 Nov 2018; 8 April 2019", ("2018-06-11", "2018-11-12", "2019-04-08"), "3m"),
        ("6 monthly; next 16 July 2018", ("2018-07-16",), "6m"),
        ("April 2018; monthly analysis", ("2018-04-30",), "1m"),
        ("April to June 2018", ("2018-06-30",), ""),
        ("October to March 2018", ("2018-03-31",), ""),
        ("27 May 2018; 24 May 2018; 19 Apr 2018", ("2018-04-19", "2018-05-24", "2018-05-27"), ""),
        ("12 November 2018 and 8 April", ("2018-11-12", "2019-04-08"), ""),
        ("1/3/2018 or 2018-04-02", ("2018-03-01", "2018-04-02"), ""),
        ("by 31 June 2018", (), ""),
        ("in May", (), ""),
        ("when it can be done", (), ""),
        ("", (), ""),
    ],
)  # fmt: skip
def test_timescale_in_words_means_these_days_and_this_recurrence(
    words: str, dates: tuple[str, ...], recurrence: str
) -> None:
    assert read_timescale(words) == Timescale(days(*dates), recurrence)


@given(st.text(max_size=200))
def test_any_timescale_can_be_read_and_its_days_are_in_order(words: str) -> None:
    dates = read_timescale(words).dates
    assert list(dates) == sorted(set(dates))


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31)))
def test_day_that_is_written_out_is_read_back(day: date) -> None:
    assert read_timescale(f"by {day.day} {day:%B} {day.year}").dates == (day,)


def test_checkpoint_is_a_month_or_a_day_and_is_read_as_people_write_it() -> None:
    assert checkpoint_day(MARCH) == date(2018, 3, 31)
    assert checkpoint_day("2018-03-14") == date(2018, 3, 14)
    assert [read_checkpoint(words) for words in ("Mar 2018", "March 2018", "31/03/2018", MARCH)] == [
        MARCH,
        MARCH,
        "2018-03-31",
        MARCH,
    ]
    assert checkpoint_words(MARCH) == "Mar 2018"
    assert checkpoint_words("2018-03-14") == "14 Mar 2018"


@pytest.mark.parametrize("words", ["", "March", "soon 2018", "Mar 2018 and Jun 2018", "2018-13", "the March 2018"])
def test_what_is_no_checkpoint_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="no checkpoint"):
        read_checkpoint(words)


def action(id_: str, *statuses: str, timescale: str = "", comment: str = "") -> PlanAction:
    """An action with a status at each checkpoint, written by its first letter; - where nobody reported."""
    read = read_timescale(timescale)
    known = {"G": Status.GREEN, "A": Status.AMBER, "R": Status.RED, "Y": Status.GREY}
    told = {at: Reported(known[one], comment) for at, one in zip((MARCH, JUNE), statuses, strict=False) if one in known}
    return PlanAction(id_, f"Do {id_}", timescale, read.dates, read.recurrence, reported=told)


def plan_with(*actions: PlanAction) -> ImprovementPlan:
    outcome = RequiredOutcome("o", "1", "Needs are identified", actions)
    return ImprovementPlan(
        "p", "Plan", checkpoints=(MARCH, JUNE, "2018-09"), themes=(Theme("t", "A", "T", "", (outcome,)),)
    )


def test_counts_at_a_checkpoint_add_up_and_blank_is_not_grey() -> None:
    plan = plan_with(action("1", "G"), action("2", "A"), action("3", "R"), action("4", "Y"), action("5", "-"))
    found = counts_at(plan.themes[0].actions, MARCH)
    assert (found.green, found.amber, found.red, found.grey, found.silent, found.total) == (1, 1, 1, 1, 1, 5)
    assert counts_at(plan.themes[0].actions, JUNE).silent == 5
    assert plan.current == MARCH


def test_slippage_says_what_turned_worse_stood_still_went_quiet_or_is_due() -> None:
    plan = plan_with(
        action("worse", "G", "R"),
        action("better", "R", "A"),
        action("still", "A", "A"),
        action("done", "G", "G"),
        action("quiet", "A", "-"),
        action("elsewhere", "R", "Y", timescale="April 2018"),
        action("due", "R", "A", timescale="May 2018"),
        action("silent", "-", "-", timescale="30 June 2018"),
        action("later", "A", "A", timescale="July 2018"),
    )
    found = slippage(plan, MARCH, JUNE)

    def ids(moved: object) -> list[str]:
        return [one.placed.action.id for one in moved]  # type: ignore[attr-defined]  # each group is of Moved

    assert ids(found.worse) == ["worse"]
    assert ids(found.better) == ["better", "due"]
    assert ids(found.still) == ["still", "later"]
    assert ids(found.quiet) == ["quiet"]
    assert ids(found.elsewhere) == ["elsewhere"]
    assert ids(found.due) == ["due", "silent"]


def test_pair_of_checkpoints_is_the_last_two_that_anybody_reported_at() -> None:
    assert pair_for(plan_with(action("1", "G", "A"))) == (MARCH, JUNE)
    assert pair_for(plan_with(action("1", "G"))) is None
    assert pair_for(plan_with(action("1"))) is None
    assert pair_for(plan_with(action("1", "G", "A")), MARCH) is None


def test_red_without_comment_and_amber_past_its_day_without_comment_are_named() -> None:
    plan = plan_with(
        action("red", "R"),
        action("told", "R", comment="No advice comes"),
        action("amber late", "A", timescale="March 2018"),
        action("amber", "A", timescale="April 2018"),
        action("green", "G", timescale="March 2018"),
    )
    assert [one.placed.action.id for one in without_comment(plan, MARCH)] == ["red", "amber late"]
    assert without_comment(plan, "") == ()


def test_overdue_is_what_is_past_its_last_day_and_neither_green_nor_grey() -> None:
    plan = plan_with(
        action("late", "A", timescale="April 2018"),
        action("later", "-", timescale="March 2018"),
        action("green", "G", timescale="March 2018"),
        action("meetings", "A", timescale="17 April 2018 and 16 May 2019"),
        action("recurs", "R", timescale="Monthly, starting April 2018"),
        action("no day", "R"),
    )
    assert [one.action.id for one in overdue(plan, date(2018, 5, 1))] == ["later", "late", "recurs"]
    assert not is_overdue(plan, plan.placed[0].action, date(2018, 4, 30))


def test_milestones_are_every_date_and_a_passed_meeting_is_not_overdue() -> None:
    plan = plan_with(
        action("meetings", "A", timescale="17 April 2018 and 21 August 2018"),
        action("late", "R", timescale="April 2018"),
        action("green", "G", timescale="April 2018"),
        action("grey", "Y", timescale="April 2018"),
    )
    found = milestones(plan, date(2018, 5, 1))
    assert [one.state for one in found] == [
        MilestoneState.PASSED,
        MilestoneState.TO_COME,
        MilestoneState.OVERDUE,
        MilestoneState.DONE,
        MilestoneState.ELSEWHERE,
    ]


def test_plan_becomes_rows_and_a_value_and_comes_back_as_it_was() -> None:
    plan = plan_with(action("1", "G", "R", timescale="April 2018", comment="why"), action("2"))
    plan = replace(plan, about="About", source="Source", refresh="03")
    assert plan_of(rows_of(plan)) == plan
    assert read_plan_value(plan_value(plan)) == plan
    assert differences(rows_of(plan), rows_of(plan)) == ()


def test_differences_are_new_things_changed_cells_and_what_is_gone() -> None:
    before = plan_with(action("1", "G"), action("2", "A"))
    after = plan_with(replace(action("1", "R"), words="Do it well"), action("3", "G"))
    found = [(one.what, one.row.kind, one.row.id, one.field) for one in differences(rows_of(before), rows_of(after))]
    assert found == [
        (CHANGED, "action", "1", "words"),
        (CHANGED, "progress", f"1.{MARCH}", "status"),
        (NEW, "action", "3", ""),
        (GONE, "action", "2", ""),
    ]


def test_risk_is_weighed_by_likelihood_times_impact_in_words() -> None:
    assert Risk("r", "risk", "No staff", likelihood=4, impact=4).weight_words == "likely × major = 16, extreme"
    assert Risk("r", "risk", "No staff", likelihood=1, impact=3).band == "low"
    assert Risk("r", "risk", "No staff").weight_words == "not weighed"
    assert Risk("i", "issue", "No staff", impact=2).weight_words == "has happened × minor = 10, high"


def test_escalation_waits_until_its_answer() -> None:
    asked = Escalation("e", "No advice", "SEN manager", "Board", date(2018, 4, 1))
    assert asked.days_waiting(date(2018, 4, 11)) == 10
    assert replace(asked, answered_on=date(2018, 4, 3)).days_waiting(date(2018, 4, 11)) == 2


def test_month_of_the_refresh_is_told_in_words() -> None:
    assert refresh_words("03") == "each year in March"
    assert refresh_words("") == refresh_words("13") == ""
