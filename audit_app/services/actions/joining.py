"""Several actions on one defect made one, and findings of one made an action of their own."""

from collections.abc import Iterable, Sequence

from audit_app.domain.actions import Scope
from audit_app.domain.counting import counted
from audit_app.domain.findings import is_systemic
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.actions.holding import open_action_of
from audit_app.services.actions.opening import action_ops, finding_ops
from audit_app.services.actions.proposing import propose
from audit_app.services.actions.seen import Seen
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_actions import findings_of
from audit_app.store.workspace import Workspace
from exports.plain import shortened


def join_actions(workspace: Workspace, into: str, others: Sequence[str]) -> int:
    """Give one open action the findings of others, which are abandoned with that reason and stay in the count.

    Returns how many findings it has then. Raises AppError where one of them is not open, or there is nothing to join.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    action = open_action_of(workspace, into)
    gone = [open_action_of(workspace, one) for one in dict.fromkeys(others) if one != into]
    if not gone:
        raise AppError("Choose two actions or more to make one of them.")
    held = findings_of(workspace.conn, [into, *(one.id for one in gone)])
    findings = {one.number: one.finding for those in held.values() for one in those}
    known = {one.number for one in held.get(into, ())}
    ops = list(finding_ops(into, [one for token, one in findings.items() if token not in known]))
    if is_systemic(findings.values()) and not action.is_systemic:
        ops.append(Op("action", into, "scope", Scope.SYSTEMIC.value))
    why = f"Taken up in the action “{shortened(action.what, 200)}”."
    step = {"on": workspace.means.now().date().isoformat(), "by": workspace.person.id, "why": why}
    ops += [Op("action", one.id, "abandoned", step) for one in gone]
    label = f"Make {counted(len(gone) + 1, 'action')} one: “{shortened(action.what, 60)}”"
    workspace.door.write(label, ops, reason=why)
    return len(findings)


def split_action(workspace: Workspace, action_id: str, numbers: Iterable[str]) -> str:
    """Make an action of its own of some findings of an open one; returns its id.

    Raises AppError where the first would be left without any.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    action = open_action_of(workspace, action_id)
    held = findings_of(workspace.conn, [action_id]).get(action_id, ())
    wanted = set(numbers)
    taken = [one for one in held if one.number in wanted]
    if not taken or len(taken) == len(held):
        raise AppError("Choose some of the findings, not all of them: the action needs one too.")
    seen = [Seen(one.finding, action.agency, action.cause, action.service) for one in taken]
    proposal = propose(workspace, seen, source=action.source)
    new_id = workspace.means.random(16).hex()
    ops = [*action_ops(workspace, new_id, proposal), *finding_ops(new_id, proposal.findings)]
    ops += [Op("action_finding", Ids.part(action_id, one.number), "deleted", 1) for one in taken]
    label = f"Split {counted(len(taken), 'finding')} from the action “{shortened(action.what, 60)}”"
    workspace.door.write(label, ops)
    return new_id
