"""Improvement plans of a workspace: examples complete, cells edited and undone, progress, versions, logs."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from service_world import World

from audit_app.domain.improvement import ImprovementPlan, Theme
from audit_app.domain.improvement_counts import counts_at, overdue, without_comment
from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.domain.status import Status
from audit_app.services.improvement import editing, logs, plans, reporting, versions
from audit_app.services.improvement.examples import examples
from audit_app.services.measures.keeping import load_catalogue
from audit_app.services.timeliness.trajectories import shipped, trajectories
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.log.undo import undo
from audit_app.store.workspace import Workspace

ROWS = {"A": 12, "B": 9, "C": 27, "D": 14, "E": 11}
"""The rows of each table of the written statement of 2018, counted by hand."""
STEPS = {"A": 12, "B": 10, "C": 35, "D": 14, "E": 11}
"""The same with each step of a cell that holds several."""
OUTCOMES = {"A": (3, 6, 1, 2), "B": (1, 3, 4, 1), "C": (4, 3, 5, 4, 4, 7), "D": (3, 3, 4, 2, 2), "E": (3, 3, 2, 3)}
"""The rows of each required outcome."""
STATUSES = {"green": 9, "amber": 35, "red": 26, None: 3}
"""What the column of March 2018 has, blanks included."""
MILESTONES = {
    "January 2024": 7,
    "April 2024": 10,
    "July 2024": 12,
    "October 2024": 8,
    "January 2025": 7,
    "April 2025": 8,
}


def take_back(workspace: Workspace) -> None:
    tip = workspace.door.tip
    assert tip is not None
    undo(workspace.conn, workspace.door, tip.seq, session_began=workspace.session_began)


def loaded(workspace: Workspace) -> ImprovementPlan:
    return plans.plan(workspace, plans.load_example(workspace, "written-statement"))


def theme(plan: ImprovementPlan, letter: str) -> Theme:
    return next(one for one in plan.themes if one.letter == letter)


def test_written_statement_ships_with_every_row_step_and_status_of_its_five_tables(workspace: Workspace) -> None:
    plan = loaded(workspace)
    assert {one.letter: len(one.actions) for one in plan.themes} == ROWS
    assert sum(ROWS.values()) == 73
    steps = {one.letter: sum(len(action.words.splitlines()) for action in one.actions) for one in plan.themes}
    assert steps == STEPS
    assert {one.letter: tuple(len(told.actions) for told in one.outcomes) for one in plan.themes} == OUTCOMES
    said = Counter(one.action.at("2018-03").status for one in plan.placed)
    assert {status.value if status else None: number for status, number in said.items()} == STATUSES
    assert plan.checkpoints == ("2018-03", "2018-06", "2018-09", "2018-12", "2019-03")
    assert {one.label for one in plan.placed if one.action.at("2018-03").status is None} == {"B2.2", "C4.3", "C6.7"}


def test_every_action_of_the_statement_has_timescale_owner_and_measure_and_one_alone_has_no_leader(
    workspace: Workspace,
) -> None:
    plan = loaded(workspace)
    for one in plan.placed:
        assert one.action.timescale
        assert one.action.owners
        assert one.action.measures
        assert one.action.dates or one.action.recurrence, one.label
    assert [one.label for one in plan.placed if not one.action.leaders] == ["D2.1"]


def test_timescales_of_the_statement_are_read_as_dates_and_recurrence(workspace: Workspace) -> None:
    found = {one.label: one.action for one in loaded(workspace).placed}
    meetings = found["A2.3"].dates
    assert meetings == (date(2018, 4, 17), date(2018, 8, 21), date(2019, 5, 16), date(2019, 10, 16))
    assert (found["A1.1"].recurrence, found["C4.2"].recurrence, found["D3.1"].recurrence) == ("12m", "1w", "2m")
    assert found["C6.2"].dates == (date(2018, 9, 30),)


def test_targets_of_themes_d_and_e_are_those_of_the_statement(workspace: Workspace) -> None:
    plan = loaded(workspace)
    line = next(one for one in shipped() if one.name == "Written statement: plans within 20 weeks")
    for point in line.points:
        assert f"{point.on:%B %Y} {point.percent:g} %" in theme(plan, "D").aims
    aims = theme(plan, "E").aims
    assert all(words in aims for words in ("30 %", "December 2018", "2,905", "1,569", "871"))


def test_roadmap_ships_with_every_milestone_of_its_six_columns(workspace: Workspace) -> None:
    plan = plans.plan(workspace, plans.load_example(workspace, "roadmap"))
    assert {one.title: len(one.actions) for one in plan.themes} == MILESTONES
    assert sum(MILESTONES.values()) == 52
    assert plan.themes[0].actions[0].dates == (date(2024, 1, 31),)
    assert plan.current == ""


def test_examples_are_told_before_they_are_loaded_and_load_once(workspace: Workspace) -> None:
    assert [one.id for one in examples()] == ["written-statement", "roadmap"]
    plan = loaded(workspace)
    with pytest.raises(AppError, match="already"):
        plans.load_example(workspace, "written-statement")
    with pytest.raises(AppError, match="There are: written-statement, roadmap"):
        plans.load_example(workspace, "other")
    plans.remove_plan(workspace, plan.id)
    again = plans.load_example(workspace, "written-statement")
    assert again != plan.id
    assert len(plans.plan(workspace, again).placed) == 73


def test_loading_an_example_is_one_step_to_take_back(workspace: Workspace) -> None:
    loaded(workspace)
    take_back(workspace)
    assert plans.plans(workspace) == ()


def test_the_statements_targets_come_with_it_in_one_step_where_they_are_asked_for(workspace: Workspace) -> None:
    def kept() -> set[str]:
        return {row.trajectory.figure for row in trajectories(workspace) if not row.is_shipped}

    plans.load_example(workspace, "written-statement", with_targets=True)
    assert kept() == {
        "timeliness.20_weeks.including_exceptions",
        "timeliness.phase_transfer_15_feb",
        "timeliness.post16_transfer_31_mar",
    }
    take_back(workspace)
    assert (kept(), plans.plans(workspace)) == (set(), ())
    load_catalogue(workspace)
    plans.load_example(workspace, "written-statement", with_targets=True)
    assert kept() >= {"measure.days_lost", "measure.days_lost_semh", "measure.staff_trained"}
    assert plans.targets_to_load(workspace, "written-statement") == ()
    assert plans.targets_to_load(workspace, "roadmap") == ()


def test_cell_is_changed_and_taken_back(workspace: Workspace) -> None:
    plan = loaded(workspace)
    first = plan.placed[0].action
    assert editing.change(workspace, plan.id, first.id, {"owners": ["SEN Manager", " SEN Manager ", ""]})
    assert plans.plan(workspace, plan.id).placed[0].action.owners == ("SEN Manager",)
    assert not editing.change(workspace, plan.id, first.id, {"owners": ["SEN Manager"]})
    take_back(workspace)
    assert plans.plan(workspace, plan.id) == plan


def test_dates_follow_a_new_timescale_unless_they_are_given_themselves(workspace: Workspace) -> None:
    plan = loaded(workspace)
    id_ = plan.placed[0].action.id
    editing.change(workspace, plan.id, id_, {"timescale": "Quarterly, starting May 2027"})
    found = plans.plan(workspace, plan.id).placed[0].action
    assert (found.dates, found.recurrence) == ((date(2027, 5, 31),), "3m")
    editing.change(workspace, plan.id, id_, {"timescale": "when ready", "dates": ["2027-06-01"], "recurrence": None})
    found = plans.plan(workspace, plan.id).placed[0].action
    assert (found.dates, found.recurrence) == ((date(2027, 6, 1),), "")


def test_plan_is_begun_filled_ordered_and_emptied_by_hand(workspace: Workspace) -> None:
    plan_id = plans.begin(workspace, "Our plan", ("2026-12", "2027-03"))
    theme_id = editing.add_theme(workspace, plan_id, {"letter": "A", "title": "Advice comes late"})
    outcome = editing.add_outcome(workspace, plan_id, theme_id, {"number": "1", "words": "In six weeks"})
    other = editing.add_outcome(workspace, plan_id, theme_id, {"number": "2", "words": "Of good quality"})
    ids = [editing.add_action(workspace, plan_id, outcome, {"words": f"Do {n}", "timescale": "May 2027"}) for n in "12"]
    assert [one.label for one in plans.plan(workspace, plan_id).placed] == ["A1.1", "A1.2"]
    assert editing.move(workspace, plan_id, ids[1], -1)
    assert not editing.move(workspace, plan_id, ids[1], -1)
    assert [one.action.words for one in plans.plan(workspace, plan_id).placed] == ["Do 2", "Do 1"]
    assert editing.move_to(workspace, plan_id, ids[0], other)
    assert [one.label for one in plans.plan(workspace, plan_id).placed] == ["A1.1", "A2.1"]
    editing.remove(workspace, plan_id, outcome)
    assert [one.action.id for one in plans.plan(workspace, plan_id).placed] == [ids[0]]
    take_back(workspace)
    assert len(plans.plan(workspace, plan_id).placed) == 2


def test_letters_numbers_and_titles_stand_once(workspace: Workspace) -> None:
    plan = loaded(workspace)
    with pytest.raises(AppError, match="theme A already"):
        editing.add_theme(workspace, plan.id, {"letter": "a", "title": "Again"})
    with pytest.raises(AppError, match="required outcome 2 already"):
        editing.change(workspace, plan.id, plan.themes[0].outcomes[0].id, {"number": "2"})
    with pytest.raises(AppError, match="already"):
        plans.begin(workspace, "written  STATEMENT of action 2018")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": "  "}, "empty"),
        ({"words": "x" * 4001}, "4,000"),
        ({"recurrence": "now and then"}, "no recurrence"),
        ({"dates": ["2027-02-30"]}, "Dates"),
        ({"owners": ["x"] + [f"owner {n}" for n in range(50)]}, "at most 40"),
    ],
)
def test_cell_that_cannot_hold_that_is_refused_with_the_reason(
    workspace: Workspace, fields: dict[str, object], said: str
) -> None:
    plan = loaded(workspace)
    with pytest.raises(AppError, match=said):
        editing.change(workspace, plan.id, plan.placed[0].action.id, fields)
    assert plans.plan(workspace, plan.id) == plan


def test_words_that_name_a_childs_plan_are_refused(workspace: Workspace) -> None:
    ref = "P-001"
    workspace.door.write("Register", [Op("entry", Ids(workspace.id).plan(ref), "row", {"plan_ref": ref})])
    plan = loaded(workspace)
    first = plan.placed[0].action.id
    for refuse in (
        lambda: editing.change(workspace, plan.id, first, {"comments": f"as in {ref}"}),
        lambda: reporting.report(workspace, plan.id, first, "2018-06", {"comment": f"see {ref}"}),
        lambda: logs.keep_risk(workspace, plan.id, {"kind": "risk", "words": f"{ref} is late"}),
        lambda: logs.keep_escalation(workspace, {"words": f"{ref} has no advice"}),
    ):
        with pytest.raises(AppError, match="the plan P-001"):
            refuse()


def test_progress_is_reported_cell_by_cell_and_taken_back(workspace: Workspace) -> None:
    plan = loaded(workspace)
    first = plan.placed[0].action
    assert reporting.report(
        workspace, plan.id, first.id, "2018-06", {"status": "green", "comment": "Strategy names it"}
    )
    told = plans.plan(workspace, plan.id).placed[0].action.at("2018-06")
    assert (told.status, told.comment) == (Status.GREEN, "Strategy names it")
    assert plans.plan(workspace, plan.id).current == "2018-06"
    take_back(workspace)
    assert plans.plan(workspace, plan.id) == plan
    with pytest.raises(AppError, match="not in the plan"):
        reporting.report(workspace, plan.id, first.id, "2020-01", {"status": "green"})
    statuses = {one.action.id: Status.AMBER for one in plan.placed[:5]}
    assert reporting.report_all(workspace, plan.id, "2018-06", statuses) == 5


def test_checkpoints_are_added_in_order_and_one_with_progress_stays(workspace: Workspace) -> None:
    plan = loaded(workspace)
    assert reporting.add_checkpoint(workspace, plan.id, "January 2019") == "2019-01"
    assert plans.plan(workspace, plan.id).checkpoints[-2:] == ("2019-01", "2019-03")
    with pytest.raises(AppError, match="already"):
        reporting.add_checkpoint(workspace, plan.id, "Jan 2019")
    with pytest.raises(AppError, match="2018-03, so these checkpoints stay"):
        plans.change_plan(workspace, plan.id, {"checkpoints": ["2018-06"]})
    plans.change_plan(workspace, plan.id, {"checkpoints": ["2018-03", "2018-06"], "refresh": "04"})
    found = plans.plan(workspace, plan.id)
    assert (found.checkpoints, found.refresh) == (("2018-03", "2018-06"), "04")


def test_statement_of_march_2018_counts_reds_without_a_word_and_nothing_overdue_then(workspace: Workspace) -> None:
    plan = loaded(workspace)
    counts = counts_at([one.action for one in plan.placed], "2018-03")
    assert (counts.green, counts.amber, counts.red, counts.silent) == (9, 35, 26, 3)
    unsaid = without_comment(plan, "2018-03")
    assert sum(1 for one in unsaid if one.after is Status.RED) == 26
    assert {one.action.id for one in overdue(plan, date(2018, 3, 1))} == set()
    assert "E1.2" in {one.label for one in overdue(plan, date(2018, 3, 31))}


def test_version_keeps_the_plan_is_signed_once_and_compared(workspace: Workspace) -> None:
    plan = loaded(workspace)
    first = versions.make_version(workspace, plan.id, "As submitted")
    with pytest.raises(AppError, match="Nothing has changed since version 1"):
        versions.make_version(workspace, plan.id)
    with pytest.raises(AppError, match="which board"):
        versions.sign_off(workspace, plan.id, first, " ")
    versions.sign_off(workspace, plan.id, first, "SEND Programme Board")
    with pytest.raises(AppError, match="was signed off on 2026-11-22"):
        versions.sign_off(workspace, plan.id, first, "SEND Programme Board")
    reporting.report(workspace, plan.id, plan.placed[0].action.id, "2018-06", {"status": "red"})
    second = versions.make_version(workspace, plan.id)
    newest, oldest = versions.versions(workspace, plan.id)
    assert (newest.held.number, newest.is_signed, newest.made_by) == ("2", False, "Mary")
    assert (oldest.held.signed_board, oldest.signed_by, oldest.is_intact) == ("SEND Programme Board", "Mary", True)
    (found,) = versions.compared(workspace, plan.id, first, second)
    assert (found.row.where, found.what) == ("A1.1", "new")
    assert versions.compared(workspace, plan.id, second) == ()
    assert versions.version_plan(workspace, first) == plan


def test_risk_is_logged_weighed_closed_with_a_reason_and_opened_again(workspace: Workspace) -> None:
    plan = loaded(workspace)
    about = logs.about_action(plan.placed[0].action.id)
    fields = {"kind": "risk", "words": "Too few psychologists", "likelihood": 4, "impact": 4, "about": about}
    id_ = logs.keep_risk(workspace, plan.id, fields)
    logs.keep_risk(workspace, plan.id, {"kind": "issue", "words": "The system is down", "impact": 2, "likelihood": 1})
    first, second = logs.risks(workspace, plan.id)
    assert (first.weight_words, first.opened_on) == ("likely × major = 16, extreme", date(2026, 11, 22))
    assert (second.kind, second.score) == ("issue", 10)
    logs.keep_risk(workspace, plan.id, {"mitigation": "Two posts advertised"}, id_)
    with pytest.raises(AppError, match="why it is closed"):
        logs.close_risk(workspace, plan.id, id_, " ")
    logs.close_risk(workspace, plan.id, id_, "Posts filled")
    assert [one.is_open for one in logs.risks(workspace, plan.id)] == [True, False]
    logs.reopen_risk(workspace, plan.id, id_)
    assert logs.risks(workspace, plan.id)[0].mitigation == "Two posts advertised"
    logs.remove_risk(workspace, plan.id, id_)
    assert len(logs.risks(workspace, plan.id)) == 1
    with pytest.raises(AppError, match="1 to 5"):
        logs.keep_risk(workspace, plan.id, {"likelihood": 6}, second.id)


def test_escalation_goes_from_whom_to_whom_and_gets_its_answer(workspace: Workspace) -> None:
    plan = loaded(workspace)
    fields = {"words": "Advice comes late", "from_whom": "SEN Manager", "to_whom": "SEND Programme Board"}
    id_ = logs.keep_escalation(workspace, fields)
    (one,) = logs.escalations(workspace, plan.id)
    assert (one.is_open, one.on) == (True, date(2026, 11, 22))
    with pytest.raises(AppError, match="day and its words"):
        logs.keep_escalation(workspace, {"answer": "Yes"}, id_)
    logs.answer_escalation(workspace, id_, "A locum is paid for")
    (one,) = logs.escalations(workspace, plan.id)
    assert (one.is_open, one.answer) == (False, "A locum is paid for")
    logs.remove_escalation(workspace, id_)
    assert logs.escalations(workspace, plan.id) == ()


def test_escalation_about_another_plans_action_is_not_told_with_this_one(workspace: Workspace) -> None:
    plan = loaded(workspace)
    other = plans.plan(workspace, plans.load_example(workspace, "roadmap"))
    about = logs.about_action(other.placed[0].action.id)
    logs.keep_escalation(workspace, {"words": "The event has no room", "about": about})
    assert logs.escalations(workspace, plan.id) == ()
    assert len(logs.escalations(workspace, other.id)) == 1


def test_team_manager_reports_progress_and_does_not_change_the_plan(world: World) -> None:
    world.add("Ben", Role.TEAM_MANAGER)
    with world.open() as workspace:
        plan = loaded(workspace)
    first = plan.placed[0].action.id
    with world.open("Ben") as workspace:
        reporting.report(workspace, plan.id, first, "2018-06", {"status": "amber"})
        logs.keep_risk(workspace, plan.id, {"kind": "risk", "words": "Few staff"})
        with pytest.raises(AppError, match="no right"):
            editing.change(workspace, plan.id, first, {"words": "Something else"})
        with pytest.raises(AppError, match="no right"):
            versions.make_version(workspace, plan.id)


def test_plan_is_found_by_its_title_or_as_the_only_one(workspace: Workspace) -> None:
    with pytest.raises(AppError, match="no improvement plan yet"):
        plans.found_plan(workspace)
    plan = loaded(workspace)
    assert plans.found_plan(workspace) == plan
    plans.load_example(workspace, "roadmap")
    assert plans.found_plan(workspace, "WRITTEN statement of action 2018") == plan
    with pytest.raises(AppError, match="more than one"):
        plans.found_plan(workspace)


def test_plan_in_the_store_is_the_plan_that_was_kept(workspace: Workspace) -> None:
    plan = loaded(workspace)
    assert replace(plan, id=plan.id) == plans.plan(workspace, plan.id)
    with pytest.raises(AppError, match="not kept any more"):
        plans.plan(workspace, "none")
