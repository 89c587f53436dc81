"""The end of an action: closure asked for, given by a second person, taken back; or given up, with its reason."""

from audit_app.domain.actions import Action, State, missing_to_close
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Problem
from audit_app.services.actions.holding import fit, found_action, open_action_of
from audit_app.services.actions.moved import Moved, moved
from audit_app.services.refusals import demand_reason
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from exports.plain import shortened


def ask_closure(workspace: Workspace, action_id: str, why: str = "") -> None:
    """Ask that somebody else closes it. Raises AppError with a problem for everything that is missing."""
    workspace.demand(Act.MANAGE_ACTIONS)
    action = open_action_of(workspace, action_id)
    if action.state is State.ASKED:
        raise AppError("Closure was asked for already. Somebody else closes the action.")
    _demand_whole(action)
    said = fit(workspace, {"comments": why})["comments"]
    value = _step(workspace, said)
    workspace.door.write(f"Ask to close the action {_named(action)}", [Op("action", action_id, "asked", value)])


def withdraw_ask(workspace: Workspace, action_id: str) -> None:
    """Take back that closure was asked for: there is more to do. Raises AppError where nobody asked."""
    workspace.demand(Act.MANAGE_ACTIONS)
    action = open_action_of(workspace, action_id)
    if action.asked is None:
        raise AppError("Nobody asked for the closure of this action.")
    workspace.door.write(f"Do not close the action {_named(action)} yet", [Op("action", action_id, "asked", None)])


def close_action(workspace: Workspace, action_id: str, why: str = "") -> Moved | None:
    """Close an action for which somebody else asked; returns the later sample of a systemic one, which is kept.

    Where its figure did not move, or no later sample counts it, the closing person says why it closes all the same.
    Raises AppError where nobody asked, the same person did, something is missing, or such a reason is.
    """
    workspace.demand(Act.CLOSE_ACTION)
    action = open_action_of(workspace, action_id)
    if action.asked is None:
        raise AppError("Nobody asked for closure yet. Whoever did the work asks; somebody else closes.")
    if action.asked.by == workspace.person.id:
        raise AppError("You asked for this closure yourself. Closing takes a second person.")
    _demand_whole(action)
    sample = moved(workspace, action) if action.is_systemic else None
    if sample is not None and not sample.has_moved and not why.strip():
        raise AppError(f"{sample.sentence} Say why the action closes all the same, or keep it open.")
    said = fit(workspace, {"comments": why})["comments"]
    value = {**_step(workspace, said), "asked_by": action.asked.by, "sample": _sample_value(sample)}
    label = f"Close the action {_named(action)}"
    workspace.door.write(label, [Op("action", action_id, "closed", value)], reason=said)
    return sample


def abandon_action(workspace: Workspace, action_id: str, reason: str) -> None:
    """Give an action up, with a reason; it stays in the count. Raises AppError where it is not open."""
    workspace.demand(Act.MANAGE_ACTIONS)
    why = demand_reason(reason, "Abandoning an action")
    action = open_action_of(workspace, action_id)
    fit(workspace, {"comments": why})
    op = Op("action", action_id, "abandoned", _step(workspace, why))
    workspace.door.write(f"Abandon the action {_named(action)}", [op], reason=why)


def reopen_action(workspace: Workspace, action_id: str, reason: str) -> None:
    """Go on with an action that was closed or abandoned, with a reason. Raises AppError where it is open."""
    workspace.demand(Act.MANAGE_ACTIONS)
    why = demand_reason(reason, "Reopening an action")
    action = found_action(workspace, action_id)
    if action.is_open:
        raise AppError("This action is open already. Go on with it.")
    fields = ("closed", "asked") if action.closed is not None else ("abandoned",)
    ops = [Op("action", action_id, field, None) for field in fields]
    if action.closed is None and action.asked is not None:
        ops.append(Op("action", action_id, "asked", None))
    workspace.door.write(f"Reopen the action {_named(action)}", ops, reason=why)


def _demand_whole(action: Action) -> None:
    if lacking := missing_to_close(action):
        raise AppError("The action cannot be closed yet.", tuple(Problem(one) for one in lacking))


def _step(workspace: Workspace, why: str) -> dict[str, Json]:
    return {"on": workspace.means.now().date().isoformat(), "by": workspace.person.id, "why": why or None}


def _sample_value(sample: Moved | None) -> Json:
    if sample is None:
        return None
    return [sample.figure, *sample.sample.before, *sample.sample.after]


def _named(action: Action) -> str:
    return f"“{shortened(action.what, 60)}”"
