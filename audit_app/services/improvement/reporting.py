"""Progress of an improvement plan's actions at dated checkpoints: status, comment and evidence, each a leaf."""

from collections.abc import Mapping

from audit_app.domain.improvement import ImprovementPlan, Reported
from audit_app.domain.people import Act
from audit_app.domain.plan_rows import PLAN, PROGRESS, Row, rows_of
from audit_app.domain.problems import AppError
from audit_app.domain.status import NOT_REPORTED, Status
from audit_app.domain.timescale import checkpoint_words, read_checkpoint
from audit_app.services.improvement.fit import all_words, demand_no_plan, fitting
from audit_app.services.improvement.plans import plan, write
from audit_app.services.improvement.writing import ops_of
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace


def report(workspace: Workspace, plan_id: str, action_id: str, checkpoint: str, fields: Mapping[str, Json]) -> bool:
    """Say of an action at a checkpoint what these fields have; whether anything was another. Blank takes it back.

    Raises AppError where action or checkpoint are gone, or the words name a child's plan.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    held = plan(workspace, plan_id)
    found = held.found(action_id)
    if found is None or checkpoint not in held.checkpoints:
        raise AppError("This action or checkpoint is not in the plan any more. Look at the plan again.")
    kept = fitting(PROGRESS, fields)
    demand_no_plan(workspace.conn, all_words(kept))
    ops = progress_ops(held, action_id, checkpoint, kept)
    status = kept.get("status", found.action.at(checkpoint).status)
    said = str(status).capitalize() if status else NOT_REPORTED
    return write(workspace, f"{found.label} at {checkpoint_words(checkpoint)}: {said}", ops)


def report_all(workspace: Workspace, plan_id: str, checkpoint: str, statuses: Mapping[str, Status | None]) -> int:
    """Say the statuses of several actions at once; returns how many were others."""
    workspace.demand(Act.MANAGE_ACTIONS)
    held = plan(workspace, plan_id)
    if checkpoint not in held.checkpoints:
        raise AppError("This checkpoint is not in the plan any more. Look at the plan again.")
    ops: list[Op] = []
    for action_id, status in statuses.items():
        ops += progress_ops(held, action_id, checkpoint, {"status": status.value if status else None})
    write(workspace, f"Report {len(ops)} statuses at {checkpoint_words(checkpoint)}", ops)
    return len(ops)


def add_checkpoint(workspace: Workspace, plan_id: str, words: str) -> str:
    """Add a checkpoint that a person wrote (“March 2027”); returns it. Raises AppError where it is there already."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    try:
        checkpoint = read_checkpoint(words)
    except ValueError as error:
        raise AppError(str(error)) from None
    held = plan(workspace, plan_id)
    if checkpoint in held.checkpoints:
        raise AppError(f"{checkpoint_words(checkpoint)} is a checkpoint already.")
    kept = fitting(PLAN, {"checkpoints": [*held.checkpoints, checkpoint]})
    before = rows_of(held)[0]
    after = Row(PLAN, held.id, "", "", {**before.fields, **kept})
    write(workspace, f"Add the checkpoint {checkpoint_words(checkpoint)}", ops_of(before, after))
    return checkpoint


def progress_ops(held: ImprovementPlan, action_id: str, checkpoint: str, fields: Mapping[str, Json]) -> list[Op]:
    """What has to be written so that progress has these fields."""
    found = held.found(action_id)
    told = found.action.at(checkpoint) if found is not None else Reported()
    values = {
        "status": told.status.value if told.status is not None else None,
        "comment": told.comment or None,
        "evidence": told.evidence or None,
    }
    id_ = f"{action_id}.{checkpoint}"
    before = Row(PROGRESS, id_, action_id, "", values)
    return ops_of(before, Row(PROGRESS, id_, action_id, "", {**values, **fields}))
