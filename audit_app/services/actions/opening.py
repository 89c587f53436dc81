"""Opening actions from findings, and giving findings to actions that are there; each is one change, and undone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from audit_app.domain.actions import TOLD, Scope
from audit_app.domain.counting import counted
from audit_app.domain.findings import Finding, is_systemic
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.actions.holding import fit, open_action_of
from audit_app.services.actions.proposing import Proposal, propose
from audit_app.services.actions.seen import seen_decision
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_actions import findings_of
from audit_app.store.workspace import Workspace
from exports.plain import one_line, shortened

MOST_FINDINGS: Final = 2_000
_RECORD: Final = ("source", "cycle", "round", "framework")
_FINDING: Final = ("kind", "plan_id", "audit_id", "framework", "marker", "section", "score", "pattern", "words")


def open_action(workspace: Workspace, proposal: Proposal, *, opened_on: str = "") -> str:
    """Open the action that was proposed, as it was changed; returns its id.

    Raises AppError where nothing is said of what will be done, or a field is not fit.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    action_id = workspace.means.random(16).hex()
    ops = [*action_ops(workspace, action_id, proposal, opened_on), *finding_ops(action_id, proposal.findings)]
    label = f"Open the action “{shortened(one_line(proposal.what), 60)}”"
    workspace.door.write(label, ops, touches=_touched(proposal.findings))
    return action_id


def open_decided(workspace: Workspace, values: Mapping[str, str], *, source: str = "decision") -> str:
    """Open an action on what was decided, without a finding in an audit; `values` are fields as they were filled in.

    What is not filled in is proposed by the follow-up rules. Raises AppError as `open_action` does.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    what, agency = values.get("what", "").strip(), values.get("agency", "")
    proposal = propose(workspace, [seen_decision(what, agency)], source=source)
    typed: dict[str, Any] = {name: text for name, text in values.items() if name in TOLD}
    return open_action(workspace, replace(proposal, **typed))


def attach(workspace: Workspace, action_id: str, findings: Sequence[Finding]) -> int:
    """Give further findings to an open action, which becomes systemic where they are of several plans.

    What it has already is passed over; returns how many were new. Raises AppError where the action is not open.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    action = open_action_of(workspace, action_id)
    held = findings_of(workspace.conn, [action_id]).get(action_id, ())
    known = {one.number for one in held}
    new = [one for one in findings if one.token not in known]
    if not new:
        return 0
    ops = list(finding_ops(action_id, new))
    if not action.is_systemic and is_systemic((*(one.finding for one in held), *new)):
        ops.append(Op("action", action_id, "scope", Scope.SYSTEMIC.value))
    label = f"Add {counted(len(new), 'finding')} to the action “{shortened(action.what, 60)}”"
    workspace.door.write(label, ops, touches=_touched(new))
    return len(new)


def detach(workspace: Workspace, action_id: str, numbers: Iterable[str]) -> None:
    """Take findings from an open action; undo brings them back. Raises AppError where none would be left."""
    workspace.demand(Act.MANAGE_ACTIONS)
    action = open_action_of(workspace, action_id)
    held = {one.number for one in findings_of(workspace.conn, [action_id]).get(action_id, ())}
    gone = held & set(numbers)
    if not gone:
        return
    if gone == held:
        raise AppError("An action needs a finding. Abandon the action with a reason if none of them stands.")
    ops = [Op("action_finding", Ids.part(action_id, number), "deleted", 1) for number in sorted(gone)]
    label = f"Take {counted(len(gone), 'finding')} from the action “{shortened(action.what, 60)}”"
    workspace.door.write(label, ops)


def action_ops(workspace: Workspace, action_id: str, proposal: Proposal, opened_on: str = "") -> Iterator[Op]:
    """What opens an action: its record, and a value for each thing that is filled in. Raises AppError."""
    values = fit(workspace, {name: str(getattr(proposal, name)) for name in TOLD if hasattr(proposal, name)})
    record = {
        "opened_on": opened_on or workspace.means.now().date().isoformat(),
        "opened_by": workspace.person.id,
        **{name: getattr(proposal, name) or None for name in _RECORD},
    }
    yield Op("action", action_id, "record", record)
    for name, text in values.items():
        if text:
            yield Op("action", action_id, name, text)


def finding_ops(action_id: str, findings: Iterable[Finding]) -> Iterator[Op]:
    """What gives an action these findings. Raises AppError for more than one action takes."""
    listed = {one.token: one for one in findings}
    if len(listed) > MOST_FINDINGS:
        raise AppError(f"These are {len(listed):,} findings. One action takes {MOST_FINDINGS:,} at most.")
    for token, finding in listed.items():
        id_ = Ids.part(action_id, token)
        yield Op("action_finding", id_, "record", {name: getattr(finding, name) or None for name in _FINDING})
        # one that was taken away before comes back
        yield Op("action_finding", id_, "deleted", None)


def _touched(findings: Sequence[Finding]) -> str:
    """The audit that the change is about, where it is one."""
    audits = {one.audit_id for one in findings if one.audit_id}
    return audits.pop() if len(audits) == 1 else ""
