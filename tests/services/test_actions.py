"""Actions: opened from findings, one for many plans, changed, reported on, closed by a second person, given up."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from actions_world import DAY, audited, opened, reviews, seen
from service_world import World, faults

from audit_app.domain.actions import Checkpoint, Scope, State
from audit_app.domain.findings import FindingKind
from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.domain.status import Status
from audit_app.services.actions.closing import (
    abandon_action,
    ask_closure,
    close_action,
    reopen_action,
    withdraw_ask,
)
from audit_app.services.actions.editing import change, remove_checkpoint, report
from audit_app.services.actions.joining import join_actions, split_action
from audit_app.services.actions.listing import Wanted, actions, chosen, detail
from audit_app.services.actions.opening import attach, detach, open_action
from audit_app.services.actions.proposing import propose
from audit_app.services.actions.re_audits import open_re_audit
from audit_app.services.actions.rules import drop_rules, follow_up, keep_rules
from audit_app.services.actions.seen import seen_at_marker, seen_decision
from audit_app.store.log.undo import undo
from audit_app.store.workspace import Workspace

ONE = {1: {"F2": 1}}
THREE = {1: {"F2": 1}, 2: {"F2": 0}, 3: {"F2": 1}}


def ready(workspace: Workspace, action_id: str) -> str:
    """The action with evidence, closure asked for."""
    change(workspace, action_id, {"evidence": "The amended plan of 20 November."})
    ask_closure(workspace, action_id)
    return action_id


def test_a_low_marker_is_proposed_whole(workspace: Workspace, tmp_path: Path) -> None:
    audited(workspace, tmp_path, ONE)
    proposal = propose(workspace, seen(workspace, 1, "F2"))
    assert proposal.agency == "education"
    assert proposal.what == "Put F2 (Is the type of support named, free of vague words?) right in the plan."
    assert (proposal.owner, proposal.leader) == ("SEN casework manager", "Head of SEND")
    assert proposal.success.startswith("Audited again, F2 scores 2 or more")
    assert (proposal.scope, proposal.figure, proposal.team) == (Scope.SINGLE, "marker.F2.sound", "North")
    assert proposal.due >= DAY.isoformat()


def test_every_low_marker_and_limit_of_an_audit_is_seen(workspace: Workspace, tmp_path: Path) -> None:
    audited(workspace, tmp_path, {1: {"F2": 1, "F1": 0, "A1": 2}})
    found = [(one.finding.kind, one.finding.marker) for one in seen(workspace, 1)]
    assert (FindingKind.MARKER, "F1") in found
    assert (FindingKind.MARKER, "F2") in found
    assert all(marker != "A1" for _, marker in found)
    assert any(kind is FindingKind.LIMIT for kind, _ in found)


def test_a_sound_marker_is_no_finding(workspace: Workspace, tmp_path: Path) -> None:
    audited(workspace, tmp_path, ONE)
    with pytest.raises(AppError, match="A1 does not fall short"):
        seen_at_marker(workspace, reviews(workspace)["EHC-001"], "A1")


def test_many_plans_with_one_defect_make_one_systemic_action(workspace: Workspace, tmp_path: Path) -> None:
    action_id = opened(workspace, tmp_path, THREE)
    one = detail(workspace, action_id)
    assert one.action.is_systemic
    assert [finding.plan_ref for finding in one.findings] == ["EHC-001", "EHC-002", "EHC-003"]
    assert faults(workspace) == []


def test_an_open_action_on_the_same_defect_is_offered_and_takes_the_finding(
    workspace: Workspace, tmp_path: Path
) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    audited(workspace, tmp_path, {2: {"F2": 0}}, on="2026-10-12")
    proposal = propose(workspace, seen(workspace, 2, "F2"))
    assert [row.action.id for row in proposal.same] == [action_id]
    assert attach(workspace, action_id, proposal.findings) == 1
    assert attach(workspace, action_id, proposal.findings) == 0
    assert detail(workspace, action_id).action.is_systemic


def test_a_closed_action_on_the_same_defect_is_not_offered(world: World, workspace: Workspace, tmp_path: Path) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    abandon_action(workspace, action_id, "The plan ceased.")
    assert propose(workspace, seen(workspace, 1, "F2")).same == ()


def test_words_that_name_a_plan_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    audited(workspace, tmp_path, ONE)
    proposal = replace(propose(workspace, seen(workspace, 1, "F2")), what="Amend EHC-001")
    with pytest.raises(AppError, match="name the plan EHC-001"):
        open_action(workspace, proposal)
    assert actions(workspace).rows == ()


def test_each_field_is_changed_by_itself_and_undone_by_its_words(workspace: Workspace, tmp_path: Path) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    assert change(workspace, action_id, {"owner": "Therapy lead", "due": "2026-12-01"}) == 2
    assert change(workspace, action_id, {"owner": "Therapy lead"}) == 0
    change(workspace, action_id, {"due": ""})
    assert detail(workspace, action_id).action.due == ""
    tip = workspace.door.tip
    assert tip is not None
    undo(workspace.conn, workspace.door, tip.seq, session_began=workspace.session_began)
    assert detail(workspace, action_id).action.due == "2026-12-01"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"due": "31 February"}, "is no date"),
        ({"agency": "police"}, "is no agency"),
        ({"what": " "}, "Say what will be done"),
        ({"what": "x" * 1_001}, "1,000 at most"),
        ({"owner": "x" * 121}, "120 at most"),
        ({"scope": "global"}, "about one plan or about a practice"),
        ({"figure": "marker.nope"}, "no figure"),
        ({"comments": "See EHC-002."}, "name the plan EHC-002"),
    ],
)
def test_a_value_that_is_not_fit_is_refused_and_nothing_changes(
    workspace: Workspace, tmp_path: Path, values: dict[str, str], said: str
) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    before = detail(workspace, action_id).action
    with pytest.raises(AppError, match=said):
        change(workspace, action_id, values)
    assert detail(workspace, action_id).action == before


def test_checkpoints_say_how_far_it_is_and_the_latest_stands(workspace: Workspace, tmp_path: Path) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    report(workspace, action_id, Checkpoint(date(2026, 11, 1), Status.RED, "Nobody has begun."))
    report(workspace, action_id, Checkpoint(date(2026, 11, 20), Status.AMBER, "Draft is out."))
    assert detail(workspace, action_id).action.status is Status.AMBER
    remove_checkpoint(workspace, action_id, date(2026, 11, 20))
    assert detail(workspace, action_id).action.status is Status.RED
    report(workspace, action_id, Checkpoint(date(2026, 11, 20), Status.AMBER, "Draft is out."))
    assert [one.status for one in detail(workspace, action_id).checkpoints] == [Status.RED, Status.AMBER]


def test_a_checkpoint_that_lies_ahead_or_says_nothing_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    with pytest.raises(AppError, match="lies ahead"):
        report(workspace, action_id, Checkpoint(date(2026, 12, 1), Status.GREEN))
    with pytest.raises(AppError, match="Nothing is reported"):
        report(workspace, action_id, Checkpoint(DAY, None))


def test_closure_is_not_asked_for_while_something_is_missing(workspace: Workspace, tmp_path: Path) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    report(workspace, action_id, Checkpoint(DAY, Status.AMBER))
    with pytest.raises(AppError) as refused:
        ask_closure(workspace, action_id)
    said = " ".join(one.message for one in refused.value.problems)
    assert "no evidence" in said
    assert "latest checkpoint is Amber" in said


def test_nobody_closes_what_they_asked_to_close(workspace: Workspace, tmp_path: Path) -> None:
    action_id = ready(workspace, opened(workspace, tmp_path, ONE))
    assert not detail(workspace, action_id).may_close
    with pytest.raises(AppError, match="second person"):
        close_action(workspace, action_id)


def test_a_second_person_closes(world: World, tmp_path: Path) -> None:
    world.add("Tom", Role.TEAM_MANAGER)
    with world.open() as workspace:
        action_id = ready(workspace, opened(workspace, tmp_path, ONE))
    with world.open("Tom") as workspace:
        assert detail(workspace, action_id).may_close
        assert close_action(workspace, action_id) is None
        one = detail(workspace, action_id)
        assert one.action.state is State.CLOSED
        assert one.action.closed is not None
        assert one.name_of(one.action.closed.by) == "Tom"
        assert faults(workspace) == []


def test_a_systemic_action_closes_with_a_later_sample_that_moved(world: World, tmp_path: Path) -> None:
    world.add("Tom", Role.TEAM_MANAGER)
    with world.open() as workspace:
        audited(workspace, tmp_path, {plan: {"F2": 1} for plan in range(1, 19)}, on="2026-03-02")
        found = [one for plan in range(1, 19) for one in seen(workspace, plan, "F2")]
        action_id = open_action(workspace, propose(workspace, found), opened_on="2026-04-01")
        audited(workspace, tmp_path, {plan: {} for plan in range(1, 19)}, on="2026-10-05")
        ready(workspace, action_id)
    with world.open("Tom") as workspace:
        sample = close_action(workspace, action_id)
        assert sample is not None
        assert sample.has_moved
        assert (sample.comparison.before, sample.comparison.now) == ((0, 18), (18, 18))
        assert "higher than before" in sample.sentence
        closed = detail(workspace, action_id).action
        assert closed.sample == sample.sample


def test_where_the_marker_did_not_move_the_closer_says_why(world: World, tmp_path: Path) -> None:
    world.add("Tom", Role.TEAM_MANAGER)
    with world.open() as workspace:
        action_id = ready(workspace, opened(workspace, tmp_path, THREE))
    with world.open("Tom") as workspace:
        with pytest.raises(AppError, match="No later sample"):
            close_action(workspace, action_id)
        close_action(workspace, action_id, "The template was withdrawn for good.")
        closed = detail(workspace, action_id).action.closed
        assert closed is not None
        assert closed.why == "The template was withdrawn for good."


def test_a_closed_action_is_reopened_with_a_reason_and_changed_again(world: World, tmp_path: Path) -> None:
    world.add("Tom", Role.TEAM_MANAGER)
    with world.open() as workspace:
        action_id = ready(workspace, opened(workspace, tmp_path, ONE))
    with world.open("Tom") as workspace:
        close_action(workspace, action_id)
        with pytest.raises(AppError, match="Reopen it"):
            change(workspace, action_id, {"owner": "Somebody"})
        with pytest.raises(AppError, match="needs a reason"):
            reopen_action(workspace, action_id, " ")
        reopen_action(workspace, action_id, "The plan fell back.")
        assert detail(workspace, action_id).action.state is State.OPEN
        assert change(workspace, action_id, {"owner": "Somebody"}) == 1


def test_asking_can_be_taken_back(workspace: Workspace, tmp_path: Path) -> None:
    action_id = ready(workspace, opened(workspace, tmp_path, ONE))
    withdraw_ask(workspace, action_id)
    assert detail(workspace, action_id).action.state is State.OPEN


def test_an_abandoned_action_has_its_reason_and_stays_in_the_list(workspace: Workspace, tmp_path: Path) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    with pytest.raises(AppError, match="needs a reason"):
        abandon_action(workspace, action_id, "")
    abandon_action(workspace, action_id, "The child moved away.")
    listed = actions(workspace)
    assert chosen(listed, Wanted()) == ()
    assert [row.action.id for row in chosen(listed, Wanted("abandoned"))] == [action_id]


def test_somebody_without_the_right_opens_nothing(world: World, tmp_path: Path) -> None:
    world.add("Ann", Role.AUDITOR)
    with world.open() as workspace:
        audited(workspace, tmp_path, ONE)
    with world.open("Ann") as workspace, pytest.raises(AppError, match="no right"):
        open_action(workspace, propose(workspace, seen(workspace, 1, "F2")))


def test_actions_are_joined_and_split_with_their_findings(workspace: Workspace, tmp_path: Path) -> None:
    audited(workspace, tmp_path, THREE)
    ids = [open_action(workspace, propose(workspace, seen(workspace, plan, "F2"))) for plan in (1, 2, 3)]
    assert join_actions(workspace, ids[0], ids[1:]) == 3
    one = detail(workspace, ids[0])
    assert one.action.is_systemic
    assert all(detail(workspace, other).action.state is State.ABANDONED for other in ids[1:])
    new = split_action(workspace, ids[0], [one.findings[2].number])
    assert [finding.plan_ref for finding in detail(workspace, new).findings] == ["EHC-003"]
    assert len(detail(workspace, ids[0]).findings) == 2


def test_an_action_keeps_at_least_one_finding(workspace: Workspace, tmp_path: Path) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    with pytest.raises(AppError, match="needs a finding"):
        detach(workspace, action_id, [detail(workspace, action_id).findings[0].number])


def test_a_re_audit_links_back_and_says_what_got_worse(workspace: Workspace, tmp_path: Path) -> None:
    action_id = opened(workspace, tmp_path, ONE)
    plan = detail(workspace, action_id).findings[0].finding.plan_id
    made = open_re_audit(workspace, action_id, plan)
    again = detail(workspace, action_id).re_audits
    assert [(one.review_id, one.is_submitted) for one in again] == [(made.review_id, False)]
    held = workspace.conn.execute(
        "SELECT purpose, follows_action, follows_audit IS NOT NULL FROM audit WHERE id = ?", (made.audit_id,)
    ).fetchone()
    assert tuple(held) == ("re-audit", action_id, 1)


def test_the_list_is_filtered_by_standing_agency_words_and_what_is_mine(workspace: Workspace, tmp_path: Path) -> None:
    first = opened(workspace, tmp_path, ONE)
    second = open_action(workspace, propose(workspace, [seen_decision("Write a guide on health advice.", "health")]))
    change(workspace, first, {"due": "2026-11-01"})
    change(workspace, second, {"due": "2026-11-30"})
    listed = actions(workspace)

    def ids(asked: Wanted) -> list[str]:
        return [row.action.id for row in chosen(listed, asked)]

    assert ids(Wanted()) == [first, second]
    assert ids(Wanted(standing="overdue")) == [first]
    assert ids(Wanted(standing="soon")) == [second]
    assert ids(Wanted(agency="health")) == [second]
    assert ids(Wanted(words="ehc-001 f2")) == [first]
    assert ids(Wanted(words="guide")) == [second]
    assert ids(Wanted(status="none")) == [first, second]
    assert ids(Wanted(mine=True)) == []


def test_the_rules_can_be_edited_and_the_shipped_ones_come_back(workspace: Workspace) -> None:
    with pytest.raises(AppError, match="cannot be kept"):
        keep_rules(workspace, "due_soon_days = 1")
    keep_rules(workspace, 'due_soon_days = 5\n[[deadline]]\nkind = "marker"\nwithin = 3\nunit = "days"\n')
    assert follow_up(workspace).due_soon_days == 5
    drop_rules(workspace)
    assert follow_up(workspace).due_soon_days == 14
