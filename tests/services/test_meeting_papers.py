"""Agenda and minutes of a meeting: what they tell of actions, decisions and learning, and what a decision becomes."""

from dataclasses import replace
from datetime import date

import pytest
from round_world import make_round

from audit_app.domain.governance import Decision, LineKind, ReportingLine
from audit_app.domain.problems import AppError
from audit_app.services.actions.closing import abandon_action, ask_closure
from audit_app.services.actions.editing import change
from audit_app.services.actions.listing import actions, detail
from audit_app.services.actions.opening import open_decided
from audit_app.services.actions.proposing import propose
from audit_app.services.consensus import agreeing, closing
from audit_app.services.consensus.reveal_table import table
from audit_app.services.governance.decided import act_on, as_decided, found_decision, join, seen_in
from audit_app.services.governance.lines import keep_line
from audit_app.services.governance.meetings import Held, decide, note_held, set_days
from audit_app.services.governance.packs import found_planned, meeting_told
from audit_app.store.read_governance import decisions
from audit_app.store.workspace import Workspace
from scoring.figures import Audience

PLANNED, NEXT = date(2026, 11, 24), date(2027, 1, 5)
GROUP = ReportingLine(
    id="",
    body="EHC plan task group",
    chair="SEN improvement manager",
    kind=LineKind.TASK_GROUP,
    sends=(),
    recurrence="6w",
    first=PLANNED,
    dates=(),
    audience=Audience.GROUP,
    is_public=False,
    needs=("actions due", "decisions to record"),
)


@pytest.fixture
def line(workspace: Workspace) -> ReportingLine:
    return keep_line(workspace, GROUP)


def decided(workspace: Workspace, line: ReportingLine, on: date = PLANNED) -> Decision:
    return decide(workspace, Decision("", line.id, on, "Health writes section G itself", "Clinical officer"))


def became_action(workspace: Workspace, decision: Decision) -> str:
    proposal = propose(workspace, [seen_in(workspace, decision.id)])
    return act_on(workspace, decision.id, replace(proposal, agency="health"))


def test_a_decision_becomes_an_action_that_says_where_it_comes_from(workspace: Workspace, line: ReportingLine) -> None:
    decision = decided(workspace, line)
    action_id = became_action(workspace, decision)
    assert found_decision(workspace, decision.id).action == action_id
    one = detail(workspace, action_id)
    assert (one.action.what, one.action.source) == (decision.words, "EHC plan task group, 24/11/2026")
    assert [held.finding.kind for held in one.findings] == ["decision"]


def test_what_was_decided_is_proposed_with_its_owner_and_day(workspace: Workspace, line: ReportingLine) -> None:
    decision = decided(workspace, line)
    proposal = propose(workspace, [seen_in(workspace, decision.id)])
    usual = as_decided(workspace, decision.id, proposal)
    assert (usual.owner, usual.due) == ("Clinical officer", proposal.due)
    decide(workspace, replace(decision, due=date(2027, 2, 1)))
    assert as_decided(workspace, decision.id, proposal).due == "2027-02-01"
    decide(workspace, replace(decision, due=date(2026, 1, 1)))
    assert as_decided(workspace, decision.id, proposal).due == "2026-11-22"  # today


def test_opening_it_is_one_change(workspace: Workspace, line: ReportingLine) -> None:
    decision = decided(workspace, line)
    before = workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    became_action(workspace, decision)
    assert workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0] == before + 1


def test_a_decision_becomes_one_action_only(workspace: Workspace, line: ReportingLine) -> None:
    decision = decided(workspace, line)
    became_action(workspace, decision)
    with pytest.raises(AppError, match="became an action already"):
        seen_in(workspace, decision.id)


def test_a_decision_joins_an_action_that_is_there(workspace: Workspace, line: ReportingLine) -> None:
    action_id = open_decided(workspace, {"what": "Health writes what it provides", "agency": "health"})
    decision = decided(workspace, line)
    assert join(workspace, decision.id, action_id, [seen_in(workspace, decision.id).finding]) == 1
    assert found_decision(workspace, decision.id).action == action_id
    assert len(detail(workspace, action_id).findings) == 2


def test_an_action_that_cannot_be_opened_leaves_the_decision_as_it_was(
    workspace: Workspace, line: ReportingLine
) -> None:
    decision = decided(workspace, line)
    proposal = propose(workspace, [seen_in(workspace, decision.id)])
    with pytest.raises(AppError):
        act_on(workspace, decision.id, replace(proposal, what=""))
    assert decisions(workspace.conn) == (decision,)
    assert actions(workspace).rows == ()


