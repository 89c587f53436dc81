"""`ehcp-audit log`: the audit trail, without the values that say something about a child."""

import json
from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.domain.people import Act
from audit_app.errors import one_line
from audit_app.services.erasing import found_plan
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.log.people_log import people
from audit_app.store.read_subject import plan_held
from audit_app.store.read_trail import TrailChange, TrailFilter, TrailOp, plan_ref_of, trail
from audit_app.store.workspace import Workspace

MOST_VALUES = 20
"""How many values of one change are listed on the screen."""

# (kind, field) to the keys of its value that are shown, or to nothing where the value is plain. What is not here can
# say something about a child: then the trail says that it changed, and `subject` writes the values.
SHOWN = MappingProxyType(
    {
        ("workspace", "organisation"): (),
        ("workspace", "restored"): ("backup", "utc"),
        ("person", "name"): (),
        ("person", "agency"): (),
        ("person", "roles"): (),
        ("person", "teams"): (),
        ("person", "period"): ("from", "to"),
        ("framework", "record"): ("framework", "version"),
        ("register_import", "record"): ("file", "rows", "added", "changed", "ceased"),
        ("draw", "record"): ("cycle", "on_date", "seed", "size", "months", "frame_size", "frame_hash"),
        ("place", "record"): ("number", "role", "chance"),
        ("place", "assigned"): ("person", "due"),
        ("place", "replaced"): ("by",),
        ("round", "record"): ("name", "cycle", "opened_on", "due"),
        ("round", "state"): ("state",),
        ("audit", "record"): ("framework", "cycle", "round", "date", "purpose"),
        ("review", "record"): ("reviewer", "agency", "kind", "source"),
        ("review", "state"): ("state",),
        ("review", "result"): ("grade", "band", "score", "possible"),
        ("review", "override"): ("grade",),
        ("score", "score"): (),
        ("score", "cause"): (),
        ("advice", "listed"): (),
        ("advice", "dated"): (),
        ("advice", "current"): (),
        ("advice", "specific"): (),
        ("section_state", "state"): (),
        ("release", "record"): ("kind", "audience", "first", "last", "released_on"),
    }
)


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


class Values:
    """What the trail tells of each value: whose plan, which part, old and new as far as they may be shown."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._names = {id_: person.name for id_, person in people(conn).items()}

    def record(self, op: TrailOp) -> dict[str, Json]:
        """One value as named values: `old` and `new`, or `values`, a word for what may not be shown."""
        named = {
            "kind": op.kind,
            "id": op.id,
            "field": op.field,
            "plan_ref": plan_ref_of(self._conn, op.kind, op.id) or None,
        }
        if op.is_erased:
            return {**named, "values": "erased"}
        if op.field == "erased":
            return {**named, "values": "marked erased"}
        keys = SHOWN.get((op.kind, op.field))
        if keys is None:
            return {**named, "values": _changed(op)}
        return {**named, "old": self._only(op.old, keys), "new": self._only(op.new, keys)}

    def _only(self, value: Json, keys: tuple[str, ...]) -> Json:
        if not keys or not isinstance(value, dict):
            return value
        shown = {key: value[key] for key in keys if value.get(key) is not None}
        if "person" in shown:
            shown["person"] = self._names.get(shown["person"], shown["person"])
        return shown

    def line(self, op: TrailOp) -> str:
        """The same on one line."""
        record = self.record(op)
        plan = f" of plan {record['plan_ref']}" if record["plan_ref"] else ""
        part = op.id.split(".", 1)[1] if "." in op.id else ""
        what = " ".join(word for word in (op.kind.replace("_", " "), part, op.field) if word)
        if "old" in record:
            return f"{what}{plan}: {_words(record['old'])} → {_words(record['new'])}"
        return f"{what}{plan}: {record['values']}"


def _words(value: Json) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(part)}" for name, part in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _changed(op: TrailOp) -> str:
    """Which fields of a row changed, without their values."""
    if not isinstance(op.new, dict) or not isinstance(op.old, dict):
        return "entered" if op.old is None else "changed" if op.new is not None else "emptied"
    names = sorted(name for name in {*op.old, *op.new} if op.old.get(name) != op.new.get(name))
    return f"changed: {', '.join(names)}" if names else "entered again"


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
