"""`ehcp-audit log`: the audit trail, without the values that say something about a child."""

import json
from collections.abc import Iterator
from itertools import islice

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.domain.people import Act
from audit_app.errors import one_line
from audit_app.services.erasing import found_plan
from audit_app.services.trail_values import MOST_VALUES, Values
from audit_app.store.read_subject import plan_held
from audit_app.store.read_trail import TrailChange, TrailFilter, trail
from audit_app.store.workspace import Workspace


def run(call: Call) -> int:
    """The newest changes first."""
    asked = call.asked
    with opened(call, even_unsound=True) as workspace:
        workspace.demand(Act.READ)
        wanted = _filter(call, workspace)
        workspace.note_access("read", "the change log")
        values = Values(workspace.conn)
        changes = islice(trail(workspace.conn, wanted), asked.limit)
        if asked.json:
            _say_json(call, values, changes)
        else:
            for change in changes:
                _say(call, values, change)
    return DONE


def _filter(call: Call, workspace: Workspace) -> TrailFilter:
    asked = call.asked
    entities = None
    if asked.plan is not None:
        held = plan_held(workspace.conn, found_plan(workspace, asked.plan))
        entities = frozenset(entity.id for entity in held.entities)
    first, last = (day.isoformat() if day is not None else "" for day in (asked.first, asked.last))
    return TrailFilter(entities, asked.by or "", first, last)


def _say(call: Call, values: Values, change: TrailChange) -> None:
    why = f" — {change.reason}" if change.reason else ""
    call.console.say(one_line(f"{change.utc[:19]}Z  {change.person}: {change.label or '(erased)'}{why}"))
    for op in change.ops[:MOST_VALUES]:
        call.console.say(one_line(f"    {values.line(op)}"))
    if len(change.ops) > MOST_VALUES:
        call.console.say(f"    and {len(change.ops) - MOST_VALUES:,} more values")


def _say_json(call: Call, values: Values, changes: Iterator[TrailChange]) -> None:
    """One document, written change by change: a large import has as many values as its file has rows."""
    call.console.out.write('{"changes": [')
    for at, change in enumerate(changes):
        record = {
            "utc": change.utc,
            "person": change.person,
            "label": change.label,
            "reason": change.reason,
            "values": [values.record(op) for op in change.ops],
        }
        call.console.out.write((",\n" if at else "\n") + json.dumps(record))
    call.console.say("\n]}")
