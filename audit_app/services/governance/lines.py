"""Reporting lines: kept, changed, ended, and the usual ones taken in; calendar and reports ask for them."""

from dataclasses import replace
from datetime import date

from audit_app.domain.governance import ReportingLine, fault_of
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.governance.shipped import shipped_lines
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_governance import reporting_lines
from audit_app.store.workspace import Workspace


def lines(workspace: Workspace) -> tuple[ReportingLine, ...]:
    """Every line that has not ended, by the name of its body."""
    workspace.demand(Act.READ)
    today = workspace.means.now().date()
    return tuple(one for one in reporting_lines(workspace.conn) if one.ended is None or one.ended >= today)


def keep_line(workspace: Workspace, line: ReportingLine) -> ReportingLine:
    """Keep a line as it is given, new or in place of the one with its id; what is held just so writes nothing.

    Raises AppError where it cannot be kept, or another line has its body's name.
    """
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    if fault := fault_of(line):
        raise AppError(fault)
    held = reporting_lines(workspace.conn)
    kept = replace(line, body=" ".join(line.body.split()), id=line.id or Ids(workspace.id).reporting_line(line.body))
    same_name = [one for one in held if one.body.casefold() == kept.body.casefold() and one.id != kept.id]
    if same_name or (not line.id and any(one.id == kept.id for one in held)):
        raise AppError(f"There is a line to {kept.body} already. Change that one, or give this another name.")
    if kept not in held:
        verb = "Change" if line.id else "Add"
        workspace.door.write(f"{verb} the reporting line to {kept.body}", line_ops(kept))
    return kept


def end_line(workspace: Workspace, line_id: str, on: date) -> None:
    """Let a line end on a day; its meetings before it stay. Raises AppError where there is none."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    line = found_line(workspace, line_id)
    op = Op("reporting_line", line.id, "ended", on.isoformat())
    workspace.door.write(f"End the reporting line to {line.body} on {on:%d/%m/%Y}", [op])


def remove_line(workspace: Workspace, line_id: str) -> None:
    """Take a line away with its rhythm; undo brings it back. Raises AppError where there is none."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    line = found_line(workspace, line_id)
    workspace.door.write(f"Remove the reporting line to {line.body}", [Op("reporting_line", line.id, "deleted", 1)])


def take_in_usual(workspace: Workspace, begins: date) -> int:
    """Take in the usual lines that are not there yet, their rhythms beginning around a day; returns how many."""
    workspace.demand(Act.MANAGE_IMPROVEMENT)
    ids = Ids(workspace.id)
    there = {one.body.casefold() for one in reporting_lines(workspace.conn)}
    fresh = [one for one in shipped_lines(begins) if one.body.casefold() not in there]
    ops = [op for one in fresh for op in line_ops(replace(one, id=ids.reporting_line(one.body)))]
    # one that was removed before comes back under its id
    ops += [Op("reporting_line", ids.reporting_line(one.body), "deleted", None) for one in fresh]
    if fresh:
        workspace.door.write(f"Take in {len(fresh)} usual reporting lines", ops)
    return len(fresh)


def found_line(workspace: Workspace, line_id: str) -> ReportingLine:
    """The line with this id; raises AppError where it is gone."""
    for line in reporting_lines(workspace.conn):
        if line.id == line_id:
            return line
    raise AppError("That reporting line is not there any more. Look at the list again.")


def line_called(workspace: Workspace, name: str) -> ReportingLine:
    """The line to a body, by its name in any case or the only one whose name has these words. Raises AppError."""
    workspace.demand(Act.READ)
    held, wanted = reporting_lines(workspace.conn), " ".join(name.split()).casefold()
    same = [one for one in held if one.body.casefold() == wanted]
    found = same or [one for one in held if wanted in one.body.casefold()]
    if len(found) == 1:
        return found[0]
    if not held:
        raise AppError("There is no reporting line yet. Take in the usual ones on the screen Calendar, or add one.")
    names = "; ".join(one.body for one in found or held)
    asked = f"More than one reporting line has “{name}” in its name" if found else f"No reporting line is to “{name}”"
    raise AppError(f"{asked}. Name one of: {names}.")


def line_ops(line: ReportingLine) -> list[Op]:
    """What keeps a line under its id."""
    ops = [Op("reporting_line", line.id, "record", _record(line))]
    if line.ended is not None:
        ops.append(Op("reporting_line", line.id, "ended", line.ended.isoformat()))
    return ops


def _record(line: ReportingLine) -> dict[str, Json]:
    return {
        "body": line.body,
        "chair": line.chair,
        "kind": line.kind.value,
        "sends": list(line.sends),
        "recurrence": line.recurrence,
        "first": line.first.isoformat() if line.first is not None else None,
        "dates": [day.isoformat() for day in line.dates],
        "audience": line.audience.value,
        "public": int(line.is_public),
        "needs": list(line.needs),
        "cut_off_days": line.cut_off_days,
        "papers_days": line.papers_days,
        "communication_days": line.communication_days,
    }
