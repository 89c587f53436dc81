"""Improvement plans of a workspace: listed, read, begun, loaded from an example, changed, taken away."""

from collections.abc import Mapping
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.measure_catalogue import read_catalogue
from audit_app.domain.people import Act
from audit_app.domain.plan_rows import PLAN, Row, rows_of
from audit_app.domain.problems import AppError
from audit_app.services.improvement.examples import example_plan, targets_of_example
from audit_app.services.improvement.fit import all_words, demand_no_plan, fitting
from audit_app.services.improvement.writing import gone, ops_of
from audit_app.services.measures.targets import ops_of_targets, targets_of_plan
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_improvement import PlanName, held_plan, ids_taken, plan_names
from audit_app.store.workspace import Workspace
from resources.measures import catalogue_text
from scoring.timeliness.trajectories import Trajectory

MOST_PLANS: Final = 50
MOST_ACTIONS: Final = 1_000
GONE: Final = "This improvement plan is not kept any more. It may have been taken away: look at the list again."


def plans(workspace: Workspace) -> tuple[PlanName, ...]:
    """Every plan, by title."""
    return plan_names(workspace.conn)


def plan(workspace: Workspace, plan_id: str) -> ImprovementPlan:
    """A plan with all that stands in it. Raises AppError where it is gone."""
    found = held_plan(workspace.conn, plan_id)
    if found is None:
        raise AppError(GONE)
    return found


def found_plan(workspace: Workspace, title: str = "") -> ImprovementPlan:
    """The plan of this title, in any case, or the only one there is. Raises AppError where that is none."""
    held = plans(workspace)
    fitting_ones = [one for one in held if not title or one.title.casefold() == " ".join(title.split()).casefold()]
    if len(fitting_ones) == 1:
        return plan(workspace, fitting_ones[0].id)
    if not held:
        raise AppError("There is no improvement plan yet. Import one, or load an example.")
    names = ", ".join(f"“{one.title}”" for one in held)
    asked = f"no improvement plan called “{title[:80]}”" if title else "more than one improvement plan"
    raise AppError(f"There is {asked}. There are: {names}. Name one of them.")


def begin(workspace: Workspace, title: str, checkpoints: tuple[str, ...] = (), about: str = "") -> str:
    """Begin an empty plan; returns its id. Raises AppError where another has the title."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    fields = fitting(PLAN, {"title": title, "checkpoints": list(checkpoints), "about": about})
    demand_no_plan(workspace.conn, all_words(fields))
    demand_free(workspace, str(fields["title"]))
    row = Row(PLAN, free_id(workspace, Ids(workspace.id).improvement_plan(_key(title))), "", "", fields)
    workspace.door.write(f"Begin the improvement plan {fields['title']}", ops_of(None, row))
    return row.id


def load_example(workspace: Workspace, example_id: str, *, with_targets: bool = False) -> str:
    """Keep an example as a plan of the workspace, with the targets that it set where they are asked for; one change.

    A target for whose figure there is one already is left out. Returns the plan's id.

    Raises AppError where it is not shipped, or a plan of its title is kept already.
    """
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    ids = Ids(workspace.id)
    made = example_plan(example_id, ids)
    demand_free(workspace, made.title)
    if (id_ := free_id(workspace, made.id)) != made.id:  # it was loaded once, perhaps changed, and taken away
        made = example_plan(example_id, ids, id_)
    ops = [op for row in rows_of(made) for op in ops_of(None, row)]
    targets = targets_to_load(workspace, example_id) if with_targets else ()
    also = f" with {counted(len(targets), 'target')}" if targets else ""
    workspace.door.write(f"Load the example {made.title}{also}", [*ops, *ops_of_targets(workspace, targets)])
    return made.id


def targets_to_load(workspace: Workspace, example_id: str) -> tuple[Trajectory, ...]:
    """The targets that would be kept with an example."""
    workspace.demand(Act.MANAGE_MEASURES)
    return targets_of_plan(workspace, read_catalogue(catalogue_text()), targets_of_example(example_id))


def change_plan(workspace: Workspace, plan_id: str, fields: Mapping[str, Json]) -> None:
    """Change title, about, source, checkpoints or the month of the refresh; what is just so already writes nothing.

    Raises AppError where a checkpoint at which something was reported would go, or the title is another plan's.
    """
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    held = plan(workspace, plan_id)
    kept = fitting(PLAN, fields)
    demand_no_plan(workspace.conn, all_words(kept))
    if "title" in kept and _key(str(kept["title"])) != _key(held.title):
        demand_free(workspace, str(kept["title"]))
    if "checkpoints" in kept:
        demand_reported_stay(held, tuple(kept["checkpoints"] or ()))
    before = rows_of(held)[0]
    after = Row(PLAN, held.id, "", "", {**before.fields, **kept})
    if ops := ops_of(before, after):
        workspace.door.write(f"Change the improvement plan {held.title}", ops)


def remove_plan(workspace: Workspace, plan_id: str) -> None:
    """Take a plan away with all that stands in it; undo brings it back."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    held = plan(workspace, plan_id)
    workspace.door.write(f"Take away the improvement plan {held.title}", gone(rows_of(held)[0]))


def demand_free(workspace: Workspace, title: str) -> None:
    """Raise AppError where a plan of this title is kept, or there are too many."""
    held = plans(workspace)
    if any(_key(one.title) == _key(title) for one in held):
        raise AppError(f"There is an improvement plan called “{title}” already. Open it, or choose another title.")
    if len(held) >= MOST_PLANS:
        raise AppError(f"The workspace keeps {MOST_PLANS} improvement plans already. Take one away first.")


def demand_reported_stay(held: ImprovementPlan, checkpoints: tuple[str, ...]) -> None:
    """Raise AppError where something was reported at a checkpoint that these leave out."""
    said = {at for one in held.placed for at, told in one.action.reported.items() if not told.is_empty}
    if lost := sorted(at for at in held.checkpoints if at in said and at not in checkpoints):
        raise AppError(f"Progress was reported at {', '.join(lost)}, so these checkpoints stay.")


def free_id(workspace: Workspace, wished: str) -> str:
    """The id that was wished for, unless something has or had it."""
    return workspace.means.random(16).hex() if wished in ids_taken(workspace.conn) else wished


def write(workspace: Workspace, label: str, ops: list[Op]) -> bool:
    """Write these as one change, and whether there was anything to write."""
    if ops:
        workspace.door.write(label, ops)
    return bool(ops)


def _key(title: str) -> str:
    return " ".join(title.split()).casefold()
