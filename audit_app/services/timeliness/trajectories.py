"""Targets in time of a workspace: shipped examples, its own from a file or a form, changed, removed; all of it undone.

A trajectory belongs to its name: adding one of the same name changes it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Place, Problem
from audit_app.intake.content import opened
from audit_app.intake.limits import Limits
from audit_app.services.refusals import refused
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_trajectories import held_trajectories
from audit_app.store.workspace import Workspace
from resources.trajectories import trajectory_ids, trajectory_text
from scoring.timeliness.trajectories import (
    MAX_BYTES,
    Trajectory,
    TrajectoryError,
    of_values,
    read_trajectory,
    trajectory_toml,
)

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class TrajectoryRow:
    """A trajectory that can be looked at: its id where the workspace keeps it, empty for a shipped example."""

    id: str
    trajectory: Trajectory

    @property
    def is_shipped(self) -> bool:
        """Whether it is an example that the app ships and the workspace does not keep."""
        return not self.id


@dataclass(frozen=True, slots=True)
class TrajectoryKept:
    """What adding did: the trajectory with its id, and whether it is new, changed or was held just so."""

    id: str
    trajectory: Trajectory
    is_new: bool
    changes: bool


def trajectories(workspace: Workspace) -> tuple[TrajectoryRow, ...]:
    """The workspace's own by name, then the shipped examples of which it keeps none of that name."""
    own = [TrajectoryRow(*held) for held in held_trajectories(workspace.conn)]
    names = {_key(row.trajectory.name) for row in own}
    examples = (one for one in shipped() if _key(one.name) not in names)
    return (*own, *(TrajectoryRow("", one) for one in examples))


def shipped() -> tuple[Trajectory, ...]:
    """The examples that the app ships."""
    return tuple(read_trajectory(trajectory_text(id_)) for id_ in trajectory_ids())


def found_trajectory(workspace: Workspace, words: str) -> TrajectoryRow:
    """The trajectory of a name, in any case, or that of a shipped id. Raises AppError where there is none."""
    every = trajectories(workspace)
    for row in every:
        if _key(words) in (_key(row.trajectory.name), row.id):
            return row
    if words.strip() in trajectory_ids():
        return TrajectoryRow("", read_trajectory(trajectory_text(words.strip())))
    names = ", ".join(f"“{row.trajectory.name}”" for row in every)
    raise AppError(f"There is no trajectory called {words.strip()[:80]}. There are: {names}.")


def read_file(path: Path) -> Trajectory:
    """The trajectory in a TOML file. Raises AppError with everything that is wrong with it."""
    with opened(path, Limits(file_bytes=MAX_BYTES)) as file:
        data = file.read(MAX_BYTES + 1)
    try:
        return read_trajectory(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = Problem("The file is not UTF-8 text. Save it as UTF-8.", Place(file=path.name, line=line))
        raise refused(path.name, (problem,)) from None
    except TrajectoryError as error:
        raise refused(path.name, tuple(Problem(one, Place(file=path.name)) for one in error.problems)) from None


def import_trajectory(workspace: Workspace, path: Path) -> TrajectoryKept:
    """Keep the trajectory of a file, in place of one of the same name. Raises AppError: then nothing was written."""
    workspace.demand(Act.MANAGE_MEASURES)
    return keep(workspace, read_file(path))


def keep(workspace: Workspace, trajectory: Trajectory) -> TrajectoryKept:
    """Keep a trajectory, in place of one of the same name; one that is held just so writes nothing. Raises AppError."""
    workspace.demand(Act.MANAGE_MEASURES)
    _demand_sound(trajectory)
    held = {_key(one.trajectory.name): one for one in held_trajectories(workspace.conn)}
    before = held.get(_key(trajectory.name))
    if before is None and len(held) >= MOST:
        raise AppError(f"The workspace keeps {MOST} trajectories already. Remove one that is no longer looked at.")
    id_ = before.id if before is not None else _new_id(workspace, trajectory, {one.id for one in held.values()})
    if before is None or before.trajectory != trajectory:
        verb = "Add" if before is None else "Change"
        op = Op("trajectory", id_, "record", _value(trajectory))
        workspace.door.write(f"{verb} the trajectory {trajectory.name}", [op])
    return TrajectoryKept(id_, trajectory, before is None, before is None or before.trajectory != trajectory)


def change(workspace: Workspace, id_: str, trajectory: Trajectory) -> None:
    """Change one that is kept, its name too. Raises AppError where it is gone, or another has the name."""
    workspace.demand(Act.MANAGE_MEASURES)
    _demand_sound(trajectory)
    before = _held(workspace, id_)
    others = (one for one in held_trajectories(workspace.conn) if one.id != id_)
    if any(_key(one.trajectory.name) == _key(trajectory.name) for one in others):
        raise AppError(f"Another trajectory is called {trajectory.name}. Choose another name.")
    if before != trajectory:
        op = Op("trajectory", id_, "record", _value(trajectory))
        workspace.door.write(f"Change the trajectory {trajectory.name}", [op])


def remove(workspace: Workspace, id_: str) -> None:
    """Take one away; undo brings it back. Raises AppError where it is gone already."""
    workspace.demand(Act.MANAGE_MEASURES)
    before = _held(workspace, id_)
    # emptied and not deleted: whoever manages measures may do so, and the log keeps what it was
    workspace.door.write(f"Remove the trajectory {before.name}", [Op("trajectory", id_, "record", None)])


def as_file(trajectory: Trajectory) -> bytes:
    """A trajectory as a TOML file that `read_file` takes."""
    return trajectory_toml(trajectory).encode()


def op_of_new(workspace: Workspace, trajectory: Trajectory, taken: set[str]) -> Op:
    """What keeps a trajectory whose name is not held, for a change with more in it; `taken` are the ids that are."""
    return Op("trajectory", _new_id(workspace, trajectory, taken), "record", _value(trajectory))


def _new_id(workspace: Workspace, trajectory: Trajectory, taken: set[str]) -> str:
    """The id of the name, unless one that was called so once still has it."""
    id_ = Ids(workspace.id).trajectory(_key(trajectory.name))
    return workspace.means.random(16).hex() if id_ in taken else id_


def _held(workspace: Workspace, id_: str) -> Trajectory:
    for one in held_trajectories(workspace.conn):
        if one.id == id_:
            return one.trajectory
    raise AppError("This trajectory is no longer kept. Look at the list again.")


def _demand_sound(trajectory: Trajectory) -> None:
    """What a form gives is held to the same rules as a file."""
    values: dict[str, object] = {
        "name": trajectory.name,
        "figure": trajectory.figure,
        "basis": str(trajectory.basis),
        "source": trajectory.source,
        "points": [{"on": point.on, "percent": point.percent} for point in trajectory.points],
    }
    if trajectory.started_from is not None:
        values["started_from"] = trajectory.started_from
    try:
        of_values(values)
    except TrajectoryError as error:
        problems = tuple(Problem(one) for one in error.problems)
        raise AppError("The trajectory cannot be kept as it is. Correct what is listed.", problems) from None


def _value(trajectory: Trajectory) -> dict[str, Json]:
    since = trajectory.started_from
    return {
        "name": trajectory.name,
        "figure": trajectory.figure,
        "basis": str(trajectory.basis),
        "started_from": None if since is None else since.isoformat(),
        "points": [[point.on.isoformat(), point.percent] for point in trajectory.points],
        "source": trajectory.source,
    }


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
