"""Themes, outcomes and actions of an improvement plan: cells changed, things added, moved and taken away; all undone.

Each cell of an action is a leaf of its own, so that two people who fill in two cells do not collide.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.people import Act
from audit_app.domain.plan_rows import ACTION, OUTCOME, THEME, Row, rows_of
from audit_app.domain.problems import AppError
from audit_app.domain.timescale import read_timescale
from audit_app.services.improvement.fit import all_words, demand_no_plan, fitting, name_of
from audit_app.services.improvement.plans import MOST_ACTIONS, plan, write
from audit_app.services.improvement.writing import gone, ops_of
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace

_NOUNS: Final = {THEME: "theme", OUTCOME: "required outcome", ACTION: "action"}
_LOST: Final = "This is not in the plan any more. Somebody may have taken it away: look at the plan again."
_ONES_OWN: Final = {THEME: "letter", OUTCOME: "number"}


def change(workspace: Workspace, plan_id: str, row_id: str, fields: Mapping[str, Json]) -> bool:
    """Change cells of a theme, outcome or action; whether anything was another.

    Where the timescale changes and its dates and recurrence do not, they are read anew from its words.
    Raises AppError where a cell cannot hold that, or names a child's plan; then nothing is written.
    """
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    held = plan(workspace, plan_id)
    before = _row(held, row_id)
    kept = fitting(before.kind, fields)
    demand_no_plan(workspace.conn, all_words(kept))
    after = Row(before.kind, before.id, before.parent, before.where, with_dates(before.fields, kept))
    _demand_own(held, after)
    changed = [name for name, value in after.fields.items() if before.fields.get(name) != value]
    names = ", ".join(name_of(before.kind, name) for name in changed)
    return write(workspace, f"{before.where}: change {names}", ops_of(before, after))


def add_theme(workspace: Workspace, plan_id: str, fields: Mapping[str, Json]) -> str:
    """Add a theme at the end; returns its id."""
    held = plan(workspace, plan_id)
    return _add(workspace, held, THEME, plan_id, fields, len(held.themes))


def add_outcome(workspace: Workspace, plan_id: str, theme_id: str, fields: Mapping[str, Json]) -> str:
    """Add a required outcome at the end of a theme; returns its id."""
    held = plan(workspace, plan_id)
    theme = next((one for one in held.themes if one.id == theme_id), None)
    if theme is None:
        raise AppError(_LOST)
    return _add(workspace, held, OUTCOME, theme_id, fields, len(theme.outcomes))


def add_action(workspace: Workspace, plan_id: str, outcome_id: str, fields: Mapping[str, Json]) -> str:
    """Add an action at the end of an outcome; dates follow from its timescale. Returns its id."""
    held = plan(workspace, plan_id)
    outcome = next((one for theme in held.themes for one in theme.outcomes if one.id == outcome_id), None)
    if outcome is None:
        raise AppError(_LOST)
    if len(held.placed) >= MOST_ACTIONS:
        raise AppError(f"The plan has {MOST_ACTIONS:,} actions already. Take away what is over, or begin another plan.")
    return _add(workspace, held, ACTION, outcome_id, with_dates({}, dict(fields)), len(outcome.actions))


def move(workspace: Workspace, plan_id: str, row_id: str, step: int) -> bool:
    """Move a thing up (-1) or down (1) among its neighbours; whether there was room."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    held = plan(workspace, plan_id)
    row = _row(held, row_id)
    beside = [one for one in rows_of(held) if one.kind == row.kind and one.parent == row.parent]
    at = next(number for number, one in enumerate(beside) if one.id == row_id)
    if not 0 <= at + step < len(beside):
        return False
    beside.insert(at + step, beside.pop(at))
    label = f"Move the {_called(row)} {'up' if step < 0 else 'down'}"
    return write(workspace, label, _placed(beside))


def move_to(workspace: Workspace, plan_id: str, action_id: str, outcome_id: str) -> bool:
    """Put an action at the end of another outcome; whether it was elsewhere."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    held = plan(workspace, plan_id)
    row, target = _row(held, action_id), _row(held, outcome_id)
    if row.kind != ACTION or target.kind != OUTCOME:
        raise AppError(_LOST)
    if row.parent == outcome_id:
        return False
    last = sum(1 for one in rows_of(held) if one.kind == ACTION and one.parent == outcome_id)
    after = Row(ACTION, row.id, outcome_id, row.where, {**row.fields, "place": last + 1})
    return write(workspace, f"Move the action {row.where} to {target.where}", ops_of(row, after))


def remove(workspace: Workspace, plan_id: str, row_id: str) -> None:
    """Take a theme, outcome or action away with all that stands in it; undo brings it back."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    row = _row(plan(workspace, plan_id), row_id)
    workspace.door.write(f"Take away the {_called(row)}", gone(row))


def with_dates(before: Mapping[str, Json], changed: Mapping[str, Json]) -> dict[str, Json]:
    """An action's fields with dates and recurrence that follow its timescale, where they were not given themselves."""
    after = {**before, **changed}
    is_new_timescale = "timescale" in changed and changed["timescale"] != before.get("timescale")
    if is_new_timescale and all(after.get(name) == before.get(name) for name in ("dates", "recurrence")):
        read = read_timescale(str(changed["timescale"] or ""))
        after["dates"] = [day.isoformat() for day in read.dates] or None
        after["recurrence"] = read.recurrence or None
    return after


def _add(
    workspace: Workspace, held: ImprovementPlan, kind: str, parent: str, fields: Mapping[str, Json], before: int
) -> str:
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    kept = fitting(kind, fields)
    demand_no_plan(workspace.conn, all_words(kept))
    row = Row(kind, workspace.means.random(16).hex(), parent, "", {**kept, "place": before + 1})
    _demand_own(held, row)
    said = str(kept.get("letter") or kept.get("number") or kept.get("words") or "")
    workspace.door.write(f"Add the {_NOUNS[kind]} {said[:60]}", ops_of(None, row))
    return row.id


def _row(held: ImprovementPlan, row_id: str) -> Row:
    found = next((one for one in rows_of(held) if one.id == row_id and one.kind in _NOUNS), None)
    if found is None:
        raise AppError(_LOST)
    return found


def _called(row: Row) -> str:
    return f"{_NOUNS[row.kind]} {row.where.removeprefix('Theme ')}"


def _demand_own(held: ImprovementPlan, row: Row) -> None:
    """A theme's letter and an outcome's number stand once among their neighbours: labels are made of them."""
    name = _ONES_OWN.get(row.kind)
    if name is None:
        return
    beside = (one for one in rows_of(held) if one.kind == row.kind and one.parent == row.parent and one.id != row.id)
    said = str(row.fields.get(name)).casefold()
    if any(str(one.fields.get(name)).casefold() == said for one in beside):
        raise AppError(f"There is a {_NOUNS[row.kind]} {row.fields.get(name)} already. Give another {name}.")


def _placed(ordered: Sequence[Row]) -> list[Op]:
    """New places for those of these neighbours that stand elsewhere than before."""
    ops: list[Op] = []
    for at, one in enumerate(ordered, 1):
        ops += ops_of(one, Row(one.kind, one.id, one.parent, one.where, {**one.fields, "place": at}))
    return ops