def test_the_agenda_has_what_is_due_by_the_meeting_and_what_asks_to_be_closed(
    workspace: Workspace, line: ReportingLine
) -> None:
    for due, what in (("2026-11-20", "Overdue"), ("2026-11-24", "On the day"), ("2026-12-24", "Later")):
        open_decided(workspace, {"what": what, "agency": "health", "due": due})
    asked = open_decided(workspace, {"what": "Done", "agency": "education", "due": "2027-03-01", "owner": "Lead"})
    change(workspace, asked, {"success": "It is seen", "evidence": "Minutes of the panel"})
    ask_closure(workspace, asked)
    gone = open_decided(workspace, {"what": "Given up", "agency": "health", "due": "2026-11-20"})
    abandon_action(workspace, gone, "No longer wanted")
    told = meeting_told(workspace, line.id, PLANNED)
    assert [(one.what, one.is_overdue, one.is_asked) for one in told.actions] == [
        ("Overdue", True, False),
        ("On the day", False, False),
        ("Done", False, True),
    ]
    assert told.later_actions == 1
    assert [one.standing for one in told.actions[:2]] == ["2 days overdue", "due in 2 days"]  # as the data stand


def test_matters_arising_say_what_became_of_each_decision(workspace: Workspace, line: ReportingLine) -> None:
    first = decided(workspace, line)
    became_action(workspace, first)
    decide(workspace, replace(first, id="", words="Ask the board for a second officer", action=""))
    told = meeting_told(workspace, line.id, NEXT)
    assert {(one.words, one.became.partition(":")[0]) for one in told.earlier} == {
        ("Health writes section G itself", "action"),
        ("Ask the board for a second officer", "no action yet"),
    }
    assert told.decisions == ()
    assert len(meeting_told(workspace, line.id, PLANNED).decisions) == 2


def test_decisions_of_other_bodies_stay_with_them(workspace: Workspace, line: ReportingLine) -> None:
    other = keep_line(workspace, replace(GROUP, body="SEND Programme Board"))
    decided(workspace, other)
    assert meeting_told(workspace, line.id, NEXT).earlier == ()


def test_the_roles_expected_are_those_of_the_last_meeting(workspace: Workspace, line: ReportingLine) -> None:
    assert meeting_told(workspace, line.id, PLANNED).roles == ("SEN improvement manager",)
    note_held(workspace, line.id, PLANNED, Held((("Health lead", True), ("Parent carer forum", False)), (), ""))
    told = meeting_told(workspace, line.id, NEXT)
    assert told.roles == ("SEN improvement manager", "Health lead", "Parent carer forum")
    assert meeting_told(workspace, line.id, PLANNED).attendance == (
        ("Health lead", True),
        ("Parent carer forum", False),
    )


def test_learning_of_the_last_closed_round_is_for_the_group_and_names_no_plan(
    workspace: Workspace, line: ReportingLine
) -> None:
    assert meeting_told(workspace, line.id, NEXT).learning is None
    made = make_round(workspace, {(1, "Ed Hall", "F1"): 3, (1, "Sue Carr", "D1"): 0, (2, "Sue Carr", "D1"): 0})
    agreeing.carry_over(workspace, made.id)
    for plan in table(workspace, made.id).plans:
        for one in plan.cells:
            if not one.is_settled:
                agreeing.settle(workspace, plan.audit_id, one.marker.id, one.given[0].answer, "chairs_decision")
        agreeing.submit(workspace, plan.audit_id)
    closing.close_round(workspace, made.id)
    told = meeting_told(workspace, line.id, NEXT).learning
    assert told is not None
    social = next(one for one in told.agencies if one.agency == "Social care")
    assert any(one.startswith("D1 ") and "At 0 or 1 in 2 of 2" in one for one in social.improve)
    assert "EHC" not in str(told.agencies)
    before = meeting_told(workspace, line.id, date(2026, 1, 6))
    assert before.learning is None  # the round was not closed then
    keep_line(workspace, replace(line, audience=Audience.BOARD))
    board = meeting_told(workspace, line.id, NEXT)
    assert (board.learning, bool(board.learning_withheld)) == (None, True)


def test_decisions_move_with_their_meeting(workspace: Workspace, line: ReportingLine) -> None:
    decided(workspace, line)
    set_days(workspace, line.id, PLANNED, date(2026, 11, 26))
    assert [one.on for one in decisions(workspace.conn)] == [date(2026, 11, 26)]
    assert len(meeting_told(workspace, line.id, PLANNED).decisions) == 1


def test_a_meeting_is_found_by_the_day_on_which_it_is_held(workspace: Workspace, line: ReportingLine) -> None:
    assert found_planned(workspace, line, PLANNED) == PLANNED
    set_days(workspace, line.id, PLANNED, date(2026, 11, 26))
    assert found_planned(workspace, line, date(2026, 11, 26)) == PLANNED
    with pytest.raises(AppError, match="no meeting on 2026-11-24"):
        found_planned(workspace, line, PLANNED)
    assert meeting_told(workspace, line.id, PLANNED).on == date(2026, 11, 26)
    assert meeting_told(workspace, line.id, PLANNED).next_on == NEXT
