"""A decision of a body becomes an action, or part of one that is there; the decision keeps which."""

from collections.abc import Sequence
from dataclasses import replace

from audit_app.domain.findings import Finding
from audit_app.domain.governance import Decision
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.actions.holding import open_action_of
from audit_app.services.actions.opening import action_ops, finding_ops
from audit_app.services.actions.proposing import Proposal
from audit_app.services.actions.seen import Seen, seen_decision
from audit_app.services.governance.lines import found_line
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_governance import decisions
from audit_app.store.workspace import Workspace
from exports.plain import one_line, shortened


def found_decision(workspace: Workspace, decision_id: str) -> Decision:
    """The decision with this id; raises AppError where it is gone."""
    found = next((one for one in decisions(workspace.conn) if one.id == decision_id), None)
    if found is None:
        raise AppError("That decision is not there any more. Look at the list again.")
    return found


def seen_in(workspace: Workspace, decision_id: str) -> Seen:
    """What a decision asks for, as a finding. Raises AppError where it is gone or has its action already."""
    found = found_decision(workspace, decision_id)
    if found.action:
        raise AppError("This decision became an action already. Open that one.")
    return seen_decision(found.words)


def source_of(workspace: Workspace, decision: Decision) -> str:
    """Where an action on it comes from: “SEND Programme Board, 9/12/2026”."""
    return f"{found_line(workspace, decision.line).body}, {decision.on.day}/{decision.on.month}/{decision.on.year}"


def as_decided(workspace: Workspace, decision_id: str, proposal: Proposal) -> Proposal:
    """The proposal with the owner and the day that the body named; a day that is over gives way to today."""
    decision, today = found_decision(workspace, decision_id), workspace.means.now().date()
    made = replace(proposal, owner=decision.owner or proposal.owner)
    if decision.due is None:
        return made
    return replace(made, due=max(decision.due, today).isoformat(), timescale="as decided", why="As it was decided.")


def act_on(workspace: Workspace, decision_id: str, proposal: Proposal) -> str:
    """Open the action that was proposed for a decision, which then says which it became; one change, one undo.

    Raises AppError where the decision is gone, or a field of the action is not fit.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    decision, action_id = found_decision(workspace, decision_id), workspace.means.random(16).hex()
    made = replace(proposal, source=source_of(workspace, decision))
    ops = [*action_ops(workspace, action_id, made), *finding_ops(action_id, made.findings)]
    label = f"Open the action “{shortened(one_line(proposal.what), 60)}”"
    workspace.door.write(label, [*ops, _link(decision, action_id)])
    return action_id


def join(workspace: Workspace, decision_id: str, action_id: str, findings: Sequence[Finding]) -> int:
    """Make a decision part of an action that is open; returns how many findings that has more.

    Raises AppError where one of them is gone, or the action is not open.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    decision, action = found_decision(workspace, decision_id), open_action_of(workspace, action_id)
    label = f"Add a decision to the action “{shortened(action.what, 60)}”"
    workspace.door.write(label, [*finding_ops(action_id, findings), _link(decision, action_id)])
    return len(findings)


def _link(decision: Decision, action_id: str) -> Op:
    record: dict[str, Json] = {
        "line": decision.line,
        "on_date": decision.on.isoformat(),
        "words": decision.words,
        "owner": decision.owner,
        "due": decision.due.isoformat() if decision.due is not None else None,
        "action": action_id,
    }
    return Op("decision", decision.id, "record", record)
