"""The written statement's targets in time as operations, kept with its catalogue or its plan; it writes nothing."""

from collections.abc import Iterable

from audit_app.domain.measure_catalogue import CatalogueEntry
from audit_app.domain.problems import AppError
from audit_app.services.timeliness.trajectories import MOST, op_of_new
from audit_app.store.log.rights import Op
from audit_app.store.read_measures import held_measures
from audit_app.store.read_trajectories import held_trajectories
from audit_app.store.workspace import Workspace
from scoring.timeliness.trajectories import Trajectory


def lacking_targets(workspace: Workspace, entries: Iterable[CatalogueEntry]) -> tuple[Trajectory, ...]:
    """The targets of these measures for whose figure and name the workspace has none. Raises AppError without room."""
    held = held_trajectories(workspace.conn)
    known = {one.trajectory.figure for one in held} | {one.trajectory.name.casefold() for one in held}
    wanted = [one.target for one in entries if one.target is not None]
    fresh = tuple(one for one in wanted if one.figure not in known and one.name.casefold() not in known)
    if len(held) + len(fresh) > MOST:
        raise AppError(f"The workspace keeps {MOST} targets at most. Remove some, or load without targets.")
    return fresh


def targets_of_plan(
    workspace: Workspace, entries: Iterable[CatalogueEntry], codes: Iterable[str]
) -> tuple[Trajectory, ...]:
    """Those that a plan set for the measures of these codes.

    A measure that is typed has to be held, since nothing else shows its target; the reports count the others anyway.
    """
    held, wanted = {one.code for one in held_measures(workspace.conn)}, set(codes)
    shown = (one for one in entries if one.measure.source.is_counted or one.measure.code in held)
    return lacking_targets(workspace, (one for one in shown if one.measure.code in wanted))


def ops_of_targets(workspace: Workspace, targets: Iterable[Trajectory]) -> list[Op]:
    """What keeps these, none of whose names is held."""
    taken = {one.id for one in held_trajectories(workspace.conn)}
    return [op_of_new(workspace, one, taken) for one in targets]
