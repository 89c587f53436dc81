"""Changing what an action says, each thing by itself, and reporting how far it is at a date."""

from collections.abc import Mapping
from datetime import date

from audit_app.domain.actions import TOLD, Action, Checkpoint
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.status import Status
from audit_app.services.actions.holding import fit, open_action_of
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_actions import checkpoints_of
from audit_app.store.workspace import Workspace
from exports.plain import shortened, visible

MOST_COMMENT = 2_000
_CHECKPOINT = ("status", "comment", "evidence")


def change(workspace: Workspace, action_id: str, values: Mapping[str, str]) -> int:
    """Change fields of an open action (`domain.actions.TOLD`) in one step; returns how many differ from before.

    Raises AppError where the action is not open or a value is not fit; then nothing is written.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    action = open_action_of(workspace, action_id)
    ops = change_ops(workspace, action, values)
    if ops:
        called = TOLD[ops[0].field] if len(ops) == 1 else f"{len(ops)} fields"
        workspace.door.write(f"{called} of the action “{shortened(action.what, 60)}”", ops)
    return len(ops)


def change_ops(workspace: Workspace, action: Action, values: Mapping[str, str]) -> list[Op]:
    """What brings these values in; those that stand already are left out. Raises AppError where one is not fit."""
    kept = fit(workspace, values)
    return [Op("action", action.id, name, text or None) for name, text in kept.items() if text != getattr(action, name)]


def report(workspace: Workspace, action_id: str, checkpoint: Checkpoint) -> None:
    """Say how far an open action was on a day, in place of what was said of that day; the same again writes nothing.

    Raises AppError where the day lies ahead, nothing is said, or the action is not open.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    action = open_action_of(workspace, action_id)
    if checkpoint.on > workspace.means.now().date():
        raise AppError(f"The {checkpoint.on:%d/%m/%Y} lies ahead. Report how far the action is on a day that was.")
    held = {one.on: one for one in checkpoints_of(workspace.conn, action_id)}
    ops = checkpoint_ops(workspace, action, checkpoint, held.get(checkpoint.on))
    if ops:
        said = "not reported" if checkpoint.status is None else checkpoint.status.value.capitalize()
        label = f"{said} on {checkpoint.on:%d/%m/%Y}: the action “{shortened(action.what, 60)}”"
        workspace.door.write(label, ops)


def checkpoint_ops(workspace: Workspace, action: Action, checkpoint: Checkpoint, before: Checkpoint | None) -> list[Op]:
    """What brings a checkpoint in, a value each; what stands already is left out. Raises AppError."""
    comment, evidence = (visible(text).strip() for text in (checkpoint.comment, checkpoint.evidence))
    if checkpoint.status is None and not comment and not evidence:
        raise AppError("Nothing is reported. Choose a status, or say something.")
    if max(len(comment), len(evidence)) > MOST_COMMENT:
        raise AppError(f"Comment and evidence of a checkpoint have {MOST_COMMENT:,} letters at most each.")
    fit(workspace, {"comments": comment, "evidence": evidence})
    new = {"status": _code(checkpoint.status), "comment": comment, "evidence": evidence}
    old = _values(before)
    id_ = Ids.part(action.id, checkpoint.on.isoformat())
    ops = [Op("action_checkpoint", id_, name, new[name] or None) for name in _CHECKPOINT if new[name] != old[name]]
    # one of that day that was taken away before stands again
    return [*ops, Op("action_checkpoint", id_, "deleted", None)] if ops and before is None else ops


def remove_checkpoint(workspace: Workspace, action_id: str, on: date) -> None:
    """Take away what was said of a day; undo brings it back. Raises AppError where nothing is."""
    workspace.demand(Act.MANAGE_ACTIONS)
    action = open_action_of(workspace, action_id)
    if all(one.on != on for one in checkpoints_of(workspace.conn, action_id)):
        raise AppError("Nothing is reported for that day any more. Look at the action again.")
    label = f"Take away the checkpoint of {on:%d/%m/%Y}: the action “{shortened(action.what, 60)}”"
    workspace.door.write(label, [Op("action_checkpoint", Ids.part(action_id, on.isoformat()), "deleted", 1)])


def _values(checkpoint: Checkpoint | None) -> dict[str, Json]:
    if checkpoint is None:
        return dict.fromkeys(_CHECKPOINT, "")
    return {"status": _code(checkpoint.status), "comment": checkpoint.comment, "evidence": checkpoint.evidence}


def _code(status: Status | None) -> str:
    return "" if status is None else status.value
